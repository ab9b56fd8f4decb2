"""Closing a project over an export: said in a sentence, and broken off only when it is wanted."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton

from editor.app.jobs import Step, Work
from editor.app.texts import table
from editor.ui.tokens import DARK

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from editor.ui.main_window import MainWindow

UI = Path(__file__).resolve().parents[2] / "editor" / "ui"


class Slow:
    """Work that goes on until it is closed or let go of."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.closed = threading.Event()

    def work(self) -> Work[None]:
        try:
            while not self.go.wait(0.01):
                yield Step(0, note="export")
        finally:
            self.closed.set()


@pytest.fixture
def slow() -> Iterator[Slow]:
    made = Slow()
    yield made
    made.go.set()


def start(window: MainWindow, slow: Slow, name: str) -> None:
    assert window.desk is not None
    window.desk.runner.start(name, slow.work(), done=lambda _: None, failed=window.desk.failed)


def press(window: MainWindow, words: str) -> None:
    found = [one for one in window.message.findChildren(QPushButton) if one.text() == words]
    assert len(found) == 1
    found[0].click()


def test_an_export_is_not_broken_off_without_asking(
    desk_window: MainWindow, slow: Slow, qtbot: QtBot
) -> None:
    start(desk_window, slow, "export")
    assert not desk_window.close_project()
    assert desk_window.windowTitle() != "Stet"
    assert "Exporting" in desk_window.message.text
    assert not slow.closed.is_set()
    press(desk_window, "Break it off and close")
    assert desk_window.windowTitle() == "Stet"
    assert slow.closed.wait(60)


def test_the_window_stays_until_it_is_told_to_go(desk_window: MainWindow, slow: Slow) -> None:
    start(desk_window, slow, "cut")
    assert not desk_window.close()
    assert desk_window.isVisible()
    press(desk_window, "Break it off and close")
    assert not desk_window.isVisible()


def test_a_draft_is_not_thrown_away_without_asking(desk_window: MainWindow, slow: Slow) -> None:
    """It belongs to no project: only who leaves the program breaks it off."""
    runner = desk_window.runner
    runner.start("draft", slow.work(), done=lambda _: None, failed=lambda _: None)
    assert desk_window.close_project()
    assert not desk_window.close()
    assert desk_window.isVisible()
    assert "Writing down" in desk_window.message.text
    assert not slow.closed.is_set()
    press(desk_window, "Break it off and close")
    assert not desk_window.isVisible()
    assert slow.closed.wait(60)


def test_what_writes_no_file_is_not_asked_about(desk_window: MainWindow, slow: Slow) -> None:
    start(desk_window, slow, "review")
    assert desk_window.close_project()
    assert slow.closed.wait(60)


def test_every_job_has_words() -> None:
    named = {
        name
        for path in UI.rglob("*.py")
        for name in re.findall(r"\.start\(\s*\"([a-z-]+)\"", path.read_text("utf-8"))
    }
    assert len(named) > 15
    assert sorted(named - set(table("jobs"))) == []


def test_another_theme_once_a_project_is_closed_concerns_it_no_more(
    desk_window: MainWindow, qtbot: QtBot
) -> None:
    desk = desk_window.desk
    assert desk is not None
    with qtbot.waitSignal(desk.destroyed):
        desk_window.close_project()
    desk_window.actions_.run("theme.dark")
    assert desk_window.theme.tokens is DARK
    desk_window.actions_.run("theme.light")
