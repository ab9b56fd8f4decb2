"""Edit commands: undo, the clipboard, going to a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from editor.ui.dialogs.asking import ask_time
from editor.ui.text import stepped_words

if TYPE_CHECKING:
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk


_OFFERED: Final = (
    ("play.caret", "play.line"),
    ("clean.toggle", "line.split"),
    ("chapter.here", "note.here", "bookmark.here"),
    ("edit.cut", "edit.copy", "edit.paste"),
    ("edit.undo", "edit.redo"),
)
"""What the menu of the page offers, below what belongs to the word there."""


class EditCommands:
    """What the Edit menu does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stepping = 0
        desk.large.ended.connect(lambda _done: self._stepped())
        desk.large.failed.connect(lambda _error: self._forget())
        actions = desk.window_.actions_
        desk.page.offered = [[actions[command] for command in group] for group in _OFFERED]

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of this menu with what they do."""
        return {
            "edit.undo": partial(self._step, -1),
            "edit.redo": partial(self._step, 1),
            "edit.cut": partial(_clipboard, "cut"),
            "edit.copy": partial(_clipboard, "copy"),
            "edit.paste": partial(_clipboard, "paste"),
            "go.time": self._go_to_time,
        }

    def _step(self, by: int) -> None:
        """Undo or redo: a large edit in slices, with the window going on."""
        busy = self._desk.large.busy
        if self._desk.large.step(by):
            self._stepping = self._stepping if busy else by
            return
        if by < 0:
            self._desk.page.undo()
        else:
            self._desk.page.redo()

    def _stepped(self) -> None:
        """Tell screen readers of a large step, as the page does of the others."""
        by, history = self._stepping, self._desk.session.history
        edit = history.redoable if by < 0 else history.undoable
        self._forget()
        if by and edit is not None:
            self._desk.page.announcer.lead(stepped_words(edit, back=by < 0))

    def _forget(self) -> None:
        self._stepping = 0

    def _go_to_time(self) -> None:
        at = ask_time(self._desk, self._desk.playback.position)
        if at is not None:
            self._desk.go_to_time(at)


def _clipboard(name: str) -> None:
    """Cut, copy or paste where the focus is."""
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit | QPlainTextEdit):
        getattr(field, name)()
