"""The system's player, really playing (Qt needs no device for that), and stepping in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtMultimedia import QMediaPlayer
from pytestqt.qtbot import QtBot

from editor.app.fallback_player import FallbackPlayer
from editor.app.null_player import NullPlayer
from editor.app.playback import Playback
from editor.app.player import Player, PlayerState
from editor.app.settings import ENGINE, SPEED, Settings
from editor.model.errors import UserError
from editor.model.time import Ms, Span
from editor.ui.player.media import MediaPlayer
from tests.audio.sounds import encode, noise

SECONDS = 6
LONG = 20_000


class Heard:
    """A system's player, and what it said."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.player = MediaPlayer(clock=clock)
        self.said: list[object] = []
        self.player.on_state = self.said.append
        self.player.on_end = lambda: self.said.append("end")
        self.player.on_error = lambda error: self.said.append(error.code)

    def state(self) -> PlayerState:
        return self.player.state

    def ended(self) -> bool:
        self.player.poll()
        return "end" in self.said


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("media") / "talk.wav"
    return encode(path, noise(SECONDS, 16_000), 16_000, "pcm_s16le", bit_rate=None)


@pytest.fixture
def heard(qtbot: QtBot) -> Iterator[Heard]:
    del qtbot
    heard = Heard()
    yield heard
    heard.player.close()


@pytest.fixture
def loaded(heard: Heard, recording: Path, qtbot: QtBot) -> Heard:
    heard.player.load(recording)
    assert heard.state() is PlayerState.LOADING
    qtbot.waitUntil(lambda: heard.state() is PlayerState.PAUSED, timeout=LONG)
    return heard


def test_it_is_a_player_that_knows_the_length(loaded: Heard) -> None:
    player: Player = loaded.player
    assert player.duration == pytest.approx(SECONDS * 1000, abs=30)
    assert player.position() == 0


def test_it_plays_on_from_a_place_and_its_clock_never_steps_back(
    loaded: Heard, qtbot: QtBot
) -> None:
    player, places = loaded.player, [2_000]
    player.play(2_000)

    def went_on() -> bool:
        places.append(player.position())
        return places[-1] > 2_600

    qtbot.waitUntil(went_on, timeout=LONG)
    assert places == sorted(places)
    player.pause()
    here = player.position()
    assert loaded.state() is PlayerState.PAUSED
    assert here >= 2_600
    assert player.position() == here


def test_the_clock_waits_where_it_ran_ahead_until_qt_is_as_far(
    recording: Path, qtbot: QtBot
) -> None:
    now = 0.0
    heard = Heard(lambda: now)
    player = heard.player
    player.load(recording)
    qtbot.waitUntil(lambda: heard.state() is PlayerState.PAUSED, timeout=LONG)
    player.set_rate(1.5)
    player.play(2_000)
    qt = player.findChild(QMediaPlayer)
    assert isinstance(qt, QMediaPlayer)
    places = []
    for told in (2_000, 2_001, 2_002, 2_300):
        now += 1
        places.append(player.position())
        qt.positionChanged.emit(told)
        places.append(player.position())
    assert places == [2_225, 2_225, 2_225, 2_225, 2_226, 2_226, 2_227, 2_300]
    qt.positionChanged.emit(500)  # that far is no running ahead
    assert player.position() == 500
    player.close()


def test_the_same_recording_can_be_loaded_again(
    loaded: Heard, recording: Path, qtbot: QtBot
) -> None:
    loaded.player.load(recording)
    qtbot.waitUntil(lambda: loaded.state() is PlayerState.PAUSED, timeout=LONG)
    assert loaded.player.duration == pytest.approx(SECONDS * 1000, abs=30)


def test_a_stretch_ends_where_it_should(loaded: Heard, qtbot: QtBot) -> None:
    loaded.player.play(1_000, 1_300)
    qtbot.waitUntil(loaded.ended, timeout=LONG)
    assert loaded.player.position() == 1_300
    assert loaded.state() is PlayerState.PAUSED


def test_a_loop_begins_again(loaded: Heard, qtbot: QtBot) -> None:
    player, places = loaded.player, []
    player.play(1_000, 1_300, 1_000)

    def twice() -> bool:
        player.poll()
        places.append(player.position())
        turns = [1 for one, other in pairwise(places) if other < one]
        return len(turns) > 1

    qtbot.waitUntil(twice, timeout=LONG)
    assert "end" not in loaded.said


