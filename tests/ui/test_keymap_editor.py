"""The keymap editor: keys change at once, wherever they are shown; conflicts are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from editor.app.keymap import Keymap
from editor.ui.dialogs.keymap_editor import KeymapEditor

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from editor.ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def editor(desk_window: MainWindow, qtbot: QtBot) -> KeymapEditor:
    made = KeymapEditor(desk_window.actions_, desk_window)
    qtbot.addWidget(made)
    made.show()
    return made


def _search(editor: KeymapEditor, words: str) -> None:
    editor._field.setFocus()
    QTest.keyClicks(editor._field, words)


def _press(editor: KeymapEditor, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    QTest.keyClick(editor._press, key, held)


def test_a_free_key_is_given_at_once_and_works(
    editor: KeymapEditor, desk_window: MainWindow
) -> None:
    _search(editor, "note here")
    QTest.keyClick(editor._field, Qt.Key.Key_Return)
    _press(editor, Qt.Key.Key_F4, CTRL)
    action = desk_window.actions_["note.here"]
    assert [key.toString() for key in action.shortcuts()] == ["Ctrl+M", "Ctrl+F4"]
    assert "Changed by you" in editor._said.text()
    stored = Keymap.load(desk_window.folders.keymap)
    assert stored.own == {"note.here"}
    editor._reset.click()
    assert [key.toString() for key in action.shortcuts()] == ["Ctrl+M"]


def test_a_key_that_is_taken_is_told_and_only_taken_when_asked(
    editor: KeymapEditor, desk_window: MainWindow
) -> None:
    _search(editor, "note here")
    _press(editor, Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier)
    actions = desk_window.actions_
    assert "Back 2 seconds" in editor._said.text()
    assert actions["play.back"].shortcut() == QKeySequence("F7")
    editor._take.click()
    assert actions["play.back"].shortcuts() == []
    assert QKeySequence("F7") in actions["note.here"].shortcuts()
    assert "(F7)" not in desk_window.desk.toolbar._back.toolTip()  # type: ignore[union-attr]


def test_a_key_that_breaks_a_rule_is_refused(editor: KeymapEditor) -> None:
    _search(editor, "note here")
    _press(editor, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert "opens a menu" in editor._said.text()
    assert editor._keymap.own == frozenset()


def test_a_preset_changes_what_the_window_shows(
    editor: KeymapEditor, desk_window: MainWindow
) -> None:
    editor._presets.setFocus()
    QTest.keyClicks(editor._presets, "oTr")
    QTest.keyClick(editor._presets, Qt.Key.Key_Return)
    editor._presets.activated.emit(editor._presets.currentIndex())
    assert desk_window.desk is not None
    assert "(F1)" in desk_window.desk.toolbar._back.toolTip()
    assert desk_window.actions_.keymap.preset.name == "otranscribe"


def test_a_key_is_taken_away_by_its_chip(editor: KeymapEditor, desk_window: MainWindow) -> None:
    _search(editor, "redo")
    chips = [chip for chip in editor._chips.findChildren(QPushButton) if chip.isVisible()]
    assert [chip.accessibleName() for chip in chips] == [
        "Take Ctrl+Shift+Z away",
        "Take Ctrl+Y away",
    ]
    chips[1].click()
    assert desk_window.actions_["edit.redo"].shortcuts() == [QKeySequence("Ctrl+Shift+Z")]
