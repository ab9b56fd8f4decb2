"""Names: who speaks, read from ``Name: text`` at the beginning of lines - where it is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

_NO_NAMES: Final = frozenset(
    {
        *("note", "notes", "warning", "question", "answer", "tip", "example", "update", "chapter"),
        *("part", "music", "song", "translation", "subtitles", "captions", "remember", "reminder"),
        *("summary", "conclusion", "first", "second", "third", "finally", "however", "so", "and"),
        *("but", "also", "well", "yes", "no", "ps", "http", "https"),
    }
)
_LONGEST: Final = 40
_RARE: Final = 500
"""A name that speaks in less than one line of so many is a word before a colon."""


def split_name(text: str) -> tuple[str, int] | None:
    """The name a line begins with, and where its words begin; ``None`` where it has none.

    A name is one to four words of letters, each with a capital or a number, before a colon and a
    space: ``Ann:``, ``Dr. Clay:``, ``SPEAKER 2:`` - not ``At 5:30``, ``Note:``, ``As I said:``.
    """
    colon = text.find(":", 1, _LONGEST)
    if colon < 0 or not text[colon + 1 : colon + 2].isspace():
        return None
    name = text[:colon].strip()
    words = name.split()
    if not 0 < len(words) <= 4 or name.casefold() in _NO_NAMES or not words[0][0].isalpha():
        return None
    if not all(_is_name_word(word) for word in words):
        return None
    spoken = len(text) - len(text[colon + 1 :].lstrip())
    return (name, spoken) if spoken < len(text) else None


def recurring(texts: Iterable[str], known: Iterable[str] = ()) -> dict[str, int]:
    """The names that lines begin with, with how often; commonest last among equals of the file.

    Only names that recur count, or that are ``known`` as people of the episode - or all of them,
    where every line begins with one, two lines at least.
    """
    people = {name.casefold() for name in known}
    found: Counter[str] = Counter()
    lines = said = 0
    for text in texts:
        lines += 1
        said += bool(text)
        if ":" in text and (split := split_name(text)):
            found[split[0]] += 1
    least = 1 if said == found.total() > 1 else max(2, lines // _RARE)
    return {
        name: count for name, count in found.items() if count >= least or name.casefold() in people
    }


def _is_name_word(word: str) -> bool:
    bare = word.rstrip(".")
    if bare.isdigit():
        return True
    if not bare.replace("-", "").replace("'", "").replace("’", "").replace(".", "").isalnum():
        return False
    return not bare[0].islower()
