"""Reading: how much there is to read in a cue and how fast; every meter and check counts here."""

from __future__ import annotations

from typing import Final

from editor.captions.cue import Cue
from editor.model.words import count_words

_MINUTE: Final = 60_000


def characters(cue: Cue) -> int:
    """Characters to read, blanks between words counted, line breaks not."""
    return sum(map(len, cue.lines))


def words(cue: Cue) -> int:
    """Words to read, names of speakers and sounds counted."""
    return sum(map(count_words, cue.lines))


def cps(cue: Cue) -> float:
    """Reading speed in characters a second, to two decimals: 20.00 is not over 20."""
    return round(characters(cue) * 1000 / max(1, cue.duration), 2)


def wpm(cue: Cue) -> float:
    """Reading speed in words a minute, to one decimal."""
    return round(words(cue) * _MINUTE / max(1, cue.duration), 1)


def widest(cue: Cue) -> int:
    """Characters of the longest line."""
    return max(map(len, cue.lines), default=0)
