"""What is heard: the line and the word that sound at a moment, fast enough for every frame."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from editor.model.episode import Episode
from editor.model.segment import Segment
from editor.model.time import Ms, Span
from editor.model.words import Token, WordTime, tokens

_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A line's index and the stretch of its text that sounds."""

    row: int
    start: int
    end: int


class Listener:
    """Finds what is heard; keeps the words of the last line, because the next frame asks for it."""

    def __init__(self, episode: Episode) -> None:
        self._episode = episode
        self._segment: Segment | None = None
        self._times: tuple[WordTime, ...] = ()
        self._tokens: list[Token] = []

    def at(self, moment: Ms) -> HeardWord | None:
        """Return the word that is heard, or was heard last in the line; ``None`` between lines."""
        lines = self._episode.transcript
        row = lines.index_at(moment)
        # Of two lines on the same second the later one is found first; it may be over already.
        while row >= 0 and not lines[row].span.holds(moment):
            if row == 0 or lines[row - 1].end <= moment:
                return None
            row -= 1
        if row < 0:
            return None
        self._take(lines[row])
        at = bisect_right(self._times, moment, key=_start) - 1
        if not 0 <= at < len(self._tokens):
            return None
        token = self._tokens[at]
        return HeardWord(row, token.start, token.end)

    def _take(self, segment: Segment) -> None:
        if segment is not self._segment:
            self._segment = segment
            self._times = segment.word_times()
            self._tokens = list(tokens(segment.text))


def moment_of(segment: Segment, offset: int) -> Ms:
    """When the word at a character offset of the line's text is heard (ms)."""
    return word_span(segment, offset).start


def word_span(segment: Segment, offset: int) -> Span:
    """From when to when that word is heard: the next one in a gap, the last one behind all."""
    times = segment.word_times()
    for token, time in zip(tokens(segment.text), times, strict=True):
        if offset < token.end:
            return Span(time.start, time.end)
    return Span(times[-1].start, times[-1].end) if times else Span(segment.start, segment.start)


def span_of(first: Segment, start: int, last: Segment, end: int) -> Span:
    """When the words from offset ``start`` of one line to ``end`` of another one are heard."""
    begin = moment_of(first, start)
    finish = begin
    for token, time in zip(tokens(last.text), last.word_times(), strict=True):
        if token.start < end:
            finish = time.end
    return Span(begin, max(begin, finish))


_PHRASE_END: Final = ",.;:?!…–—"
_PHRASE_GAP: Final[Ms] = 400
"""Silence that parts two phrases (product default)."""


def phrase_start(episode: Episode, at: Ms) -> Ms:
    """When the phrase begins that is heard at ``at`` (ms): behind a comma, a stop or a pause.

    A phrase that has hardly begun does not count: the one before it is meant.
    """
    lines = episode.transcript
    index = lines.index_at(max(0, at - _PHRASE_GAP))
    if index < 0:
        return 0
    line = lines[index]
    start = line.start
    placed, times = tokens(line.text), line.word_times()
    for number, (token, time) in enumerate(zip(placed, times, strict=True)):
        if time.start > at - _PHRASE_GAP:
            break
        before = line.text[placed[number - 1].end : token.start] if number else "."
        paused = number > 0 and time.start - times[number - 1].end >= _PHRASE_GAP
        if paused or any(sign in _PHRASE_END for sign in before):
            start = time.start
    return start
