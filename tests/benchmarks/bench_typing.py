"""Key to painted frame in the whole window: spelling, findings, review and playback on.

Run ``python tests/benchmarks/bench_typing.py``; 323 and 100,000 lines, and lines of 1,500 and 6,000
words among 323, each in a process of its own. Wall time is from the key to the painted frame,
whatever else runs; CPU time is that of the window's thread alone. Between two keys the window gets
25 ms for everything else it has to do.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import wave
from dataclasses import replace
from pathlib import Path
from time import perf_counter, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from editor.app.paths import Folders
from editor.app.settings import SAMPLE_SHOWN, SPELLING, Settings
from editor.model.episode import Episode
from editor.model.info import Info, Recording
from editor.model.marks import Kind, Mark, MarkState
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.words import count_words
from editor.store import Project
from editor.ui.desk import Desk
from editor.ui.features.review import Review
from editor.ui.main_window import MainWindow
from editor.ui.start_up import make_window

SMALL, LARGE = 323, 100_000
LONG = (1_500, 6_000)
"""Words of a line that nobody has parted: ten minutes and an hour of one speaker."""
TYPED = 10
"""The line that is typed in."""
SECONDS = 120
KEYS = 400
TEXT = "we went along the rivver for a while , , and and nobody sed anything, you know, about it {}"
MARKS = (
    Mark(37, 41, Kind.SCAR, "scar.comma", 0.9, MarkState.AUTO),
    Mark(41, 45, Kind.REPEAT, "repeat.word", 0.9, MarkState.AUTO),
    Mark(68, 78, Kind.MARKER, "marker.phrase", 0.7, MarkState.PROPOSED),
)


def long_line(line: Segment, words: int) -> Segment:
    """The line said again until it has so many words."""
    times = words // count_words(line.text)
    step = len(line.text) + 1
    marks = (
        replace(mark, start=mark.start + at * step, end=mark.end + at * step)
        for at in range(times)
        for mark in line.marks
    )
    return replace(line, text=" ".join([line.text] * times), marks=tuple(marks))


def opened(app: QApplication, folder: Path, count: int, words: int) -> tuple[MainWindow, Desk]:
    """A window with so many lines, two misspelt words and a question in each, and a recording.

    The line that is typed in has at least so many ``words``.
    """
    with wave.open(str(folder / "talk.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(2 * 16_000 * SECONDS))
    lines = [
        Segment(n + 1, n * 4000, n * 4000 + 3900, TEXT.format(n), 1 + n // 5 % 2, MARKS)
        for n in range(count)
    ]
    if words:
        lines[TYPED] = long_line(lines[TYPED], words)
    info = Info("Bench", language="en-GB", recording=Recording("talk.wav", "", SECONDS * 1000))
    project = folder / "bench.stet"
    Project.create(
        project, Episode(lines, [Speaker(1, "Ada"), Speaker(2, "Bo")], info=info)
    ).close()
    folders = Folders.under(folder / "home")
    Settings.load(folders.settings)[SAMPLE_SHOWN] = True
    window = make_window(app, folders)
    window.resize(1280, 800)
    window.show()
    window.open_files([project])
    while window.desk is None or not window.desk.page.sheet.complete:
        app.processEvents()
    gc.freeze()
    return window, window.desk


def rest(app: QApplication, seconds: float) -> float:
    """Give the window time; the longest that one turn of its events took of its thread (CPU s)."""
    until, held = perf_counter() + seconds, 0.0
    while perf_counter() < until:
        before = thread_time()
        app.processEvents()
        held = max(held, thread_time() - before)
    return held


def press(app: QApplication, desk: Desk, number: int) -> tuple[float, float]:
    """Press one key, every eighth a Backspace; seconds until painted, and those of the thread."""
    back = number % 8 == 7
    key, text = (Qt.Key.Key_Backspace, "") if back else (Qt.Key.Key_E, "e")
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
    began, worked = perf_counter(), thread_time()
    QApplication.sendEvent(desk.page, event)
    app.processEvents()
    return perf_counter() - began, thread_time() - worked


def tell(label: str, took: list[tuple[float, float]], held: float) -> None:
    """Print a row of figures."""
    walls, works = sorted(wall for wall, _ in took), sorted(work for _, work in took)
    at = int(len(took) * 0.95)
    figures = (walls[len(walls) // 2], walls[at], works[len(works) // 2], works[at], held)
    print(f"{label:34}" + "".join(f"{figure * 1000:10.2f}" for figure in figures), flush=True)


def measure(count: int, words: int) -> None:
    """Type in the middle of a line: quiet, then with the recording playing."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        window, desk = opened(app, Path(name), count, words)
        review = desk.feature(Review)
        while not (review.settled and desk.playback.ready):
            app.processEvents()
        assert desk.settings[SPELLING]
        assert len(review.panel.model.items) >= count
        for label, playing in (("spelling, findings, review", False), ("  and playback", True)):
            desk.take_focus()
            desk.go(TYPED, len(desk.session.line(TYPED).text) // 2)
            if playing:
                desk.window_.actions_.run("play.toggle")
            rest(app, 1.0)
            took, held = [], 0.0
            for number in range(KEYS):
                took.append(press(app, desk, number))
                held = max(held, rest(app, 0.025))
                if playing and not desk.playback.playing:
                    desk.window_.actions_.run("play.toggle")
            size = f"{words:,} words" if words else f"{count:,} lines"
            tell(f"{size}: {label}", took, held)
            rest(app, 1.0)
        window.close()


def main() -> None:
    """Each size in a process of its own."""
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]), int(sys.argv[2]))
        return
    print(" " * 34 + "    median       p95   CPU med.   CPU p95  held between keys (CPU ms)")
    for count, words in ((SMALL, 0), (LARGE, 0), *((SMALL, words) for words in LONG)):
        subprocess.run([sys.executable, __file__, str(count), str(words)], check=True)
    print("bar: p95 16 ms")


if __name__ == "__main__":
    main()
