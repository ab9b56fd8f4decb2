"""Spoken units: the words of an episode as captions show them, each with its time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from editor.model.episode import Episode
from editor.model.render import Rendering, View, render
from editor.model.segment import Segment
from editor.model.time import Ms, Span
from editor.model.words import Token, WordTime, estimate, tokens

UNSPACED: Final = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3]"
)
_CHUNK: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a line break never parts: a word with the punctuation on it.

    ``glued`` units follow the one before without a space (scripts written without spaces, words
    too long for a line). ``segment`` is the id of the line it was said in; ``pinned`` says that a
    person or the source broke the line before it.
    """

    text: str
    start: Ms
    end: Ms
    segment: int
    glued: bool = False
    pinned: bool = False


def stretches(episode: Episode, view: View, max_chars: int) -> Iterator[list[Unit]]:
    """Runs of units that may share cues.

    A new run begins with another speaker, with a chapter, and with a line that has an end of its
    own (a cue of a caption file stays a cue).
    """
    starts = {chapter.segment for chapter in episode.chapters}
    run: list[Unit] = []
    speaker: int | None = None
    spans = _spans(episode.transcript)
    for segment, span in zip(episode.transcript, spans, strict=True):
        closed = is_closed(segment)
        if run and (closed or segment.speaker != speaker or segment.id in starts):
            yield run
            run = []
        run.extend(units(segment, span, view, max_chars))
        speaker = segment.speaker
        if closed and run:
            yield run
            run = []
    if run:
        yield run


def is_closed(segment: Segment) -> bool:
    """Whether the line is a cue of a caption file."""
    return not segment.flows


def units(segment: Segment, span: Span, view: View, max_chars: int) -> Iterator[Unit]:
    """The units of one line as ``view`` shows it; ``span`` times them where nothing better does."""
    shown = render(segment, view)
    placed = tokens(segment.text)
    times = segment.words.unpack() if segment.words else estimate(segment.text, span)
    pins = {shown.to_shown(each.at) for each in segment.breaks}
    clock = _Clock(shown, placed, times, span.start)
    for found in _CHUNK.finditer(shown.text):
        pinned = any(found.start() - 1 <= pin <= found.start() for pin in pins)
        for piece, at in _pieces(found[0], max_chars):
            start, end = clock.at(found.start() + at, found.start() + at + len(piece))
            yield Unit(piece, start, end, segment.id, glued=at > 0, pinned=pinned and at == 0)


class _Clock:
    """Tells when a stretch of the shown text is heard; asked from left to right."""

    def __init__(
        self, shown: Rendering, placed: Sequence[Token], times: Sequence[WordTime], start: Ms
    ) -> None:
        self._shown = shown
        self._placed = placed
        self._times = times
        self._next = 0
        self._last = start

    def at(self, start: int, end: int) -> tuple[Ms, Ms]:
        low, high = self._shown.to_source(start + 1) - 1, self._shown.to_source(end)
        while self._next < len(self._placed) and self._placed[self._next].end <= low:
            self._next += 1
        heard = []
        while self._next < len(self._placed) and self._placed[self._next].start < high:
            heard.append(self._times[self._next])
            if self._placed[self._next].end > high:
                break
            self._next += 1
        if not heard:
            return self._last, self._last
        self._last = heard[-1].end
        return heard[0].start, heard[-1].end


def _pieces(chunk: str, max_chars: int) -> Iterator[tuple[str, int]]:
    """A chunk without spaces in parts that fit a line, with their offsets."""
    if len(chunk) <= max_chars and UNSPACED.search(chunk) is None:
        yield chunk, 0
        return
    at = 0
    while at < len(chunk):
        end = at + 1
        while end < len(chunk) and end - at < max_chars and not _may_part(chunk, end):
            end += 1
        yield chunk[at:end], at
        at = end


def _may_part(chunk: str, at: int) -> bool:
    return UNSPACED.match(chunk[at]) is not None


def _spans(transcript: Sequence[Segment]) -> list[Span]:
    """When each line is heard, lines that start together sharing the time by their length."""
    spans: list[Span] = []
    index = 0
    for start, group in groupby(transcript, key=lambda segment: segment.start):
        together = list(group)
        index += len(together)
        limit = transcript[index].start if index < len(transcript) else None
        end = max(segment.end for segment in together)
        end = end if limit is None else min(end, limit)
        spans.extend(_shared(together, Span(start, max(start, end))))
    return spans


def _shared(together: Sequence[Segment], whole: Span) -> Iterator[Span]:
    total = sum(len(segment.text) + 1 for segment in together)
    done = 0
    for segment in together:
        start = whole.start + whole.duration * done // total
        done += len(segment.text) + 1
        yield Span(start, whole.start + whole.duration * done // total)
