"""Messages: they take their room from the page alone, and go with the window, not the project."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from editor.ui.command_button import CommandButton
from editor.ui.features.captions import CaptionFeature
from editor.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from editor.ui.desk import Desk

LONG = (
    "Nothing can be written to the disk. What you type is kept and tried again every few seconds."
)
WAYS = [("Save a copy…", lambda: None), ("Choose another folder…", lambda: None)]


def _desk(window: MainWindow) -> Desk:
    assert window.desk is not None
    return window.desk


def test_a_message_leaves_the_panels_as_they_are(desk_window: MainWindow, qtbot: QtBot) -> None:
    desk = _desk(desk_window)
    desk_window.actions_.run("view.captions")
    panel = desk.feature(CaptionFeature).panel
    qtbot.waitUntil(lambda: panel.isVisible() and panel.model.rowCount() > 0)
    keys = [key for key in panel.findChildren(CommandButton) if key.isVisible()]
    assert len(keys) >= 6
    parts = (panel, desk.toolbar, desk.waveform, desk.chapters)
    before, high = [part.geometry() for part in parts], desk.page.height()
    for ways in ((), WAYS):
        desk_window.message.warn(LONG, ways)
        qtbot.waitUntil(lambda: desk.page.height() < high)
        assert [part.geometry() for part in parts] == before
        assert all(key.isVisible() for key in keys)
    desk_window.message.dismiss()
    qtbot.waitUntil(lambda: desk.page.height() == high)


def test_the_line_that_is_typed_stays_in_view(desk_window: MainWindow, qtbot: QtBot) -> None:
    desk = _desk(desk_window)
    desk_window.resize(1000, 480)
    desk.go(4, 0)
    QApplication.processEvents()
    page = desk.page
    low = page.cursorRect().bottom()
    page.setFixedHeight(low + 4)  # the caret's line is the last there is room for
    page.setMinimumHeight(0)
    assert page.viewport().rect().contains(page.cursorRect().center())
    page.resize(page.width(), low - 20)
    assert page.viewport().rect().contains(page.cursorRect().center())


def test_buttons_that_would_crowd_the_sentence_go_below_it(
    desk_window: MainWindow, qtbot: QtBot
) -> None:
    bar = desk_window.message
    bar.warn(LONG, WAYS)
    first, *_ = bar.findChildren(QPushButton)
    said = bar._text
    qtbot.waitUntil(lambda: first.geometry().left() > said.geometry().right())
    desk_window.resize(desk_window.minimumSize())
    qtbot.waitUntil(lambda: first.geometry().top() > said.geometry().bottom())


def test_buttons_are_whole_in_the_smallest_window(desk_window: MainWindow, qtbot: QtBot) -> None:
    bar = desk_window.message
    desk_window.resize(desk_window.minimumSize())
    bar.warn(LONG, [*WAYS, ("Close without saving “and nobody had anything to say”", lambda: None)])

    def whole() -> bool:
        buttons = bar.findChildren(QPushButton)
        boxes = [button.geometry() for button in buttons]
        apart = not any(one.intersects(other) for one, other in combinations(boxes, 2))
        inside = all(bar.rect().contains(box) for box in boxes)
        fits = all(b.width() >= b.sizeHint().width() or b.toolTip() == b.text() for b in buttons)
        return len(boxes) == 3 and apart and inside and fits and bar.minimumSizeHint().width() < 200

    qtbot.waitUntil(whole)


def test_the_panes_are_walked_by_way_of_a_message(desk_window: MainWindow) -> None:
    desk = _desk(desk_window)
    desk_window.activateWindow()
    desk.take_focus()
    desk_window.message.warn(LONG, WAYS)
    QApplication.processEvents()
    QTest.keyClick(desk.page, Qt.Key.Key_F6)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == WAYS[0][0]


def test_return_takes_the_way_out_that_has_the_focus(desk_window: MainWindow) -> None:
    took: list[str] = []
    bar = desk_window.message
    bar.note(
        "Two ways.", [("One", lambda: took.append("one")), ("Two", lambda: took.append("two"))]
    )
    desk_window.activateWindow()
    _, other = bar.findChildren(QPushButton)
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_Return)
    assert took == ["two"]
    assert bar.isHidden()


def test_what_is_said_outlives_the_project(desk_window: MainWindow, qtbot: QtBot) -> None:
    message = desk_window.message
    message.note("The copy is there.")
    assert desk_window.close_project()
    qtbot.waitUntil(message.isVisible)
    assert message.text == "The copy is there."
    message.dismiss()
    assert message.isHidden()
