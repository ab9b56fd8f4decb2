"""Splicing: samples without some stretches, each join a crossfade, every kept sample in its place.

A join takes nothing from the length: the sound up to the cut's start fades out over the cut's own
first samples while what leads up to its end fades in. So a kept moment lies where it lay, less
exactly the cuts before it, and the tone of the room never stops.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from editor.model.time import Ms, Span

    Samples = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Join:
    """``[start, end)`` goes; half a crossfade lies on each side of both ends (samples)."""

    start: int
    end: int
    half: int


def joins(cuts: Sequence[Span], rate: int, fade_ms: Ms, length_ms: Ms) -> list[Join]:
    """Cuts counted in samples; rounding never adds up to more than half a sample.

    A crossfade is shorter where a cut or what stays beside it leaves no room for one; a cut at
    either end of the recording (``length_ms``) has none.
    """
    made: list[Join] = []
    gone_ms = gone = 0
    whole = fade_ms * rate // 2000
    for at, cut in enumerate(cuts):
        gone_ms += cut.duration
        last = made[-1].end if made else 0
        start = max(last, round(cut.start * rate / 1000))
        end = start + round(gone_ms * rate / 1000) - gone
        gone += end - start
        before = start - last
        limit = cuts[at + 1].start if at + 1 < len(cuts) else length_ms
        behind = (limit - cut.end) * rate // 1000
        half = min(whole, (end - start) // 2, before // 2, behind // 2)
        made.append(Join(start, end, max(0, half)))
    return made


class Splicer:
    """Takes a recording block by block and gives back what stays; holds one crossfade at most."""

    def __init__(self, cuts: Sequence[Join]) -> None:
        self._cuts = cuts
        self._at = 0
        self._next = 0
        self._tail: list[Samples] = []
        self._mixed = 0

    def push(self, block: Samples) -> Iterator[Samples]:
        """The kept samples of the next block; ``block`` is an array of samples by channels."""
        while len(block):
            take, part = self._zone(len(block))
            piece, block = block[:take], block[take:]
            self._at += take
            if part == "keep":
                yield piece
            elif part == "tail":
                self._tail.append(piece)
            elif part == "mix":
                yield self._mix(piece)

    def end(self) -> Iterator[Samples]:
        """What is left where the recording ends inside a cut, shorter than it was said to be."""
        left = self._cuts[self._next].half if self._tail and not self._mixed else 0
        for piece in self._tail:
            if left > 0:
                yield piece[:left]
            left -= len(piece)

    def _zone(self, most: int) -> tuple[int, str]:
        """How many of the next samples share a fate, and which."""
        while self._next < len(self._cuts):
            cut = self._cuts[self._next]
            for limit, part in (
                (cut.start - cut.half, "keep"),
                (cut.start + cut.half, "tail"),
                (cut.end - cut.half, "drop"),
                (cut.end + cut.half, "mix"),
            ):
                if self._at < limit:
                    return min(most, limit - self._at), part
            self._next += 1
            self._tail, self._mixed = [], 0
        return most, "keep"

    def _mix(self, piece: Samples) -> Samples:
        """Part of a crossfade of equal power, which keeps the loudness of unrelated sounds."""
        import numpy as np

        width = 2 * self._cuts[self._next].half
        first, self._mixed = self._mixed, self._mixed + len(piece)
        old = np.concatenate(self._tail)[first : self._mixed]
        share = (np.arange(first, self._mixed, dtype=np.float32) + 0.5) / width * (np.pi / 2)
        rise, fall = np.sin(share)[:, None], np.cos(share)[:, None]
        mixed: Samples = (old * fall + piece * rise).astype(np.float32)
        return mixed
