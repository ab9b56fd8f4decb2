"""Phrases: how sure it is that several words said twice are a stumble."""

from __future__ import annotations

from typing import Final

from editor.cleaning import traits
from editor.cleaning.clauses import FINITE, PLAIN_GRAMMAR, may_stand_twice
from editor.cleaning.findings import ASK, DOUBT, LIKELY, SURE
from editor.cleaning.gaps import BREAK, COMMA, HARD, PAUSE, STRONG
from editor.cleaning.line import Line

_CLAUSE_FIRST: Final = traits.SUBJECT | traits.NOMINATIVE | traits.CONTRACTED


def doubt_of_phrase(line: Line, run: list[int], length: int) -> float | None:
    """How sure it is that ``length`` words, which open ``run`` twice, are a stumble.

    None where it is not even a question.
    """
    words = tuple(line.word[i] for i in run[:length])
    bits = [line.traits[i] for i in run[:length]]
    link = line.gap[run[length]]
    strong, plain = link & STRONG, link & (COMMA | BREAK)
    if all(b & (traits.DOUBLE_OK | traits.NUMBER) for b in bits):
        return None
    if len(set(words)) == 1 and not bits[0] & (traits.FUNCTION | traits.FRAGMENT):
        return None  # "words words words words"
    if all(line.is_capital(i) for i in run[:length]) and not _opens_with_grammar(bits):
        return DOUBT if strong else None
    if _is_chain(line, run, length) and not strong:
        return None
    kept = line.pack.phrases_kept
    if (words in kept or words[1:] + words[:1] in kept) and not strong:
        return DOUBT
    denies = any(w in line.pack.data.negations for w in words)
    if plain and not strong and (denies or _is_denied(line, run[2 * length - 1])):
        return DOUBT
    if any(sign.isdigit() for word in words for sign in word):
        return ASK
    if strong:
        return SURE
    inside = (*run[1:length], *run[length + 1 : 2 * length])
    if not plain and any(line.gap[i] & (COMMA | BREAK) for i in inside):
        return ASK  # "come [on, come] on, come on": the copies are parted elsewhere
    if plain and bits[-1] & traits.NUMBER:
        return ASK  # "at eight, at eight thirty"
    if _is_clause_again(line, run, length) or _is_figure(line, run, length):
        return ASK
    return _doubt_by_pause(line, run, length)


def _opens_with_grammar(bits: list[int]) -> bool:
    """Whether no name opens so: "From Rome From Rome", but "The Band The Band"."""
    if all(b & traits.FUNCTION for b in bits):
        return True
    return bool(bits[0] & traits.FUNCTION) and not bits[0] & traits.ARTICLE


def _doubt_by_pause(line: Line, run: list[int], length: int) -> float:
    """How sure words said twice are a stumble, where neither sense nor evidence says more."""
    bits = [line.traits[i] for i in run[:length]]
    behind = line.gap[line.after[run[2 * length - 1]]]
    starts_with_grammar = bool(bits[0] & traits.FUNCTION)
    doubles = line.pack.data.content_doubles
    if not starts_with_grammar and not (doubles and length == 2 and not bits[0] & traits.DOUBLE_OK):
        return ASK
    if not line.gap[run[length]] & (COMMA | BREAK):
        return ASK if behind & HARD or _may_be_object(line, run, length) else SURE
    if behind & (PAUSE | HARD) and not behind & STRONG:
        return ASK
    begun = bits[-1] & (traits.FUNCTION | traits.VERB) or (
        not bits[0] & (_CLAUSE_FIRST | traits.OPENS_REFERENCE)  # "a war, a war we lost"
        and (doubles or bits[0] & (traits.PREPOSITION | traits.CONJUNCTION))
    )
    return LIKELY if starts_with_grammar and begun else ASK


def _may_be_object(line: Line, run: list[int], length: int) -> bool:
    """As in "dass das Schwert das Schwert hält": where nouns have capitals, and cases."""
    bits = line.traits[run[0]]
    return (
        line.pack.data.capital_nouns
        and line.is_capital(run[length - 1])
        and not bits & traits.PREPOSITION
    )


def _is_figure(line: Line, run: list[int], length: int) -> bool:
    """As in "call a spade a spade", "as bright as bright can be", "and laughed and laughed"."""
    bits = [line.traits[i] for i in run[:length]]
    if all(b & traits.FUNCTION for b in bits):
        return False
    first, link = bits[0], line.gap[run[length]]
    third = line.after[run[2 * length - 1]]
    if first & traits.ARTICLE and not link & COMMA:
        # "an amendment to an amendment to a motion"
        named = line.traits[line.before[run[0]]] & traits.NAMING
        return bool(named or bits[-1] & traits.PREPOSITION)
    if first & traits.COMPARING and line.traits[third] & traits.MODAL:
        return True
    if first & traits.COORDINATOR and first & traits.CONJUNCTION:
        return not line.traits[third] & FINITE
    spoken = not first & traits.FUNCTION or first & _CLAUSE_FIRST
    if spoken and line.word[third] == line.word[run[0]]:
        return True  # "I told you I told you I told you", "Pascal is Pascal is Pascal"
    verbal = not first & PLAIN_GRAMMAR and first & traits.FUNCTION
    return bool(verbal and may_stand_twice(line, run[0]))


def _is_denied(line: Line, last: int) -> bool:
    """As in "it could be, it could be not"."""
    return bool(line.traits[line.after[last]] & traits.NEGATION)


def _is_clause_again(line: Line, run: list[int], length: int) -> bool:
    """As in "When we eat we eat well", "whatever it is it is": a clause, and then its echo."""
    before = line.traits[line.before[run[0]]]
    first, last = line.traits[run[0]], line.traits[run[length - 1]]
    if not first & traits.SUBJECT or not before & (traits.WH | traits.SUBORDINATOR):
        return False
    if last & (traits.VERB | traits.AUXILIARY | traits.MODAL | traits.BE):
        return not before & traits.SUBORDINATOR and line.word[line.before[run[0]]] != "that"
    return not last & traits.FUNCTION


def _is_chain(line: Line, run: list[int], length: int) -> bool:
    """As in "again and again and again", "a rose is a rose is a rose": said so on purpose."""
    word, bits = line.word, line.traits
    third = line.after[run[2 * length - 1]]
    if length == 2:
        one, two = run[0], run[1]
        if bits[two] & traits.COORDINATOR:
            equals = not bits[one] & (traits.OPENS_REFERENCE | traits.VERB)
            if bits[two] & traits.CONJUNCTION or not bits[one] & traits.FUNCTION:
                return equals or bool(word[third] == word[one])
            return bool(word[third] == word[one])
        if bits[two] & traits.PREPOSITION and not bits[one] & traits.FUNCTION:
            return bool(word[third] == word[one])
        if bits[one] & traits.COORDINATOR:
            return bool(word[line.before[one]] == word[two])
    rest = line.ahead(third, length - 1) if third < line.count else []
    return (
        length > 2
        and len(rest) == length - 1
        and all(word[a] == word[b] for a, b in zip(run, rest, strict=False))
        and word[line.after[rest[-1]]] != word[run[length - 1]]
    )
