"""Large edits: planned and looked through beside the window, applied between its frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal

from editor.app.jobs import Begun
from editor.app.readying import ready, ready_step
from editor.model.errors import StaleEdit, UserError
from editor.ui.slices import Slices

if TYPE_CHECKING:
    from editor.app.jobs import Job, Runner, Work
    from editor.app.pending import Pending
    from editor.app.readying import Ready
    from editor.app.session import Session
    from editor.model.edits import Edit

LARGE: Final = 200
"""Lines from which an edit is written beside the window instead of in it."""
_SLICE: Final = 0.003
"""Seconds of applying between two looks at the events."""


class LargeEdits(QObject):
    """Carries one out at a time: looked through, then on disk, then in slices on the page.

    ``taken`` comes as it is taken on, ``begun`` as it goes to the disk. Then ``ended`` comes when
    it is all there, with whether that was anything, ``failed`` with what refused it, or ``stopped``
    where a person did not wait for the plan. ``refused`` is of another one asked for meanwhile.
    """

    taken = Signal()
    begun = Signal()
    ended = Signal(bool)
    failed = Signal(object)
    stopped = Signal()
    refused = Signal(object)
    _written = Signal()

    def __init__(self, session: Session, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._job: Job | None = None
        self._pending: Pending | None = None
        self._error: Exception | None = None
        self._slices = Slices(_SLICE, self)
        self._slices.finished.connect(self._end)
        self._written.connect(self._apply, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether one is under way."""
        return self._job is not None or self._pending is not None

    def do(self, edit: Edit) -> None:
        """Carry out an edit that is planned already."""
        if edit:
            self.plan("edit", _given(edit))

    def plan(self, name: str, work: Work[Edit]) -> bool:
        """Have an edit planned by a job of this name, then carry it out; ``False`` if refused."""
        self._session.commit(self)
        return self._start(name, ready(self._session.episode.snapshot(), work))

    def ahead(self, work: Work[Edit]) -> Ahead:
        """Plan an edit that will likely be asked for, unseen; ``carry_out`` goes on with it."""
        begun = Begun(ready(self._session.episode.snapshot(), work))
        return Ahead(begun, self._runner)

    def carry_out(self, name: str, ahead: Ahead) -> bool:
        """Carry out an edit planned ahead, by a job of this name; ``False`` if refused."""
        ahead.stop()
        return self._start(name, ahead.begun.go_on())

    def step(self, by: int) -> bool:
        """Undo (-1) or redo (1) in slices, where that is a large edit; else ``False``."""
        session, history = self._session, self._session.history
        session.settle()
        edits = history.undoing if by < 0 else history.redoing
        retyped = by > 0 and session.redoable is not history.redoable
        if session.typing is not None or retyped or not _large(edits):
            return False
        self._start("edit", ready_step(session.episode.snapshot(), edits, by))
        return True

    def finish(self) -> None:
        """Carry out here and now what is being written: the project is about to be closed."""
        if self._job is not None:
            self._job.cancel()
        self._slices.stop()
        pending, self._pending = self._pending, None
        if pending is not None:
            pending.finish()

    def _start(self, name: str, work: Work[Ready]) -> bool:
        if self.busy:
            self.refused.emit(UserError("session-busy"))
            return False
        self._job = self._runner.start(
            name, work, done=self._begin, failed=self.failed.emit, ended=self._planned
        )
        self.taken.emit()
        return True

    def _planned(self) -> None:
        job, self._job = self._job, None
        if job is not None and job.cancelled:
            self.stopped.emit()

    def _begin(self, plan: Ready) -> None:
        if not plan.splices:
            self.ended.emit(False)
            return
        try:
            self._pending = self._session.begin(
                plan.edit, self, by=plan.by, version=plan.version, packed=plan.packed
            )
        except (UserError, StaleEdit) as error:
            self.failed.emit(error)
            return
        self.begun.emit()
        self._pending.written.add_done_callback(lambda _written: self._written.emit())

    def _apply(self) -> None:
        if self._pending is not None:
            self._slices.begin(self._applied(self._pending))

    def _applied(self, pending: Pending) -> Iterator[None]:
        """Apply what is on the disk by now, or note why it is not."""
        try:
            yield from pending.steps
        except (UserError, StaleEdit) as error:
            self._error = error

    def _end(self) -> None:
        self._pending = None
        error, self._error = self._error, None
        if error is None:
            self.ended.emit(True)
        else:
            self.failed.emit(error)


class Ahead:
    """An edit that is planned before it is asked for."""

    def __init__(self, begun: Begun[Ready], runner: Runner) -> None:
        self.begun = begun
        self._job = runner.start("ahead", begun.go_on(), done=_keep, failed=_keep, quiet=True)

    def stop(self) -> None:
        """Plan no further by itself."""
        self._job.cancel()


def _keep(_end: Ready | Exception) -> None:
    """Whoever asks for the edit is told of its end, be it an error."""


def _given(edit: Edit) -> Work[Edit]:
    yield from ()
    return edit


def _large(edits: Sequence[Edit]) -> bool:
    """Whether they touch so many lines; no more of them is read than is needed to tell."""
    lines = 0
    for edit in edits:
        for splice in edit.splices:
            lines += max(len(splice.before), len(splice.after))
            if lines >= LARGE:
                return True
    return False
