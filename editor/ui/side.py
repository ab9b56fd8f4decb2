"""Sides: the panels left of the page, one above the other, and right of it, behind tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from editor.ui.pieces import rule

if TYPE_CHECKING:
    from collections.abc import Sequence


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


class Tabbed(QWidget):
    """Panels behind a row of tabs, the chosen one underlined."""

    def __init__(self, name: str, panels: Sequence[tuple[str, QWidget]]) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self._bar = QTabBar(self)
        self._bar.setAccessibleName(name)
        self._bar.setDrawBase(False)
        self._bar.setExpanding(False)
        self._bar.setUsesScrollButtons(True)
        self._stack = QStackedWidget(self)
        for title, panel in panels:
            self._bar.addTab(title)
            self._stack.addWidget(panel)
        self._bar.currentChanged.connect(self._stack.setCurrentIndex)
        head = QVBoxLayout()
        head.setContentsMargins(14, 8, 14, 0)
        head.addWidget(self._bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule(self))
        column.addWidget(self._stack, 1)

    def show_panel(self, panel: QWidget) -> None:
        """Bring a panel to the front."""
        self._bar.setCurrentIndex(self._stack.indexOf(panel))
