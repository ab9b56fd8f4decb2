"""Warming: what opening a project needs is imported while the person still looks for the file."""

from __future__ import annotations

import gc
from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from editor.app.jobs import Step, Work

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from editor.ui.runner import ThreadJob, ThreadRunner

_IDLE_MS: Final = 3_000
"""After so long an empty window warms up by itself: start-up is over, and nobody waits for it."""
_NEEDED: Final = ("sqlalchemy", "editor.store.storage", "editor.store.reading", "editor.ui.desk")


class Warming(QObject):
    """Imports on a thread of its own, once: 0.8 s that opening the first project need not take."""

    def __init__(self, window: QWidget, runner: ThreadRunner) -> None:
        super().__init__(window)
        self._runner = runner
        self._job: ThreadJob | None = None
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._idle.timeout.connect(self.begin)

    def wait_for_idle(self) -> None:
        """Begin when nothing has been asked for during some seconds."""
        self._idle.start()

    def begin(self) -> None:
        """Begin now: a file is being looked for."""
        self._idle.stop()
        if self._job is None:
            self._job = self._runner.start(
                "warming", _imports(), done=lambda _: None, failed=_raise, quiet=True
            )

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it is done."""
        if self._job is not None:
            self._job.wait(seconds)

    def end(self) -> None:
        """Stop, and wait a little for it to have stopped."""
        self._idle.stop()
        if self._job is not None:
            self._job.cancel()
            self.wait(2.0)


def _raise(error: Exception) -> None:
    raise error


def _imports() -> Work[object]:
    """Import it all; what stays for good is kept out of the collector's sight.

    Its first pass over so many new objects would hold the window for 30 ms.
    """
    for name in _NEEDED:
        yield Step(0)
        import_module(name)
        gc.freeze()
    return None
