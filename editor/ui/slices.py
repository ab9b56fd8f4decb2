"""Slices: work that has to be done on the window's thread, a few ms of it at a time."""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Iterator

_REST_MS: Final = 1
"""Between two slices. Qt's loop gives a timer that is due at once two turns before it looks for a
key, and the page is painted with them: 29 ms of opening a project, 17 with this rest."""


def go_on(work: Iterator[object], seconds: float) -> bool:
    """Go on with work for so long; whether nothing is left of it. One step is always made."""
    until = monotonic() + seconds
    return all(monotonic() <= until for _ in work)


class Slices(QObject):
    """Goes on with one piece of work whenever the window has nothing else to do.

    A slice takes ``seconds``, and then the events that came meanwhile have their turn. Of several
    pieces under way each waits for its turn: what holds the window is one slice, however many
    there are. ``finished`` comes when nothing is left, in a turn of its own, but not where the work
    was stopped or broke off with an error.
    """

    finished = Signal()

    def __init__(self, seconds: float, parent: QObject) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._work: Iterator[object] = iter(())
        self._over = False

    @property
    def busy(self) -> bool:
        """Whether something is left to do."""
        return self in _turns.waiting

    def begin(self, work: Iterator[object]) -> None:
        """Do this work from the next slice on, in place of what is under way."""
        self._work, self._over = work, False
        if not self.busy:
            _turns.waiting.append(self)
            _turns.go_on()

    def finish(self) -> None:
        """Do here and now what is left, if anything is."""
        if self.busy:
            self.stop()
            for _ in self._work:
                pass
            self.finished.emit()

    def stop(self) -> None:
        """Leave the rest undone."""
        if self.busy:
            _turns.waiting.remove(self)

    def slice(self) -> None:
        """Go on for so long as a slice takes, or tell that nothing is left."""
        if self._over:
            self.stop()
            self.finished.emit()
            return
        try:
            self._over = go_on(self._work, self._seconds)
        except BaseException:
            self.stop()
            raise


class _Turns:
    """Whose slice is next, at the front: all of them share the window's one thread."""

    def __init__(self) -> None:
        self.waiting: deque[Slices] = deque()
        self._timer: QTimer | None = None

    def go_on(self) -> None:
        """Give turns as long as somebody waits for one."""
        if self._timer is None or not isValid(self._timer):
            self._timer = QTimer(QCoreApplication.instance(), interval=_REST_MS)
            self._timer.timeout.connect(self._turn)
        self._timer.start()

    def _turn(self) -> None:
        while self.waiting and not isValid(self.waiting[0]):
            self.waiting.popleft()  # its owner is gone, and it with it
        if self.waiting:
            self.waiting.rotate(-1)
            self.waiting[-1].slice()
        elif self._timer is not None:
            self._timer.stop()


_turns = _Turns()
