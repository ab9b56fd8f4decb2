"""Small films: silent grey pictures that get lighter from one to the next."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np

RATE: Final = 8_000
STEP: Final = 100
"""Ms that a picture is seen."""


def film(path: Path, seconds: int, ratio: Fraction = Fraction(1), between: int = 0) -> None:
    """Ten pictures a second, the one at ``n`` tenths as grey as ``n % 250``; and silence.

    ``ratio`` is the width of a point to its height, ``between`` how many pictures in a row no other
    one is made from.
    """
    with av.open(str(path), "w") as container:
        pictures = container.add_stream("mpeg4", rate=10)
        pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
        pictures.codec_context.sample_aspect_ratio = ratio
        pictures.codec_context.max_b_frames = between
        sound = container.add_stream("pcm_s16le", rate=RATE, layout="mono")
        for second in range(seconds):
            for tenth in range(10):
                grey = np.full((48, 64, 3), (second * 10 + tenth) % 250, np.uint8)
                container.mux(pictures.encode(av.VideoFrame.from_ndarray(grey, "rgb24")))
            frame = av.AudioFrame.from_ndarray(np.zeros((1, RATE), np.int16), "s16", "mono")
            frame.sample_rate, frame.pts = RATE, second * RATE
            container.mux(sound.encode(frame))
        for stream in (pictures, sound):
            container.mux(stream.encode(None))
