"""Verbs on what was heard: word times, and the line times that follow from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from types import MappingProxyType
from typing import Final

from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.marks import Kind, Mark, MarkState
from editor.model.segment import Flag, Segment
from editor.model.time import NEVER, Ms, Span
from editor.model.verbs.lines import with_change
from editor.model.words import (
    SHORTEST_WORD,
    TextChange,
    TimeKind,
    WordTime,
    WordTimes,
    count_words,
    lasting,
    tokens,
)

SURE: Final = 0.5
"""Confidence from which a word's time is taken for the line's."""

_FARTHEST: Final = 1_500
"""Milliseconds that a stamp cut to whole seconds may be off; beyond, another word was heard."""

_ELSEWHERE: Final = 0.75
_ENOUGH: Final = 4
"""Mean confidence and words of a line that is believed to begin much later than its stamp all the
same: those at which the aligner believes it has found one where none was expected."""

_EARLY: Final = 60
"""Milliseconds by which a first word may be heard before such a stamp, and the stamp still holds:
a cut stamp is never late, and the aligner is off by 30 ms at the median. The line would read a
second earlier than its page for nothing."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A line's text as it was when it was listened to, and one time for each of its words."""

    text: str
    words: tuple[WordTime, ...]


def hear(
    episode: Episode,
    heard: Mapping[int, Timed],
    verb: str = "align",
    within: Mapping[int, Span] = MappingProxyType({}),
) -> Edit:
    """Give lines (by id) the word times that were heard, in one step.

    Times set by hand stay, and no estimate takes the place of a time from a file or of one that was
    heard. Lines whose text has changed meanwhile, or that are gone, are left
    alone. Starts cut to whole seconds become those of the first word, ends that nobody knew those
    of the last word, where these were heard surely. ``within`` holds the starts of lines (by id),
    both its ends included.
    """
    lines = episode.transcript
    found = {
        lines.index_of(number): timed
        for number, timed in heard.items()
        if lines.has(number) and _fits(lines.by_id(number), timed)
    }
    after = {index: _with_words(lines[index], timed.words) for index, timed in found.items()}
    limits = _limits(episode, after, within)
    floor, splices = 0, []
    for index in sorted(after):
        if index and index - 1 not in after:
            floor = max(floor, lines[index - 1].start)
        line = after[index]
        floor = max(floor, within[line.id].start if line.id in within else 0)
        following = after.get(index + 1) or (lines[index + 1] if index + 1 < len(lines) else None)
        line = _refined(line, floor, limits[index], _first_start(following))
        floor = line.start
        if line != lines[index]:
            splices.append(Splice(Track.SEGMENTS, index, (lines[index],), (line,)))
    return Edit(verb, tuple(splices))


def merged(before: Sequence[WordTime], heard: Sequence[WordTime]) -> tuple[WordTime, ...]:
    """The times heard, but for those that are known better; none before the one left of it.

    Each lasts for a while, but for what was said to be of no length. Hearing the same once more
    changes nothing: what is kept keeps its start, by which it is kept again.
    """
    before = [_with_length(was) for was in before]
    times = _best(before, heard)
    limit: Ms | None = None
    for at in range(len(times) - 1, -1, -1):
        time = times[at]
        if time is before[at]:
            limit = time.start if limit is None else min(limit, time.start)
        elif limit is not None and time.start > limit:
            times[at] = replace(time, start=limit, end=max(limit, min(time.end, limit)))
    floor = 0
    for at, time in enumerate(times):
        if time.start < floor and time.kind is not TimeKind.BY_HAND:
            times[at] = replace(time, start=floor, end=max(floor, time.end))
        floor = max(floor, times[at].start)
    known = {at for at, time in enumerate(times) if time is before[at]}
    return lasting(times, known)


def _with_length(time: WordTime) -> WordTime:
    """The time, as long as the shortest word where it was heard as of no length."""
    if time.kind is not TimeKind.MEASURED or time.end > time.start:
        return time
    return replace(time, end=time.start + SHORTEST_WORD)


def _best(before: Sequence[WordTime], heard: Sequence[WordTime]) -> list[WordTime]:
    """Of each word the better known time; no estimate is better than what a file or an ear told.

    What was known gives way all the same where it does not lie between the words that were heard.
    """
    times = [
        was if was.kind is TimeKind.BY_HAND else now for was, now in zip(before, heard, strict=True)
    ]
    starts = [NEVER if time.kind is TimeKind.ESTIMATED else time.start for time in times]
    limits = [*accumulate(reversed(starts), min)][::-1]
    floor = 0
    for at, (was, now) in enumerate(zip(before, times, strict=True)):
        if now.kind is not TimeKind.ESTIMATED:
            floor = max(floor, now.start)
        elif _known(was) and floor <= was.start <= limits[at]:
            times[at] = was
    return times


