"""Figures of the waveform strip: a whole repaint at every zoom, and the playhead alone (CPU).

Run ``python tests/benchmarks/bench_waveform.py [SCALE]`` (1 or 2; default 1). 1440 points wide on
Qt's raster painter, over 10 hours of peaks with 100,000 lines, their findings and 4,000 hits of a
search.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from time import sleep, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = sys.argv[1] if len(sys.argv) > 1 else "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from editor.app.session import Session
from editor.app.settings import Settings
from editor.audio.closeup import Closeup
from editor.audio.peaks import Peaks
from editor.model.time import Span
from editor.ui.theme import Theme
from editor.ui.waveform.strip import HEIGHT, Waveform
from editor.ui.waveform.viewport import Viewport
from tests.audio.sounds import encode, noise
from tests.benchmarks.bench_page import Nowhere, episode

BAR = 8.0
HOURS = 10
RUNS = 30
ZOOMS = {
    "20 ms, single samples": 20,
    "300 ms": 300,
    "5 s": 5_000,
    "45 s, as opened": 45_000,
    "5 min": 300_000,
    "1 h": 3_600_000,
    "10 h, all of it": 36_000_000,
}


def peaks() -> Peaks:
    """Ten hours of loudness that comes and goes."""
    made = Peaks()
    rng = np.random.default_rng(1)
    for _ in range(HOURS):
        high = (rng.random(360_000) ** 2 * 30_000).astype("<i2")
        made.append(np.stack([-high, high, high // 3], axis=1).astype("<i2").tobytes())
    made.finish(HOURS * 3_600_000, damaged=False, index=None)
    return made


def painted(strip: Waveform, length: int) -> list[float]:
    """Milliseconds of whole repaints at places all over the recording, the fastest first."""
    took = []
    for run in range(RUNS):
        start = 1_000_000 + run if length < 60_000 else (36_000_000 - length) * run / RUNS
        strip.view = Viewport(start, length, strip.width())
        if strip.content.closeup is not None and length < 18_000:
            while not strip.content.closeup.want(strip.view.span):
                sleep(0.01)
        strip.pictures.drop()
        began = thread_time()
        assert not strip.pictures.wave.isNull()
        took.append((thread_time() - began) * 1000)
    return sorted(took)


def main() -> None:
    app = QApplication([])
    whole = episode(100_000)
    with tempfile.TemporaryDirectory() as name:
        sound = encode(Path(name) / "talk.flac", noise(1_200, 8_000), 8_000, "flac", bit_rate=None)
        strip = Waveform(Theme(app, Settings()))
        strip.resize(1440, HEIGHT)
        strip.set_session(Session(whole, Nowhere()))
        strip.set_duration(HOURS * 3_600_000)
        strip.set_peaks(peaks(), Closeup(sound, lambda: None))
        strip.set_loudness([Span(at, at + 600) for at in range(0, 36_000_000, 4_000)], 1.5)
        strip.set_hits(list(range(0, 36_000_000, 9_000)))
        strip.show_line(3)
        scale = strip.devicePixelRatioF()
        print(f"whole repaint of 1440 points at {scale:g}x   median    p95 (ms)   bar {BAR:g}")
        for title, length in ZOOMS.items():
            took = painted(strip, length)
            print(f"  {title:<32} {took[len(took) // 2]:9.2f} {took[int(len(took) * 0.95)]:7.2f}")
        began = thread_time()
        strip.pictures.drop_map()
        assert not strip.pictures.map.isNull()
        print(f"  {'the map, once a change':<32} {(thread_time() - began) * 1000:9.2f}")
        canvas = QPixmap(round(1440 * scale), round(HEIGHT * scale))
        strip.render(canvas)
        took = []
        for at in range(1_000_000, 1_000_000 + 100 * 16, 16):
            strip.show_playhead(at, follow=False)
            began = thread_time()
            strip.render(canvas)
            took.append((thread_time() - began) * 1000)
        print(f"  {'the playhead moves':<32} {sorted(took)[50]:9.2f} {sorted(took)[95]:7.2f}")
        if strip.content.closeup is not None:
            strip.content.closeup.close()


if __name__ == "__main__":
    main()
