"""Filled pauses: "um", "uh", "äh" - and the words and units that only look like them."""

from __future__ import annotations

from typing import Final

from editor.cleaning import traits
from editor.cleaning.findings import Kind, Match
from editor.cleaning.gaps import BLOCK, HARD, PAUSE, SENTENCE
from editor.cleaning.line import Line

_CLEAR: Final = 0.99
_ALONE: Final = 0.6
"""Said alone it may be an answer."""
_UNSURE: Final = 0.5
"""A filler with a capital that may be somebody's name."""


def filled_pause(line: Line, index: int) -> Match | None:
    """A filler at ``index``, unless it is a name, an acronym, a unit, or spoken about."""
    if not line.traits[index] & traits.FILLER:
        return None
    if _is_answer(line, index):
        return None
    if _is_named(line, index) or _is_unit(line, index) or _is_mentioned(line, index):
        return None
    return Match("filler.pause", Kind.FILLER, _confidence(line, index), index, index)


def _confidence(line: Line, index: int) -> float:
    behind = line.gap[line.after[index]]
    alone = line.gap[index] & SENTENCE and behind & SENTENCE
    if line.traits[index] & traits.REPLY and (
        alone or line.gap[index] & SENTENCE or "-" in line.word[index]
    ):
        return _ALONE  # two syllables ("mm-hmm") are an answer wherever they stand
    if alone and line.text[line.end(index) : line.end(index) + 1] == "?":
        return _ALONE
    if line.is_capital(index) and line.opens_sentence(index) and not behind & (PAUSE | HARD):
        return _UNSURE if _may_name(line, line.after[index]) else _CLEAR
    return _CLEAR


def _may_name(line: Line, behind: int) -> bool:
    """Whether a word may be the second of a name that the first of a sentence begins."""
    grammar = line.traits[behind] & (traits.FUNCTION | traits.INTERJECTION)
    return behind < line.count and line.is_capital(behind) and not grammar


def _is_answer(line: Line, index: int) -> bool:
    """As in "uh oh", "uh huh": two sounds that together say something."""
    kept = line.pack.phrases_kept
    before, behind = line.before[index], line.after[index]
    return (line.word[index], line.word[behind]) in kept or (
        before >= 0 and (line.word[before], line.word[index]) in kept
    )


def _is_named(line: Line, index: int) -> bool:
    """As in "Umm Kulthum", "the ER", "Er Rachidia": capitals that are no sentence's first."""
    if line.is_shouted(index):
        return True
    if not line.is_capital(index):
        return False
    before = line.before[index]
    if before >= 0 and line.word[before] in line.pack.data.titles:
        return True
    behind = line.after[index]
    joined = behind < line.count and not line.gap[behind] & (PAUSE | HARD)
    said = line.traits[behind] & (traits.INTERJECTION | traits.ADVERB)  # "Uh Yeah"
    follows_name = joined and line.is_name(behind) and not said
    return follows_name or (joined and not line.opens_sentence(index))


def _is_unit(line: Line, index: int) -> bool:
    """As in "5 mm", "in mm": a unit unless a pause stands before it."""
    return (
        line.before[index] >= 0
        and line.word[index] in line.pack.data.filled_pause.units
        and not line.gap[index] & (PAUSE | HARD)
    )


def _is_glued(line: Line, index: int) -> bool:
    """As in "Earth First!er", "‘th’, ‘er’ and ‘ed’": a part of a word, or set in single quotes."""
    start, end = line.start[index], line.end(index)
    quoted = line.text[start - 1] in "'‘" and line.text[end : end + 1] in ("'", "’")
    return quoted or line.text[start - 1] in "!?"


def _is_mentioned(line: Line, index: int) -> bool:
    """As in "The word um", "say uh a lot", "um and uh": spoken about, not said."""
    gap, pause = line.gap, line.pack.data.filled_pause
    behind, before = line.after[index], line.before[index]
    if gap[index] & BLOCK and (gap[behind] & BLOCK or _is_glued(line, index)):
        return True
    link = line.after[behind] if behind < line.count else line.count
    if before < 0 or gap[index] & (PAUSE | HARD):
        return False
    word = line.word[before]
    if line.traits[behind] & traits.COORDINATOR and line.traits[link] & traits.FILLER:
        # "the words um and uh", "full of ums and uhs", but "that happened uh and uh it was good"
        endings = ("", *line.pack.data.plural_endings)
        several = any(word.removesuffix(ending) in pause.mention_after for ending in endings)
        listed = several or word in pause.mention_verbs
        of = line.traits[before] & (traits.PREPOSITION | traits.ARTICLE)
        return bool(listed or of) and not (gap[behind] | gap[link]) & (PAUSE | HARD)
    named = line.traits[before] & traits.ARTICLE and gap[behind] & HARD  # "It ended with an um."
    if word in pause.mention_after or named:
        return True
    if word in pause.mention_verbs:
        return not gap[behind] & PAUSE or bool(gap[behind] & SENTENCE)
    joined = bool(line.traits[before] & traits.COORDINATOR)
    return joined and bool(line.traits[line.before[before]] & traits.FILLER)
