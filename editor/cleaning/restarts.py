"""Restarts: starts that grammar shows to be broken off by what follows them."""

from __future__ import annotations

from typing import Final

from editor.cleaning import traits
from editor.cleaning.beginnings import begun, main_clause_follows
from editor.cleaning.clauses import CLAUSE_EDGE, FINITE, FRESH_SUBJECT, LINK, is_aside
from editor.cleaning.findings import ASK, DOUBT, LIKELY, SURE, Kind, Match
from editor.cleaning.gaps import COMMA, GONE, HARD, PAUSE, SENTENCE, STRONG, WALL
from editor.cleaning.line import Line
from editor.cleaning.retraces import retraced

OPENERS: Final = (
    traits.FUNCTION
    | traits.NUMBER
    | traits.PAIR
    | traits.OPENS_REFERENCE
    | traits.MODAL
    | traits.BE
    | traits.SUBJECT
    | traits.WEAK_SUBJECT
    | traits.UNFINISHED
    | FRESH_SUBJECT
)
"""Of which the first word of a restart has one."""
PAIRS: Final = (
    (traits.OPENS_REFERENCE, traits.OPENS_REFERENCE | FRESH_SUBJECT | traits.PREPOSITION),
    (traits.MODAL, traits.MODAL),
    (traits.BE, traits.BE),
    (
        FRESH_SUBJECT | traits.WEAK_SUBJECT | traits.UNFINISHED,
        FRESH_SUBJECT | traits.SUBJECT | traits.SUBORDINATOR | traits.QUESTION,
    ),
)
"""Traits of a first and a second word between which a restart may lie.

The last first is one that may dangle.
"""

_LABELS_NEAR: Final = 4
"""Words on in which another letter makes both labels."""


def restart(line: Line, index: int) -> Match | None:
    """The words from ``index`` on that were broken off, where the words behind them prove it."""
    target = line.after[index]
    if target < line.count and not line.gap[target] & WALL:
        strong = line.gap[target] & STRONG
        found = (begun(line, index) if strong else None) or _of_pair(line, index, target)
        if found is not None:
            return found
        found = _hedged(line, index)
        if found is None and line.recurs[index]:
            found = retraced(line, index)
        return found or _same_subject_again(line, index) or begun(line, index)
    return _dangling(line, index) if line.gap[target] & HARD else None


def _match(rule: str, confidence: float, first: int, last: int, kept: int) -> Match:
    return Match(f"restart.{rule}", Kind.RESTART, confidence, first, last, (kept, kept))


def _of_pair(line: Line, index: int, target: int) -> Match | None:
    """Two words of which the second cannot follow the first."""
    here, there = line.traits[index], line.traits[target]
    if here & traits.PAIR and line.word[target] in line.pack.broken_pairs.get(line.word[index], ()):
        return _broken_pair(line, index, target)
    if here & traits.OPENS_REFERENCE:
        if there & traits.OPENS_REFERENCE:
            return _two_articles(line, index, target)
        if there & FRESH_SUBJECT:
            return _article_and_subject(line, index, target)
        return _article_and_preposition(line, index, target)
    if here & there & (traits.MODAL | traits.BE):
        return _two_verbs(line, index, target)
    if not _is_subject_here(line, index):
        return None
    if (
        there & FRESH_SUBJECT
        or _is_same_subject(line, index, target)
        or _is_other_subject(line, index, target)
    ):
        return _two_subjects(line, index, target)
    return _subject_and_clause(line, index, target)


def _broken_pair(line: Line, index: int, target: int) -> Match | None:
    link = line.gap[target]
    if (line.word[target], line.word[line.after[target]]) in line.pack.phrases_kept:
        return None  # "their a cappella group"
    capital = line.is_capital(index) and not line.traits[index] & traits.NOMINATIVE
    letter = len(line.word[index]) == 1 and (capital or _is_label(line, index))
    titled = line.is_capital(target) and not line.traits[target] & traits.CONJUNCTION
    if (
        letter
        or titled  # "the Some variant", "the IS group"
        or (capital and not line.opens_sentence(index))
    ):
        return None
    asked = link & PAUSE and not link & STRONG
    last = line.gap[line.after[target]] & HARD  # "an if and a but."
    return _match("pair", ASK if asked or last else LIKELY, index, index, target)


