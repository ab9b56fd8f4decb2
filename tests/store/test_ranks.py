"""Ranks keep their order, move few rows, and never run out."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.store.ranks import CEILING, GAP, between, place, sound


def insert(ranks: list[int], at: int, count: int) -> int:
    """Carry out a placement; returns how many rows moved."""
    placement = place(ranks, at, count)
    if placement.moved:
        assert len(placement.moved) == placement.last - placement.first
        ranks[placement.first : placement.last] = placement.moved
    ranks[at:at] = placement.ranks
    assert ranks == sorted(set(ranks))
    assert sound(ranks)
    return len(placement.moved)


@given(
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 40)), max_size=80),
    st.integers(0, 30),
)
def test_any_insertions_keep_the_order(insertions: list[tuple[int, int]], start: int) -> None:
    ranks = list(between(0, None, start) or ())
    for at, count in insertions:
        insert(ranks, at % (len(ranks) + 1), count)


@pytest.mark.parametrize("place_of", ["front", "middle", "back", "behind the last one put in"])
def test_many_insertions_at_one_place_move_few_rows(place_of: str) -> None:
    ranks = list(between(0, None, 1000) or ())
    moved = 0
    for number in range(3000):
        at = {"front": 0, "middle": 500, "back": len(ranks)}.get(place_of, 500 + number)
        moved += insert(ranks, at, 1)
    assert moved < 3000 * 60


def test_a_full_gap_is_spread_out() -> None:
    ranks = [1, 2, 3, 4]
    assert insert(ranks, 2, 1) > 0
    assert min(b - a for a, b in pairwise(ranks)) > 1


def test_the_end_of_the_numbers_is_not_the_end() -> None:
    ranks = [GAP, CEILING - 2]
    insert(ranks, 2, 3)
    assert len(ranks) == 5


def test_a_gap_takes_exactly_what_fits() -> None:
    assert between(4, 8, 3) == (5, 6, 7)
    assert between(4, 8, 4) is None


@given(st.integers(0, 2**32))
def test_random_removal_and_insertion(seed: int) -> None:
    random = Random(seed)
    ranks = list(between(0, None, 50) or ())
    for _ in range(60):
        at = random.randint(0, len(ranks))
        if random.random() < 0.4:
            del ranks[at : at + random.randint(1, 5)]
        else:
            insert(ranks, min(at, len(ranks)), random.randint(1, 3))


def test_ranks_of_a_crafted_file_are_not_sound() -> None:
    assert sound([])
    assert not sound([-5, 3])
    assert not sound([0, 3])
    assert not sound([3, 2**63 - 1])
