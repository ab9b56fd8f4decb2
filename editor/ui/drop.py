"""Drop: files let fall on the window, told apart from everything else that can be dragged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget


class FileDrop(QObject):
    """Makes a widget take files, before what it else does with them.

    ``hovered`` tells whether some are held over it.
    """

    dropped = Signal(list)
    hovered = Signal(bool)

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        kind = event.type()
        if kind is QEvent.Type.DragLeave:
            self.hovered.emit(False)
        elif isinstance(event, QDropEvent):
            if kind is QEvent.Type.Drop:
                return self._drop(event)
            if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
                return self._over(event, entered=kind is QEvent.Type.DragEnter)
        return False

    def _over(self, event: QDropEvent, *, entered: bool) -> bool:
        if not files_of(event.mimeData()):
            return False
        event.acceptProposedAction()
        if entered:
            self.hovered.emit(True)
        return True

    def _drop(self, event: QDropEvent) -> bool:
        files = files_of(event.mimeData())
        self.hovered.emit(False)
        if not files:
            return False
        event.acceptProposedAction()
        self.dropped.emit(files)
        return True


def files_of(data: QMimeData) -> list[Path]:
    """Return the local files that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
