"""The trail: jumps are gone back over, steps are not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editor.app.trail import KEPT, NEAR, Spot, Trail


def test_jumps_are_gone_back_over_and_forward_again() -> None:
    trail = Trail()
    for row in (0, 1, 2, 200, 201, 50):
        trail.visit(Spot(row), row)
    assert trail.back() == Spot(201)
    assert trail.back() == Spot(2)
    assert trail.back() is None
    assert trail.forward() == Spot(201)
    trail.visit(Spot(400), 400)
    assert trail.forward() is None
    assert trail.back() == Spot(201)


@given(st.lists(st.integers(0, 2_000), min_size=1, max_size=200))
def test_whatever_is_visited_back_and_forward_are_inverse(rows: list[int]) -> None:
    trail = Trail()
    for row in rows:
        trail.visit(Spot(row), row)
    way = []
    while (spot := trail.back()) is not None:
        way.append(spot)
    assert len(way) < KEPT
    again = []
    while (spot := trail.forward()) is not None:
        again.append(spot)
    assert again[:-1] == way[-2::-1] if len(way) > 1 else True
    assert abs(rows[-1] - (again[-1].line if again else rows[-1])) <= NEAR
