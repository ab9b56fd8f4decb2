"""Segmentation: units into cues and lines at once, by dynamic programming over all breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf

from editor.captions.boundaries import ends_sentence
from editor.captions.language import BreakWords
from editor.captions.profile import Profile
from editor.captions.spoken import Unit
from editor.model.breaks import BreakKind
from editor.model.time import Ms


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
) -> list[Block]:
    """The cheapest way to part ``units`` into cues of at most ``max_lines`` lines of ``max_chars``.

    ``boundary[k]`` is the cost of parting unit k from the next (``boundaries.costs``), ``follow``
    when the next words are heard (ms). A pause longer than the profile's always parts, a line break
    a person made always breaks, and a place where nothing may break does so only where the words
    would not fit otherwise. Linear in the number of units.
    """
    table = _Table(units, boundary, words, profile, follow)
    best = [0.0] + [inf] * len(units)
    chosen: list[Block | None] = [None] * (len(units) + 1)
    for last in range(1, len(units) + 1):
        for first in range(last - 1, -1, -1):
            if not table.may_hold(first, last):
                break
            if best[first] + table.ending[last - 1] + table.least >= best[last]:
                continue  # whatever else it costs is more
            cost = best[first] + table.cue(first, last)
            if cost + table.least >= best[last]:
                continue
            inner, breaks = table.lines(first, last, profile.max_lines)
            if cost + inner < best[last]:
                best[last], chosen[last] = cost + inner, Block(first, last, breaks)
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
        self._guessed = [unit.estimated for unit in units]
        self._silences = [unit.silence for unit in units]
        self._follow = follow
        self._count = len(units)
        widths = [len(unit.text) + (not unit.glued) for unit in units]
        self._chars = [0, *accumulate(widths)]
        self._lead = [int(not unit.glued) for unit in units]
        ends = [int(ends_sentence(unit.text, words)) for unit in units]
        self._ends = [0, *accumulate(ends)]
        self._room = profile.max_chars * profile.max_lines + profile.max_lines - 1
        self._cue_costs, self._line_costs = list(boundary), list(boundary)
        self._pins = [at for at, unit in enumerate(units) if at and unit.pin is BreakKind.LINE]
        for at, unit in enumerate(units):
            if at and unit.pin is BreakKind.NONE:
                self._cue_costs[at - 1] += weights.inside_pin
                self._line_costs[at - 1] += weights.inside_pin
            elif at and unit.pin is BreakKind.LINE:
                self._cue_costs[at - 1] += weights.cue_at_line_pin
                self._line_costs[at - 1] = min(0.0, self._line_costs[at - 1])
        self.ending = [weights.cue + cost for cost in self._cue_costs]
        """What a cue that ends with this unit costs at least."""
        lowest = min(self._line_costs, default=0.0)
        self.least = min(0.0, weights.two_lines + weights.line_break * min(0.0, lowest)) * (
            profile.max_lines - 1
        )
        """No layout of lines costs less than this."""

    def width(self, first: int, last: int) -> int:
        """Characters of the run on one line."""
        return self._chars[last] - self._chars[first] - self._lead[first]

    def may_hold(self, first: int, last: int) -> bool:
        """Whether the run could be one cue at all: short enough, and no long pause inside."""
        if last - first == 1:
            return True
        quiet = self._silences[first + 1] <= self._profile.pause_ms
        return quiet and self.width(first, last) <= self._room

    def lines(self, first: int, last: int, room: int) -> tuple[float, tuple[int, ...]]:
        """The cheapest lines of the run and where they break; infinite where they cannot fit."""
        limit, weights = self._profile.max_chars, self._weights
        chars, lead, boundary = self._chars, self._lead, self._line_costs
        pinned = [at for at in self._pins if first < at < last] if self._pins else []
        if chars[last] - chars[first] - lead[first] <= limit and not pinned:
            return 0.0, ()
        best_cost: float = inf
        best_breaks: tuple[int, ...] = ()
        if room < 2:
            return best_cost, best_breaks
        lowest = pinned[-1] if pinned else first + 1
        for at in range(last - 1, lowest - 1, -1):
            below = chars[last] - chars[at] - lead[at]
            if below > limit:
                break
            above = chars[at] - chars[first] - lead[first]
            if room == 2 and (above > limit or (pinned and at != pinned[0])):
                continue
            inner, breaks = self.lines(first, at, room - 1)
            skew = above - below
            cost = inner + weights.two_lines + weights.line_break * boundary[at - 1]
            cost += weights.imbalance * abs(skew)
            if skew > 0:
                cost += weights.top_heavy
            if cost < best_cost:
                best_cost, best_breaks = cost, (*breaks, at)
        return best_cost, best_breaks

    def cue(self, first: int, last: int) -> float:
        """What it costs to end the cue here: the boundary, its speed, its length in time."""
        profile, weights = self._profile, self._weights
        spoken = self._ends_at[last - 1] - self._starts[first]
        shown = self._shown(first, last)
        cost = self.ending[last - 1]
        cost += weights.buried_sentence * (self._ends[last - 1] - self._ends[first])
        if last - first == 1 and self._count > 1:
            cost += weights.orphan
        longest = profile.max_ms + (weights.guess_ms if self._guessed[last - 1] else 0)
        if spoken > longest:
            cost += weights.long + weights.too_long_by_second * (spoken - longest) / 1000
        cps = self.width(first, last) * 1000 / max(shown, profile.min_ms, 1)
        cost += weights.speed * max(0.0, cps - profile.target_cps)
        limit = profile.max_cps or (profile.max_wpm and profile.max_wpm / 10) or 99.0
        cost += weights.over_speed * max(0.0, cps - limit)
        least = profile.least_ms(last - first)
        if shown < least:
            cost += weights.short + weights.flash * (least - shown) / least
        return cost

    def _shown(self, first: int, last: int) -> Ms:
        """How long the cue can stay: till its words are over, and on while nothing follows."""
        follow = self._starts[last] if last < self._count else self._follow
        end = self._ends_at[last - 1] + self._profile.linger_ms
        if follow is not None:
            end = max(self._ends_at[last - 1], min(end, follow - self._profile.gap_ms))
        return max(1, end - self._starts[first])
