"""Makes recordings of any length for the benchmarks: three minutes of noise again and again.

What lies ``Long.period`` samples further on is the same sound, so the first stretch tells what is
to be heard anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av
from av.container import OutputContainer

from tests.audio.sounds import encode, noise

RATE = 44_100
_CODECS = {".mp3": "libmp3lame", ".m4a": "aac", ".wav": "pcm_s16le"}
_FRAMES = 9_216
"""Samples that are whole frames of MP3 and of AAC."""

_STRETCH = 180 * RATE // _FRAMES * _FRAMES


@dataclass(frozen=True, slots=True)
class Long:
    """A recording of ``hours`` that repeats itself after ``period`` samples."""

    path: Path
    hours: float
    period: int


def recording(folder: Path, hours: float, suffix: str = ".mp3") -> Long:
    """Make a recording of 44.1 kHz, stereo: MP3 of 128 kb/s without a header, M4A or WAVE."""
    codec = _CODECS[suffix]
    bits = None if suffix == ".wav" else 128_000
    stretch = folder / f"stretch{suffix}"
    sound = noise(_STRETCH / RATE, RATE, 2)
    encode(stretch, sound, RATE, codec, bit_rate=bits, header=suffix != ".mp3")
    path = folder / f"long{suffix}"
    options = {".mp3": {"write_xing": "0", "id3v2_version": "0"}, ".wav": {"rf64": "auto"}}
    with av.open(str(path), "w", options=options.get(suffix, {})) as out:
        period = _repeated(stretch, out, hours)
    stretch.unlink()
    return Long(path, hours, period)


def _repeated(stretch: Path, out: OutputContainer, hours: float) -> int:
    """Write the packets of a file again and again; returns the samples from one to the next."""
    stream: Any = None
    at = length = 0
    for _ in range(max(1, round(hours * 3600 * RATE / _STRETCH))):
        with av.open(str(stretch)) as source:
            like = source.streams.audio[0]
            stream = stream or out.add_stream_from_template(like)
            length = 0
            for packet in source.demux(like):
                if packet.pts is None:
                    continue
                base = cast(Fraction, like.time_base)
                packet.pts = packet.dts = round((at + length) / RATE / base)
                packet.stream = stream
                length += round(cast(int, packet.duration) * base * RATE)
                out.mux(packet)
        at += length
    return length
