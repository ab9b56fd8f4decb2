"""Room: nothing that is read or pressed is cut, in small windows, in large letters, in dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from editor.app.exporting import ExportProfile, Target
from editor.app.jobs import run
from editor.app.statistics import statistics
from editor.captions.profiles import profiles
from editor.cleaning import profile
from editor.ui.dialogs.asking import Question
from editor.ui.dialogs.caption_profile import CaptionProfile
from editor.ui.dialogs.chapter_paste import ChapterPaste
from editor.ui.dialogs.cleaning_profile import CleaningProfile
from editor.ui.dialogs.cut_recording import CutDialog
from editor.ui.dialogs.draft import DraftDialog
from editor.ui.dialogs.export_preview import ExportPreview
from editor.ui.dialogs.keymap_editor import KeymapEditor
from editor.ui.dialogs.people import PeopleWindow
from editor.ui.dialogs.preferences import Preferences
from editor.ui.dialogs.statistics import StatisticsDialog
from editor.ui.dialogs.two_points import TwoPoints
from editor.ui.help_page import HelpPage
from editor.ui.main_window import MainWindow
from editor.ui.palette import CommandPalette
from editor.ui.theme import choose_font

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SMALLEST = (1024, 700)
"""The window nothing may be cut in with letters of the usual size; larger ones need 1280 x 800.

Every dialog has to fit on a screen of this size, whatever its letters.
"""

PANELS = ("review", "glossary", "captions", "translation", "find", "notes", "history")


def _cut(top: QWidget) -> list[str]:
    """Name what has less room than its words need, or lies outside of what holds it."""
    found = []
    for widget in top.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(
            widget, QLabel | QAbstractButton | QAbstractSpinBox | QLineEdit
        ):
            continue
        needed = _needed(widget)
        if widget.width() < needed[0] or widget.height() < needed[1]:
            found.append(f"{_named(widget)}: {widget.width()}x{widget.height()}, needs {needed}")
        elif (holder := widget.parentWidget()) and not holder.rect().contains(widget.geometry()):
            found.append(f"{_named(widget)}: {widget.geometry()} outside of {holder.rect()}")
    return found


def _needed(widget: QWidget) -> tuple[int, int]:
    """The least width and height of a widget whose words are whole."""
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return 0, widget.heightForWidth(widget.width())
        if widget.toolTip():  # what is left out can be read there
            return 0, widget.fontMetrics().height()
        return widget.sizeHint().width(), widget.fontMetrics().height()
    words = not isinstance(widget, QAbstractButton) or widget.text()
    return widget.minimumSizeHint().width(), widget.fontMetrics().height() if words else 0


def _named(widget: QWidget) -> str:
    words = widget.accessibleName() or str(widget.property("text") or "")
    return f"{type(widget).__name__} “{words}”"


@pytest.fixture
def letters(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    """The system's letters are this much larger than usual."""
    choose_font(qapp)  # as the window does, for the factor is of its letters
    usual, factor = QApplication.font(), float(request.param)
    larger = QApplication.font()
    larger.setPointSizeF(usual.pointSizeF() * factor)
    qapp.setFont(larger)
    yield factor
    qapp.setFont(usual)


def _settled(top: QWidget, bot: QtBot) -> list[str]:
    """What is cut once every layout, and what was still being worked out, has come to rest."""
    cut: list[str] = []

    def nothing() -> bool:
        cut[:] = _cut(top)
        return not cut

    with suppress(bot.TimeoutError):
        bot.waitUntil(nothing)
    return cut


@pytest.mark.parametrize("letters", [1.0, 1.4], indirect=True)
def test_nothing_of_the_window_is_cut(
    letters: float, desk_window: MainWindow, qtbot: QtBot
) -> None:
    desk = desk_window.desk
    assert desk is not None
    desk_window.actions_.run("find.replace")
    for size in ((1280, 800), *([SMALLEST] if letters == 1.0 else [])):
        desk_window.resize(*size)
        for panel in PANELS:
            desk.frame.bring_up(panel)
            assert _settled(desk_window, qtbot) == [], (size, panel)


def _dialogs(window: MainWindow) -> Iterator[QDialog]:
    desk = window.desk
    assert desk is not None
    episode, folder = desk.session.episode, desk.path.parent
    recording = folder / "night.mp3"
    yield CommandPalette(window.actions_, window)
    yield HelpPage(window.actions_, window.theme, window)
    yield Preferences(window.settings, window.actions_, window.multimedia, window)
    yield KeymapEditor(window.actions_, window)
    yield ExportPreview(episode, ExportProfile(Target.SRT), folder, window.runner, window)
    cutting = CutDialog(desk.path, recording, window)
    cutting.show()
    cutting.show_account(["207 cuts, 1:44 shorter.", "Listen to each of them first. " * 6])
    yield cutting
    yield CleaningProfile(profile("clean"), "en-GB", window)
    yield CaptionProfile(next(iter(profiles().values())), window)
    yield StatisticsDialog(run(statistics(episode)), window.theme, window)
    yield ChapterPaste(window)
    yield TwoPoints(episode, 2, 0, window)
    yield DraftDialog(recording, "", None, window)
    yield PeopleWindow(desk)
    yield Question(window, "Rename the speaker", "Name, everywhere in this project", "Ada Lumen")


@pytest.mark.parametrize("letters", [1.0, 1.4], indirect=True)
def test_nothing_of_a_dialog_is_cut(letters: float, desk_window: MainWindow, qtbot: QtBot) -> None:
    for dialog in _dialogs(desk_window):
        dialog.show()
        assert _settled(dialog, qtbot) == [], dialog
        assert dialog.width() <= SMALLEST[0], dialog
        assert dialog.height() <= SMALLEST[1], dialog
        dialog.close()


def _stops(top: QWidget) -> set[QWidget]:
    """What Tab should stop at."""
    return {
        widget
        for widget in top.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    }


def _has_focus(top: QWidget) -> bool:
    return top.focusWidget() is not None


def test_tab_reaches_everything_in_a_dialog_and_is_never_caught(
    desk_window: MainWindow, qtbot: QtBot
) -> None:
    for dialog in _dialogs(desk_window):
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(partial(_has_focus, dialog))
        wanted = _stops(dialog)
        reached = set()
        for _ in range(len(wanted) + 2):
            now = dialog.focusWidget()
            assert now is not None
            reached.add(now)
            QTest.keyClick(now, Qt.Key.Key_Tab)
        assert [_named(stop) for stop in wanted - reached] == [], dialog
        dialog.close()
