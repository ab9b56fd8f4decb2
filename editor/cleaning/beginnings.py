"""Beginnings: clauses left before they said anything, where the words behind begin another."""

from __future__ import annotations

from typing import Final

from editor.cleaning import traits
from editor.cleaning.clauses import CLAUSE_EDGE, FINITE, LINK, is_aside
from editor.cleaning.findings import LIKELY, Kind, Match
from editor.cleaning.gaps import COMMA, HARD, PAUSE, STRONG, WALL
from editor.cleaning.line import Line

_LONGEST: Final = 4
"""Words of a beginning: transcription houses take back no more than three to five at once."""
_REACH: Final = 12
"""Words on in which a clause put in ("he, um, when he was asked, said yes") comes to its end."""
_SUBJECT: Final = traits.SUBJECT | traits.NOMINATIVE | traits.CONTRACTED
_HELPING: Final = traits.AUXILIARY | traits.MODAL | traits.BE


def begun(line: Line, last: int) -> Match | None:
    """The beginning that ends in ``last``, a word that can end no clause, or none of this kind."""
    target = line.after[last]
    link, bits = line.gap[target], line.traits[last]
    strong = bool(link & STRONG)
    if not strong:
        hangs = link & COMMA and bits & traits.UNFINISHED and bits & traits.PREPOSITION
        turns = line.traits[target] & _HELPING and line.word[line.after[target]] == line.word[last]
        if not (hangs or turns):
            return None
    if target >= line.count or link & WALL or is_aside(line, target):
        return None
    words = _beginning(line, last)
    if words is not None:
        for pattern in _PATTERNS if strong else _PLAIN_PATTERNS:
            first = pattern(line, words, target)
            if first is not None:
                return _match(first, last, target)
    if not strong:
        return None
    return _bare_article(line, last, target) or _other_preposition(line, last, target)


def _match(first: int, last: int, target: int) -> Match:
    return Match("restart.beginning", Kind.RESTART, LIKELY, first, last, (target, target))


def _beginning(line: Line, last: int) -> list[int] | None:
    """The words from the start of the clause to ``last``, links left out, if all are grammar.

    None where they are too many, or a denial or number is among them.
    """
    words: list[int] = []
    grammar = traits.FUNCTION | traits.ADVERB | traits.VERB
    index = last
    while index >= 0 and len(words) < _LONGEST:
        bits = line.traits[index]
        if not bits & grammar or bits & (traits.NEGATION | traits.NUMBER):
            return None
        words.insert(0, index)
        before = line.traits[line.before[index]]
        if line.gap[index] & CLAUSE_EDGE:
            return None if before & traits.INTERJECTION else words  # "Yes, it is, um, they are"
        if before & LINK:
            return words
        index = line.before[index]
    return None


def _opens_clause(line: Line, target: int, strong: bool) -> bool:
    """Whether a clause of its own begins: "we never", "it's", "do you"."""
    bits, behind = line.traits[target], line.traits[line.after[target]]
    if bits & traits.CONTRACTED:
        return True
    if bits & traits.NOMINATIVE:
        return True
    if bits & traits.SUBJECT:
        return bool(behind & (FINITE | traits.ADVERB))
    return bool(strong and bits & _HELPING and behind & traits.SUBJECT)


def _ends_nothing(line: Line, words: list[int], target: int) -> int | None:
    """As in "It's about, we never", "it was with, um, we went", "we need the, um, they asked"."""
    first, last = line.traits[words[0]], line.traits[words[-1]]
    if len(words) < 2 or not last & (traits.UNFINISHED | traits.OPENS_REFERENCE):
        return None
    asked = (line.before[words[0]], *words)
    if any(line.traits[i] & traits.WH and not line.gap[line.after[i]] for i in asked if i >= 0):
        return None  # "where it's at, they move", "that's what it's about, we know"
    whole = first & traits.CONTRACTED or (first & traits.SUBJECT and _is_verb(line, words[1]))
    if not whole or _says_enough(line, words, target):
        return None
    strong = bool(line.gap[target] & STRONG)
    if last & traits.ADVERB and not _is_said_again(line, words[0], target):
        return None  # "it's just, um, we need more"
    if last & traits.CONJUNCTION:  # "it's so, we", but "I think so, we"
        whole = line.traits[words[-2]] & (traits.CONTRACTED | traits.BE)
    fresh = line.traits[target] & (traits.NOMINATIVE | traits.CONTRACTED)
    if not strong and _is_said_again(line, words[0], target):
        return None  # "I'm for, I'm against"
    if not strong and (not fresh or not line.gap[target] & COMMA or not last & traits.PREPOSITION):
        return None
    return words[0] if whole and _opens_clause(line, target, strong) else None


def _says_enough(line: Line, words: list[int], target: int) -> bool:
    """As in "I'm for, um, you're against", "that's it for, um, we are done".

    One person set against another, or a complement before the preposition.
    """
    first, before, there = (line.traits[i] for i in (words[0], words[-2], target))
    persons = first & there & (traits.NOMINATIVE | traits.CONTRACTED)
    persons = persons and not _is_said_again(line, words[0], target)
    is_bare = len(words) == 2 + (not first & traits.CONTRACTED)
    if persons and is_bare and (first & traits.CONTRACTED or before & traits.BE):
        return True
    return bool(len(words) > 2 and before & traits.SUBJECT and not before & FINITE)