def _is_label(line: Line, index: int) -> bool:
    """As in "if a and b are equal": another letter near by makes this one a name too."""
    near = [line.before[index], line.before[line.before[index]], *line.ahead(index, _LABELS_NEAR)]
    return any(
        len(line.word[i]) == 1 and line.word[i] != line.word[index] and line.word[i] not in "io"
        for i in near
        if 0 <= i < line.count
    )


def _article_and_preposition(line: Line, index: int, target: int) -> Match | None:
    """As in "The in the": the noun never came."""
    behind = line.traits[line.after[target]]
    if not line.traits[target] & traits.PREPOSITION or not behind & traits.OPENS_REFERENCE:
        return None
    if line.gap[line.after[target]] & WALL or not line.traits[index] & traits.ARTICLE:
        return None
    if line.is_capital(index) and not line.opens_sentence(index):
        return None
    return _match("article", LIKELY, index, index, target)


def _subject_and_clause(line: Line, index: int, target: int) -> Match | None:
    """As in "I when I was", "we if we": a subject left for a clause that has its own."""
    if not line.traits[target] & (traits.SUBORDINATOR | traits.QUESTION):
        return None
    behind = line.traits[line.after[target]]
    own = traits.SUBJECT | traits.CONTRACTED
    if line.traits[target] & traits.QUESTION:
        own |= traits.AUXILIARY | traits.MODAL | traits.VERB  # "she how do people"
    if not behind & own or line.gap[target] & PAUSE:
        return None
    if line.traits[index] & traits.CONTRACTED or not _stands_first(line, index):
        return None
    if not main_clause_follows(line, target):
        return None
    return _match("subject", LIKELY, index, index, target)


def _stands_first(line: Line, index: int) -> bool:
    """Whether a clause begins with the word."""
    before = line.traits[line.before[index]]
    return bool(line.gap[index] & CLAUSE_EDGE or before & (LINK | traits.ADVERB))


def _is_subject_here(line: Line, index: int) -> bool:
    """Whether the word can only be a subject: by form ("I", "it's") or by place ("and it")."""
    bits = line.traits[index]
    if bits & FRESH_SUBJECT:
        return True
    if not bits & traits.WEAK_SUBJECT:
        return False
    before = line.traits[line.before[index]]
    if line.gap[index] & (PAUSE | GONE):
        return bool(line.traits[line.after[index]] & FINITE)
    opens = LINK | traits.ADVERB | traits.COMPLEMENTIZER
    return bool(line.gap[index] & SENTENCE or before & opens)


def _is_same_subject(line: Line, index: int, target: int) -> bool:
    """As in "It's it was": the pronoun of the contraction before it, with a verb."""
    pronoun = line.word[target]
    behind = line.traits[line.after[target]]
    return (
        bool(line.traits[index] & traits.CONTRACTED)
        and bool(line.traits[target] & traits.WEAK_SUBJECT)
        and line.word[index].startswith(pronoun + "'")
        and bool(behind & (traits.VERB | traits.AUXILIARY | traits.MODAL))
    )


def _is_other_subject(line: Line, index: int, target: int) -> bool:
    """As in "I it was": a subject, then one that could be an object but has a verb of its own."""
    behind = line.traits[line.after[target]]
    return (
        bool(line.traits[index] & traits.NOMINATIVE)
        and bool(line.traits[target] & traits.WEAK_SUBJECT)
        and bool(behind & (traits.BE | traits.MODAL))
        and not line.gap[target] & PAUSE
        and _stands_first(line, index)
    )


