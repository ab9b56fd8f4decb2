"""Around the work, by keyboard alone: find a command, change a key, tag, mark, take back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from editor.app.settings import SKIP
from editor.ui.dialogs.keymap_editor import KeymapEditor
from editor.ui.dialogs.preferences import Preferences
from editor.ui.features.history import History
from editor.ui.panels.history_model import LABEL
from tests.stories.conftest import Story

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def _answer(words: str) -> None:
    """Type into the question that is about to be asked, and press Return."""

    def reply() -> None:
        asked = QApplication.activeModalWidget()
        assert asked is not None
        field = asked.findChild(QLineEdit)
        assert field is not None
        field.selectAll()
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Return)

    QTimer.singleShot(50, reply)


def _window(story: Story, kind: type[QWidget]) -> QWidget:
    (found,) = story.window.findChildren(kind)
    found.activateWindow()
    QApplication.processEvents()
    return found


def _back(story: Story) -> None:
    """The question is answered or the window closed: the main window has the keys again."""
    story.window.activateWindow()
    for _ in range(50):
        QApplication.processEvents()
        if story.window.isActiveWindow():
            break
    story.desk.take_focus()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Return how many keys were pressed so far."""
    pressed: list[object] = []
    click = QTest.keyClick

    def press(*given: object) -> None:
        pressed.append(given)
        click(*given)  # type: ignore[call-overload]

    monkeypatch.setattr(QTest, "keyClick", press)
    return lambda: len(pressed)


def test_every_turn_is_tagged_with_one_key(story: Story, counted: Callable[[], int]) -> None:
    story.desk.take_focus()
    story.desk.go(0, 0)
    for digit in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_2):
        story.press(digit, CTRL)
    speakers = [line.speaker for line in story.desk.session.episode.transcript]
    sys.stdout.write(f"4 turns tagged with {counted()} keys\n")
    assert speakers == [1, 2, 1, 2]
    assert counted() == 4


def test_a_command_is_found_and_done_by_typing(story: Story) -> None:
    def choose() -> None:
        asked = QApplication.activeModalWidget()
        assert asked is not None
        field = asked.findChild(QLineEdit)
        assert field is not None
        QTest.keyClicks(field, "bokmark here")
        QTest.keyClick(field, Qt.Key.Key_Return)

    story.desk.take_focus()
    story.desk.go(1, 0)
    QTimer.singleShot(50, choose)
    story.press(Qt.Key.Key_P, CTRL, SHIFT)
    assert [note.at for note in story.desk.session.episode.notes] == [8_000]


def test_a_key_of_ones_own_works_at_once(story: Story) -> None:
    story.do("keys.edit")
    editor = _window(story, KeymapEditor)
    assert isinstance(editor, KeymapEditor)
    editor._field.setFocus()
    QTest.keyClicks(editor._field, "bookmark here")
    QTest.keyClick(editor._field, Qt.Key.Key_Return)
    QTest.keyClick(editor._press, Qt.Key.Key_F4, CTRL)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    _back(story)
    story.desk.go(2, 0)
    story.press(Qt.Key.Key_F4, CTRL)
    assert len(story.desk.session.episode.notes) == 1


def test_a_preference_is_searched_changed_and_in_force(story: Story) -> None:
    story.do("app.preferences")
    preferences = _window(story, Preferences)
    assert isinstance(preferences, Preferences)
    QTest.keyClicks(preferences._field, "short skip")
    shown = [row for row in preferences.rows if row.isVisible()]
    (row,) = (row for row in shown if row.control.accessibleName() == "Short skip")
    row.control.setFocus()
    QTest.keyClick(row.control, Qt.Key.Key_Down)
    assert story.window.settings[SKIP] == 1_500
    preferences.close()


def test_a_chapter_is_named_walked_and_a_note_written(story: Story) -> None:
    story.desk.take_focus()
    story.desk.go(1, 0)
    _answer("Hands on")
    story.press(Qt.Key.Key_H, CTRL, SHIFT)
    assert [chapter.title for chapter in story.desk.session.episode.chapters] == [
        "Flour", "Hands on", "Water",
    ]  # fmt: skip
    _back(story)
    story.press(Qt.Key.Key_PageDown, CTRL)
    assert story.desk.row == 2
    _answer("ask Cleo about this")
    story.press(Qt.Key.Key_M, CTRL)
    assert story.desk.session.episode.notes[0].text == "ask Cleo about this"
    _back(story)
    story.press(Qt.Key.Key_PageUp, CTRL)
    assert story.desk.row == 1


def test_one_correction_is_taken_back_and_the_others_stay(story: Story, qtbot: QtBot) -> None:
    desk = story.desk
    desk.take_focus()
    for row, words in ((0, "Oh, "), (1, "Well, "), (3, "Now, ")):
        desk.go(row, 0)
        story.write(words)
    desk.session.commit(desk)
    model = desk.feature(History).panel.model
    qtbot.waitUntil(lambda: model.rowCount() == 3, timeout=5_000)
    story.do("panel.history")
    panel = desk.feature(History).panel
    story.press(Qt.Key.Key_Home)
    story.press(Qt.Key.Key_Down)
    assert panel.list.currentIndex().data(LABEL) == "Typing"
    qtbot.waitUntil(lambda: "Well," in panel._detail.toPlainText(), timeout=5_000)
    story.press(Qt.Key.Key_Return)
    story.press(Qt.Key.Key_Tab)
    story.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not story.texts[1].startswith("Well"), timeout=10_000)
    assert story.texts[0].startswith("Oh, ")
    assert story.texts[3].startswith("Now, ")
    story.do("edit.undo")
    assert story.texts[1].startswith("Well, ")


def test_tomorrow_page_and_place_are_as_they_were_left(story: Story, tmp_path: Path) -> None:
    desk = story.desk
    desk.take_focus()
    desk.go(2, 6)
    story.do("view.verbatim")
    story.settle()
    scrolled = desk.page.verticalScrollBar().value()
    story.close()
    story.open()
    assert (story.desk.row, story.desk.offset) == (2, 6)
    assert story.desk.page.verticalScrollBar().value() == scrolled
    assert str(story.desk.view) == "verbatim"
