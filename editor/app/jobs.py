"""Jobs: long work as a generator of steps, whoever runs it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Protocol, TypeAlias, TypeVar

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
