"""The lock: one writer at a time, whom everyone can read, and no trouble after a kill."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest

from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.segment import Segment
from editor.store import Draft, Project
from editor.store.lock import Lock, lock_path

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]

HOLD = textwrap.dedent("""
    import sys, time
    from pathlib import Path
    from editor.store import Project
    project = Project.open(Path(sys.argv[1]))
    print("open", flush=True)
    time.sleep(100)
""")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.stet"
    Project.create(made, Episode([Segment(1, 0, 1000, "one")])).close()
    return made


def hold(path: Path) -> subprocess.Popen[str]:
    """Open the project in another process."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        Project.open(path)
    return caught.value


def test_two_processes_and_a_kill(path: Path) -> None:
    process = hold(path)
    try:
        error = refusal(path)
        assert error.code == "project-locked"
        assert error.facts["pid"] == process.pid
        assert error.facts["host"] == socket.gethostname()
        assert error.facts["lock"] == str(lock_path(path))
        assert error.facts["user"]
        # Reading needs no lock.
        with Project.open(path, read_only=True) as project:
            assert project.load().episode.transcript[0].text == "one"
    finally:
        os.kill(process.pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
    assert lock_path(path).exists()
    with Project.open(path) as project:
        restored = project.load().restored
        assert [note.code for note in restored] == ["closed-unexpectedly"]
    assert not lock_path(path).exists()


def test_the_same_process_opens_it_once(path: Path) -> None:
    with Project.open(path) as project:
        assert refusal(path).facts["pid"] == os.getpid()
        assert project.load().restored == ()
    Project.open(path).close()


def test_the_lock_names_its_owner(path: Path) -> None:
    lock = Lock.acquire(path, NOW)
    owner = json.loads(lock_path(path).read_text())
    assert owner["pid"] == os.getpid()
    assert owner["since"] == "2026-05-04T12:00:00+00:00"
    lock.release()
    lock.release()
    assert not lock_path(path).exists()


def left_behind(path: Path, **facts: object) -> None:
    owner = {"pid": 4242, "host": socket.gethostname(), "user": "ada", "since": "2026-01-01"}
    lock_path(path).write_text(json.dumps(owner | facts))


@pytest.mark.parametrize(
    ("since", "told"),
    [("2026-01-01T12:00:59", "2026-01-01 12:00"), ("a while", "a while"), ("", "")],
)
def test_since_when_is_told_as_the_clock_on_the_wall_has_it(
    since: str, told: str, path: Path
) -> None:
    left_behind(path, host="elsewhere", since=since)
    assert refusal(path).facts["since"] == told


def test_a_lock_left_by_a_dead_process_is_taken_over(path: Path) -> None:
    left_behind(path)
    lock = Lock.acquire(path, NOW)
    assert lock.stale is not None
    assert lock.stale.user == "ada"
    lock.release()


def test_a_lock_left_with_typing_that_was_never_written_says_so(path: Path) -> None:
    left_behind(path, unkept="2026-01-01T12:00:00+00:00")
    with Project.open(path) as project:
        codes = [note.code for note in project.load().restored]
        assert codes == ["closed-unexpectedly", "typing-unkept"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps open files where they are")
def test_the_lock_says_while_typing_cannot_be_written(path: Path, tmp_path: Path) -> None:
    def unkept() -> bool:
        return bool(json.loads(lock_path(path).read_text())["unkept"])

    with Project.open(path, on_trouble=lambda _: None) as project:
        project.load()
        assert not unkept()
        moved = path.rename(tmp_path / "moved")
        project.draft(Draft(1, "one two", 7))
        project.flush()
        assert unkept()
        moved.rename(path)
        project.draft(Draft(1, "one two", 7))
        project.flush()
        assert not unkept()


def test_a_lock_left_by_another_machine_is_respected(path: Path) -> None:
    left_behind(path, host="elsewhere.example")
    error = refusal(path)
    assert error.code == "project-locked"
    assert (error.facts["host"], error.facts["user"]) == ("elsewhere.example", "ada")
    assert json.loads(lock_path(path).read_text())["host"] == "elsewhere.example"
    with Project.open(path, read_only=True) as project:
        assert len(project.load().episode.transcript) == 1
    lock_path(path).unlink()  # the way out that the sentence names
    Project.open(path).close()


@pytest.mark.parametrize("content", ["", "nonsense", "[]", '{"pid": "x"}', "[" * 50_000, "\0\xff"])
def test_a_lock_file_with_anything_in_it(path: Path, content: str) -> None:
    lock_path(path).write_text(content, "latin-1")
    with Project.open(path) as project:
        project.load()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_lock_file_that_is_a_link_is_not_followed(path: Path, tmp_path: Path) -> None:
    victim = tmp_path / "precious.txt"
    victim.write_text("precious")
    lock_path(path).symlink_to(victim)
    assert refusal(path).code == "project-disk-error"
    assert victim.read_text() == "precious"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_to_a_project_is_locked_where_the_project_lies(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    link = folder / "link.stet"
    link.symlink_to(path)
    with Project.open(link):
        assert refusal(path).code == "project-locked"
        assert not lock_path(link).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows always has its locks")
@pytest.mark.parametrize(("pid", "refused"), [(os.getppid(), True), (4_194_999, False)])
def test_without_locks_in_the_file_system_the_pid_decides(
    path: Path, pid: int, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import fcntl

    def no_locks(_handle: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    left_behind(path, pid=pid)
    if refused:
        assert refusal(path).facts["pid"] == pid
    else:
        Project.open(path).close()
