"""A project without a line says on its page what can be done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton

from editor.model.episode import Episode
from editor.model.info import Info
from editor.store import Project
from editor.ui.desk import Desk
from editor.ui.features.beginning import Beginning
from editor.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


ABOUT_A_LINE = (
    *("bookmark.", "caption.", "chapter.here", "clean.toggle", "clip.", "find.", "finding."),
    *("glossary.add", "line.", "note.", "play.", "speaker.", "spelling.", "view.captions"),
    "waveform.",
)


@pytest.fixture
def desk(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> Desk:
    """Return the desk of a project in which nothing is written yet."""
    path = tmp_path / "talk.stet"
    Project.create(path, Episode(info=Info(title="Talk"))).close()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([path])
    assert window.desk is not None
    return window.desk


def test_a_page_without_a_line_says_what_can_be_done_and_is_typed_in(desk: Desk) -> None:
    card = desk.feature(Beginning).card
    assert card is not None
    assert card.isVisible()
    buttons = {button.text(): button for button in card.findChildren(QPushButton)}
    assert {"Draft a transcript…", "Open a transcript…"} < set(buttons)
    assert desk.window_.focusWidget() is buttons["Draft a transcript…"]
    buttons["Type the first line"].click()
    assert not card.isVisible()
    assert desk.window_.focusWidget() is desk.page
    QTest.keyClicks(desk.page, "Good evening")
    desk.session.commit(desk)
    assert [line.text for line in desk.session.episode.transcript] == ["Good evening"]
    desk.window_.actions_.run("edit.undo")
    desk.window_.actions_.run("edit.undo")
    assert card.isVisible()


def test_no_command_about_a_line_does_harm_while_there_is_none(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDialog, "exec", lambda _: 0)
    for asks in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, asks, lambda *_, **__: ("", ""))
    actions, told = desk.window_.actions_, []
    actions.failed.connect(lambda error: told.append(error.code))
    names = sorted(name for name in actions.bound if name.startswith(ABOUT_A_LINE))
    assert len(names) > 80
    for name in names:
        actions.run(name)
    assert told.count("line-none") > 25
    assert not desk.session.episode.transcript
    assert desk.window_.actions_["view.captions"].isChecked()


@pytest.mark.parametrize("width", [270, 400])
def test_nothing_of_the_card_is_cut_however_narrow_the_page(
    desk: Desk, width: int, qtbot: QtBot
) -> None:
    card = desk.feature(Beginning).card
    assert card is not None
    page = desk.page
    page.setFixedWidth(page.width() - page.viewport().width() + width)
    qtbot.waitUntil(lambda: page.viewport().width() == width and card.width() <= width)
    for button in card.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width(), button.text()
    for label in card.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_a_page_with_lines_has_no_such_card(desk_window: MainWindow) -> None:
    assert desk_window.desk is not None
    assert desk_window.desk.feature(Beginning).card is None
