"""The frames of a recording as one unbroken line of samples, whatever the file's time stamps do."""

from __future__ import annotations

from math import nan
from sys import maxsize
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.audio.frame import AudioFrame
    from av.audio.layout import AudioLayout
    from av.audio.resampler import AudioResampler
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet

    from editor.audio.index import IndexBuilder

_JITTER: Final = 0.02
"""Seconds by which a time stamp may differ from the count of samples. Matroska rounds to 1 ms,
recorders in a browser are off by some; one lost MP3 frame is 26 ms and has to be made up for."""

_UNBROKEN: Final = frozenset({"aac", "flac", "mp3", "ogg", "wav"})
"""Containers in which no recorder leaves a pause: sound that is missing midway was lost."""

_LONGEST_GAP: Final = 3600
"""Seconds of silence put in at most where time stamps leap; a longer leap is a broken stamp."""

_LONGEST_OVERLAP: Final = 1
"""Seconds by which a stamp may lie before what was already read; further back, the stamps have
started afresh."""


class FrameReader:
    """Iterates over ``(position, frame)``, position in samples from the recording's time 0.

    Frames follow each other without gap or overlap: what the file lacks is filled with silent
    frames, packets that cannot be decoded are left out, frames whose rate, layout or format changes
    midway are converted to the first one's. ``damaged`` tells of packets left out, and of sound
    that was lost midway.

    A microsecond a frame is 0.14 s an hour of MP3, where decoding takes 2.5 s: hence the local
    names in ``__iter__``, which itself looks only at frames that follow exactly.
    """

    def __init__(
        self,
        container: InputContainer,
        stream: AudioStream,
        tick_zero: int,
        *,
        shift: int = 0,
        expected: int | None = None,
        index: IndexBuilder | None = None,
    ) -> None:
        """Read on from where ``container`` stands.

        ``tick_zero`` is the stream's tick of time 0, ``shift`` is added to every position
        (samples), ``expected`` is the position at which the first frame should come: earlier ones
        are filled with silence.
        """
        self.damaged = False
        self._container = container
        self._stream = stream
        self._zero = tick_zero
        self._rate = stream.codec_context.sample_rate
        self._shift = shift
        self._next = expected
        self._tolerance = 0  # the first frame stands exactly where its stamp says
        self._index = index
        self._unbroken = container.format.name in _UNBROKEN
        self._format, self._frame_rate = "", 0
        self._layout: AudioLayout | None = None
        self._converter: AudioResampler | None = None
        base = stream.time_base
        self._scale = (base.numerator * self._rate, base.denominator) if base else (1, 1)
        # Where a sample is a whole number of ticks, as in MP3, a frame that follows exactly is
        # known by its stamp alone.
        ticks, rest = divmod(self._scale[1], self._scale[0])
        self._ticks = 0 if rest else ticks

    def __iter__(self) -> Iterator[tuple[int, AudioFrame]]:
        from av.error import FFmpegError

        packets = self._container.demux(self._stream)
        ticks, noted = self._ticks, maxsize if self._index is None else 0
        at, due, name, rate, layout = self._next or 0, nan, "", 0, None
        while True:
            try:
                # After an error of next itself there is no next: the file ends where it broke.
                packet = next(packets)
                if (packet.pts or 0) >= noted:
                    noted = self._note(packet)
                frames = packet.decode()
            except (StopIteration, EOFError):
                return
            except FFmpegError:
                self.damaged = True
                continue
            for frame in frames:
                if (
                    frame.pts == due
                    and frame.format.name == name
                    and frame.sample_rate == rate
                    and frame.layout == layout
                ):
                    samples = frame.samples
                    yield at, frame
                    at += samples
                    due += samples * ticks
                    continue
                if layout is not None:
                    self._next = at
                if self._follows(frame):
                    yield self._advance(frame), frame
                    due = (frame.pts or 0) + frame.samples * ticks if ticks else nan
                else:
                    yield from self._settled(frame)
                    due = nan
                at, layout = self._next or 0, self._layout
                name, rate = self._format, self._frame_rate

    def _note(self, packet: Packet[AudioStream]) -> int:
        """Tell the index where a packet lies; returns from which stamp on the next is due."""
        if self._index is None or packet.pts is None or packet.pos is None:
            return packet.pts or 0
        self._index.add(self._sample(packet.pts), packet.pos)
        numerator, denominator = self._scale
        return packet.pts + self._rate * denominator // numerator  # about a second

    def _follows(self, frame: AudioFrame) -> bool:
        """Whether a frame can be given out as it is: nearly always."""
        if self._next is None or frame.pts is None or not self._tolerance:
            return False
        numerator, denominator = self._scale
        stamped = (frame.pts - self._zero) * numerator // denominator + self._shift
        return abs(stamped - self._next) < self._tolerance and self._fits(frame)

    def _fits(self, frame: AudioFrame) -> bool:
        """Whether a frame has the form of the first; layouts are compared, for a name costs 4 x."""
        same = frame.format.name == self._format and frame.sample_rate == self._frame_rate
        return same and frame.layout == self._layout

    def _settled(self, raw: AudioFrame) -> Iterator[tuple[int, AudioFrame]]:
        """Make a frame fit: convert it, put silence before it, or leave it out."""
        for frame in self._alike(raw):
            gap = self._gap(frame)
            if gap < 0:  # a stamp before what was already given out: once is enough
                continue
            while gap > 0:
                silence = _silence(frame, min(gap, self._rate))
                gap -= silence.samples
                yield self._advance(silence), silence
            yield self._advance(frame), frame

    def _advance(self, frame: AudioFrame) -> int:
        position = self._next or 0
        self._next = position + frame.samples
        return position

    def _alike(self, frame: AudioFrame) -> list[AudioFrame]:
        """Give a frame the form of the first one; nearly always it has it."""
        if self._layout is None:
            self._format, self._layout = frame.format.name, frame.layout
            self._frame_rate = frame.sample_rate
        if self._fits(frame):
            return [frame]
        if self._converter is None:
            from av.audio.resampler import AudioResampler

            self._converter = AudioResampler(self._format, self._layout, self._frame_rate)
        converted = self._converter.resample(frame)
        for part in converted:
            part.pts = None  # counted in another base
        return converted

    def _gap(self, frame: AudioFrame) -> int:
        """Return how many samples are missing before ``frame``; -1: it is to be left out."""
        stamped = self._next if frame.pts is None else self._sample(frame.pts)
        if self._next is None:
            self._next = stamped or 0
        gap = (stamped or 0) - self._next
        if -_LONGEST_OVERLAP * self._rate < gap < -self._tolerance:
            return -1
        if not -_LONGEST_OVERLAP * self._rate < gap <= _LONGEST_GAP * self._rate:
            self._shift -= gap  # the stamps start afresh: recordings joined end to end
            gap = 0
        silence = gap if gap > self._tolerance else 0
        if silence and self._tolerance and self._unbroken:
            self.damaged = True
        self._tolerance = int(_JITTER * self._rate)
        return silence

    def _sample(self, tick: int) -> int:
        numerator, denominator = self._scale
        ticks = tick - self._zero
        return (2 * ticks * numerator + denominator) // (2 * denominator) + self._shift


def _silence(like: AudioFrame, samples: int) -> AudioFrame:
    """Make a silent frame of the same form."""
    from av.audio.frame import AudioFrame

    frame = AudioFrame(format=like.format.name, layout=like.layout.name, samples=samples)
    frame.sample_rate = like.sample_rate
    zero = b"\x80" if like.format.name.startswith("u8") else b"\0"
    for plane in frame.planes:
        plane.update(zero * plane.buffer_size)
    return frame
