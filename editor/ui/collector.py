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
        self._timer = QTimer(self, interval=_PERIOD_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def bring_back(self) -> None:
        """Have all that was set aside looked through once, and soon: a project was closed."""
        gc.unfreeze()
        self._all = True

    def collect(self) -> None:
        """Look through the oldest generation that Python's own collector would look through by now.

        Where there is too much, nothing is looked through, and all of it is set aside.
        """
        if self._all:
            self._all = False
            gc.collect()
            gc.freeze()
            return
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        generations = [number for number, (count, limit) in enumerate(due) if count > limit > 0]
        if not generations:
            return
        if few():
            gc.collect(generations[-1])
        else:
            gc.freeze()


def few() -> bool:
    """Whether there are no more objects than one look may go through, but for those set aside.

    They are counted within one call of Python's own, which no other thread comes between: a tuple
    that a job has half made breaks (``SystemError``) where a list of all objects holds it as well.
    """
    if gc.get_count()[0] > _MOST:
        return False
    return sum(map(len, map(gc.get_objects, range(3)))) <= _MOST
