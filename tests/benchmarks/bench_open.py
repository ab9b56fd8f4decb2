"""The whole program with a project of 100,000 lines: from file to page, its memory, its blocks.

Run: .venv/bin/python tests/benchmarks/bench_open.py [LINES]
Times are from asking the open window for the project, on Qt's raster painter without a screen.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from editor.app.paths import Folders
from editor.model.episode import Episode
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.words import WordTimes, estimate
from editor.store import Project
from editor.ui.start_up import make_window

WORDS = "we went along the river for a while and and nobody had anything to say "
WATCH_MS = 4


def episode(count: int) -> Episode:
    """Lines of twelve words, each word with a time of its own."""
    lines = []
    for number in range(count):
        text = (WORDS[number % 40 :] + WORDS)[:64].strip()
        line = Segment(number + 1, number * 4000, number * 4000 + 3900, text, 1 + number // 3 % 2)
        times = WordTimes.pack(estimate(text, line.span))
        lines.append(Segment(line.id, line.start, line.end, text, line.speaker, words=times))
    return Episode(lines, [Speaker(1, "Ada"), Speaker(2, "Cleo")])


class Watch(QObject):
    """Notes the longest time between two turns of the window's loop, and of its thread's CPU.

    On a busy machine the first says how long the thread had to wait for a core, too.
    """

    def __init__(self) -> None:
        super().__init__()
        self.worst = self.worked = 0.0
        self._cpu = thread_time()
        self._last = perf_counter()
        self._timer = QTimer(self, interval=WATCH_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = perf_counter()
        self.worst = max(self.worst, now - self._last - WATCH_MS / 1000)
        self._last = now
        cpu = thread_time()
        self.worked = max(self.worked, cpu - self._cpu)
        self._cpu = cpu


class FirstPaint(QObject):
    """Notes when the page is painted: looks at its events."""

    at = cpu = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if not self.at and event.type() == QEvent.Type.Paint:
            self.at, self.cpu = perf_counter(), process_time()
        return False


def status(field: str) -> float:
    """A figure of /proc/self/status in MiB."""
    text = Path("/proc/self/status").read_text()
    return int(next(x for x in text.splitlines() if x.startswith(field)).split()[1]) / 1024


def row(name: str, figure: str, bar: str = "") -> None:
    print(f"{name:<44}{figure:>14}   {bar}", flush=True)


def make(path: Path, count: int) -> None:
    """Write the project in a process of its own: its memory is not the program's."""
    if os.fork() == 0:
        Project.create(path, episode(count), ()).close()
        os._exit(0)
    os.wait()


def main() -> None:
    count = int(sys.argv[1]) if sys.argv[1:] else 100_000
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        path = home / "long.stet"
        make(path, count)
        app = QApplication([])
        window = make_window(app, Folders.under(home))
        window.show()
        app.processEvents()
        row("memory, empty window", f"{status('VmRSS'):.0f} MiB", "130 MiB")
        paint, loop = FirstPaint(), QEventLoop()
        done: list[float] = []

        def opened() -> None:
            assert window.desk is not None
            page = window.desk.page
            page.viewport().installEventFilter(paint)
            page.loaded.connect(lambda: done.append(perf_counter()))
            page.loaded.connect(loop.quit)

        window.opened.connect(opened)
        window.warming.begin()  # as the file dialog does
        window.warming.wait()
        row("memory, warmed up", f"{status('VmRSS'):.0f} MiB", "130 MiB")
        watch = Watch()
        began, worked = perf_counter(), process_time()
        window.open_files([path])
        loop.exec()
        row("first page painted", f"{paint.at - began:.2f} s", "1.0 s")
        row("  CPU of that", f"{paint.cpu - worked:.2f} s")
        row("all of it on the page", f"{done[-1] - began:.2f} s", "2.0 s")
        row("  CPU of that", f"{process_time() - worked:.2f} s")
        row("longest block of the window meanwhile", f"{watch.worst * 1000:.0f} ms", "16 ms")
        row("  CPU of the window's thread in it", f"{watch.worked * 1000:.0f} ms")
        row("memory, whole program", f"{status('VmRSS'):.0f} MiB", "250 MiB")
        row("  at its highest", f"{status('VmHWM'):.0f} MiB")
        window.close()
        gc.collect()


if __name__ == "__main__":
    main()
