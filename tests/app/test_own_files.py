"""The program's own files: folders, recent projects, logs and the notice of a crash."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from editor.app import filing, log, recent
from editor.app.paths import Folders, _xdg_folders, user_folders
from editor.model.errors import UserError


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself answers")
def test_the_short_cut_on_linux_says_what_platformdirs_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from platformdirs import PlatformDirs

    for value in (None, "/elsewhere", "relative/is/ignored", ""):
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            if value is None:
                monkeypatch.delenv(name, raising=False)
            else:
                monkeypatch.setenv(name, value)
        theirs, ours = PlatformDirs("stet", appauthor=False), user_folders()
        if value and value.startswith("relative"):
            continue  # the specification ignores it, platformdirs takes it
        assert ours.config == theirs.user_config_path
        assert ours.data == theirs.user_data_path
        assert ours.cache == theirs.user_cache_path
        assert ours.log == theirs.user_log_path
    assert _xdg_folders({"XDG_DATA_HOME": "relative"}, Path("/h")).data == Path(
        "/h/.local/share/stet"
    )


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "small.json"
    filing.write_text(path, "old")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UserError, match="file-disk-full"):
        filing.write_text(path, "new")
    assert path.read_text("utf-8") == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["small.json"]


def test_recent_projects_come_newest_first_and_once(tmp_path: Path) -> None:
    path = tmp_path / "recent.json"
    for number in range(20):
        recent.add(path, recent.Recent(f"/p/{number}.stet", f"Episode {number}"))
    recent.add(path, recent.Recent("/p/15.stet", "Renamed"))
    listed = recent.load(path)
    assert len(listed) == recent.KEEP
    assert [one.title for one in listed[:3]] == ["Renamed", "Episode 19", "Episode 18"]
    assert "/p/15.stet" not in [one.path for one in recent.forget(path, "/p/15.stet")]


@pytest.mark.parametrize("content", ["", "{}", "[1]", '[{"title": "no path"}]'])
def test_a_broken_list_is_an_empty_one(tmp_path: Path, content: str) -> None:
    path = tmp_path / "recent.json"
    path.write_text(content, "utf-8")
    assert recent.load(path) == ()


def test_a_crash_is_told_of_once(tmp_path: Path) -> None:
    folders = Folders.under(tmp_path)
    crash = "import sys; from pathlib import Path; from editor.app import log, paths;"
    crash += "log.watch_faults(paths.Folders.under(Path(sys.argv[1])));"
    crash += "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
    done = subprocess.run(
        [sys.executable, "-c", crash, str(tmp_path)], capture_output=True, check=False
    )
    assert done.returncode != 0
    told = log.last_crash(folders)
    assert told is not None
    assert "Segmentation fault" in told.report
    assert told.kept.is_file()
    assert log.last_crash(folders) is None


def test_a_regular_end_leaves_no_notice(tmp_path: Path) -> None:
    folders = Folders.under(tmp_path)
    log.end_watch(log.watch_faults(folders))
    assert log.last_crash(folders) is None
    assert list(folders.log.iterdir()) == []


def test_the_log_names_the_place_and_never_the_message() -> None:
    with pytest.raises(ValueError, match="Suzanne") as caught:
        int("what Suzanne said in confidence")
    report = log.described(caught.type, caught.tb)
    assert "ValueError" in report
    assert "test_own_files.py" in report
    assert "Suzanne" not in report


def test_log_lines_reach_the_file(tmp_path: Path) -> None:
    root = logging.getLogger()
    level, before = root.level, list(root.handlers)
    try:
        log.begin(Folders.under(tmp_path))
        logging.getLogger("editor.test").info("peaks done")
        assert "peaks done" in (tmp_path / "log" / "stet.log").read_text("utf-8")
    finally:
        for handler in [handler for handler in root.handlers if handler not in before]:
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)
