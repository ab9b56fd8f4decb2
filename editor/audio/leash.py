"""Leash: the workers that a thread has sent out, ended at once by another thread.

A thread that waits for a worker's next word hears of nothing else; a worker that says nothing for
a minute would go on for that minute after nobody wants it.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

_own = threading.local()


class Leash:
    """Holds every worker that is sent out in its ``with`` block, on that thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: set[subprocess.Popen[bytes]] = set()
        self._cut = False

    def __enter__(self) -> Leash:
        _own.leash = self
        return self

    def __exit__(self, *_: object) -> None:
        _own.leash = None

    @property
    def is_cut(self) -> bool:
        """Whether its workers have been ended."""
        return self._cut

    def cut(self) -> None:
        """End its workers, and whoever is sent out later; for any thread."""
        with self._lock:
            self._cut = True
            for worker in self._held:
                worker.kill()

    def hold(self, worker: subprocess.Popen[bytes]) -> None:
        """Take a worker that has just begun."""
        with self._lock:
            self._held.add(worker)
            if self._cut:
                worker.kill()

    def let_go(self, worker: subprocess.Popen[bytes]) -> None:
        """Forget a worker that is over."""
        with self._lock:
            self._held.discard(worker)


def own_leash() -> Leash:
    """The one this thread is under; one that nobody cuts where there is none."""
    leash: Leash | None = getattr(_own, "leash", None)
    return leash or Leash()
