"""Copies of what is on the screen: whole, whatever is written between the plan and the copy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from editor.app.copies import copied
from editor.app.jobs import run
from editor.app.opening import Opened
from editor.app.session import Session
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.segment import Segment
from editor.model.words import TextChange
from editor.store import Project
from tests.strategies import state


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.stet"
    lines = [Segment(at, at * 1_000, at * 1_000 + 900, f"line {at}") for at in range(1, 6)]
    Project.create(made, Episode(lines)).close()
    return made


@contextmanager
def working(path: Path) -> Iterator[Opened]:
    """An open project; what its drafts meet is told nobody."""
    with Project.open(path, on_trouble=lambda _trouble: None) as project:
        loaded = project.load()
        project.flush()  # the daily backup is done
        session = Session(loaded.episode, project, loaded.history)
        yield Opened(session, project, None, {}, (), ())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps open files where they are")
def test_typing_saved_before_the_copy_is_written_is_not_in_its_history_twice(
    path: Path, tmp_path: Path
) -> None:
    with working(path) as room:
        session = room.session
        moved = path.rename(tmp_path / "away")
        session.type(2, TextChange(0, 0, "NEW "))
        with pytest.raises(UserError):
            session.commit()
        copy = copied(room, path, tmp_path / "copy.stet")
        moved.rename(path)
        assert session.commit()
        assert not run(copy)
        shown = state(session.episode)
    with working(tmp_path / "copy.stet") as room:
        assert state(room.session.episode) == shown
        while room.session.undo() is not None:
            pass


def test_what_is_written_elsewhere_leaves_the_copy_its_history(path: Path, tmp_path: Path) -> None:
    with working(path) as room:
        session = room.session
        session.type(2, TextChange(0, 0, "A"))
        session.commit()
        copy = copied(room, path, tmp_path / "copy.stet")
        session.type(4, TextChange(0, 0, "B"))
        session.commit()
        assert run(copy)
