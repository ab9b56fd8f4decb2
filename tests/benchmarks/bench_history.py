"""The history of 100,000 edits in the window: longest hold of the window, time to compare.

Run ``python -m tests.benchmarks.bench_history``. The limit is one frame, 16 ms, of the window's
own thread (CPU); comparing runs beside the window.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from editor.app.paths import Folders
from editor.app.settings import SAMPLE_SHOWN, Settings
from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.segment import Segment
from editor.store import Project
from editor.store.packing import pack
from editor.ui.desk import Desk
from editor.ui.dialogs.compare import CompareWindow
from editor.ui.dialogs.edit_choice import EditChoice
from editor.ui.features.history import History
from editor.ui.main_window import MainWindow
from editor.ui.panels.history import HistoryPanel
from editor.ui.panels.history_model import TIME
from editor.ui.rows import RowTable
from editor.ui.start_up import make_window

EDITS, LINES = 100_000, 2_000


def make(path: Path) -> None:
    """Write a project whose 2,000 lines were typed in 100,000 times."""
    now = [Segment(n, n * 1000, n * 1000 + 900, f"Line {n}.") for n in range(1, LINES + 1)]
    Project.create(path, Episode(now)).close()
    rows = []
    for number in range(EDITS):
        at = number * 7919 % LINES
        after = replace(now[at], text=f"Line {at + 1}, edit {number}.")
        data = pack(Edit("type", (Splice(Track.SEGMENTS, at, (now[at],), (after,)),))).data
        made = 1_700_000_000_000 + number * 1000
        rows.append((number + 1, "type", made, zlib.crc32(data), data))
        now[at] = after
    with sqlite3.connect(path) as file:
        file.executemany("INSERT INTO edits VALUES (?, ?, ?, ?, ?)", rows)
        file.execute("UPDATE head SET seq = ?", (EDITS,))
        texts = [(line.text, line.source_text, line.id) for line in now]
        file.executemany("UPDATE segments SET text = ?, source_text = ? WHERE id = ?", texts)
    file.close()


class Watch:
    """Runs the window's events and keeps the longest that one turn of them took."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.worst = 0.0

    def until(self, done: Callable[[], bool], limit: float = 180.0) -> float:
        """Run until something holds; returns how long that took (s)."""
        begun = time.monotonic()
        while not done() and time.monotonic() - begun < limit:
            turn = time.thread_time()
            self._app.processEvents()
            self.worst = max(self.worst, time.thread_time() - turn)
            time.sleep(0.0005)
        return time.monotonic() - begun

    def rest(self, seconds: float) -> None:
        """Run for a while."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end)

    def tell(self, what: str, seconds: float) -> None:
        """Print a row and begin anew."""
        worst = self.worst * 1000
        print(
            f"{what:38} {seconds:8.2f} s   window held {worst:6.1f} ms ({worst / 16:4.1f} frames)"
        )
        self.worst = 0.0


def measure(app: QApplication, window: MainWindow, path: Path) -> None:
    """Open the panel, scroll it, edit, compare with the beginning."""
    watch = Watch(app)
    window.open_files([path])
    watch.tell("open the project", watch.until(lambda: window.desk is not None))
    watch.rest(1.0)
    desk = window.desk
    assert desk is not None
    panel = desk.feature(History).panel
    watch.worst = 0.0
    window.actions_.run("panel.history")
    first = panel.model.index(0)
    watch.tell("open the panel, first page told", watch.until(lambda: bool(first.data(TIME))))
    bar = panel.list.verticalScrollBar()
    for part in (0.1, 0.5, 0.9, 1.0, 0.3):
        bar.setValue(int(bar.maximum() * part))
        watch.rest(0.3)
    watch.tell("scroll to five places", 1.5)
    desk.take_focus()
    desk.go(3, 0)
    QTest.keyClicks(desk.page, "x")
    desk.session.commit(desk)
    watch.rest(0.6)
    watch.tell("one edit more", 0.6)
    go_back(watch, desk, panel)
    window.actions_.run("history.since-import")
    watch.until(lambda: bool(window.findChildren(CompareWindow)))
    compare = window.findChildren(CompareWindow)[0]
    took = watch.until(lambda: "changes" in compare._title.text())
    watch.tell("what has changed since the import", took)
    watch.tell("lay 400 changes out", watch.until(lambda: not compare._slices.busy))
    choose(watch, compare)


def go_back(watch: Watch, desk: Desk, panel: HistoryPanel) -> None:
    """Make all lines what they were in the midst of the history, and take that back."""
    over: list[bool] = []
    desk.large.ended.connect(over.append)
    panel.list.setCurrentIndex(panel.model.index(EDITS // 2))
    watch.rest(0.5)
    watch.worst = 0.0
    desk.window_.actions_.run("history.return")
    watch.tell("go back over 50,000 edits", watch.until(lambda: len(over) == 1))
    print(f"{'':38} {desk.window_.message.text}")
    desk.window_.actions_.run("edit.undo")
    watch.tell("undo of that", watch.until(lambda: len(over) == 2))


def _other(rows: QAbstractItemModel, count: int) -> bool:
    return rows.rowCount() != count


def choose(watch: Watch, compare: CompareWindow) -> None:
    """Look for an edit of all of them by its words, twice."""
    box = compare.findChildren(QComboBox)[0]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_End)
    watch.until(lambda: bool(compare.findChildren(EditChoice)))
    dialog = compare.findChildren(EditChoice)[0]
    watch.rest(0.5)
    watch.tell("open the list of edits to choose from", 0.5)
    field, rows = dialog.findChildren(QLineEdit)[0], dialog.findChildren(RowTable)[0].model()
    for words in ("777", "7"):
        QTest.keyClicks(field, words)
        took = watch.until(partial(_other, rows, rows.rowCount()))
        watch.tell(f"look for “{field.text()}”, the first of them", took)
        took += watch.until(lambda: dialog._job is None)
        watch.tell(f"  all {rows.rowCount()} of them", took)
    QTest.keyClick(field, Qt.Key.Key_Return)


def main() -> None:
    """Measure in a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        root = Path(home)
        path = root / "lived.stet"
        make(path)
        app = QApplication([])
        folders = Folders.under(root / "home")
        Settings.load(folders.settings)[SAMPLE_SHOWN] = True
        window = make_window(app, folders)
        window.resize(1280, 800)
        window.show()
        measure(app, window, path)
        window.close()


if __name__ == "__main__":
    main()
