"""How loud a recording is: its silences, and how much larger its picture may be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from editor.audio.peaks import BIN_MS
from editor.model.time import Span

if TYPE_CHECKING:
    from editor.audio.peaks import Peaks
    from editor.model.time import Ms

LEAST: Final = 300
"""Ms below which a pause belongs to speaking: closures of plosives and breaths between words."""

_SAMPLE: Final = 100_000
"""Bins that are looked at to learn how loud a recording is; all take 0.1 s at 10 h."""

_FLOOR, _SPEECH = 10, 90
"""Percentiles of loudness: the room, and somebody speaking."""

_ABOVE_FLOOR: Final = 2.0
_BELOW_SPEECH: Final = 0.06
"""The threshold: twice the room's noise (6 dB) or 24 dB below speech, whichever is louder ..."""

_FILLED: Final = 0.18
"""Loudness (of full scale, root-mean-square) of speech whose peaks reach near full scale."""

_NEVER_ABOVE: Final = 0.25
"""... but never within 12 dB of speech: a noisy room has no silences rather than wrong ones."""


def headroom(peaks: Peaks) -> float:
    """Return by how much a picture of the recording may be enlarged so that its voices fill it.

    From 1 for what was mastered loud to 8 for what was recorded very low.
    """
    import numpy as np

    loudness = peaks.loudness()
    if not len(loudness):
        return 1.0
    sample = loudness[:: max(1, len(loudness) // _SAMPLE)]
    loud = float(np.percentile(sample, _SPEECH)) / 32768
    return min(8.0, max(1.0, _FILLED / max(loud, 1e-6)))


def silences(peaks: Peaks, least: Ms = LEAST) -> tuple[Span, ...]:
    """Return where nobody speaks for ``least`` ms or longer, in order; 0.1 s at 10 h."""
    import numpy as np

    loudness = peaks.loudness()
    if not len(loudness):
        return ()
    sample = loudness[:: max(1, len(loudness) // _SAMPLE)]
    floor, speech = np.percentile(sample, (_FLOOR, _SPEECH))
    limit = min(max(floor * _ABOVE_FLOOR, speech * _BELOW_SPEECH), speech * _NEVER_ABOVE)
    quiet = np.concatenate(([False], loudness <= max(1.0, limit), [False]))
    edges = np.flatnonzero(quiet[1:] != quiet[:-1])
    begins, ends = edges[0::2], edges[1::2]
    long = (ends - begins) * BIN_MS >= least
    return tuple(
        Span(begin * BIN_MS, end * BIN_MS)
        for begin, end in zip(begins[long].tolist(), ends[long].tolist(), strict=True)
    )
