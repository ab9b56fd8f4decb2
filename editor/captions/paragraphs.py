"""Paragraphs: runs of lines whose words may share cues; an edit re-flows the one it stands in.

Where a paragraph ends is told by the lines on both sides alone, so that an edit elsewhere never
moves it. Only a run of ``LONG`` lines without any such place is parted by counting.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final

from editor.captions.boundaries import ends_sentence
from editor.captions.language import BreakWords
from editor.captions.profile import Profile
from editor.captions.spoken import Line
from editor.model.breaks import BreakKind
from editor.model.segment import Segment
from editor.model.time import Span

LONG: Final = 8
"""Lines without a full stop, a pause or another speaker: a machine's text without punctuation.

So few that the longest paragraph is re-flown in a part of a frame (5 ms at 20 words a line), beside
the painting that the same change asks for."""

_STRIDE: Final = 4
"""Such a paragraph ends before an id that is a multiple of this: edits above move no end."""


def paragraphs(
    lines: Sequence[Segment],
    chapters: Collection[int | None],
    words: BreakWords,
    profile: Profile,
    within: range | None = None,
) -> Iterator[range]:
    """The paragraphs, as ranges of line indexes, of all lines or of those ``within``.

    ``chapters`` are the ids of lines that begin one.
    """
    every = within if within is not None else range(len(lines))
    first = every.start
    for at in range(every.start + 1, every.stop):
        if parts(lines[at - 1], lines[at], chapters, words, profile) or (
            at - first >= LONG and lines[at].id % _STRIDE == 0
        ):
            yield range(first, at)
            first = at
    if first < every.stop:
        yield range(first, every.stop)


def parts(
    before: Segment,
    after: Segment,
    chapters: Collection[int | None],
    words: BreakWords,
    profile: Profile,
) -> bool:
    """Whether a paragraph ends between two lines."""
    if before.speaker != after.speaker or after.id in chapters:
        return True
    if not (before.flows and after.flows):
        return True
    if after.breaks and after.breaks[0].at == 0:
        return after.breaks[0].kind is BreakKind.CUE
    if before.breaks and before.breaks[-1].at == len(before.text) and before.text:
        return before.breaks[-1].kind is BreakKind.CUE
    if after.start - before.end > profile.pause_ms:
        return True
    if after.start - before.start < profile.min_ms:
        return False  # too short to be shown alone
    last = before.text.rsplit(None, 1)
    return bool(last) and ends_sentence(last[-1], words)


def spans(lines: Sequence[Segment], within: range) -> list[Line]:
    """When each of these lines is heard; lines that start together share the time by length."""
    timed: list[Line] = []
    at = within.start
    while at < within.stop:
        first, last = together(lines, at)
        limit = lines[last].start if last < len(lines) else None
        end = max(line.end for line in lines[first:last])
        end = end if limit is None or not lines[at].flows else min(end, limit)
        shared = _shared(lines[first:last], Span(lines[at].start, max(lines[at].start, end)))
        stop = min(last, within.stop)
        timed.extend(shared[at - first : stop - first])
        at = stop
    return timed


def together(lines: Sequence[Segment], at: int, reach: int = sys.maxsize) -> tuple[int, int]:
    """The run of lines that start when the one at ``at`` does, as its first and the one behind it.

    Cues of a file stand alone. Not looked at is what lies more than ``reach`` lines away.
    """
    start = lines[at].start
    first, last = at, at + 1
    if not lines[at].flows:
        return first, last
    least, most = max(0, at - reach), min(len(lines), at + 1 + reach)
    while first > least and lines[first - 1].start == start and lines[first - 1].flows:
        first -= 1
    while last < most and lines[last].start == start and lines[last].flows:
        last += 1
    return first, last


def _shared(together: Sequence[Segment], whole: Span) -> list[Line]:
    if len(together) == 1:
        return [Line(together[0], whole)]
    edges = [0]
    for segment in together:
        edges.append(edges[-1] + len(segment.text) + 1)
    total = edges[-1]
    moments = [whole.start + whole.duration * edge // total for edge in edges]
    return [
        Line(segment, Span(start, end))
        for segment, (start, end) in zip(together, pairwise(moments), strict=True)
    ]
