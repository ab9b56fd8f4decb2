"""Segmentation: units into cues and lines at once, by dynamic programming over all breaks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from typing import Final

from editor.captions.boundaries import ends_sentence
from editor.captions.language import BreakWords
from editor.captions.profile import Profile
from editor.captions.spoken import Unit
from editor.captions.steps import Steps
from editor.model.breaks import BreakKind
from editor.model.time import Ms

_STEP: Final = 16
"""Units after which somebody else may have a turn: .2 to .4 ms."""


@dataclass(frozen=True, slots=True)
class Block:
    """Units ``first`` to ``last`` (excluded) as one cue, a new line before each of ``breaks``."""

    first: int
    last: int
    breaks: tuple[int, ...] = ()


def segment_units(
    units: Sequence[Unit],
    boundary: Sequence[float],
    words: BreakWords,
    profile: Profile,
    follow: Ms | None = None,
) -> Steps[list[Block]]:
    """The cheapest way to part ``units`` into cues of at most ``max_lines`` lines of ``max_chars``.

    ``boundary[k]`` is the cost of parting unit k from the next (``boundaries.costs``), ``follow``
    when the next words are heard (ms). A pause longer than the profile's always parts, a line break
    a person made always breaks, and a place where nothing may break does so only where the words
    would not fit otherwise. Linear in the number of units; of two ways that cost the same the
    shorter last cue is taken.
    """
    table = _Table(units, boundary, words, profile, follow)
    best = [0.0] + [inf] * len(units)
    chosen: list[Block | None] = [None] * (len(units) + 1)
    longest = 0
    for last in range(1, len(units) + 1):
        longest = table.longest(longest, last)
        ending = table.ending[last - 1] + table.least
        for first in range(longest, last):  # long cues are seldom beaten: they come first
            if best[first] + ending > best[last]:
                continue  # whatever else it costs is more
            cost = best[first] + table.cue(first, last)
            if cost + table.least > best[last]:
                continue
            inner, breaks = table.lines(first, last, profile.max_lines)
            if cost + inner <= best[last]:
                best[last], chosen[last] = cost + inner, Block(first, last, breaks)
        if last % _STEP == 0:
            yield
    return _traced(chosen)


def layout(
    units: Sequence[Unit], boundary: Sequence[float], words: BreakWords, profile: Profile
) -> tuple[int, ...]:
    """Where one cue that holds all these units breaks its lines best.

    In as many lines as it takes, where the profile's are not enough.
    """
    table = _Table(units, boundary, words, profile, None)
    for room in range(profile.max_lines, len(units) + 1):
        cost, breaks = table.lines(0, len(units), room)
        if cost < inf:
            return breaks
    return tuple(range(1, len(units)))


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

    def __init__(
        self,
        units: Sequence[Unit],
        boundary: Sequence[float],
        words: BreakWords,
        profile: Profile,
        follow: Ms | None,
    ) -> None:
        weights = profile.costs
        self._profile, self._weights = profile, weights
        self._starts = [unit.start for unit in units]
        self._ends_at = [unit.end for unit in units]
        self._silences = [unit.silence for unit in units]
        self._count = len(units)
        widths = [len(unit.text) + (not unit.glued) for unit in units]
        self._chars = [0, *accumulate(widths)]
        self._lead = [int(not unit.glued) for unit in units]
        ends = [int(ends_sentence(unit.text, words)) for unit in units]
        self._ends = [0, *accumulate(ends)]
        self._room = profile.max_chars * profile.max_lines + profile.max_lines - 1
        self._leaves = self._leaving(follow)
        guessed = [weights.guess_ms if unit.estimated else 0 for unit in units]
        self._longest = [profile.max_ms + more for more in guessed]
        self._fast = profile.max_cps or (profile.max_wpm and profile.max_wpm / 10) or 99.0
        self._cue_costs, self._line_costs = list(boundary), list(boundary)
        self._pins = [at for at, unit in enumerate(units) if at and unit.pin is BreakKind.LINE]
        self._weigh_pins(units)
        self._broken = [weights.two_lines + weights.line_break * at for at in self._line_costs]
        self.ending = [weights.cue + cost for cost in self._cue_costs]
        """What a cue that ends with this unit costs at least."""
        lowest = min(self._line_costs, default=0.0)
        self.least = min(0.0, weights.two_lines + weights.line_break * min(0.0, lowest)) * (
            profile.max_lines - 1
        )
        """No layout of lines costs less than this."""

    def _weigh_pins(self, units: Sequence[Unit]) -> None:
        """Let breaks cost what was decided of them: dear where none may be, nothing at a line's."""
        for at, unit in enumerate(units):
            if at and unit.pin is BreakKind.NONE:
                self._cue_costs[at - 1] += self._weights.inside_pin
                self._line_costs[at - 1] += self._weights.inside_pin
            elif at and unit.pin is BreakKind.LINE:
                self._cue_costs[at - 1] += self._weights.cue_at_line_pin
                self._line_costs[at - 1] = min(0.0, self._line_costs[at - 1])

    def width(self, first: int, last: int) -> int:
        """Characters of the run on one line."""
        return self._chars[last] - self._chars[first] - self._lead[first]

    def longest(self, first: int, last: int) -> int:
        """Where the longest run that ends here and could be one cue begins, at ``first`` or behind.

        It is short enough, and no long pause lies inside; it begins no earlier than that of a
        ``last`` before.
        """
        if self._silences[last - 1] > self._profile.pause_ms:
            return last - 1
        while first < last - 1 and self.width(first, last) > self._room:
            first += 1
        return first

    def lines(self, first: int, last: int, room: int) -> tuple[float, tuple[int, ...]]:
        """The cheapest lines of the run and where they break; infinite where they cannot fit."""
        limit, weights = self._profile.max_chars, self._weights
        chars, lead, broken = self._chars, self._lead, self._broken
        pinned = [at for at in self._pins if first < at < last] if self._pins else []
        if chars[last] - chars[first] - lead[first] <= limit and not pinned:
            return 0.0, ()
        best_cost: float = inf
        best_breaks: tuple[int, ...] = ()
        if room < 2:
            return best_cost, best_breaks
        lowest = pinned[-1] if pinned else first + 1
        highest = last - 1
        if room == 2:  # the upper line has to fit as it is
            highest = bisect_right(chars, chars[first] + lead[first] + limit, first, last) - 1
            highest = min(highest, pinned[0] if pinned else highest)
        for at in range(highest, lowest - 1, -1):
            below = chars[last] - chars[at] - lead[at]
            if below > limit:
                break
            above = chars[at] - chars[first] - lead[first]
            inner, breaks = self.lines(first, at, room - 1) if room > 2 else (0.0, ())
            skew = above - below
            cost = inner + broken[at - 1] + weights.imbalance * abs(skew)
            if skew > 0:
                cost += weights.top_heavy
            if cost < best_cost:
                best_cost, best_breaks = cost, (*breaks, at)
        return best_cost, best_breaks

    def cue(self, first: int, last: int) -> float:
        """What it costs to end the cue here: the boundary, its speed, its length in time."""
        profile, weights = self._profile, self._weights
        start = self._starts[first]
        spoken = self._ends_at[last - 1] - start
        shown = max(1, self._leaves[last - 1] - start)
        cost = self.ending[last - 1]
        cost += weights.buried_sentence * (self._ends[last - 1] - self._ends[first])
        if last - first == 1 and self._count > 1:
            cost += weights.orphan
        longest = self._longest[last - 1]
        if spoken > longest:
            cost += weights.long + weights.too_long_by_second * (spoken - longest) / 1000
        cps = self.width(first, last) * 1000 / max(shown, profile.min_ms, 1)
        if cps > profile.target_cps:
            cost += weights.speed * (cps - profile.target_cps)
        if cps > self._fast:
            cost += weights.over_speed * (cps - self._fast)
        least = profile.least_ms(last - first)
        if shown < least:
            cost += weights.short + weights.flash * (least - shown) / least
        return cost

    def _leaving(self, follow: Ms | None) -> list[Ms]:
        """When a cue that ends with a unit can leave at the latest.

        Its words are over then, and it stays on while nothing follows.
        """
        profile = self._profile
        ends = [end + profile.linger_ms for end in self._ends_at]
        for at, start in enumerate((*self._starts[1:], follow)):
            if start is not None:
                ends[at] = max(self._ends_at[at], min(ends[at], start - profile.gap_ms))
        return ends
