"""Lines of an episode page: which of them carry a time, and what the time belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import Final

from editor.formats.names import split_name
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
_CALLED: Final = re.compile(
    r"[\s*_#>]*+(?P<name>[^\W\d_][^:\[\]()]{0,39}?)[*_]{0,3}(?P<colon>:?)[*_]{0,3}"
    rf"(?P<gap>[ \t\xa0]{{1,20}})(?P<open>[(\[]?)(?P<at>{_CLOCK})[)\]]?(?P<then>:?)[*_]{{0,3}}"
    r"(?:[ \t\xa0]+(?P<words>\S.*))?\s*"
)
"""Who speaks and when. The name is short and the gap bounded, so that no line takes long."""
_BULLET: Final = re.compile(r"\s*[•*·◦‣▪+-]")


class Sort(Enum):
    """What a line of a page is."""

    TEXT = auto()
    STAMP = auto()  # a time alone: the text is below
    LISTED = auto()  # a time and a title, as lists of chapters have it
    INLINE = auto()  # a time and what was said then
    CALLED = auto()  # who speaks, a time, and what is said, behind it or below


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of the page: ``number`` counts from 1, ``at`` is its time (ms) where it has one.

    ``until`` is when it ends, where it says so: ``4:12 - 4:20``; ``name`` who speaks, where that
    stands in front of the time: ``Ann [4:12]``.
    """

    number: int
    sort: Sort
    text: str
    at: Ms = 0
    until: Ms | None = None
    name: str = ""

    @property
    def bulleted(self) -> bool:
        """Whether a bullet leads it, so that it is an item of a list and nothing that was said."""
        return self.sort is Sort.LISTED and _BULLET.match(self.text) is not None

    @property
    def words(self) -> str:
        """What it says beside its time."""
        if self.sort is Sort.STAMP:
            return ""
        if self.sort is Sort.CALLED:
            called = _CALLED.fullmatch(self.text)
            return (called["words"] or "") if called else self.text
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
    name: str = ""


def classify(text: str) -> list[PageLine]:
    """Every line of a page with its sort."""
    lines = [_classified(number, line) for number, line in enumerate(text.split("\n"), 1)]
    called = {at: line for at, plain in enumerate(lines) if (line := _called(plain)) is not None}
    return [called.get(at, line) for at, line in enumerate(lines)] if _fit(lines, called) else lines


def _called(line: PageLine) -> PageLine | None:
    """The line as one that says who speaks and when; ``None`` where it is not built so.

    Words stand behind a colon, and the time in brackets or, alone with the name, well apart from
    it: "Ann: 5:30 was too early" and "Lunch 12:30" say something else.
    """
    found = _CALLED.fullmatch(line.text) if line.sort is Sort.TEXT and ":" in line.text else None
    if found is None or split_name(f"{found['name']}: …") is None:
        return None
    colon = found["colon"] or found["then"]
    if found["open"]:
        fits = bool(colon) or not found["words"]
    else:
        fits = not colon and not found["words"] and (len(found["gap"]) > 1 or "\t" in found["gap"])
    at = parse_clock(found["at"])
    if not fits or at is None or at > LATEST:
        return None
    return PageLine(line.number, Sort.CALLED, line.text, at, name=found["name"].strip())


def _fit(lines: Sequence[PageLine], called: Mapping[int, PageLine]) -> bool:
    """Whether a page is built of such lines: most say something, two at least, and few others do.

    A list of titles with times behind them has nothing between.
    """
    said = sum(1 for at, line in called.items() if line.words or _has_text_below(lines, called, at))
    others = sum(line.sort in (Sort.STAMP, Sort.INLINE) for line in lines)
    return said > 1 and 2 * said > len(called) and said > 2 * others


def _has_text_below(lines: Sequence[PageLine], called: Mapping[int, PageLine], at: int) -> bool:
    below = at + 1
    while below < len(lines) and below not in called and not lines[below].text.strip():
        below += 1
    return below < len(lines) and below not in called


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

    ``len(lines)`` where there is none. Where names stand in front of times, those lead. Items of a
    list with bullets are chapters, always; items without bullets are lines where nothing else is.
    """
    for sort in (Sort.CALLED, Sort.STAMP, Sort.INLINE, Sort.LISTED):
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
    certain = sort in (Sort.STAMP, Sort.CALLED)
    spoken = frozenset() if certain else _spoken_times(stamps)
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
    return Stamped(stamp.at, stamp.number, said, exact, stamp.until, stamp.name)


def _spoken_times(stamps: Sequence[PageLine]) -> frozenset[int]:
    """Numbers of lines that begin with a time somebody said, not with a stamp."""
    spoken = set()
    for (before, line), (_, after) in pairwise(pairwise(stamps)):
        if before.at <= after.at and not before.at <= line.at <= after.at:
            spoken.add(line.number)
    return frozenset(spoken)
