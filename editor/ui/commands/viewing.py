"""View commands: which words are shown, how large, and which panels beside them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from editor.app.settings import LEFT_PANEL, RIGHT_PANEL, TEXT_SIZE, WAVEFORM, Setting
from editor.model.render import View

if TYPE_CHECKING:
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk

_STEP: Final = 10
_VIEWS: Final = list(View)


class ViewCommands:
    """What the View menu does, but for the themes: those are the window's."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of this menu with what they do."""
        return {
            **{f"view.{view}": partial(self._desk.set_view, view) for view in View},
            "view.cycle": self._cycle,
            "view.left": partial(self._toggle, LEFT_PANEL),
            "view.right": partial(self._toggle, RIGHT_PANEL),
            "view.waveform": partial(self._toggle, WAVEFORM),
            "view.larger": partial(self._zoom, _STEP),
            "view.smaller": partial(self._zoom, -_STEP),
            "view.normal-size": partial(self._zoom, None),
            "pane.next": partial(self._desk.next_pane, 1),
            "pane.previous": partial(self._desk.next_pane, -1),
        }

    def _cycle(self) -> None:
        now = _VIEWS.index(self._desk.view)
        self._desk.set_view(_VIEWS[(now + 1) % len(_VIEWS)])

    def _toggle(self, setting: Setting[bool]) -> None:
        self._desk.settings[setting] = not self._desk.settings[setting]

    def _zoom(self, by: int | None) -> None:
        settings = self._desk.settings
        size = TEXT_SIZE.default if by is None else settings[TEXT_SIZE] + by
        settings[TEXT_SIZE] = min(TEXT_SIZE.high, max(TEXT_SIZE.low, size))
