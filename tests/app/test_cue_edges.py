"""Edges of captions: how far they move, what they are drawn to, and that every undo holds."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.caption_board import CaptionBoard
from editor.app.caption_decisions import CaptionDecisions
from editor.app.cue_edges import CueTrack
from editor.app.edges import Edge, Pull
from editor.model.episode import Episode
from editor.model.segment import Segment
from editor.model.verbs.captions import add_sound, set_shots


def made() -> tuple[Episode, CaptionBoard]:
    lines = [
        Segment(1, 0, 4_000, "Good evening and welcome to the night train."),
        Segment(2, 5_000, 9_000, "It goes to Lisbon every single evening."),
        Segment(3, 14_000, 17_000, "And then it comes back."),
    ]
    episode = Episode(lines)
    episode.apply(set_shots(episode, [13_500]))
    board = CaptionBoard(episode)
    for _ in board.build():
        pass
    return episode, board


def track_of(episode: Episode, board: CaptionBoard) -> CueTrack:
    return CueTrack(episode, board.cues, board.profile.gap_ms)


@given(st.integers(0, 2), st.sampled_from(Edge), st.integers(-3_000, 25_000))
def test_an_edge_that_is_moved_leaves_captions_in_order(row: int, edge: Edge, at: int) -> None:
    episode, board = made()
    before = list(board.cues)
    span = track_of(episode, board).moved(row, edge, at)
    assert span.end > span.start >= 0
    edit = CaptionDecisions(episode, board).set_times(row, span.start, span.end)
    episode.apply(edit)
    board.refresh()
    cues = board.cues
    assert (cues[row].start, cues[row].end) == (span.start, span.end)
    assert all(a.end <= b.start for a, b in pairwise(cues))
    assert all(cue.end > cue.start for cue in cues)
    episode.apply(edit.inverse)
    board.refresh()
    assert list(board.cues) == before


@pytest.mark.parametrize(
    ("row", "edge", "at", "where", "pull"),
    [
        (2, Edge.START, 13_470, 13_500, Pull.SHOT),
        (1, Edge.END, 13_400, 13_500 - 83, Pull.SHOT),
        (2, Edge.START, 12_000, 12_000, Pull.FREE),
        (1, Edge.START, 5_030, 5_000, Pull.GUESS),
        (2, Edge.END, 15_010, 15_000, Pull.PLAYHEAD),
    ],
)
def test_an_edge_is_drawn_to_what_is_near(
    row: int, edge: Edge, at: int, where: int, pull: Pull
) -> None:
    found = track_of(*made()).snap(row, edge, at, 60, (), 15_000)
    assert (found.at, found.pull) == (where, pull)


def test_a_neighbour_draws_by_the_gap_of_the_profile() -> None:
    episode, board = made()
    track = track_of(episode, board)
    end = board.cues[0].end
    assert track.snap(1, Edge.START, end + 85, 10, (), 0).pull is Pull.CUE
    assert track.snap(1, Edge.START, end + 85, 10, (), 0).at == end + board.profile.gap_ms


def test_a_neighbour_whose_times_are_given_does_not_yield() -> None:
    episode, board = made()
    episode.apply(CaptionDecisions(episode, board).set_times(0, 0, 4_500))
    board.refresh()
    assert track_of(episode, board).moved(1, Edge.START, 3_000).start == 4_500


def test_a_sound_gets_other_times() -> None:
    episode, board = made()
    episode.apply(add_sound(episode, 10_000, 12_000, "door"))
    board.refresh()
    row = next(at for at, cue in enumerate(board.cues) if cue.sound is not None)
    episode.apply(CaptionDecisions(episode, board).set_times(row, 10_500, 12_500))
    assert [(sound.start, sound.end) for sound in episode.sounds] == [(10_500, 12_500)]
    assert episode.sounds[0] == replace(episode.sounds[0], label="door")
