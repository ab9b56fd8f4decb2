"""Mouse: clicks between two text lines go to the nearest, in the margin to the line beside."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragLeaveEvent,
    QDropEvent,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu

from editor.model.time import Ms
from editor.model.words import tokens
from editor.ui.page.shown import Place, Shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from editor.ui.page.page import TranscriptPage
    from editor.ui.page.surface import Surface


def snapped(page: Surface, at: QPointF) -> QPointF:
    """The point moved to the middle of the text line it is in the slot of.

    Qt takes a point in the space between two lines for the end of the upper one.
    """
    for block, place in page.visible_blocks():
        if at.y() >= place.bottom():
            continue
        layout = block.layout()
        count = layout.lineCount()
        slots = (page.page_layout.slot(block, number) for number in range(count))
        below = sum(1 for slot in slots if place.top() + slot.top() <= at.y())
        if not count:
            return at
        line = layout.lineAt(max(0, below - 1))
        return QPointF(at.x(), place.top() + line.y() + line.height() / 2)
    return at


def moved(event: QMouseEvent, at: QPointF) -> QMouseEvent:
    """The same event at another point of the viewport."""
    return QMouseEvent(
        event.type(),
        at,
        event.scenePosition(),
        event.globalPosition(),
        event.button(),
        event.buttons(),
        event.modifiers(),
        event.pointingDevice(),
    )


def leave_break(page: Surface) -> None:
    """Leave the break behind the line out of what a third click selects.

    Typing over the line would join it with the next one.
    """
    cursor = page.textCursor()
    first, last = cursor.selectionStart(), cursor.selectionEnd()
    block = cursor.document().findBlock(first)
    if first == last or first != block.position() or last != block.position() + block.length():
        return
    cursor.setPosition(first)
    cursor.setPosition(last - 1, QTextCursor.MoveMode.KeepAnchor)
    page.setTextCursor(cursor)


def beside(page: Surface, event: QMouseEvent, margin: QWidget) -> QMouseEvent:
    """An event of the margin as one of the text beside it."""
    viewport = page.viewport()
    at = margin.mapTo(page, event.position()) - QPointF(viewport.pos())
    left = min(max(at.x(), 0.0), viewport.width() - 1.0)
    return moved(event, QPointF(left, at.y()))


def menu(page: Surface, event: QContextMenuEvent) -> QMenu:
    """The menu of the page, for the word under the mouse where nothing is selected there."""
    if event.reason() is QContextMenuEvent.Reason.Mouse:
        there = page.cursorForPosition(snapped(page, event.pos().toPointF()).toPoint())
        held = page.textCursor()
        if not held.selectionStart() <= there.position() <= held.selectionEnd():
            page.setTextCursor(there)
    made = QMenu(page)
    made.setAccessibleName(made.tr("Edit"))
    for group in page.offered:
        made.addActions(list(group))
        made.addSeparator()
    made.aboutToHide.connect(made.deleteLater)
    return made


def moment(shown: Shown, place: Place) -> Ms:
    """When the word at a place is heard (ms), else the start of its line."""
    line = shown.session.line(place.row)
    starts = [token.start for token in tokens(line.text)]
    word = bisect_right(starts, shown.to_source(place)) - 1
    return line.word_times()[word].start if word >= 0 else line.start


def drop(page: TranscriptPage, event: QDropEvent) -> None:
    """Put a dropped text where it fell; what was dragged on the page itself moves there."""
    page.dragLeaveEvent(QDragLeaveEvent())  # else Qt draws the caret here from now on
    text = event.mimeData().text()
    target = page.cursorForPosition(snapped(page, event.position()).toPoint())
    inside = event.source() in (page, page.viewport())
    if page.isReadOnly() or not text or not page.canInsertFromMimeData(event.mimeData()):
        event.ignore()
    elif inside:
        copy = event.proposedAction() is not Qt.DropAction.MoveAction
        page.editing.drag(target, copy=copy)
        event.accept()
    else:
        event.setDropAction(Qt.DropAction.CopyAction)
        page.editing.drop(text, target)
        event.accept()
