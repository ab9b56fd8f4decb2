"""The play keys: what each does to the sound, with the player that needs no device."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.null_player import NullPlayer
from editor.app.playback import Playback
from editor.app.player import Change, Player, PlayerState
from editor.app.settings import (
    CHANNELS,
    DEVICE,
    DEVICE_OFFSET,
    OTHER_SPEED,
    SKIP_SILENCE,
    SPEED,
    STEP_BACK,
    VOLUME,
    Settings,
)
from editor.model.errors import UserError
from editor.model.time import Ms, Span


class Room:
    """A playback of a recording of 60 s, and the time that passes in it."""

    def __init__(self, length: Ms = 60_000) -> None:
        self.now = 100.0
        self.settings = Settings()
        self.player = NullPlayer(lambda: self.now, lambda _: length)
        self.playback = Playback(self.player, self.settings)
        self.changes: list[Change] = []
        self.playback.listen(self.changes.append)
        self.playback.load(Path("talk.mp3"))

    def state(self) -> PlayerState:
        return self.player.state

    def wait(self, ms: float) -> None:
        """Let time pass, polling as the window does."""
        end = self.now + ms / 1000
        while self.now < end:
            self.now = min(end, self.now + 0.016)
            self.playback.poll()

    @property
    def at(self) -> Ms:
        return self.playback.position

    def span(self) -> Span | None:
        return self.playback.span

    def loop(self) -> Span | None:
        return self.playback.span if self.playback.looping else None

    def plays(self) -> bool:
        return self.playback.playing


@pytest.fixture
def room() -> Room:
    return Room()


def test_null_is_a_player() -> None:
    player: Player = NullPlayer()
    assert player.state is PlayerState.EMPTY


def test_a_recording_is_loaded_paused_at_its_start(room: Room) -> None:
    assert room.playback.state is PlayerState.PAUSED
    assert (room.at, room.playback.duration) == (0, 60_000)
    room.wait(500)
    assert room.at == 0


def test_time_passes_only_while_playing(room: Room) -> None:
    room.playback.toggle()
    room.wait(1_500)
    assert room.at == 1_500
    room.playback.toggle()
    room.wait(1_000)
    assert room.at == 1_500
    assert not room.plays()


def test_resuming_steps_back(room: Room) -> None:
    room.playback.play_from(5_000)
    room.wait(2_000)
    room.playback.pause()
    assert room.at == 7_000
    room.playback.play()
    assert room.at == 5_500
    room.wait(100)
    room.playback.pause()
    room.settings[STEP_BACK] = 0
    room.playback.play()
    assert room.at == 5_600


def test_resuming_near_the_start_goes_to_the_start(room: Room) -> None:
    room.playback.play()
    room.wait(400)
    room.playback.pause()
    room.playback.play()
    assert room.at == 0


@pytest.mark.parametrize("move", ["seek", "back", "pause-twice"])
def test_only_a_pause_is_stepped_back_from(room: Room, move: str) -> None:
    room.playback.play_from(10_000)
    room.wait(1_000)
    room.playback.pause()
    if move == "seek":
        room.playback.seek(20_000)
        expected = 20_000
    elif move == "back":
        room.playback.back()
        expected = 9_000
    else:
        room.playback.seek(30_000)
        room.playback.pause()
        expected = 30_000
    room.playback.play()
    assert room.at == expected


def test_skips_are_two_and_ten_seconds(room: Room) -> None:
    room.playback.seek(30_000)
    room.playback.back()
    assert room.at == 28_000
    room.playback.forward()
    assert room.at == 30_000
    room.playback.back(far=True)
    assert room.at == 20_000
    room.playback.forward(far=True)
    assert room.at == 30_000
    assert not room.plays()


def test_a_skip_while_playing_plays_on(room: Room) -> None:
    room.playback.play_from(30_000)
    room.wait(1_000)
    room.playback.back()
    room.wait(500)
    assert room.at == 29_500


def test_a_skip_stays_within_the_recording(room: Room) -> None:
    room.playback.back(far=True)
    assert room.at == 0
    room.playback.seek(59_000)
    room.playback.forward()
    assert room.at == 60_000


def test_the_end_pauses_and_playing_again_starts_near_it(room: Room) -> None:
    room.playback.play_from(59_500)
    room.wait(1_000)
    assert not room.plays()
    assert room.at == 60_000
    room.playback.play()
    assert room.at == 58_500


def test_playing_at_the_very_end_starts_afresh(room: Room) -> None:
    room.playback.seek(60_000)
    room.playback.play()
    assert room.at == 0
    room.settings[STEP_BACK] = 0
    room.playback.play_from(59_900)
    room.wait(500)
    room.playback.play()
    assert room.at == 0


def test_speeds_go_by_tenths_between_half_and_three(room: Room) -> None:
    room.playback.faster()
    assert room.playback.rate == pytest.approx(1.1)
    room.settings[SPEED] = 125
    room.playback.slower()
    assert room.settings[SPEED] == 120
    room.settings[SPEED] = 125
    room.playback.faster()
    assert room.settings[SPEED] == 130
    for _ in range(40):
        room.playback.faster()
    assert room.playback.rate == 3.0
    for _ in range(40):
        room.playback.slower()
    assert room.playback.rate == 0.5


def test_speed_counts_from_where_it_was_changed(room: Room) -> None:
    room.playback.play()
    room.wait(1_000)
    room.playback.set_speed(200)
    room.wait(1_000)
    assert room.at == 3_000
    room.playback.set_speed(50)
    room.wait(1_000)
    assert room.at == 3_500


def test_toggling_speed_comes_back_to_the_one_chosen_last(room: Room) -> None:
    room.playback.toggle_speed()
    assert room.settings[SPEED] == OTHER_SPEED.default
    room.playback.toggle_speed()
    assert room.settings[SPEED] == 100
    room.playback.set_speed(140)
    room.playback.toggle_speed()
    room.playback.toggle_speed()
    assert room.settings[SPEED] == 140


def test_a_speed_set_elsewhere_holds(room: Room) -> None:
    room.playback.play()
    room.settings[SPEED] = 150
    room.wait(1_000)
    assert room.at == 1_500
    assert Change.RATE in room.changes


def test_a_span_is_played_once_and_exactly(room: Room) -> None:
    room.playback.play_span(Span(5_000, 6_003))
    assert room.span() == Span(5_000, 6_003)
    room.wait(3_000)
    assert room.at == 6_003
    assert not room.plays()
    assert room.span() is None
    room.playback.play()
    room.wait(4_000)
    assert room.at == 6_003 - 1_500 + 4_000


def test_a_span_reaching_past_the_end_stops_there(room: Room) -> None:
    room.playback.play_span(Span(59_000, 70_000))
    room.wait(3_000)
    assert room.at == 60_000
    assert not room.plays()


def test_a_span_without_length_is_only_gone_to(room: Room) -> None:
    for play in (room.playback.play_span, room.playback.loop_span):
        play(Span(5_000, 5_000))
        room.wait(100)
        assert room.at == 5_000
        assert not room.plays()


def test_a_loop_goes_round_until_paused(room: Room) -> None:
    room.playback.loop_span(Span(10_000, 11_000))
    room.wait(3_250)
    assert room.at == 10_250
    assert room.loop() == Span(10_000, 11_000)
    room.playback.pause()
    assert room.loop() is None
    room.playback.play()
    room.wait(4_000)
    assert room.at == 10_250 - 1_500 + 4_000


def test_a_loop_keeps_its_ends_at_another_speed(room: Room) -> None:
    room.playback.loop_span(Span(10_000, 11_000))
    room.wait(700)
    room.playback.set_speed(50)
    room.wait(1_000)
    assert room.at == 10_200
    assert room.plays()


def test_a_seek_within_the_loop_keeps_it_and_outside_ends_it(room: Room) -> None:
    room.playback.loop_span(Span(10_000, 11_000))
    room.playback.seek(10_900)
    room.wait(200)
    assert room.at == 10_100
    room.playback.seek(20_000)
    assert room.playback.span is None
    room.wait(2_000)
    assert room.at == 22_000


def test_replay_slowly_then_on_at_the_former_speed(room: Room) -> None:
    room.playback.set_speed(120)
    room.playback.play_from(20_000)
    room.playback.replay()
    assert room.at == 16_000
    assert room.playback.rate == 0.75
    room.wait(1_000)
    assert room.at == 16_750
    room.wait(3_250 / 0.75 + 16)
    assert room.at == pytest.approx(20_000, abs=20)
    assert room.playback.rate == 1.2
    assert room.plays()
    here = room.at
    room.wait(1_000)
    assert room.at == here + 1_200


def test_replay_when_paused_ends_paused_where_it_was(room: Room) -> None:
    room.playback.seek(20_000)
    room.playback.replay()
    room.wait(10_000)
    assert room.at == 20_000
    assert not room.plays()
    assert room.playback.rate == 1.0


def test_replay_again_goes_further_back(room: Room) -> None:
    room.playback.play_from(20_000)
    room.playback.replay()
    room.wait(1_000)
    room.playback.replay()
    assert room.at == 12_750
    room.wait(7_300 / 0.75)
    assert room.plays()
    assert room.playback.rate == 1.0


@pytest.mark.parametrize("command", ["toggle", "seek", "faster", "play_from", "span", "loop"])
def test_any_other_command_ends_the_replay(room: Room, command: str) -> None:
    room.playback.play_from(20_000)
    room.playback.replay()
    room.wait(200)
    COMMANDS[command](room.playback, 1_000)
    assert room.playback.rate == (1.1 if command == "faster" else 1.0)


def test_replay_at_the_very_start_plays_on(room: Room) -> None:
    room.playback.play()
    room.playback.replay()
    room.wait(100)
    assert room.plays()
    assert room.playback.rate == 1.0


def test_the_pedal_plays_while_it_is_down(room: Room) -> None:
    room.playback.seek(10_000)
    room.playback.hold()
    room.playback.hold()
    room.wait(2_000)
    assert room.at == 12_000
    room.playback.release()
    assert not room.plays()
    room.playback.hold()
    assert room.at == 10_500
    room.playback.release()
    room.playback.play()
    room.playback.release()
    assert room.plays()


def test_without_a_recording_nothing_happens() -> None:
    playback = Playback(NullPlayer(), Settings())
    changes: list[Change] = []
    playback.listen(changes.append)
    playback.toggle()
    playback.play_span(Span(1, 2))
    playback.replay()
    playback.forward()
    playback.hold()
    playback.release()
    playback.poll()
    assert playback.state is PlayerState.EMPTY
    assert playback.position == 0
    assert changes == []


def test_a_recording_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    errors: list[UserError] = []
    playback = Playback(NullPlayer(), Settings())
    playback.on_error = errors.append
    playback.load(tmp_path / "gone.mp3")
    assert [error.code for error in errors] == ["recording-missing"]
    assert not playback.ready


def test_null_asks_the_file_for_its_length(samples: Path) -> None:
    playback = Playback(NullPlayer(), Settings())
    playback.load(samples / "audio" / "jfk.wav")
    assert playback.duration == 11_000
    playback.close()
    assert playback.state is PlayerState.EMPTY


def test_what_the_peaks_found_replaces_the_estimate(room: Room) -> None:
    room.playback.refine(61_000, None)
    room.playback.play_from(60_500)
    room.wait(300)
    assert room.at == 60_800


def test_listeners_hear_what_changed(room: Room) -> None:
    room.changes.clear()
    room.playback.play_span(Span(1_000, 2_000))
    assert room.changes == [Change.SPAN, Change.STATE, Change.PLACE]
    room.changes.clear()
    room.wait(1_500)
    assert room.changes == [Change.STATE, Change.SPAN, Change.PLACE]
    room.changes.clear()
    room.playback.seek(5)
    assert room.changes == [Change.PLACE]


COMMANDS: dict[str, Callable[[Playback, Ms], None]] = {
    "toggle": lambda playback, _: playback.toggle(),
    "play_from": lambda playback, at: playback.play_from(at),
    "span": lambda playback, at: playback.play_span(Span(at, at + 900)),
    "loop": lambda playback, at: playback.loop_span(Span(at, at + 700)),
    "seek": lambda playback, at: playback.seek(at),
    "back": lambda playback, _: playback.back(),
    "forward": lambda playback, _: playback.forward(far=True),
    "faster": lambda playback, _: playback.faster(),
    "slower": lambda playback, _: playback.slower(),
    "toggle_speed": lambda playback, _: playback.toggle_speed(),
    "replay": lambda playback, _: playback.replay(),
    "hold": lambda playback, _: playback.hold(),
    "release": lambda playback, _: playback.release(),
}


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(COMMANDS)), st.integers(-500, 62_000), st.integers(0, 900))
    )
)
def test_no_order_of_commands_leaves_the_recording(steps: list[tuple[str, int, int]]) -> None:
    room = Room()
    for name, at, wait in steps:
        COMMANDS[name](room.playback, at)
        room.wait(wait)
        assert 0 <= room.at <= 60_000
        assert 0.5 <= room.playback.rate <= 3
        assert room.playback.span is None or room.plays()
    room.playback.pause()
    assert not room.plays()
    assert room.playback.rate == room.settings[SPEED] / 100


def test_silences_are_skipped_only_while_playing_on(room: Room) -> None:
    room.settings[SKIP_SILENCE] = True
    room.playback.take_silences([Span(10_000, 20_300)])
    room.playback.play_from(9_000)
    room.now += 2
    assert room.playback.position == 9_000 + 2_000 + 10_300 - 300
    room.playback.play_span(Span(9_000, 13_000))
    room.now += 2
    assert room.playback.position == 11_000


def test_turning_skipping_off_goes_on_from_here(room: Room) -> None:
    room.settings[SKIP_SILENCE] = True
    room.playback.take_silences([Span(10_000, 20_300)])
    room.playback.play_from(9_000)
    room.now += 3
    here = room.playback.position
    room.settings[SKIP_SILENCE] = False
    assert room.playback.position == here
    room.playback.seek(10_000)
    room.now += 1
    assert room.playback.position == 11_000


def test_scrubbing_is_heard_in_grains_and_ends_where_the_hand_was(room: Room) -> None:
    room.playback.scrub(5_000)
    assert room.state() is PlayerState.PLAYING
    assert not room.playback.playing, "a grain is no playing"
    room.playback.scrub(8_000)
    assert room.playback.position == 8_000
    room.now += 0.2
    room.playback.poll()
    assert room.state() is PlayerState.PLAYING, "the place that was passed meanwhile"
    assert room.player.position() == 8_000
    room.now += 0.2
    room.playback.poll()
    assert room.state() is PlayerState.PAUSED, "a hand that rests is silent"
    room.playback.end_scrub()
    assert (room.playback.position, room.playback.playing) == (8_000, False)


def test_playing_goes_on_after_scrubbing(room: Room) -> None:
    room.playback.play_from(1_000)
    room.playback.scrub(30_000)
    room.playback.end_scrub()
    room.now += 1
    assert (room.playback.position, room.playback.playing) == (31_000, True)


def test_what_is_chosen_for_all_recordings_reaches_the_player() -> None:
    told: list[tuple[str, object]] = []

    class Told(NullPlayer):
        def set_volume(self, volume: float) -> None:
            told.append(("volume", volume))

        def set_side(self, side: str) -> None:
            told.append(("side", side))

        def set_offset(self, offset: Ms) -> None:
            told.append(("offset", offset))

        def set_device(self, name: str) -> None:
            told.append(("device", name))

    settings = Settings()
    playback = Playback(Told(), settings)
    settings[VOLUME] = 40
    settings[CHANNELS] = "left"
    settings[DEVICE_OFFSET] = 180
    settings[DEVICE] = "headphones"
    assert {("volume", 0.4), ("side", "left"), ("offset", 180), ("device", "headphones")} <= set(
        told
    )
    playback.close()
    told.clear()
    settings[VOLUME] = 50
    assert told == []
