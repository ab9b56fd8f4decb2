"""Eyes optional: every widget a person can reach has a name and a role, and focus can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QScrollArea, QWidget

from editor.ui.features.review import Review
from editor.ui.find_bar import FindBar
from editor.ui.main_window import MainWindow
from editor.ui.waveform.strip import Waveform
from tests.ui.test_fitting import _dialogs as dialogs_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Role = QAccessible.Role
INTERACTIVE = {
    Role.PushButton, Role.CheckBox, Role.RadioButton, Role.EditableText, Role.ComboBox, Role.Slider,
    Role.List, Role.ListItem, Role.PageTab, Role.ButtonMenu, Role.MenuItem, Role.Table,
}  # fmt: skip
NO_ROLE = {Role.NoRole, Role.Client}


def _walk(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield interface
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child.isValid():
            yield from _walk(child)


def _faults(top: QWidget) -> list[str]:
    """Name what a screen reader could not name."""
    faults = []
    root = QAccessible.queryAccessibleInterface(top)
    assert root is not None
    for found in _walk(root):
        if found.state().invisible:
            continue
        if found.role() in INTERACTIVE and not found.text(QAccessible.Text.Name).strip():
            faults.append(f"no name: {found.role()} {_described(found.object())}")
    faults += [
        f"no name: list of {_described(box)}"  # it is read out on its own
        for box in top.findChildren(QComboBox)
        if not box.view().accessibleName()
    ]
    faults += [
        f"a stop where nothing is seen: {_described(area)}"
        for area in top.findChildren(QScrollArea)
        if area.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    for widget in top.findChildren(QWidget):
        # Who has a proxy never gets the focus itself: the field inside a spin box.
        stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if widget.isVisibleTo(top) and stops:
            entry = QAccessible.queryAccessibleInterface(widget)
            assert entry is not None
            if entry.role() in NO_ROLE:
                faults.append(f"no role: {_described(widget)}")
            if not entry.text(QAccessible.Text.Name).strip():
                faults.append(f"no name: {_described(widget)}")
    return faults


def _described(found: QObject | None) -> str:
    return f"{type(found).__name__} {found.objectName() if found else ''}"


def _words(text: str) -> str:
    """The words of a text as they are spoken, a blank before and behind each."""
    found = re.findall(r"[^\W_]+", text.replace("&", "").casefold())
    return f" {' '.join(found)} "


def _misnamed(top: QWidget) -> list[str]:
    """Name what cannot be spoken to by the words that are seen on it or beside it.

    Success criterion 2.5.3 of WCAG 2.2: its accessible name contains its visible label.
    """
    buttons = [(button, button.text()) for button in top.findChildren(QAbstractButton)]
    beside = [
        (named, label.text())
        for label in top.findChildren(QLabel)
        if (named := cast("QWidget | None", label.buddy())) is not None  # as the stub has not
    ]
    faults = []
    for widget, text in [*buttons, *beside]:
        if not widget.isVisibleTo(top) or isinstance(widget, QLabel):
            continue
        entry = QAccessible.queryAccessibleInterface(widget)
        assert entry is not None
        called = entry.text(QAccessible.Text.Name)
        if isinstance(widget, QComboBox):  # on Linux Qt names it by what is chosen in it
            called = widget.accessibleName()
        if _words(text).strip() and _words(text) not in _words(called):
            faults.append(f"“{text}” is called “{called}”")
    return faults


def test_the_start_page_can_be_read_out(window: MainWindow) -> None:
    assert _faults(window) == []
    assert _misnamed(window) == []


def test_an_open_project_can_be_read_out(desk_window: MainWindow) -> None:
    desk_window.actions_.run("find.replace")
    assert _faults(desk_window) == []
    assert _misnamed(desk_window) == []


def test_every_panel_can_be_read_out(desk_window: MainWindow) -> None:
    assert desk_window.desk is not None
    for panel in [panel for feature in desk_window.desk.features for panel in feature.panels]:
        desk_window.actions_.run(f"panel.{panel.key}")
        assert panel.isVisible()
        assert _faults(desk_window) == []
        assert _misnamed(desk_window) == []


def test_dialogs_can_be_read_out(desk_window: MainWindow) -> None:
    for dialog in dialogs_of(desk_window):
        dialog.show()
        assert _faults(dialog) == [], dialog
        assert _misnamed(dialog) == [], dialog
        dialog.close()


def test_a_fault_would_be_seen(window: MainWindow, qtbot: QtBot) -> None:
    class Nameless(QWidget):
        pass

    nameless = Nameless(window)
    nameless.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    nameless.show()
    assert [fault.split(":")[0] for fault in _faults(window)] == ["no role", "no name"]


def test_the_waveform_is_a_slider_with_a_value(desk_window: MainWindow) -> None:
    assert desk_window.desk is not None
    waveform = desk_window.desk.waveform
    entry = QAccessible.queryAccessibleInterface(waveform)
    assert entry is not None
    assert entry.role() is Role.Slider
    desk_window.desk.go_to_time(12_000)
    assert entry.valueInterface() is not None
    assert waveform.value() == 12_000


@pytest.mark.parametrize("wanted", ["speaker", "chapter", "finding"])
def test_rows_say_more_than_their_text(desk_window: MainWindow, wanted: str) -> None:
    desk = desk_window.desk
    assert desk is not None
    panel = {
        "speaker": desk.speakers,
        "chapter": desk.chapters,
        "finding": desk.feature(Review).panel,
    }[wanted]
    root = QAccessible.queryAccessibleInterface(panel)
    assert root is not None
    names = [found.text(QAccessible.Text.Name) for found in _walk(root)]
    expected = {
        "speaker": "1: Ada Lumen, host, 40 % of the talk",
        "chapter": "0:15 The way south",
        "finding": "“you know”, “I mean”: 2, 2 to review",
    }
    assert expected[wanted] in names


def test_tab_leaves_the_page(desk_window: MainWindow, qtbot: QtBot) -> None:
    desk = desk_window.desk
    assert desk is not None
    desk_window.activateWindow()
    desk.take_focus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is desk.page)
    assert desk.page.tabChangesFocus()
    assert isinstance(desk.find_bar, FindBar)
    assert isinstance(desk.waveform, Waveform)


def test_the_key_of_the_next_pane_comes_back_from_a_panel(
    desk_window: MainWindow, qtbot: QtBot
) -> None:
    desk, actions = desk_window.desk, desk_window.actions_
    assert desk is not None
    desk_window.activateWindow()
    for key in sorted(command for command in actions.bound if command.startswith("panel.")):
        desk.take_focus()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is desk.page)
        actions.run(key)
        there = QApplication.focusWidget()
        assert there is not None
        assert there is not desk.page, key
        QTest.keyClick(there, Qt.Key.Key_F6)
        assert QApplication.focusWidget() is desk.page, key
        QTest.keyClick(desk.page, Qt.Key.Key_F6)
        assert QApplication.focusWidget() is not desk.page, "then it goes on"
