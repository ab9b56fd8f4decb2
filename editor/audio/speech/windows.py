"""Which lines are listened to together, and in which stretch of sound their words may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from editor.model.time import Ms

_LONGEST: Final = 12_000
"""Milliseconds of lines in one window: enough around each word to be sure, few enough to be quick.
Longer lines have windows of their own."""

_APART: Final = 4_000
"""Milliseconds of silence between two lines that part two windows."""

_SLOWEST_WORD: Final = 800
_SLOWEST_START: Final = 4_000
"""A line of unknown end is over after 4 s and 0.8 s a word; what follows is music or a pause."""

LEAD: Final = 300
LAG: Final = 1_100
"""Milliseconds of sound before a line's stamp and after the next one's: stamps cut to whole
seconds are up to 1 s early, never late."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the aligner gets it: what is spoken for each of its words, and when about.

    ``reach`` is the latest moment at which it may still be heard, without ``LAG`` (ms).
    """

    id: int
    start: Ms
    reach: Ms
    text: str = field(repr=False)
    spoken: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> list[str]:
        """All that is spoken, in one row."""
        return [word for token in self.spoken for word in token]


@dataclass(frozen=True, slots=True)
class Window:
    """Lines ``first`` to ``last``, both included."""

    first: int
    last: int


def reach_of(start: Ms, end: Ms, following: Ms | None, words: int, *, end_known: bool) -> Ms:
    """When a line is over at the latest: its end, or the start of the line that follows (ms)."""
    latest = start + slowest(words)
    if end_known:
        latest = max(end, start)
    elif following is not None:
        latest = min(latest, max(following, start))
    return latest


def slowest(words: int) -> Ms:
    """How long so many words take at the most (ms)."""
    return _SLOWEST_START + words * _SLOWEST_WORD


def windows(lines: Sequence[Line], wanted: Iterable[int]) -> list[Window]:
    """Windows over the wanted lines (by index), in the order in which they are wanted."""
    made: list[Window] = []
    for index in wanted:
        if made and _joins(lines, made[-1], index):
            made[-1] = Window(made[-1].first, index)
        else:
            made.append(Window(index, index))
    return made


def _joins(lines: Sequence[Line], window: Window, index: int) -> bool:
    first, last, line = lines[window.first], lines[window.last], lines[index]
    return (
        index == window.last + 1
        and line.start - last.reach < _APART
        and max(line.reach, last.reach) - first.start <= _LONGEST
    )
