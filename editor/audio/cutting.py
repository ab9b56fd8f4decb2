"""Cutting: a copy of a recording without some stretches, in one pass and a constant memory."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from editor.audio.decode import Decoder, SampleForm
from editor.audio.probe import probe
from editor.audio.splicing import Splicer, joins
from editor.model.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from editor.model.time import Ms, Span

_RATES: Final = {"libmp3lame": 48_000, "aac": 48_000, "libopus": 48_000}
"""The highest rate these codecs know; Opus has no other."""
_BIT_RATE: Final = 96_000
"""A second of a channel where the codec loses some: nothing of speech is heard to go."""
_FULL: Final = 32_768
_DRIFT_MS: Final = 60
_DRIFT_FRAMES: Final = 2048
"""By how much the length that is read back may be off: time stamps, two frames of AAC."""


@dataclass(frozen=True, slots=True)
class Coding:
    """How a copy is written: container and codec by libav's names, the file's ending."""

    suffix: str
    container: str
    codec: str
    lossless: bool = False


CODINGS: Final = (
    Coding(".wav", "wav", "pcm_s16le", lossless=True),
    Coding(".flac", "flac", "flac", lossless=True),
    Coding(".mp3", "mp3", "libmp3lame"),
    Coding(".m4a", "ipod", "aac"),
    Coding(".opus", "opus", "libopus"),
    Coding(".ogg", "ogg", "libopus"),
)


def coding_of(path: Path) -> Coding | None:
    """How a file of this name is written; ``None`` where it cannot be."""
    return next((coding for coding in CODINGS if coding.suffix == path.suffix.lower()), None)


@dataclass(frozen=True, slots=True)
class CutStep:
    """How many ms of the recording have been read, of how many."""

    done_ms: Ms
    total_ms: Ms


def cut_copy(
    source: Path, target: Path, coding: Coding, cuts: Sequence[Span], fade_ms: Ms
) -> Generator[CutStep, None, Ms]:
    """Write ``source`` without ``cuts`` to ``target``; returns the length that was written (ms).

    Raises ``UserError`` as ``probe`` does, ``cut-differs`` where the copy reads back with another
    length, and ``OSError`` where it cannot be written; the caller removes what there is then.
    """
    facts = probe(source)
    rate = _rate(coding, facts.rate)
    form = SampleForm("flt", 2 if facts.channels > 1 else 1, rate)
    splicer = Splicer(joins(cuts, rate, fade_ms, facts.duration_ms))
    with Decoder(source, form) as decoder, _Writer(target, coding, form.channels, rate) as writer:
        said = 0
        for block in decoder.blocks():
            for piece in splicer.push(_samples(block.data, form.channels)):
                writer.add(piece)
            if (second := (block.start + block.frames) // rate) > said:
                said = second
                yield CutStep(said * 1000, facts.duration_ms)
        for piece in splicer.end():
            writer.add(piece)
    written = round(writer.written * 1000 / rate)
    read_back = probe(target).duration_ms
    if abs(read_back - written) > _DRIFT_MS + _DRIFT_FRAMES * 1000 / rate:
        raise UserError("cut-differs", path=str(target), written=written, read=read_back)
    return written


def _rate(coding: Coding, source: int) -> int:
    if coding.codec == "libopus":
        return _RATES["libopus"]
    return min(source, _RATES.get(coding.codec, source))


def _samples(data: bytes, channels: int) -> Any:  # noqa: ANN401 - numpy is not imported at start
    import numpy as np

    return np.frombuffer(data, np.float32).reshape(-1, channels)


class _Writer:
    """Encodes samples as they come; a second of them is held at most."""

    def __init__(self, path: Path, coding: Coding, channels: int, rate: int) -> None:
        self.written = 0
        self._path = path
        self._coding = coding
        self._channels = channels
        self._rate = rate
        self._held: list[Any] = []
        self._count = 0

    def __enter__(self) -> _Writer:
        import av

        layout = "mono" if self._channels == 1 else "stereo"
        # A WAVE file ends at 4 GiB, RF64 does not.
        options = {"rf64": "auto"} if self._coding.container == "wav" else {}
        self._container = av.open(
            f"file:{self._path}", "w", format=self._coding.container, options=options
        )
        stream = cast("Any", self._container.add_stream(self._coding.codec, rate=self._rate))
        stream.layout = layout
        if not self._coding.lossless:
            stream.bit_rate = _BIT_RATE * self._channels
        form = "s16" if self._coding.lossless else stream.codec_context.format.name
        self._stream = stream
        self._convert = av.AudioResampler(form, layout, self._rate)
        return self

    def add(self, samples: Any) -> None:  # noqa: ANN401
        """Take samples by channels."""
        self._held.append(samples)
        self._count += len(samples)
        if self._count >= self._rate:
            self._flush()

    def _flush(self) -> None:
        import av
        import numpy as np

        if not self._count:
            return
        part = np.concatenate(self._held)
        self._held, self._count = [], 0
        packed = np.ascontiguousarray(part.reshape(1, -1))
        layout = "mono" if self._channels == 1 else "stereo"
        frame = av.AudioFrame.from_ndarray(packed, "flt", layout)
        frame.sample_rate = self._rate
        frame.pts = self.written
        self.written += len(part)
        for ready in self._convert.resample(frame):
            self._container.mux(self._stream.encode(ready))

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self._flush()
                for ready in self._convert.resample(None):
                    self._container.mux(self._stream.encode(ready))
                self._container.mux(self._stream.encode(None))
        finally:
            self._container.close()