def _two_subjects(line: Line, index: int, target: int) -> Match | None:
    """As in "I we need", "it's they're".

    A subject, or a subject and its verb, without what it is about.
    """
    if is_aside(line, target) or line.traits[line.after[target]] & traits.RELATIVE:
        return None
    before = line.before[index]
    bits_before = line.traits[before]
    contracted = line.traits[index] & traits.CONTRACTED
    confidence = SURE if contracted else LIKELY
    if line.gap[target] & COMMA and not line.gap[target] & STRONG and not contracted:
        whole = line.traits[target] & traits.CONTRACTED
        starts = whole or line.traits[line.after[target]] & (FINITE | traits.ADVERB)
        confidence = LIKELY if starts and not line.gap[line.after[target]] & PAUSE else ASK
    if not contracted and before >= 0 and not line.gap[index] & CLAUSE_EDGE:
        inverted = bits_before & (traits.AUXILIARY | traits.MODAL | traits.VERB)
        listed = bits_before & traits.COORDINATOR and line.before[before] >= 0
        if inverted or listed or line.is_name(before) or bits_before & traits.COMPARING:
            confidence = DOUBT
    return _match("subject", confidence, index, index, target)


def _two_articles(line: Line, index: int, target: int) -> Match | None:
    """As in "The a", "a my"."""
    if line.word[index] == line.word[target] or line.is_capital(target):
        return None
    if (line.word[target], line.word[line.after[target]]) in line.pack.phrases_kept:
        return None  # "the a priori view"
    if line.is_capital(index) and not line.opens_sentence(index):
        return None
    typo = line.traits[index] & traits.POSSESSIVE and line.traits[target] & traits.ARTICLE
    return _match("article", ASK if typo else SURE, index, index, target)


def _article_and_subject(line: Line, index: int, target: int) -> Match | None:
    """As in "There's a it's": the clause that ran into the article goes with it."""
    if is_aside(line, target) or (line.is_capital(index) and not line.opens_sentence(index)):
        return None
    start = _clause_start(line, index)
    if start is None:
        return _match("article", DOUBT, index, index, target)
    return _match("clause", LIKELY, start, index, target)


def _clause_start(line: Line, article: int) -> int | None:
    """Where the clause that ends in the article began.

    "there's a", "we have the", "and it was my".
    """
    verb = line.before[article]
    if verb < 0 or line.gap[article] & WALL:
        return None
    if line.traits[verb] & traits.CONTRACTED:
        subject = verb
    else:
        subject = line.before[verb]
        if (
            subject < 0
            or line.gap[verb] & WALL
            or not line.traits[verb] & traits.VERB
            or not line.traits[subject] & traits.SUBJECT
        ):
            return None
    before = line.traits[line.before[subject]]
    return subject if line.gap[subject] & CLAUSE_EDGE or before & LINK else None


def _two_verbs(line: Line, index: int, target: int) -> Match | None:
    """As in "We can could", "they is are": the verb put right at once."""
    subject = line.before[index]
    if subject < 0 or line.word[index] == line.word[target]:
        return None
    if not line.traits[subject] & traits.SUBJECT or not _begins_clause(line, subject):
        return None
    if line.word[line.after[target]] == line.word[subject]:
        return _match("verb", LIKELY, subject, index, target)  # "we could, um, can we"
    listed = line.gap[target] & PAUSE and not line.gap[target] & STRONG  # "is, was and will be"
    return _match("verb", ASK if listed else LIKELY, index, index, target)


def _hedged(line: Line, index: int) -> Match | None:
    """As in "The sort of the": an article that a hedge parted from the article said again."""
    if not line.traits[index] & traits.OPENS_REFERENCE:
        return None
    for hedge in line.pack.data.hedges_between:
        if line.word[line.after[index]] != hedge[0]:
            continue
        size = len(hedge) + 1
        run = line.ahead(index, size + 1)
        if len(run) > size and tuple(line.word[i] for i in run[1:size]) == hedge:
            again = run[size]
            if line.traits[again] & traits.OPENS_REFERENCE:
                alike = line.word[index] == line.word[again] and line.word[index] not in ("a", "an")
                return _match("hedge", SURE if alike else ASK, index, run[size - 1], again)
    return None


