"""Figures of spelling and the review: 5,000 and a million words, and how long the window is held.

Run ``python tests/benchmarks/bench_wording.py``. The floor is one look at all words.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path
from time import process_time, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from editor.app.paths import Folders
from editor.app.settings import SAMPLE_SHOWN, Settings
from editor.app.spelling.speller import Speller, checkable
from editor.model.episode import Episode
from editor.model.info import Info
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.words import WORD
from editor.store import Project
from editor.ui.features.review import Review
from editor.ui.start_up import make_window

LINES = 100_000
TEXT = "we went along to Adas by the rivver today {}"


def coined(number: int) -> str:
    """A word of its own for each number."""
    return "".join(chr(97 + int(figure)) for figure in str(number)) + "sel"


def words(count: int) -> None:
    """Checking so many lines of ten words by themselves."""
    texts = [TEXT.format(coined(n % 5_000)) for n in range(count)]
    start = process_time()
    for text in texts:
        WORD.findall(text)
    floor = process_time() - start
    speller = Speller.of_language("en-GB")
    speller.wrong(["warm"])
    start = process_time()
    found = {text[t.start : t.end] for text in texts for t in checkable(text)}
    wrong = speller.wrong(found)
    spent = process_time() - start
    print(f"{count * 10:>9,} words, {len(found):,} different, {len(wrong):,} wrong: ", end="")
    print(f"{spent:.3f} s CPU here, {spent / floor:.1f} x the floor")
    speller.close()


def in_the_window(folder: Path) -> None:
    """The review of 100,000 lines, opened by its command."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    lines = [
        Segment(n + 1, n * 4000, n * 4000 + 3900, TEXT.format(coined(n % 500)), 1)
        for n in range(LINES)
    ]
    project = folder / "bench.stet"
    episode = Episode(lines, [Speaker(1, "Ada")], info=Info(language="en-GB"))
    Project.create(project, episode).close()
    folders = Folders.under(folder / "home")
    Settings.load(folders.settings)[SAMPLE_SHOWN] = True
    window = make_window(application, folders)
    window.resize(1280, 800)
    window.show()
    window.open_files([project])
    while window.desk is None or not window.desk.page.sheet.complete:
        application.processEvents()
    gc.freeze()
    review = window.desk.feature(Review)
    holds = []
    begun = False
    while not begun or not review.settled:
        before = thread_time()
        if not begun:
            window.actions_.run("review.run")
            begun = True
        application.processEvents()
        holds.append(thread_time() - before)
    count = len(review.panel.model.items)
    print(f"review of {LINES:,} lines, {count:,} items; longest hold of the window (CPU): ", end="")
    print(f"{max(holds) * 1000:.1f} ms   bar 16 ms")
    window.close()


if __name__ == "__main__":
    words(500)
    words(LINES)
    with tempfile.TemporaryDirectory() as name:
        in_the_window(Path(name))
