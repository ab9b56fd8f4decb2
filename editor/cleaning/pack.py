"""Language packs: what a language calls a filler or a stumble, read when first asked for."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from editor.cleaning import traits
from editor.cleaning.outlook import hint, pair_hint
from editor.cleaning.schema import DoubleRule, Marker, PackData, Style, check
from editor.model.errors import UserError
from editor.model.resources import resource_path

FOLDER: Final = "languages"
KEEP_TESTS: Final = 20
"""A pack with fewer sentences that must stay whole only suggests (our own choice)."""
LONGEST_FRAGMENT: Final = 7
"""Letters; the word lists hold no longer words (resources/languages/make_word_lists.py)."""
SHORTEST_PLURAL: Final = 4
"""Letters; a shorter one is as likely a beginning: "pas" of "past"."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")


Facts = tuple[str, int, int, int]
"""A word in lower case, its traits, and what of them matters for the outlook, alone and paired."""


class Pack:
    """One language, ready to use."""

    def __init__(self, data: PackData, words: frozenset[str] = frozenset()) -> None:
        self.data = data
        self.trusted = sum(test.keeps for test in data.tests) >= KEEP_TESTS
        self.doubles: dict[str, DoubleRule] = {
            word: rule for rule in data.doubles for word in rule.words
        }
        self.broken_pairs: defaultdict[str, set[str]] = defaultdict(set)
        for pair in data.broken_pairs:
            for word in pair.first:
                self.broken_pairs[word] |= pair.second
        self.markers: defaultdict[str, list[Marker]] = defaultdict(list)
        for marker in data.markers:
            self.markers[marker.words[0]].append(marker)
        self.phrases_kept = frozenset(data.phrases_kept)
        self.hedge_words = frozenset(hedge[0] for hedge in data.hedges_between)
        self.letter_nouns = data.letter_nouns
        self.rare_words = data.rare_words
        self.facts_of = lru_cache(maxsize=1 << 16)(self._facts_of)
        self._words = words
        self._known = data.short_words | data.more_words | data.number_words
        self._classes = _bits_by_word(data)
        self._filler = _any_of(data.filled_pause.patterns)
        self._reply = _any_of(data.filled_pause.replies)

    def traits_of(self, surface: str) -> int:
        """The bits of a word as it is written."""
        return self.facts_of(surface)[1]

    def _facts_of(self, surface: str) -> Facts:
        """What is known of a word as it is written."""
        word = surface.lower().replace("’", "'")
        bits = self._bits_of(surface, word)
        return word, bits, hint(bits), pair_hint(bits)

    def _bits_of(self, surface: str, word: str) -> int:
        bits = self._classes.get(word, 0)
        if word.endswith(self.data.negative_endings) and self.data.negative_endings:
            bits |= traits.NEGATION
        if any(sign.isdigit() for sign in word):
            bits |= traits.NUMBER
        if self._filler.fullmatch(word):
            bits |= traits.FILLER
        if self._reply.fullmatch(word):
            bits |= traits.REPLY
        if not bits & ~traits.DOUBLE_OK and self._is_fragment(surface, word):
            bits |= traits.FRAGMENT
        return bits

    def _is_fragment(self, surface: str, word: str) -> bool:
        """Whether these letters are no word; without a word list nothing is called a fragment."""
        return (
            bool(self._words)
            and len(word) <= LONGEST_FRAGMENT
            and _LETTERS.fullmatch(word) is not None
            and word not in self._known
            and word not in self._words
            and not self._is_plural(word)
            and not (surface[0].isupper() and surface in self._words)
        )

    def _is_plural(self, word: str) -> bool:
        """Whether a listed word with an ending: "files", which begins "filesystem"."""
        return len(word) > SHORTEST_PLURAL and any(
            word.endswith(ending) and word.removesuffix(ending) in self._words
            for ending in self.data.plural_endings
        )


def _bits_by_word(data: PackData) -> dict[str, int]:
    bits: defaultdict[str, int] = defaultdict(int)
    for name, words in data.classes.items():
        for word in words:
            bits[word] |= traits.BY_NAME[name]
    for word in data.number_words:
        bits[word] |= traits.NUMBER
    for word in data.negations:
        bits[word] |= traits.NEGATION
    for pair in data.broken_pairs:
        _add(bits, pair.first, traits.PAIR)
        _add(bits, pair.second, traits.PAIR_NEXT)
    for hedge in data.hedges_between:
        _add(bits, data.classes["article"] | data.classes["possessive"], traits.PAIR)
        _add(bits, hedge[:1], traits.PAIR_NEXT)
    for marker in data.markers:
        alone = traits.HEDGE if marker.style is Style.HEDGE else traits.MARKER
        _add(bits, marker.words[:1], traits.MARKER_FIRST if marker.words[1:] else alone)
        _add(bits, marker.words[1:2], traits.MARKER_NEXT)
    for phrase in data.corrections:
        _add(bits, phrase[:1], traits.MARKER_FIRST if phrase[1:] else traits.MARKER)
        _add(bits, phrase[1:2], traits.MARKER_NEXT)
    return dict(bits)


def _add(bits: defaultdict[str, int], words: Iterable[str], trait: int) -> None:
    for word in words:
        bits[word] |= trait


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")


def read(path: Path) -> Pack:
    """The pack of a data file. Raises ``UserError``.

    ``pack.unreadable`` (path), ``pack.bad`` (path, field, expected).
    """
    data, words = _read(path)
    for guest in data.guests if words else ():
        theirs, listed = _read(path.with_stem(guest))
        words |= listed | theirs.short_words | theirs.more_words
    return Pack(data, words)


def _read(path: Path) -> tuple[PackData, frozenset[str]]:
    """The data of a pack and its own word list, those of its guests left out."""
    try:
        raw = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UserError("pack.unreadable", path=str(path), reason=str(error)) from error
    data = check(raw, str(path))
    return data, _listed(path.parent / data.word_list) if data.word_list else frozenset()


def _listed(path: Path) -> frozenset[str]:
    try:
        return frozenset(gzip.decompress(path.read_bytes()).decode().split("\n"))
    except (OSError, EOFError, UnicodeError) as error:
        raise UserError("pack.unreadable", path=path.name, reason=str(error)) from error


@cache
def pack(lang: str) -> Pack:
    """The shipped pack of a language tag ("en", "en-GB"), read once.

    Where there is none, a pack that knows no word.
    """
    code = lang.replace("_", "-").partition("-")[0].lower()
    path = resource_path(FOLDER, f"{code}.json")
    if code.isalpha() and path.is_file():
        return read(path) if code == lang else pack(code)
    return Pack(check({"lang": code, "name": code, "version": 1}, ""))


def languages() -> tuple[str, ...]:
    """The tags of the shipped packs."""
    return tuple(sorted(path.stem for path in resource_path(FOLDER).glob("*.json")))