def _known(time: WordTime) -> bool:
    """Whether a file told the time, or it was heard and the word has not changed since."""
    return time.kind is TimeKind.IMPORTED or (
        time.kind is TimeKind.MEASURED and time.confidence is not None
    )


def _fits(line: Segment, timed: Timed) -> bool:
    return line.text == timed.text and count_words(line.text) == len(timed.words)


def _with_words(line: Segment, heard: tuple[WordTime, ...]) -> Segment:
    return replace(line, words=WordTimes.pack(merged(line.word_times(), heard)))


def _limits(
    episode: Episode, changed: Mapping[int, Segment], within: Mapping[int, Span]
) -> dict[int, Ms]:
    """For each changed line the start of the next one that stays: no start goes beyond.

    Nor beyond where it is held, or one behind it is.
    """
    lines = episode.transcript
    limits: dict[int, Ms] = {}
    last = len(lines)
    for index in sorted(changed, reverse=True):
        if index + 1 not in changed:
            last = lines[index + 1].start if index + 1 < len(lines) else NEVER
        held = within.get(lines[index].id)
        last = last if held is None else min(last, held.end)
        limits[index] = last
    return limits


def _first_start(line: Segment | None) -> Ms:
    """When a line begins, by its first word where that was surely heard."""
    if line is None:
        return NEVER
    moved = _heard_start(line)
    return line.start if moved is None else moved


def _heard_start(line: Segment) -> Ms | None:
    times = line.word_times()
    if not times or Flag.WHOLE_SECONDS not in line.flags or not _sure(times[0]):
        return None
    early = line.start - times[0].start
    if 0 < early <= _EARLY:
        return line.start
    near = abs(early) <= _FARTHEST or (early < 0 and _surely_elsewhere(times))
    return times[0].start if near else None


def _surely_elsewhere(times: Sequence[WordTime]) -> bool:
    heard = [time.confidence or 0 for time in times if time.kind is TimeKind.MEASURED]
    return len(times) >= _ENOUGH and sum(heard) >= _ELSEWHERE * len(times)


def _sure(time: WordTime) -> bool:
    return time.kind is TimeKind.MEASURED and (time.confidence or 0) >= SURE


def _refined(line: Segment, floor: Ms, limit: Ms, following: Ms) -> Segment:
    """The line with the start and end that were heard, no earlier and no later than its order."""
    times = line.word_times()
    start = _heard_start(line)
    flags = line.flags
    if start is not None:
        flags &= ~Flag.WHOLE_SECONDS
    begin = min(max(line.start if start is None else start, floor), limit)
    end = line.end
    if Flag.END_INFERRED in flags and times and _sure(times[-1]):
        end = min(times[-1].end, max(following, begin))
        flags &= ~Flag.END_INFERRED
    elif Flag.END_INFERRED in flags and following != NEVER:
        end = min(max(end, begin), max(following, begin))
    if flags != line.flags:
        flags |= Flag.FLOWS  # better times make no cue of a file of it
    return replace(line, start=begin, end=max(begin, end), flags=flags)


def write_filler(
    episode: Episode, index: int, offset: int, word: str, span: Span, confidence: float
) -> Edit:
    """Write an "um" that is heard into a line before the character ``offset``, with its time.

    It carries a struck filler mark: the clean text stays what it was.
    """
    before = episode.transcript[index]
    left = " " if offset and not before.text[offset - 1].isspace() else ""
    right = " " if offset < len(before.text) and not before.text[offset].isspace() else ""
    after = with_change(before, TextChange(offset, 0, f"{left}{word},{right}"))
    start = offset + len(left)
    place = next(at for at, token in enumerate(tokens(after.text)) if token.start == start)
    times = list(after.word_times())
    low = times[place - 1].start if place else 0
    high = times[place + 1].start if place + 1 < len(times) else span.end
    begin = min(max(span.start, low), max(high, low))
    end = max(begin, min(span.end, max(high, begin)))
    times[place] = WordTime(begin, end, TimeKind.MEASURED, confidence)
    filler = Mark(
        start, start + len(word) + 1, Kind.FILLER, "heard-filler", confidence, MarkState.STRUCK
    )
    marks = tuple(sorted((*after.marks, filler), key=lambda mark: mark.start))
    floor = episode.transcript[index - 1].start if index else 0
    earliest = max(floor, begin) if place == 0 else before.start
    start_of_line = min(before.start, earliest)
    after = replace(after, start=start_of_line, words=WordTimes.pack(times), marks=marks)
    return Edit("insert-filler", (Splice(Track.SEGMENTS, index, (before,), (after,)),))
