"""Finds the words of lines in the sound: by grammar, again with more room, by force, by syllables.

Each step takes up what the one before has left. What nobody heard is spread over the voice between
its neighbours and marked as estimated, so that every word has a time, a kind and a confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from editor.audio.speech.aligner import ASTRAY, Aligner, Found
from editor.audio.speech.sound import Sound
from editor.audio.speech.spreading import spread
from editor.audio.speech.voice import Voice, spans
from editor.audio.speech.windows import LAG, LEAD, Line, Window
from editor.model.time import Ms, Span
from editor.model.words import TimeKind, WordTime

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
"""Where lines were taken out, a line may bear the stamp of one that is gone: one that is ``ASTRAY``
is looked for step by step (ms) up to the next line, or that far."""

_TIGHT: Final = 30
"""Milliseconds by which words forced into a gap may reach into their neighbours."""

_PIECE: Final = 35
_PIECE_MS: Final = 20_000
"""Words and ms above which a line is heard in pieces: cost grows with the square."""

_FORCED: Final = 0.8
_BELIEVED: Final = 0.5
"""How much of its confidence a word keeps that had no choice but to be where it is, and how much
it must have had."""

_BETWEEN, _NOWHERE = 0.3, 0.1
"""Confidence of an estimate: between two words that were heard, and without such."""

_SHORT_GAP: Final = 600


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
        self._voice: Voice | None = None

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
            self._together(aligner, window, rows, 0, _CONTEXT)
        for at, row in enumerate(rows):
            index = window.first + at
            if row.share < _LOST and len(row.found) > 1 and not _is_long(row.line):
                again = _Row(row.line, [None] * len(row.found))
                self._together(aligner, Window(index, index), [again], _WIDE, _WIDE_CONTEXT)
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
        self, aligner: Aligner, window: Window, rows: list[_Row], further: Ms, context: int
    ) -> None:
        """Look for all words of a window at once, with some words of the lines around."""
        left = self._before(window.first, context)
        right = self._behind(window.last, context)
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
        length = line.reach - line.start
        for start in range(line.start + _STEP, until - length // 4, _STEP):
            moved = Line(line.id, start, min(start + length, until), line.text, line.spoken)
            there = _Row(moved, [None] * len(row.found))
            self._together(aligner, Window(index, index), [there], 0, _WIDE_CONTEXT)
            if there.weight >= max(_SURE_ELSEWHERE, row.weight):
                row.found, row.fillers = there.found, there.fillers

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
        for first, last in _gaps(row.found):
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
        tokens = _by_token(row)
        begin = _last_end(rows[:at], row.line.start)
        end = _first_start(rows[at + 1 :], max(row.line.reach, begin))
        speech: list[Span] | None = None
        times: list[WordTime | None] = [
            None
            if found is None
            else WordTime(found.start, found.end, TimeKind.MEASURED, found.confidence)
            for found in tokens
        ]
        for first, last in _gaps(tokens):
            before = tokens[first - 1] if first else None
            behind = tokens[last] if last < len(tokens) else None
            room = Span(
                before.end if before else min(begin, behind.start if behind else begin),
                behind.start if behind else max(end, before.end if before else end),
            )
            sure = _BETWEEN if before and behind and room.duration < _SHORT_GAP else _NOWHERE
            if room.duration > _SHORT_GAP and speech is None:
                speech = self._speech(row.line)
            parts = spread(row.line, first, last, room, speech or [])
            times[first:last] = [
                WordTime(part.start, part.end, TimeKind.ESTIMATED, sure) for part in parts
            ]
        whole = Span(row.line.start, max(row.line.reach, row.line.start + 1))
        voiced = -1.0 if speech is None else _overlap(speech, whole) / whole.duration
        fillers = tuple(_with_words(row))
        return LineHeard(row.line.id, self._sound_times(times), fillers, row.fit, voiced)

    def _speech(self, line: Line) -> list[Span]:
        if self._voice is None:
            self._voice = Voice()
        self._voice.begin()
        start = max(0, line.start - LAG)
        chances = self._voice.chances(self._sound.read(start, line.reach + LAG))
        return spans(chances, self._voice.step_ms, start)

    def _sound_times(self, times: Sequence[WordTime | None]) -> tuple[WordTime, ...]:
        """Times in order and inside the recording."""
        floor, kept = 0, []
        for time in times:
            if time is not None:
                start = min(max(floor, time.start), self._duration)
                end = min(max(start, time.end), self._duration)
                kept.append(WordTime(start, end, time.kind, time.confidence))
                floor = start
        return tuple(kept)


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


def _gaps(found: Sequence[Found | None]) -> Iterator[tuple[int, int]]:
    """Runs that were not found: from, to (not included)."""
    for missing, run in groupby(range(len(found)), key=lambda at: found[at] is None):
        listed = list(run)
        if missing:
            yield listed[0], listed[-1] + 1


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


def _overlap(speech: Sequence[Span], room: Span) -> int:
    return sum(max(0, min(span.end, room.end) - max(span.start, room.start)) for span in speech)
