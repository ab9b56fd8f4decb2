"""Pace: going on after a pause, and playing while somebody types."""

from __future__ import annotations

import pytest

from editor.app.heard import phrase_start
from editor.app.pace import Pace
from editor.app.settings import OTHER_SPEED, RESUME, WHILE_TYPING
from editor.model.episode import Episode
from editor.model.segment import Segment
from editor.model.words import TimeKind, WordTime, WordTimes
from tests.app.test_playback import Room

TEXT = "We went, and then it rained."
STARTS = (1_000, 1_500, 3_000, 3_400, 3_800, 5_500)


def episode() -> Episode:
    times = [WordTime(start, start + 350, TimeKind.MEASURED) for start in STARTS]
    return Episode([Segment(1, 1_000, 6_000, TEXT, words=WordTimes.pack(times))])


@pytest.mark.parametrize(
    ("at", "start"),
    [(0, 0), (1_600, 1_000), (3_100, 1_000), (3_900, 3_000), (5_600, 3_000), (5_950, 5_500)],
)
def test_a_phrase_begins_behind_a_comma_or_a_pause(at: int, start: int) -> None:
    assert phrase_start(episode(), at) == start


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def pace(room: Room) -> Pace:
    return Pace(episode(), room.playback, room.settings)


@pytest.mark.parametrize(
    ("chosen", "at"), [("stopped", 3_900), ("phrase", 3_000), ("step-back", 2_400)]
)
def test_playing_goes_on_where_it_was_chosen(room: Room, pace: Pace, chosen: str, at: int) -> None:
    room.settings[RESUME] = chosen
    room.playback.play_from(3_400)
    room.wait(500)
    room.playback.pause()
    room.playback.play()
    assert room.at == at == pace.resume_at(3_900)


def test_playing_waits_while_somebody_types(room: Room, pace: Pace) -> None:
    room.settings[WHILE_TYPING] = "pause"
    room.playback.play_from(2_000)
    room.wait(500)
    pace.typed()
    assert not room.plays()
    pace.typed()
    pace.rested()
    assert room.plays()
    pace.typed()
    room.playback.play()
    room.playback.pause()
    pace.rested()
    assert not room.plays(), "the person took the keys"


def test_playing_slows_down_while_somebody_types(room: Room, pace: Pace) -> None:
    room.settings[WHILE_TYPING] = "slow"
    room.playback.play_from(2_000)
    pace.typed()
    assert room.playback.rate == OTHER_SPEED.default / 100
    pace.typed()
    pace.rested()
    assert room.playback.rate == 1.0


def test_nothing_happens_where_it_goes_on(room: Room, pace: Pace) -> None:
    room.playback.play_from(2_000)
    pace.typed()
    pace.rested()
    assert (room.plays(), room.playback.rate) == (True, 1.0)
