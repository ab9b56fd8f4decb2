"""Spoken units: the words of a paragraph as captions show them, each with its time and place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from editor.model.breaks import Break, BreakKind, Hold
from editor.model.render import Rendering, View, render
from editor.model.segment import Segment
from editor.model.time import Ms, Span
from editor.model.words import TimeKind, Token, WordTime, estimate, tokens

UNSPACED: Final = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3]"
)
_CHUNK: Final = re.compile(r"\S+")


class Unit(NamedTuple):
    """What a line break never parts: a word with the punctuation on it.

    ``glued`` units follow the one before without a space (scripts written without spaces, words
    too long for a line). ``segment`` is the id of the line it was said in, ``at`` and ``until``
    its place there. ``silence`` (ms) is how long nobody spoke before it: words that were struck are
    heard all the same. ``pin`` and ``hold`` are what was decided for the place before it.
    """

    text: str
    start: Ms
    end: Ms
    segment: int
    at: int
    until: int
    glued: bool = False
    estimated: bool = False
    silence: Ms = 0
    pin: BreakKind | None = None
    hold: Hold | None = None


class Line(NamedTuple):
    """A line of a paragraph, and when it is heard where its words have no times of their own."""

    segment: Segment
    span: Span


def units(lines: Sequence[Line], view: View, max_chars: int) -> Iterator[Unit]:
    """The units of some lines, with the decisions of the lines on them."""
    pins = _Pins()
    spoken: Ms | None = None
    for line in lines:
        shown = render(line.segment, view)
        pins.take(line.segment.breaks, shown)
        clock = _Clock(line, shown, spoken)
        for found in _CHUNK.finditer(shown.text):
            for piece, at in _pieces(found[0], max_chars):
                first = found.start() + at
                yield clock.unit(piece, first, at > 0, pins.at(first, at > 0))
        pins.carry()
        spoken = clock.over


class _Pins:
    """The decisions that wait for the unit they stand before."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, Break]] = []

    def take(self, breaks: Sequence[Break], shown: Rendering) -> None:
        for each in breaks:
            self._waiting.append((shown.to_shown(each.at), each))

    def at(self, place: int, glued: bool) -> Break | None:
        """The decision before the unit at a place; a later cue break outdoes an earlier one."""
        chosen: Break | None = None
        while self._waiting and self._waiting[0][0] <= place:
            where, each = self._waiting.pop(0)
            if glued and where != place:  # inside a word
                continue
            if chosen is None or chosen.kind is not BreakKind.CUE or each.kind is BreakKind.CUE:
                chosen = each
        return chosen

    def carry(self) -> None:
        """What stands behind the last unit of a line goes before the first of the next."""
        self._waiting = [(0, each) for _, each in self._waiting]


class _Clock:
    """Tells when and where a stretch of a line's shown text is heard; asked from left to right."""

    def __init__(self, line: Line, shown: Rendering, spoken: Ms | None) -> None:
        segment, span = line
        self._id = segment.id
        self._shown = shown
        self._same = len(shown.pieces) == 1 and shown.text == segment.text
        self._placed: Sequence[Token] = tokens(segment.text)
        self._times: Sequence[WordTime] = (
            segment.words.unpack() if segment.words else estimate(segment.text, span)
        )
        self._next = 0
        self._last = span.start
        self._spoken = span.start if spoken is None else spoken

    def unit(self, text: str, at: int, glued: bool, decided: Break | None) -> Unit:
        low, high = at, at + len(text)
        if not self._same:
            low, high = self._shown.to_source(at + 1) - 1, self._shown.to_source(high)
        start, end, estimated, silence = self._heard(low, high)
        kind, hold = (decided.kind, decided.hold) if decided else (None, None)
        return Unit(text, start, end, self._id, low, high, glued, estimated, silence, kind, hold)

    @property
    def over(self) -> Ms:
        """When the last word of the line is over, struck ones too (ms)."""
        return max(self._spoken, self._times[-1].end) if self._times else self._spoken

    def _heard(self, low: int, high: int) -> tuple[Ms, Ms, bool, Ms]:
        placed, times = self._placed, self._times
        while self._next < len(placed) and placed[self._next].end <= low:
            self._next += 1
        first = self._next
        last = first
        while last < len(placed) and placed[last].start < high:
            last += 1
            if placed[last - 1].end > high:
                break
            self._next = last
        if first == last:
            return self._last, self._last, False, 0
        self._last = times[last - 1].end
        before = times[first - 1].end if first else self._spoken
        guessed = times[first].kind is TimeKind.ESTIMATED or (
            times[last - 1].kind is TimeKind.ESTIMATED
        )
        silence = max(0, times[first].start - before)
        return times[first].start, self._last, guessed, silence


def _pieces(chunk: str, max_chars: int) -> Iterator[tuple[str, int]]:
    """A chunk without spaces in parts that fit a line, with their offsets."""
    if len(chunk) <= max_chars and (chunk.isascii() or UNSPACED.search(chunk) is None):
        yield chunk, 0
        return
    at = 0
    while at < len(chunk):
        end = at + 1
        while end < len(chunk) and end - at < max_chars and not UNSPACED.match(chunk[end]):
            end += 1
        yield chunk[at:end], at
        at = end
