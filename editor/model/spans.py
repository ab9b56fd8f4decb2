"""Spans: walking along a recording past stretches that are left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from editor.model.time import Ms, Span

_end = attrgetter("end")


def kept(start: Ms, stop: Ms, left_out: Sequence[Span]) -> Iterator[Span]:
    """Yield what is left of ``[start, stop)``; ``left_out`` is in order and without overlap."""
    at = start
    for place in range(bisect_right(left_out, start, key=_end), len(left_out)):
        gap = left_out[place]
        if gap.start >= stop:
            break
        if gap.start > at:
            yield Span(at, gap.start)
        at = max(at, gap.end)
    if at < stop:
        yield Span(at, stop)


def advanced(start: float, by: float, left_out: Sequence[Span]) -> float:
    """Return where one is after ``by`` ms from ``start`` on, the stretches left out not counted."""
    at = start
    for place in range(bisect_right(left_out, start, key=_end), len(left_out)):
        gap = left_out[place]
        if gap.start > at:
            if by < gap.start - at:
                break
            by -= gap.start - at
        at = max(at, gap.end)
    return at + by


def shrunk(spans: Sequence[Span], margin: Ms, least: Ms) -> tuple[Span, ...]:
    """Return the spans without ``margin`` at each side, those that keep ``least`` ms."""
    return tuple(
        Span(span.start + margin, span.end - margin)
        for span in spans
        if span.duration - 2 * margin >= least
    )
