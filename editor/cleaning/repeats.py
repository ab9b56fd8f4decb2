"""Repeats: a word or a run of words said twice, where the first copy was a stumble and not an emphasis."""

from __future__ import annotations

from typing import Final

from editor.cleaning import traits
from editor.cleaning.findings import Kind, Match
from editor.cleaning.gaps import BREAK, COMMA, HARD, PAUSE, SENTENCE, STRONG
from editor.cleaning.line import Line

LONGEST: Final = 7
"""Words in a repeated run."""

_SURE: Final = 0.97
_LIKELY: Final = 0.93
_ASK: Final = 0.6
_DOUBT: Final = 0.4

_KEPT_UNLESS_BROKEN: Final = traits.NUMBER | traits.NEGATION


def repeat(line: Line, index: int) -> Match | None:
    """The longest run at ``index`` that is said again at once; the first copy is struck."""
    run = line.ahead(index, 2 * LONGEST)
    word = line.word
    here = word[index]
    for length in range(min(LONGEST, len(run) // 2), 0, -1):
        again = run[length]
        if word[again] != here and not (length == 1 and _is_same(line, index, again)):
            continue
        if all(word[run[k]] == word[run[k + length]] for k in range(1, length - 1)) and _is_same(
            line, run[length - 1], run[2 * length - 1]
        ):
            found = _single(line, run) if length == 1 else _several(line, run, length)
            if found is not None:
                return found
    return None


def _is_same(line: Line, first: int, second: int) -> bool:
    """Equal, or the second is the first contracted with what follows: "it it's", "it's it is"."""
    one, two = line.word[first], line.word[second]
    if one == two:
        return True
    return two.startswith(one) and two[len(one) :] in line.pack.data.contraction_endings


def _single(line: Line, run: list[int]) -> Match | None:
    first, second = run[0], run[1]
    link = line.gap[second]
    confidence = _doubt_of_word(line, first, second)
    if confidence is None:
        return None
    if line.word[first] == line.word[second] and _second_has_odd_capital(line, first, second):
        return Match("repeat.word", Kind.REPEAT, confidence, second, second, (first, first))
    rule = "repeat.broken" if link & STRONG else "repeat.word"
    return Match(rule, Kind.REPEAT, confidence, first, first, (second, second))


def _second_has_odd_capital(line: Line, first: int, second: int) -> bool:
    """ "the The idea": the copy that a recogniser capitalised in mid-sentence goes, not the first."""
    return line.is_capital(second) and not line.is_capital(first)


def _doubt_of_word(line: Line, first: int, second: int) -> float | None:
    """How sure it is that one word said twice is a stumble; None where it is not even a question."""
    bits = line.traits[first]
    link = line.gap[second]
    strong = link & STRONG
    if bits & traits.DOUBLE_OK and line.word[first] == line.word[second]:
        return None
    if bits & traits.NUMBER or line.word[first] in line.pack.data.negations:
        return _ASK if strong else None
    if line.is_capital(first) and line.is_capital(second) and _may_be_name(line, first):
        return _DOUBT if strong else None
    if bits & traits.FUNCTION:
        return _doubt_of_function_word(line, first, second)
    if bits & traits.FRAGMENT:
        return _LIKELY
    if strong:
        return _LIKELY
    if link & (COMMA | BREAK):
        return _DOUBT
    return _doubt_of_content_word(line, first, second)


def _may_be_name(line: Line, first: int) -> bool:
    """ "Duran Duran", "The The": two capitals, unless grammar or the start of a sentence asks for the first."""
    bits = line.traits[first]
    if bits & (traits.NOMINATIVE | traits.CONTRACTED):
        return False
    return not bits & traits.FUNCTION or not line.opens_sentence(first)


def _doubt_of_function_word(line: Line, first: int, second: int) -> float:
    link, behind = line.gap[second], line.gap[line.after[second]]
    if line.traits[second] & traits.AUXILIARY and _asks(line, second):
        return _ASK
    if link & STRONG:
        return _SURE
    if behind & HARD and link & (COMMA | BREAK):
        return _ASK
    if line.word[first] != line.word[second]:
        return _SURE if line.word[first] != "that" else _ASK
    rule = line.pack.doubles.get(line.word[first])
    if rule is None or link & (COMMA | BREAK):
        return _SURE
    before, after = line.word[line.before[first]], line.word[line.after[second]]
    if rule.keep_after:
        return _DOUBT if before in rule.keep_after else _SURE
    allowed = (
        (rule.strike_before is not None and after in rule.strike_before)
        or (rule.strike_after is not None and before in rule.strike_after)
        or (rule.strike_start and bool(line.gap[first] & (PAUSE | SENTENCE)))
    )
    return _LIKELY if allowed else _DOUBT


def _asks(line: Line, verb: int) -> bool:
    """"The question is is it safe": the second copy opens a question of its own."""
    return bool(line.traits[line.after[verb]] & traits.SUBJECT)


def _doubt_of_content_word(line: Line, first: int, second: int) -> float:
    """A noun or verb said twice without a pause; names, calls and short words may be meant so."""
    behind = line.gap[line.after[second]]
    opens = line.gap[first] & (SENTENCE | PAUSE)
    if opens or behind & (SENTENCE | PAUSE) or len(line.word[first]) < 4:
        return _ASK
    return 0.91


def _several(line: Line, run: list[int], length: int) -> Match | None:
    confidence = _doubt_of_phrase(line, run, length)
    if confidence is None:
        return None
    link = line.gap[run[length]]
    rule = "repeat.broken" if link & STRONG else "repeat.phrase"
    return Match(
        rule, Kind.REPEAT, confidence, run[0], run[length - 1], (run[length], run[2 * length - 1])
    )


def _doubt_of_phrase(line: Line, run: list[int], length: int) -> float | None:
    words = tuple(line.word[i] for i in run[:length])
    bits = [line.traits[i] for i in run[:length]]
    link = line.gap[run[length]]
    strong, plain = link & STRONG, link & (COMMA | BREAK)
    if all(b & (traits.DOUBLE_OK | traits.NUMBER) for b in bits):
        return None
    if all(line.is_capital(i) for i in run[:length]) and not all(b & traits.FUNCTION for b in bits):
        return _DOUBT if strong else None
    if _is_chain(line, run, length) and not strong:
        return None
    if words in line.pack.phrases_kept and not strong:
        return _DOUBT
    if any(w in line.pack.data.negations for w in words) and plain and not strong:
        return _DOUBT
    if any(sign.isdigit() for word in words for sign in word):
        return _ASK
    if strong:
        return _SURE
    if not plain and any(line.gap[i] & (COMMA | BREAK) for i in run[1:length]):
        return _ASK  # "come [on, come] on, come on": the copies are parted elsewhere
    behind = line.gap[line.after[run[2 * length - 1]]]
    if plain:
        starts_with_grammar = bits[0] & traits.FUNCTION
        return _LIKELY if starts_with_grammar and not behind & (PAUSE | HARD) else _ASK
    return _ASK if behind & HARD else _SURE


def _is_chain(line: Line, run: list[int], length: int) -> bool:
    """ "again and again and again", "a rose is a rose is a rose": said so on purpose."""
    word, bits = line.word, line.traits
    third = line.after[run[2 * length - 1]]
    if length == 2:
        one, two = run[0], run[1]
        if bits[two] & traits.COORDINATOR:
            joins = bits[two] & traits.CONJUNCTION and not bits[one] & traits.OPENS_REFERENCE
            return bool(joins) or word[third] == word[one]
        if bits[one] & traits.COORDINATOR:
            return word[line.before[one]] == word[two]
    rest = line.ahead(third, length - 1) if third < line.count else []
    return (
        length > 2
        and len(rest) == length - 1
        and all(word[a] == word[b] for a, b in zip(run, rest, strict=False))
        and word[line.after[rest[-1]]] != word[run[length - 1]]
    )
