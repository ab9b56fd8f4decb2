"""Repeats: words said twice where the first copy was a stumble and not an emphasis."""

from __future__ import annotations

from typing import Final

from editor.cleaning import traits
from editor.cleaning.doubles import doubt_of_word
from editor.cleaning.findings import ASK, Kind, Match
from editor.cleaning.gaps import BREAK, COMMA, STRONG, WALL
from editor.cleaning.line import Line
from editor.cleaning.phrases import doubt_of_phrase

LONGEST: Final = 7
"""Words in a repeated run."""
_INFLECTED: Final = 0.92
"""How sure it is that "a few way, um, a few ways" puts right a form."""
_SHORTEST_STEM: Final = 3
_LONGEST_ENDING: Final = 3
"""Letters of a word that is said again with an ending, and of that ending: "way", "ways"."""


def repeat(line: Line, index: int) -> Match | None:
    """The longest run at ``index`` that is said again at once; the first copy is struck."""
    lengths = distances(line, index, LONGEST)
    if not lengths:
        return None
    run = line.ahead(index, 2 * lengths[-1])
    word = line.word
    for length in reversed(lengths):
        if len(run) < 2 * length:
            continue
        if any(word[run[k]] != word[run[k + length]] for k in range(1, length - 1)):
            continue
        if _is_same(line, run[length - 1], run[2 * length - 1]):
            found = _single(line, run) if length == 1 else _several(line, run, length)
        else:
            found = _inflected(line, run, length)
        if found is not None:
            return found
    return None


def distances(line: Line, index: int, longest: int) -> list[int]:
    """How many live words on, up to ``longest``, the word at ``index`` is said again.

    A distance of one counts for a word that only begins alike, too.
    """
    word, gap, after, count = line.word, line.gap, line.after, line.count
    here = word[index]
    found: list[int] = []
    twin = after[index]
    if twin >= count or gap[twin] & WALL:
        return found
    if word[twin].startswith(here):
        found.append(1)
    if not line.recurs[index]:
        return found
    for distance in range(2, longest + 1):
        twin = after[twin]
        if twin >= count or gap[twin] & WALL:
            break
        if word[twin] == here:
            found.append(distance)
    return found


def _inflected(line: Line, run: list[int], length: int) -> Match | None:
    """As in "A few way a few ways": said again for the right form of the last word."""
    one, two = line.word[run[length - 1]], line.word[run[2 * length - 1]]
    longer = len(two) - len(one)
    if len(one) < _SHORTEST_STEM or not 0 < longer <= _LONGEST_ENDING or not two.startswith(one):
        return None
    if line.traits[run[length - 1]] & traits.FUNCTION or line.is_capital(run[2 * length - 1]):
        return None  # "And, , Andrew": grammar has no endings, and a name is a word of its own
    link = line.gap[run[length]]
    strong, plain = link & STRONG, link & (COMMA | BREAK)
    if length == 1 and not strong:
        return None
    if length > 1 and not line.traits[run[0]] & traits.FUNCTION:
        return None
    confidence = ASK if plain and not strong else _INFLECTED
    kept = (run[length], run[2 * length - 1])
    return Match("repeat.inflected", Kind.REPEAT, confidence, run[0], run[length - 1], kept)


def _is_same(line: Line, first: int, second: int) -> bool:
    """Equal, or the second is the first contracted with what follows: "it it's", "it's it is"."""
    one, two = line.word[first], line.word[second]
    if one == two:
        return True
    return two.startswith(one) and two[len(one) :] in line.pack.data.contraction_endings


def _single(line: Line, run: list[int]) -> Match | None:
    first, second = run[0], run[1]
    link = line.gap[second]
    confidence = doubt_of_word(line, first, second)
    if confidence is None:
        return None
    if line.word[first] == line.word[second] and _second_has_odd_capital(line, first, second):
        return Match("repeat.word", Kind.REPEAT, confidence, second, second, (first, first))
    rule = "repeat.broken" if link & STRONG else "repeat.word"
    return Match(rule, Kind.REPEAT, confidence, first, first, (second, second))


def _second_has_odd_capital(line: Line, first: int, second: int) -> bool:
    """As in "the The idea".

    The copy that a recogniser capitalised in mid-sentence goes, not the first.
    """
    return line.is_capital(second) and not line.is_capital(first)


def _several(line: Line, run: list[int], length: int) -> Match | None:
    confidence = doubt_of_phrase(line, run, length)
    if confidence is None:
        return None
    link = line.gap[run[length]]
    rule = "repeat.broken" if link & STRONG else "repeat.phrase"
    return Match(
        rule, Kind.REPEAT, confidence, run[0], run[length - 1], (run[length], run[2 * length - 1])
    )
