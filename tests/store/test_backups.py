"""Backups are made when they are due, thinned with care, and put back whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.history import History
from editor.model.segment import Segment
from editor.model.verbs import lines
from editor.store import Draft, Project
from editor.store.backups import DAILY, FOLDER, NEWEST, Backup, backups, make, restore, superfluous
from tests.store.rehearsal import Rehearsal
from tests.strategies import state

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "my show.stet"
    Project.create(made, Episode([Segment(1, 0, 1000, "one two")])).close()
    return made


def visit(path: Path, now: datetime) -> None:
    with Project.open(path, clock=lambda: now) as project:
        project.flush()


def made(path: Path) -> list[datetime]:
    return [backup.made for backup in backups(path)]


def test_one_a_day_is_made_on_opening(path: Path) -> None:
    for hours in (0, 1, 23, 25, 26, 49):
        visit(path, NOW + timedelta(hours=hours))
    assert made(path) == [NOW + timedelta(hours=hours) for hours in (0, 25, 49)]
    assert {backup.path.parent.name for backup in backups(path)} == {FOLDER}


def test_a_clock_that_was_set_back_does_not_stop_backups(path: Path) -> None:
    visit(path, NOW + timedelta(days=400))
    visit(path, NOW)
    assert made(path) == [NOW, NOW + timedelta(days=400)]


def test_trouble_with_a_backup_is_told_until_something_is_written(path: Path) -> None:
    (path.parent / FOLDER).touch()  # a file where the folder goes
    told: list[UserError | None] = []
    with Project.open(path, clock=lambda: NOW, on_trouble=told.append) as project:
        project.load()
        project.flush()
        assert [error is None for error in told] == [False]
        assert not project.failing
        project.draft(Draft(1, "one two three", 3))
        project.flush()
        assert [error is None for error in told] == [False, True]


def test_reading_makes_no_backup(path: Path) -> None:
    Project.open(path, read_only=True).close()
    assert backups(path) == ()


def test_a_backup_is_a_project(path: Path) -> None:
    visit(path, NOW)
    (backup,) = backups(path)
    with Project.open(backup.path) as project:
        assert project.load().episode.transcript[0].text == "one two"


def test_a_snapshot_is_labelled_and_stays(path: Path) -> None:
    with Project.open(path, clock=lambda: NOW) as project:
        first = project.snapshot("before: the / cut").result()
        second = project.snapshot("before: the / cut").result()
        project.flush()
    assert first.path != second.path
    labels = {backup.label for backup in backups(path)}
    assert labels == {DAILY, "before-the-cut"}
    for days in range(1, 400, 10):
        visit(path, NOW + timedelta(days=days))
    assert sum(backup.label == "before-the-cut" for backup in backups(path)) == 2
    daily = [backup for backup in backups(path) if backup.label == DAILY]
    assert 10 < len(daily) < 30


def dated(days: list[float]) -> list[Backup]:
    times = sorted(NOW - timedelta(days=age) for age in days)
    return [Backup(Path(str(number)), time, DAILY) for number, time in enumerate(times)]


@given(st.lists(st.floats(-4000, 4000), max_size=60))
def test_the_newest_are_never_thinned_out(days: list[float]) -> None:
    daily = dated(days)
    kept = [backup for backup in daily if backup not in superfluous(daily, NOW)]
    assert kept[-NEWEST:] == daily[-NEWEST:]
    # A second thinning at the same time finds nothing to do.
    assert superfluous(kept, NOW) == ()


def test_years_of_backups_become_a_few_dozen() -> None:
    daily = dated([float(day) for day in range(1500)])
    kept = len(daily) - len(superfluous(daily, NOW))
    assert 14 + 11 + 40 < kept < 85


def test_restoring_keeps_what_it_replaces(path: Path) -> None:
    visit(path, NOW)
    backup = backups(path)[0]
    with Project.open(path) as project:
        rehearsal = Rehearsal(project.load().episode, History(), project)
        rehearsal.do(lines.split(rehearsal.episode, 0, 3))
        with pytest.raises(UserError) as caught:
            restore(backup.path, path, NOW)
        assert caught.value.code == "project-locked"
    aside = restore(backup.path, path, NOW + timedelta(hours=1))
    assert aside is not None
    with Project.open(path, read_only=True) as project:
        assert len(project.load().episode.transcript) == 1
    with Project.open(aside, read_only=True) as project:
        assert state(project.load().episode) == state(rehearsal.episode)
    assert backup.path.exists()


def test_a_damaged_project_and_its_log_are_set_aside_by_restoring(path: Path) -> None:
    visit(path, NOW)
    path.write_bytes(b"rubbish")
    log = path.with_name(f"{path.name}-wal")
    log.write_bytes(b"more rubbish")
    aside = restore(backups(path)[0].path, path, NOW)
    assert aside is not None
    assert aside.read_bytes() == b"rubbish"
    assert not log.exists()
    with Project.open(path) as project:
        assert project.load().restored == ()


def test_restoring_brings_back_what_was_deleted(path: Path) -> None:
    visit(path, NOW)
    path.unlink()
    assert restore(backups(path)[0].path, path, NOW) is None
    with Project.open(path) as project:
        assert len(project.load().episode.transcript) == 1


def test_only_projects_can_be_restored(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("no project at all " * 20)
    with pytest.raises(UserError) as caught:
        restore(other, path, NOW)
    assert caught.value.code == "project-not-one"
    Project.open(path).close()


def test_a_damaged_project_does_not_push_out_its_good_backups(path: Path) -> None:
    visit(path, NOW)
    good = backups(path)
    data = bytearray(path.read_bytes())
    data[-4096:-2048] = b"\xff" * 2048
    path.write_bytes(data)
    with pytest.raises(UserError):
        make(path, NOW + timedelta(days=2), DAILY)
    assert backups(path) == good
    assert [found for found in (path.parent / FOLDER).iterdir() if found.suffix == ".part"] == []


def test_backups_of_another_project_are_not_taken_for_ones_own(path: Path) -> None:
    visit(path, NOW)
    assert backups(path.with_name("my.stet")) == ()
    assert backups(path.with_name("my show.20260504T120000Z.stet")) == ()
