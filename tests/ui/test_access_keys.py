"""Access keys: an underlined letter reaches something, and no two want the same one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from editor.app.glossary.entries import Entry
from editor.app.glossary.shows import Difference
from editor.ui.dialogs.keep_for_show import keep_for_show
from editor.ui.dialogs.never_list import never_list
from tests.ui.test_fitting import _dialogs as dialogs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from editor.ui.main_window import MainWindow

_KEY = re.compile(r"(?<!&)&(?:&&)*(\w)")


def _faults(top: QWidget) -> list[str]:
    """Underlined letters that reach nothing, or more than one thing that is shown."""
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    faults = []
    for widget, text in _texts(top):
        found = _KEY.search(text)
        if found is None:
            continue
        if isinstance(widget, QLabel) and widget.buddy() is None:
            faults.append(f"reaches nothing: {text}")
        elif widget.isVisibleTo(top) and widget.isEnabled():
            wanted[found[1].casefold()].append(text)
    return faults + [f"{texts} want the same" for texts in wanted.values() if len(texts) > 1]


def _texts(top: QWidget) -> Iterator[tuple[QWidget, str]]:
    for widget in top.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget, widget.text()
        elif isinstance(widget, QGroupBox):
            yield widget, widget.title()
        elif isinstance(widget, QTabWidget):
            yield from ((widget, widget.tabText(at)) for at in range(widget.count()))


def test_every_underlined_letter_of_every_dialog_reaches_one_thing(
    desk_window: MainWindow, qtbot: QtBot
) -> None:
    desk = desk_window.desk
    assert desk is not None
    changes = [Difference(None, Entry("Lisboa", "Lisbon"))]
    seen: Counter[str] = Counter()
    for dialog in (
        *dialogs_of(desk_window),
        never_list([("marker", "you know")], desk_window),
        keep_for_show("Night Train", changes, desk_window),
    ):
        dialog.show()
        assert _faults(dialog) == [], dialog
        seen[type(dialog).__name__] += 1
        dialog.close()
    assert len(seen) > 14


def test_the_menus_of_the_bar_want_different_letters(desk_window: MainWindow) -> None:
    titles = [action.text() for action in desk_window.menuBar().actions() if action.isVisible()]
    keys = [found[1].casefold() for title in titles if (found := _KEY.search(title))]
    assert len(keys) == len(titles)
    assert len(set(keys)) == len(keys)


def test_a_dead_letter_would_be_seen(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    layout, label, field = QVBoxLayout(dialog), QLabel("&File"), QLineEdit()
    for part in (label, field):
        layout.addWidget(part)
    assert _faults(dialog) == ["reaches nothing: &File"]
    label.setBuddy(field)
    assert _faults(dialog) == []
    other = QLabel("&Fame")
    other.setBuddy(field)
    layout.addWidget(other)
    assert _faults(dialog) == ["['&File', '&Fame'] want the same"]