def _same_subject_again(line: Line, subject: int) -> Match | None:
    """As in "It was it is", "I can I could", "we have we need": the subject with another verb."""
    if not line.traits[subject] & traits.SUBJECT:
        return None
    verb = line.after[subject]
    again = line.after[verb] if verb < line.count else line.count
    if again < line.count and line.word[again] in line.pack.hedge_words:
        again = _behind_hedge(line, again)
    if again >= line.count or not _is_said_again(line, subject, again):
        return None
    if line.gap[verb] & WALL or line.gap[again] & WALL:
        return None
    last = line.before[again]
    if line.traits[subject] & traits.WEAK_SUBJECT and not _is_subject_here(line, subject):
        return None
    bits = line.traits[verb]
    other = line.traits[line.after[again]]
    contracted = line.traits[again] & traits.CONTRACTED
    behind = line.after[line.after[again]] if other & traits.ADVERB else line.count
    if bits & FINITE and line.gap[again] & STRONG and line.word[behind] == line.word[verb]:
        return _match("subject", LIKELY, subject, last, again)  # "we need, um, we really need"
    if not contracted and not other & FINITE:
        return None
    if is_aside(line, again):
        return None
    if line.word[verb] == line.word[line.after[again]]:
        hedged = last != verb and bits & (traits.AUXILIARY | traits.MODAL)
        return _match("subject", LIKELY, subject, last, again) if hedged else None
    link = line.gap[again]
    asked = link & PAUSE and not link & STRONG
    if bits & (traits.AUXILIARY | traits.MODAL):
        sure = not asked and _begins_clause(line, subject)
    else:
        plain = bits & traits.VERB and not bits & traits.PARENTHETICAL
        if not plain:
            return None
        sure = not asked and _stands_first(line, subject) and _begins_clause(line, subject)
    return _match("subject", LIKELY if sure else DOUBT, subject, last, again)


def _behind_hedge(line: Line, index: int) -> int:
    """The word behind a hedge at ``index``, as in "it was kind of it was"; else ``index``."""
    for hedge in line.pack.data.hedges_between:
        run = line.ahead(index, len(hedge) + 1)
        if len(run) > len(hedge) and tuple(line.word[i] for i in run[:-1]) == hedge:
            return run[-1]
    return index


def _is_said_again(line: Line, subject: int, again: int) -> bool:
    """The same pronoun, alone or contracted: "it ... it", "it ... it's"."""
    one, two = line.word[subject], line.word[again]
    return one == two or two.startswith(one + "'")


def _begins_clause(line: Line, subject: int) -> bool:
    """Whether no "what" or "all" before makes "it is" the end of a clause of its own."""
    before = line.before[subject]
    if line.gap[subject] & SENTENCE:
        return True
    for _ in range(4):
        if before < 0 or line.gap[line.after[before]] & WALL:
            return True
        if line.traits[before] & (traits.WH | traits.INTERJECTION):
            return bool(line.traits[before] & traits.INTERJECTION and line.gap[subject] & PAUSE)
        before = line.before[before]
    return True


def _dangling(line: Line, index: int) -> Match | None:
    """As in "... to five years I?": a subject at the end of a sentence that it cannot end."""
    before = line.before[index]
    if not line.traits[index] & traits.NOMINATIVE or before < 0 or line.gap[index]:
        return None
    bits = line.traits[before]
    grammar = bits & ~(traits.DOUBLE_OK | traits.FRAGMENT)
    if grammar or line.is_capital(before) or line.word[before] in line.pack.letter_nouns:
        return None
    if not line.word[before].endswith(tuple(line.pack.data.plural_endings)):
        return Match("restart.dangling", Kind.RESTART, ASK, index, index)
    return Match("restart.dangling", Kind.RESTART, LIKELY, index, index)
