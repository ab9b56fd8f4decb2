"""Outlook: at which words of a line a detector can find anything, told for all at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from editor.cleaning import traits
from editor.cleaning.gaps import CUT, HARD, STRONG
from editor.cleaning.line import Line
from editor.cleaning.restarts import PAIRS

_FILLER: Final = 1
_MARKER: Final = 2
_FUNCTION: Final = 4
_MARKER_FIRST: Final = 8
_MARKER_NEXT: Final = 16
_PAIR_FIRST: Final = 32
_PAIR_NEXT: Final = 64
_HEDGE: Final = 128


def _table(bits: int) -> bytes:
    """A translation of bytes: one where any of the bits is set."""
    return bytes(bool(value & bits) for value in range(256))


_FILLERS: Final = _table(_FILLER)
_MARKERS: Final = _table(_MARKER)
_MARKERS_AND_HEDGES: Final = _table(_MARKER | _HEDGE)
_FUNCTIONS: Final = _table(_FUNCTION)
_MARKER_FIRSTS: Final = _table(_MARKER_FIRST)
_MARKER_NEXTS: Final = _table(_MARKER_NEXT)
_PAIR_FIRSTS: Final = _table(_PAIR_FIRST)
_PAIR_NEXTS: Final = _table(_PAIR_NEXT)
_CUTS: Final = _table(CUT)
_ENDS: Final = _table(HARD)
_STRONGS: Final = _table(STRONG)
_ANY: Final = _table(255)
_NEXT: Final = 8
"""Bits by which the flag of the next word comes to stand where that of a word stands."""
_SECOND: Final = bytes(value >> 4 for value in range(256))
"""The half of a pair byte that says what a word is as the second of a pair."""
_FIRSTS: Final = _table(15)
"""Where speech breaks off, these are what a clause can break off at too."""
_DANGLING: Final = _table(1 << (len(PAIRS) - 1))
_SUBJECTS: Final = _DANGLING
_HINTS: Final = (
    (traits.FILLER, _FILLER),
    (traits.MARKER, _MARKER),
    (traits.FUNCTION, _FUNCTION),
    (traits.MARKER_FIRST, _MARKER_FIRST),
    (traits.MARKER_NEXT, _MARKER_NEXT),
    (traits.PAIR, _PAIR_FIRST),
    (traits.PAIR_NEXT, _PAIR_NEXT),
    (traits.HEDGE, _HEDGE),
)


def hint(bits: int) -> int:
    """What of a word's traits matters for the outlook, in one byte."""
    return sum(sign for trait, sign in _HINTS if bits & trait)


def pair_hint(bits: int) -> int:
    """Pairs that break a sentence: those the word can open (low half) or close (high half)."""
    first = sum(1 << place for place, (one, _) in enumerate(PAIRS) if bits & one)
    second = sum(16 << place for place, (_, two) in enumerate(PAIRS) if bits & two)
    return first | second


def _number(flags: bytes | bytearray) -> int:
    """A byte for each word as one large number.

    Neighbours and alternatives are then one operation.
    """
    return int.from_bytes(flags, "little")


def _flags(number: int, size: int) -> bytearray:
    return bytearray(number.to_bytes(size, "little").translate(_ANY))


def left_for_clauses(line: Line) -> Iterator[int]:
    """Words that may be subjects left for a clause: "I when I was".

    What is made of them hangs on where the clause ends, so on scars far behind.
    """
    subjects = line.pairs.translate(_SUBJECTS)
    found = subjects.find(1)
    while found >= 0:
        if line.traits[found + 1] & (traits.SUBORDINATOR | traits.QUESTION):
            yield found
        found = subjects.find(1, found + 1)


class Outlook:
    """One byte a word: whether a detector of the kind is worth asking there.

    ``far_breaks`` are the ``breaks`` where words between may have gone.
    """

    __slots__ = ("all", "breaks", "far_breaks", "fillers", "markers", "stumbles")

    def __init__(self, line: Line, *, hedges: bool) -> None:
        word, size = line.word, len(line.word)
        hints, pairs = line.hints, line.pairs
        behind = bytes(line.gap)[1:]
        recurs = _number(line.recurs)
        begins = _number(bytes(map(str.startswith, word[1:], word)))
        skips = _number(bytes(map(str.startswith, word[2:], word)))
        functions = _number(hints.translate(_FUNCTIONS))
        broken = _number(pairs) & _number(pairs[1:].translate(_SECOND))
        dangling = _number(pairs.translate(_DANGLING)) & _number(behind.translate(_ENDS))
        broken_off = _number(pairs.translate(_FIRSTS)) & _number(behind.translate(_STRONGS))
        self.fillers = bytearray(hints.translate(_FILLERS))
        markers = _number(hints.translate(_MARKERS_AND_HEDGES if hedges else _MARKERS)) | (
            _number(hints.translate(_MARKER_FIRSTS)) & _number(hints[1:].translate(_MARKER_NEXTS))
        )
        self.markers = _flags(markers, size)
        # two words in a row are said again; or one is, and the next may go
        fillers = _number(self.fillers)
        again = recurs & ((recurs | skips | markers | fillers) >> _NEXT)
        cuts = _number(behind.translate(_CUTS))
        stumbles = again | begins | markers | cuts
        self.stumbles = _flags(stumbles, size)
        paired = _number(hints.translate(_PAIR_FIRSTS)) & _number(hints[1:].translate(_PAIR_NEXTS))
        breaks = markers | paired | broken | broken_off | dangling
        again = (_number(line.nears) | skips) & functions
        far = recurs & functions
        self.breaks = _flags(breaks | again, size)
        self.far_breaks = _flags(breaks | again | far, size)
        self.all = _flags(fillers | stumbles | breaks | again | far, size)

    @property
    def blank(self) -> bool:
        """Whether the words alone, whatever stands between them, give nothing to find."""
        return not any(self.all)
