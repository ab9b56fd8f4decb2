"""Words of a line: found in its text, and timed in packed form."""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import IntEnum
from typing import Final

from editor.model.time import Ms, Span

_NOT_WORD: Final = (
    r"\s!-/:-@\[-`{-\u007f\u00a0-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    r"\u060c\u061b\u061f\u0964\u0965\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3008-\u3020"
    r"\u3030\ufe00-\ufe0f\ufe10-\ufe6f\ufeff\uff01-\uff0f\uff1a-\uff20\ufffc\ufffd\U0001f000-\U0001faff"
)
_UNSPACED: Final = (
    r"\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTER: Final = rf"[^{_NOT_WORD}{_UNSPACED}]"
WORD: Final = re.compile(rf"[{_UNSPACED}]|{_LETTER}+(?:(?:['’‑.&@-]|(?<=\d)[,:](?=\d)){_LETTER}+)*")
"""One spoken word: letters, digits and marks, joined by an inner apostrophe, hyphen or dot.

Scripts written without spaces count by character.
"""

ADDRESS: Final = re.compile(r"(?<!\S)\S*(?:://|@|\bwww\.)\S*|(?<!\w)#\w+")
"""A link, a mailbox, a handle or a hashtag: none of its parts is a word of a language.

It is looked for from blank to blank, so that a text without blanks takes no more than another.
"""

_PLAIN: Final = r"[A-Za-z0-9]++(?:['’][A-Za-z0-9]++)?[,.?!;:]*+"
_SIMPLE: Final = re.compile(rf"{_PLAIN}(?: {_PLAIN})*")
"""Words of plain letters with one blank between; where it matches, blanks and words are as many."""


SHORTEST_WORD: Final[Ms] = 30
"""The least a word lasts: one sound of an acoustic model, three frames of 10 ms."""


@dataclass(frozen=True, slots=True)
class Token:
    """Where a word stands in a text: ``text[start:end]``."""

    start: int
    end: int


class TimeKind(IntEnum):
    """Where a word's time comes from; exports and checks tell them apart."""

    ESTIMATED = 0
    IMPORTED = 1
    MEASURED = 2
    BY_HAND = 3


_GIVEN: Final = (TimeKind.IMPORTED, TimeKind.BY_HAND)
"""Times that a person or a file said."""


@dataclass(frozen=True, slots=True)
class WordTime:
    """When a word is heard (ms), how that is known, and how surely (0..1).

    ``confidence`` is ``None`` where nobody measured it: estimates nobody listened to, times typed
    by hand, and words whose text changed since they were heard. Kept in 63 steps.
    """

    start: Ms
    end: Ms
    kind: TimeKind
    confidence: float | None = None


_KIND_BITS: Final = 2
"""Low bits of a word's byte that hold its kind; the rest hold how sure its time is, in steps."""
_SUREST: Final = (1 << 8 - _KIND_BITS) - 1


@dataclass(frozen=True, slots=True)
class WordTimes:
    """The times of all words of a line, packed into bytes: starts and ends as int32, and a byte.

    The lower two bits of that byte are the kind, the upper six the confidence in steps of 1/62,
    counted from 1; 0 where it is not known. 100,000 lines of ten words take 9 MB so; as objects
    they would take 185 MB.
    """

    packed: bytes = b""

    @classmethod
    def pack(cls, times: Iterable[WordTime]) -> WordTimes:
        """Pack the times of consecutive words."""
        listed = tuple(times)
        starts = array("i", (t.start for t in listed))
        ends = array("i", (t.end for t in listed))
        kinds = array("B", (t.kind | _step(t.confidence) << _KIND_BITS for t in listed))
        return cls(starts.tobytes() + ends.tobytes() + kinds.tobytes())

    def __len__(self) -> int:
        return len(self.packed) // 9

    @property
    def confident(self) -> bool:
        """Whether somebody measured how surely a word is where its time says."""
        return max(self.packed[len(self) * 8 :], default=0) >= 1 << _KIND_BITS

    def doubtful(self, below: float) -> list[int]:
        """Which words (by number) are heard less surely than that; those nobody measured are not.

        Read off the packed bytes: a whole episode is looked through in no time.
        """
        count, limit = len(self), _step(below)
        return [at for at in range(count) if 0 < self.packed[count * 8 + at] >> _KIND_BITS < limit]

    @property
    def measured(self) -> int:
        """How many words were found in the recording."""
        return self._count(TimeKind.MEASURED)

    @property
    def guessed(self) -> int:
        """How many times are estimates."""
        return self._count(TimeKind.ESTIMATED)

    def _count(self, kind: TimeKind) -> int:
        mask = (1 << _KIND_BITS) - 1
        return sum(byte & mask == kind for byte in self.packed[len(self) * 8 :])

    @property
    def certain(self) -> bytes:
        """A byte for each word, 1 where its time is no estimate."""
        return self.packed[len(self) * 8 :].translate(_CERTAIN)

    @property
    def moments(self) -> tuple[list[Ms], list[Ms]]:
        """All starts and all ends, without an object for each word."""
        count = len(self)
        listed = array("i", self.packed[: count * 8]).tolist()
        return listed[:count], listed[count:]

    def unpack(self, first: int = 0, stop: int | None = None) -> tuple[WordTime, ...]:
        """Times as objects for the line in hand: all, or those of some words in it."""
        count = len(self)
        first, stop = max(0, first), count if stop is None else min(stop, count)
        starts, ends = array("i"), array("i")
        starts.frombytes(self.packed[first * 4 : stop * 4])
        ends.frombytes(self.packed[(count + first) * 4 : (count + stop) * 4])
        known = (_KNOWN[kind] for kind in self.packed[count * 8 + first : count * 8 + stop])
        return tuple(
            WordTime(start, end, kind, confidence)
            for start, end, (kind, confidence) in zip(starts, ends, known, strict=True)
        )

    def replaced(self, first: int, stop: int, others: WordTimes) -> WordTimes:
        """These times with ``others`` in place of those of the words from ``first`` to ``stop``."""
        count, more = len(self), len(others)
        parts = []
        for at, wide in ((0, 4), (4, 4), (8, 1)):
            mine = self.packed[count * at : count * (at + wide)]
            theirs = others.packed[more * at : more * (at + wide)]
            parts += [mine[: first * wide], theirs, mine[stop * wide :]]
        return WordTimes(b"".join(parts))


_CERTAIN: Final = bytes(byte & (1 << _KIND_BITS) - 1 != TimeKind.ESTIMATED for byte in range(256))


def _step(confidence: float | None) -> int:
    if confidence is None:
        return 0
    return 1 + round(min(1.0, max(0.0, confidence)) * (_SUREST - 1))


_KNOWN: Final = tuple(
    (
        TimeKind(byte & (1 << _KIND_BITS) - 1),
        ((byte >> _KIND_BITS) - 1) / (_SUREST - 1) if byte >> _KIND_BITS else None,
    )
    for byte in range(256)
)
"""Kind and confidence of every byte."""


NO_TIMES: Final = WordTimes()
"""A line none of whose words has a time of its own."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """One stretch of a text replaced: ``removed`` characters at ``start`` gave way to ``added``."""

    start: int
    removed: int
    added: str

    @property
    def end(self) -> int:
        """Where the replaced stretch ended in the old text."""
        return self.start + self.removed

    @property
    def shift(self) -> int:
        """By how much the text behind it moves."""
        return len(self.added) - self.removed

    def apply(self, text: str) -> str:
        """The text after the change."""
        return text[: self.start] + self.added + text[self.end :]


def tokens(text: str) -> tuple[Token, ...]:
    """The spoken words of a text, in order."""
    return tuple(Token(*found.span()) for found in WORD.finditer(text))


def count_words(text: str) -> int:
    """How many spoken words a text holds; told in half the time for the lines most lines are."""
    return text.count(" ") + 1 if _SIMPLE.fullmatch(text) else len(WORD.findall(text))


def lasting(times: Iterable[WordTime], known: Collection[int] = ()) -> tuple[WordTime, ...]:
    """The same times, each with a length, for a word of none is neither heard nor picked.

    What has none takes it from the pause behind, then from the later half of the word before; else
    it sounds together with the word that follows. Times set by hand or by a file stay as they are,
    and so do those of the words (by number) that are ``known`` from before: half of the half would
    go each time that a line is heard.
    """
    spans = list(times)
    firm = [time.kind in _GIVEN or at in known for at, time in enumerate(spans)]
    at = 0
    while at < len(spans):
        stop, moment = at, spans[at].start
        while (
            stop < len(spans) and not firm[stop] and spans[stop].end <= spans[stop].start <= moment
        ):
            stop += 1
        if stop > at:
            _lend(spans, firm, at, stop)
        at = max(stop, at + 1)
    return tuple(spans)


def _lend(times: list[WordTime], firm: Sequence[bool], first: int, last: int) -> None:
    """Give words from ``first`` to ``last`` (not included), which begin at one moment, a length.

    Of a ``firm`` word nothing is taken.
    """
    moment, wanted = times[first].start, SHORTEST_WORD * (last - first)
    high = min(moment + wanted, times[last].start if last < len(times) else moment + wanted)
    low = max(0, high - wanted)
    before = times[first - 1] if first else None
    if before is not None and firm[first - 1]:
        low = max(low, min(before.end, moment))
    elif before is not None:
        low = max(low, before.start + (before.end - before.start + 1) // 2)
        if low < before.end:
            times[first - 1] = replace(before, end=low)
    low = min(low, moment)
    for at in range(first, last):
        start = low + (high - low) * (at - first) // (last - first)
        end = low + (high - low) * (at + 1 - first) // (last - first)
        end = end if high - low >= last - first else start + SHORTEST_WORD
        times[at] = replace(times[at], start=start, end=end)


def estimate(text: str, span: Span) -> tuple[WordTime, ...]:
    """Spread the words of ``text`` over ``span`` by their length; each gap counts as one letter.

    The only times a transcript stamped by the line can give; marked as estimated.
    """
    placed = tokens(text)
    weights = [token.end - token.start + 1 for token in placed]
    return spread(weights, span)


def estimated(text: str, span: Span) -> WordTimes:
    """The same as ``estimate``, packed at once: a tenth of the time for a whole episode."""
    lengths = [*map(len, WORD.findall(text))]
    start, duration, total = span.start, span.duration, sum(lengths) + len(lengths) or 1
    done, moments = 0, [start]
    for length in lengths:
        done += length + 1
        moments.append(start + duration * done // total)
    packed = array("i", moments).tobytes()
    return WordTimes(packed[:-4] + packed[4:] + bytes(len(lengths)))


def spread(weights: Sequence[int], span: Span) -> tuple[WordTime, ...]:
    """Estimated times that share a span by these weights, one behind the other."""
    total = sum(weights) or 1
    times, done = [], 0
    for weight in weights:
        start = span.start + span.duration * done // total
        done += weight
        end = span.start + span.duration * done // total
        times.append(WordTime(start, end, TimeKind.ESTIMATED))
    return tuple(times)


def difference(before: str, after: str) -> tuple[TextChange, ...]:
    """The changes that turn ``before`` into ``after``, word by word, last first.

    For text that was replaced as a whole (pasted, read from a file). A diff cannot know which of
    two equal words went; where the keystroke is known, its own ``TextChange`` is exact.
    """
    old, new = _pieces(before), _pieces(after)
    matcher = SequenceMatcher(None, [p[1] for p in old], [p[1] for p in new], autojunk=False)
    changes = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            start = old[i1][0] if i1 < len(old) else len(before)
            removed = sum(len(piece) for _, piece in old[i1:i2])
            changes.append(TextChange(start, removed, "".join(piece for _, piece in new[j1:j2])))
    return tuple(reversed(changes))


def _pieces(text: str) -> list[tuple[int, str]]:
    pieces, at = [], 0
    for token in tokens(text):
        if at < token.start:
            pieces.append((at, text[at : token.start]))
        pieces.append((token.start, text[token.start : token.end]))
        at = token.end
    if at < len(text):
        pieces.append((at, text[at:]))
    return pieces
