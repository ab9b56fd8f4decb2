"""As if cut: what is left out is skipped without a gap, and only as long as it was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.app.as_cut import AsCut
from editor.app.settings import SKIP_SILENCE
from editor.model.time import Span
from tests.app.test_playback import Room

CUTS = [Span(1_000, 2_000), Span(3_000, 3_500)]


class CutRoom(Room):
    """A room in which every frame is passed on, as the window does."""

    def __init__(self) -> None:
        super().__init__()
        self.as_cut = AsCut(self.playback)

    def wait(self, ms: float) -> None:
        end = self.now + ms / 1000
        while self.now < end:
            self.now = min(end, self.now + 0.016)
            self.playback.poll()
            self.as_cut.pass_by(self.at)


@pytest.fixture
def room() -> CutRoom:
    return CutRoom()


def test_cuts_are_skipped_up_to_the_end_that_was_asked_for(room: CutRoom) -> None:
    room.as_cut.play(CUTS, 500, 4_000)
    room.wait(400)
    assert room.at == 900
    room.wait(200)
    assert room.at == 2_100
    room.wait(1_000)
    assert room.at == 3_600
    room.wait(1_000)
    assert not room.plays()
    assert 4_000 <= room.at <= 4_020


def test_afterwards_everything_is_heard_again(room: CutRoom) -> None:
    room.as_cut.play(CUTS, 500, 2_500)
    room.wait(2_000)
    assert not room.as_cut.on
    room.playback.play_from(900)
    room.wait(200)
    assert room.at == 1_100


def test_it_goes_on_until_a_pause_where_no_end_is_given(room: CutRoom) -> None:
    room.as_cut.play(CUTS, 2_900)
    room.wait(10_000)
    assert room.at == 13_400
    assert room.as_cut.on
    room.playback.pause()
    assert not room.as_cut.on


def test_chosen_silences_come_back(room: CutRoom) -> None:
    room.settings[SKIP_SILENCE] = True
    room.playback.take_silences([Span(5_000, 7_000)])
    room.as_cut.play(CUTS, 500, 1_500)
    room.wait(2_000)
    room.playback.play_from(4_900)
    room.wait(1_000)
    assert room.at > 7_000


def test_without_a_recording_nothing_happens() -> None:
    room = CutRoom()
    room.playback.close()
    room.as_cut.play(CUTS, 0)
    assert not room.as_cut.on
    room.playback.load(Path("talk.mp3"))
    assert not room.plays()
