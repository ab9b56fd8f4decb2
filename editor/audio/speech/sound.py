"""The sound of a recording as aligners want it, read as a stream: memory does not grow with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from editor.audio.decode import Block, Decoder, SampleForm
from editor.audio.speech.aligner import RATE
from editor.model.time import Ms

_WIDTH: Final = 2
_NEAR: Final = 30_000
"""Milliseconds ahead that are decoded and thrown away rather than sought."""


class Sound:
    """Reads stretches of a recording; those that follow each other cost one decoding."""

    def __init__(self, path: Path) -> None:
        """Open ``path``. Raises ``UserError`` as ``editor.audio.probe.probe`` does."""
        self._decoder = Decoder(path, SampleForm("s16", 1, RATE))
        self._blocks: Iterator[Block] | None = None
        self._kept = bytearray()
        self._from = 0  # sample at which what is kept begins
        self._ended = False

    def close(self) -> None:
        """Let go of the file."""
        self._decoder.close()

    def read(self, start: Ms, end: Ms) -> bytes:
        """Samples of ``[start, end)``; fewer where the recording is over."""
        first, last = max(0, start) * RATE // 1000, max(0, end) * RATE // 1000
        reached = self._from + len(self._kept) // _WIDTH
        if self._blocks is None or first < self._from or first > reached + _NEAR * RATE // 1000:
            self._seek(start, first)
        while self._from + len(self._kept) // _WIDTH < last and not self._ended:
            self._take(first)
        self._forget(first)
        begin = (first - self._from) * _WIDTH
        return bytes(self._kept[begin : begin + (last - first) * _WIDTH])

    def _seek(self, start: Ms, first: int) -> None:
        self._blocks = self._decoder.blocks(max(0, start))
        self._kept.clear()
        self._from = first
        self._ended = False

    def _take(self, first: int) -> None:
        block = next(self._blocks, None) if self._blocks else None
        if block is None:
            self._ended = True
            return
        self._kept += block.data
        if len(self._kept) > 2 * RATE * _WIDTH:
            self._forget(first)

    def _forget(self, first: int) -> None:
        gone = min((first - self._from) * _WIDTH, len(self._kept))
        if gone > 0:
            del self._kept[:gone]
            self._from += gone // _WIDTH
