"""How long the window is held while words come in: ``python -m tests.benchmarks.bench_listening``.

No aligner runs: the lines of a page (323), an hour (700), ten hours and thirty are handed over as
the worker would, a batch at a time, to the real window with the real project file, the captions
hidden and shown. A machine's text without a full stop: no paragraph of captions is longer. Each
turn of the event loop is one hold: planning, writing and applying one, what listens others; bar
16 ms.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import deque
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, sleep, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from editor.app.aligning import Heard
from editor.app.paths import Folders
from editor.app.settings import SAMPLE_SHOWN, Settings
from editor.audio.speech.following import LineHeard
from editor.model.episode import Episode
from editor.model.segment import Flag, Segment
from editor.model.words import TimeKind, WordTime
from editor.store import Project
from editor.ui.features.captions import CaptionFeature
from editor.ui.features.following import BATCH
from editor.ui.features.word_times import WordTimes
from editor.ui.start_up import make_window

TEXT = (
    "and then we went along to the river by the old mill, you know, as one does on days like these"
)
ROUGH = Flag.WHOLE_SECONDS | Flag.END_INFERRED


def heard(line: Segment) -> LineHeard:
    """As if every word was found."""
    count = len(line.text.replace(",", "").split())
    times = [
        WordTime(line.start + 240 + 200 * at, line.start + 420 + 200 * at, TimeKind.MEASURED, 0.9)
        for at in range(count)
    ]
    return LineHeard(line.id, tuple(times), (), 0.9)


def measure(app: QApplication, folder: Path, count: int, *, captions: bool) -> None:
    """Hand over all lines, and print how long each batch held the window."""
    path = folder / f"{count}-{captions}.stet"
    lines = [Segment(n + 1, n * 5000, n * 5000 + 5000, TEXT, flags=ROUGH) for n in range(count)]
    Project.create(path, Episode(lines)).close()
    home = Folders.under(folder / f"home {count} {captions}")
    Settings.load(home.settings)[SAMPLE_SHOWN] = True
    window = make_window(app, home)
    window.show()
    window.open_files([path])
    while window.desk is None or window.desk.page.document().blockCount() < min(count, 500):
        app.processEvents()
    if captions:
        window.actions_.run("view.captions")
    until = perf_counter() + 2
    while perf_counter() < until:
        app.processEvents()
    feature = window.desk.feature(WordTimes)
    lines = list(window.desk.session.episode.transcript)
    feature._heard = Heard({line.id: line.text for line in lines})
    waiting: deque[LineHeard] = feature._heard.waiting
    wall, own = [], []

    def held(step: Callable[[], object]) -> None:
        start, cpu = perf_counter(), thread_time()
        step()
        wall.append((perf_counter() - start) * 1000)
        own.append((thread_time() - cpu) * 1000)

    board = window.desk.feature(CaptionFeature).board
    for first in range(0, min(count, 1_200), BATCH):
        waiting.extend(heard(line) for line in lines[first : first + BATCH])
        held(feature._lay)
        held(app.processEvents)
        while feature._layer.busy or (captions and not board.in_step):
            sleep(0.0005)
            held(app.processEvents)
    for name, taken in (("wall", sorted(wall)), ("CPU", sorted(own))):
        middle, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        print(
            f"{count:7,} lines, captions {'shown' if captions else 'hidden':6} {name:4}"
            f" median {middle:6.1f}  p95 {late:6.1f}  worst {taken[-1]:6.1f} ms"
        )
    window.close()


def main() -> None:
    """Print both tables."""
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        for count in (323, 700, 7_000, 21_000):
            for captions in (False, True):
                measure(app, Path(folder), count, captions=captions)


if __name__ == "__main__":
    main()
