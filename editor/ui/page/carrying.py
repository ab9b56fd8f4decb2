"""Carrying: what the page puts on the clipboard beside the words, and takes from it again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from editor.app.carrying import FORMAT, carried, set_down
from editor.model.render import View
from editor.model.verbs.inserting import Plan

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


def put(page: TranscriptPage, source: QMimeData) -> None:
    """Paste in place of the selection: lines as such, at their times, and words as words."""
    shown, session = page.shown, page.session
    if shown is None or session is None or page.isReadOnly():
        return
    page.editing.commit()
    if not any(page.editing.put_in(plan) for plan in _plans(source)):
        page.editing.insert(source.text())


def _plans(source: QMimeData) -> Iterator[Plan]:
    """How lines may be put in, the way that keeps more of them first."""
    from editor.app.pasting import paste_lines, stamped

    if source.hasFormat(FORMAT):
        data = bytes(source.data(FORMAT).data())
        yield lambda episode, row, offset: set_down(episode, data, row, offset)
    pasted = stamped(source.text())
    if pasted is not None:
        yield lambda episode, _row, _offset: paste_lines(episode, pasted)
