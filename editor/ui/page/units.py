"""Units: Qt counts a text in UTF-16 units, the model in characters; one becomes the other here."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_BEYOND: Final = "\U00010000"
_STRETCH: Final = 24
"""Characters that are sooner gone through one by one than halved."""


@lru_cache(maxsize=8)
def plain_width(text: str) -> bool:
    """Whether every character is one unit, as in all but emoji and rare scripts.

    Asked of one text many times in a row, and long lines take their time to look through.
    """
    return text.isascii() or not text or max(text) < _BEYOND


def to_units(text: str, index: int) -> int:
    """How many units the first ``index`` characters take."""
    if plain_width(text):
        return min(index, len(text))
    return index + sum(1 for character in text[:index] if character >= _BEYOND)


def to_index(text: str, units: int) -> int:
    """Which character the unit belongs to; the second half of a pair belongs to its character."""
    if plain_width(text):
        return min(units, len(text))
    counted = 0
    for index, character in enumerate(text):
        counted += 2 if character >= _BEYOND else 1
        if counted > units:
            return index
    return len(text)


def same_front(one: str, other: str) -> int:
    """How many characters two texts have in common from their start."""
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    while high - low > _STRETCH:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    for mine, its in zip(one[low:high], other[low:high], strict=True):
        if mine != its:
            break
        low += 1
    return low


def same_back(one: str, other: str) -> int:
    """How many characters two texts have in common at their end."""
    return same_front(one[::-1], other[::-1])
