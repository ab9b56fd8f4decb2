"""Plain SRT: cues exactly as the format wants them, read many at a time by a single pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, repeat
from operator import add
from typing import Final, TypeAlias

from editor.model.time import Ms

_PLAIN: Final = re.compile(
    r"(\d+)\n(\d\d:\d\d):(\d\d),(\d{3}) --> (\d\d:\d\d):(\d\d),(\d{3})\n"
    r"((?:\S.*\n)*)(\n+)",
    re.ASCII,
)
_FIXED: Final = len("\n00:00:00,000 --> 00:00:00,000\n")
_SECONDS: Final = {f"{second:02}": second * 1000 for second in range(100)}
_MILLIS: Final = {f"{milli:03}": milli for milli in range(1000)}
_ARROW: Final = re.compile(r"[-–—=][ \t]?>")
_ODD: Final = re.compile(
    "[\x00-\t\v-\x1f\x7f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\ud800-\udfff]"
)
"""Control characters, and spaces that may have to be stripped."""
_ODD_ASCII: Final = bytes({*range(32), 127} - {ord("\n")})
_CHUNK: Final = 2**16
"""Characters read at a time; what is in memory besides the text stays small."""

_Columns: TypeAlias = list[tuple[str, ...]]


@dataclass(slots=True)
class ScannedCues:
    """Cues as a file has them, in columns: a list of starts, of ends, of texts, of lines.

    A hundred thousand cues are worked through twice as fast so as one by one. Times (ms) are as
    written, ``None`` where unreadable; an end may lie before its start and both before 0. ``lines``
    are those of the times, from 1.
    """

    starts: list[Ms | None] = field(default_factory=list)
    ends: list[Ms | None] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.texts)

    def add(self, others: ScannedCues) -> None:
        """Put others behind these."""
        self.starts += others.starts
        self.ends += others.ends
        self.texts += others.texts
        self.lines += others.lines

    def pop(self) -> ScannedCues:
        """Take the last one off, and return it alone."""
        columns = (self.starts, self.ends)
        start, end = (column.pop() for column in columns)
        return ScannedCues([start], [end], [self.texts.pop()], [self.lines.pop()])


class PlainStretch:
    """The plain cues a text begins with, in chunks; afterwards it tells where the rest begins.

    Most files are plain to the end, and this is several times as fast as looking for what may be
    wrong. The last cue is left to the one who looks: only what follows tells where it ends.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._minutes = _Minutes()
        self.stop = 0
        self.line = 1
        self.count = 0

    def chunks(self) -> Iterator[ScannedCues]:
        """The cues but the last."""
        held = ScannedCues()
        at, line, count = 0, 1, 0
        while at < len(self._text):
            stop = self._chunk_end(at)
            columns = _columns(self._text[at:stop], count + 1)
            if columns is None:
                break
            bodies, gaps = columns[7:]
            lines = _lines(line, bodies, gaps)
            chunk = ScannedCues(
                list(_times(self._minutes, *columns[1:4])),
                list(_times(self._minutes, *columns[4:7])),
                [body[:-1] for body in bodies],
                lines[:-1],
            )
            count += len(chunk)
            at, line = stop, lines[-1] - 1
            held.add(chunk)
            chunk, held = held, held.pop()
            self.stop = stop - len(columns[0][-1]) - _FIXED - len(bodies[-1]) - len(gaps[-1])
            self.line, self.count = held.lines[0] - 1, count - 1
            yield chunk

    def _chunk_end(self, at: int) -> int:
        """Behind the blank lines that come first after a chunk's worth of text."""
        text = self._text
        stop = text.find("\n\n", at + _CHUNK)
        if stop < 0:
            return len(text)
        while text.startswith("\n", stop):
            stop += 1
        return stop


class _Minutes(dict[str, Ms]):
    """``HH:MM`` in ms; many cues share a minute, so each is worked out once."""

    def __missing__(self, clock: str) -> Ms:
        at = self[clock] = (int(clock[:2]) * 60 + int(clock[3:])) * 60_000
        return at


def _columns(text: str, number: int) -> _Columns | None:
    """The parts of the cues of ``text``, numbered from ``number``; ``None`` where it holds more.

    The lengths of what was found add up to the whole text, or something lies between.
    """
    rows = _PLAIN.findall(text)
    if not rows:
        return None
    columns: _Columns = list(zip(*rows, strict=True))
    numbers, bodies, gaps = columns[0], columns[7], columns[8]
    words = "".join(bodies)
    length = sum(map(len, numbers)) + _FIXED * len(rows) + len(words) + sum(map(len, gaps))
    if length != len(text) or [*map(int, numbers)] != [*range(number, number + len(rows))]:
        return None
    if " \n" in words or _is_odd(words) or (">" in words and _ARROW.search(words)):
        return None
    return columns


def _is_odd(words: str) -> bool:
    """Whether something has to be cleaned away; of plain English that is told ten times as fast."""
    if words.isascii():
        return len(words.encode().translate(None, _ODD_ASCII)) != len(words)
    return _ODD.search(words) is not None


def _lines(first: int, bodies: Sequence[str], gaps: Sequence[str]) -> list[int]:
    """The line of each cue's times and of the times that follow; ``first`` is its number's."""
    breaks = map(str.count, bodies, repeat("\n"))
    heights = map(add, breaks, map(len, gaps))
    return list(accumulate(map((2).__add__, heights), initial=first + 1))


def _times(
    clocks: Mapping[str, Ms],
    minutes: Sequence[str],
    seconds: Sequence[str],
    millis: Sequence[str],
) -> Iterator[Ms]:
    whole = map(add, map(clocks.__getitem__, minutes), map(_SECONDS.__getitem__, seconds))
    return map(add, whole, map(_MILLIS.__getitem__, millis))
