"""Lines of an episode page: which of them carry a time, and what the time belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import Final

from editor.formats.srt_clock import LATEST
from editor.model.time import Ms, parse_clock

_CLOCK: Final = r"(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-9]{2}(?:[.,][0-9]{1,3})?"
_DRESSED: Final = rf"\\?[(\[]?[ ]?({_CLOCK})[ ]?\\?[)\]]?"
_TO: Final = r"[ \t\xa0]*(?:-{1,4}>|[-–—→]|\bto\b)[ \t\xa0]*"
_UP_TO: Final = rf"(?:{_TO}\\?[(\[]?[ ]?{_CLOCK}(?![\d:.,]*\d|\w)[ ]?\\?[)\]]?)"
_BARE: Final = re.compile(rf"[\s*_#>]*{_DRESSED}{_UP_TO}?[\s*_:–—-]*")
_LISTED: Final = re.compile(
    rf"\s*(?:[•*·◦‣▪+-][ \t\xa0]*{_DRESSED}{_UP_TO}?[ \t\xa0]*[-–—:|]?"
    rf"|{_DRESSED}(?:{_UP_TO}|(?!{_UP_TO}))[ \t\xa0]*[-–—|])"
    r"[ \t\xa0]*(\S.*)"
)
_INLINE: Final = re.compile(rf"\s*{_DRESSED}{_UP_TO}?:?[ \t\xa0]+(\S.*)")
_UNTIL: Final = re.compile(rf"\W*{_CLOCK}\W{{0,8}}?{_TO}\W{{0,8}}({_CLOCK})(?![\d:.,]*\d|\w)")
"""Few signs stand around the dash: were they unbounded, a line of dashes would take minutes."""
_TIMED: Final = re.compile(r"\W*\d{1,3}:\d\d")
"""What every line with a time of its own begins with; most lines do not, and are told fast."""
_BULLET: Final = re.compile(r"\s*[•*·◦‣▪+-]")


class Sort(Enum):
    """What a line of a page is."""

    TEXT = auto()
    STAMP = auto()  # a time alone: the text is below
    LISTED = auto()  # a time and a title, as lists of chapters have it
    INLINE = auto()  # a time and what was said then


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of the page: ``number`` counts from 1, ``at`` is its time (ms) where it has one.

    ``until`` is when it ends, where it says so: ``4:12 - 4:20``.
    """

    number: int
    sort: Sort
    text: str
    at: Ms = 0
    until: Ms | None = None

    @property
    def bulleted(self) -> bool:
        """Whether a bullet leads it, so that it is an item of a list and nothing that was said."""
        return self.sort is Sort.LISTED and _BULLET.match(self.text) is not None

    @property
    def words(self) -> str:
        """What it says beside its time."""
        if self.sort is Sort.STAMP:
            return ""
        pattern = {Sort.LISTED: _LISTED, Sort.INLINE: _INLINE}.get(self.sort)
        found = pattern.fullmatch(self.text) if pattern else None
        return found[found.lastindex or 0].strip() if found else self.text.strip()


@dataclass(frozen=True, slots=True)
class Stamped:
    """A stamp and what stands with it: ``line`` is that of the stamp, from 1."""

    start: Ms
    line: int
    parts: tuple[str, ...]
    exact: bool = False
    until: Ms | None = None


def classify(text: str) -> list[PageLine]:
    """Every line of a page with its sort."""
    return [_classified(number, line) for number, line in enumerate(text.split("\n"), 1)]


def _classified(number: int, line: str) -> PageLine:
    if _TIMED.match(line):
        for sort, pattern in ((Sort.STAMP, _BARE), (Sort.LISTED, _LISTED), (Sort.INLINE, _INLINE)):
            found = pattern.fullmatch(line)
            at = parse_clock(found[1] or found[2]) if found else None
            if at is not None and at <= LATEST:
                return PageLine(number, sort, line, at, _until(line, at))
    return PageLine(number, Sort.TEXT, line)


def _until(line: str, at: Ms) -> Ms | None:
    """When a line ends that says from when to when it is; ``None`` where it does not."""
    found = _UNTIL.match(line)
    until = parse_clock(found[1]) if found else None
    return until if until is not None and at < until <= LATEST else None


def transcript_start(lines: Sequence[PageLine]) -> int:
    """Where the transcript begins: the first stamp on a line of its own, else in front of words.

    ``len(lines)`` where there is none. Items of a list with bullets are chapters, always; items
    without bullets are lines where nothing else is.
    """
    for sort in (Sort.STAMP, Sort.INLINE, Sort.LISTED):
        for at, line in enumerate(lines):
            if line.sort is sort and not line.bulleted:
                return at
    return len(lines)


def stamped(lines: Sequence[PageLine]) -> Iterator[Stamped]:
    """The stamped lines of a transcript, each with the text up to the next.

    The first line says how the stamps stand: where alone, times in front of words are words
    ("5:30 was too early"); where in front of words, a time out of order between two that are in
    order is a word too.
    """
    sort = lines[0].sort if lines else Sort.TEXT
    stamps = [line for line in lines if line.sort is sort and not line.bulleted]
    spoken = _spoken_times(stamps) if sort is not Sort.STAMP else frozenset()
    current: PageLine | None = None
    parts: list[str] = []
    for line in lines:
        if line.sort is not sort or line.bulleted or line.number in spoken:
            parts.append(line.text)
            continue
        if current is not None:
            yield _block(current, parts)
        current, parts = line, [line.words]
    if current is not None:
        yield _block(current, parts)


def _block(stamp: PageLine, parts: Sequence[str]) -> Stamped:
    exact = stamp.at % 1000 != 0
    said = tuple(filter(None, map(str.strip, parts)))
    return Stamped(stamp.at, stamp.number, said, exact, stamp.until)


def _spoken_times(stamps: Sequence[PageLine]) -> frozenset[int]:
    """Numbers of lines that begin with a time somebody said, not with a stamp."""
    spoken = set()
    for (before, line), (_, after) in pairwise(pairwise(stamps)):
        if before.at <= after.at and not before.at <= line.at <= after.at:
            spoken.add(line.number)
    return frozenset(spoken)
