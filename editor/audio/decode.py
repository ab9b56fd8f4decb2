"""Streaming decode of a recording from any position, exact to the sample."""

from __future__ import annotations

from array import array
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal

from editor.audio.frames import FrameReader
from editor.audio.index import INDEXED
from editor.audio.opening import audio_stream, first_sound, opened, origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from av.audio.frame import AudioFrame

    from editor.audio.index import IndexBuilder, PacketIndex
    from editor.model.time import Ms

_PREROLL: Final = 0.2
"""Seconds to start early: MP3 needs the bits of earlier frames, up to 128 ms and two frames of 26
ms."""

_PREROLL_LOW_RATE: Final = 0.5
"""The same below 32 kHz (MPEG-2): up to 255 bytes, which at 8 kb/s are 255 ms, and two frames of 72
ms."""

_FURTHER_BACK: Final = (3.0, 30.0)
"""Seconds to start early where the file landed later than it was asked to."""

_WHOLE_MS: Final = "matroska,webm"
"""The demuxer whose stamps are whole milliseconds."""

_WARM_UP: Final = 0.05
"""Seconds handed to the resampler before the first sample that is wanted."""


@dataclass(frozen=True, slots=True)
class SampleForm:
    """How samples come out: interleaved, 16-bit or float, mixed to one channel or two.

    ``rate`` of ``None`` keeps the recording's.
    """

    sample: Literal["s16", "flt"] = "s16"
    channels: Literal[1, 2] = 2
    rate: int | None = None

    @property
    def frame_bytes(self) -> int:
        """Bytes of one sample of all channels."""
        return self.channels * (2 if self.sample == "s16" else 4)


@dataclass(frozen=True, slots=True)
class Block:
    """Some consecutive samples: ``start`` counts from the recording's time 0 at the form's rate."""

    start: int
    frames: int
    data: bytes


