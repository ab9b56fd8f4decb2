"""Makes recordings for the tests: noise whose every stretch is unlike every other."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
from numpy.typing import NDArray

from editor.audio.decode import Decoder, SampleForm

Samples = NDArray[np.float32]

LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1"}
"""Names of libav by the number of channels."""


def noise(seconds: float, rate: int, channels: int = 1, seed: int = 1) -> Samples:
    """Band-limited noise that swells and fades, (channels, samples), within -0.9 to 0.9."""
    count = int(seconds * rate)
    raw = np.random.default_rng(seed).standard_normal((channels, count)).astype(np.float32)
    kernel = np.hanning(24) / np.hanning(24).sum()
    smooth = np.array([np.convolve(lane, kernel, "same") for lane in raw])
    swell = 0.55 + 0.45 * np.sin(np.arange(count) / rate * 2 * np.pi * 2.3)
    return np.clip(smooth * swell * 0.9, -0.9, 0.9).astype(np.float32)


def beginning(source: Path, path: Path, seconds: float, rate: int = 16_000) -> Path:
    """Write the first seconds of a recording as a WAV of one channel: often they say enough."""
    decoder = Decoder(source, SampleForm("s16", 1, rate))
    with closing(decoder), wave.open(str(path), "wb") as out:
        out.setparams((1, 2, rate, 0, "NONE", ""))
        for block in decoder.blocks(0, round(seconds * 1000)):
            out.writeframes(block.data)
    return path


def encode(
    path: Path,
    samples: Samples,
    rate: int,
    codec: str,
    *,
    bit_rate: int | None = 128_000,
    vbr: bool = False,
    header: bool = True,
) -> Path:
    """Write ``samples`` into the container that ``path`` names; MP3 also VBR or without header.

    MP4 is written as it is for the web: what is needed to decode it comes first.
    """
    options = {} if header else {"write_xing": "0", "id3v2_version": "0"}
    if path.suffix in {".m4a", ".mp4"}:
        options["movflags"] = "faststart"
    with av.open(str(path), "w", options=options) as container:
        stream = cast(Any, container.add_stream(codec, rate=rate))
        stream.layout = LAYOUTS[len(samples)]
        if vbr:
            stream.options = {"flags": "+qscale", "global_quality": "400"}
        elif bit_rate:
            stream.bit_rate = bit_rate
        convert = av.AudioResampler(stream.format.name, stream.layout.name, rate)
        for start in range(0, samples.shape[1], rate):
            part = np.ascontiguousarray(samples[:, start : start + rate])
            frame = av.AudioFrame.from_ndarray(part, "fltp", stream.layout.name)
            frame.sample_rate = rate
            frame.pts = start
            for ready in convert.resample(frame):
                container.mux(stream.encode(ready))
        container.mux(stream.encode(None))
    return path


def lag(heard: Samples, whole: Samples, near: int, reach: int) -> tuple[int, float]:
    """Where ``heard`` lies in ``whole``, samples off ``near``, and how alike they are, 0 to 1.

    Each place is weighed by how loud it is: what is quiet would else be found in the loud sound
    beside it, which is nothing like it.
    """
    begin = max(0, near - reach)
    window = whole[begin : near + len(heard) + reach]
    power = np.concatenate([[0.0], np.cumsum(np.square(window, dtype=np.float64))])
    loud = np.sqrt(np.maximum(power[len(heard) :] - power[: -len(heard)], 1e-12))
    found = np.correlate(window, heard, "valid") / loud
    best = int(np.argmax(found))
    return begin + best - near, float(found[best]) / (float(np.linalg.norm(heard)) or 1.0)


def spoken(
    path: Path, words: Sequence[tuple[int, int]], length_ms: int, rate: int = 48_000
) -> Path:
    """A recording of a quiet room in which noise of its own is heard for every word (ms)."""
    whole = noise(length_ms / 1000, rate, seed=7) * 0.01
    for number, (start, end) in enumerate(words):
        first, last = start * rate // 1000, end * rate // 1000
        whole[:, first:last] = noise((last - first) / rate, rate, seed=100 + number)[
            :, : last - first
        ]
    codec = "flac" if path.suffix == ".flac" else "pcm_s16le"
    return encode(path, whole, rate, codec)
