"""Registry: all formats that can be read, and the one way to read a file of any of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from editor.formats import podcast_page, srt
from editor.formats.encoding import Decoded, decode
from editor.formats.files import read_bytes
from editor.formats.report import Imported, Remarks
from editor.model.episode import Episode
from editor.model.errors import UserError

HEAD: Final = 200_000
"""Characters a format may look at to tell whether a text is its own."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format answers whether a text is its own, and what the text says."""

    id: str
    suffixes: tuple[str, ...]
    sniff: Callable[[str], float]
    read: Callable[[str, Remarks], Episode]


FORMATS: Final = (
    Format(srt.ID, srt.SUFFIXES, srt.sniff, srt.read),
    Format(podcast_page.ID, podcast_page.SUFFIXES, podcast_page.sniff, podcast_page.read),
)


def read_file(path: Path, encoding: str | None = None) -> Imported:
    """Read a transcript or caption file of any known format.

    Raises ``UserError`` (``file-*``, ``format-unknown``) where there is nothing to read in it.
    """
    try:
        decoded = decode(read_bytes(path), encoding)
    except UserError as error:
        raise UserError(error.code, **{"path": str(path), **error.facts}) from error
    remarks = Remarks()
    _tell_encoding(decoded, remarks)
    chosen = best(path.name, decoded.text[:HEAD])
    if chosen is None:
        raise UserError("format-unknown", path=str(path))
    episode = chosen.read(decoded.text, remarks)
    if not len(episode.transcript):
        raise UserError("format-unknown", path=str(path))
    return Imported(episode, remarks.listed(), decoded.encoding, chosen.id)


def best(name: str, head: str) -> Format | None:
    """The format that is surest of a text; the file's suffix decides between equals."""
    suffix = Path(name).suffix.lower()
    scored = [(f.sniff(head) + 0.05 * (suffix in f.suffixes), f.id, f) for f in FORMATS]
    score, _, chosen = max(scored, key=lambda one: one[:2])
    return chosen if score >= 0.2 else None


def _tell_encoding(decoded: Decoded, remarks: Remarks) -> None:
    if not decoded.certain:
        remarks.add("encoding-guessed", encoding=decoded.encoding)
    for line in decoded.damaged:
        remarks.count("encoding-damaged", line)
