"""Encoding: samples into a new file, as they come; container and codec by the file's ending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from pathlib import Path

_RATES: Final = {"libmp3lame": 48_000, "aac": 48_000, "libopus": 48_000}
"""The highest rate these codecs know; Opus has no other."""
_BIT_RATE: Final = 96_000
"""A second of a channel where the codec loses some: nothing of speech is heard to go."""


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


def rate_for(coding: Coding, source: int) -> int:
    """Samples a second of a copy: those of the source, where the codec knows them."""
    if coding.codec == "libopus":
        return _RATES["libopus"]
    return min(source, _RATES.get(coding.codec, source))


class Encoder:
    """Encodes samples as they come; a second of them is held at most."""

    def __init__(
        self,
        path: Path,
        coding: Coding,
        channels: int,
        rate: int,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        self.written = 0
        self._tags = dict(tags or {})
        self._path = path
        self._coding = coding
        self._channels = channels
        self._rate = rate
        self._held: list[Any] = []
        self._count = 0

    def __enter__(self) -> Encoder:
        import av

        layout = "mono" if self._channels == 1 else "stereo"
        # A WAVE file ends at 4 GiB, RF64 does not.
        options = {"rf64": "auto"} if self._coding.container == "wav" else {}
        self._container = av.open(
            f"file:{self._path}", "w", format=self._coding.container, options=options
        )
        self._container.metadata.update(self._tags)
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
