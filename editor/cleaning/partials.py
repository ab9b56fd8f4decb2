"""Partial words: a beginning that is no word, said again and finished - "ta take", "w- we"."""

from __future__ import annotations

from typing import Final

from editor.cleaning import traits
from editor.cleaning.findings import Kind, Match
from editor.cleaning.gaps import BLOCK, PAUSE, SENTENCE, STRONG, WALL
from editor.cleaning.line import Line

_SURE: Final = 0.96
_LIKELY: Final = 0.93
_DOUBT: Final = 0.5
_LONG: Final = 5
_LISTED: Final = 3
"""Letters from which an unmarked fragment may be a word that the list has not got."""
_NAMES_START: Final = 0.4
_LABELS_NEAR: Final = 8
"""Words back in which another letter makes both labels."""


def partial(line: Line, index: int) -> Match | None:
    """A word broken off at ``index`` whose next live word begins the same way."""
    target = line.after[index]
    if target >= line.count or line.gap[target] & WALL:
        return None
    cut = line.is_cut(index)
    if not cut and not line.word[target].startswith(line.word[index]):
        return None
    if not cut and not line.traits[index] & traits.FRAGMENT and len(line.word[index]) > 1:
        return _grammar(line, index, target)
    if not _begins(line, index, target):
        return _unfinished(line, index, target)
    confidence = _confidence(line, index, target)
    if confidence is None:
        return None
    return Match("partial.word", Kind.PARTIAL, confidence, index, index, (target, target))


def _begins(line: Line, index: int, target: int) -> bool:
    part, whole = line.word[index], line.word[target]
    if whole == part or not whole.startswith(part):
        return False
    behind = whole[len(part)]
    return behind.isalpha() or (behind == "'" and len(part) == 1)


def _grammar(line: Line, index: int, target: int) -> Match | None:
    """As in "The they", "with within".

    A little word that cannot stand before the longer one it begins.
    """
    if not _begins(line, index, target):
        return None
    here, there = line.traits[index], line.traits[target]
    grammar = there & (traits.FUNCTION | traits.SUBJECT) and not there & traits.ADVERB
    odd = (here & traits.ARTICLE and grammar) or here & there & traits.PREPOSITION
    link = line.gap[target]
    letter = line.is_capital(index) and not line.opens_sentence(index)
    if not odd or letter or line.is_name(target) or (link & PAUSE and not link & STRONG):
        return None
    return Match("partial.grammar", Kind.PARTIAL, _LIKELY, index, index, (target, target))


def _unfinished(line: Line, index: int, target: int) -> Match | None:
    """Broken off and never finished: a person has to look."""
    if not line.is_cut(index) or not line.traits[index] & traits.FRAGMENT:
        return None
    if line.traits[target] & traits.COORDINATOR:
        return None
    return Match("partial.unfinished", Kind.PARTIAL, _DOUBT, index, index)


def _confidence(line: Line, index: int, target: int) -> float | None:
    if line.is_shouted(index):
        return None
    size, link = len(line.word[index]), line.gap[target]
    if line.is_cut(index):
        # "Vor- und Nachteile", "un- und": such a hyphen stands for a second half
        both = traits.COORDINATOR | traits.CONJUNCTION
        return _DOUBT if size > 1 and line.traits[target] & both == both else _SURE
    if size == 1:
        return _letter(line, index, target)
    rest = line.word[target][len(line.word[index]) :]
    if rest in line.pack.data.plural_endings and not line.traits[target] & traits.FUNCTION:
        return _DOUBT  # "a regex regexes use", but "thi this"
    if line.is_name(index) and not line.is_capital(target) and not link & STRONG:
        return _DOUBT  # "Mus musculus"
    if not link & STRONG and size >= (_LISTED if link & PAUSE else _LONG):
        return _DOUBT  # "ntp, ntpdate", "mips mipsel": of long ones a list or a name is as likely
    stands = line.opens_sentence(index) or word_before(line, index) & traits.POSSESSIVE
    if stands and line.word[index] in line.pack.rare_words:
        return None  # "My pa passed it on"
    if _is_name_begun(line, index, target):
        return _NAMES_START
    return _LIKELY if line.is_name(index) else _SURE


def _is_name_begun(line: Line, index: int, target: int) -> bool:
    """As in "Li Liweng", "Mac Macinelli": two capitals that neither grammar nor spelling asks for.

    Where every noun has a capital, a word before that a noun follows asks for both.
    """
    if not line.is_capital(index) or not line.is_capital(target):
        return False
    before = word_before(line, index)
    if line.pack.data.capital_nouns and before & traits.FUNCTION and not line.gap[index]:
        return False
    return not line.opens_sentence(index) or bool(line.gap[index] & PAUSE)


def word_before(line: Line, index: int) -> int:
    """The traits of the live word before; none at the start."""
    return line.traits[line.before[index]]


def _letter(line: Line, index: int, target: int) -> float | None:
    """One letter: "H how", but not "Plan B began", "a and", "I is"."""
    if not line.traits[index] & traits.FRAGMENT and line.word[index] in line.pack.data.short_words:
        return None
    if not line.word[index].isalpha() or line.gap[index] & BLOCK:
        return None
    alone = not line.gap[target] & (PAUSE | STRONG) and not line.traits[target] & traits.FUNCTION
    if alone and line.is_capital(index) and line.word[index] in line.pack.data.named_letters:
        return None  # "C compilers", "X rays"
    before = line.before[index]
    opens = line.gap[index] & SENTENCE
    if before >= 0 and not opens and line.word[before] in line.pack.letter_nouns:
        return None  # "from point, um, B"
    if before >= 0 and not opens and not line.gap[index] & STRONG:
        if line.is_capital(index) and not line.gap[index] & PAUSE and _is_label(line, index):
            return None
        if line.word[target] in line.pack.letter_nouns:
            return None  # "the k key"
        if line.is_name(before):
            return None
        if line.traits[before] & traits.NUMBER:
            return None
    if line.is_capital(index) and line.is_capital(target) and not line.gap[index] & SENTENCE:
        return _NAMES_START
    return _LIKELY


def _is_label(line: Line, index: int) -> bool:
    """As in "Plan B began", "A failed and B began", "the W wing": a letter that names a thing.

    Behind a link or a subject, where no other letter stands near, it can name none.
    """
    if not word_before(line, index) & (traits.CONJUNCTION | traits.SUBJECT | traits.AUXILIARY):
        return True
    before = line.before[index]
    for _ in range(_LABELS_NEAR):
        if before < 0:
            return False
        letter = line.is_capital(before) or line.traits[before] & traits.FRAGMENT
        grammar = line.traits[before] & traits.NOMINATIVE or line.opens_sentence(before)
        if len(line.word[before]) == 1 and letter and not grammar:
            return True
        before = line.before[before]
    return False
