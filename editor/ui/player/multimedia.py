"""Multimedia: Qt's sound system, awakened on a thread of its own, out of the window's way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QThread, Signal, Slot

_log = logging.getLogger(__name__)
_LOOK_MS: Final = 20
_PATIENCE_MS: Final = 5_000


class Multimedia(QObject):
    """Asks the first question about sound devices, and tells when Qt answers at once.

    That question loads libraries and looks for a sound server: 0.1 to 1 s, as measured. Until it is
    ``awake`` the window must not touch QtMultimedia. Qt guards that first question with a lock, and
    where PipeWire is the server the question waits for the window's event loop: a window that waits
    for the lock would never answer.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.awake = False
        """Whether QtMultimedia answers at once, or is known to be missing."""

        self._waiting: list[Callable[[], None]] = []
        self._thread: QThread | None = None
        self._first: _FirstQuestion | None = None

    def when_awake(self, then: Callable[[], None]) -> Callable[[], None]:
        """Call ``then``, here and now or once awake; call what is returned to call it off."""
        if self.awake:
            then()
            return lambda: None
        self._waiting.append(then)
        self._wake()

        def call_off() -> None:
            if then in self._waiting:
                self._waiting.remove(then)

        return call_off

    def shut(self) -> None:
        """End the thread; while it still asks, the window goes on answering it."""
        if self._thread is None:
            return
        self._thread.quit()
        for _ in range(_PATIENCE_MS // _LOOK_MS):
            if self._thread.wait(_LOOK_MS):
                return
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        _log.info("the sound system does not answer")

    def _wake(self) -> None:
        if self._thread is not None:
            return
        # The thread goes on for as long as the program: what Qt makes in it, such as the connection
        # to PulseAudio, makes itself anew there after a fault.
        self._thread = QThread(self)
        self._thread.setObjectName("multimedia")
        self._first = _FirstQuestion()
        self._first.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._first.answered.connect(self._answered, queued)
        self._thread.start()
        self._first.asked.emit()

    @Slot()
    def _answered(self) -> None:
        self.awake = True
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()


class _FirstQuestion(QObject):
    """Asks in the thread it was moved to."""

    asked = Signal()
    answered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._ask, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def _ask(self) -> None:
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError as error:  # a library of the system is missing, such as libpulse
            _log.info("no sound: %s", error)
        else:
            QMediaDevices.defaultAudioOutput()
        self.answered.emit()
