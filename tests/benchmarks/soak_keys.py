"""5,000 random editing keys on each real sample: page, model and disk agree, untouched words stay.

Run ``python -m tests.benchmarks.soak_keys [KEYS [SEED]]``. The real window on a real project file:
typing, taking away, splitting, joining, pasting, striking, dragging, undo and redo, in every view.
After each act the page says what the model says, and no word that was out of reach has another
time; every 200 acts the file is read back and has to be the episode; undone to the start, the
episode is exactly the one that was imported.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from editor.app.importing import read
from editor.app.jobs import run
from editor.app.opening import create, opened
from editor.app.paths import Folders
from editor.app.settings import SAMPLE_SHOWN, Settings
from editor.model.checks import problems
from editor.ui.desk import Desk
from editor.ui.main_window import MainWindow
from editor.ui.start_up import keep_copied_text, make_window
from tests.ui.page.conftest import model_texts, shown_texts
from tests.ui.page.hands import TOUCHED, Person, heard, selected

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
FILES = (
    "episode/carer_catalysts.txt",
    "podcasting20/transcript.srt",
    "captions/sonnet001.vtt",
    "asr_json/whisper_timestamped.json",
)
_READ_BACK = 200


class Counting(QObject):
    """Counts the keys that arrive."""

    keys = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() is QEvent.Type.KeyPress:
            self.keys += 1
        return False


def show(app: QApplication, window: MainWindow, project: Path) -> Desk:
    """Open a project and wait for all of it."""
    window.open_files([project])
    while window.desk is None or not window.desk.page.sheet.complete:
        app.processEvents()
    return window.desk


def on_disk(desk: Desk) -> bool:
    """Whether the file holds exactly what is in memory."""
    desk.opened.project.flush()
    with opened(desk.path, read_only=True) as kept:
        there, here = kept.session.episode, desk.session.episode
        same = list(there.transcript) == list(here.transcript)
        return same and there.chapters == here.chapters and there.info == here.info


def soak(app: QApplication, source: Path, folder: Path, keys: int, seed: int) -> str:
    """One sample; says what it took, raises ``AssertionError`` with the acts before a fault."""
    project = folder / f"{source.stem}.stet"
    create(run(read(source)), project)
    folders = Folders.under(folder / f"home-{source.stem}")
    Settings.load(folders.settings)[SAMPLE_SHOWN] = True
    window = make_window(app, folders)
    window.resize(1280, 800)
    window.show()
    desk = show(app, window, project)
    session, page = desk.session, desk.page
    session.listen(session.history.fence)
    first, counting = list(session.episode.transcript), Counting()
    page.installEventFilter(counting)
    person, acts, began = Person(page, seed), list[str](), perf_counter()
    before, reach = heard(session.episode), 0
    while counting.keys < keys:
        reach += selected(page)
        acts.append(person.act())
        page.editing.commit()
        app.processEvents()
        while not page.sheet.complete:  # another view is written in slices
            app.processEvents()
        assert shown_texts(page) == model_texts(page), acts[-5:]
        after = heard(session.episode)
        if acts[-1] not in ("undo", "redo"):
            lost = before - after
            most = TOUCHED[acts[-1]] + reach if acts[-1] in TOUCHED else 0
            assert lost.total() <= most, (acts[-5:], lost.total(), most)
        before, reach = after, 0
        if len(acts) % _READ_BACK == 0:
            assert on_disk(desk), acts[-5:]
            assert list(problems(session.episode)) == [], acts[-5:]
    assert on_disk(desk)
    steps = 0
    while session.undo():
        steps += 1
    assert list(session.episode.transcript) == first, "undone to the start"
    assert shown_texts(page) == model_texts(page)
    assert on_disk(desk)
    window.close()
    return (
        f"{source.name:32} {len(first):>6,} lines {counting.keys:>7,} keys {len(acts):>6,} acts"
        f" {steps:>6,} undone  {perf_counter() - began:6.1f} s   no fault"
    )


def main() -> None:
    """Each sample after the other."""
    keys = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    app = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        for file in FILES:
            print(soak(app, SAMPLES / file, Path(name), keys, seed), flush=True)
    keep_copied_text(app)


if __name__ == "__main__":
    main()
