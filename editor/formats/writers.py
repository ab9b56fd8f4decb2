"""Writers: all formats of caption files that can be written, by their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from editor.formats.ass_writer import AssWriter
from editor.formats.caption_file import CaptionWriter
from editor.formats.json_writer import JsonWriter
from editor.formats.sbv import SbvWriter
from editor.formats.srt_writer import SrtWriter
from editor.formats.stl_writer import StlWriter
from editor.formats.ttml_writer import TtmlWriter
from editor.formats.vtt_writer import VttWriter

_ALL: Final[tuple[CaptionWriter, ...]] = (
    SrtWriter(),
    VttWriter(),
    TtmlWriter(),
    SbvWriter(),
    AssWriter(),
    StlWriter(),
    JsonWriter(),
)
WRITERS: Final[Mapping[str, CaptionWriter]] = {writer.id: writer for writer in _ALL}
