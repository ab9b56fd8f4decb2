"""Fitting area: a column as high as its panel, that scrolls only where it cannot be made to fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class FittingArea(QScrollArea):
    """Asks its content how high it must be at the width there is.

    Qt's own resizable area asks how high it may have to be at any width, and scrolls for nothing
    where lines are wrapped.
    """

    def __init__(self, inner: QWidget, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._inner = inner
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self._inner.layout()
        if layout is not None:
            room = self.viewport().size()
            needed = layout.minimumHeightForWidth(room.width())
            self._inner.resize(room.width(), max(room.height(), needed))
