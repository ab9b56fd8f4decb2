"""An hour's work that went the wrong way, taken back as a whole by keys, and that taken back."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from editor.ui.dialogs.compare import CompareWindow
from editor.ui.dialogs.edit_choice import EditChoice
from tests.stories.conftest import Story
from tests.strategies import state

_Dialog = TypeVar("_Dialog", bound=QDialog)


def _dialog(story: Story, kind: type[_Dialog], qtbot: QtBot) -> _Dialog:
    qtbot.waitUntil(lambda: bool(story.window.findChildren(kind)), timeout=10_000)
    return story.window.findChildren(kind)[0]


def _press(dialog: QDialog, key: Qt.Key) -> None:
    """Press a key where the focus of a dialog is."""
    focus = dialog.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def test_work_that_went_wrong_is_taken_back_as_a_whole(story: Story, qtbot: QtBot) -> None:
    desk = story.desk
    desk.go(0, 0)
    story.write("Good: ")
    desk.session.commit(desk)
    good = state(desk.session.episode)
    desk.go(1, 0)
    story.write("Zebra ")
    story.do("line.join-down")
    desk.go(0, 3)
    story.do("line.split")
    story.do("line.inaudible")
    head, wrong = desk.session.history.head, state(desk.session.episode)
    assert len(story.texts) == 4

    story.do("history.compare")
    window = _dialog(story, CompareWindow, qtbot)
    window._ends[0].setFocus()
    _press(window, Qt.Key.Key_End)
    choice = _dialog(story, EditChoice, qtbot)
    QTest.keyClicks(choice.focusWidget(), "zebra")
    qtbot.waitUntil(lambda: choice._model.rowCount() == 1, timeout=10_000)
    _press(choice, Qt.Key.Key_Return)
    assert window._ends[0].currentText() == "Before edit 2: typing"
    _press(window, Qt.Key.Key_Tab)
    _press(window, Qt.Key.Key_Space)
    message = story.window.message
    qtbot.waitUntil(lambda: message.text.startswith("Everything is as it was before edit 2"))
    assert state(desk.session.episode) == good
    assert desk.session.history.head == head + 1
    _press(window, Qt.Key.Key_Escape)
    story.settle()
    assert story.shown[0].startswith("Good: ")

    story.do("edit.undo")
    story.settle()
    assert state(desk.session.episode) == wrong
    story.do("edit.redo")
    story.close()
    story.open()
    assert state(story.desk.session.episode) == good, "the file has it, too"
