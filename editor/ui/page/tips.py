"""Tips: what a mark under the mouse is and why it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from editor.app.reasons import account_of
from editor.model.render import View
from editor.ui.page.units import to_units

if TYPE_CHECKING:
    from editor.model.marks import Mark
    from editor.ui.page.page import TranscriptPage


class MarkTips(QObject):
    """Shows a tool tip over marks, where the view draws them."""

    def __init__(self, page: TranscriptPage) -> None:
        super().__init__(page)
        self._page = page
        page.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() is not QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        found = self._mark_at(event.pos())
        if found is None:
            QToolTip.hideText()
        else:
            said, where = found
            QToolTip.showText(event.globalPos(), said, self._page.viewport(), where)
        return True

    def _mark_at(self, at: QPoint) -> tuple[str, QRect] | None:
        """What to say of the mark at a point of the viewport, and where that holds."""
        page = self._page
        if page.shown is None or page.session is None or page.view is not View.MARKED:
            return None
        for block, place in page.visible_blocks():
            if not place.contains(at):
                continue
            row = page.row(block)
            line = page.session.line(row)
            for mark in line.marks:
                where = self._rect(block.text(), row, mark, at)
                if where is not None:
                    return "\n".join(account_of(page.session.episode, line, mark)), where
        return None

    def _rect(self, text: str, row: int, mark: Mark, at: QPoint) -> QRect | None:
        """The part of the mark that lies under a point."""
        page = self._page
        block = page.block(row)
        place = page.blockBoundingGeometry(block).translated(page.contentOffset())
        start, end = to_units(text, mark.start), to_units(text, mark.end)
        for _, rect in page.column.rects(block, start, end):
            part = rect.translated(place.topLeft()).toAlignedRect()
            if part.contains(at):
                return part
        return None
