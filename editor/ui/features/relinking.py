"""Relinking: tells when the episode gets another recording, by a choice, an undo or a redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.app.kept import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.ui.desk import Desk


class Relinking:
    """Calls ``then`` once the recording is another one; ``close`` ends it.

    What is still being listened to would speak of a recording nobody has any more.
    """

    def __init__(self, desk: Desk, then: Callable[[], None]) -> None:
        self._episode = desk.session.episode
        self._then = then
        self._known = fingerprint(self._episode)
        self.close = desk.session.listen(self._look)

    def _look(self) -> None:
        now = fingerprint(self._episode)
        if now != self._known:
            self._known = now
            self._then()
