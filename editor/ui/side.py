"""Sides: the panels left of the page, one above the other, and right of it, behind tabs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.ui.pieces import rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

P = TypeVar("P", bound=QWidget)

_GAP: Final = 6


class Side(QWidget):
    """A panel ground that holds others one above the other."""

    def __init__(self, name: str, parts: Sequence[tuple[QWidget, int]]) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(6)
        for part, stretch in parts:
            column.addWidget(part, stretch)


class Tab(QWidget, Generic[P]):
    """The place of one panel, which is made when it is first asked for."""

    def __init__(self, key: str, title: str, make: Callable[[], P]) -> None:
        super().__init__()
        self.key = key
        self.title = title
        self._make = make
        self._panel: P | None = None
        self._awaited: list[Callable[[P], object]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def known(self) -> bool:
        """Whether the panel has been made."""
        return self._panel is not None

    @property
    def panel(self) -> P:
        """The panel."""
        return self.fill()

    def fill(self) -> P:
        """Make the panel, unless there is one; returns it."""
        if self._panel is None:
            self._panel = self._make()
        if not self._column.count():
            self._column.addWidget(self._panel)
            self._panel.show()
            awaited, self._awaited = self._awaited, []
            for act in awaited:
                act(self._panel)
        return self._panel

    def filling(self) -> Iterator[None]:
        """Make the panel in two steps, each of which may hold the window for some ms."""
        if self._panel is None:
            self._panel = self._make()
            yield
        self.fill()

    def once_made(self, act: Callable[[P], object]) -> None:
        """Do something with the panel, as soon as there is one."""
        if self._panel is not None:
            act(self._panel)
        else:
            self._awaited.append(act)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._panel is None:
            QTimer.singleShot(0, self, self.fill)


class Tabbed(QWidget):
    """Panels behind a row of tabs, the chosen one underlined."""

    def __init__(self, name: str, panels: Sequence[Tab[Any]]) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self._row = TabRow(name, [panel.title for panel in panels], self)
        self._stack = QStackedWidget(self)
        self._tabs = tuple(panels)
        for tab in self._tabs:
            self._stack.addWidget(tab)
        self._row.bar.currentChanged.connect(self._choose)
        head = QVBoxLayout()
        head.setContentsMargins(14, 8, 14, 0)
        head.addWidget(self._row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule(self))
        column.addWidget(self._stack, 1)

    @property
    def front(self) -> Tab[Any]:
        """The place of the panel that is in front."""
        return self._tabs[self._row.bar.currentIndex()]

    def show_panel(self, tab: Tab[Any]) -> None:
        """Bring a panel to the front; one that is not made yet is there a turn later."""
        self._row.bar.setCurrentIndex(self._tabs.index(tab))

    def _choose(self, number: int) -> None:
        self._stack.setCurrentIndex(number)


class TabRow(QWidget):
    """As many tabs as fit, the chosen one among them; the others are in a menu at the end.

    Nothing scrolls and no title is cut, however narrow the panel and large the letters.
    """

    def __init__(self, name: str, titles: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.bar = _Tabs(self)
        self.bar.setAccessibleName(name)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setMinimumWidth(1)  # else all tabs together are the least width of the panel
        for title in titles:
            self.bar.addTab(title)
        self._more = QToolButton(self)
        self._more.setText("…")
        self._more.setProperty("role", "quiet")
        self._more.setAccessibleName(self.tr("More panels"))
        self._more.setToolTip(self._more.accessibleName())
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._more)
        self._menu.setAccessibleName(self._more.accessibleName())
        self._more.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.bar)
        row.addStretch(1)
        row.addWidget(self._more)
        self.bar.currentChanged.connect(lambda _tab: self._fit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        room, widths = self.width(), self.bar.widths()
        shown = set(range(self.bar.count()))
        if sum(widths) > room:
            room -= self._more.sizeHint().width() + _GAP + widths[self.bar.currentIndex()]
            shown = {self.bar.currentIndex()}
            for tab, width in enumerate(widths):
                if tab in shown:
                    continue
                if width > room:
                    break
                shown.add(tab)
                room -= width
        for tab in range(self.bar.count()):
            self.bar.setTabVisible(tab, tab in shown)
        others = sorted(shown - {self.bar.currentIndex()})
        while others and self.bar.sizeHint().width() > self._room():
            self.bar.setTabVisible(others.pop(), False)  # the chosen one is bold, so it is wider
        self.bar.updateGeometry()
        self._menu.clear()
        for tab in range(self.bar.count()):
            if not self.bar.isTabVisible(tab):
                go = partial(self.bar.setCurrentIndex, tab)
                self._menu.addAction(self.bar.tabText(tab).replace("&", "&&"), go)
        self._more.setVisible(not self._menu.isEmpty())
        self._scroll_back()

    def _scroll_back(self) -> None:
        """Show the first tab, then the chosen one: Qt leaves a row scrolled that became wider."""
        chosen = self.bar.currentIndex()
        first = next(filter(self.bar.isTabVisible, range(self.bar.count())), chosen)
        with QSignalBlocker(self.bar):
            self.bar.setCurrentIndex(first)
            self.bar.resize(self.bar.sizeHint().width(), self.bar.height())
            self.bar.setCurrentIndex(chosen)

    def _room(self) -> int:
        """What the tabs that are shown may take."""
        count = self.bar.count()
        if all(self.bar.isTabVisible(tab) for tab in range(count)):
            return self.width()
        return self.width() - self._more.sizeHint().width() - _GAP


class _Tabs(QTabBar):
    """Knows how wide its tabs are, those that are hidden included."""

    def widths(self) -> list[int]:
        return [self.tabSizeHint(tab).width() for tab in range(self.count())]

    def sizeHint(self) -> QSize:
        """The tabs that are shown; Qt's own leaves out what a row is scrolled by."""
        shown = (width for tab, width in enumerate(self.widths()) if self.isTabVisible(tab))
        return QSize(sum(shown), super().sizeHint().height())
