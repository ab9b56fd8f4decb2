"""Files: a new one takes the old one's place whole, or the old one stays."""

from __future__ import annotations

import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from editor.app.errors import sentence
from editor.formats.files import read_bytes, write_atomically
from editor.model.errors import UserError

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
NOT_ROOT = pytest.mark.skipif(
    getattr(os, "geteuid", lambda: 1)() == 0, reason="root may write everywhere"
)


def code_of(path: Path, data: bytes = b"new") -> str:
    with pytest.raises(UserError) as caught:
        write_atomically(path, data)
    assert path.name in sentence(caught.value)
    return caught.value.code


def test_new_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    write_atomically(path, b"one")
    assert path.read_bytes() == b"one"
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


@POSIX
def test_permissions_stay_and_new_files_get_the_usual_ones(tmp_path: Path) -> None:
    path, usual = tmp_path / "a.srt", tmp_path / "usual"
    usual.touch()
    write_atomically(path, b"one")
    assert path.stat().st_mode == usual.stat().st_mode
    path.chmod(0o640)
    write_atomically(path, b"two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@POSIX
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "a.srt", tmp_path / "link.srt"
    path.write_bytes(b"one")
    link.symlink_to(path)
    write_atomically(link, b"two")
    assert link.is_symlink()
    assert path.read_bytes() == b"two"


def test_places_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    assert code_of(tmp_path / "no" / "folder.srt") == "file-folder-missing"
    assert code_of(tmp_path / "file" / "below.srt") == "file-folder-missing"
    assert code_of(tmp_path) == "file-is-folder"
    assert code_of(tmp_path / ("x" * 300)) == "file-name-too-long"
    assert code_of(tmp_path / "a\0b") == "file-write-failed"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@POSIX
@NOT_ROOT
def test_a_folder_that_is_read_only(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_bytes(b"old")
    tmp_path.chmod(0o500)
    try:
        assert code_of(path) == "file-not-writable"
    finally:
        tmp_path.chmod(0o700)
    assert path.read_bytes() == b"old"


@POSIX
def test_a_pipe_is_written_into_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit(pipe.read_bytes)
        write_atomically(pipe, b"one")
        assert read.result() == b"one"
    assert pipe.is_fifo()


@NOT_ROOT  # whom a mistake would cost the device
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_what_the_system_says_of_a_full_disk() -> None:
    assert code_of(Path("/dev/full")) == "file-disk-full"


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(("number", "code"), [(28, "file-disk-full"), (5, "file-write-failed")])
def test_a_failure_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, code: str
) -> None:
    path = tmp_path / "a.srt"
    path.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, step, fail)
    if step == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    assert code_of(path) == code
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_reading_what_is_not_there(tmp_path: Path) -> None:
    large = tmp_path / "large.srt"
    large.write_bytes(b"x" * 2000)
    for path, code in (
        (tmp_path / "none.srt", "file-missing"),
        (tmp_path, "file-is-folder"),
        (large / "below", "file-missing"),
        (tmp_path / "a\0b", "file-unreadable"),
        (large, "file-too-large"),
    ):
        with pytest.raises(UserError) as caught:
            read_bytes(path, limit=1000)
        assert caught.value.code == code
        assert path.name in sentence(caught.value)
    assert len(read_bytes(large, limit=2000)) == 2000


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero")
def test_a_file_without_an_end_is_not_read_to_it() -> None:
    with pytest.raises(UserError) as caught:
        read_bytes(Path("/dev/zero"), limit=1000)
    assert caught.value.code in ("file-too-large", "file-unreadable")
