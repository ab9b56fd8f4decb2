"""Risks: what of a struck stretch bears meaning, so that somebody should have listened to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Final

from editor.cleaning import traits
from editor.cleaning.line import Line
from editor.cleaning.pack import pack
from editor.model.marks import Kind, Mark
from editor.model.words import WORD

_AHEAD: Final = 9
"""Words behind a stretch in which what was struck may be said again: a run of seven and two."""
_CLAUSE: Final = 3
"""Words of the shortest clause: "I was there"."""
_LONG: Final = 5
"""Words from which a stretch counts as a clause in a language without a pack."""
_SUBJECT: Final = traits.NOMINATIVE | traits.SUBJECT | traits.WEAK_SUBJECT | traits.CONTRACTED
_FINITE: Final = traits.VERB | traits.AUXILIARY | traits.MODAL | traits.BE | traits.CONTRACTED
_BEARING: Final = traits.NEGATION | traits.NUMBER
_KNOWN_PHRASES: Final = frozenset({Kind.MARKER, Kind.TAG, Kind.FILLER, Kind.SCAR})


class Risk(StrEnum):
    """What may be lost with struck words."""

    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"
    CLAUSE = "clause"


def risks(
    text: str,
    mark: Mark,
    struck: Sequence[tuple[int, int]],
    lang: str = "en",
    names: Iterable[str] = (),
) -> tuple[Risk, ...]:
    """What goes with the marked words and is not said again right beside them.

    ``struck`` are all struck stretches of the line, in order and apart; ``names`` are words known
    to be names (lower case): a name at the head of a sentence is told from any other word by them
    alone.
    """
    known = frozenset(names)
    if not _may_bear(text, mark, lang, known):
        return ()
    line = _line(text, lang)
    inside = range(bisect_left(line.start, mark.start), bisect_left(line.start, mark.end))
    if not inside:
        return ()
    again = _said_beside(line, inside, struck)
    lost = [i for i in inside if not any(word.startswith(line.word[i]) for word in again)]
    found = {risk for i in lost if (risk := _of_word(line, i, mark.kind, known)) is not None}
    if mark.kind not in _KNOWN_PHRASES and _is_clause(line, inside, lost):
        found.add(Risk.CLAUSE)
    return tuple(risk for risk in Risk if risk in found)


@lru_cache(maxsize=1)
def _line(text: str, lang: str) -> Line:
    """The words of a line, taken apart once: its marks are asked about one after the other."""
    return Line(text, pack(lang))


def _may_bear(text: str, mark: Mark, lang: str, names: frozenset[str]) -> bool:
    """Whether a closer look is worth its time: of a hundred thousand marks few are."""
    words = [found[0] for found in WORD.finditer(text, mark.start, mark.end)]
    if len(words) >= _CLAUSE:
        return True
    traits_of = pack(lang).traits_of
    return any(
        word[0].isupper() or word.lower() in names or traits_of(word) & _BEARING for word in words
    )


def _said_beside(line: Line, inside: Sequence[int], struck: Sequence[tuple[int, int]]) -> set[str]:
    """The words that stay: the one before the stretch and those that follow it."""

    def stays(index: int) -> bool:
        last = bisect_right(struck, line.start[index], key=itemgetter(0)) - 1
        return last < 0 or line.start[index] >= struck[last][1]

    before = islice(filter(stays, range(inside[0] - 1, -1, -1)), 1)
    behind = islice(filter(stays, range(inside[-1] + 1, line.count)), _AHEAD)
    return {line.word[i] for i in (*before, *behind)}


def _of_word(line: Line, index: int, kind: Kind, names: frozenset[str]) -> Risk | None:
    bits = line.traits[index]
    if bits & traits.NEGATION:
        return Risk.NEGATION
    if bits & traits.NUMBER:
        return Risk.NUMBER
    if kind is not Kind.FILLER and (line.is_name(index) or line.word[index] in names):
        return Risk.NAME
    return None


def _is_clause(line: Line, inside: Sequence[int], lost: Sequence[int]) -> bool:
    """Whether somebody says something in the stretch, most of which is not said again."""
    if len(inside) < _CLAUSE or 2 * len(lost) <= len(inside):
        return False
    bits = 0
    for index in inside:
        bits |= line.traits[index]
    return len(inside) >= _LONG or bool(bits & _SUBJECT and bits & _FINITE)
