"""Repeats: words said twice where the first copy was a stumble and not an emphasis."""

from __future__ import annotations

from typing import Final

from editor.cleaning import traits
from editor.cleaning.findings import Kind, Match
from editor.cleaning.gaps import BREAK, COMMA, HARD, PAUSE, SCAR, SENTENCE, STRONG, WALL
from editor.cleaning.line import Line
from editor.cleaning.schema import DoubleRule

LONGEST: Final = 7
"""Words in a repeated run."""

_SURE: Final = 0.97
_LIKELY: Final = 0.93
_ASK: Final = 0.6
_DOUBT: Final = 0.4

_INFLECTED: Final = 0.92
_FINITE: Final = traits.AUXILIARY | traits.MODAL | traits.VERB
_CLAUSE: Final = 3
"""Words back in which a "what" or "who" makes the first copy the end of a clause."""
_SHORTEST_STEM: Final = 3
_LONGEST_ENDING: Final = 3


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
    link = line.gap[run[length]]
    strong, plain = link & STRONG, link & (COMMA | BREAK)
    if length == 1 and not strong:
        return None
    if length > 1 and not line.traits[run[0]] & traits.FUNCTION:
        return None
    confidence = _ASK if plain and not strong else _INFLECTED
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
    confidence = _doubt_of_word(line, first, second)
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


def _doubt_of_word(line: Line, first: int, second: int) -> float | None:
    """How sure it is that one word said twice is a stumble.

    None where it is not even a question.
    """
    bits = line.traits[first]
    link = line.gap[second]
    strong = link & STRONG
    if line.is_shouted(first) and line.is_shouted(second):
        return None
    if line.word[first] == line.word[second]:
        if bits & traits.DOUBLE_OK:
            return None
        if bits & traits.CALL and (link & PAUSE or line.opens_sentence(first)):
            return None
        if line.word[first] in line.pack.data.negations:
            return _ASK if strong else _DOUBT
        if _is_list(line, second):
            return None
    if bits & traits.NUMBER:
        return _ASK if strong else None
    if line.is_capital(first) and line.is_capital(second) and _may_be_name(line, first):
        return _DOUBT if strong else None
    if bits & traits.FUNCTION:
        return _doubt_of_function_word(line, first, second)
    if strong or _goes_on(line, second):
        return _LIKELY
    if link & (COMMA | BREAK):
        return _DOUBT
    return _doubt_of_content_word(line, first, second)


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
        return _ASK
    plain = link & (COMMA | BREAK) and not link & STRONG
    if plain and behind & (PAUSE | HARD) and not behind & STRONG:
        return _ASK
    bits = line.traits[first]
    if bits & traits.PREPOSITION and not link & STRONG and _may_be_stranded(line, first):
        return _ASK
    if line.traits[first] & traits.MODAL and _may_stand_twice(line, first):
        return _ASK
    rule = line.pack.doubles.get(line.word[first])
    return _SURE if rule is None else _doubt_by_rule(line, first, second, rule)


def _may_stand_twice(line: Line, verb: int) -> bool:
    """As in "Those who can can go", "the can can hold": the first copy ends a clause or noun."""
    before = line.before[verb]
    for _ in range(_CLAUSE):
        if before < 0 or line.gap[line.after[before]] & WALL:
            return False
        if line.traits[before] & (traits.WH | traits.ARTICLE):
            return True
        before = line.before[before]
    return False


def _may_be_stranded(line: Line, first: int) -> bool:
    """As in "the house he lives in in Rome", "what they are after after all"."""
    verb = line.before[first]
    subject = line.before[verb] if verb >= 0 else -1
    head = line.before[subject] if subject >= 0 else -1
    if head < 0 or any(line.gap[i] & (WALL | PAUSE) for i in (first, verb, subject)):
        return False
    bare = line.traits[subject] & traits.SUBJECT and not line.traits[head] & (
        traits.FUNCTION | traits.ADVERB | traits.INTERJECTION
    )
    return bool(bare or line.traits[head] & traits.RELATIVE)


def _doubt_by_rule(line: Line, first: int, second: int, rule: DoubleRule) -> float:
    """How sure a doubling is of which the pack says that it may be grammar.

    "that that", "log in in".
    """
    link = line.gap[second]
    before, after = line.before[first], line.after[second]
    opens = bool(line.gap[first] & (PAUSE | SENTENCE))
    if rule.subject_only:
        return _LIKELY if opens or not _takes_object(line.traits[before]) else _ASK
    if rule.keep_after_preposition and line.traits[before] & traits.PREPOSITION:
        return _DOUBT
    if rule.keep_after:
        return _DOUBT if line.word[before] in rule.keep_after and not link & STRONG else _SURE
    paused = link & STRONG or (link and rule.pause_proves)
    if paused and not line.traits[after] & _FINITE:
        return _LIKELY
    starts = rule.strike_start and opens
    before_listed = rule.strike_before is not None and line.word[after] in rule.strike_before
    if rule.needs_both:
        starts = before_listed = starts and before_listed
    allowed = (
        before_listed
        or (rule.strike_after is not None and line.word[before] in rule.strike_after)
        or starts
        or bool(link & STRONG and opens)
    )
    return _LIKELY if allowed else _DOUBT


def _takes_object(bits: int) -> bool:
    """Whether a word may have the pronoun behind it as its object: "love it", "to you"."""
    if bits & traits.PREPOSITION or not bits & (traits.FUNCTION | traits.ADVERB):
        return True
    helping = traits.AUXILIARY | traits.MODAL | traits.PARENTHETICAL
    return bool(bits & traits.VERB and not bits & helping)


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
    behind = line.gap[line.after[second]]
    opens = line.gap[first] & (SENTENCE | PAUSE)
    ends = behind & SENTENCE or (behind & PAUSE and not behind & SCAR)
    if not line.pack.data.content_doubles or opens or ends or len(line.word[first]) < 4:
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
    denies = any(w in line.pack.data.negations for w in words)
    if plain and not strong and (denies or _is_denied(line, run[2 * length - 1])):
        return _DOUBT
    if any(sign.isdigit() for word in words for sign in word):
        return _ASK
    if strong:
        return _SURE
    if not plain and any(line.gap[i] & (COMMA | BREAK) for i in run[1:length]):
        return _ASK  # "come [on, come] on, come on": the copies are parted elsewhere
    behind = line.gap[line.after[run[2 * length - 1]]]
    if _is_clause_again(line, run, length):
        return _ASK
    starts_with_grammar = bool(bits[0] & traits.FUNCTION)
    doubles = line.pack.data.content_doubles and length == 2 and not bits[0] & traits.DOUBLE_OK
    if not starts_with_grammar and not doubles:
        return _ASK
    if plain:
        goes_on = bits[-1] & (traits.FUNCTION | traits.VERB) and not behind & (PAUSE | HARD)
        return _LIKELY if starts_with_grammar and goes_on else _ASK
    return _ASK if behind & HARD else _SURE


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
