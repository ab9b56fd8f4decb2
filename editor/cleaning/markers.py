"""Markers: "you know" and its like, told by what stands around from the same words meant."""

from __future__ import annotations

from typing import Final

from editor.cleaning import traits
from editor.cleaning.findings import Kind, Match
from editor.cleaning.gaps import BLOCK, COMMA, EDGE, GONE, HARD, PAUSE, SENTENCE
from editor.cleaning.line import Line
from editor.cleaning.schema import Marker, Style

_EDGE: Final = PAUSE | SENTENCE | GONE
_ASIDE: Final = 4
"""Words of an aside between a verb and its clause."""
_STYLE_RULE: Final = {Style.CRUTCH: "marker", Style.TAG: "tag", Style.HEDGE: "hedge"}


def marker(line: Line, index: int) -> Match | None:
    """The surest marker that begins at ``index``."""
    if not line.traits[index] & traits.MARKS:
        return None
    best: Match | None = None
    for candidate in line.pack.markers.get(line.word[index], ()):
        last = _last_word(line, index, candidate.words)
        if last is None:
            continue
        match = _judge(line, index, last, candidate)
        if match is not None and (best is None or match.confidence > best.confidence):
            best = match
    return best


def _last_word(line: Line, index: int, words: tuple[str, ...]) -> int | None:
    """Where the words end, if they stand at ``index`` with nothing between them."""
    last = index
    for word in words[1:]:
        last = line.after[last]
        if line.word[last] != word or line.gap[last]:
            return None
    return last


def _judge(line: Line, first: int, last: int, found: Marker) -> Match | None:
    place = _place(line, first, last, found)
    confidence = found.confidence.get(place, 0.0) if place else 0.0
    if not confidence:
        return None
    at_end = place in ("end", "question")
    style = Style.TAG if at_end and found.style is Style.CRUTCH else found.style
    rule = f"{_STYLE_RULE[style]}.{'-'.join(found.words)}"
    kind = Kind.TAG if style is Style.TAG else Kind.MARKER
    return Match(rule, kind, confidence, first, last)


def _place(line: Line, first: int, last: int, found: Marker) -> str | None:
    """How the marker stands: see ``schema.EDGES``; None where the words are meant."""
    before, behind = line.before[first], line.after[last]
    gap_left, gap_right = line.gap[first], line.gap[behind]
    if not gap_right & ~EDGE:
        gap_right = 0  # a line that just ends goes on in the next one
    if gap_left & SENTENCE and gap_right & SENTENCE:
        return None
    if gap_left & BLOCK and gap_right & BLOCK:
        return None  # "I mean," she said, "that ...": all that is quoted
    if not gap_left & _EDGE and _is_bound_left(line, before, found):
        return None
    if not gap_right & (PAUSE | SENTENCE) and line.word[behind] in found.never_before:
        return None
    if _is_meant(line, before, behind, last):
        return None
    if gap_right & HARD:
        if not gap_left & _EDGE:
            return None
        return "question" if line.text[line.end(last) :].lstrip(" ,").startswith("?") else "end"
    left = bool(gap_left & _EDGE) or line.word[before] in found.left_like_edge
    if left and gap_right & _EDGE and "both" in found.confidence:
        return "both"
    if left and _opens(line, first, behind, found):
        return "opening"
    if left:
        return "left"
    return "right" if gap_right & _EDGE else "none"


def _is_bound_left(line: Line, before: int, found: Marker) -> bool:
    """Whether the word before, or the two before, make the words mean what they say."""
    pair = f"{line.word[line.before[before]]}_{line.word[before]}" if before >= 0 else ""
    return line.word[before] in found.never_after or pair in found.never_after


def _is_meant(line: Line, before: int, behind: int, last: int) -> bool:
    """As in "If you know, you know", "and you know, don't you?", "and you know, that he lied"."""
    if before >= 0 and line.word[before] == line.word[last]:
        return True
    pause = line.gap[line.after[before]] & _EDGE
    subject = line.after[behind]
    asks = subject < line.count and (
        line.traits[behind] & (traits.AUXILIARY | traits.MODAL | traits.NEGATION)
        and line.word[subject] == line.word[line.after[before]]
        and line.gap[line.after[subject]] & SENTENCE
    )
    if asks or (line.gap[line.after[before]] & SENTENCE and _has_object_behind(line, behind)):
        return True
    return not pause and bool(line.traits[behind] & traits.COMPLEMENTIZER)


def _has_object_behind(line: Line, behind: int) -> bool:
    """As in "You know, of course, that he lied": the clause comes after an aside in commas."""
    if not line.gap[behind] & COMMA:
        return False
    for _ in range(_ASIDE):
        behind = line.after[behind]
        if behind >= line.count or line.gap[behind] & HARD:
            return False
        if line.gap[behind] & COMMA:
            return bool(line.traits[behind] & traits.COMPLEMENTIZER)
    return False


def _opens(line: Line, first: int, behind: int, found: Marker) -> bool:
    if found.right_like_edge:
        return line.word[behind] in found.right_like_edge
    return bool(line.gap[first] & SENTENCE)
