"""What disks, rights and other programs do: a code, the old content intact, and a way to go on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.history import History
from editor.model.segment import Segment
from editor.model.verbs import lines
from editor.store import Draft, Project
from editor.store.faults import making
from tests.store.rehearsal import Rehearsal
from tests.strategies import state

ROOT = Path(__file__).resolve().parents[2]


def episode_of(count: int) -> Episode:
    return Episode([Segment(n, n * 10, n * 10 + 9, f"line {n}") for n in range(1, count + 1)])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.stet"
    Project.create(made, episode_of(20)).close()
    return made


def rehearsal_on(path: Path) -> Rehearsal:
    project = Project.open(path)
    loaded = project.load()
    project.flush()  # the daily backup is done, what follows is what the test does
    return Rehearsal(loaded.episode, loaded.history, project)


def failing(rehearsal: Rehearsal, edit: Edit) -> UserError:
    before = rehearsal.state
    with pytest.raises(UserError) as caught:
        rehearsal.do(edit)
    assert rehearsal.state == before
    return caught.value


def loaded_state(path: Path) -> object:
    with Project.open(path, read_only=True) as project:
        return state(project.load().episode)


def large_edit(episode: Episode) -> Edit:
    fresh = tuple(
        Segment(n, 900_000, 900_001, os.urandom(600).hex()) for n in range(10_000, 10_400)
    )
    return Edit("import", (Splice(Track.SEGMENTS, len(episode.transcript), (), fresh),))


def test_a_full_disk_takes_nothing_and_going_on_works(path: Path) -> None:
    rehearsal = rehearsal_on(path)
    project = rehearsal.project
    assert project is not None
    assert project._storage is not None
    rehearsal.do(lines.split(rehearsal.episode, 0, 2))
    driver = project._storage._connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    project.flush()
    pages = driver.execute("PRAGMA page_count").fetchone()[0]
    driver.execute(f"PRAGMA max_page_count={pages + 2}").close()

    error = failing(rehearsal, large_edit(rehearsal.episode))
    assert error.code == "project-disk-full"
    assert error.facts["path"] == str(path)
    rehearsal.do(lines.split(rehearsal.episode, 3, 2))  # a small one still finds room
    driver.execute("PRAGMA max_page_count=1000000").close()
    rehearsal.do(large_edit(rehearsal.episode))
    end = rehearsal.state
    project.close()
    again = rehearsal_on(path)
    assert again.state == end
    assert again.project is not None
    again.project.close()


FILL = textwrap.dedent("""
    import resource, sys
    from pathlib import Path
    from editor.model.errors import UserError
    from editor.model.verbs import lines
    from editor.store import Project
    path = Path(sys.argv[1])
    project = Project.open(path)
    episode = project.load().episode
    project.flush()
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
    done = 0
    try:
        while True:
            edit = lines.split(episode, 0, 1)
            project.record(edit, merged=None).result()
            episode.apply(edit)
            done += 1
    except UserError as error:
        print(done, error.code)
    project.close()
    print("closed")
""")


@pytest.mark.skipif(sys.platform == "win32", reason="no resource limits on Windows")
def test_a_file_that_may_not_grow(path: Path) -> None:
    limit = path.stat().st_size + 60_000
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path), str(limit)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    count, code = done.stdout.split("\n")[0].split()
    assert code in ("project-disk-full", "project-disk-error")
    assert done.stdout.endswith("closed\n")
    with Project.open(path) as project:
        assert len(project.load().episode.transcript) == 20 + int(count)


@pytest.mark.skipif(sys.platform == "win32", reason="no resource limits on Windows")
@pytest.mark.parametrize("room", [30_000, 0])
def test_no_room_for_a_new_project_leaves_nothing_behind(tmp_path: Path, room: int) -> None:
    code = textwrap.dedent("""
        import resource, sys
        from pathlib import Path
        from editor.model.episode import Episode
        from editor.model.errors import UserError
        from editor.model.segment import Segment
        from editor.store import Project
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
        try:
            Project.create(Path(sys.argv[1]), Episode(
                Segment(n, n, n + 1, "x" * 100) for n in range(1, 1000)))
        except UserError as error:
            print(error.code)
    """)
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.stet"), str(room)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.stdout in ("project-disk-full\n", "project-disk-error\n"), done.stderr
    assert list(tmp_path.iterdir()) == []


# --- folders and files that may not be written ---


READ = textwrap.dedent("""
    import os, sys, tempfile
    from pathlib import Path
    from editor.model.episode import Episode
    from editor.model.errors import UserError
    from editor.store import Project

    def look(path):
        try:
            Project.open(path).close()
            print("opened")
        except UserError as error:
            print(error.code)
        with Project.open(path, read_only=True) as project:
            print(len(project.load().episode.transcript), flush=True)

    # Everything is imported before the rights are dropped: the other user may not reach Python.
    with tempfile.TemporaryDirectory() as folder:
        Project.create(Path(folder, "a.stet"), Episode()).close()
        look(Path(folder, "a.stet"))
    import shutil
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(65534, 65534, 65534)
        os.setresuid(65534, 65534, 65534)
    look(Path(sys.argv[1]))
