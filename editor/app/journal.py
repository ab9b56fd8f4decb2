"""Journal: what a session needs of the project file."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

from editor.model.edits import Edit
from editor.store import Draft, Packed


class Journal(Protocol):
    """``editor.store.Project`` is the one there is."""

    def record(
        self, edit: Edit, *, merged: Edit | None, packed: Packed | None = None
    ) -> Future[None]:
        """Write an edit in one transaction; done means durable.

        ``merged`` takes the place of the last edit in the history: that and this one in one.
        ``packed`` is the edit as the file takes it, where that was found out before.
        """

    def record_beneath(self, edit: Edit, there: Edit, above: int) -> Future[None]:
        """Write an edit whose place in the history is beneath the last ``above`` edits done."""

    def record_step(self, edit: Edit, by: int) -> Future[None]:
        """Write an undo of so many edits (below 0) or redo; ``edit`` is what is applied."""

    def draft(self, draft: Draft | None) -> None:
        """Keep what is being typed, without waiting."""

    def remember(self, **values: str | Callable[[], str]) -> None:
        """Keep where the person is: caret, scroll, playhead, view.

        A text that takes long to make is given as what makes it, on the journal's own thread.
        """
