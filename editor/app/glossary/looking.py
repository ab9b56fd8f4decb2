"""Looking: where a glossary's corrections apply, what looks like its terms, and new terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import normalize

from editor.app.glossary.entries import Entry
from editor.app.jobs import Step, Work
from editor.model.episode import Episode
from editor.model.words import ADDRESS, WORD

if TYPE_CHECKING:
    import regex

LIKE: Final = 78
"""Likeness (of 100) from which two words may be one misheard: Clenton and Clinton have 86."""
SHORTEST: Final = 4
"""Letters of the shortest word that may look like another: of three, everything does."""
OFTEN: Final = 3
"""Times a capital word has to be said to be taken for a name."""
_NAME: Final = r"\b\p{Ll}?\p{Lu}(?:[\p{L}\p{M}\p{N}'’&-]|\.(?=\p{L}))*"
_NAMES: Final = rf"{_NAME}(?:\s++{_NAME})*"
_PARTICLE: Final = (
    r"(?:&|al|bin|da|de|del|della|den|der|di|do|dos|du|el|ibn|la|le|of|ten|ter|van|von|wa|zu)"
)
_TERM: Final = (
    rf"{_NAMES}(?:\s++{_PARTICLE}\s++(?:(?:the|la|de[nr])\s++)?{_NAMES}(?:\s++and\s++{_NAMES})?"
    rf"|\s++for\s++(?:the\s++)?{_NAMES})*"
)
"""A name of one word or more: Ursula von der Leyen, the Department of Health and Social Care.

Beyond that “and” joins people, each of whom is a name.
"""
_PORTION: Final = 100
"""Lines looked at between two steps of a harvest."""
_SMALL: Final = 5
"""Times a word is said without a capital that make it no name, though it once has one."""


class Place(NamedTuple):
    """Characters ``start`` to ``end`` of a line's text, and what might stand there."""

    start: int
    end: int
    written: str
    likeness: float = 100.0


class Corrections:
    """Finds what a glossary says is misheard: exactly these words, whole, in this case."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._written = {entry.misheard: entry.written for entry in entries if entry.misheard}
        words = sorted(self._written, key=len, reverse=True)
        body = "|".join(re.escape(word) for word in words)
        # “Don” is no whole word in “Don't”, and is one in “Don's”.
        whole = r"(?!\w|['’](?!s\b)\w)"
        self._pattern = re.compile(rf"(?<!\w)(?:{body}){whole}") if words else None

    def of(self, text: str) -> list[Place]:
        """The places of a text."""
        if self._pattern is None:
            return []
        found = self._pattern.finditer(text)
        return [Place(hit.start(), hit.end(), self._written[hit[0]]) for hit in found]


class LookAlikes:
    """Finds words that look like a term and are none; never more than a suggestion.

    ``ordinary`` says whether a word is one of the language: those are left alone, because a tool
    that does not turned "work" into "York" 24 times.
    """

    def __init__(self, terms: Collection[str], ordinary: Callable[[str], bool]) -> None:
        parts = {part for term in terms for part in term.split() if len(part) >= SHORTEST}
        self._terms = sorted(parts)
        self._known = {part.casefold() for part in parts}
        self._ordinary = ordinary
        self._seen: dict[str, tuple[str, float] | None] = {}

    def of(self, text: str) -> list[Place]:
        """The places of a text."""
        if not self._terms:
            return []
        places = []
        for found in WORD.finditer(text):
            like = self._like(found[0].removesuffix("'s").removesuffix("’s"))
            if like is not None:
                bare = len(found[0].removesuffix("'s").removesuffix("’s"))
                places.append(Place(found.start(), found.start() + bare, *like))
        return places

    def _like(self, word: str) -> tuple[str, float] | None:
        if len(word) < SHORTEST or word.casefold() in self._known:
            return None
        if word not in self._seen:
            self._seen[word] = self._compared(word)
        return self._seen[word]

    def _compared(self, word: str) -> tuple[str, float] | None:
        # Imported here: it takes 60 ms, and only a look through the episode asks.
        from rapidfuzz import fuzz, process

        best = process.extractOne(
            word, self._terms, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=LIKE
        )
        if best is None or self._ordinary(word):
            return None
        return best[0], float(best[1])


def harvest(episode: Episode, known: Collection[str] = ()) -> Work[list[str]]:
    """Names and terms that may belong into the glossary, the likeliest first.

    People, then what is written with a capital inside a sentence of the show notes, the title and
    the chapters, then such words of the transcript that come three times or more.
    """
    people = [speaker.name for speaker in episode.speakers]
    notes = [episode.info.title, *episode.info.show_notes.splitlines()]
    notes += [chapter.title for chapter in episode.chapters]
    written = Counter(word for text in notes for word in _capitals(text))
    spoken, small = Counter[str](), Counter[str]()
    for at, line in enumerate(episode.transcript):
        if at % _PORTION == 0:
            yield Step(at, len(episode.transcript), "harvest")
        spoken.update(_capitals(line.text))
        small.update(WORD.findall(line.text))
    told = [word for word, _ in written.most_common() if small[word.lower()] < _SMALL]
    often = [word for word, count in spoken.most_common() if count >= OFTEN]
    said = [word for word in often if word.lower() not in small]
    found = dict.fromkeys([*people, *told, *said])
    return [term for term in found if term and term not in known]


@cache
def _term() -> regex.Pattern[str]:
    # Imported here: it takes 20 ms, and only a harvest asks for what is a capital everywhere.
    import regex

    return regex.compile(_TERM)


def _capitals(text: str) -> Iterator[str]:
    """Words with a capital where no sentence begins."""
    text = ADDRESS.sub(" ", normalize("NFC", text))
    for found in _term().finditer(text):
        before = text[: found.start()].rstrip()
        if before and before[-1] not in '.?!…:•-–—"“(':
            term = found[0].strip(".-'’& ").removesuffix("'s").removesuffix("’s")
            if len(term) > 1 and term not in _COMMON:
                yield term


_COMMON: Final = frozenset({"I", "I'm", "I've", "I'll", "I'd", "OK", "I’m", "I’ve", "I’ll", "I’d"})
