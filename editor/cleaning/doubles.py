"""Doubles: how sure it is that one word said twice is a stumble."""

from __future__ import annotations

from typing import Final

from editor.cleaning import traits
from editor.cleaning.clauses import (
    FINITE,
    ends_clause,
    has_relative,
    is_first_clause,
    may_be_stranded,
    may_stand_twice,
    opens_clause,
    takes_object,
)
from editor.cleaning.findings import ASK, DOUBT, LIKELY, SURE
from editor.cleaning.gaps import BREAK, COMMA, HARD, PAUSE, SCAR, SENTENCE, STRONG
from editor.cleaning.line import Line
from editor.cleaning.schema import DoubleRule

_LONGEST_CHANT: Final = 8
"""Words of a sentence that is one word said over and over."""


def doubt_of_word(line: Line, first: int, second: int) -> float | None:
    """How sure it is that one word said twice is a stumble.

    None where it is not even a question.
    """
    if _is_meant(line, first, second):
        return None
    bits, strong = line.traits[first], line.gap[second] & STRONG
    if line.word[first] == line.word[second] and line.word[first] in line.pack.data.negations:
        return ASK if strong else DOUBT
    if bits & traits.NUMBER:
        return ASK if strong else None
    if line.is_capital(first) and line.is_capital(second) and _may_be_name(line, first):
        return DOUBT if strong else None
    if bits & traits.FUNCTION:
        return _doubt_of_function_word(line, first, second)
    if _goes_on(line, second):
        return LIKELY
    return _doubt_of_content_word(line, first, second)


def _is_meant(line: Line, first: int, second: int) -> bool:
    """As in "very very", "NO NO", "knock knock", "You, you and you"; or the second is cut off."""
    bits, link = line.traits[first], line.gap[second]
    if line.is_shouted(second):
        return True  # "NO NO", "the box in IN PRACTICE"
    if line.is_cut(second) and not line.is_cut(first):
        return True  # "the th- the book", "le le- lecteur": the second is the broken one
    if line.word[first] != line.word[second]:
        return False
    called = bits & traits.CALL and (link & PAUSE or line.opens_sentence(first))
    return bool(bits & traits.DOUBLE_OK or called or _is_list(line, second))


def _is_chanted(line: Line, first: int, second: int) -> bool:
    """As in "words words words": what is no grammar and said three times is meant so."""
    word = line.word[first]
    thrice = line.word[line.after[second]] == word or line.word[line.before[first]] == word
    return thrice and not line.traits[first] & traits.FRAGMENT


def _is_list(line: Line, second: int) -> bool:
    """As in "You, you and you"."""
    joint = line.after[second]
    return bool(
        line.traits[joint] & traits.CONJUNCTION
        and joint < line.count
        and line.word[line.after[joint]] == line.word[second]
    )


def _may_be_name(line: Line, first: int) -> bool:
    """As in "Duran Duran", "The The".

    Two capitals, unless grammar or the start of a sentence asks for the first.
    """
    bits = line.traits[first]
    if bits & (traits.NOMINATIVE | traits.CONTRACTED):
        return False
    if bits & traits.FUNCTION:
        return bool(bits & traits.ARTICLE) and not line.opens_sentence(first)
    return True


def _doubt_of_function_word(line: Line, first: int, second: int) -> float:
    link, behind = line.gap[second], line.gap[line.after[second]]
    if line.traits[second] & traits.AUXILIARY and _asks(line, second):
        return ASK
    plain = link & (COMMA | BREAK) and not link & STRONG
    if plain and behind & (PAUSE | HARD) and not behind & STRONG:
        return ASK
    bits = line.traits[first]
    if bits & traits.SUBJECT and not link and behind & HARD:
        return ASK  # "dann bin ich ich!"
    if bits & traits.POSSESSIVE and behind & (PAUSE | HARD) and not (link | behind) & STRONG:
        return ASK  # "my my, how you've grown"
    if plain and (opens_clause(line, second) or _is_answered(line, first, second)):
        return ASK
    if bits & traits.PREPOSITION and not link & STRONG and may_be_stranded(line, first):
        return ASK
    if bits & traits.MODAL and may_stand_twice(line, first):
        return ASK
    if bits & traits.VERB and not link & STRONG and has_relative(line, first):
        return ASK  # "what we've got got here late"
    if _is_all_there_is(line, first):
        return ASK
    rule = line.pack.doubles.get(line.word[first])
    return SURE if rule is None else _doubt_by_rule(line, first, second, rule)


