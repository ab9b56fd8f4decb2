"""Pending: an edit on its way to the disk; a large one is then applied a few ms at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final

from editor.model.edits import Edit

_FORGOTTEN: Final = 2_000
"""Lines that are let go of at a time: .3 ms."""


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


def forgotten(edits: list[Edit]) -> Iterator[None]:
    """Let go of edits piece by piece: 70,000 lines at once would hold the window for 11 ms."""
    while edits:
        splices = list(edits.pop().held)
        while splices:
            del splices[-_FORGOTTEN:]
            yield
