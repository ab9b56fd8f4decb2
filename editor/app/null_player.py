"""A player that makes no sound: time passes as if it did. For tests, and where no device is."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from editor.app.player import PlayerState
from editor.model.errors import UserError
from editor.model.spans import advanced
from editor.model.time import Ms, Span

if TYPE_CHECKING:
    from pathlib import Path

    from editor.audio.index import PacketIndex
    from editor.audio.tempo import Side


def _length_of(path: Path) -> Ms:
    from editor.audio.probe import probe

    return probe(path).duration_ms


class NullPlayer:
    """Plays by the clock alone (``Player``)."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        length_of: Callable[[Path], Ms] = _length_of,
    ) -> None:
        """Take the time in seconds from ``clock``, a recording's length from ``length_of``."""
        self.on_state: Callable[[PlayerState], None] = lambda _: None
        self.on_end: Callable[[], None] = lambda: None
        self.on_error: Callable[[UserError], None] = lambda _: None
        self._clock = clock
        self._length_of = length_of
        self._state = PlayerState.EMPTY
        self._duration: Ms = 0
        self._rate = 1.0
        self._base = 0.0
        self._since = 0.0
        self._stop: Ms | None = None
        self._again: Ms | None = None
        self._skips: Sequence[Span] = ()

    @property
    def state(self) -> PlayerState:
        return self._state

    @property
    def duration(self) -> Ms:
        return self._duration

    @property
    def sided(self) -> bool:
        return True

    def load(self, path: Path) -> None:
        self._stand_at(0)
        try:
            self._duration = self._length_of(path)
        except UserError as error:
            self.close()
            self.on_error(error)
        else:
            self._become(PlayerState.PAUSED)

    def play(
        self, start: Ms | None = None, stop: Ms | None = None, again: Ms | None = None
    ) -> None:
        if self._state is PlayerState.EMPTY:
            return
        self._stand_at(self._place() if start is None else start)
        self._stop, self._again = stop, again
        self._become(PlayerState.PLAYING)

    def pause(self) -> None:
        if self._state is PlayerState.PLAYING:
            self._stand_at(self._place())
            self._become(PlayerState.PAUSED)

    def seek(self, at: Ms) -> None:
        self._stand_at(at)

    def position(self) -> Ms:
        return round(self._place())

    def set_rate(self, rate: float) -> None:
        self._count_from_here()
        self._rate = rate

    def set_volume(self, volume: float) -> None:
        """Nothing is heard at any volume."""

    def set_side(self, side: Side) -> None:
        """Nor of either side."""

    def set_offset(self, offset: Ms) -> None:
        """The clock is never late."""

    def set_device(self, name: str) -> None:
        """There is none."""

    def set_skips(self, skips: Sequence[Span]) -> None:
        self._count_from_here()
        self._skips = skips

    def refine(self, duration: Ms, index: PacketIndex | None) -> None:
        del index
        if self._state is not PlayerState.EMPTY:
            self._duration = duration

    def poll(self) -> None:
        if self._state is PlayerState.PLAYING and self._place() >= self._limit():
            self._stand_at(self._limit())
            self._become(PlayerState.PAUSED)
            self.on_end()

    def close(self) -> None:
        self._duration = 0
        self._stand_at(0)
        self._become(PlayerState.EMPTY)

    def _place(self) -> float:
        """Where the playhead is, unrounded."""
        if self._state is not PlayerState.PLAYING:
            return self._base
        passed = (self._clock() - self._since) * 1000 * self._rate
        stop, again = self._stop, self._again
        if stop is None:
            return min(advanced(self._base, passed, self._skips), self._limit())
        at = self._base + passed
        if again is not None and again < stop <= at:
            return again + (at - stop) % (stop - again)
        return min(at, self._limit())

    def _limit(self) -> float:
        """Where playing ends; in a loop, nowhere."""
        if self._stop is None:
            return self._duration
        if self._again is not None and self._again < self._stop:
            return float("inf")
        return max(self._base, min(self._stop, self._duration))

    def _stand_at(self, at: float) -> None:
        self._base = max(0.0, min(float(at), float(self._duration)))
        self._since = self._clock()
        self._stop = self._again = None

    def _count_from_here(self) -> None:
        """Begin to count anew, since time is about to pass otherwise; what was asked for stays."""
        stop, again = self._stop, self._again
        self._stand_at(self._place())
        self._stop, self._again = stop, again

    def _become(self, state: PlayerState) -> None:
        if state is not self._state:
            self._state = state
            self.on_state(state)
