"""A whole transcript moved to its recording: in order, reversible, exact at the two points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model.checks import problems
from editor.model.episode import Episode
from editor.model.verbs.straighten import Drift, straighten, through
from tests.strategies import episodes


def test_two_points_give_offset_and_stretch() -> None:
    drift = through((10_000, 41_000), (110_000, 142_000))
    assert (drift(10_000), drift(110_000)) == (41_000, 142_000)
    assert through((5_000, 36_000), (9_000, 40_000)) == Drift(31_000)
    assert not through((1, 1), (2, 2))


@pytest.mark.parametrize("second", [(10_000, 50_000), (20_000, 3_000), (5_000, 50_000)])
def test_two_points_that_make_no_line_are_refused(second: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="two points"):
        through((10_000, 41_000), second)


@given(
    episodes(max_lines=8),
    st.builds(Drift, st.integers(-90_000, 90_000), st.floats(0.5, 1.5)),
)
def test_everything_moves_and_stays_sound(episode: Episode, drift: Drift) -> None:
    lines, chapters = list(episode.transcript), list(episode.chapters)
    edit = straighten(episode, drift)
    episode.apply(edit)
    assert list(problems(episode)) == []
    assert [line.start for line in episode.transcript] == [drift(line.start) for line in lines]
    assert [one.start for one in episode.chapters] == [drift(one.start) for one in chapters]
    episode.apply(edit.inverse)
    assert (list(episode.transcript), list(episode.chapters)) == (lines, chapters)
