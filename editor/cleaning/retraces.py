"""Retraces: words broken off at one that ends nothing, and taken up again from an earlier one."""

from __future__ import annotations

from typing import Final

from editor.cleaning import traits
from editor.cleaning.clauses import CLAUSE_EDGE, FRESH_SUBJECT, LINK
from editor.cleaning.findings import ASK, LIKELY, Kind, Match
from editor.cleaning.gaps import PAUSE, STRONG
from editor.cleaning.line import Line
from editor.cleaning.repeats import distances

LONGEST: Final = 5
"""Words that a speaker takes back at once; transcription houses draw the line at three to five."""
_LONGEST_BEGINNING: Final = 4
"""Words of a beginning without its verb."""


def retraced(line: Line, index: int) -> Match | None:
    """As in "For the for our".

    Broken off at a word that ends nothing, then taken up from an earlier word.
    """
    sizes = distances(line, index, LONGEST)
    if sizes and sizes[-1] > 1:
        run = line.ahead(index, 2 * LONGEST)
        for size in sizes:
            if size == 1:
                continue
            confidence = _broken_off(line, run, size, _copied(line, run, size))
            if confidence is not None:
                kept = (run[size], run[size])
                return Match(
                    "restart.retrace", Kind.RESTART, confidence, index, run[size - 1], kept
                )
    return None


def _copied(line: Line, run: list[int], size: int) -> int:
    """How many words from the start on are said again behind the break."""
    count = 0
    while (
        count < size
        and size + count < len(run)
        and line.word[run[count]] == line.word[run[size + count]]
    ):
        count += 1
    return count


def _broken_off(line: Line, run: list[int], size: int, copied: int) -> float | None:
    """How sure it is that the first ``size`` words were broken off; None where they may stand."""
    first, last = line.traits[run[0]], line.traits[run[size - 1]]
    link = line.gap[run[size]]
    sure = LIKELY if size < LONGEST else ASK
    counted = first & traits.NUMBER and line.traits[run[1]] & traits.PREPOSITION  # "one of our"
    if (
        not (first & traits.FUNCTION or counted)
        or copied >= size
        or line.word[run[0]] == line.word[run[1]]
    ):
        return None
    if last & traits.FRAGMENT:
        if line.is_cut(run[size - 1]) and line.traits[run[size]] & traits.COORDINATOR:
            return None  # "giga- or tera-pixel": such a hyphen stands for a second half
        return sure if line.is_cut(run[size - 1]) or _is_finished(line, run, size) else None
    if _is_frame(line, run, size, copied):
        return sure
    tail = [line.traits[i] for i in run[copied:size]]
    if any(bits & (LINK | traits.COMPARING) for bits in tail):
        return None  # "the days and, um, the days that follow": two that are joined, not one begun
    grammar = all(bits & traits.FUNCTION for bits in tail)
    if last & traits.OPENS_REFERENCE:
        meant = first & traits.DOUBLE_OK and not link & STRONG
        return None if meant or not grammar else sure
    if link & STRONG and grammar and _has_no_verb(line, run, size):
        return sure
    if first & LINK and size == 2 and last & FRESH_SUBJECT:
        return _link_again(line, run)
    if last & traits.CONTRACTED and first & (traits.SUBORDINATOR | traits.CONJUNCTION):
        return None if first & traits.DOUBLE_OK else sure
    parted = any(line.gap[i] & PAUSE for i in run[copied:size])  # "if we forget that, then, um, we"
    if link & STRONG and copied >= 2 and grammar and len(tail) <= 2 and not parted:
        return sure
    return None


def _is_frame(line: Line, run: list[int], size: int, copied: int) -> bool:
    """As in "It's so, it's", "which is, um, which was", "that's what that's why", "to be, to have".

    What was said again keeps its place, and the word that ended nothing has another one there.
    """
    first, last = line.traits[run[0]], line.traits[run[size - 1]]
    link = line.gap[run[size]]
    plain = link & PAUSE and not link & STRONG
    if copied != size - 1 or len(run) <= 2 * size - 1:
        return _is_wide_frame(line, run, size, copied)
    other = line.traits[run[2 * size - 1]]
    helped = line.traits[run[size - 2]] & (traits.CONTRACTED | traits.BE)
    if last & traits.UNFINISHED and helped:
        return not (plain and last & traits.PREPOSITION)  # "it was for, it was against"
    if plain or size != 2:
        return False
    if first & traits.CONTRACTED and last & traits.QUESTION:
        return bool(other & traits.QUESTION)
    helping = traits.BE | traits.AUXILIARY | traits.MODAL
    return bool(link & STRONG and first & traits.RELATIVE and last & other & helping)


def _is_wide_frame(line: Line, run: list[int], size: int, copied: int) -> bool:
    """As in "We want to, um, we need to": another word between the same two."""
    if size != 3 or copied != 1 or len(run) < 2 * size or not line.gap[run[3]] & STRONG:
        return False
    ends = line.word[run[2]] == line.word[run[5]] and line.traits[run[2]] & traits.PREPOSITION
    return bool(ends and line.traits[run[0]] & traits.SUBJECT)


def _has_no_verb(line: Line, run: list[int], size: int) -> bool:
    """As in "So what we, um, what I want", "how do we, um, how we", "when you, um, when they".

    A subject ends what was said, and the verb that is due has not come.
    """
    first, last = line.traits[run[0]], line.traits[run[size - 1]]
    before = line.traits[run[size - 2]]
    if first & (traits.COMPARING | traits.DOUBLE_OK) or size > _LONGEST_BEGINNING:
        return False
    if size == 2:
        opens = traits.SUBORDINATOR | traits.COMPLEMENTIZER | traits.QUESTION
        return bool(first & opens and last & (traits.SUBJECT | traits.NOMINATIVE))
    inverted = before & (traits.BE | traits.AUXILIARY)  # "how are we" is whole
    linked = first & (LINK | traits.WH | traits.COMPLEMENTIZER)
    return bool(linked and last & traits.NOMINATIVE and not inverted)


def _is_finished(line: Line, run: list[int], size: int) -> bool:
    """As in "With pers, with a person": the broken word is said in full soon after."""
    broken = run[size - 1]
    part = line.word[broken]
    endings = ("", *line.pack.data.plural_endings)
    named = line.is_name(broken) and (len(part) > 1 or size > 2)
    return not named and any(
        line.word[i].startswith(part) and line.word[i][len(part) :] not in endings
        for i in run[size + 1 : size + 5]
    )


def _link_again(line: Line, run: list[int]) -> float | None:
    """As in "If we if they": the link is said again with a subject of its own."""
    behind = line.traits[line.after[run[2]]]
    if not behind & (traits.SUBJECT | FRESH_SUBJECT):
        return None
    if line.traits[run[0]] & traits.COORDINATOR and not line.gap[run[0]] & CLAUSE_EDGE:
        return ASK
    return LIKELY
