"""Plain SRT: cues exactly as the format wants them, read many at a time by a single pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice
from operator import add
from typing import Final, NamedTuple, TypeAlias

from editor.model.time import Ms

_PLAIN: Final = re.compile(
    r"(\d+)\n(\d\d:\d\d):(\d\d),(\d{3}) --> (\d\d:\d\d):(\d\d),(\d{3})\n"
    r"((?:\S(?:.*\S)?\n)*)(\n+)",
    re.ASCII,
)
_FIXED: Final = len("\n00:00:00,000 --> 00:00:00,000\n")
_SECONDS: Final = {f"{second:02}": second * 1000 for second in range(100)}
_MILLIS: Final = {f"{milli:03}": milli for milli in range(1000)}
_ARROW: Final = re.compile(r"[-–—=][ \t]?>")
_CHUNK: Final = 2**16
"""Characters read at a time; what is in memory besides the text stays small."""

_Columns: TypeAlias = list[tuple[str, ...]]


class Scanned(NamedTuple):
    """A cue as the file has it: times as written (``None`` where unreadable), its lines of text.

    ``end`` may lie before ``start`` and both before 0. ``line`` is that of the times, from 1.
    """

    start: Ms | None
    end: Ms | None
    text: str
    line: int


class PlainStretch:
    """The plain cues a text begins with; iterate to the end, then ask where the rest begins.

    Most files are plain to the end, and this is several times as fast as looking for what may be
    wrong. The last cue is left to the one who looks: only what follows tells where it ends.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._minutes = _Minutes()
        self.stop = 0
        self.line = 1
        self.count = 0

    def __iter__(self) -> Iterator[Scanned]:
        held: list[Scanned] = []
        at, line, count = 0, 1, 0
        while at < len(self._text):
            stop = self._chunk_end(at)
            columns = _columns(self._text[at:stop], count + 1)
            if columns is None:
                break
            yield from held
            bodies, gaps = columns[7:]
            heights = [
                2 + body.count("\n") + len(gap) for body, gap in zip(*columns[7:], strict=True)
            ]
            lines = list(accumulate(heights, initial=line))
            cues = self._cues(columns, lines)
            yield from islice(cues, len(bodies) - 1)
            held = list(cues)
            count += len(bodies)
            self.stop = stop - len(columns[0][-1]) - _FIXED - len(bodies[-1]) - len(gaps[-1])
            self.line, self.count = lines[-2], count - 1
            at, line = stop, lines[-1]

    def _chunk_end(self, at: int) -> int:
        """Behind the blank lines that come first after a chunk's worth of text."""
        text = self._text
        stop = text.find("\n\n", at + _CHUNK)
        if stop < 0:
            return len(text)
        while text.startswith("\n", stop):
            stop += 1
        return stop

    def _cues(self, columns: _Columns, lines: Sequence[int]) -> Iterator[Scanned]:
        starts = _times(self._minutes, *columns[1:4])
        ends = _times(self._minutes, *columns[4:7])
        texts = (body[:-1] for body in columns[7])
        return map(Scanned, starts, ends, texts, (line + 1 for line in lines))


class _Minutes(dict[str, Ms]):
    """``HH:MM`` in ms; many cues share a minute, so each is worked out once."""

    def __missing__(self, clock: str) -> Ms:
        at = self[clock] = (int(clock[:2]) * 60 + int(clock[3:])) * 60_000
        return at


def _columns(text: str, number: int) -> _Columns | None:
    """The parts of the cues of ``text``, numbered from ``number``; ``None`` where it holds more.

    The lengths of what was found add up to the whole text, or something lies between. All numbers,
    all minutes ... are a tuple each: a loop over columns takes half the time of one over cues.
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
    if ">" in words and _ARROW.search(words):
        return None
    return columns if words.replace("\n", "").isprintable() else None


def _times(
    clocks: Mapping[str, Ms],
    minutes: Sequence[str],
    seconds: Sequence[str],
    millis: Sequence[str],
) -> Iterator[Ms]:
    whole = map(add, map(clocks.__getitem__, minutes), map(_SECONDS.__getitem__, seconds))
    return map(add, whole, map(_MILLIS.__getitem__, millis))
