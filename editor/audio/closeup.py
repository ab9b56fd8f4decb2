"""Closeup: the samples of the stretch on the screen, for zooms at which 10 ms are too coarse."""

from __future__ import annotations

import mmap
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from editor.audio.decode import Decoder, SampleForm
from editor.audio.peaks import Columns
from editor.audio.spectrum import spectrum
from editor.model.errors import UserError
from editor.model.time import Span

if TYPE_CHECKING:
    from pathlib import Path

    from numpy import int16
    from numpy.typing import NDArray

    from editor.audio.index import PacketIndex

LONGEST: Final = 60_000
"""Ms that are held at most: 18 MB; as much again while the next stretch is read."""

_MARGIN: Final = 0.5
"""Share of the stretch that is read on each side, so that scrolling a little finds it there."""

_PATIENCE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Picture:
    """The spectrum of a stretch: ``rows`` lines of ``columns`` grey values."""

    span: Span
    columns: int
    rows: int
    grey: bytes = b""


class Closeup:
    """Decodes what is asked for on a thread of its own; one stretch is held at a time.

    ``on_ready`` is called on that thread when what was asked for last is there. A recording that
    cannot be read is told elsewhere; here it is only never ready.
    """

    def __init__(self, path: Path, on_ready: Callable[[], None]) -> None:
        self.index: PacketIndex | None = None
        self._path = path
        self._on_ready = on_ready
        self._asked = threading.Condition()
        self._wanted: Span | None = None
        self._reading: Span | None = None
        self._to_draw: Picture | None = None
        self._held: _Held | None = None
        self._picture: Picture | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="closeup", daemon=True)
        self._thread.start()

    def want(self, span: Span) -> bool:
        """Ask for a stretch; whether it is there already. Longer than a minute it never is."""
        if span.duration > LONGEST:
            return False
        held = self._held
        if held is not None and held.holds(span.start, span.end):
            return True
        reading = self._reading
        if (
            self._wanted is None
            and reading is not None
            and reading.start <= span.start
            and (span.end <= reading.end)
        ):
            return False  # it is on its way: to ask anew would have it read from the start
        margin = min(round(span.duration * _MARGIN), (LONGEST - span.duration) // 2)
        with self._asked:
            self._wanted = Span(max(0, span.start - margin), span.end + margin)
            self._asked.notify()
        return False

    def picture(self, span: Span, columns: int, rows: int) -> Picture | None:
        """Return the spectrum of a stretch, or ask for it: ``on_ready`` tells when it is there."""
        wanted, drawn = Picture(span, columns, rows), self._picture
        if drawn is not None and (drawn.span, drawn.columns, drawn.rows) == (span, columns, rows):
            return drawn
        if span.duration <= LONGEST:
            self.want(span)
            with self._asked:
                self._to_draw = wanted
                self._asked.notify()
        return None

    def close(self) -> None:
        """End the thread and let go of the file."""
        with self._asked:
            self._closing = True
            self._asked.notify()
        self._thread.join(_PATIENCE)

    def columns(self, start: float, end: float, count: int) -> Columns | None:
        """Fold ``[start, end)`` (ms) into columns as peaks do; ``None`` where it is not held."""
        held = self._held
        if held is None or count <= 0 or not held.holds(start, end):
            return None
        return _folded(held, held.at(start), (end - start) * held.rate / 1000 / count, count)

    def samples(self, start: float, end: float) -> tuple[list[float], list[int]] | None:
        """Return times (ms) and values of the single samples of a short stretch, one beyond each.

        Of two channels the mean. ``None`` where the stretch is not held.
        """
        held = self._held
        if held is None or not held.holds(start, end):
            return None
        begin = max(0, int(held.at(start)) - 1)
        values = held.mean[begin : int(held.at(end)) + 2].tolist()
        return [
            held.span.start + (begin + n) * 1000 / held.rate for n in range(len(values))
        ], values

    def _work(self) -> None:
        decoder: Decoder | None = None
        while True:
            with self._asked:
                self._asked.wait_for(lambda: self._closing or self._wanted or self._to_draw)
                if self._closing:
                    break
                wanted, self._wanted = self._wanted, None
                self._reading = wanted
                to_draw, self._to_draw = self._to_draw, None
            if wanted is not None:
                try:
                    decoder = decoder or Decoder(self._path, SampleForm("s16", 2))
                    decoder.index = self.index
                    read = self._read(decoder, wanted)
                except UserError:
                    return
                if read is None:
                    continue
                self._held, self._reading = read, None
            if to_draw is not None:
                self._picture = self._drawn(to_draw)
            self._on_ready()
        if decoder is not None:
            decoder.close()

    def _read(self, decoder: Decoder, span: Span) -> _Held | None:
        """Read a stretch; ``None`` where another is wanted meanwhile."""
        import numpy as np

        size = span.duration * decoder.rate // 1000 + 2
        # Straight from the system: up to 18 MB that come and go would leave holes in the heap.
        room = np.frombuffer(mmap.mmap(-1, 3 * size * 2), np.int16).reshape(3, size)
        filled = 0
        for block in decoder.blocks(span.start, span.end):
            if self._closing or self._wanted is not None:
                return None
            both = np.frombuffer(block.data, np.int16)
            left, right = both[0::2], both[1::2]
            part = room[:, filled : filled + len(left)]
            np.minimum(left, right, out=part[0])
            np.maximum(left, right, out=part[1])
            part[2] = left // 2 + right // 2
            filled += len(left)
        return _Held(span, decoder.rate, *room[:, :filled])

    def _drawn(self, wanted: Picture) -> Picture | None:
        held = self._held
        if held is None or not held.holds(wanted.span.start, wanted.span.end):
            return None
        part = held.mean[int(held.at(wanted.span.start)) : int(held.at(wanted.span.end))]
        grey = spectrum(part, held.rate, wanted.columns, wanted.rows)
        return Picture(wanted.span, wanted.columns, wanted.rows, grey)


@dataclass(frozen=True, slots=True)
class _Held:
    """The samples of a stretch: lowest and highest of the two channels, and their mean."""

    span: Span
    rate: int
    lowest: NDArray[int16]
    highest: NDArray[int16]
    mean: NDArray[int16]

    def holds(self, start: float, end: float) -> bool:
        return self.span.start <= start and end <= self.span.end

    def at(self, moment: float) -> float:
        """Which sample sounds at a moment (ms)."""
        return (moment - self.span.start) * self.rate / 1000


def _folded(held: _Held, first: float, step: float, count: int) -> Columns:
    """Fold the samples from ``first`` on into columns of ``step`` samples."""
    import numpy as np

    edges = np.floor(first + step * np.arange(count + 1)).astype(np.int64)
    begins, ends = edges[:-1], np.maximum(edges[1:], edges[:-1] + 1)
    known = ends <= len(held.mean)
    reach = int(known.sum())
    none = [0] * (count - reach)
    if not reach:
        return Columns(none, none, none)
    low, high = int(begins[0]), int(ends[reach - 1])
    at = begins[:reach] - low
    squares = np.square(held.mean[low:high], dtype=np.float32)
    rms = np.sqrt(np.add.reduceat(squares, at) / np.diff(np.append(at, high - low)).clip(1))
    rows: list[NDArray[Any]] = [
        np.minimum.reduceat(held.lowest[low:high], at),
        np.maximum.reduceat(held.highest[low:high], at),
        np.rint(rms).astype(np.int64),
    ]
    return Columns(*(row.tolist() + none for row in rows))
