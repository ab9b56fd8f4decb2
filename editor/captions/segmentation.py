"""Segmentation: units into cues and lines at once, by dynamic programming over all breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from typing import Final

from editor.captions.boundaries import ends_sentence
from editor.captions.profile import Profile
from editor.captions.spoken import Unit

CUE: Final = 1.5
TWO_LINES: Final = 0.7
LINE_BREAK: Final = 0.6
IMBALANCE: Final = 0.06
TOP_HEAVY: Final = 0.8
BURIED_SENTENCE: Final = 2.0
ORPHAN: Final = 6.0
SHORT: Final = 3.0
LONG: Final = 5.0
TOO_LONG_BY_SECOND: Final = 10.0
SPEED: Final = 0.4
OVER_SPEED: Final = 1.0


@dataclass(frozen=True, slots=True)
class Block:
    """Units ``first`` to ``last`` (excluded) as one cue, a new line before each of ``breaks``."""

    first: int
    last: int
    breaks: tuple[int, ...] = ()


def segment_units(
    units: Sequence[Unit], boundary: Sequence[float], profile: Profile
) -> list[Block]:
    """The cheapest way to part ``units`` into cues of at most ``max_lines`` lines of ``max_chars``.

    ``boundary[k]`` is the cost of parting unit k from the next (``boundaries.costs``). A pause
    longer than the profile's always parts. Linear in the number of units.
    """
    table = _Table(units, boundary, profile)
    best = [0.0] + [inf] * len(units)
    chosen: list[Block | None] = [None] * (len(units) + 1)
    for last in range(1, len(units) + 1):
        for first in range(last - 1, -1, -1):
            if not table.may_hold(first, last):
                break
            cost, breaks = table.lines(first, last, profile.max_lines)
            if cost >= best[last] - best[first]:
                continue
            cost += best[first] + table.cue(first, last)
            if cost < best[last]:
                best[last], chosen[last] = cost, Block(first, last, breaks)
    return _traced(chosen)


def _traced(chosen: Sequence[Block | None]) -> list[Block]:
    blocks: list[Block] = []
    at = len(chosen) - 1
    while at > 0:
        block = chosen[at]
        if block is None:  # every single unit fits a line, so there is always a way
            raise AssertionError(at)
        blocks.append(block)
        at = block.first
    return blocks[::-1]


class _Table:
    """Lengths, speeds and costs of any run of units, each in a few operations."""

    def __init__(self, units: Sequence[Unit], boundary: Sequence[float], profile: Profile) -> None:
        self._units = units
        self._boundary = boundary
        self._profile = profile
        widths = [len(unit.text) + (not unit.glued) for unit in units]
        self._chars = [0, *accumulate(widths)]
        self._lead = [int(not unit.glued) for unit in units]
        self._ends = [0, *accumulate(int(ends_sentence(unit)) for unit in units)]
        self._room = profile.max_chars * profile.max_lines + profile.max_lines - 1

    def width(self, first: int, last: int) -> int:
        """Characters of the run on one line."""
        return self._chars[last] - self._chars[first] - self._lead[first]

    def may_hold(self, first: int, last: int) -> bool:
        """Whether the run could be one cue at all: short enough, and no long pause inside."""
        if last - first == 1:
            return True
        gap = self._units[first + 1].start - self._units[first].end
        return gap <= self._profile.pause_ms and self.width(first, last) <= self._room

    def lines(self, first: int, last: int, room: int) -> tuple[float, tuple[int, ...]]:
        """The cheapest lines of the run and where they break; infinite where they cannot fit."""
        limit = self._profile.max_chars
        chars, lead, boundary = self._chars, self._lead, self._boundary
        if chars[last] - chars[first] - lead[first] <= limit:
            return 0.0, ()
        best_cost: float = inf
        best_breaks: tuple[int, ...] = ()
        for at in range(last - 1, first, -1):
            below = chars[last] - chars[at] - lead[at]
            above = chars[at] - chars[first] - lead[first]
            if below > limit:
                break
            if room == 2 and above > limit:
                continue
            inner, breaks = self.lines(first, at, room - 1) if above > limit else (0.0, ())
            cost = (
                inner + TWO_LINES + LINE_BREAK * boundary[at - 1] + IMBALANCE * abs(above - below)
            )
            if above > below:
                cost += TOP_HEAVY
            if cost < best_cost:
                best_cost, best_breaks = cost, (*breaks, at)
        return best_cost, best_breaks

    def cue(self, first: int, last: int) -> float:
        """What it costs to end the cue here: the boundary, its speed, its length in time."""
        units, profile = self._units, self._profile
        duration = max(1, units[last - 1].end - units[first].start)
        cost = CUE + self._boundary[last - 1]
        cost += BURIED_SENTENCE * (self._ends[last - 1] - self._ends[first])
        if last - first == 1 and len(units) > 1:
            cost += ORPHAN
        if duration > profile.max_ms:
            cost += LONG + TOO_LONG_BY_SECOND * (duration - profile.max_ms) / 1000
        cps = self.width(first, last) * 1000 / max(duration, profile.min_ms)
        cost += SPEED * max(0.0, cps - profile.target_cps)
        cost += OVER_SPEED * max(0.0, cps - profile.max_cps)
        if duration < profile.min_ms:
            cost += SHORT
        return cost