class Decoder:
    """A recording held open, to be read from any position again and again.

    Not safe for use from two threads at once.
    """

    def __init__(self, path: Path, form: SampleForm | None = None) -> None:
        """Open ``path``. Raises ``UserError`` as ``editor.audio.probe.probe`` does."""
        self.path = path
        self.form = form or SampleForm()
        self.index: PacketIndex | None = None
        self._stack = ExitStack()
        self._open()

    def _open(self) -> None:
        self._stack.close()
        self._container = self._stack.enter_context(opened(self.path))
        try:
            self._stream = audio_stream(self._container, self.path)
        except BaseException:
            self._stack.close()
            raise
        self.source_rate = self._stream.codec_context.sample_rate
        self.rate = self.form.rate or self.source_rate
        self._preroll = _PREROLL if self.source_rate >= 32_000 else _PREROLL_LOW_RATE
        self._zero = self._origin()
        self._fresh = True

    def _origin(self) -> int:
        """The stream's tick of time 0.

        Vorbis gives nothing for its first packet. Ogg stamps that before time 0; Matroska stamps it
        as time 0, so that the sound seems to begin 3 ms late.
        """
        zero = origin(self._container, self._stream)
        vorbis = self._stream.codec_context.name == "vorbis"
        alone = not self._container.streams.video
        if vorbis and alone and self._container.format.name == _WHOLE_MS:
            return first_sound(self.path) or zero
        return zero

    def close(self) -> None:
        """Let go of the file."""
        self._stack.close()

    def __enter__(self) -> Decoder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def blocks(self, start: Ms = 0, stop: Ms | None = None) -> Iterator[Block]:
        """Give out the samples of ``[start, stop)`` in blocks as the codec packs them.

        The first block begins exactly at ``start``; where the recording ends earlier, so do the
        blocks. What is broken inside the file is left out or silent. A new call ends the one
        before.
        """
        first = self._position(start)
        last = None if stop is None else self._position(stop)
        for block in self._resampled(start):
            cut = _trim(block, first, last, self.form.frame_bytes)
            if cut.frames:
                yield cut
            if last is not None and block.start + block.frames >= last:
                return

    def _position(self, at: Ms) -> int:
        return max(0, round(at * self.rate / 1000))

    def _resampled(self, start: Ms) -> Iterator[Block]:
        """Blocks in the wanted form; they begin a little before ``start``."""
        from av.audio.resampler import AudioResampler

        doubled = self.form.channels == 2 and self._stream.codec_context.channels == 1
        form = SampleForm(self.form.sample, 1) if doubled else self.form
        shape = _doubled if doubled else _interleaved
        layout = "mono" if form.channels == 1 else "stereo"
        converter = AudioResampler(form.sample, layout, self.rate)
        first = max(0, int((start / 1000 - _WARM_UP) * self.source_rate))
        position: int | None = None
        for at, frame in self.frames(max(0, round(start / 1000 * self.source_rate))):
            if at + frame.samples <= first:
                continue
            if position is None:
                position = round(at * self.rate / self.source_rate)
            for out in converter.resample(frame):
                yield Block(position, out.samples, shape(out, form.frame_bytes))
                position += out.samples
        for out in converter.resample(None) if position is not None else ():
            yield Block(position or 0, out.samples, shape(out, form.frame_bytes))
            position = (position or 0) + out.samples

    def frames(self, target: int) -> Iterator[tuple[int, AudioFrame]]:
        """Give out raw frames with their positions, from at or before ``target`` on (samples)."""
        if jumped := self._by_index(target):
            return jumped
        for seconds in (self._preroll, *_FURTHER_BACK):
            early = target - int(seconds * self.source_rate)
            if early <= 0:
                break
            frames = iter(self._landed(early))
            landed = next(frames, None)
            if landed is None:
                return iter(())
            if landed[0] <= target:
                return chain([landed], frames)
        return self._from_start()

    def _landed(self, early: int) -> Iterator[tuple[int, AudioFrame]]:
        from av.error import FFmpegError

        base = self._stream.time_base
        tick = self._zero + (round(early / self.source_rate / base) if base else 0)
        try:
            self._container.seek(tick, stream=self._stream, backward=True)
            self._fresh = False
        except FFmpegError:
            return self._from_start()
        if self._container.format.name == _WHOLE_MS:
            self._leave_out_one()
        return iter(FrameReader(self._container, self._stream, self._zero))

    def _leave_out_one(self) -> None:
        """Pass over the frame that libav cuts the codec's delay off again after a seek.

        Its stamp was rounded to a millisecond and is so once more: all that follows would be up to
        1.5 ms off.
        """
        from av.error import FFmpegError

        try:
            next(self._container.decode(self._stream), None)
        except (FFmpegError, EOFError):
            return  # the reader leaves out what is broken

    def _from_start(self) -> Iterator[tuple[int, AudioFrame]]:
        return iter(self.reader())

    def reader(self, index: IndexBuilder | None = None) -> FrameReader:
        """Read the whole recording from its time 0, gathering the packet index on the way."""
        if not self._fresh:
            self._open()
        self._fresh = False
        return FrameReader(self._container, self._stream, self._zero, expected=0, index=index)

    def _by_index(self, target: int) -> Iterator[tuple[int, AudioFrame]] | None:
        """Open the file anew at the byte where, says the index, sound before ``target`` lies."""
        name = self._container.format.name
        early = target - int(self._preroll * self.source_rate)
        if self.index is None or name not in INDEXED or self.index.rate != self.source_rate:
            return None
        entry = self.index.before(early)
        if entry is None or entry[1] == 0:
            return None
        return self._from_byte(*entry, name)

    def _from_byte(
        self, sample: int, offset: int, demuxer: str
    ) -> Iterator[tuple[int, AudioFrame]]:
        with opened(self.path, offset, demuxer) as container:
            stream = audio_stream(container, self.path)
            zero = stream.start_time or 0
            yield from FrameReader(container, stream, zero, shift=sample)


def _interleaved(frame: AudioFrame, frame_bytes: int) -> bytes:
    """Samples of a packed frame without the padding behind them."""
    return bytes(memoryview(frame.planes[0])[: frame.samples * frame_bytes])


def _doubled(frame: AudioFrame, frame_bytes: int) -> bytes:
    """One channel on both sides, as loud as it was: libav would take 3 dB off."""
    one = array("h" if frame_bytes == 2 else "f", _interleaved(frame, frame_bytes))
    two = array(one.typecode, bytes(2 * len(one) * one.itemsize))
    two[0::2] = one
    two[1::2] = one
    return two.tobytes()


def _trim(block: Block, first: int, last: int | None, frame_bytes: int) -> Block:
    """Cut off what lies before ``first`` and from ``last`` on."""
    begin = max(0, first - block.start)
    end = block.frames if last is None else min(block.frames, last - block.start)
    if begin == 0 and end == block.frames:
        return block
    end = max(begin, end)
    return Block(
        block.start + begin, end - begin, block.data[begin * frame_bytes : end * frame_bytes]
    )