def test_it_leaves_out_what_is_to_be_skipped(loaded: Heard, qtbot: QtBot) -> None:
    player, places = loaded.player, []
    player.set_skips([Span(1_200, 4_000)])
    player.play(1_000)

    def beyond() -> bool:
        player.poll()
        places.append(player.position())
        return places[-1] > 4_000

    qtbot.waitUntil(beyond, timeout=LONG)
    ran_ahead = 1_400  # by no more than the clock is believed without word from Qt
    assert not [place for place in places if ran_ahead < place < 3_900]


def test_the_end_of_the_recording_is_an_end_and_it_plays_again(loaded: Heard, qtbot: QtBot) -> None:
    loaded.player.play(SECONDS * 1000 - 200)
    qtbot.waitUntil(loaded.ended, timeout=LONG)
    assert loaded.player.position() == loaded.player.duration
    loaded.player.play(500)
    qtbot.waitUntil(lambda: loaded.player.position() > 700, timeout=LONG)


def test_what_is_asked_for_while_it_loads_is_done_then(
    heard: Heard, recording: Path, qtbot: QtBot
) -> None:
    heard.player.load(recording)
    heard.player.play(3_000)
    qtbot.waitUntil(lambda: heard.player.position() > 3_100, timeout=LONG)


def test_what_it_cannot_play_is_told(heard: Heard, tmp_path: Path, qtbot: QtBot) -> None:
    heard.player.load(tmp_path / "gone.wav")
    assert heard.said[-2:] == [PlayerState.EMPTY, "recording-missing"]
    text = tmp_path / "text.wav"
    text.write_text("no sound at all")
    heard.player.load(text)
    qtbot.waitUntil(lambda: "recording-unreadable" in heard.said, timeout=LONG)
    assert heard.state() is PlayerState.EMPTY


class Booth:
    """A playback over two silent players, the first of which refuses some recordings."""

    def __init__(self, *, refuses: bool, second_too: bool = False) -> None:
        self.settings = Settings()
        self.now = 0.0
        self.made: list[tuple[str, NullPlayer]] = []
        self.errors: list[UserError] = []
        self.player = FallbackPlayer(
            lambda: self._make("own", refuses=refuses),
            lambda: self._make("system", refuses=second_too),
            self.settings,
        )
        self.playback = Playback(self.player, self.settings)
        self.playback.on_error = self.errors.append

    def _make(self, name: str, *, refuses: bool) -> NullPlayer:
        def length(path: Path) -> Ms:
            if refuses:
                raise UserError("recording-unreadable", path=str(path), reason=name)
            return 60_000

        player = NullPlayer(lambda: self.now, length)
        self.made.append((name, player))
        return player

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.made]


def test_the_system_steps_in_where_ours_cannot_read_a_recording() -> None:
    booth = Booth(refuses=True)
    booth.playback.load(Path("talk.m4p"))
    assert booth.names == ["own", "system"]
    assert not booth.errors
    assert booth.playback.duration == 60_000
    booth.settings[SPEED] = 200
    booth.playback.play_from(10_000)
    booth.now += 2
    assert booth.playback.position == 14_000


def test_where_neither_can_read_it_the_first_one_says_so() -> None:
    booth = Booth(refuses=True, second_too=True)
    booth.playback.load(Path("talk.txt"))
    assert [error.facts["reason"] for error in booth.errors] == ["own"]
    assert not booth.playback.ready


def test_the_next_recording_is_given_to_the_first_again() -> None:
    booth = Booth(refuses=True)
    booth.playback.load(Path("one.m4p"))
    booth.playback.load(Path("two.m4p"))
    assert booth.names == ["own", "system", "own", "system"]


def test_choosing_the_system_goes_on_from_the_same_place_as_it_was() -> None:
    booth = Booth(refuses=False)
    booth.playback.load(Path("talk.mp3"))
    booth.playback.set_speed(50)
    booth.playback.play_from(10_000)
    booth.now += 2
    booth.settings[ENGINE] = "system"
    assert booth.names == ["own", "system"]
    assert booth.playback.playing
    booth.now += 2
    assert booth.playback.position == 12_000
    first = booth.made[0][1]
    assert first.state is PlayerState.EMPTY
    booth.settings[ENGINE] = "own"
    assert booth.playback.position == 12_000


def test_a_player_made_anew_goes_on_with_what_was_measured() -> None:
    booth = Booth(refuses=False)
    booth.playback.load(Path("talk.mp3"))
    booth.playback.refine(59_500, None)
    booth.playback.play_from(10_000)
    booth.now += 2
    booth.player.renew()
    booth.now += 2
    assert booth.names == ["own", "own"]
    assert booth.playback.playing
    assert booth.playback.position == 14_000
    assert booth.playback.duration == 59_500
