"""Boundaries: what it costs to part two words, by what stands before and after them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from editor.captions.spoken import Unit
from editor.model.render import SENTENCE_END
from editor.model.resources import resource_path
from editor.model.time import Ms

SENTENCE: Final = 0.0
CLAUSE: Final = 1.5
BEFORE_CONJUNCTION: Final = 3.0
BEFORE_PREPOSITION: Final = 4.0
PLAIN: Final = 6.0
AFTER_AUXILIARY: Final = 8.0
INSIDE_NAME: Final = 9.0
AFTER_PREPOSITION: Final = 10.0
AFTER_ARTICLE: Final = 12.0
AFTER_TITLE: Final = 14.0
PAUSE_BONUS: Final = 4.0
PAUSE_LIMIT: Ms = 600

_QUOTES: Final = "\"'’”»)]"
_CLAUSE_MARKS: Final = ",;:–—،、"


@dataclass(frozen=True, slots=True)
class BreakWords:
    """A language's word lists, lower case: what a break had better not follow or precede."""

    articles: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()


@cache
def break_words(language: str) -> BreakWords:
    """The lists of a language (IETF tag), empty where none are shipped."""
    path = resource_path("captions", f"breaks-{language.partition('-')[0].lower()}.toml")
    if not path.is_file():
        return BreakWords()
    lists = tomllib.loads(path.read_text("utf-8"))
    lowered = {name: frozenset(word.casefold() for word in words) for name, words in lists.items()}
    return BreakWords(**lowered)


def costs(units: Sequence[Unit], words: BreakWords) -> list[float]:
    """What it costs to part each unit from the next; nothing after the last."""
    return [_cost(left, right, words) for left, right in pairwise(units)] + [SENTENCE]


def ends_sentence(unit: Unit) -> bool:
    """Whether a sentence ends with this unit; ``Dr.`` and ``J.`` do not end one."""
    bare = unit.text.rstrip(_QUOTES)
    return bare[-1:] in SENTENCE_END and len(bare) > 0


def _cost(left: Unit, right: Unit, words: BreakWords) -> float:
    pause = min(max(0, right.start - left.end), PAUSE_LIMIT) / 1000
    return _word_cost(left, right, words) - PAUSE_BONUS * pause


def _word_cost(left: Unit, right: Unit, words: BreakWords) -> float:
    before, after = _bare(left.text), _bare(right.text)
    if before in words.titles:
        return AFTER_TITLE
    if ends_sentence(left):
        return SENTENCE
    if left.text.rstrip(_QUOTES)[-1:] in _CLAUSE_MARKS:
        return CLAUSE
    if before in words.articles or before in words.possessives:
        return AFTER_ARTICLE
    if before in words.prepositions or before in words.conjunctions:
        return AFTER_PREPOSITION
    if _is_name(left.text, right.text) or before.isdigit() or before in words.pronouns:
        return INSIDE_NAME
    if before in words.auxiliaries:
        return AFTER_AUXILIARY
    if after in words.conjunctions:
        return BEFORE_CONJUNCTION
    return BEFORE_PREPOSITION if after in words.prepositions else PLAIN


def _bare(text: str) -> str:
    return text.strip(_QUOTES + _CLAUSE_MARKS + SENTENCE_END + "([«“‘").casefold()


def _is_name(left: str, right: str) -> bool:
    return left[:1].isupper() and right[:1].isupper() and len(left) > 1
