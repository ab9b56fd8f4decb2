"""Tabs of the panels: those that fit are shown, the others are in a menu; panels made when seen."""

from __future__ import annotations

import weakref

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from editor.ui.side import Tab, Tabbed, TabRow

TITLES = ("Review", "Glossary", "Captions", "Translation", "Find", "Notes", "History")


@pytest.fixture
def tabbed(qtbot: QtBot) -> Tabbed:
    made = Tabbed("Panels", [Tab(title.lower(), title, _buttons) for title in TITLES])
    qtbot.addWidget(made)
    made.resize(1_200, 400)
    made.show()
    qtbot.waitUntil(lambda: made._tabs[0].known)
    return made


def _buttons() -> QWidget:
    """A panel of two buttons."""
    panel = QWidget()
    for name in ("first", "second"):
        QPushButton(name, panel).setObjectName(name)
    return panel


def shown(row: TabRow) -> list[str]:
    tabs = range(row.bar.count())
    return [row.bar.tabText(tab) for tab in tabs if row.bar.isTabVisible(tab)]


def test_every_tab_is_shown_where_there_is_room(tabbed: Tabbed) -> None:
    assert shown(tabbed._row) == list(TITLES)
    assert not tabbed._row._more.isVisible()


def test_what_does_not_fit_is_in_the_menu(tabbed: Tabbed) -> None:
    row = tabbed._row
    tabbed.resize(320, 400)
    listed = [action.text() for action in row._menu.actions()]
    assert shown(row) + listed == list(TITLES)
    assert listed
    assert row.bar.sizeHint().width() + row._more.width() <= row.width()
    row._menu.actions()[-1].trigger()
    assert row.bar.tabText(row.bar.currentIndex()) == "History"
    assert shown(row)[-1] == "History"
    assert tabbed._stack.currentIndex() == 6
    tabbed.resize(1_200, 400)
    assert shown(row) == list(TITLES)


def test_the_row_is_never_scrolled_however_its_width_changed(tabbed: Tabbed) -> None:
    row = tabbed._row
    for chosen in range(len(TITLES)):
        row.bar.setCurrentIndex(chosen)
        for width in (1_200, 260, 364, 300, 500, 420):
            tabbed.resize(width, 400)
            QApplication.processEvents()
            tabs = [tab for tab in range(len(TITLES)) if row.bar.isTabVisible(tab)]
            assert row.bar.tabRect(tabs[0]).left() == 0, (chosen, width)
            assert row.bar.tabRect(tabs[-1]).right() < row.bar.width(), (chosen, width)


def test_a_panel_is_made_when_it_is_first_looked_at(tabbed: Tabbed) -> None:
    assert [tab.known for tab in tabbed._tabs] == [True] + [False] * 6
    notes = tabbed._tabs[TITLES.index("Notes")]
    met: list[QWidget] = []
    notes.once_made(met.append)
    assert met == []
    tabbed.show_panel(notes)
    assert met == [notes.panel]
    assert notes.panel.isVisible()
    notes.once_made(met.append)
    assert met == [notes.panel] * 2


def test_what_waited_for_a_panel_is_let_go_of_once_it_is_made(qtbot: QtBot) -> None:
    tab = Tab("notes", "Notes", _buttons)
    qtbot.addWidget(tab)

    class Waiting:
        def tell(self, panel: QWidget) -> None:
            told.append(panel)

    told: list[QWidget] = []
    waiting = Waiting()
    gone = weakref.ref(waiting)
    tab.once_made(waiting.tell)
    del waiting
    assert gone() is not None
    assert told == []
    tab.fill()
    assert told == [tab.panel]
    assert gone() is None


def test_a_row_without_tabs_shows_none(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    row = TabRow("None", [], parent)
    row.resize(300, 40)
    row._fit()
    assert shown(row) == []
    assert row._menu.isEmpty()
