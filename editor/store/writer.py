"""The writer: one thread that owns the connection and carries out what others ask for, in order."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

if TYPE_CHECKING:
    from sqlalchemy import Connection

_T = TypeVar("_T")

IDLE: Final = 2.0
"""Seconds of quiet after which the idle work is done (folding the write-ahead log in)."""


@dataclass(slots=True)
class _Job(Generic[_T]):
    work: Callable[[Connection], _T]
    done: Future[_T]
    chain: int | None


@dataclass(slots=True)
class _Later:
    """Work that may be replaced by newer work of the same name until it is due."""

    work: Callable[[Connection], None]
    due: float


class Writer:
    """Runs jobs on a thread of its own.

    Jobs of ``chain`` build on one another: when one fails, those that were asked for before its
    failure could be known fail with the same error, and nothing of them is written. ``trouble``
    hears of failures nobody waits for.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        trouble: Callable[[Exception], None],
        idle: Callable[[Connection], None],
        translate: Callable[[Exception], Exception],
    ) -> None:
        self._connection = connection
        self._trouble = trouble
        self._idle = idle
        self._translate = translate
        self._changed = threading.Condition()
        self._jobs: deque[_Job[Any]] = deque()
        self._later: dict[str, _Later] = {}
        self._written: dict[str, float] = {}
        self._chain = 0
        self._broken: Exception | None = None
        self._closing = False
        self._quiet_since: float | None = None
        self.transactions = 0
        """How many pieces of work were done: for tests of what is coalesced."""
        self._thread = threading.Thread(target=self._run, name="stet-writer", daemon=True)
        self._thread.start()

    def ask(self, work: Callable[[Connection], _T], *, chained: bool = False) -> Future[_T]:
        """Have ``work`` done as soon as what was asked before is done."""
        done: Future[_T] = Future()
        done.set_running_or_notify_cancel()  # what is asked for is done: nobody can take it back
        with self._changed:
            if self._closing:
                raise RuntimeError("the project is closed")
            self._jobs.append(_Job(work, done, self._chain if chained else None))
            self._changed.notify()
        return done

    def soon(self, name: str, work: Callable[[Connection], None], within: float) -> None:
        """Have ``work`` done, but at most once every ``within`` seconds for one name.

        Newer work replaces older.
        """
        with self._changed:
            if self._closing:
                return
            waiting = self._later.get(name)
            if waiting is not None:
                waiting.work = work
                return
            now = time.monotonic()
            due = max(now, self._written.get(name, now - within) + within)
            self._later[name] = _Later(work, due)
            self._changed.notify()

    def drop(self, name: str, work: Callable[[Connection], None]) -> None:
        """Forget work asked for with ``soon``, unless newer work has replaced it."""
        with self._changed:
            waiting = self._later.get(name)
            if waiting is not None and waiting.work is work:
                del self._later[name]

    def flush(self) -> None:
        """Wait until all that was asked for is done, the work of ``soon`` included."""
        with self._changed:
            for waiting in self._later.values():
                waiting.due = 0.0
        self.ask(lambda _connection: None).result()

    def close(self) -> None:
        """Do what is left, then end the thread. The connection is the caller's again."""
        with self._changed:
            self._closing = True
            for waiting in self._later.values():
                waiting.due = 0.0
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while True:
            job = self._next()
            if job is None:
                return
            self._do(job)

    def _next(self) -> _Job[Any] | None:
        with self._changed:
            while True:
                now = time.monotonic()
                name = min(self._later, key=lambda name: self._later[name].due, default=None)
                # Work that is due goes first: what flush waits for lies behind it.
                if name is not None and self._later[name].due <= now:
                    return self._take(name, now)
                if self._jobs:
                    return self._jobs.popleft()
                if self._closing:
                    return None
                wait = self._later[name].due - now if name is not None else None
                if self._quiet_since is not None:
                    quiet = self._quiet_since + IDLE - now
                    if quiet <= 0:
                        self._quiet_since = None
                        return _Job(self._idle, Future(), None)
                    wait = quiet if wait is None else min(wait, quiet)
                self._changed.wait(wait)

    def _take(self, name: str, now: float) -> _Job[None]:
        work = self._later.pop(name).work
        self._written[name] = now
        done: Future[None] = Future()
        done.add_done_callback(self._tell)
        return _Job(work, done, None)

    def _tell(self, done: Future[None]) -> None:
        error = done.exception()
        if error is not None:
            self._trouble(cast("Exception", error))

    def _do(self, job: _Job[Any]) -> None:
        if job.chain is not None and job.chain != self._chain:
            job.done.set_exception(self._broken or RuntimeError("an earlier edit failed"))
            return
        try:
            result = job.work(self._connection)
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            told = self._translate(error)
            if job.chain is not None:
                with self._changed:
                    self._chain += 1
                    self._broken = told
            job.done.set_exception(told)
        else:
            self.transactions += 1
            if job.work is not self._idle:
                self._quiet_since = time.monotonic()
            job.done.set_result(result)
