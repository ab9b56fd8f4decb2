"""The player that is heard: real decoding, feed and threads, and a device made of a clock.

The real device is tried by hand: tests/benchmarks/check_sound.py.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QIODevice, QObject
from pytestqt.qtbot import QtBot

from editor.app.playback import Playback
from editor.app.player import Player, PlayerState
from editor.app.settings import Settings
from editor.model.errors import UserError
from editor.model.time import Span
from editor.ui.player.choose import SilentPlayer
from editor.ui.player.sink import SinkPlayer
from tests.audio.sounds import encode, noise

RATE = 48_000
BUSY = 20_000
"""Ms that a busy machine may take for what is done in a moment elsewhere."""
SECONDS = 6


class ClockDevice:
    """Draws samples as fast as time passes, 100 ms ahead, like a device does.

    While a busy machine halts the test, its time halts too: one look never finds more than 20 ms.
    """

    def __init__(self) -> None:
        self.heard = bytearray()
        self.volumes: list[float] = []
        self._tap: QIODevice | None = None
        self._time = 0.0
        self._looked = 0.0
        self._drawn = 0

    def start(self, tap: QIODevice, /) -> None:
        self._tap = tap
        self._time = 0.0
        self._looked = time.perf_counter()
        self._drawn = 0
        self.heard.clear()
        self._draw()

    def stop(self) -> None:
        self._tap = None

    def setVolume(self, volume: float, /) -> None:
        self.volumes.append(volume)

    def processedUSecs(self) -> int:
        now = time.perf_counter()
        self._time += min(0.02, now - self._looked)
        self._looked = now
        self._draw()
        return int(self._time * 1_000_000)

    def deleteLater(self) -> None:
        self._tap = None

    def _draw(self) -> None:
        due = int((self._time + 0.1) * RATE)
        if self._tap is not None and due > self._drawn:
            self.heard += self._tap.read((due - self._drawn) * 4).data()
            self._drawn = due


class Studio:
    """A player, its device, and what it said."""

    def __init__(self) -> None:
        self.device: ClockDevice | None = ClockDevice()
        self.gone: Callable[[], None] = lambda: None
        self.said: list[object] = []
        self.chosen = ""
        self.spare: ClockDevice | None = None
        self.refuses = False
        self.player = SinkPlayer(RATE, self)
        self.player.on_state = self.said.append
        self.player.on_end = lambda: self.said.append("end")
        self.player.on_error = lambda error: self.said.append(error.code)

    def open(self, rate: int, parent: QObject, gone: Callable[[], None]) -> ClockDevice | None:
        assert rate == RATE
        self.gone = gone
        return self.device

    def refused(self, device: object) -> bool:
        return self.refuses and device is self.device

    def give_up(self) -> bool:
        self.refuses = False
        self.device, self.spare = self.spare, None
        return self.device is not None

    def state(self) -> PlayerState:
        return self.player.state

    def heard(self) -> int:
        return len(self.device.heard) if self.device else 0


@pytest.fixture
def studio(qtbot: QtBot) -> Iterator[Studio]:
    studio = Studio()
    yield studio
    studio.player.close()


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sink") / "talk.wav"
    return encode(path, noise(SECONDS, RATE), RATE, "pcm_s16le", bit_rate=None)


@pytest.fixture
def loaded(studio: Studio, recording: Path, qtbot: QtBot) -> Studio:
    studio.player.load(recording)
    assert studio.state() is PlayerState.LOADING
    qtbot.waitUntil(lambda: studio.state() is PlayerState.PAUSED, timeout=BUSY)
    return studio


def test_it_is_a_player(studio: Studio) -> None:
    player: Player = studio.player
    assert player.state is PlayerState.EMPTY


def test_a_length_that_was_measured_before_it_is_open_stays(
    studio: Studio, recording: Path, qtbot: QtBot
) -> None:
    studio.player.load(recording)
    studio.player.refine(SECONDS * 1000 - 7, None)
    qtbot.waitUntil(lambda: studio.state() is PlayerState.PAUSED, timeout=BUSY)
    assert studio.player.duration == SECONDS * 1000 - 7


def test_loading_tells_the_length(loaded: Studio) -> None:
    assert loaded.player.duration == SECONDS * 1000
    assert loaded.said == [PlayerState.LOADING, PlayerState.PAUSED]


def test_playing_moves_on_without_steps_back(loaded: Studio, qtbot: QtBot) -> None:
    loaded.player.play(1_000)
    seen = [loaded.player.position()]

    def further() -> bool:
        seen.append(loaded.player.position())
        return seen[-1] > 1_300

    qtbot.waitUntil(further, timeout=BUSY)
    assert seen == sorted(seen)
    assert seen[0] == 1_000
    loaded.player.pause()
    assert loaded.state() is PlayerState.PAUSED
    here = loaded.player.position()
    assert here >= seen[-1]
    qtbot.wait(50)
    assert loaded.player.position() == here


def test_a_stretch_ends_exactly(loaded: Studio, qtbot: QtBot) -> None:
    loaded.player.play(2_000, 2_203)
    qtbot.waitUntil(lambda: "end" in loaded.said, timeout=BUSY)
    assert loaded.player.position() == 2_203
    assert loaded.state() is PlayerState.PAUSED


def test_the_end_of_the_recording_is_told_once(loaded: Studio, qtbot: QtBot) -> None:
    loaded.player.play(5_900)
    qtbot.waitUntil(lambda: "end" in loaded.said, timeout=BUSY)
    qtbot.wait(50)
    assert loaded.said.count("end") == 1
    assert loaded.player.position() == 6_000


def test_a_loop_stays_within(loaded: Studio, qtbot: QtBot) -> None:
    loaded.player.play(1_100, 1_200, 1_000)
    seen: list[int] = []

    def round_again() -> bool:
        seen.append(loaded.player.position())
        return sum(after < before for before, after in pairwise(seen)) > 2

    qtbot.waitUntil(round_again, timeout=BUSY)
    assert min(seen) >= 1_000
    assert max(seen) <= 1_200


def test_another_speed_goes_on_from_here(loaded: Studio, qtbot: QtBot) -> None:
    loaded.player.play(1_000)
    qtbot.waitUntil(lambda: loaded.player.position() > 1_100, timeout=BUSY)
    loaded.player.set_rate(2.0)
    at, before = loaded.player.position(), loaded.heard()
    assert at > 1_100
    # What is heard is read before the place it belongs to: a halt between only tells of more.
    looks: list[tuple[int, int]] = []

    def further() -> bool:
        looks.append((loaded.heard(), loaded.player.position()))
        return looks[-1][1] > at + 600

    qtbot.waitUntil(further, timeout=BUSY)
    heard, position = looks[-1]
    played = (heard - before) * 1000 / (4 * RATE)
    assert played * 1.5 < position - at  # of twice the speed, half is heard


def test_a_seek_plays_on_from_there(loaded: Studio, qtbot: QtBot) -> None:
    loaded.player.play(1_000)
    qtbot.waitUntil(lambda: loaded.player.position() > 1_050, timeout=BUSY)
    loaded.player.seek(4_000)
    assert loaded.player.position() == 4_000
    qtbot.waitUntil(lambda: loaded.player.position() > 4_050, timeout=BUSY)
    loaded.player.pause()
    loaded.player.seek(500)
    assert (loaded.state(), loaded.player.position()) == (PlayerState.PAUSED, 500)


def test_what_is_asked_for_while_loading_is_done_after(
    studio: Studio, recording: Path, qtbot: QtBot
) -> None:
    studio.player.load(recording)
    studio.player.seek(3_000)
    assert studio.player.position() == 3_000
    studio.player.play()
    qtbot.waitUntil(lambda: studio.player.position() > 3_050, timeout=BUSY)
    assert studio.said[-1] is PlayerState.PLAYING


def test_a_recording_that_is_gone_is_told(studio: Studio, tmp_path: Path, qtbot: QtBot) -> None:
    studio.player.load(tmp_path / "gone.mp3")
    qtbot.waitUntil(lambda: "recording-missing" in studio.said, timeout=BUSY)
    assert studio.state() is PlayerState.EMPTY
    studio.player.play()
    assert studio.state() is PlayerState.EMPTY


def test_the_last_of_two_recordings_counts(
    studio: Studio, recording: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    short = encode(tmp_path / "short.wav", noise(1, RATE), RATE, "pcm_s16le", bit_rate=None)
    studio.player.load(short)
    studio.player.load(recording)
    qtbot.waitUntil(lambda: studio.state() is PlayerState.PAUSED, timeout=BUSY)
    qtbot.wait(50)
    assert studio.player.duration == SECONDS * 1000


def test_a_device_that_goes_pauses_and_says_so(loaded: Studio, qtbot: QtBot) -> None:
    loaded.player.play(1_000)
    qtbot.waitUntil(lambda: loaded.player.position() > 1_050, timeout=BUSY)
    loaded.device = None
    loaded.player.take_device()
    qtbot.waitUntil(lambda: "sound-device-lost" in loaded.said, timeout=BUSY)
    assert loaded.state() is PlayerState.PAUSED
    assert loaded.player.position() >= 1_050
    loaded.device = ClockDevice()
    loaded.player.play()
    qtbot.waitUntil(lambda: loaded.player.position() > 1_150, timeout=BUSY)


def test_a_device_that_is_listed_but_refuses_gives_way_to_another(
    loaded: Studio, qtbot: QtBot
) -> None:
    """PulseAudio's sink was unplugged while it was chosen: Qt goes on listing it."""
    loaded.refuses, loaded.spare = True, ClockDevice()
    loaded.player.play(1_000)
    qtbot.waitUntil(lambda: loaded.player.position() > 1_050, timeout=BUSY)
    assert "sound-device-lost" not in loaded.said
    loaded.refuses = True
    loaded.player.seek(2_000)
    qtbot.waitUntil(lambda: "sound-device-lost" in loaded.said, timeout=BUSY)
    assert loaded.state() is PlayerState.PAUSED


