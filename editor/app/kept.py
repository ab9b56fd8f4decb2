"""Kept: what a project remembers of work that can be done again, read with suspicion.

Whatever is not as it was written raises ``ValueError``, ``TypeError`` or ``ArithmeticError``.
"""

from __future__ import annotations

import math
from typing import Final
from zlib import crc32

from editor.model.episode import Episode
from editor.model.time import Ms, Span

DAMAGED: Final = (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError)
"""What reading raises where it makes no sense."""

_LAST: Final = 2**31 - 1
"""Milliseconds up to which word times are held."""


def sum_of(text: str) -> int:
    """By which it is known whether a line still says what it said."""
    return crc32(text.encode())


def fingerprint(episode: Episode) -> str:
    """Of the recording the episode has now, ``""`` where it has none."""
    recording = episode.info.recording
    return recording.fingerprint if recording is not None else ""


def whole(value: object) -> int:
    """A whole number, no truth value and no fraction."""
    if type(value) is not int:
        raise TypeError(value)
    return value


def moments(start: object, end: object) -> tuple[Ms, Ms]:
    """A beginning and its end in ms, in this order."""
    first, last = whole(start), whole(end)
    if not 0 <= first <= last <= _LAST:
        raise ValueError(start, end)
    return first, last


def stretch(start: object, end: object) -> Span:
    """The same as a span."""
    return Span(*moments(start, end))


def measure(value: object, low: float = -1.0, high: float = 1.0) -> float:
    """A number between two, both included: no infinity, nothing that is no number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(value)
    number = float(value)
    if not math.isfinite(number) or not low <= number <= high:
        raise ValueError(value)
    return number
