"""Hears the sound player through a PulseAudio null sink: how soon, how exact, how steady.

Run by hand: .venv/bin/python tests/benchmarks/check_sound.py [HOURS] [mp3|m4a|wav] (default: a
minute of WAVE; else a recording of that length, MP3 if not said, which is measured first).
Needs pulseaudio and parec (Debian: pulseaudio, pulseaudio-utils). Starts a server of its own. What
is recorded from the sink is searched in the original: the figures hold some ms of the recorder.

Qt lets the server hold 21 ms of a stream. Where the machine has more to do than it has cores, the
server or Qt's own thread comes later than that, and silence is recorded that no feed gave. So the
window is blocked many times, and as often another process does the same work, turn about; and what
the feed gave is told beside it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_LOGGING_RULES"] = "qt.multimedia*=false"

import numpy as np
from PySide6.QtGui import QGuiApplication

from editor.audio.decode import Decoder, SampleForm
from editor.audio.feed import BUFFER_MS
from editor.audio.index import PacketIndex
from editor.audio.peaks import Peaks
from editor.audio.peaks_worker import peaks_of
from editor.audio.ring import FRAME_BYTES
from editor.ui.player.choose import make_player
from editor.ui.player.sink import SinkPlayer
from tests.audio.sounds import Samples, encode, lag, noise
from tests.benchmarks.recordings import recording

RATE = 48_000
SECONDS = 60
TURNS = 20

Seek = tuple[int, float, list[tuple[float, int]]]
"""Where to, when, and what the clock said at which moments."""


class Recorder:
    """Records the monitor of a null sink, and knows when each sample was heard."""

    def __init__(self, monitor: str = "null0.monitor") -> None:
        command = ["parec", "-d", monitor, "--format=s16le", f"--rate={RATE}"]
        self._process = subprocess.Popen(
            [*command, "--channels=1", "--latency-msec=5"], stdout=subprocess.PIPE
        )
        self._parts: list[tuple[float, bytes]] = []
        threading.Thread(target=self._listen, daemon=True).start()
        while not self._parts:
            time.sleep(0.05)

    def _listen(self) -> None:
        while self._process.stdout and (part := self._process.stdout.read(480)):
            self._parts.append((time.perf_counter(), part))

    def stop(self) -> None:
        """End the recording."""
        self._process.terminate()
        self._process.wait()
        time.sleep(0.1)
        whole = b"".join(part for _, part in self._parts)
        self.sound = np.frombuffer(whole, np.int16).astype(np.float32) / np.float32(32767)
        ends = np.cumsum([len(part) // 2 for _, part in self._parts])
        moments = np.array([moment for moment, _ in self._parts])
        self._zero = float(np.percentile(moments - ends / RATE, 2))

    def span(self, begin: float, seconds: float) -> Samples:
        """Return what was heard from the moment ``begin`` on."""
        first = int((begin - self._zero) * RATE)
        return self.sound[first : first + int(seconds * RATE)]


class Tap:
    """Notes when a device takes sound from a feed, and what silence it is given for lack of it."""

    def __init__(self, player: SinkPlayer) -> None:
        self._ring = player._feed._ring
        self._take: Callable[[int], bytes] = self._ring.take
        self._taken: list[tuple[float, int]] = []
        self._ring.take = self._noted  # type: ignore[method-assign]

    def _noted(self, size: int) -> bytes:
        lacking = max(0, size - self._ring.held) // FRAME_BYTES
        self._taken.append((time.perf_counter(), lacking))
        return self._take(size)

    def silent_ms(self, begin: float, seconds: float) -> float:
        """Return how much silence was given from a moment on."""
        given = (lacking for at, lacking in self._taken if begin <= at < begin + seconds)
        return sum(given) * 1000 / RATE

    def waited_ms(self, begin: float, seconds: float) -> float:
        """Return the longest time in which the device took nothing."""
        moments = [at for at, _ in self._taken if begin <= at < begin + seconds]
        return max((b - a for a, b in pairwise(moments)), default=seconds) * 1000


class Other:
    """Another process, that can be told to be as busy as a blocked window is."""

    def __init__(self) -> None:
        code = (
            "import sys, time\n"
            "while sys.stdin.readline():\n"
            "    end = time.perf_counter() + 0.4\n"
            "    while time.perf_counter() < end: pass"
        )
        command = [sys.executable, "-c", code]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True)

    def work(self) -> None:
        """Let it be busy for 400 ms; it ends with this program."""
        if self._process.stdin is not None:
            self._process.stdin.write("\n")
            self._process.stdin.flush()


class Check:
    """One player, its recorder, and what is tried with them."""

    def __init__(self, app: QGuiApplication, path: Path, peaks: Peaks | None) -> None:
        self._app = app
        self.path = path
        self.index = peaks.index if peaks else None
        self.recorder = Recorder()
        player = make_player()
        if not isinstance(player, SinkPlayer):
            sys.exit("the null sink was not found")
        self.player = player
        self.tap = Tap(player)
        self._other = Other()
        player.load(path)
        self.spin(5, lambda: player.duration > 0)
        if peaks is not None:
            player.refine(peaks.duration_ms, peaks.index)

    def spin(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        """Let events be handled for a while."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and not until():
            self._app.processEvents()
            time.sleep(0.002)

    def seeks(self) -> list[Seek]:
        """Play from several places; note when, and what the clock said."""
        found = []
        whole = self.player.duration
        for share in (0.02, 0.35, 0.08, 0.55, 0.7, 0.2, 0.9, 0.4, 0.6, 0.1):
            at = round(whole * share)
            began = time.perf_counter()
            self.player.play(at)
            told: list[tuple[float, int]] = []
            end = began + 1.2
            while time.perf_counter() < end:
                self.spin(0.02)
                told.append((time.perf_counter(), self.player.position()))
            found.append((at, began, told))
        return found

    def busy(self, *, blocked: bool) -> float:
        """Play on while Python code runs for 400 ms, in the window's thread or another process."""
        self.player.play(3_000)
        self.spin(0.5)
        began = time.perf_counter()
        if not blocked:
            self._other.work()
            self.spin(0.4)
        while time.perf_counter() < began + 0.4:
            pass
        self.spin(0.3)
        return began

    def sought(self, rate: float) -> float:
        """Go elsewhere at a speed, and block the window's thread as soon as that is heard."""
        self.player.set_rate(rate)
        self.player.play(9_000)
        self.spin(0.4)
        self.player.seek(20_000)
        self.spin(0.05)
        began = time.perf_counter()
        while time.perf_counter() < began + 0.4:
            pass
        self.spin(0.2)
        return began

    def pause(self) -> float:
        """Pause while sound is loud."""
        self.player.play(8_000)
        self.spin(0.5)
        began = time.perf_counter()
        self.player.pause()
        self.spin(0.3)
        return began


