"""Eyes optional: every widget a person can reach has a name and a role, and focus can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QScrollArea, QWidget

from editor.app.jobs import run
from editor.app.statistics import statistics
from editor.cleaning import profile
from editor.ui.dialogs.cleaning_profile import CleaningProfile
from editor.ui.dialogs.cut_recording import CutDialog
from editor.ui.dialogs.export_preview import ExportPreview
from editor.ui.dialogs.keymap_editor import KeymapEditor
from editor.ui.dialogs.never_list import NeverList
from editor.ui.dialogs.preferences import Preferences
from editor.ui.dialogs.statistics import StatisticsDialog
from editor.ui.features.review import Review
from editor.ui.find_bar import FindBar
from editor.ui.help_page import HelpPage
from editor.ui.main_window import MainWindow
from editor.ui.palette import CommandPalette
from editor.ui.waveform.strip import Waveform

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
    faults += [
        f"not named as it is labelled: {button.text()}"  # whoever speaks to it says what is seen
        for button in top.findChildren(QAbstractButton)
        if button.isVisibleTo(top) and _label(button.text()) not in _label(_name(button))
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


def _label(text: str) -> str:
    """The words on a button without the key beside them; "" for a figure or a sign alone."""
    words = text.replace("&", "").split("  ")[0].removesuffix("…").strip().casefold()
    return words if any(letter.isalpha() for letter in words) else ""


def _name(widget: QWidget) -> str:
    entry = QAccessible.queryAccessibleInterface(widget)
    assert entry is not None
    return entry.text(QAccessible.Text.Name)


def _described(found: QObject | None) -> str:
    return f"{type(found).__name__} {found.objectName() if found else ''}"


def test_the_start_page_can_be_read_out(window: MainWindow) -> None:
    assert _faults(window) == []


def test_an_open_project_can_be_read_out(desk_window: MainWindow) -> None:
    desk_window.actions_.run("find.replace")
    assert _faults(desk_window) == []


def test_every_panel_can_be_read_out(desk_window: MainWindow) -> None:
    assert desk_window.desk is not None
    for panel in [panel for feature in desk_window.desk.features for panel in feature.panels]:
        desk_window.actions_.run(f"panel.{panel.key}")
        assert panel.isVisible()
        assert _faults(desk_window) == []


def test_dialogs_can_be_read_out(desk_window: MainWindow, qtbot: QtBot) -> None:
    from editor.app.exporting import Profile, Target

    assert desk_window.desk is not None
    episode, folder = desk_window.desk.session.episode, desk_window.desk.path.parent
    for dialog in (
        CommandPalette(desk_window.actions_, desk_window),
        HelpPage(desk_window.actions_, desk_window.theme, desk_window),
        Preferences(
            desk_window.settings, desk_window.actions_, desk_window.multimedia, desk_window
        ),
        KeymapEditor(desk_window.actions_, desk_window),
        ExportPreview(episode, Profile(Target.SRT), folder, desk_window.runner, desk_window),
        CutDialog(folder / "a.stet", folder / "a.mp3", desk_window),
        CleaningProfile(profile("clean"), "en-GB", desk_window),
        NeverList([("marker", "you know")], desk_window),
        StatisticsDialog(run(statistics(episode)), desk_window.theme, desk_window),
    ):
        qtbot.addWidget(dialog)
        dialog.show()
        assert _faults(dialog) == []


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
