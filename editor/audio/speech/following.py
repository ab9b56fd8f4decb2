"""Finds the words of lines in the sound: by grammar, again with more room, by force, by syllables.

Each step takes up what the one before has left. What nobody heard is spread over the voice between
its neighbours and marked as estimated, so that every word has a time, a kind and a confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest
from typing import Final

from editor.audio.speech.aligner import ASTRAY, Aligner, Found, hurried
from editor.audio.speech.estimating import Estimator, gaps
from editor.audio.speech.sound import Sound
from editor.audio.speech.windows import LAG, LEAD, Line, Window, slowest
from editor.model.time import Ms, Span
from editor.model.words import WordTime

_CONTEXT: Final = 5
"""Words of the lines around that may be heard at the edges of a window."""

_WIDE: Final = 5_000
_WIDE_CONTEXT: Final = 14
"""The same, and ms of further sound, for lines that were not found where they should be."""

_LOST: Final = 0.5
"""Share of found words below which a line is looked for again."""

_SURE_ELSEWHERE: Final = 0.75
_ENOUGH_ELSEWHERE: Final = 4
"""Mean confidence and words that a line must have to be believed where it was not expected."""

_HOLE: Final = 60_000
_STEP: Final = 6_000
_PROBED: Final = 14
_LIKELIEST: Final = 2
"""Where lines were taken out, a line may bear the stamp of one that is gone: one that is ``ASTRAY``
is looked for step by step (ms) up to the next line, or that far, in haste and by so many of its
words; then all of it with patience where these were heard best."""

_TIGHT: Final = 30
"""Milliseconds by which words forced into a gap may reach into their neighbours."""

_PIECE: Final = 35
_PIECE_MS: Final = 20_000
"""Words and ms above which a line is heard in pieces: cost grows with the square."""

_FORCED: Final = 0.8
_BELIEVED: Final = 0.5
"""How much of its confidence a word keeps that had no choice but to be where it is, and how much
it must have had."""

_Around = tuple[list[str], list[str]]
"""Words said before and behind those that are looked for."""


@dataclass(frozen=True, slots=True)
class Um:
    """A filler in the sound that the text lacks: when, how sure, and before which of its words."""

    start: Ms
    end: Ms
    confidence: float
    word: int


@dataclass(frozen=True, slots=True)
class LineHeard:
    """What was heard of a line: one time a word, fillers between them, how well it fits (0..1).

    ``fit`` is the mean confidence of its words before any was forced into a gap, -1 where no engine
    listened; ``voiced`` the share of the line's time in which somebody speaks, -1 where nobody
    looked because the words were found.
    """

    id: int
    words: tuple[WordTime, ...]
    fillers: tuple[Um, ...]
    fit: float
    voiced: float = -1.0


@dataclass(slots=True)
class _Row:
    """A line while it is looked for: what is known of each spoken piece."""

    line: Line
    found: list[Found | None]
    fillers: list[Um] = field(default_factory=list)
    missed: list[Found | None] = field(default_factory=list)
    fit: float = -1.0

    @property
    def share(self) -> float:
        """How many of the words were found (0..1)."""
        return sum(f is not None for f in self.found) / max(1, len(self.found))

    @property
    def weight(self) -> float:
        """The mean confidence, that of words not found being 0."""
        return sum(f.confidence for f in self.found if f) / max(1, len(self.found))


class Follower:
    """Follows the lines of one recording with one aligner."""

    def __init__(
        self, sound: Sound, aligner: Aligner | None, lines: Sequence[Line], duration: Ms
    ) -> None:
        """``aligner`` of ``None`` knows no word of the language: syllables over the voice."""
        self._sound = sound
        self._aligner = aligner
        self._lines = lines
        self._duration = duration
        self._rest = Estimator(sound, duration)

    def follow(self, window: Window) -> list[LineHeard]:
        """What is heard of each line of a window."""
        rows = [
            _Row(line, [None] * len(line.words))
            for line in self._lines[window.first : window.last + 1]
        ]
        if self._aligner is not None:
            self._find(self._aligner, window, rows)
        return [self._finished(rows, at) for at in range(len(rows))]

    def _find(self, aligner: Aligner, window: Window, rows: list[_Row]) -> None:
        if len(rows) == 1 and _is_long(rows[0].line):
            self._in_pieces(aligner, window.first, rows[0])
        else:
            self._together(aligner, rows, self._around(window.first, window.last, _CONTEXT))
        for at, row in enumerate(rows):
            index = window.first + at
            if row.share < _LOST and len(row.found) > 1 and not _is_long(row.line):
                again = _Row(row.line, [None] * len(row.found))
                around = self._around(index, index, _WIDE_CONTEXT)
                self._together(aligner, [again], around, _WIDE)
                if again.weight >= _SURE_ELSEWHERE and len(row.found) >= _ENOUGH_ELSEWHERE:
                    row.found, row.fillers = again.found, again.fillers
            if row.weight < ASTRAY and len(row.found) >= _ENOUGH_ELSEWHERE:
                self._seek(aligner, index, row)
        _in_order(rows)
        for row in rows:
            row.missed, row.fit = list(row.found), row.weight if row.found else 1.0
        for at, row in enumerate(rows):
            since = _last_end(rows[:at], row.line.start - LEAD)
            until = _first_start(rows[at + 1 :], row.line.reach + LAG)
            self._force(aligner, row, since, until)

    def _together(
        self, aligner: Aligner, rows: list[_Row], around: _Around, further: Ms = 0
    ) -> None:
        """Look for all words of some lines at once, with those said before and behind them."""
        left, right = around
        words = [word for row in rows for word in row.line.words]
        if not words:
            return
        start = max(0, rows[0].line.start - LEAD - further)
        end = max(row.line.reach for row in rows) + LAG + further
        sound = self._sound.read(start, end)
        hearing = aligner.follow(sound, [*left, *words, *right], len(left), len(right))
        at = len(left)
        for row in rows:
            _take(row, hearing.words[at : at + len(row.found)], start)
            row.fillers = [
                Um(um.start + start, um.end + start, um.confidence, um.before - at)
                for um in hearing.fillers
                if at <= um.before < at + len(row.found) + (row is rows[-1])
            ]
            at += len(row.found)

    def _seek(self, aligner: Aligner, index: int, row: _Row) -> None:
        """Look for a line in the time behind it in which nothing is written."""
        line = row.line
        last = index + 1 == len(self._lines)
        until = min(self._duration if last else self._lines[index + 1].start, line.reach + _HOLE)
        head = _head(line)
        length, rest = head.reach - line.start, line.words[len(head.words) :]
        around: _Around = [], [*rest, *self._behind(index, _WIDE_CONTEXT)][:_WIDE_CONTEXT]
        places = [
            _Row(_moved_to(head, start, until), [None] * len(head.words))
            for start in range(line.start + _STEP, until - length // 4, _STEP)
        ]
        for there in places:
            self._together(hurried(aligner), [there], around)
        for there in nlargest(_LIKELIEST, places, key=lambda place: place.weight):
            whole = _Row(_moved_to(line, there.line.start, until), [None] * len(row.found))
            if _is_long(line):
                self._in_pieces(aligner, index, whole)
            else:
                self._together(aligner, [whole], self._around(index, index, _WIDE_CONTEXT))
            if whole.weight >= max(_SURE_ELSEWHERE, row.weight):
                row.found, row.fillers = whole.found, whole.fillers

    def _in_pieces(self, aligner: Aligner, index: int, row: _Row) -> None:
        """Look for a long line's words piece by piece, each from where the last one ended."""
        words, line = row.line.words, row.line
        total = max(1, line.reach - line.start)
        cursor, at = max(0, line.start - LEAD), 0
        while at < len(words):
            to = min(len(words), at + _PIECE)
            ahead = words[to : to + _WIDE_CONTEXT] or self._behind(index, _CONTEXT)
            left = self._before(index, _CONTEXT) if at == 0 else words[max(0, at - 2) : at]
            share = total * (to - at + len(ahead)) // len(words)
            sound = self._sound.read(cursor, min(cursor + share * 3 // 2 + 3_000, line.reach + LAG))
            hearing = aligner.follow(sound, [*left, *words[at:to], *ahead], len(left), len(ahead))
            heard = hearing.words[len(left) : len(left) + to - at]
            for offset, found in enumerate(heard):
                row.found[at + offset] = _moved(found, cursor)
            row.fillers += [
                Um(um.start + cursor, um.end + cursor, um.confidence, um.before - len(left) + at)
                for um in hearing.fillers
                if len(left) <= um.before < len(left) + to - at
            ]
            last = max(
                (found.end for found in heard if found), default=total * (to - at) // len(words)
            )
            cursor, at = cursor + max(0, last - 2 * LEAD), to

    def _around(self, first: int, last: int, count: int) -> _Around:
        """Up to so many words before and behind some lines."""
        return self._before(first, count), self._behind(last, count)

    def _before(self, index: int, count: int) -> list[str]:
        return self._lines[index - 1].words[-count:] if index else []

    def _behind(self, index: int, count: int) -> list[str]:
        return self._lines[index + 1].words[:count] if index + 1 < len(self._lines) else []

    def _force(self, aligner: Aligner, row: _Row, since: Ms, until: Ms) -> None:
        """Look for words left out between those that were heard, where they cannot be elsewhere.

        A neighbour is heard again with them: it may have swallowed them. It keeps its start, so
        that a word that was never said moves no other one.
        """
        words = row.line.words
        for first, last in gaps(row.found):
            left = row.found[first - 1] if first else None
            right = row.found[last] if last < len(words) else None
            if left is not None:
                begin, end = left.start, right.start if right else until
                heard = self._fitted(aligner, words[first - 1 : last], begin, end)[1:]
            elif right is not None:
                begin = min(since, right.start)
                heard = self._fitted(aligner, words[: last + 1], begin, right.end)[:-1]
            else:
                continue
            row.found[first:last] = heard or [None] * (last - first)
            if left is not None and (after := row.found[first]) is not None:
                end = max(left.start, min(left.end, after.start))
                row.found[first - 1] = Found(left.start, end, left.confidence)

    def _fitted(
        self, aligner: Aligner, words: Sequence[str], start: Ms, end: Ms
    ) -> list[Found | None]:
        """Words that are forced into a stretch of sound; those that do not fit are left out."""
        begin = max(0, start - _TIGHT)
        forced: list[Found | None] = []
        for found in aligner.fit(self._sound.read(begin, end + _TIGHT), words).words:
            if found is None or found.confidence < _BELIEVED:
                forced.append(None)
            else:
                less = Found(found.start, found.end, found.confidence * _FORCED)
                forced.append(_moved(less, begin))
        return forced

    def _finished(self, rows: Sequence[_Row], at: int) -> LineHeard:
        row = rows[at]
        begin = _last_end(rows[:at], row.line.start)
        end = _first_start(rows[at + 1 :], max(row.line.reach, begin))
        words, voiced = self._rest.times(row.line, _by_token(row), Span(begin, max(begin, end)))
        return LineHeard(row.line.id, words, tuple(_with_words(row)), row.fit, voiced)


def _head(line: Line) -> Line:
    """The first words of a line, with the time they take at the most; all of it if it is short."""
    count = 0
    for token, spoken in enumerate(line.spoken):
        count += len(spoken)
        if count >= _PROBED:
            reach = min(line.reach, line.start + slowest(count))
            return replace(line, reach=reach, spoken=line.spoken[: token + 1])
    return replace(line, reach=min(line.reach, line.start + slowest(count)))


def _moved_to(line: Line, start: Ms, until: Ms) -> Line:
    return replace(line, start=start, reach=min(start + line.reach - line.start, until))


def _is_long(line: Line) -> bool:
    return len(line.words) > 2 * _PIECE or line.reach - line.start > _PIECE_MS


def _take(row: _Row, found: Sequence[Found | None], shift: Ms) -> None:
    row.found = [_moved(one, shift) for one in found]


def _moved(found: Found | None, by: Ms) -> Found | None:
    return None if found is None else Found(found.start + by, found.end + by, found.confidence)


def _in_order(rows: Sequence[_Row]) -> None:
    """Drop what was found before something earlier: two windows may have heard the same."""
    floor = 0
    for row in rows:
        for at, found in enumerate(row.found):
            if found is not None and found.start < floor:
                row.found[at] = None
            elif found is not None:
                floor = found.start


def _by_token(row: _Row) -> list[Found | None]:
    """One entry a word of the text: its spoken pieces as one."""
    tokens: list[Found | None] = []
    at = 0
    for spoken in row.line.spoken:
        pieces = row.found[at : at + len(spoken)]
        heard = [piece for piece in pieces if piece is not None]
        at += len(spoken)
        if pieces and pieces[0] is not None and 2 * len(heard) >= len(pieces):
            sure = sum(piece.confidence for piece in heard) / len(pieces)
            tokens.append(Found(heard[0].start, heard[-1].end, sure))
        else:
            tokens.append(None)
    return tokens


def _with_words(row: _Row) -> Iterator[Um]:
    """The fillers, their place counted in words of the text instead of spoken pieces.

    Those beside a word that was not heard are left out: that word is what sounds there.
    """
    token_of = [token for token, spoken in enumerate(row.line.spoken) for _ in spoken]
    for um in row.fillers:
        if None in row.missed[max(0, um.word - 1) : um.word + 1]:
            continue
        word = token_of[um.word] if um.word < len(token_of) else len(row.line.spoken)
        yield Um(um.start, um.end, um.confidence, word)


def _last_end(rows: Sequence[_Row], otherwise: Ms) -> Ms:
    ends = [found.end for row in rows for found in row.found if found is not None]
    return max(ends[-1], otherwise) if ends else otherwise


def _first_start(rows: Sequence[_Row], otherwise: Ms) -> Ms:
    for row in rows:
        for found in row.found:
            if found is not None:
                return found.start
    return otherwise
