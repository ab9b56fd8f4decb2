"""Collector: garbage is looked for on the window's thread alone.

Python's own collector runs on whichever thread happens to allocate. A widget in a cycle that it
finds beside the window is destroyed there, and Qt takes the program down with it.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_PERIOD_MS: Final = 500


class Collector(QObject):
    """Switches Python's own collector off for good and does its work from the event loop."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_PERIOD_MS)
        self._timer.timeout.connect(collect_due)
        self._timer.start()


def collect_due() -> None:
    """Look through the oldest generation that Python's own collector would look through by now."""
    due = zip(gc.get_count(), gc.get_threshold(), strict=True)
    generations = [number for number, (count, limit) in enumerate(due) if count > limit > 0]
    if generations:
        gc.collect(generations[-1])
