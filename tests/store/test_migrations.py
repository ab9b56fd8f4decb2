"""Old projects open here; the ladder is climbed on a copy, and a slip changes nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from editor.model.checks import problems
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.segment import Segment
from editor.store import Project, connect, migrations, schema
from editor.store.backups import backups
from tests.old_projects.expected import dump

OLD = Path(__file__).resolve().parents[1] / "old_projects"
FILES = sorted(OLD.glob("v*/*.stet"))
NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def test_every_version_has_a_file_and_a_step() -> None:
    versions = {int(path.parent.name[1:]) for path in FILES}
    assert versions == set(range(1, schema.LATEST + 1))
    assert set(migrations.STEPS) == set(range(1, schema.LATEST))
    assert set(schema.SCHEMAS) == versions
    assert schema.SCHEMAS[schema.LATEST] == frozenset(schema.STATEMENTS)


@pytest.mark.parametrize("old", FILES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("read_only", [True, False])
def test_an_old_project_holds_what_it_held(old: Path, read_only: bool, tmp_path: Path) -> None:
    assert connect.inspect(old).version == int(old.parent.name[1:])
    path = tmp_path / old.name
    shutil.copyfile(old, path)
    with Project.open(path, read_only=read_only) as project:
        loaded = project.load()
        assert list(problems(loaded.episode)) == []
        found = dump(loaded)
    assert found == json.loads((old.parent / "expected.json").read_text("utf-8"))
    if read_only:
        assert path.read_bytes() == old.read_bytes()
        assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_the_tables_are_those_of_the_statements(tmp_path: Path) -> None:
    path = tmp_path / "a.stet"
    Project.create(path, Episode()).close()
    with closing(sqlite3.connect(path)) as connection:
        for table in schema._metadata.tables.values():
            found = connection.execute(f"PRAGMA table_info({table.name})").fetchall()
            assert [row[1] for row in found] == [column.name for column in table.columns]
            for row, column in zip(found, table.columns, strict=True):
                assert row[2] == str(column.type)
                assert bool(row[3]) == (not column.nullable) or column.primary_key
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        assert {row[0] for row in names} == set(schema._metadata.tables)


# --- a ladder of two steps that do not exist ---

NOW_AT = schema.LATEST


def to_two(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE segments SET text = text || ' two'")


def to_three(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE segments SET text = text || ' three'")


def slips(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM segments")
    raise sqlite3.DatabaseError("no such column")


def accept(_connection: Connection, _version: int, _path: Path) -> None:
    """Take any schema: the steps of this test do not change it."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.stet"
    Project.create(made, Episode([Segment(1, 0, 1000, "one")])).close()
    return made


def texts(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM segments")]


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def test_all_steps_are_climbed_in_order_and_the_old_file_is_kept(path: Path) -> None:
    steps = {NOW_AT: to_two, NOW_AT + 1: to_three}
    kept = migrations.migrate(path, NOW_AT, NOW, steps=steps, latest=NOW_AT + 2, check=accept)
    assert texts(path) == ["one two three"]
    assert version(path) == NOW_AT + 2
    assert texts(kept) == ["one"]
    assert version(kept) == NOW_AT
    assert [backup.label for backup in backups(path)] == [f"before-v{NOW_AT + 2}"]
    assert sorted(entry.name for entry in path.parent.iterdir()) == [".stet-backups", "a.stet"]


def test_a_step_that_fails_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    steps = {NOW_AT: to_two, NOW_AT + 1: slips}
    with pytest.raises(sqlite3.DatabaseError):
        migrations.migrate(path, NOW_AT, NOW, steps=steps, latest=NOW_AT + 2, check=accept)
    assert path.read_bytes() == before
    assert sorted(entry.name for entry in path.parent.iterdir()) == [".stet-backups", "a.stet"]
    Project.open(path).close()


def test_edits_in_the_log_of_a_killed_program_are_migrated_too(path: Path) -> None:
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode=WAL").close()
    writer.execute("UPDATE segments SET text = 'edited'").close()
    killed = path.with_name("killed.stet")
    shutil.copyfile(path, killed)
    shutil.copyfile(f"{path}-wal", f"{killed}-wal")
    writer.close()
    migrations.migrate(killed, NOW_AT, NOW, steps={NOW_AT: to_two}, latest=NOW_AT + 1, check=accept)
    assert texts(killed) == ["edited two"]
    assert not killed.with_name("killed.stet-wal").exists()


def test_a_result_that_is_not_the_schema_is_refused(path: Path) -> None:
    before = path.read_bytes()

    def strange(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE extra (x)")

    def check(connection: Connection, _version: int, where: Path) -> None:
        connect.check_schema(connection, NOW_AT, where)

    with pytest.raises(UserError) as caught:
        migrations.migrate(
            path, NOW_AT, NOW, steps={NOW_AT: strange}, latest=NOW_AT + 1, check=check
        )
    assert caught.value.code == "project-foreign-schema"
    assert path.read_bytes() == before


def test_reading_an_older_project_leaves_it_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "LATEST", NOW_AT + 1)
    monkeypatch.setitem(schema.SCHEMAS, NOW_AT + 1, schema.SCHEMAS[NOW_AT])
    climb = migrations.climb

    def climb_one(project: Path, copy: Path, version: int) -> None:
        climb(project, copy, version, steps={NOW_AT: to_two}, latest=NOW_AT + 1)

    monkeypatch.setattr(migrations, "climb", climb_one)
    before = path.read_bytes()
    with Project.open(path, read_only=True) as project:
        assert project.load().episode.transcript[0].text == "one two"
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["a.stet"]


def test_opening_an_older_project_says_that_it_was_migrated(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "LATEST", NOW_AT + 1)
    monkeypatch.setitem(schema.SCHEMAS, NOW_AT + 1, schema.SCHEMAS[NOW_AT])
    migrate = migrations.migrate

    def migrate_one(project: Path, version: int, now: datetime) -> Path:
        return migrate(project, version, now, steps={NOW_AT: to_two}, latest=NOW_AT + 1)

    monkeypatch.setattr(migrations, "migrate", migrate_one)
    with Project.open(path) as project:
        loaded = project.load()
    assert [note.code for note in loaded.restored] == ["migrated"]
    assert loaded.restored[0].facts["version"] == NOW_AT
    assert loaded.episode.transcript[0].text == "one two"
