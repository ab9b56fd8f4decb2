"""Caption file: cues as a writer takes them, and what it made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from editor.formats.report import Remark, Remarks
from editor.model.chapter import Chapter
from editor.model.styles import Style
from editor.model.time import Ms, full_clock


@dataclass(frozen=True, slots=True)
class ShownCue:
    """A cue to write: lines of text from ``start`` to ``end`` (ms).

    ``styles`` count the characters of the lines joined by one line break each; ``place`` is as a
    WebVTT cue has it. ``voice`` is the name of who speaks, where the lines do not say it.
    """

    start: Ms
    end: Ms
    lines: tuple[str, ...]
    voice: str = ""
    styles: tuple[Style, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Dress:
    """How all cues look where nothing else is said of them; "" leaves it to the player.

    ``font`` is a list of families as TTML has it, ``colour`` and ``ground`` are ``#rrggbb``.
    """

    font: str = ""
    colour: str = ""
    ground: str = ""


def families(font: str) -> list[str]:
    """The families of a list, without what only a style sheet would take for more than a name."""
    names = (" ".join(re.sub(r"[^\w -]", " ", name).split()) for name in font.split(","))
    return [name for name in names if name]


@dataclass(frozen=True, slots=True)
class CaptionFile:
    """Everything a caption file is written from.

    ``blocks`` are the style sheets and regions of the WebVTT file that the cues came from;
    ``language`` is an IETF tag, ``""`` where not known. ``dress`` is no part of the cues: formats
    that have no room for it lose nothing that a player would not choose.
    """

    cues: Sequence[ShownCue]
    chapters: Sequence[Chapter] = ()
    title: str = ""
    language: str = ""
    blocks: str = ""
    dress: Dress = Dress()


@dataclass(slots=True)
class Columns:
    """Cues as they are to be read back: starts, ends (ms) and texts, in the order of the file."""

    starts: list[Ms] = field(default_factory=list)
    ends: list[Ms] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, start: Ms, end: Ms, text: str) -> None:
        """One more cue."""
        self.starts.append(start)
        self.ends.append(end)
        self.texts.append(text)

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True, slots=True)
class Written:
    """A caption file, the cues it is to read back as, and what had to be changed.

    ``text`` is what ``data`` says, for people: of a format that is no text, a list of its cues.
    ``repairs`` are remarks whose ``line`` is the number of the cue.
    """

    data: bytes
    text: str
    meant: Columns
    repairs: tuple[Remark, ...] = ()
    lost: tuple[str, ...] = ()


class CaptionWriter(Protocol):
    """A format of caption files that can be written, and read back by somebody else."""

    @property
    def id(self) -> str:
        """The stable name: ``vtt``."""

    @property
    def suffix(self) -> str:
        """How names of such files end."""

    @property
    def binary(self) -> bool:
        """Whether such a file is no text in UTF-8."""

    @property
    def step(self) -> Ms:
        """The times it can hold are multiples of this (ms)."""

    @property
    def holds(self) -> frozenset[str]:
        """Which parts of a caption file it can hold, by the codes of ``PARTS``."""

    def write(self, file: CaptionFile, repairs: Remarks) -> tuple[bytes, Columns]:
        """The bytes of the file and what it says; what had to be changed is told to ``repairs``."""

    def read_back(self, data: bytes) -> Columns:
        """The cues of such a file, by a reader that shares nothing with the writer."""


def _looks(file: CaptionFile, wanted: Callable[[str], bool]) -> bool:
    return any(wanted(style.look) for cue in file.cues for style in cue.styles)


PARTS: dict[str, Callable[[CaptionFile], bool]] = {
    "speakers": lambda file: any(cue.voice for cue in file.cues),
    "chapters": lambda file: bool(file.chapters),
    "title": lambda file: bool(file.title),
    "language": lambda file: bool(file.language),
    "italics": lambda file: _looks(file, lambda look: look == "i"),
    "bold": lambda file: _looks(file, lambda look: look == "b"),
    "underline": lambda file: _looks(file, lambda look: look == "u"),
    "colours": lambda file: _looks(file, lambda look: look.startswith("#")),
    "classes": lambda file: _looks(file, lambda look: look.startswith(".")),
    "places": lambda file: any(cue.place for cue in file.cues),
    "vertical": lambda file: any("vertical:" in cue.place for cue in file.cues),
    "style-sheets": lambda file: bool(file.blocks),
}
"""What a caption file may have besides times and words, and whether this one has it."""


def written(writer: CaptionWriter, file: CaptionFile) -> Written:
    """A caption file in one format, with everything that it could not hold or had to change."""
    repairs = Remarks()
    data, meant = writer.write(file, repairs)
    text = _listed(meant) if writer.binary else data.decode()
    lost = [part for part, has in PARTS.items() if part not in writer.holds and has(file)]
    return Written(data, text, meant, repairs.listed(), tuple(lost))


def _listed(cues: Columns) -> str:
    """The cues in the manner of a text format."""
    rows = zip(cues.starts, cues.ends, cues.texts, strict=True)
    return "\n\n".join(f"{full_clock(at)} – {full_clock(end)}\n{text}" for at, end, text in rows)
