"""Soaks the sound for a while: play, seek, rate, edit, zoom, clips, lost devices, all at random.

Run by hand: .venv/bin/python tests/benchmarks/soak_sound.py [MINUTES] [SEED] (default 30 and 1)
Needs pulseaudio and pactl (Debian: pulseaudio, pulseaudio-utils). Starts a server of its own with
two null sinks, one of which comes and goes. Prints resident memory over time, always with the same
stretch on the screen, and how far the player's clock went from what was heard. Exits with 1 where a
bar is missed.
"""

from __future__ import annotations

import gc
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_LOGGING_RULES"] = "qt.multimedia*=false"

import numpy as np
from PySide6.QtWidgets import QApplication

from editor.app.paths import Folders
from editor.app.player import PlayerState
from editor.app.settings import (
    CHANNELS,
    SAMPLE_SHOWN,
    SKIP_SILENCE,
    SPECTRUM,
    VOLUME,
    Settings,
)
from editor.model.episode import Episode
from editor.model.info import Info, Recording
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.time import Span
from editor.store import Project
from editor.ui.desk import Desk
from editor.ui.player.sink import SinkPlayer
from editor.ui.start_up import make_window
from tests.audio.sounds import encode, noise
from tests.benchmarks.check_sound import Recorder, clock_error, original

GROWTH_BAR = 10.0
DRIFT_BAR = 20.0
LOUD = 0.008
WARM_UP = 0.25
SECONDS = 240
RATE = 44_100


