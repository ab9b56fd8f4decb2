"""Collector: garbage is looked for on the window's thread alone, a few ms at a time.

Python's own collector runs on whichever thread happens to allocate. A widget in a cycle that it
finds beside the window is destroyed there, and Qt takes the program down with it.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_PERIOD_MS: Final = 500
_MOST: Final = 15_000
"""Objects that are looked through at once: 1 to 3 ms."""


class Collector(QObject):
    """Switches Python's own collector off for good and does its work from the event loop.

    What somebody does in a window makes some hundred objects a second, and now and then a cycle of
    a dialog that is closed. Many at once are lines, cues or findings, which have no cycles and
    stay: after an edit of 70,000 lines a look through them would hold the window for 60 ms. They
    are set aside until the project is closed.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._all = False
        self._grown = 0
        self._timer = QTimer(self, interval=_PERIOD_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def bring_back(self) -> None:
        """Have all that was set aside looked through once, and soon: a project was closed."""
        gc.unfreeze()
        self._all = True

    def collect(self) -> None:
        """Look through the oldest generation that Python's own collector would look through by now.

        Where there is too much, nothing is looked through, and all of it is set aside. How much
        that is, is reckoned by what has come since: to ask for the objects themselves would hold
        those that another thread is about to make, and break a tuple of it that is half made.
        """
        if self._all:
            self._all = False
            gc.collect()
            self._set_aside()
            return
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        generations = [number for number, (count, limit) in enumerate(due) if count > limit > 0]
        if not generations:
            return
        fresh, oldest = gc.get_count()[0], generations[-1]
        if fresh + (self._grown if oldest else 0) > _MOST:
            self._set_aside()
        else:
            self._grown += max(0, fresh - gc.collect(oldest))

    def _set_aside(self) -> None:
        gc.freeze()
        self._grown = 0
