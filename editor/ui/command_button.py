"""Command buttons: a button that runs a command of the table, its key drawn on it as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.ui.pieces import KeyButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from editor.ui.actions import Actions


class CommandButton(KeyButton):
    """``text`` is the short form of the command's title; the accessible name says both.

    Whoever speaks to the computer presses what is seen (WCAG 2.5.3).
    """

    def __init__(self, text: str, command: str, actions: Actions, parent: QWidget) -> None:
        super().__init__(text, "", parent)
        self._command = command
        self._actions = actions
        row = actions.commands[command]
        self.setAccessibleName(_name(text.removesuffix("…"), row.title.removesuffix("…")))
        self.setAccessibleDescription(row.help)
        self.clicked.connect(self._run)
        actions.rekeyed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.set_key(self._actions.commands[self._command].key)
        self.setToolTip(self._actions[self._command].toolTip())

    def _run(self) -> None:
        self._actions.run(self._command)


def _name(seen: str, title: str) -> str:
    return title if seen.casefold() in title.casefold() else f"{seen}: {title}"
