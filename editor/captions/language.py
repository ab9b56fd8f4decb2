"""Language: the words of a language that a break had better not follow or precede."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Final

from editor.model.resources import resource_path

LANGUAGES: Final = ("en", "de", "fr", "es")
"""The languages whose word lists are shipped."""


@dataclass(frozen=True, slots=True)
class BreakWords:
    """A language's word lists, case folded.

    ``modifiers`` belong to the word behind them (degree words, adjectives, numerals), as do words
    of the ``modifier_endings``; ``units`` to a number before them.
    """

    articles: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    modifier_endings: tuple[str, ...] = ()

    def modifies(self, word: str) -> bool:
        """Whether a word (case folded) belongs to the one behind it."""
        if word in self.modifiers:
            return True
        return bool(self.modifier_endings) and word.endswith(self.modifier_endings)


@cache
def break_words(language: str) -> BreakWords:
    """The lists of a language (IETF tag), empty where none are shipped."""
    known = language.partition("-")[0].lower()
    if known not in LANGUAGES:
        return BreakWords()
    path = resource_path("captions", f"breaks-{known}.toml")
    lists = tomllib.loads(path.read_text("utf-8"))
    folded = {name: [word.casefold() for word in words] for name, words in lists.items()}
    endings = tuple(folded.pop("modifier_endings"))
    return BreakWords(
        **{name: frozenset(words) for name, words in folded.items()}, modifier_endings=endings
    )