def _is_answered(line: Line, first: int, second: int) -> bool:
    """As in "I can't, can't I?", "Don't, don't do that": a denial that is no slip of the tongue."""
    if not line.traits[second] & traits.NEGATION:
        return False
    asks = line.traits[line.after[second]] & (traits.SUBJECT | traits.NOMINATIVE)
    return bool(asks or line.opens_sentence(first))


def _is_all_there_is(line: Line, first: int) -> bool:
    """As in "La la la.": a short sentence of one word, said three times or more."""
    chant = [first]
    while not line.opens_sentence(chant[0]) and len(chant) < _LONGEST_CHANT:
        chant.insert(0, line.before[chant[0]])
    while not line.gap[line.after[chant[-1]]] & SENTENCE and len(chant) < _LONGEST_CHANT:
        chant.append(line.after[chant[-1]])
    whole = line.opens_sentence(chant[0]) and line.gap[line.after[chant[-1]]] & SENTENCE
    return bool(whole and len(chant) > 2 and len({line.word[i] for i in chant}) == 1)


def _doubt_by_rule(line: Line, first: int, second: int, rule: DoubleRule) -> float:
    """How sure a doubling is of which the pack says that it may be grammar.

    "that that", "log in in".
    """
    link = line.gap[second]
    before, after = line.before[first], line.after[second]
    opens = bool(line.gap[first] & (PAUSE | SENTENCE))
    if rule.comma_keeps and link & COMMA:
        return ASK
    if line.word[after] in rule.keep_before and not link & STRONG:
        return DOUBT
    if rule.clause_keeps:
        thrice = line.word[before] == line.word[first]
        return DOUBT if thrice or ends_clause(line, first) else LIKELY
    if rule.subject_only:
        goes_on = line.traits[after] & (FINITE | traits.COORDINATOR)
        clause = (
            goes_on
            or line.word[first] != line.word[second]
            or not line.traits[first] & traits.SUBJECT
        )
        return ASK if clause and not opens and takes_object(line.traits[before]) else LIKELY
    if rule.keep_after_preposition and line.traits[before] & traits.PREPOSITION:
        return DOUBT
    if rule.keep_after:
        return DOUBT if line.word[before] in rule.keep_after and not link & STRONG else SURE
    paused = link & STRONG or (link and rule.pause_proves)
    if paused and not line.traits[after] & FINITE:
        return LIKELY
    return LIKELY if _struck_there(line, first, second, rule) else DOUBT


def _struck_there(line: Line, first: int, second: int, rule: DoubleRule) -> bool:
    """Whether the words around a doubling are among those beside which the pack strikes it."""
    link = line.gap[second]
    before, after = line.before[first], line.after[second]
    opens = bool(line.gap[first] & (PAUSE | SENTENCE))
    starts = rule.strike_start and opens
    joined = not line.gap[after] & PAUSE
    before_listed = (
        joined and rule.strike_before is not None and line.word[after] in rule.strike_before
    )
    if rule.needs_both:
        starts = before_listed = starts and before_listed
    return (
        before_listed
        or (rule.strike_after is not None and line.word[before] in rule.strike_after)
        or starts
        or bool(link & STRONG and opens)
    )


def _goes_on(line: Line, second: int) -> bool:
    """As in "Th th that": broken off twice, then finished."""
    part, third = line.word[second], line.word[line.after[second]]
    return bool(line.traits[second] & traits.FRAGMENT) and third != part and third.startswith(part)


def _asks(line: Line, verb: int) -> bool:
    """As in "The question is is it safe": the second copy opens a question of its own."""
    first = line.before[verb]
    opens = line.gap[first] & (PAUSE | SENTENCE)
    return not opens and bool(line.traits[line.after[verb]] & traits.SUBJECT)


def _doubt_of_content_word(line: Line, first: int, second: int) -> float:
    """A noun or verb said twice without a pause; names, calls and short words may be meant so."""
    link, behind = line.gap[second], line.gap[line.after[second]]
    if _is_chanted(line, first, second):
        return DOUBT
    if has_relative(line, first) and not link & STRONG:
        return ASK  # "all the people who work work hard"
    if link & STRONG:
        sure = line.pack.data.content_doubles or not link & COMMA or is_first_clause(line, first)
        return LIKELY if sure else ASK  # "Wer lügt, äh, lügt sich selbst an"
    if link & (COMMA | BREAK):
        return DOUBT
    opens = line.gap[first] & (SENTENCE | PAUSE)
    ends = behind & SENTENCE or (behind & PAUSE and not behind & SCAR)
    if not line.pack.data.content_doubles or opens or ends or len(line.word[first]) < 4:
        return ASK
    return 0.91
