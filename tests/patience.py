"""Patience: what the window is waited for comes late on a busy machine, and that is no fault."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pytestqt.qtbot import QtBot

PATIENCE: Final = 120_000
"""Ms that are waited at least; the timeout of pytest, which is longer, catches what hangs."""


class PatientBot(QtBot):
    """Never gives up before ``PATIENCE``, whatever a test says; the 5 s of pytest-qt are few."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        super().waitUntil(callback, timeout=max(timeout, PATIENCE))

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, **how: Any) -> Any:  # noqa: ANN401
        # Who does not mind that nothing comes (``assertNotEmitted``) waits as long as they say.
        patient = max(timeout, PATIENCE) if how.get("raising", True) else timeout
        return super().waitSignal(signal, timeout=patient, **how)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE) -> Any:  # noqa: ANN401
        return super().waitExposed(widget, timeout=max(timeout, PATIENCE))
