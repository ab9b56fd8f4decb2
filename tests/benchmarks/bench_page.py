"""Figures of the transcript page: opening, typing, hearing, scrolling, at 323 and 100,000 lines.

Run ``python tests/benchmarks/bench_page.py``; bars from the design are printed beside the figures.
Times are from the call to the painted frame, on Qt's raster painter without a screen.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from time import perf_counter, process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from editor.app.session import Session
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.marks import Kind, Mark, MarkState
from editor.model.people import Speaker
from editor.model.render import View
from editor.model.segment import Segment
from editor.store import Draft, Packed
from editor.ui.page import TranscriptPage
from editor.ui.page.folding import Folding

HEAD = "median     p95     max   CPU p95   max (ms)  bar"
SMALL, LARGE = 323, 100_000
WORDS = "we went along the river for a while , , and and nobody had anything to say about it "


class Nowhere:
    """A journal that is done at once: the page is measured, not the disk."""

    def record(
        self, edit: Edit, *, merged: Edit | None, packed: Packed | None = None
    ) -> Future[None]:
        return self._done()

    def record_beneath(self, edit: Edit, there: Edit, above: int) -> Future[None]:
        return self._done()

    def record_step(self, edit: Edit, by: int) -> Future[None]:
        return self._done()

    def draft(self, draft: Draft | None) -> None:
        """Nothing is kept."""

    def remember(self, **values: str | Callable[[], str]) -> None:
        """Nothing is kept."""

    def _done(self) -> Future[None]:
        done: Future[None] = Future()
        done.set_result(None)
        return done


def episode(count: int) -> Episode:
    """Lines of 10 to 60 words by two people, a scar and a doubling struck in each."""
    marks = (
        Mark(37, 41, Kind.SCAR, "bench", 0.9, MarkState.AUTO),
        Mark(41, 45, Kind.REPEAT, "bench", 0.9, MarkState.AUTO),
    )
    segments = [
        Segment(
            n + 1, n * 4000, n * 4000 + 3900, f"{WORDS * (1 + n % 3)}{n}", 1 + n // 5 % 2, marks
        )
        for n in range(count)
    ]
    return Episode(segments, [Speaker(1, "Ada"), Speaker(2, "Bo")])


def resident() -> float:
    """Resident memory (MiB)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(row for row in status.read_text().splitlines() if row.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def spread(samples: list[tuple[float, float]]) -> str:
    """Median, 95th percentile and largest of the time, and the latter two of the CPU time (ms)."""
    wall, cpu = sorted(w for w, _ in samples), sorted(c for _, c in samples)
    parts = [(wall, 0.5), (wall, 0.95), (wall, 1.0), (cpu, 0.95), (cpu, 1.0)]
    return "  ".join(
        f"{ordered[min(len(ordered) - 1, int(len(ordered) * at))] * 1000:6.2f}"
        for ordered, at in parts
    )


def measured(step: Callable[[int], object], times: int) -> list[tuple[float, float]]:
    """Seconds and CPU seconds of each step with everything that it has the page do."""
    samples = []
    for number in range(times):
        start, worked = perf_counter(), process_time()
        step(number)
        QApplication.processEvents()
        samples.append((perf_counter() - start, process_time() - worked))
    return samples


def fresh(session: Session, at: int) -> tuple[TranscriptPage, dict[str, float]]:
    """Open a page on a session; how long until painted, until loaded, and the longest block."""
    page = TranscriptPage()
    page.resize(900, 660)
    page.show()
    QApplication.processEvents()
    start, worked = perf_counter(), process_time()
    page.open(session)
    page.go_to(at)
    page.viewport().repaint()
    painted = perf_counter() - start
    blocks = [0.0]
    while not page.sheet.complete:
        began = process_time()
        QApplication.processEvents()
        blocks.append(process_time() - began)
    loaded = perf_counter() - start
    return page, {
        "painted": painted,
        "loaded": loaded,
        "cpu": process_time() - worked,
        "block": max(blocks),
    }


def type_key(page: TranscriptPage, number: int) -> None:
    """Press one key, every eighth a Backspace."""
    back = number % 8 == 7
    key = Qt.Key.Key_Backspace if back else Qt.Key.Key_E
    event = QKeyEvent(
        QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "" if back else "e"
    )
    QApplication.sendEvent(page, event)


def rows(count: int) -> list[tuple[str, str, str]]:
    """Measure one size in this process: label, figures, bar."""
    session = Session(episode(count), Nowhere())
    before = resident()
    middle = count // 2
    page, opened = fresh(session, 0)
    after = resident()
    table = [
        ("first page painted", f"{opened['painted'] * 1000:6.1f} ms", "1000 ms"),
        ("all of it loaded", f"{opened['loaded'] * 1000:6.1f} ms", "2000 ms"),
        ("  CPU of that", f"{opened['cpu'] * 1000:6.1f} ms", ""),
        ("  longest block of the GUI (CPU)", f"{opened['block'] * 1000:6.2f} ms", "16 ms"),
        ("memory of the process", f"{after:6.0f} MiB", "250 MiB"),
        ("  of it the page", f"{after - before:6.0f} MiB", ""),
    ]
    page.go_to(middle, 20)
    QApplication.processEvents()
    end = "p95 16 ms"
    table.append(("key to frame", spread(measured(lambda n: type_key(page, n), 400)), end))
    page.editing.commit()

    def part(number: int) -> None:
        page.editing.split() if number % 2 == 0 else page.editing.undo()

    table.append(("Return, undo", spread(measured(part, 60)), "16 ms"))
    start = session.episode.transcript[middle].start
    steps = measured(lambda n: page.hear(start + n * 180), 20)
    table.append(("heard word step", spread(steps), "2 ms"))
    page.set_follow(True)
    follow = measured(lambda n: page.hear(start + n * 4000), 60)
    table.append(("heard line step, following", spread(follow), "16 ms"))
    bar = page.verticalScrollBar()
    scroll = measured(lambda _: bar.setValue(bar.value() + 3), 200)
    table.append(("scroll by three text lines", spread(scroll), "16 ms"))
    jump = measured(lambda n: page.go_to(n * 7919 % count), 60)
    table.append(("jump anywhere", spread(jump), "16 ms"))
    views = (View.CLEAN, View.MARKED)
    switch = measured(lambda n: page.set_view(views[n % 2]), 4)
    table.append(("another view, first slice", spread(switch), "16 ms"))
    while not page.sheet.complete:
        QApplication.processEvents()
    return [*table, *sifted(page)]


def sifted(page: TranscriptPage) -> list[tuple[str, str, str]]:
    """One speaker's lines alone, and all of them again."""
    folding, table = Folding(page), []
    for label, speaker in (("one speaker's lines alone", 1), ("all lines again", None)):
        began, holds = perf_counter(), []
        before = process_time()
        folding.show_only(speaker)
        holds.append(process_time() - before)
        while folding.busy:
            before = process_time()
            QApplication.processEvents()
            holds.append(process_time() - before)
        whole = (perf_counter() - began) * 1000
        table.append((label, f"{whole:6.1f} ms", "2000 ms"))
        table.append(("  longest block of the GUI (CPU)", f"{max(holds) * 1000:6.2f} ms", "16 ms"))
    return table


def main() -> None:
    """Each size in a process of its own, so that memory is its own."""
    if len(sys.argv) > 1:
        application = QApplication([])
        for label, figures, limit in rows(int(sys.argv[1])):
            print(f"{label:32}  {figures:42}  {limit}")
        del application
        return
    for count in (SMALL, LARGE):
        print(
            f"\n{count:,} lines" + " " * 19 + "median     p95     max   CPU p95   max (ms)  bar",
            flush=True,
        )
        subprocess.run([sys.executable, __file__, str(count)], check=True)


if __name__ == "__main__":
    main()
