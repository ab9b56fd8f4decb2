"""Jobs: long work as a generator of steps, whoever runs it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Generic, NoReturn, Protocol, TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is: ``done`` of ``total`` (0 where nobody knows), and what it is doing.

    ``note`` is a stable name ("decode", "peaks"); the words for it are looked up where it is shown.
    """

    done: int
    total: int = 0
    note: str = ""

    @property
    def share(self) -> float | None:
        """From 0 to 1, or ``None`` where the total is not known."""
        return min(1.0, self.done / self.total) if self.total > 0 else None


Work: TypeAlias = Generator[Step, None, T]
"""Yields steps, returns its result. Cancelled by ``close()``: tidy up in ``finally``."""


class Begun(Generic[T]):
    """Work that is begun before it is asked for, and gone on with once it is, by another job.

    A job that is cancelled leaves it at the step it has come to.
    """

    def __init__(self, work: Work[T]) -> None:
        self._work = work
        self._mutex = Lock()  # a cancelled job may still be about its last step
        self._end: Callable[[], T] | None = None

    def go_on(self) -> Work[T]:
        """What is left of it, as often as it is asked for; its result, or its error, stays."""
        while isinstance(reached := self._next(), Step):
            yield reached
        return reached()

    def _next(self) -> Step | Callable[[], T]:
        """The next step, or what gives the result."""
        with self._mutex:
            if self._end is None:
                try:
                    return next(self._work)
                except StopIteration as stop:
                    self._end = partial(_give, stop.value)
                except Exception as error:  # noqa: BLE001 - raised where the result is asked for
                    self._end = partial(_raise, error)
            return self._end


def _give(result: T) -> T:
    return result


def _raise(error: Exception) -> NoReturn:
    raise error


class Job(Protocol):
    """A piece of work under way."""

    @property
    def running(self) -> bool:
        """Whether it has neither finished, failed nor been cancelled."""

    @property
    def cancelled(self) -> bool:
        """Whether it was cancelled before it was over: nobody hears of a result."""

    def cancel(self) -> None:
        """Stop at the next step; nothing but ``ended`` is told. Does nothing once it is over."""


class Runner(Protocol):
    """Runs work beside the window; its callbacks arrive on the thread that called ``start``."""

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
    ) -> Job:
        """Begin the work. ``name`` is stable ("import", "peaks"): its words are looked up.

        ``ended`` is called once in every case, before ``done`` or ``failed``, and alone where the
        job is cancelled: whoever waits for it is free again. A ``quiet`` job is not shown.
        """


def run(work: Work[T], stepped: Callable[[Step], None] | None = None) -> T:
    """Do all of the work here and now, telling ``stepped`` of each step; returns the result."""
    while True:
        try:
            step = next(work)
        except StopIteration as stop:
            result: T = stop.value
            return result
        if stepped is not None:
            stepped(step)
