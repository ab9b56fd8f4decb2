"""A snapshot stays as the episode was, and leads a life of its own."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from editor.model.edits import Change, Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.people import Speaker
from editor.model.segment import Segment
from tests.strategies import episodes


class _Told:
    def __init__(self) -> None:
        self.changes: list[Change] = []

    def before_change(self, change: Change) -> None:
        self.changes.append(change)

    def after_change(self, change: Change) -> None:
        self.changes.append(change)


@given(episodes())
def test_neither_changes_with_the_other(episode: Episode) -> None:
    before = {track: list(episode.items(track)) for track in Track}
    kept, told = episode.snapshot(), _Told()
    episode.watch(told)
    longer = Edit("rename", (_titled(episode, "Other"), _with(episode, "New")))
    episode.apply(longer)
    assert {track: list(kept.items(track)) for track in Track} == before
    assert len(told.changes) == 4
    kept.apply(Edit("rename", (_titled(kept, "Kept"),)))
    assert episode.info.title == "Other"
    assert len(told.changes) == 4


def test_lines_are_found_by_id_as_they_were() -> None:
    episode = Episode([Segment(1, 0, 900, "One."), Segment(2, 900, 1_800, "Two.")])
    kept = episode.snapshot()
    gone = episode.transcript[1]
    episode.apply(Edit("delete", (Splice(Track.SEGMENTS, 1, (gone,), ()),)))
    assert not episode.transcript.has(2)
    assert kept.transcript.by_id(2) == gone
    assert kept.transcript.index_of(2) == 1


def test_an_id_that_was_had_is_not_given_again() -> None:
    episode = Episode([Segment(1, 0, 900, "One."), Segment(2, 900, 1_800, "Two.")])
    gone = episode.transcript[1]
    episode.apply(Edit("delete", (Splice(Track.SEGMENTS, 1, (gone,), ()),)))
    assert episode.snapshot().next_id(Track.SEGMENTS) == 3


def _titled(episode: Episode, title: str) -> Splice:
    return Splice(Track.INFO, 0, (episode.info,), (replace(episode.info, title=title),))


def _with(episode: Episode, name: str) -> Splice:
    new = Speaker(episode.next_id(Track.SPEAKERS), name)
    return Splice(Track.SPEAKERS, len(episode.speakers), (), (new,))
