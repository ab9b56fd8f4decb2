"""Settings survive a broken file, refuse nonsense and say when they change."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.app import settings
from editor.app.settings import SKIP, TEXT_SIZE, THEME, Settings


def test_every_default_is_within_its_own_limits() -> None:
    assert [one.name for one in settings.ALL if not one.accepts(one.default)] == []
    assert len({one.name for one in settings.ALL}) == len(settings.ALL) > 10


def test_a_change_is_on_disk_at_once_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    Settings.load(path)[THEME] = "dark"
    assert Settings.load(path)[THEME] == "dark"


def test_only_what_differs_from_the_default_is_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    values = Settings.load(path)
    values[TEXT_SIZE] = 150
    values[TEXT_SIZE] = TEXT_SIZE.default
    assert path.read_text("utf-8") == "{}\n"


@pytest.mark.parametrize("content", ["", "{", "[1]", "null", '{"theme": ', "\x00\x01"])
def test_a_broken_file_is_set_aside_and_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content, "utf-8")
    values = Settings.load(path)
    assert values[THEME] == "system"
    assert values.problem is not None
    assert values.problem.code == "settings-broken"
    assert [kept.read_text("utf-8") for kept in tmp_path.glob("*.broken-*")] == [content]


def test_values_of_another_version_give_way_to_defaults_and_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "sepia", "play.skip": 9e9, "of.tomorrow": 1}', "utf-8")
    values = Settings.load(path)
    assert (values[THEME], values[SKIP]) == ("system", 2000)
    values[TEXT_SIZE] = 120
    assert '"of.tomorrow": 1' in path.read_text("utf-8")


def test_what_is_beyond_the_limits_is_refused() -> None:
    with pytest.raises(ValueError, match="size does not"):
        Settings()[TEXT_SIZE] = 5000


def test_watchers_hear_of_changes_only() -> None:
    values, heard = Settings(), []
    stop = values.watch(TEXT_SIZE, lambda: heard.append(values[TEXT_SIZE]))
    values[TEXT_SIZE] = 100
    values[TEXT_SIZE] = 110
    stop()
    values[TEXT_SIZE] = 120
    assert heard == [110]


def test_a_folder_that_cannot_be_written_does_not_stop_anyone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    values = Settings.load(tmp_path / "file" / "settings.json")
    values[TEXT_SIZE] = 110
    assert values[TEXT_SIZE] == 110
