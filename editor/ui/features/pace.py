"""Pace: playing goes on, waits or slows down while somebody types, and comes back by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from editor.app.pace import REST_MS, Pace
from editor.ui.features.feature import Feature

if TYPE_CHECKING:
    from editor.ui.desk import Desk


class TypingPace(Feature):
    """Hears every key that changes a line."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._pace = Pace(desk.session.episode, desk.playback, desk.settings)
        self._rest = QTimer(desk, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._pace.rested)
        self._unlisten = desk.session.listen(self._changed)
        desk.page.composing.connect(self._typed)

    def shut(self) -> None:
        self._rest.stop()
        self._unlisten()
        self._pace.close()

    def _changed(self) -> None:
        if self._desk.session.typing is not None:
            self._typed()

    def _typed(self) -> None:
        self._pace.typed()
        self._rest.start()
