"""Going back as a whole: every track is what it was, soundly all the way, and undo is exact."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from editor.model.checks import problems
from editor.model.edits import Change, Edit, Track
from editor.model.episode import Episode
from editor.model.info import Info, Recording
from editor.model.segment import Segment
from editor.model.verbs.returning import return_to
from tests.strategies import episodes, plan, randoms, state


class _Watch:
    """Notes every broken invariant between two splices."""

    def __init__(self, episode: Episode) -> None:
        self._episode = episode
        self.found: list[str] = []

    def before_change(self, change: Change) -> None:
        pass

    def after_change(self, change: Change) -> None:
        self.found += problems(self._episode)


def _there_and_back(episode: Episode, then: Episode) -> Edit:
    """Go to ``then`` and back again, and look after every splice."""
    now = state(episode)
    edit = return_to(episode, then)
    watch = _Watch(episode)
    episode.watch(watch)
    episode.apply(edit)
    assert state(episode) == state(then)
    assert not return_to(episode, then)
    episode.apply(edit.inverse)
    assert state(episode) == now
    assert watch.found == []
    return edit


@settings(max_examples=40)
@given(episodes(min_lines=1), randoms(), st.integers(0, 25), st.integers(0, 25))
def test_any_point_comes_back_exactly(
    episode: Episode, random: Random, before: int, since: int
) -> None:
    for _ in range(before):
        episode.apply(plan(random, episode))
    then = episode.snapshot()
    for _ in range(since):
        episode.apply(plan(random, episode))
    _there_and_back(episode, then)


@settings(max_examples=40)
@given(episodes(), episodes(), randoms())
def test_any_episode_becomes_any_other(one: Episode, other: Episode, random: Random) -> None:
    """Lines that stand in another order included: ids of one are given to the other at random."""
    ids = random.sample(range(1, 30), len(other.transcript))
    lines = [replace(line, id=at) for line, at in zip(other.transcript, ids, strict=True)]
    _there_and_back(one, Episode(lines, other.speakers, sounds=other.sounds, shots=other.shots))


def test_what_moved_later_goes_before_those_it_passes() -> None:
    lines = [Segment(n, n * 1000, n * 1000 + 900, f"Line {n}.") for n in range(200)]
    later = [replace(line, start=line.start + 7_777, end=line.end + 7_777) for line in lines]
    for one, other in ((lines, later), (later, lines)):
        edit = _there_and_back(Episode(one), Episode(other))
        assert len(edit.splices) > 10
        assert max(len(splice.after) for splice in edit.splices) <= 16


def test_lines_that_are_the_same_are_left_alone() -> None:
    lines = [Segment(n, n * 1000, n * 1000 + 900, f"Line {n}.") for n in range(1, 60)]
    then = [replace(line, text="Otherwise.") if line.id in (7, 40) else line for line in lines]
    edit = _there_and_back(Episode(lines), Episode(then))
    assert [(splice.track, splice.index, len(splice.before)) for splice in edit.splices] == [
        (Track.SEGMENTS, 6, 1), (Track.SEGMENTS, 39, 1),
    ]  # fmt: skip


def test_where_the_same_recording_lies_now_is_kept() -> None:
    then = Info("Once", recording=Recording("old.wav", "abc"))
    now = Info("Now", recording=Recording("new/old.wav", "abc"))
    episode = Episode(info=now)
    episode.apply(return_to(episode, Episode(info=then)))
    assert episode.info == replace(then, recording=now.recording)
    other = replace(then, recording=Recording("old.wav", "xyz"))
    episode.apply(return_to(episode, Episode(info=other)))
    assert episode.info == other