def test_another_device_goes_on_at_once(loaded: Studio, qtbot: QtBot) -> None:
    loaded.player.play(1_000)
    qtbot.waitUntil(lambda: loaded.player.position() > 1_050, timeout=BUSY)
    loaded.device = ClockDevice()
    loaded.player.take_device()
    qtbot.waitUntil(lambda: loaded.heard() > 0, timeout=BUSY)
    at = loaded.player.position()
    qtbot.waitUntil(lambda: loaded.player.position() > at + 50, timeout=BUSY)


def test_pausing_fades_and_playing_restores_the_volume(loaded: Studio, qtbot: QtBot) -> None:
    device = loaded.device
    assert device is not None
    loaded.player.set_volume(0.8)
    loaded.player.play(1_000)
    qtbot.waitUntil(lambda: loaded.player.position() > 1_050, timeout=BUSY)
    assert device.volumes[-1] == 0.8
    loaded.player.pause()
    qtbot.waitUntil(lambda: device.volumes[-1] == 0.0, timeout=BUSY)
    assert device.volumes[-5:] == sorted(device.volumes[-5:], reverse=True)
    loaded.player.play()
    qtbot.waitUntil(lambda: device.volumes[-1] == 0.8, timeout=BUSY)


def test_the_policy_works_on_it(loaded: Studio, qtbot: QtBot) -> None:
    playback = Playback(loaded.player, Settings())
    errors: list[UserError] = []
    playback.on_error = errors.append
    playback.play_span(Span(1_000, 1_120))
    qtbot.waitUntil(lambda: not playback.playing, timeout=BUSY)
    assert playback.position == 1_120
    playback.play_from(3_000)
    qtbot.waitUntil(lambda: playback.position > 3_060, timeout=BUSY)
    playback.pause()
    here = playback.position
    playback.play()
    assert playback.position == here - 1_500
    assert errors == []


