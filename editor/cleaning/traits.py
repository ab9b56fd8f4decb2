"""Traits: what a word can be in a sentence, as bits; the packs say which words have which."""

from __future__ import annotations

from typing import Final

FUNCTION: Final = 1 << 0
"""Grammar, not content: doubling it is a stumble."""
ARTICLE: Final = 1 << 1
POSSESSIVE: Final = 1 << 2
NOMINATIVE: Final = 1 << 3
"""A pronoun that can only be a subject: "I", "we"."""
SUBJECT: Final = 1 << 4
CONTRACTED: Final = 1 << 5
"""Subject and verb in one, which cannot end a clause: "it's", "I'm"."""
AUXILIARY: Final = 1 << 6
MODAL: Final = 1 << 7
VERB: Final = 1 << 8
"""A verb that often follows a subject pronoun."""
CONJUNCTION: Final = 1 << 9
COORDINATOR: Final = 1 << 10
"""Joins two equals, so that "X and X" is a phrase and no stumble."""
WH: Final = 1 << 11
SUBORDINATOR: Final = 1 << 12
PARENTHETICAL: Final = 1 << 13
"""A verb that makes a pronoun an aside: "it's, I think, good"."""
PREPOSITION: Final = 1 << 14
INTERJECTION: Final = 1 << 15
NO_COMMA_AFTER: Final = 1 << 16
NO_COMMA_BEFORE: Final = 1 << 17
CLAUSE_START: Final = 1 << 18
DOUBLE_OK: Final = 1 << 19
"""Said twice for emphasis: "very very"."""
NEGATION: Final = 1 << 20
NUMBER: Final = 1 << 21
FILLER: Final = 1 << 22
REPLY: Final = 1 << 23
"""A filler that is an answer when it stands alone: "mm"."""
MARKER: Final = 1 << 24
"""A marker or a correction of one word."""
FRAGMENT: Final = 1 << 25
"""Letters that are no word of the language."""

WEAK_SUBJECT: Final = 1 << 26
"""A pronoun that is subject or object by its place: "it", "you"."""
COMPARING: Final = 1 << 27
"""Before a bare subject it makes a comparison: "than I", "as we"."""
CALL: Final = 1 << 28
"""Said twice as a call, with a pause or in front: "come, come", "knock knock"."""
ADVERB: Final = 1 << 29
"""An adverb that stands before a subject as well as behind it."""
BE: Final = 1 << 30
"""A finite form of "to be"."""
QUESTION: Final = 1 << 31
"""Opens a question or a clause like one: "what", "how"."""
RELATIVE: Final = 1 << 32
"""Takes up the subject before it: "it's I who called"."""
PAIR: Final = 1 << 33
"""The first of a broken pair, or of an article and a hedge."""
PAIR_NEXT: Final = 1 << 34
MARKER_FIRST: Final = 1 << 35
"""The first of a marker or a correction of several words."""
MARKER_NEXT: Final = 1 << 36
HEDGE: Final = 1 << 37
"""A marker of one word that only some profiles ask about."""
COMPLEMENTIZER: Final = 1 << 38
"""Opens what is known or said: "you know that he left"."""
NAMING: Final = 1 << 39
"""A verb that gives its object a name: "call a spade a spade"."""
UNFINISHED: Final = 1 << 40
"""A word after which more must come: "of", "very", "been"."""
MARKS: Final = MARKER | MARKER_FIRST | HEDGE

OPENS_REFERENCE: Final = ARTICLE | POSSESSIVE

BY_NAME: Final = {
    "function": FUNCTION,
    "article": ARTICLE,
    "possessive": POSSESSIVE,
    "nominative": NOMINATIVE,
    "subject": SUBJECT,
    "weak_subject": WEAK_SUBJECT,
    "comparing": COMPARING,
    "contracted": CONTRACTED,
    "auxiliary": AUXILIARY,
    "modal": MODAL,
    "verb_after_subject": VERB,
    "conjunction": CONJUNCTION,
    "coordinator": COORDINATOR,
    "wh": WH,
    "subordinator": SUBORDINATOR,
    "parenthetical": PARENTHETICAL,
    "preposition": PREPOSITION,
    "interjection": INTERJECTION,
    "no_comma_after": NO_COMMA_AFTER,
    "no_comma_before": NO_COMMA_BEFORE,
    "clause_start": CLAUSE_START,
    "double_ok": DOUBLE_OK,
    "call": CALL,
    "adverb": ADVERB,
    "be": BE,
    "relative": RELATIVE,
    "question": QUESTION,
    "complementizer": COMPLEMENTIZER,
    "naming": NAMING,
    "unfinished": UNFINISHED,
}
"""The classes a pack may fill."""
