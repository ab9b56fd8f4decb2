"""Kept: what a project remembers of work that can be done again, read with suspicion.

What these functions refuse raises one of ``DAMAGED``; the work is then done again.
"""

from __future__ import annotations

import math
from typing import Final
from zlib import crc32

from editor.model.time import Ms, Span

DAMAGED: Final = (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError)
"""What reading raises where a value is not as it was written."""

_LAST: Final = 2**31 - 1
"""Milliseconds up to which word times are held."""


def checksum(text: str) -> int:
    """Of a line's text: by it is known whether the line still says what it said."""
    return crc32(text.encode())


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
