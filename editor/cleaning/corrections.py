"""Corrections: "Tuesday, no wait, Wednesday", which is content and only ever a question."""

from __future__ import annotations

from typing import Final

from editor.cleaning import traits
from editor.cleaning.findings import Kind, Match
from editor.cleaning.gaps import PAUSE, WALL
from editor.cleaning.line import Line

_WITH_COPY: Final = 0.6
_ALONE: Final = 0.35
_REACH: Final = 8
"""Words back in which the replaced ones are looked for."""


def correction(line: Line, index: int) -> Match | None:
    """What an edit term takes back, from the word said again behind it; else the term alone."""
    if not line.traits[index] & traits.MARKS:
        return None
    for words in line.pack.data.corrections:
        if words[0] != line.word[index]:
            continue
        last = index
        for word in words[1:]:
            last = line.after[last]
            if line.word[last] != word:
                break
        else:
            return _taken_back(line, index, last, "-".join(words))
    return None


def _taken_back(line: Line, first: int, last: int, name: str) -> Match | None:
    behind = line.after[last]
    if behind >= line.count or line.gap[first] & WALL or not line.gap[first] & PAUSE:
        return None
    start, found = first, None
    for _ in range(_REACH):
        start = line.before[start]
        if start < 0 or line.gap[line.after[start]] & WALL:
            break
        if line.word[start] == line.word[behind]:
            found = start
    rule = f"correction.{name}"
    if found is None:
        return Match(rule, Kind.RESTART, _ALONE, first, last)
    return Match(rule, Kind.RESTART, _WITH_COPY, found, last, (behind, behind))