def test_a_device_that_stands_still_is_gone(
    loaded: Studio, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PulseAudio's last device was unplugged: Qt says nothing, and no sample is drawn any more."""
    monkeypatch.setattr("editor.ui.player.voice._STUCK", 20)
    loaded.player.play(1_000)
    qtbot.waitUntil(lambda: loaded.player.position() > 1_050, timeout=BUSY)
    monkeypatch.setattr(ClockDevice, "processedUSecs", lambda _: 100_000)
    qtbot.waitUntil(lambda: "sound-device-lost" in loaded.said, timeout=BUSY)
    assert loaded.state() is PlayerState.PAUSED
    assert loaded.player.position() < SECONDS * 1000


def test_closing_twice_and_while_playing_is_harmless(loaded: Studio) -> None:
    loaded.player.play(0)
    loaded.player.close()
    assert loaded.state() is PlayerState.EMPTY
    assert loaded.player.duration == 0


def test_without_a_device_the_clock_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a process of its own, which finds no sound server and never loads the decoder."""
    code = (
        "from PySide6.QtCore import QCoreApplication; app = QCoreApplication([])\n"
        "from editor.ui.player.choose import make_player\n"
        "print(type(make_player()).__name__)"
    )
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nonexistent")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() in {SilentPlayer.__name__, SinkPlayer.__name__}


def test_starting_up_loads_no_multimedia() -> None:
    code = (
        "import sys; import editor.ui.player.choose, editor.ui.player.sink\n"
        "print([n for n in sys.modules if 'Multimedia' in n or n in ('av', 'numpy')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
