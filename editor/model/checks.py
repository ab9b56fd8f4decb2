"""Checks: the invariants of an episode, which hold after every edit."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import gt
from typing import Final

from editor.model.breaks import Break, BreakKind
from editor.model.chapter import Chapter
from editor.model.edits import Track
from editor.model.episode import Episode
from editor.model.marks import Mark
from editor.model.note import Note
from editor.model.segment import Segment
from editor.model.sound import Sound
from editor.model.styles import Style, settled
from editor.model.translation import Translation
from editor.model.words import count_words

LINE_BREAKING: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029\ufeff]|[\ud800-\udfff]")
"""What a line's text never holds.

Line breaks, control characters, byte-order marks, lone surrogates.
"""

_LENT: Final = (1 << 31).to_bytes(4, sys.byteorder)
"""The highest bit of a moment, which is set before zero only."""


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
    yield from _caption_problems(episode)


def _order_problems(episode: Episode) -> Iterator[str]:
    if any(a.start > b.start for a, b in pairwise(episode.transcript)):
        yield "lines are not in order of their start"
    if any(a.start > b.start for a, b in pairwise(episode.chapters)):
        yield "chapters are not in order of their start"
    for track in Track:
        ids = [getattr(item, "id", None) for item in episode.items(track)]
        if len(set(ids)) != len(ids):
            yield f"two {track} of one id"


def _tie_problems(episode: Episode) -> Iterator[str]:
    tied: tuple[Chapter | Note | Translation, ...] = (
        *episode.chapters,
        *episode.notes,
        *episode.translations,
    )
    for item in tied:
        if item.segment is not None and not episode.transcript.has(item.segment):
            yield f"{type(item).__name__} {item.id}: line {item.segment} is not there"


def _caption_problems(episode: Episode) -> Iterator[str]:
    if any(a.start > b.start for a, b in pairwise(episode.sounds)):
        yield "sounds are not in order of their start"
    if any(a.at >= b.at for a, b in pairwise(episode.shots)):
        yield "shots are not in order, or two at one moment"
    if any(a.start > b.start for a, b in pairwise(episode.translations)):
        yield "translations are not in order of their start"
    timed: tuple[Sound | Translation, ...] = (*episode.sounds, *episode.translations)
    for item in timed:
        if item.start < 0 or item.end < item.start:
            yield f"{type(item).__name__} {item.id}: time {item.start}..{item.end}"
        text = item.label if isinstance(item, Sound) else item.text
        if LINE_BREAKING.search(text):
            yield f"{type(item).__name__} {item.id}: line break or control character"
    for translation in episode.translations:
        for problem in break_problems(translation.breaks, len(translation.text)):
            yield f"translation {translation.id}: {problem}"


def segment_problems(segment: Segment) -> Iterator[str]:
    """The broken invariants of one line: looked for in every line an edit leaves."""
    if segment.start < 0 or segment.end < segment.start:
        yield f"time {segment.start}..{segment.end}"
    if _unfit(segment.text):
        yield "line break or control character in the text"
    length = len(segment.text)
    if segment.marks:
        yield from _mark_problems(segment.marks, length)
    if segment.breaks:
        yield from break_problems(segment.breaks, length)
    if segment.styles:
        yield from _style_problems(segment.styles, length)
    if _unfit(segment.place):
        yield "line break or control character in the place"
    if segment.words:
        yield from _word_problems(segment)


def problems_of(lines: Sequence[Segment]) -> Iterator[str]:
    """The broken invariants of many lines, in half the time that asking each of them takes."""
    asked = [line for line in lines if not _plainly_sound(line)] if in_order(lines) else lines
    for line in asked:
        yield from segment_problems(line)


def _plainly_sound(line: Segment) -> bool:
    """Whether a line has nothing that could be unsound, but for the order of its word times."""
    packed = line.words.packed
    return (
        0 <= line.start <= line.end
        and line.text.isprintable()
        and line.place.isprintable()
        and not (line.marks or line.breaks or line.styles)
        and (not packed or len(packed) == 9 * count_words(line.text))
    )


def in_order(lines: Iterable[Segment]) -> bool:
    """Whether no word time runs backwards in all of these lines, taken as one.

    That is so nearly always and quickly told; where it is not, each line has to be asked.
    """
    packed = [line.words.packed for line in lines]
    starts = b"".join([times[: len(times) // 9 * 4] for times in packed])
    ends = b"".join([times[len(times) // 9 * 4 : len(times) // 9 * 8] for times in packed])
    return _none_sinks(starts, starts[4:]) and _none_sinks(starts, ends)


def _none_sinks(before: bytes, after: bytes) -> bool:
    """Whether no moment is earlier than the one at its place in ``before``.

    All of them are subtracted at once, as the lanes of one large number: a third of the time that
    a list of numbers takes. Each lane's highest bit, which no moment has, is lent to the difference
    and comes back where that is not negative. A moment before zero has it: such are told one by
    one, as the list they are.
    """
    before = before[: len(after)]
    lent = int.from_bytes(_LENT * (len(after) // len(_LENT)), sys.byteorder)
    one, other = (int.from_bytes(moments, sys.byteorder) for moments in (before, after))
    if (one | other) & lent:
        return not any(map(gt, memoryview(before).cast("i"), memoryview(after).cast("i")))
    return (other + lent - one) & lent == lent


def _unfit(text: str) -> bool:
    """Whether a line's text must not hold this; what can all be printed is told at once."""
    return not text.isprintable() and LINE_BREAKING.search(text) is not None


def _mark_problems(marks: Sequence[Mark], length: int) -> Iterator[str]:
    if any(not 0 <= mark.start < mark.end <= length for mark in marks):
        yield "mark outside the text"
    if any(a.end > b.start for a, b in pairwise(marks)):
        yield "marks overlap or are out of order"


def _style_problems(styles: tuple[Style, ...], length: int) -> Iterator[str]:
    if any(not 0 <= style.start < style.end <= length for style in styles):
        yield "style outside the text"
    if styles != settled(styles):
        yield "styles out of order"


def break_problems(breaks: Sequence[Break], length: int) -> Iterator[str]:
    """The broken invariants of the breaks in a text of this length."""
    if any(not 0 <= each.at <= length for each in breaks) or any(
        a.at >= b.at for a, b in pairwise(breaks)
    ):
        yield "breaks outside the text or out of order"
    for each in breaks:
        hold = each.hold
        if hold is None:
            continue
        if each.kind is not BreakKind.CUE:
            yield "hold without a cue break"
        times = [at for at in (0, hold.start, hold.end) if at is not None]
        if any(a > b for a, b in pairwise(times)):
            yield f"held from {hold.start} to {hold.end}"
        if any(LINE_BREAKING.search(line) for line in (*hold.lines, hold.source)):
            yield "line break or control character in caption text"


def _word_problems(segment: Segment) -> Iterator[str]:
    starts, ends = segment.words.moments
    if len(starts) != (count := count_words(segment.text)):
        yield f"{len(starts)} word times for {count} words"
    if starts != sorted(starts) or any(map(gt, starts, ends)):
        yield "word times run backwards"
