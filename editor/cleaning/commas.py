"""Commas: the one policy for whether a comma is due between two words that now meet."""

from __future__ import annotations

from editor.cleaning import traits
from editor.cleaning.gaps import SENTENCE
from editor.cleaning.line import Line


def wants_comma(line: Line, left: int, right: int, *, structural: bool = False) -> bool:
    """Whether a comma stays between two words that now meet.

    One between equal words that both stay; none after grammar ("of", "the", "and") or before "of",
    "to", "that"; one before a new clause, after a "yes" or a name that opens the sentence, and in a
    list of names or numbers. ``structural``: a good comma of the speaker stood there before the
    stumble.
    """
    here, there = line.traits[left], line.traits[right]
    if line.word[left] == line.word[right]:
        return True  # "the question is, is it safe": without it the two would read as a stumble
    if structural or not line.pack.data.classes["no_comma_after"]:
        return True  # of a language that is not known a comma is kept
    if here & traits.NO_COMMA_AFTER:
        return False
    if line.gap[left] & SENTENCE and here & traits.INTERJECTION:
        return True
    if there & traits.NO_COMMA_BEFORE:
        return False
    if there & traits.CLAUSE_START:
        return not here & traits.ADVERB or bool(there & traits.CONJUNCTION)
    both_names = line.is_capital(left) and line.is_capital(right)
    both_numbers = here & there & traits.NUMBER
    return bool(both_numbers or (both_names and not (here | there) & traits.FUNCTION))
