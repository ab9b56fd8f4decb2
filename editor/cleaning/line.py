"""Line: the words of a line, the gaps between them, and which words are still live."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from editor.cleaning import traits
from editor.cleaning.gaps import COMMA, CUT, EDGE, HARD, HYPHENS, SCAR, WALL, classify
from editor.model.words import WORD

if TYPE_CHECKING:
    from editor.cleaning.pack import Pack

_SPLIT: Final = re.compile(f"({WORD.pattern})")

NO_WORD: Final = ("", 0, 0, 0)
"""The facts of the guard behind the last word."""
_NEAR: Final = 8
"""Words within which a repetition is looked for at first; struck words in between come on top."""
_NEXT: Final = 5
"""Words within which a restart takes a word up again."""
_FAR: Final = 30
"""Words within which one that is said again is kept in mind: strikes may bring it near."""


class Line:
    """The words of one line by index, with a last empty one as a guard on both ends.

    ``gap[i]`` tells what stands before word ``i``, ``nears[i]`` whether it is said again at once,
    ``recurs[i]`` whether soon, ``echoes[i]`` whether before long, ``gone[i]`` whether it has been
    struck; ``hints`` and ``pairs`` are what of the words matters for the outlook. Striking a word
    takes it out of the chain of live words (``after``, ``before``) and adds what stood around it to
    the gap that is left.
    """

    __slots__ = (
        "after",
        "before",
        "count",
        "echoes",
        "gap",
        "gone",
        "hints",
        "nears",
        "pack",
        "pairs",
        "raw_gap",
        "recurs",
        "start",
        "surface",
        "text",
        "traits",
        "word",
    )

    def __init__(self, text: str, pack: Pack) -> None:
        parts = _SPLIT.split(text)
        self.text = text
        self.pack = pack
        self.surface = parts[1::2]
        self.count = count = len(self.surface)
        facts = [*map(pack.facts_of, self.surface), NO_WORD]
        words, classes, hints, pairs = zip(*facts, strict=True)
        self.word: list[str] = list(words)
        self.traits: list[int] = list(classes)
        self.hints, self.pairs = bytes(hints), bytes(pairs)
        gaps = parts[0::2]
        bits = list(map(classify, gaps))
        bits[0] = _opening(gaps[0], bits[0])
        if count:
            bits[-1] = EDGE | bits[-1] if gaps[-1].strip() else EDGE
            if gaps[-1].rstrip() in HYPHENS:
                bits[-1] = EDGE | CUT  # "and the th-": the line breaks off
        self.gap = bits
        self.raw_gap = bits.copy()
        self.start = list(accumulate(map(len, parts), initial=0))[1::2]
        self.after = [*range(1, count + 2), 0]  # [-1] is the first live word
        self.before = list(range(-1, count))
        self.nears, self.recurs, self.echoes = _recurring(self.word)
        self.gone = bytearray(count + 1)

    def first_at(self, place: int) -> int:
        """The first word that begins at character ``place`` or behind it."""
        return bisect_left(self.start, place)

    def end(self, index: int) -> int:
        """The character behind word ``index``."""
        return self.start[index] + len(self.surface[index])

    def strike(self, first: int, last: int, evidence: int = 0) -> None:
        """Take the live words ``first`` to ``last`` out of the chain."""
        left, right = self.before[first], self.after[last]
        gap = self.gap
        bits, index = gap[right] | evidence, first
        while index != right:
            bits |= gap[index]
            self.gone[index] = True
            index = self.after[index]
        gap[right] = bits
        self.after[left] = right
        self.before[right] = left

    def join(self, left: int, right: int, kept: str) -> None:
        """Let two live words meet with ``kept`` between them, as they will in the clean line."""
        bits = classify(kept)
        if left < 0:
            bits = _opening(kept, bits)
        if right == self.count:
            bits = EDGE | bits if kept.strip() else EDGE
        self.gap[right] = bits
        if right < self.count and self.gone[right - 1] and right - 1 > left:
            self._recase(left + 1, right)

    def _recase(self, gone: int, right: int) -> None:
        """Give the capital of a sentence's first struck word on, as the rendering does."""
        surface, first = self.surface[right], self.surface[gone][:1]
        if self.opens_sentence(right):
            recased = surface[:1].upper() + surface[1:] if first.isupper() else surface
        elif self.word[gone] == self.word[right] and first.islower():
            recased = surface[:1].lower() + surface[1:]
        else:
            return
        if len(recased) == len(surface):
            self.surface[right] = recased
            self.traits[right] = self.pack.traits_of(recased)

    def ahead(self, index: int, limit: int) -> list[int]:
        """Up to ``limit`` live words from ``index`` on, ending at a wall."""
        found = [index]
        gap, after, count = self.gap, self.after, self.count
        while len(found) < limit:
            index = after[index]
            if index >= count or gap[index] & WALL:
                break
            found.append(index)
        return found

    def ahead_of(self, index: int, limit: int) -> list[int]:
        """Up to ``limit`` live words behind ``index``, whatever stands between them."""
        found: list[int] = []
        after, count = self.after, self.count
        index = after[index]
        while index < count and len(found) < limit:
            found.append(index)
            index = after[index]
        return found

    def opens_sentence(self, index: int) -> bool:
        """Whether the word is the first of a sentence, struck words left out."""
        return bool(self.gap[index] & (HARD | EDGE))

    def is_cut(self, index: int) -> bool:
        """Whether a hyphen hangs on the word: "w- we"."""
        return bool(self.raw_gap[index + 1] & CUT)

    def is_capital(self, index: int) -> bool:
        return self.surface[index][:1].isupper()

    def is_shouted(self, index: int) -> bool:
        """Two or more capitals and nothing else, in a line that is not written so throughout."""
        surface = self.surface[index]
        return len(surface) > 1 and surface.isupper() and not self.text.isupper()

    def is_name(self, index: int) -> bool:
        """A capital inside a sentence that grammar does not ask for."""
        return (
            self.is_capital(index)
            and not self.gap[index] & (HARD | EDGE)
            and not self.traits[index] & traits.FUNCTION
        )


def _recurring(words: list[str]) -> tuple[bytearray, bytearray, bytearray]:
    """Which words are said again at once, soon, and so near that they meet when others go."""
    size = len(words)
    near, soon, ever = bytearray(size), bytearray(size), bytearray(size)
    last: dict[str, int] = {}
    for index, word in enumerate(words):
        before = last.get(word)
        if before is not None and index - before <= _FAR:
            ever[before] = True
            if index - before <= _NEAR:
                soon[before] = True
                near[before] = index - before <= _NEXT
        last[word] = index
    return near, soon, ever


def _opening(gap: str, bits: int) -> int:
    """What stands before the first word; a comma there is a scar."""
    if not gap.strip():
        return EDGE
    return EDGE | bits | (SCAR | COMMA if gap.lstrip().startswith(",") else 0)
