"""A bounded store of sound between the thread that decodes and the one that plays."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

FRAME_BYTES: Final = 4
"""16-bit stereo."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some sound, and where in the recording it begins (ms); ``tempo`` ms of it a ms heard."""

    data: bytes
    source: float
    tempo: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """From sample ``out`` on, what is heard begins at ``source`` and runs at ``tempo``."""

    out: int
    source: float
    tempo: float


class Ring:
    """Takes chunks, gives out bytes, and remembers which sample came from where.

    Not locked: its owner does that.
    """

    def __init__(self, rate: int, room_ms: int = 1_000) -> None:
        self._rate = rate
        self._room = rate * room_ms // 1000 * FRAME_BYTES
        self._chunks: deque[Chunk] = deque()
        self._held = 0
        self._given = 0
        self._sounding = 0
        self._pieces: deque[_Piece] = deque(maxlen=256)

    def start(self, source: float) -> None:
        """Forget everything; what is given out from now on counts from 0 again."""
        self._chunks.clear()
        self._pieces.clear()
        self._held = self._given = self._sounding = 0
        self._pieces.append(_Piece(0, source, 0.0))

    @property
    def full(self) -> bool:
        """Whether the decoder should wait."""
        return self._held >= self._room

    @property
    def held(self) -> int:
        """Bytes that wait to be played."""
        return self._held

    @property
    def given(self) -> int:
        """Samples given out since the start, silence included."""
        return self._given

    @property
    def sounding(self) -> int:
        """The same up to the last sample that was no silence of ours."""
        return self._sounding

    def put(self, chunk: Chunk) -> None:
        """Take some sound, of whole samples."""
        self._chunks.append(chunk)
        self._held += len(chunk.data)

    def take(self, size: int) -> bytes:
        """Give out exactly ``size`` bytes; where there is not enough, silence.

        During silence the place stands still.
        """
        parts: list[bytes] = []
        wanted = size - size % FRAME_BYTES
        while wanted and self._chunks:
            part = self._part(wanted)
            parts.append(part)
            wanted -= len(part)
        if wanted:
            self._note(self.place(self._given), 0.0)
            parts.append(bytes(wanted))
            self._given += wanted // FRAME_BYTES
        return b"".join(parts)

    def _part(self, wanted: int) -> bytes:
        """Take the first chunk, or as much of it as is wanted."""
        chunk = self._chunks.popleft()
        part = chunk.data
        self._note(chunk.source, chunk.tempo)
        if len(part) > wanted:
            part, rest = part[:wanted], part[wanted:]
            later = chunk.source + self._ms(len(part) // FRAME_BYTES) * chunk.tempo
            self._chunks.appendleft(Chunk(rest, later, chunk.tempo))
        self._held -= len(part)
        self._given += len(part) // FRAME_BYTES
        self._sounding = self._given
        return part

    def _note(self, source: float, tempo: float) -> None:
        """Begin a new piece where the sound does not simply go on."""
        last = self._pieces[-1] if self._pieces else None
        goes_on = (
            last is not None and last.tempo == tempo and abs(self.place(self._given) - source) < 0.5
        )
        if not goes_on:
            self._pieces.append(_Piece(self._given, source, tempo))

    def place(self, out: int) -> float:
        """Return the place in the recording (ms) of sample ``out`` of those given out."""
        for piece in reversed(self._pieces):
            if piece.out <= out:
                return piece.source + self._ms(out - piece.out) * piece.tempo
        return self._pieces[0].source if self._pieces else 0.0

    def _ms(self, samples: int) -> float:
        return samples * 1000 / self._rate
