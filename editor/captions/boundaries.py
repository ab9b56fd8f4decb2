"""Boundaries: what it costs to part two words, by what stands before and after them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from editor.captions.language import BreakWords
from editor.captions.profile import Costs
from editor.captions.spoken import Unit
from editor.model.render import SENTENCE_END

_QUOTES: Final = "\"'’”»)]"
_CLAUSE_MARKS: Final = ",;:–—،、"
_EDGES: Final = _QUOTES + _CLAUSE_MARKS + SENTENCE_END + "([«“‘¿¡"


def costs(units: Sequence[Unit], words: BreakWords, weights: Costs) -> list[float]:
    """What it costs to part each unit from the next; nothing after the last."""
    parted = []
    limit, pause = weights.pause_limit_ms, weights.pause / 1000
    for left, right in pairwise(units):
        cost = _word_cost(left.text, right.text, words, weights)
        if right.silence:
            cost -= pause * min(right.silence, limit)
        parted.append(cost)
    parted.append(weights.sentence)
    return parted


def ends_sentence(text: str, words: BreakWords) -> bool:
    """Whether a sentence ends with this word; ``Dr.`` and ``J.`` do not end one."""
    bare = text.rstrip(_QUOTES)
    if bare[-1:] not in SENTENCE_END or not bare:
        return False
    if bare[-1] != "." or bare.endswith(".."):
        return True
    word = bare[:-1].lstrip("([«“‘\"'")
    initial = len(word) == 1 and word.isupper() and word != "I"
    return not initial and word.casefold() not in words.titles


def bare_word(text: str) -> str:
    """A word without the punctuation on it, case folded."""
    return text.strip(_EDGES).casefold()


@lru_cache(maxsize=1 << 15)
def _word_cost(before: str, after: str, words: BreakWords, weights: Costs) -> float:
    """By the strongest reason to keep the two together, else by the best to part them."""
    left, right = bare_word(before), bare_word(after)
    if left in words.titles and after[:1].isupper() and before[-1:] not in _CLAUSE_MARKS:
        return weights.after_title
    if ends_sentence(before, words):
        return weights.sentence
    if before.rstrip(_QUOTES)[-1:] in _CLAUSE_MARKS:
        return weights.clause
    kept = _kept_together(before, after, left, right, words, weights)
    if kept is not None:
        return kept
    if right in words.conjunctions:
        return weights.before_conjunction
    return weights.before_preposition if right in words.prepositions else weights.plain


def _kept_together(
    before: str, after: str, left: str, right: str, words: BreakWords, weights: Costs
) -> float | None:
    """Why a line should not end here: what it costs all the same; ``None`` where nothing."""
    if left in words.articles or left in words.possessives:
        return weights.after_article
    if left in words.prepositions:
        return weights.after_preposition
    if left in words.conjunctions:
        return weights.after_conjunction
    if left in words.pronouns:
        return weights.after_pronoun
    if _is_name(before, after) or (left.isdigit() and (right in words.units or right.isdigit())):
        return weights.inside_name
    if left in words.auxiliaries:
        return weights.after_auxiliary
    if words.modifies(left) or left.isdigit():
        return None if right in words.conjunctions else weights.after_modifier
    return None


def _is_name(left: str, right: str) -> bool:
    return left[:1].isupper() and right[:1].isupper() and len(left) > 1
