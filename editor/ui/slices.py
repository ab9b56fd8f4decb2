"""Slices: work that has to be done on the window's thread, a few ms of it at a time."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Iterator


def go_on(work: Iterator[object], seconds: float) -> bool:
    """Go on with work for so long; whether nothing is left of it. One step is always made."""
    until = monotonic() + seconds
    return all(monotonic() <= until for _ in work)


class Slices(QObject):
    """Goes on with one piece of work whenever the window has nothing else to do.

    A slice takes ``seconds``, and then the events that came meanwhile have their turn. ``finished``
    comes when nothing is left, but not where the work was stopped.
    """

    finished = Signal()

    def __init__(self, seconds: float, parent: QObject) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._work: Iterator[object] = iter(())
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._slice)

    @property
    def busy(self) -> bool:
        """Whether something is left to do."""
        return self._timer.isActive()

    def begin(self, work: Iterator[object]) -> None:
        """Do this work from the next slice on, in place of what is under way."""
        self._work = work
        self._timer.start()

    def finish(self) -> None:
        """Do here and now what is left."""
        for _ in self._work:
            pass
        self._end()

    def stop(self) -> None:
        """Leave the rest undone."""
        self._timer.stop()

    def _slice(self) -> None:
        if go_on(self._work, self._seconds):
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        self.finished.emit()
