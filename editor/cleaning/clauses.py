"""Clauses: where one ends and the next begins, as far as single words tell."""

from __future__ import annotations

from typing import Final

from editor.cleaning import traits
from editor.cleaning.gaps import EDGE, GONE, HARD, PAUSE, SENTENCE, WALL
from editor.cleaning.line import Line

FINITE: Final = traits.AUXILIARY | traits.MODAL | traits.VERB
FRESH_SUBJECT: Final = traits.NOMINATIVE | traits.CONTRACTED
CLAUSE_EDGE: Final = PAUSE | SENTENCE | GONE
LINK: Final = traits.CONJUNCTION | traits.SUBORDINATOR
_BEFORE_SUBJECT: Final = (
    traits.CONJUNCTION
    | traits.SUBORDINATOR
    | traits.WH
    | traits.ADVERB
    | traits.INTERJECTION
    | traits.PARENTHETICAL
)
"""What a word is behind which a pronoun can only be the subject."""
PLAIN_GRAMMAR: Final = (
    traits.PREPOSITION
    | traits.CONJUNCTION
    | traits.SUBORDINATOR
    | traits.COORDINATOR
    | traits.WH
    | traits.ADVERB
    | traits.OPENS_REFERENCE
    | traits.SUBJECT
    | traits.CONTRACTED
)
"""What a function word is that is no verb."""
_LINKING: Final = traits.COMPLEMENTIZER | traits.SUBORDINATOR | traits.COMPARING
"""What opens a clause that needs more than its verb: "that we can", "where you can"."""
_LONG_CLAUSE: Final = 12
_SHORT_CLAUSE: Final = 5
_CLAUSE: Final = 3
"""Words back in which a "what" or "who" makes the first copy the end of a clause."""


def opens_clause(line: Line, second: int) -> bool:
    """As in "I like it, it goes in", "so was I, I think", "whatever it may be, be quick".

    The comma parts two clauses, of which the first ends with the word and the second begins so.
    """
    first = line.before[second]
    bits, before = line.traits[first], line.traits[line.before[first]]
    if bits & (traits.SUBJECT | traits.NOMINATIVE):
        opened = line.gap[first] & (PAUSE | SENTENCE | GONE)
        return not opened and not before & _BEFORE_SUBJECT
    if bits & (traits.AUXILIARY | traits.MODAL | traits.BE) or not bits & PLAIN_GRAMMAR:
        return may_stand_twice(line, first) or may_be_stranded(line, first, 0)
    return False


def may_stand_twice(line: Line, verb: int) -> bool:
    """As in "Those who can can go", "the can can hold": the first copy ends a clause or noun."""
    before = line.before[verb]
    for _ in range(_CLAUSE):
        if before < 0 or line.gap[line.after[before]] & WALL:
            return False
        bits = line.traits[before]
        if bits & traits.ARTICLE or (bits & traits.WH and not bits & _LINKING):
            return True
        before = line.before[before]
    return False


def has_relative(line: Line, verb: int) -> bool:
    """As in "who work work hard": a clause that may end with the word was opened shortly before."""
    before = line.before[verb]
    for _ in range(_CLAUSE):
        if before < 0 or line.gap[line.after[before]] & WALL:
            return False
        if line.traits[before] & traits.RELATIVE:
            return True
        before = line.before[before]
    return False


def ends_clause(line: Line, verb: int) -> bool:
    """As in "what the matter is is plain", "the house we have has gone": a clause within another.

    Where clauses end with the verb only the first clause of a sentence cannot.
    """
    if not line.pack.data.content_doubles:
        return not is_first_clause(line, verb)
    if may_be_stranded(line, verb, 0):
        return True
    nouns, word = 0, verb
    for _ in range(_SHORT_CLAUSE):
        if line.gap[word] & (PAUSE | SENTENCE):
            return False
        word = line.before[word]
        nouns += bool(line.traits[word] & traits.OPENS_REFERENCE)
        if line.traits[word] & traits.WH or nouns > 1:
            return True
    return False


def is_first_clause(line: Line, word: int) -> bool:
    """Whether nothing before the word in its sentence, be it a comma or a "who", opens a clause."""
    for _ in range(_LONG_CLAUSE):
        if line.gap[word] & (HARD | EDGE):
            return True
        word = line.before[word]
        if line.gap[line.after[word]] & (PAUSE | WALL):
            return False
        if line.traits[word] & (traits.WH | traits.SUBORDINATOR | traits.COMPLEMENTIZER):
            return False
    return False


def may_be_stranded(line: Line, last: int, verbs: int = 1) -> bool:
    """As in "the house he lives in in Rome", "what they are after after all".

    ``verbs`` words stand between the subject and ``last``.
    """
    chain = [last]
    for _ in range(verbs + 2):
        chain.append(line.before[chain[-1]] if chain[-1] >= 0 else -1)
    subject, head = chain[-2], chain[-1]
    if head < 0 or any(line.gap[i] & (WALL | PAUSE) for i in chain[:-1]):
        return False
    bare = line.traits[subject] & traits.SUBJECT and not line.traits[head] & (
        traits.FUNCTION | traits.ADVERB | traits.INTERJECTION
    )
    return bool(bare or line.traits[head] & traits.RELATIVE)


def takes_object(bits: int) -> bool:
    """Whether a word may have the pronoun behind it as its object: "love it", "to you"."""
    if bits & traits.PREPOSITION or not bits & (traits.FUNCTION | traits.ADVERB):
        return True
    helping = traits.AUXILIARY | traits.MODAL | traits.PARENTHETICAL
    return bool(bits & traits.VERB and not bits & helping)


def is_aside(line: Line, subject: int) -> bool:
    """As in "It's, I think, ...": a subject and a verb of thinking stand beside the sentence."""
    return bool(line.traits[line.after[subject]] & traits.PARENTHETICAL)