""")


def look_without_rights(path: Path) -> str:
    """What a user sees whom file rights hold for; the superuser may write everywhere."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    warmed_up, _, seen = done.stdout.partition("opened\n0\n")
    assert warmed_up == ""
    return seen


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that other users can reach too; pytest keeps its own to itself."""
    if sys.platform == "win32":
        pytest.skip("rights work otherwise on Windows")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for found in (folder, *folder.rglob("*")):
            found.chmod(0o755)


def test_a_read_only_folder(public: Path) -> None:
    path = public / "a.stet"
    Project.create(path, episode_of(7)).close()
    public.chmod(0o555)
    path.chmod(0o444)
    before = path.read_bytes()
    assert look_without_rights(path) == "project-not-writable\n7\n"
    assert path.read_bytes() == before
    assert [found.name for found in public.iterdir()] == ["a.stet"]


def test_the_project_of_a_killed_program_in_a_read_only_folder(public: Path) -> None:
    """Its last edits lie in the write-ahead log, which SQLite cannot read there: a copy is read."""
    elsewhere = public / "origin"
    elsewhere.mkdir()
    rehearsal = Rehearsal(
        episode_of(7), History(), Project.create(elsewhere / "a.stet", episode_of(7))
    )
    rehearsal.do(lines.split(rehearsal.episode, 0, 2))
    folder = public / "media"
    folder.mkdir()
    for name in ("a.stet", "a.stet-wal"):
        shutil.copyfile(elsewhere / name, folder / name)
        (folder / name).chmod(0o444)
    assert rehearsal.project is not None
    rehearsal.project.close()
    folder.chmod(0o555)
    assert look_without_rights(folder / "a.stet") == "project-not-writable\n8\n"
    assert sorted(found.name for found in folder.iterdir()) == ["a.stet", "a.stet-wal"]


def test_a_project_cannot_be_made_in_a_closed_folder(public: Path) -> None:
    """It is not there yet: to open it for reading only is no advice."""
    with pytest.raises(UserError) as caught, making(public / "a.stet"):
        raise PermissionError(13, "no")
    assert caught.value.code == "project-folder-closed"


def test_a_read_only_project_takes_no_edits(path: Path) -> None:
    with Project.open(path, read_only=True) as project:
        assert project.read_only
        episode = project.load().episode
        with pytest.raises(UserError) as caught:
            project.record(lines.split(episode, 0, 2), merged=None)
        assert caught.value.code == "project-read-only"
        with pytest.raises(UserError):
            project.record_step(lines.split(episode, 0, 2), -1)
        project.draft(Draft(1, "x", 0))
        project.remember(caret="1:1")
        project.flush()
    with Project.open(path, read_only=True) as project:
        assert project.load().memory == {}


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        Project.create(tmp_path / "no" / "a.stet", Episode())
    assert caught.value.code == "project-folder-missing"


# --- other programs, while the project is open ---


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps open files where they are")
def test_removed_while_open(path: Path, tmp_path: Path) -> None:
    rehearsal = rehearsal_on(path)
    rehearsal.do(lines.split(rehearsal.episode, 0, 2))
    path.rename(tmp_path / "hidden.stet")
    error = failing(rehearsal, lines.split(rehearsal.episode, 5, 2))
    assert error.code == "project-gone"
    # One way out is a copy, the other to put it back and go on.
    assert rehearsal.project is not None
    rehearsal.project.copy_to(tmp_path / "copy.stet")
    assert loaded_state(tmp_path / "copy.stet") == state(rehearsal.episode)
    (tmp_path / "hidden.stet").rename(path)
    rehearsal.do(lines.split(rehearsal.episode, 5, 2))
    assert rehearsal.project is not None
    rehearsal.project.close()
    assert loaded_state(path) == state(rehearsal.episode)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps open files where they are")
def test_a_copy_takes_what_the_project_could_not(path: Path, tmp_path: Path) -> None:
    rehearsal = rehearsal_on(path)
    project = rehearsal.project
    assert project is not None
    project.draft(Draft(1, "line", 4))
    project.flush()
    path.rename(tmp_path / "hidden.stet")
    edit = lines.split(rehearsal.episode, 5, 2)
    failing(rehearsal, edit)
    project.copy_to(tmp_path / "copy.stet", [edit])
    project.close()
    rehearsal.episode.apply(edit)
    with Project.open(tmp_path / "copy.stet") as copy:
        loaded = copy.load()
        assert state(loaded.episode) == state(rehearsal.episode)
        assert loaded.history.undoable == edit
        assert loaded.draft is None
    assert not list(tmp_path.glob(".*.new*"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps open files where they are")
def test_replaced_while_open(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.stet"
    Project.create(other, episode_of(3)).close()
    rehearsal = rehearsal_on(path)
    other.replace(path)
    error = failing(rehearsal, lines.split(rehearsal.episode, 5, 2))
    assert error.code == "project-replaced"
    assert rehearsal.project is not None
    rehearsal.project.close()
    assert loaded_state(path) == state(episode_of(3))


def test_written_by_another_program_while_open(path: Path) -> None:
    rehearsal = rehearsal_on(path)
    rehearsal.do(lines.split(rehearsal.episode, 0, 2))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("DELETE FROM segments WHERE id = 7").close()
    for _ in range(2):
        error = failing(rehearsal, lines.split(rehearsal.episode, 5, 2))
        assert error.code == "project-changed-elsewhere"
    assert rehearsal.project is not None
    with pytest.raises(UserError) as caught:
        rehearsal.project.copy_to(path.with_name("copy.stet"))
    assert caught.value.code == "project-changed-elsewhere"
    rehearsal.project.close()
    again = rehearsal_on(path)
    again.do(lines.split(again.episode, 2, 1))
    assert len(again.episode.transcript) == 21
    assert again.project is not None
    again.project.close()


def test_reading_it_meanwhile_is_no_trouble(path: Path) -> None:
    rehearsal = rehearsal_on(path)
    with closing(sqlite3.connect(path)) as other:
        for at in range(5):
            assert other.execute("SELECT count(*) FROM segments").fetchone()[0] == 20 + at
            rehearsal.do(lines.split(rehearsal.episode, at, 2))
    assert rehearsal.project is not None
    rehearsal.project.close()


def test_locked_by_another_program(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from editor.store import connect

    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.05)
    rehearsal = rehearsal_on(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE").close()
        assert failing(rehearsal, lines.split(rehearsal.episode, 5, 2)).code == "project-busy"
        other.execute("ROLLBACK").close()
    rehearsal.do(lines.split(rehearsal.episode, 5, 2))
    assert rehearsal.project is not None
    rehearsal.project.close()


def test_trouble_nobody_waits_for_is_told(path: Path, tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows keeps open files where they are")
    told: list[UserError | None] = []
    project = Project.open(path, on_trouble=told.append)
    project.load()
    project.flush()
    path.rename(tmp_path / "hidden.stet")
    project.draft(Draft(1, "x", 1))
    project.flush()
    assert [error and error.code for error in told] == ["project-gone"]
    assert project.failing
    (tmp_path / "hidden.stet").rename(path)
    project.draft(Draft(1, "xy", 2))
    project.flush()
    assert told[1:] == [None]
    project.close()


def test_every_code_has_a_sentence() -> None:
    import re
    import tomllib

    sentences = tomllib.loads((ROOT / "resources/texts/en/errors.toml").read_text("utf-8"))
    room = ROOT / "editor" / "store"
    source = "\n".join(path.read_text("utf-8") for path in room.glob("*.py"))
    codes = set(re.findall(r'"((?:project|history|mended|draft)-[a-z-]+)"', source))
    codes |= set(re.findall(r'Restored\(\s*"([a-z-]+)"', source)) - {"draft-offered"}
    assert len(codes) > 25
    assert sorted(codes - set(sentences)) == []
