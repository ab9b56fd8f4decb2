"""Edit commands: undo, the clipboard, finding and replacing, going to a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from editor.app.finding import Hit, by_lines, replacements
from editor.app.jobs import Step, Work
from editor.model.edits import Edit, Splice
from editor.model.verbs.lines import change_all
from editor.ui.dialogs.asking import ask_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from editor.model.words import TextChange
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk


class EditCommands:
    """What the Edit menu does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        desk.find_bar.shown.connect(self._show)
        desk.find_bar.replaced.connect(self._replace)
        desk.find_bar.closed.connect(self._closed)

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of this menu with what they do."""
        return {
            "edit.undo": self._desk.page.undo,
            "edit.redo": self._desk.page.redo,
            "edit.cut": partial(_clipboard, "cut"),
            "edit.copy": partial(_clipboard, "copy"),
            "edit.paste": partial(_clipboard, "paste"),
            "find.open": partial(self._find, replace=False),
            "find.replace": partial(self._find, replace=True),
            "find.next": partial(self._step, 1),
            "find.previous": partial(self._step, -1),
            "go.time": self._go_to_time,
        }

    def _find(self, *, replace: bool) -> None:
        desk = self._desk
        desk.find_bar.open(
            desk.selected_text, replace=replace, row=desk.row, offset=desk.shown_offset
        )

    def _step(self, by: int) -> None:
        if self._desk.find_bar.isHidden():
            self._find(replace=False)
        else:
            self._desk.find_bar.step(by)

    def _show(self, hit: Hit) -> None:
        self._desk.show_hit(hit)

    def _closed(self) -> None:
        self._desk.show_hits([])
        self._desk.take_focus()

    def _replace(self, found: list[Hit], added: str) -> None:
        desk = self._desk
        desk.session.commit(desk)
        if len(found) <= _LARGE:
            desk.do(change_all(desk.session.episode, self._changes(found, added)))
            desk.find_bar.refresh()
            return
        work = self._planned(found, added)
        desk.window_.runner.start("replace", work, done=desk.do_large, failed=desk.failed)

    def _changes(self, found: list[Hit], added: str) -> Mapping[int, list[TextChange]]:
        return replacements(found, self._desk.rendering, added)

    def _planned(self, found: list[Hit], added: str) -> Work[Edit]:
        """Plan beside the window; what changes meanwhile is noticed when the edit is checked."""
        splices: list[Splice] = []
        done = 0
        for part in by_lines(found, _LARGE):
            yield Step(done, len(found), "replace")
            changes = self._changes(part, added)
            splices += change_all(self._desk.session.episode, changes).splices
            done += len(part)
        return Edit("replace", tuple(splices))

    def _go_to_time(self) -> None:
        at = ask_time(self._desk, self._desk.playback.position)
        if at is not None:
            self._desk.go_to_time(at)


_LARGE = 200
"""Lines from which an edit is written beside the window instead of in it."""


def _clipboard(name: str) -> None:
    """Cut, copy or paste where the focus is."""
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit | QPlainTextEdit):
        getattr(field, name)()
