"""Layer: what was heard is written beside the window, and laid once it is on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from editor.model.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from editor.app.aligning import Heard
    from editor.app.pending import Pending


class Layer(QObject):
    """Lays one portion at a time (``Laying.lay``): the window does not wait for the disk.

    Only what a person does meanwhile does: a command commits what is typed before it plans
    (``Session.commit``), and what was begun is finished with that. ``laid`` is given the lines that
    wait, ``failed`` what refused the rest of the portion.
    """

    _written = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Generator[Pending, None, Heard] | None = None
        self._pending: Pending | None = None
        self._written.connect(self._come_in, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a portion is under way; another one has to wait for it."""
        return self._steps is not None

    def lay(
        self,
        steps: Generator[Pending, None, Heard],
        laid: Callable[[Heard], None],
        failed: Callable[[UserError], None],
    ) -> None:
        """Begin a portion."""
        self._steps, self._laid, self._failed = steps, laid, failed
        self._go_on()

    def finish(self) -> None:
        """Lay here and now what is under way."""
        while self._steps is not None:
            self._go_on()

    def _come_in(self) -> None:
        """Go on with what is on the disk by now."""
        if self._pending is not None and self._pending.written.done():
            self._go_on()

    def _go_on(self) -> None:
        """Finish the edit that was begun, and begin the next one."""
        pending, self._pending = self._pending, None
        steps = self._steps
        if steps is None:
            return
        try:
            if pending is not None:
                pending.written.result()
                pending.finish()
            self._pending = next(steps)
        except StopIteration as stop:
            self._steps = None
            self._laid(stop.value)
        except UserError as error:
            self._steps = None
            self._failed(error)
        else:
            self._pending.written.add_done_callback(lambda _written: self._written.emit())
