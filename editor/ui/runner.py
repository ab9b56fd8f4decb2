"""Runner: long work on a thread of its own, its steps told to the window."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from editor.app.jobs import Step, Work
from editor.audio.leash import Leash

T = TypeVar("T")
_REST_MS: Final = 20
"""How often it is looked whether the threads of ended jobs are over."""
WRITING: Final = frozenset({"export", "clip", "cut", "snapshot", "draft"})
"""Jobs that write files somebody waits for; nothing is closed over them without asking."""

_PACE: Final = 0.05
"""Seconds between two steps that are told; more would only keep the window busy."""

_TURN: Final = 0.0005
"""Seconds a job may keep the interpreter while the window waits for it.

Python's own 5 ms are paid anew at every call of Qt and of SQLite, as each lets go of it: beside the
first review of 21,000 lines one turn of the window took 90-220 ms, 10-30 with this
(``bench_listening``). Two busy threads lose a twentieth by it.
"""


class ThreadJob(QObject):
    """One piece of work on its thread; its signals arrive on the thread that made it."""

    stepped = Signal(Step)
    finished = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.settled = False  # set by the runner once it has told the end; then it is let go of
        self._cancelled = threading.Event()
        self._leash = Leash()
        self._thread: threading.Thread | None = None

    @property
    def over(self) -> bool:
        """Whether its thread will never touch it again."""
        return self._thread is None or not self._thread.is_alive()

    @property
    def running(self) -> bool:
        """Whether it has neither finished, failed nor been cancelled."""
        thread = self._thread
        return thread is not None and thread.is_alive() and not self._cancelled.is_set()

    @property
    def cancelled(self) -> bool:
        """Whether it was cancelled before it was over: nobody hears of a result."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Stop at the next step, its workers at once; nothing but the end is reported.

        Does nothing once it has ended.
        """
        if not self.settled and not self._cancelled.is_set():
            self._cancelled.set()
            self._leash.cut()
            self.ended.emit()

    def wait(self, seconds: float | None = None) -> None:
        """Wait for the thread to end: at the close of the program, and in tests."""
        if self._thread is not None:
            self._thread.join(seconds)

    def begin(self, work: Work[object]) -> None:
        """Start the thread."""
        self._thread = threading.Thread(
            target=self._run, args=(work,), name=f"stet-{self.name}", daemon=True
        )
        self._thread.start()

    def _run(self, work: Work[object]) -> None:
        try:
            with self._leash:
                self._carry_out(work)
        except GeneratorExit:
            pass  # its worker was ended, and the work with it
        except Exception as error:  # noqa: BLE001 - whatever it was, the window has to hear of it
            if not self._cancelled.is_set():
                self.failed.emit(error)

    def _carry_out(self, work: Work[object]) -> None:
        told = 0.0
        try:
            while not self._cancelled.is_set():
                step = next(work)
                now = time.monotonic()
                if now - told >= _PACE:
                    told = now
                    self.stepped.emit(step)
            work.close()
        except StopIteration as stop:
            if not self._cancelled.is_set():
                self.finished.emit(stop.value)


class ThreadRunner(QObject):
    """Starts jobs and keeps track of them. ``changed`` comes when one begins, steps or ends.

    Of quiet jobs - a search, the spelling of what came on the screen - nothing is shown.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._jobs: dict[ThreadJob, Step] = {}
        self._quiet: set[ThreadJob] = set()
        self._ending: list[ThreadJob] = []
        self._closed = threading.Event()
        self.destroyed.connect(self._closed.set)  # a window may go without having been closed
        self._sweep = QTimer(self, interval=_REST_MS)
        self._sweep.timeout.connect(self._let_go)

    @property
    def jobs(self) -> list[tuple[ThreadJob, Step]]:
        """What is under way and not quiet, oldest first, and how far each is."""
        return list(self._jobs.items())

    @property
    def writing(self) -> list[ThreadJob]:
        """What is writing files now."""
        return [job for job in self._jobs if job.name in WRITING and job.running]

    def start(
        self,
        name: str,
        work: Work[T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        stepped: Callable[[Step], None] | None = None,
        ended: Callable[[], None] | None = None,
        quiet: bool = False,
    ) -> ThreadJob:
        """Begin the work; the callbacks arrive here, on the window's thread."""
        # No child: what is connected to a job holds the runner, which must not die inside of its
        # own child's end and take the child with it a second time.
        job = ThreadJob(name)
        queued = Qt.ConnectionType.QueuedConnection
        job.stepped.connect(lambda step: self._stepped(job, step, stepped), queued)
        job.finished.connect(lambda result: self._ended(job, ended, lambda: done(result)), queued)
        job.failed.connect(lambda error: self._ended(job, ended, lambda: failed(error)), queued)
        job.ended.connect(lambda: self._ended(job, ended))
        if quiet:
            self._quiet.add(job)
        else:
            self._jobs[job] = Step(0)
        job.begin(cast("Work[object]", work))
        if not quiet:
            self.changed.emit()
        return job

    def cancel_all(self, wait: float = 2.0) -> None:
        """Stop everything, and wait a little for it to have stopped; nobody is told any more.

        What the closing itself begins would come back to a window that is gone.
        """
        for job in [*self._jobs, *self._quiet]:
            job.cancel()
        self._closed.set()
        for job in self._ending:
            job.wait(wait)

    def _stepped(self, job: ThreadJob, step: Step, then: Callable[[Step], None] | None) -> None:
        if job.settled or self._closed.is_set():
            return
        if job in self._jobs:
            self._jobs[job] = step
        if then is not None:
            then(step)
        if job in self._jobs:
            self.changed.emit()

    def _ended(self, job: ThreadJob, *told: Callable[[], None] | None) -> None:
        if job.settled or self._closed.is_set():
            return
        job.settled = True
        self._ending.append(job)
        self._sweep.start()
        self._quiet.discard(job)
        if self._jobs.pop(job, None) is not None:
            self.changed.emit()
        for tell in told:
            if tell is not None:
                tell()

    def _let_go(self) -> None:
        """Delete ended jobs, but none whose thread may still be inside one of its signals."""
        for job in [job for job in self._ending if job.over]:
            self._ending.remove(job)
            job.deleteLater()
        if not self._ending:
            self._sweep.stop()


class OwnJobs:
    """The jobs of one owner, an open project: they end with it, nothing of them arrives later."""

    def __init__(self, runner: ThreadRunner) -> None:
        self._runner = runner
        self._jobs: set[ThreadJob] = set()
        self._shut = False

    def start(
        self,
        name: str,
        work: Work[T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        stepped: Callable[[Step], None] | None = None,
        ended: Callable[[], None] | None = None,
        quiet: bool = False,
    ) -> ThreadJob:
        """Begin the work, as the runner does; once the owner is shut, only to end it again."""

        def over() -> None:
            self._jobs.discard(job)
            if ended is not None:
                ended()

        job = self._runner.start(
            name, work, done=done, failed=failed, stepped=stepped, ended=over, quiet=quiet
        )
        self._jobs.add(job)
        if self._shut:
            job.cancel()
        return job

    @property
    def writing(self) -> list[ThreadJob]:
        """What is writing files now."""
        return [job for job in self._jobs if job.name in WRITING and job.running]

    def shut(self) -> None:
        """Cancel what is under way; the owner is about to go."""
        self._shut = True
        for job in list(self._jobs):
            job.cancel()
