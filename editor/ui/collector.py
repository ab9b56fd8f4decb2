"""Collector: garbage is looked for on the window's thread alone, a few ms at a time.

Python's own collector runs on whichever thread happens to allocate. A widget in a cycle that it
finds beside the window is destroyed there, and Qt takes the program down with it.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_PERIOD_MS: Final = 500
_MOST: Final = 20_000
"""Objects that are looked through at once: 1 to 2 ms."""


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
        self._timer = QTimer(self, interval=_PERIOD_MS)
        self._timer.timeout.connect(collect_due)
        self._timer.start()


def collect_due() -> None:
    """Look through the oldest generation that Python's own collector would look through by now.

    Where that is too much, nothing is, and all there is is set aside.
    """
    due = zip(gc.get_count(), gc.get_threshold(), strict=True)
    generations = [number for number, (count, limit) in enumerate(due) if count > limit > 0]
    if generations and _too_many(generations[-1]):
        gc.freeze()
    elif generations:
        gc.collect(generations[-1])


def _too_many(generation: int) -> bool:
    """Whether a look at a generation and all younger ones is one at too many objects.

    Python's count of young ones has been lessened by old ones that went: only where that is few,
    all are counted.
    """
    if gc.get_count()[0] > _MOST:
        return True
    return sum(len(gc.get_objects(number)) for number in range(generation + 1)) > _MOST
