"""Registry: all formats that can be read, and the one way to read a file of any of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

from editor.formats.ass import Ass
from editor.formats.collecting import uncollected
from editor.formats.encoding import Decoded, decode
from editor.formats.files import read_bytes
from editor.formats.json_services import SERVICES
from editor.formats.json_words import PodcastJson, WhisperJson
from editor.formats.podcast_html import PodcastHtml
from editor.formats.podcast_page import PodcastPage
from editor.formats.report import Imported, Remark, Remarks
from editor.formats.sbv import Sbv
from editor.formats.scc import Scc
from editor.formats.srt import Srt
from editor.formats.stl import Stl
from editor.formats.tsv import Tsv
from editor.formats.ttml import Ttml
from editor.formats.vtt import Vtt
from editor.model.errors import UserError

HEAD: Final = 50_000
"""Characters a format may look at to tell whether a text is its own."""
_LIKELY: Final = 0.2
"""How sure a format must be of a file that it is asked to read it."""


class Format(Protocol):
    """A format answers whether a file is its own, what it says, and what it cannot hold."""

    @property
    def id(self) -> str:
        """The stable name: ``srt``, ``page``."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How names of such files end, in small letters, the usual one first."""

    def sniff(self, name: str, head: str) -> float:
        """How sure (0..1) the file of this name and beginning is of the format."""

    def read(self, text: str, name: str) -> Imported:
        """The episode of the text; raises ``UserError`` where there is nothing of it."""


class BinaryFormat(Protocol):
    """A format that is no text: it is told by its first bytes, and reads them all itself."""

    @property
    def id(self) -> str:
        """The stable name: ``stl``."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How names of such files end, in small letters, the usual one first."""

    def is_own(self, data: bytes) -> bool:
        """Whether bytes are of the format."""

    def read_bytes(self, data: bytes, name: str) -> Imported:
        """The episode of the bytes; raises ``UserError`` where there is nothing of it."""


FORMATS: Final[tuple[Format, ...]] = (
    Srt(),
    Vtt(),
    Ttml(),
    Ass(),
    Scc(),
    Sbv(),
    PodcastJson(),
    WhisperJson(),
    *SERVICES,
    Tsv(),
    PodcastHtml(),
    PodcastPage(),
)
BINARY: Final[tuple[BinaryFormat, ...]] = (Stl(),)
CAPTION_FILES: Final = frozenset(
    known.id for known in (Srt(), Vtt(), Ttml(), Ass(), Scc(), Sbv(), Stl())
)
"""The formats whose lines are captions somebody made: all their words are meant to be shown."""


def suffixes() -> tuple[str, ...]:
    """How names of files end that can be read, for a dialog that asks for one."""
    texts = (suffix for known in FORMATS for suffix in known.suffixes)
    return (*texts, *(suffix for known in BINARY for suffix in known.suffixes))


def read_file(path: Path, encoding: str | None = None) -> Imported:
    """Read a transcript or caption file of any known format.

    ``encoding`` is a person's choice. Raises ``UserError`` (``file-*``, ``encoding-unknown``,
    ``format-unknown``, and what the format itself raises) where there is nothing to read in it.
    """
    try:
        return read_data(read_bytes(path), path.name, encoding)
    except UserError as error:
        raise UserError(error.code, **{**error.facts, "path": str(path)}) from error


def read_data(data: bytes, name: str, encoding: str | None = None) -> Imported:
    """Read what a file of this name holds; raises as ``read_file`` does, with the name alone."""
    binary = next((known for known in BINARY if known.is_own(data)), None)
    if binary is not None:
        return binary.read_bytes(data, name)
    decoded = decode(data, encoding)
    chosen = best(name, decoded.text[:HEAD])
    if chosen is None:
        raise UserError("format-unknown", path=name)
    with uncollected():
        imported = chosen.read(decoded.text, name)
    remarks = (*_encoding_remarks(decoded), *imported.remarks)
    return replace(imported, encoding=decoded.encoding, remarks=remarks)


def best(name: str, head: str) -> Format | None:
    """The format that is surest of a file, ``None`` where none is."""
    score, chosen = max(
        ((known.sniff(name, head), known) for known in FORMATS), key=lambda pair: pair[0]
    )
    return chosen if score >= _LIKELY else None


def _encoding_remarks(decoded: Decoded) -> tuple[Remark, ...]:
    remarks = Remarks()
    if not decoded.certain and not decoded.damaged:
        remarks.add("encoding-guessed", None, None, encoding=decoded.encoding)
    for line in decoded.damaged:
        remarks.count("encoding-damaged", line)
    return remarks.listed()
