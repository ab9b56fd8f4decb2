"""Feature: a part of the desk that the desk need not know - panels, commands, beginning and end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from editor.ui.side import Tab

if TYPE_CHECKING:
    from editor.model.render import View
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk


class Feature:
    """Made with the desk when a project opens, after page, toolbar, waveform and sound.

    ``panels`` are what it shows on the right, in the order of its tabs; the command ``panel.KEY``
    brings one to the front. A panel is made when it is first looked at or asked for: opening waits
    for no more than what is on the screen.
    """

    panels: Sequence[Tab[Any]] = ()

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def handlers(self) -> dict[str, Handler]:
        """Return the commands it carries out, by their names in the table of commands."""
        return {}

    def come_back(self) -> None:
        """Begin: the project is on the screen, the page at the place the person left."""

    def view_chosen(self, view: View) -> None:
        """Somebody chose which words are on the page, the same ones again perhaps."""

    def shut(self) -> None:
        """End: the project is about to be closed."""
