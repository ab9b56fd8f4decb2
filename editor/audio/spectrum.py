"""Spectrum: how strong each pitch is at each moment, as grey values for a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from numpy import int16
    from numpy.typing import NDArray

HIGHEST: Final = 8_000
"""Hz up to which is shown: of speech, what lies above tells only hiss."""

_WINDOW: Final = 0.025
"""Seconds of sound to a column: two or three pulses of a voice."""

_RANGE: Final = 70.0
"""dB between the strongest and what is shown as nothing."""


_AT_ONCE: Final = 32
"""Columns that are worked out together: half a megabyte."""


def spectrum(samples: NDArray[int16], rate: int, columns: int, rows: int) -> bytes:
    """Return ``rows`` lines of ``columns`` grey values 0 to 255, the highest pitch first.

    Work is bounded by the size of the picture, whatever the length of the sound.
    """
    import numpy as np

    size = 1 << max(6, round(rate * _WINDOW) - 1).bit_length()
    if len(samples) < 2 or columns <= 0 or rows <= 0:
        return bytes(max(0, columns) * max(0, rows))
    padded = np.zeros(len(samples) + 2 * size, np.float32)
    padded[size // 2 : size // 2 + len(samples)] = samples
    starts = (np.arange(columns) * len(samples) / columns).astype(np.int64)
    windows = np.lib.stride_tricks.sliding_window_view(padded, size)
    shape = np.hanning(size).astype(np.float32)
    top = min(size // 2, round(HIGHEST * size / rate))
    picked = np.linspace(top, 1, rows).round().astype(np.int64)
    level = np.empty((columns, rows), np.float32)
    for first in range(0, columns, _AT_ONCE):
        frames = windows[starts[first : first + _AT_ONCE]] * shape
        power = np.abs(np.fft.rfft(frames, axis=1)[:, picked])
        level[first : first + _AT_ONCE] = 20 * np.log10(power + 1e-3)
    grey = np.clip((level - level.max()) / _RANGE + 1, 0, 1) * 255
    return bytes(grey.T.astype(np.uint8).tobytes())
