"""Ranks: integers with gaps that keep rows in order, so that one put in between moves no other.

Every row of an ordered table has a rank above 0; neighbours start ``GAP`` apart. Halving a gap
gives room for sixteen insertions at one place; then the smallest stretch around it that has room is
spread out again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

GAP: Final = 1 << 16
"""Distance between fresh neighbours."""

ROOMY: Final = 1 << 8
"""Average distance a stretch must allow to be worth spreading out."""

CEILING: Final = 1 << 62
"""Ranks stay below; SQLite's integers end at 2**63."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where ``count`` new rows go, and which rows have to move first for it.

    Rows ``first`` to ``last`` (exclusive) of the list get the ranks ``moved``, in order; nothing
    moves where both are equal.
    """

    ranks: tuple[int, ...]
    first: int
    last: int
    moved: tuple[int, ...] = ()


def between(low: int, high: int | None, count: int) -> tuple[int, ...] | None:
    """``count`` ranks above ``low`` and below ``high``, evenly spread.

    ``None`` where they do not fit.
    """
    if high is None:
        ranks = tuple(low + GAP * step for step in range(1, count + 1))
        return ranks if low + GAP * count < CEILING else None
    if high - low - 1 < count:
        return None
    return tuple(low + (high - low) * step // (count + 1) for step in range(1, count + 1))


def place(ranks: Sequence[int], at: int, count: int) -> Placement:
    """Ranks for ``count`` new rows before row ``at`` of the list."""
    low, high = _bounds(ranks, at, at)
    fresh = between(low, high, count)
    if fresh is not None:
        return Placement(fresh, at, at)
    first = last = at
    reach = 1
    while True:
        first, last = max(0, at - reach), min(len(ranks), at + reach)
        low, high = _bounds(ranks, first, last)
        wanted = last - first + count
        if high is None or (high - low) // (wanted + 1) >= ROOMY:
            spread = between(low, high, wanted)
            if spread is not None:
                break
        reach *= 2
    here = at - first
    moved = spread[:here] + spread[here + count :]
    return Placement(spread[here : here + count], first, last, moved)


def sound(ranks: Sequence[int]) -> bool:
    """Whether ranks read from a file are what this module hands out.

    Rising, above 0, below the ceiling.
    """
    return not ranks or (ranks[0] > 0 and ranks[-1] < CEILING)


def _bounds(ranks: Sequence[int], first: int, last: int) -> tuple[int, int | None]:
    low = ranks[first - 1] if first else 0
    return low, ranks[last] if last < len(ranks) else None
