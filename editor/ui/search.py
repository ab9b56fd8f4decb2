"""Search: looks through the lines as shown - the first ms at once, the rest beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from editor.app.errors import for_people
from editor.app.search.hits import Hit, search
from editor.app.search.query import Query
from editor.app.search.replacing import Replacement
from editor.app.search.scope import EVERYWHERE, Scope
from editor.model.errors import UserError
from editor.model.render import View
from editor.ui.slices import go_on

if TYPE_CHECKING:
    from editor.app.jobs import Job, Runner, Work
    from editor.model.edits import Edit
    from editor.model.segment import Segment

_SLICE: Final = 0.002
"""Seconds a search may take of the window before it goes on beside it."""
_FIRST_MS: Final = 40
"""The rest begins so much later: what opens for a search is painted first, and alone.

A thread beside it makes each painting dear: Qt's every call lets go of the interpreter and has to
get it back (11 ms for bar, panel and page, 20 to 27 with the thread).
"""
_PATIENCE: Final = 0.05
"""Seconds a pattern may take to say what stands in one place; it has been found there before."""

Ground = Callable[[], "tuple[Sequence[Segment], View]"]
"""Gives the lines as they are now, in a list of their own, and the view they are shown in."""


class Search(QObject):
    """``hits`` grows while it runs. ``failed`` carries what is wrong with a pattern."""

    grown = Signal()
    finished = Signal()
    failed = Signal(object)

    def __init__(self, ground: Ground, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []
        self.query = Query("")
        self.lines: Sequence[Segment] = ()
        self.view = View.MARKED
        self._ground = ground
        self._runner = runner
        self._job: Job | None = None
        self._rest: Work[list[Hit]] | None = None
        self._first = QTimer(self, singleShot=True, interval=_FIRST_MS)
        self._first.timeout.connect(self._go_on)

    @property
    def running(self) -> bool:
        """Whether lines are still to be looked at."""
        return self._job is not None or self._rest is not None

    def begin(self, query: Query, scope: Scope = EVERYWHERE) -> None:
        """Look for something else, or again.

        Words are looked for in a slice here and now: in an episode of an hour that is all of it. A
        pattern may take its time with a single line, so it never runs here.
        """
        self.stop()
        self.hits, self.query = [], query
        self.lines, self.view = self._ground()
        work = search(query, self.lines, self.view, scope, self.hits)
        if query.blank or (not query.regular and go_on(work, _SLICE)):
            self._end()
            return
        self._rest = work
        self._first.start()
        self.grown.emit()

    def stop(self) -> None:
        """Give up."""
        self._first.stop()
        self._rest = None
        if self._job is not None:
            self._job.cancel()

    def replacing(self, template: str, wanted: Sequence[Hit]) -> Work[Edit]:
        """The plan that puts ``template`` in place of hits."""
        return Replacement(self.query, template).plan(wanted, self.lines, self.view)

    def added(self, template: str, hit: Hit) -> int:
        """How many characters would stand in place of a hit; a pattern fills in its groups."""
        try:
            replacement = Replacement(self.query, template)
            line = self.lines[hit.row]
            return len(replacement.preview(hit, line, self.view, _PATIENCE).added)
        except UserError:
            return len(template)  # it is told where it is asked for

    def _go_on(self) -> None:
        work, self._rest = self._rest, None
        if work is None:
            return
        self._job = self._runner.start(
            "find",
            work,
            done=lambda _found: self._end(),
            failed=self._failed,
            stepped=lambda _step: self.grown.emit(),
            ended=self._over,
            quiet=True,
        )

    def _over(self) -> None:
        self._job = None

    def _failed(self, error: Exception) -> None:
        self.hits = []
        self.failed.emit(for_people(error))

    def _end(self) -> None:
        self.grown.emit()
        self.finished.emit()