def silent_ms(heard: Samples) -> float:
    """Return the longest silence in ms."""
    loud = np.flatnonzero(np.abs(heard) > 1e-4)
    return float(np.diff(loud).max()) * 1000 / RATE if len(loud) > 1 else 0.0


def clock_error(
    recorder: Recorder, moment: float, position: int, source: Samples, zero: int = 0
) -> float:
    """Return by how many ms the clock was ahead of what was heard in ``source`` from ``zero``."""
    window = recorder.span(moment - 0.1, 0.1)
    said = (position - zero) * RATE // 1000
    off, _ = lag(window, source, said - len(window), RATE // 4)
    return position - zero - (said + off) * 1000 / RATE


def original(path: Path, start: int, stop: int, index: PacketIndex | None = None) -> Samples:
    """Return a stretch of a recording as one channel at the device's rate."""
    with Decoder(path, SampleForm("s16", 1, RATE)) as decoder:
        decoder.index = index
        whole = b"".join(block.data for block in decoder.blocks(start, stop))
    return np.frombuffer(whole, np.int16).astype(np.float32) / np.float32(32767)


def report_seeks(check: Check, seeks: list[Seek]) -> None:
    """Print how soon sound came, and how true the clock was."""
    late, off = [], []
    for at, began, told in seeks:
        zero = max(0, at - 500)
        source = original(check.path, zero, at + 2_000, check.index)
        heard = check.recorder.span(began, 1.2)
        # what was heard before goes on until then: look for the new sound behind its fade-in
        begins = source[(at - zero) * RATE // 1000 :][RATE // 100 : RATE // 10]
        first = lag(begins, heard[: RATE // 2], 0, RATE // 2)[0] * 1000 / RATE - 10
        errors = [
            clock_error(check.recorder, moment, position, source, zero)
            for moment, position in told[15:]
        ]
        low, middle, high = np.percentile(errors, [5, 50, 95])
        late.append(first)
        off.append(middle)
        print(
            f"seek to {at:8} ms: sound after {first:5.1f} ms; "
            f"clock minus sound {middle:5.1f} ms (p5 {low:.1f}, p95 {high:.1f})"
        )
    print(
        f"seek to sound: median {np.median(late):.1f} ms, largest {max(late):.1f}; "
        f"clock minus sound: median {np.median(off):.1f} ms, largest {max(off, key=abs):.1f}"
    )


def report_turns(check: Check, turns: list[tuple[bool, float]]) -> None:
    """Print what was silent while the window was blocked, and while it was not."""
    for blocked in (True, False):
        moments = [moment for which, moment in turns if which is blocked]
        silences = [silent_ms(check.recorder.span(moment, 0.6)) for moment in moments]
        fed = max(check.tap.silent_ms(moment, 0.6) for moment in moments)
        waited = max(check.tap.waited_ms(moment, 0.6) for moment in moments)
        print(
            f"{'window' if blocked else 'other process'} busy 400 ms, {len(moments)} times: "
            f"longest silence {max(silences):.1f} ms, over 1 ms {sum(s > 1 for s in silences)} "
            f"times; the feed gave {fed:.1f} ms of it; device took nothing for {waited:.0f} ms at "
            f"most, and holds {BUFFER_MS}"
        )


def main() -> None:
    app = QGuiApplication([])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.update(XDG_RUNTIME_DIR=name, HOME=name)
        server = subprocess.Popen(
            [
                *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1"),
                *("-L", "module-native-protocol-unix"),
                *("-L", f"module-null-sink sink_name=null0 rate={RATE}"),
            ],
            stderr=subprocess.DEVNULL,
        )
        time.sleep(2)
        try:
            if len(sys.argv) > 1:
                kind = sys.argv[2] if len(sys.argv) > 2 else "mp3"
                path, peaks = recording(folder, float(sys.argv[1]), f".{kind}").path, Peaks()
                list(peaks_of(path, folder / "cache", peaks))
                try_all(app, path, peaks)
            else:
                path = folder / "noise.wav"
                encode(path, noise(SECONDS, RATE), RATE, "pcm_s16le", bit_rate=None)
                try_all(app, path, None)
        finally:
            server.terminate()
            server.wait()


def try_all(app: QGuiApplication, path: Path, peaks: Peaks | None) -> None:
    """Do everything, then look at the recording."""
    check = Check(app, path, peaks)
    check.player.play(0)
    check.spin(0.5)  # the first start opens the device
    seeks = check.seeks()
    turns = [(blocked, check.busy(blocked=blocked)) for blocked in (True, False) * TURNS]
    sought = {rate: check.sought(rate) for rate in (0.5, 1.5, 2.0, 3.0, 1.0)}
    pause = check.pause()
    check.player.close()
    check.recorder.stop()
    report_seeks(check, seeks)
    report_turns(check, turns)
    for rate, moment in sought.items():
        silence = silent_ms(check.recorder.span(moment, 0.5))
        print(f"sought at {rate}x, then blocked 400 ms: longest silence {silence:.1f} ms")
    tail = check.recorder.span(pause, 0.2)
    last = int(np.flatnonzero(np.abs(tail) > 1e-4)[-1])
    step = abs(float(tail[last]))
    print(f"pause: silent after {last * 1000 / RATE:.0f} ms, last step {step:.3f} of full scale")


if __name__ == "__main__":
    main()
