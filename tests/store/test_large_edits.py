"""A replacement of thousands of lines is on disk whole or not at all, and undone exactly."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.history import History
from editor.model.marks import Kind, Mark, MarkState
from editor.model.segment import Segment
from editor.model.verbs.replacing import change_all
from editor.model.words import TextChange
from editor.store import Project
from tests.store.rehearsal import Rehearsal
from tests.strategies import state

ROOT = Path(__file__).resolve().parents[2]
LINES = 3_000


def spoken() -> Episode:
    """Lines with a struck word each and no word times, as a page gives them."""
    struck = (Mark(0, 3, Kind.FILLER, "filler.um", 0.9, MarkState.AUTO),)
    return Episode(
        Segment(n, n * 10, n * 10 + 9, f"um we met Adas, {n}", marks=struck)
        for n in range(1, LINES + 1)
    )


def replacement(episode: Episode) -> Edit:
    """Seven lines of ten, as a find in an episode gives them."""
    changes = {row: (TextChange(10, 4, "ADASS"),) for row in range(LINES) if row % 10 < 7}
    return change_all(episode, changes)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.stet"
    Project.create(made, spoken()).close()
    return made


def opened(path: Path) -> Rehearsal:
    project = Project.open(path)
    loaded = project.load()
    project.flush()
    return Rehearsal(loaded.episode, loaded.history, project)


def closed(rehearsal: Rehearsal) -> None:
    assert rehearsal.project is not None
    rehearsal.project.close()


def driver_of(rehearsal: Rehearsal) -> sqlite3.Connection:
    assert rehearsal.project is not None
    assert rehearsal.project._storage is not None
    driver = rehearsal.project._storage._connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def test_a_replacement_comes_back_from_the_disk_and_is_undone_exactly(path: Path) -> None:
    rehearsal = opened(path)
    first = state(rehearsal.episode)
    edit = replacement(rehearsal.episode)
    rehearsal.do(edit)
    closed(rehearsal)
    again = opened(path)
    assert again.state == rehearsal.state
    assert again.history.undoing[0].splices == edit.splices
    again.move(-1)
    assert state(again.episode) == first
    closed(again)
    last = opened(path)
    assert state(last.episode) == first
    last.move(1)
    assert state(last.episode) == state(rehearsal.episode)
    closed(last)


def test_a_disk_that_fills_up_in_the_middle_takes_none_of_a_replacement(path: Path) -> None:
    rehearsal = opened(path)
    driver, before = driver_of(rehearsal), rehearsal.state
    pages = driver.execute("PRAGMA page_count").fetchone()[0]
    driver.execute(f"PRAGMA max_page_count={pages + 20}").close()
    with pytest.raises(UserError) as caught:
        rehearsal.do(replacement(rehearsal.episode))
    assert caught.value.code == "project-disk-full"
    assert rehearsal.state == before
    closed(rehearsal)
    again = opened(path)
    assert again.state == before
    again.do(replacement(again.episode))
    closed(again)


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.store.test_large_edits import driver_of, opened, replacement
rehearsal = opened(Path(sys.argv[1]))
edit, steps = replacement(rehearsal.episode), int(sys.argv[2])
kill = lambda: os.kill(os.getpid(), signal.SIGKILL)
if steps:
    driver_of(rehearsal).set_progress_handler(kill, steps)
rehearsal.do(edit)
kill()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
@pytest.mark.parametrize(("steps", "done"), [(500, 0), (40_000, 0), (0, 1)])
def test_a_replacement_is_killed_whole_or_not_at_all(path: Path, steps: int, done: int) -> None:
    """Killed after so many steps of SQLite's machine, which takes some ten for a line; 0: after."""
    memory = Rehearsal(spoken(), History())
    if done:
        memory.do(replacement(memory.episode))
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(steps)], check=False, cwd=ROOT
    )
    assert ran.returncode == -9
    again = opened(path)
    assert again.state == memory.state
    closed(again)
