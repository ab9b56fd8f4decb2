"""Command buttons: a button that runs a command of the table, its key drawn on it as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.ui.pieces import KeyButton, spoken_name

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from editor.ui.actions import Actions


class CommandButton(KeyButton):
    """``text`` is the short form of the command's title; its accessible name has both."""

    def __init__(self, text: str, command: str, actions: Actions, parent: QWidget) -> None:
        super().__init__(text, "", parent)
        self._command = command
        self._actions = actions
        row = actions.commands[command]
        self.setAccessibleName(spoken_name(text, row.title.removesuffix("…")))
        self.setAccessibleDescription(row.help)
        self.clicked.connect(self._run)
        actions.rekeyed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.set_key(self._actions.commands[self._command].key)
        self.setToolTip(self._actions[self._command].toolTip())

    def _run(self) -> None:
        self._actions.run(self._command)
