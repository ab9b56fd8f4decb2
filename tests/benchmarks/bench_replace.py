"""Figures of find and replace: 70,000 places in 100,000 lines (a million words).

Run ``python tests/benchmarks/bench_replace.py``. The floor is the least that has to be done:
Python's own substitution in every line, and one look at its words; it keeps no time, no mark and
no way back. The last rows are the real window: when the edit is planned, on disk, and its lines in
view and all others shown, and how long the window is held at most meanwhile; once with the key
pressed as soon as the places are found, and once by somebody who looked at the list before.
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

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication

from editor.app.jobs import run
from editor.app.paths import Folders
from editor.app.readying import vet
from editor.app.search.hits import search
from editor.app.search.query import Query
from editor.app.search.replacing import Replacement
from editor.app.settings import SAMPLE_SHOWN, Settings
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.people import Speaker
from editor.model.render import View
from editor.model.segment import Segment
from editor.model.words import WORD
from editor.store import Project
from editor.store.packing import pack
from editor.ui.desk import Desk
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


def look_through(edit: Edit) -> None:
    """As a job does before the edit goes to the disk."""
    for splice in edit.splices:
        vet(edit.verb, splice)


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
    _, vetting = timed(lambda: look_through(edit))
    _, packing = timed(lambda: pack(edit))
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
        ("replaced in memory: these three", planning + vetting + applying),
        ("pack for the disk", packing),
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
    stamps = Stamps(desk)
    print("\nin the window, seconds since the key was pressed (wall clock)")

    def go_through(
        label: str, begin: Callable[[], object], done: Callable[[], bool], gone: str = ""
    ) -> None:
        stamps.start(gone)
        holds = [stamps.held(begin)]
        wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        while not (done() and desk.page.sheet.complete):
            holds.append(stamps.held(lambda: application.processEvents(wait)))
        stamps.at("all lines shown" if stamps.over else "all found")
        print(f"\n{label}")
        for name, seconds in stamps.seen.items():
            print(f"  {name:38} {seconds:8.2f} s")
        print(f"  {'CPU of the whole program':38} {stamps.cpu:8.2f} s")
        print(f"  {'longest hold of the window (CPU)':38} {max(holds) * 1000:8.1f} ms   bar 16 ms")

    def look() -> None:
        desk.find_bar.open("Adas", replace=True, row=0, offset=0)
        desk.frame.bring_up("find")  # the list of places, as Ctrl+H shows it
        desk.find_bar._with.setText("ADASS")

    def undo() -> None:
        desk.window_.actions_.run("edit.undo")

    def read_the_list() -> None:
        """As a person does before the key: the edit is planned meanwhile."""
        until = perf_counter() + 3
        while perf_counter() < until:
            application.processEvents()

    go_through("find 70,000", look, lambda: not desk.search.running)
    go_through("replace all, at once", desk.find_bar.replace_all, lambda: stamps.over, "Adas")
    go_through("undo it", undo, lambda: stamps.over, "ADASS")
    read_the_list()
    go_through("replace all, 3 s later", desk.find_bar.replace_all, lambda: stamps.over, "Adas")
    go_through("undo it", undo, lambda: stamps.over, "ADASS")
    window.close()


class Stamps(QObject):
    """When a large edit was planned, on disk, and its lines in view painted (s)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.seen: dict[str, float] = {}
        self.over = self._painted = False
        self._large, self._page = desk.large, desk.page
        desk.large.begun.connect(self._begun)
        desk.large.ended.connect(self._ended)
        desk.page.viewport().installEventFilter(self)

    def start(self, gone: str) -> None:
        """Count from now on, until no line in view holds the word that is to go."""
        self.seen, self.over, self._painted = {}, False, False
        self._gone = gone
        self._began, self._cpu = perf_counter(), process_time()

    @property
    def cpu(self) -> float:
        """CPU seconds of all threads since."""
        return process_time() - self._cpu

    def at(self, name: str) -> None:
        """Note the moment something is reached first."""
        self.seen.setdefault(name, perf_counter() - self._began)

    def held(self, work: Callable[[], object]) -> float:
        """CPU seconds the window's thread was busy with something."""
        before = thread_time()
        work()
        held = thread_time() - before
        if self._painted and self._gone:
            shown = [block.text().split() for block, _ in self._page.visible_blocks()]
            if not any(self._gone in words for words in shown):
                self.at("the lines in view shown")
        self._painted = False
        return held

    def _begun(self) -> None:
        self.at("planned and looked through")
        pending = self._large._pending
        assert pending is not None
        pending.written.add_done_callback(lambda _written: self.at("on disk"))

    def _ended(self) -> None:
        self.at("applied")
        self.over = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._painted |= event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


if __name__ == "__main__":
    parts()
    with tempfile.TemporaryDirectory() as name:
        in_the_window(Path(name))
