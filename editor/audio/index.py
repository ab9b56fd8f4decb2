"""Where in a raw MP3 or AAC stream each second lies, so that a seek opens the file at that byte."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

INDEXED: Final = frozenset({"mp3", "aac"})
"""Demuxers without a table of their own: libav guesses, or reads the file from its start (5 s at 10
h)."""


@dataclass(frozen=True, slots=True)
class PacketIndex:
    """One entry about every second: ``samples[n]`` begins at byte ``offsets[n]``."""

    rate: int
    samples: array[int]
    offsets: array[int]

    def before(self, sample: int) -> tuple[int, int] | None:
        """Return (sample, byte offset) of the last entry not after ``sample``."""
        found = bisect_right(self.samples, sample) - 1
        return (self.samples[found], self.offsets[found]) if found >= 0 else None


class IndexBuilder:
    """Gathers a packet index while another pass reads the file anyway."""

    def __init__(self, rate: int) -> None:
        self._index = PacketIndex(rate, array("q"), array("q"))

    def add(self, sample: int, offset: int) -> None:
        """Note a packet; what does not lie behind the one before is passed over."""
        known = self._index
        if known.offsets and (offset <= known.offsets[-1] or sample <= known.samples[-1]):
            return
        self._index.samples.append(sample)
        self._index.offsets.append(offset)

    def finish(self) -> PacketIndex:
        """Return what was gathered."""
        return self._index
