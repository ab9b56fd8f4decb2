"""Carrying: what the page puts on the clipboard beside the words, and takes from it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.app.carrying import FORMAT, carried, set_down
from editor.model.render import View

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from editor.ui.page.page import TranscriptPage


def take(page: TranscriptPage, data: QMimeData) -> None:
    """Add the selected lines with all that is known of them.

    Parts of lines in the clean view are words alone: what it hides stays where it is.
    """
    shown, session = page.shown, page.session
    if shown is None or session is None:
        return
    page.editing.commit()
    first, last = page.selected()
    if shown.view is View.CLEAN and not first.offset == last.offset == 0:
        return
    start = shown.to_source(first) if first.offset else 0
    end = shown.to_source(last) if last.offset else 0
    packed = carried(session.episode, first.row, start, last.row, end)
    if packed:
        data.setData(FORMAT, packed)


def put(page: TranscriptPage, source: QMimeData) -> bool:
    """Paste lines as such; ``False`` where the words alone are to be pasted."""
    shown, session, place = page.shown, page.session, page.caret()
    if shown is None or session is None or place is None or page.isReadOnly():
        return False
    if not source.hasFormat(FORMAT) or page.textCursor().hasSelection():
        return False
    page.editing.commit()
    data = bytes(source.data(FORMAT).data())
    edit = set_down(session.episode, data, place.row, shown.to_source(place))
    return edit is not None and page.editing.do(edit)
