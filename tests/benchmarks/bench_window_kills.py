"""Kills the real window while somebody types, cuts, pastes and undoes, and counts what is lost.

``python -m tests.benchmarks.bench_window_kills 24`` prints for so many
kills (SIGKILL) how often the project differs from what was acknowledged - every edit that was done
- and how old (s) the typing is that came back as a draft.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.app.paths import Folders
from editor.app.settings import SAMPLE_SHOWN, Settings
from editor.model.episode import Episode
from editor.model.segment import Segment
from editor.store import Project
from editor.ui.start_up import make_window

if TYPE_CHECKING:
    from editor.ui.desk import Desk
    from editor.ui.main_window import MainWindow

LINES: Final = 30
WORDS: Final = ("word ", "pending", "x", "two more ")
RESTS: Final = (0.0, 0.0, 0.01, 0.02, 0.05, 0.3, 0.8)
"""Seconds after each deed; at 0.7 s typing becomes an edit."""

STALE: Final = 0.6
"""Drafts older than this (s) are a fault; they are due each 0.25 s."""


@dataclass(frozen=True, slots=True)
class State:
    """What is acknowledged: the lines as edited, and the line being typed in."""

    at: float
    lines: list[str]
    typed: str | None


def child(project: Path, seed: int) -> None:
    """Work in a window for a moment, saying what is done, and be killed in the midst of it."""
    app = QApplication([])
    folders = Folders.under(project.parent / "home")
    Settings.load(folders.settings)[SAMPLE_SHOWN] = True
    window = make_window(app, folders)
    window.show()
    window.open_files([project])
    while window.desk is None or len(window.desk.page.toPlainText().split("\n")) < LINES:
        app.processEvents()
        time.sleep(0.01)
    chance = random.Random(seed)
    end = time.monotonic() + chance.uniform(0.3, 4)
    window.desk.page.setFocus()
    while time.monotonic() < end:
        _do_something(window, window.desk, chance)
    os.kill(os.getpid(), signal.SIGKILL)


def _do_something(window: MainWindow, desk: Desk, chance: random.Random) -> None:
    page, deed = desk.page, chance.random()
    held = Qt.KeyboardModifier.ControlModifier
    if deed < 0.15:
        page.go_to(chance.randrange(10), 0)
        for _ in range(chance.randrange(1, 3)):
            QTest.keyClick(page, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(page, Qt.Key.Key_X, held)
    elif deed < 0.3:
        QTest.keyClick(page, Qt.Key.Key_V, held)
    elif deed < 0.42:
        window.actions_["edit.undo"].trigger()
    elif deed < 0.5:
        QTest.keyClick(page, Qt.Key.Key_Return)
    else:
        for letter in chance.choice(WORDS):
            QTest.keyClicks(page, letter)
            _say(desk)
            _wait(chance.uniform(0.01, 0.06))
    _say(desk)
    _wait(chance.choice(RESTS))
    _say(desk)


def _wait(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.004)


def _say(desk: Desk) -> None:
    lines = [line.text for line in desk.session.episode.transcript]
    typing = desk.session.typing
    row = None if typing is None else desk.session.episode.transcript.index_of(typing)
    typed = None if row is None else desk.session.line(row).text
    print(json.dumps([time.monotonic(), lines, typed]), flush=True)


def kill(folder: Path, number: int) -> tuple[list[str], float | None]:
    """Have one window killed; returns the faults, and how old its draft is (s)."""
    project = folder / f"{number}.stet"
    numbers = range(1, LINES + 1)
    lines = [Segment(n, n * 1000, n * 1000 + 900, f"line number {n}") for n in numbers]
    Project.create(project, Episode(lines)).close()
    command = [sys.executable, "-m", "tests.benchmarks.bench_window_kills", str(project)]
    place = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    done = subprocess.run(
        [*command, str(number)], stdout=subprocess.PIPE, text=True, check=False, env=place
    )
    states = [State(*json.loads(line)) for line in done.stdout.splitlines()]
    if done.returncode != -signal.SIGKILL or not states:
        return ["the window was not killed at work"], None
    with Project.open(project) as opened:
        loaded = opened.load()
    last, faults, age = states[-1], [], None
    if [line.text for line in loaded.episode.transcript] != last.lines:
        faults.append("the lines are not the last that were acknowledged")
    if "closed-unexpectedly" not in [note.code for note in loaded.restored]:
        faults.append("the kill is not told of")
    if last.typed is not None and last.typed not in last.lines:
        draft = loaded.draft.text if loaded.draft else None
        known = [last.at - s.at for s in states if s.typed == draft or (draft or "") in s.lines]
        age = min(known, default=None)
        if age is None or age > STALE:
            faults.append(f"typing is lost: {last.typed!r}, {draft!r} came back")
    return faults, age


def main(kills: int) -> None:
    """Kill so many windows and print what came of it."""
    with tempfile.TemporaryDirectory() as name:
        results = [kill(Path(name), number) for number in range(kills)]
    ages = [age for _, age in results if age is not None]
    for number, (faults, _) in enumerate(results):
        for fault in faults:
            print(f"kill {number}: {fault}")
    print(f"{'kills':>8} {'faults':>8} {'drafts':>8} {'oldest, s':>10}")
    faulty = sum(bool(faults) for faults, _ in results)
    print(f"{kills:8} {faulty:8} {len(ages):8} {max(ages, default=0):10.2f}")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        child(Path(sys.argv[1]), int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 24)
