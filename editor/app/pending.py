"""Pending: an edit on its way to the disk; a large one is then applied a few ms at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pending:
    """The session takes no other edit before all ``steps`` of this one have been made.

    The first step waits for the disk and raises ``UserError`` where it refused the edit. Between
    two of them the window may paint.
    """

    written: Future[None]
    steps: Iterator[None]

    def finish(self) -> None:
        """Make what steps are left; raises as the first one does."""
        deque(self.steps, maxlen=0)