def resident() -> float:
    """Resident memory (MiB)."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


class Soak:
    """An open project, and everything a person might do to its sound."""

    def __init__(self, app: QApplication, desk: Desk, talk: Path, seed: int) -> None:
        self._app = app
        self._desk = desk
        self._talk = talk
        self._random = random.Random(seed)
        self._sink: str | None = _load_sink()
        self.done: Counter[str] = Counter()
        self.drifts: list[float] = []
        self.waits: list[float] = []
        self.acts: dict[str, Callable[[], None]] = {
            "play": lambda: desk.playback.play_from(self._place()),
            "pause": desk.playback.pause,
            "toggle": desk.playback.toggle,
            "seek": lambda: desk.playback.seek(self._place()),
            "skip": lambda: desk.playback.skip(self._random.choice((-10_000, -2_000, 2_000))),
            "speed": lambda: desk.playback.set_speed(self._random.randrange(50, 301, 10)),
            "span": lambda: desk.playback.play_span(self._span()),
            "loop": lambda: desk.playback.loop_span(self._span()),
            "replay": desk.playback.replay,
            "scrub": self._scrub,
            "channels": self._channels,
            "volume": self._volume,
            "skip silence": self._skip_silence,
            "zoom": lambda: desk.waveform.zoom(self._random.choice((0.2, 0.5, 2, 5)), 300),
            "edit": self._edit,
            "undo": lambda: desk.window_.actions_.run("edit.undo"),
            "spectrum": lambda: desk.window_.actions_.run("waveform.spectrum"),
            "device": self._device,
            "listen": self._listen,
        }

    def spin(self, seconds: float) -> None:
        """Let events be handled for a while."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self._app.processEvents()
            time.sleep(0.002)

    def run(self, seconds: float) -> None:
        """Do things at random."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            name = self._random.choice(tuple(self.acts))
            self.acts[name]()
            self.done[name] += 1
            self.spin(self._random.choice((0.0, 0.02, 0.2, 1.0)))

    def _place(self) -> int:
        return self._random.randrange(SECONDS * 1_000)

    def _span(self) -> Span:
        start = self._place()
        return Span(start, start + self._random.choice((0, 30, 500, 4_000)))

    def _scrub(self) -> None:
        at = self._place()
        for step in range(6):
            self._desk.playback.scrub(at + step * 120)
            self.spin(0.03)
        self._desk.playback.end_scrub()

    def _channels(self) -> None:
        self._desk.settings[CHANNELS] = self._random.choice(CHANNELS.choices)

    def _volume(self) -> None:
        self._desk.settings[VOLUME] = self._random.choice((0, 30, 100))

    def _skip_silence(self) -> None:
        self._desk.settings[SKIP_SILENCE] = not self._desk.settings[SKIP_SILENCE]

    def _edit(self) -> None:
        desk = self._desk
        desk.go(self._random.randrange(len(desk.session.episode.transcript)), 0)
        desk.window_.actions_.run(self._random.choice(("line.start-later", "line.end-earlier")))

    def _device(self) -> None:
        """Pull the device that is being heard, or plug it in again."""
        if self._sink is None:
            self._sink = _load_sink()
        else:
            _pactl("unload-module", self._sink)
            self._sink = None
        self.spin(0.3)

    def settle(self) -> float:
        """Come to rest with the same stretch on the screen; the resident memory then (MiB)."""
        desk = self._desk
        desk.playback.end_scrub()
        desk.playback.pause()
        desk.settings[SPECTRUM] = False
        desk.go(0, 0)
        desk.waveform.zoom_to_line()
        self.spin(2)
        gc.collect()
        self.spin(0.2)
        return resident()

    def _listen(self) -> None:
        """Play on at the recording's speed and hold the player's clock to what is heard."""
        playback, settings = self._desk.playback, self._desk.settings
        playback.set_speed(100)
        settings[SKIP_SILENCE], settings[VOLUME], settings[CHANNELS] = False, 100, "both"
        start = self._random.randrange(SECONDS * 1_000 - 20_000)
        playback.play_from(start)
        for _ in range(50):  # a device that was just plugged in takes a second to open
            self.spin(0.1)
            if playback.position > start + 300:
                break
        if not playback.playing or playback.position < start + 300:
            return
        recorder = Recorder("@DEFAULT_MONITOR@")
        self.spin(0.3)
        told = [self._told()]
        self.spin(8)
        told.append(self._told())
        self.spin(0.3)
        state = playback.state
        recorder.stop()
        if state is not PlayerState.PLAYING:
            return
        source = original(self._talk, start, start + 12_000)
        errors = [
            [clock_error(recorder, moment, at, source, start) for moment, at in some]
            for some in told
            if self._loud(recorder, some)
        ]
        if len(errors) == 2:
            self.drifts.append(float(np.median(errors[1]) - np.median(errors[0])))
        (began, at), (ended, to) = told[0][0], told[1][0]
        self.waits.append((ended - began) * 1000 - (to - at))

    def _told(self) -> list[tuple[float, int]]:
        """What the clock says at five moments."""
        said = []
        for _ in range(5):
            self.spin(0.03)
            said.append((time.perf_counter(), self._desk.playback.position))
        return said

    @staticmethod
    def _loud(recorder: Recorder, told: list[tuple[float, int]]) -> bool:
        """Whether there was sound to be found again at all those moments."""
        parts = [recorder.span(moment - 0.1, 0.1) for moment, _ in told]
        return all(len(part) and float(np.abs(part).mean()) > LOUD for part in parts)


def _pactl(*arguments: str) -> str:
    done = subprocess.run(["pactl", *arguments], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _load_sink() -> str:
    module = _pactl("load-module", "module-null-sink", "sink_name=headphones", "rate=48000")
    _pactl("set-default-sink", "headphones")
    return module


def project(folder: Path) -> Path:
    """Make a project of four minutes with a line every four seconds."""
    sound = noise(SECONDS, RATE, 2)
    for at in range(5, SECONDS, 20):
        sound[:, at * RATE : at * RATE + RATE * 2] *= 0.001
    encode(folder / "talk.mp3", sound, RATE, "libmp3lame")
    lines = [
        Segment(n + 1, n * 4_000, n * 4_000 + 3_900, "We went along the river for a while.", 1)
        for n in range(SECONDS // 4)
    ]
    info = Info(title="Soak", recording=Recording("talk.mp3", "", SECONDS * 1_000))
    path = folder / "soak.stet"
    Project.create(path, Episode(lines, [Speaker(1, "Ada")], info=info)).close()
    return path


def soak(app: QApplication, folder: Path, minutes: float, seed: int) -> int:
    """Do it, print what became of it; returns the exit code."""
    folders = Folders.under(folder / "home")
    Settings.load(folders.settings)[SAMPLE_SHOWN] = True
    window = make_window(app, folders)
    window.resize(1280, 800)
    window.show()
    window.open_files([project(folder)])
    end = time.perf_counter() + 60
    while time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.005)
        desk = window.desk
        loaded = desk is not None and desk.playback.state is PlayerState.PAUSED
        if loaded and not window.runner.jobs:
            break
    desk = window.desk
    player: object = None if desk is None else desk.playback._player
    while inner := getattr(player, "_now", None) or getattr(player, "_player", None):
        player = inner
    if desk is None or not isinstance(player, SinkPlayer):
        print("the null sink was not found")
        return 1
    made = Soak(app, desk, folder / "talk.mp3", seed)
    seconds = minutes * 60
    made.run(seconds * WARM_UP)
    first = made.settle()
    print(f"after {minutes * WARM_UP:.1f} min   {first:7.1f} MiB", flush=True)
    for _ in range(3):
        made.run(seconds * (1 - WARM_UP) / 3)
        last = made.settle()
        print(f"   {sum(made.done.values()):6} acts   {last:7.1f} MiB", flush=True)
    growth = last - first
    drift = max((abs(one) for one in made.drifts), default=0.0)
    window.close()
    print(", ".join(f"{name} {count}" for name, count in sorted(made.done.items())))
    print(f"growth after the first quarter  {growth:6.1f} MiB   (bar: {GROWTH_BAR:g})")
    tried = len(made.drifts)
    print(f"clock against sound over 8 s    {drift:6.1f} ms    ({tried} times, bar: {DRIFT_BAR:g})")
    waited = np.percentile(made.waits or [0.0], [50, 100])
    print(f"held up by a busy machine       {waited[0]:6.1f} ms    (at most {waited[1]:.1f})")
    return 0 if growth < GROWTH_BAR and drift < DRIFT_BAR and made.drifts else 1


def main() -> int:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as name:
        os.environ.update(XDG_RUNTIME_DIR=name, HOME=name)
        server = subprocess.Popen(
            [
                *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1"),
                *("-L", "module-native-protocol-unix"),
                *("-L", "module-null-sink sink_name=speakers rate=48000"),
            ],
            stderr=subprocess.DEVNULL,
        )
        time.sleep(2)
        try:
            return soak(QApplication([]), Path(name), minutes, seed)
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    sys.exit(main())
