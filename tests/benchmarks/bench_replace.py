"""Figures of find and replace: 70,000 places in 100,000 lines (a million words).

Run ``python tests/benchmarks/bench_replace.py``. The floor is the least that has to be done:
Python's own substitution in every line, and one look at its words; it keeps no time, no mark and
no way back. The last rows are the real window: how long it is held, at most, while the job plans,
the disk writes and the lines change.
"""

from __future__ import annotations

import gc
import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time, thread_time
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from editor.app.finding.hits import search
from editor.app.finding.query import Query
from editor.app.finding.replacing import Replacement
from editor.app.jobs import run
from editor.app.paths import Folders
from editor.app.readying import vet
from editor.app.settings import SAMPLE_SHOWN, Settings
from editor.model.episode import Episode
from editor.model.people import Speaker
from editor.model.render import View
from editor.model.segment import Segment
from editor.model.words import WORD
from editor.store import Project
from editor.ui.start_up import make_window

T = TypeVar("T")
LINES = 100_000
HIT = "we went along to Adas by the river today {}"
OTHER = HIT.replace("Adas", "Bo")


def lines() -> list[Segment]:
    """Seven lines of ten hold the word."""
    return [
        Segment(n + 1, n * 4000, n * 4000 + 3900, (HIT if n % 10 < 7 else OTHER).format(n), 1)
        for n in range(LINES)
    ]


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and its CPU time (s)."""
    start = process_time()
    return work(), process_time() - start


def parts() -> None:
    """Each step by itself, without a window."""
    listed = lines()
    gc.freeze()  # as the window does once a project is open,
    gc.disable()  # and it looks for garbage by itself, between two events
    texts = [line.text for line in listed]
    word = re.compile("adas", re.IGNORECASE)
    _, floor = timed(lambda: [(word.sub("ADASS", text), WORD.findall(text)) for text in texts])
    query = Query("Adas")
    found, finding = timed(lambda: run(search(query, listed, View.MARKED)))
    pattern = Query(r"\bAd[a]s\b", regular=True)
    _, by_pattern = timed(lambda: run(search(pattern, listed, View.MARKED)))
    edit, planning = timed(
        lambda: run(Replacement(query, "ADASS").plan(found, listed, View.MARKED))
    )
    _, vetting = timed(lambda: sum(1 for _ in vet(edit)))
    episode = Episode(listed)
    _, applying = timed(lambda: episode.apply(edit))
    print(f"{len(found):,} places in {LINES:,} lines; CPU seconds, and times the floor\n")
    for label, seconds in (
        ("floor: re.sub, and a look at the words", floor),
        ("find, words", finding),
        ("find, pattern", by_pattern),
        ("plan, times and marks kept", planning),
        ("look through", vetting),
        ("apply, one undo step", applying),
        ("replaced in memory: plan + apply", planning + applying),
    ):
        print(f"{label:40} {seconds:8.3f} s {seconds / floor:8.1f} x")


def in_the_window(folder: Path) -> None:
    """The same by the keys of a person, on disk and on the page."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    project = folder / "bench.stet"
    Project.create(project, Episode(lines(), [Speaker(1, "Ada")])).close()
    folders = Folders.under(folder / "home")
    Settings.load(folders.settings)[SAMPLE_SHOWN] = True
    window = make_window(application, folders)
    window.resize(1280, 800)
    window.show()
    window.open_files([project])
    while window.desk is None or not window.desk.page.sheet.complete:
        application.processEvents()
    desk = window.desk
    ended: list[bool] = []
    desk.large.ended.connect(lambda: ended.append(True))
    print("\nin the window                             whole     longest hold of the window (CPU)")

    def go_through(label: str, begin: Callable[[], object], done: Callable[[], bool]) -> None:
        start, holds = perf_counter(), [0.0]
        before = thread_time()
        begin()
        holds.append(thread_time() - before)
        while not (done() and desk.page.sheet.complete):
            before = thread_time()
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            holds.append(thread_time() - before)
        print(
            f"{label:36} {perf_counter() - start:8.2f} s {max(holds) * 1000:12.1f} ms   bar 16 ms"
        )

    def look() -> None:
        desk.find_bar.open("Adas", replace=True, row=0, offset=0)
        desk.find_bar._with.setText("ADASS")

    go_through("find 70,000", look, lambda: not desk.search.running)
    go_through("replace all, on disk and shown", desk.find_bar.replace_all, lambda: bool(ended))
    ended.clear()
    go_through("undo it", lambda: desk.window_.actions_.run("edit.undo"), lambda: bool(ended))
    window.close()


if __name__ == "__main__":
    parts()
    with tempfile.TemporaryDirectory() as name:
        in_the_window(Path(name))
