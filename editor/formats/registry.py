"""Registry: all formats that can be read, and the one way to read a file of any of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

from editor.formats.encoding import Decoded, decode
from editor.formats.files import read_bytes
from editor.formats.podcast_page import PodcastPage
from editor.formats.report import Imported, Remarks
from editor.formats.srt import Srt
from editor.model.errors import UserError

HEAD: Final = 200_000
"""Characters a format may look at to tell whether a text is its own."""


class Format(Protocol):
    """A format answers whether a text is its own, and what the text says."""

    id: str
    suffixes: tuple[str, ...]

    def sniff(self, name: str, head: str) -> float:
        """How sure (0..1) the file of this name and beginning is of the format."""

    def read(self, text: str, name: str) -> Imported:
        """The episode of the text; raises ``UserError`` where there is nothing of it."""


FORMATS: Final[tuple[Format, ...]] = (Srt(), PodcastPage())


def read_file(path: Path, encoding: str | None = None) -> Imported:
    """Read a transcript or caption file of any known format.

    Raises ``UserError`` (``file-*``, ``format-unknown``) where there is nothing to read in it.
    """
    try:
        decoded = decode(read_bytes(path), encoding)
    except UserError as error:
        raise UserError(error.code, **{"path": str(path), **error.facts}) from error
    chosen = best(path.name, decoded.text[:HEAD])
    if chosen is None:
        raise UserError("format-unknown", path=str(path))
    imported = chosen.read(decoded.text, path.name)
    told = Remarks()
    _tell_encoding(decoded, told)
    remarks = (*told.listed(), *imported.remarks)
    return replace(imported, encoding=decoded.encoding, remarks=remarks)


def best(name: str, head: str) -> Format | None:
    """The format that is surest of a file, ``None`` where none is."""
    score, _, chosen = max(
        ((f.sniff(name, head), f.id, f) for f in FORMATS), key=lambda one: one[:2]
    )
    return chosen if score >= 0.2 else None


def _tell_encoding(decoded: Decoded, remarks: Remarks) -> None:
    if not decoded.certain:
        remarks.add("encoding-guessed", encoding=decoded.encoding)
    for line in decoded.damaged:
        remarks.count("encoding-damaged", line)