def _is_said_again(line: Line, one: int, other: int) -> bool:
    """Whether both have the same pronoun: "I'm" and "I", "it" and "it's"."""
    return line.word[one].partition("'")[0] == line.word[other].partition("'")[0]


def _is_verb(line: Line, index: int) -> bool:
    return bool(line.traits[index] & (FINITE | traits.BE))


def _question(line: Line, words: list[int], target: int) -> int | None:
    """As in "how do you, um, what is it": asked otherwise before the verb came."""
    if len(words) < 2 or not line.traits[words[0]] & traits.QUESTION:
        return None
    helping = line.traits[words[-2]]
    if helping & (traits.BE | traits.AUXILIARY) or not helping & (traits.MODAL | traits.VERB):
        return None  # "how are you" is whole
    there, behind = line.traits[target], line.traits[line.after[target]]
    asks = there & traits.QUESTION or (there & _HELPING and behind & traits.SUBJECT)
    return words[0] if line.traits[words[-1]] & traits.SUBJECT and asks else None


def _bare_subject(line: Line, words: list[int], target: int) -> int | None:
    """As in "I, um, because we were late, we ran", "if you, um, when you go"."""
    bits, before = line.traits[words[0]], line.before[words[0]]
    if len(words) > 1 or not bits & (traits.NOMINATIVE | traits.WEAK_SUBJECT):
        return None
    there, behind = line.traits[target], line.traits[line.after[target]]
    links = there & (traits.SUBORDINATOR | traits.QUESTION)
    joins = there & traits.CONJUNCTION and not there & traits.COORDINATOR
    if not (links or joins) or not behind & _SUBJECT:
        return None
    if links and before >= 0 and line.traits[before] & traits.SUBORDINATOR:
        edge = line.gap[before] & CLAUSE_EDGE or line.traits[line.before[before]] & LINK
        return before if edge and line.word[before] != line.word[target] else None
    return words[0] if main_clause_follows(line, target) else None


def main_clause_follows(line: Line, target: int) -> bool:
    """Whether behind the clause at ``target`` a subject comes, and not the verb of the one left."""
    index = line.after[target]
    for _ in range(_REACH):
        index = line.after[index]
        if index >= line.count or line.gap[index] & HARD:
            return True
        if line.gap[index] & PAUSE:
            bits = line.traits[index]
            return bool(bits & _SUBJECT) or not bits & (FINITE | traits.BE)
    return True


def _other_subject(line: Line, words: list[int], target: int) -> int | None:
    """As in "I was, um, we were late", "there's, um, there are two": the same verb once more."""
    bits, verb = line.traits[target], line.traits[line.after[target]]
    if not bits & (traits.SUBJECT | traits.NOMINATIVE):
        return None
    if len(words) == 1:
        whole = line.traits[words[0]] & traits.CONTRACTED
        same = line.word[words[0]].startswith(line.word[target] + "'")
        return words[0] if whole and same and verb & FINITE else None
    one = line.traits[words[1]]
    if len(words) > 2 or not line.traits[words[0]] & traits.SUBJECT:
        return None
    alike = one & verb & (traits.BE | traits.MODAL)
    return words[0] if alike else None


def _inverted(line: Line, words: list[int], target: int) -> int | None:
    """As in "Are you, um, do you know him?", "have you did you": the verb put right."""
    subject = line.after[target]
    if len(words) != 2 or line.gap[subject] or line.word[subject] != line.word[words[1]]:
        return None
    one, two = line.traits[words[0]], line.traits[target]
    verbs = bool(one & FINITE and two & FINITE and not two & traits.PARENTHETICAL)
    whole = line.gap[target] & STRONG or two & _HELPING  # but "do you want you"
    if not verbs or not whole or not line.traits[subject] & traits.SUBJECT:
        return None
    if line.gap[target] & PAUSE and not line.gap[target] & STRONG:
        return None  # "can you, will you, do it"
    return words[0] if line.word[words[0]] != line.word[target] else None


def _bare_article(line: Line, last: int, target: int) -> Match | None:
    """As in "and the, um, what we want": the noun never came."""
    if not line.traits[last] & traits.OPENS_REFERENCE:
        return None
    opens = line.traits[target] & (traits.QUESTION | traits.NOMINATIVE | traits.CONTRACTED)
    return _match(last, last, target) if opens else None


def _other_preposition(line: Line, last: int, target: int) -> Match | None:
    """As in "a group of, um, from the town", "in the, um, at the house"."""
    first = last
    if line.traits[last] & traits.ARTICLE:
        first = line.before[last]
    elif not line.traits[last] & traits.UNFINISHED:
        return None
    if first < 0 or not line.traits[first] & line.traits[target] & traits.PREPOSITION:
        return None
    if not line.traits[target] & traits.UNFINISHED:
        return None  # "from, um, within the system"
    behind = line.after[target]
    if line.word[first] == line.word[target] or line.gap[behind]:
        return None
    if not line.traits[behind] & traits.OPENS_REFERENCE or line.word[behind] in ("a", "an"):
        return None  # "of, um, at least ten", "for, um, about a week"
    before = line.before[first]
    for _ in range(_LONGEST):
        if before < 0 or line.gap[line.after[before]] & WALL:
            break
        if line.traits[before] & traits.WH:
            return None  # "what it is made of, um, in the end"
        before = line.before[before]
    return _match(first, last, target)


_PLAIN_PATTERNS: Final = (_ends_nothing, _inverted)
_PATTERNS: Final = (_ends_nothing, _question, _bare_subject, _other_subject, _inverted)
