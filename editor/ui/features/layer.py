"""Layer: what was heard is written beside the window, and laid once it is on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal

from editor.model.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from editor.app.aligning import Heard
    from editor.app.pending import Pending


_HANDS: Final = frozenset(
    {
        QEvent.Type.ShortcutOverride,
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Drop,
    }
)
"""What a person does that may plan an edit."""


class Layer(QObject):
    """Lays one portion at a time (``Laying.lay``): the window does not wait for the disk.

    Only where a person does something meanwhile it does, so that what they do is planned for lines
    as they are on the disk. ``laid`` is given the lines that wait, ``failed`` what refused the rest
    of the portion.
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
        if (application := QCoreApplication.instance()) is not None:
            application.installEventFilter(self)
        self._go_on()

    def finish(self) -> None:
        """Lay here and now what is under way."""
        while self._steps is not None:
            self._go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS:
            self.finish()
        return super().eventFilter(watched, event)

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
            self._end()
            self._laid(stop.value)
        except UserError as error:
            self._end()
            self._failed(error)
        else:
            self._pending.written.add_done_callback(lambda _written: self._written.emit())

    def _end(self) -> None:
        self._steps = None
        if (application := QCoreApplication.instance()) is not None:
            application.removeEventFilter(self)
