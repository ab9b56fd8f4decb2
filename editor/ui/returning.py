"""Returning: the whole episode is made what it was at a point, as one edit, and that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.app.past import Point, Present, lines_in, returning
from editor.ui.pieces import shown_key
from editor.ui.points import again_words
from editor.ui.text import counted

if TYPE_CHECKING:
    from editor.ui.desk import Desk


class Returning:
    """Goes back to one point at a time; what it comes to is told when all of it is there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._said = ""
        desk.large.ended.connect(self._ended)
        desk.large.failed.connect(lambda _error: self._forget())
        desk.large.stopped.connect(self._forget)

    def begin(self, point: Point) -> None:
        """Plan it beside the window; what cannot be is told as with any large edit."""
        desk = self._desk
        said = again_words(point, desk.session.history)
        work = returning(point, Present.of(desk.session), desk.opened.project)
        if desk.large.plan("return", work):
            self._said = said

    def _ended(self, done: bool) -> None:
        said, desk = self._said, self._desk
        self._forget()
        edit = desk.session.history.undoable
        if not said:
            return
        if not done or edit is None:
            desk.say(f"{said} {desk.tr('Nothing had to be changed.')}")
            return
        one, many = desk.tr("{count} line was changed."), desk.tr("{count} lines were changed.")
        key = shown_key(desk.window_.actions_["edit.undo"].shortcut().toString())
        back = desk.tr("{key} takes that back.").format(key=key) if key else ""
        desk.say(f"{said} {counted(lines_in(edit), one, many)} {back}".strip())

    def _forget(self) -> None:
        self._said = ""
