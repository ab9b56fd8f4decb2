"""Checks: the invariants of an episode, which hold after every edit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from editor.model.chapter import Chapter
from editor.model.edits import Track
from editor.model.episode import Episode
from editor.model.note import Note
from editor.model.segment import Segment
from editor.model.words import count_words

LINE_BREAKING: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029\ufeff]|[\ud800-\udfff]")
"""What a line's text never holds.

Line breaks, control characters, byte-order marks, lone surrogates.
"""


def problems(episode: Episode) -> Iterator[str]:
    """Every broken invariant, as a short statement for a developer; nothing where all is well."""
    people = {speaker.id for speaker in episode.speakers}
    for segment in episode.transcript:
        for problem in segment_problems(segment):
            yield f"line {segment.id}: {problem}"
        if segment.speaker is not None and segment.speaker not in people:
            yield f"line {segment.id}: speaker {segment.speaker} is not there"
    yield from _order_problems(episode)
    yield from _tie_problems(episode)


def _order_problems(episode: Episode) -> Iterator[str]:
    if any(a.start > b.start for a, b in pairwise(episode.transcript)):
        yield "lines are not in order of their start"
    if any(a.start > b.start for a, b in pairwise(episode.chapters)):
        yield "chapters are not in order of their start"
    for track in (Track.SEGMENTS, Track.SPEAKERS, Track.CHAPTERS, Track.NOTES):
        ids = [getattr(item, "id", None) for item in episode.items(track)]
        if len(set(ids)) != len(ids):
            yield f"two {track} of one id"


def _tie_problems(episode: Episode) -> Iterator[str]:
    tied: tuple[Chapter | Note, ...] = (*episode.chapters, *episode.notes)
    for item in tied:
        if item.segment is not None and not episode.transcript.has(item.segment):
            yield f"{type(item).__name__} {item.id}: line {item.segment} is not there"


def segment_problems(segment: Segment) -> Iterator[str]:
    """The broken invariants of one line."""
    if segment.start < 0 or segment.end < segment.start:
        yield f"time {segment.start}..{segment.end}"
    if LINE_BREAKING.search(segment.text):
        yield "line break or control character in the text"
    length = len(segment.text)
    if any(not 0 <= mark.start < mark.end <= length for mark in segment.marks):
        yield "mark outside the text"
    if any(a.end > b.start for a, b in pairwise(segment.marks)):
        yield "marks overlap or are out of order"
    if any(not 0 < at < length for at in segment.breaks) or list(segment.breaks) != sorted(
        set(segment.breaks)
    ):
        yield "breaks outside the text or out of order"
    yield from _word_problems(segment)


def _word_problems(segment: Segment) -> Iterator[str]:
    if not segment.words:
        return
    times = segment.words.unpack()
    if len(times) != count_words(segment.text):
        yield f"{len(times)} word times for {count_words(segment.text)} words"
    if any(a.start > b.start for a, b in pairwise(times)) or any(t.end < t.start for t in times):
        yield "word times run backwards"
