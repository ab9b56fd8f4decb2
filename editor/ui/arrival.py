"""Arrival: the desk of a project that was opened, built and put on the screen in slices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from editor.ui.slices import Slices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QStackedWidget

    from editor.ui.desk import Desk

_SLICE: Final = 0.004
"""Seconds of building between two looks at the events; its longest step takes 8 ms more."""


class Arrival(QObject):
    """``arrived`` carries the desk once it is whole and on the screen.

    Nobody can reach it before. What cannot wait for it, as another opening or the closing of the
    window, has it there at once with ``finish``.
    """

    arrived = Signal(object)

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._stack = stack
        self._desk: Desk | None = None
        self._slices = Slices(_SLICE, self)
        self._slices.finished.connect(self._hand_over)

    def begin(self, desk: Desk) -> None:
        """Build this desk from the next turn of the window's loop on."""
        self._desk = desk
        self._slices.begin(self._steps(desk))

    def finish(self) -> None:
        """Have it on the screen now, if there is one under way."""
        self._slices.finish()

    def _steps(self, desk: Desk) -> Iterator[None]:
        yield from desk.build()
        yield
        self._stack.addWidget(desk)
        yield
        self._stack.setCurrentWidget(desk)
        yield

    def _hand_over(self) -> None:
        desk, self._desk = self._desk, None
        self.arrived.emit(desk)
