"""Edges: moving where a line begins or ends, and what an edge in hand is drawn to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import Final

from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.time import Ms, Span
from editor.model.verbs.lines import set_times
from editor.model.words import TimeKind

SHORTEST: Final = 40
"""Ms that are left of a line, and of the neighbour that an edge is pushed into: one film frame."""

_end = attrgetter("end")


class Edge(Enum):
    """One of a line's two edges."""

    START = "start"
    END = "end"

    def of(self, span: Span) -> Ms:
        """Where it is."""
        return span.start if self is Edge.START else span.end

    def moved(self, span: Span, at: Ms) -> Span:
        """The span with this edge elsewhere; never shorter than a frame."""
        if self is Edge.START:
            return Span(max(0, min(at, span.end - SHORTEST)), span.end)
        return Span(span.start, max(at, span.start + SHORTEST))


class Pull(Enum):
    """What an edge that is being moved was drawn to."""

    FREE = "free"
    WORD = "word"
    PAUSE = "pause"
    LINE = "line"
    CUE = "cue"
    SHOT = "shot"
    GUESS = "guess"
    PLAYHEAD = "playhead"


@dataclass(frozen=True, slots=True)
class Snap:
    """Where an edge comes to lie (ms), and why there."""

    at: Ms
    pull: Pull


def move_edge(episode: Episode, row: int, edge: Edge, at: Ms) -> Edit:
    """Give a line another start or end; a neighbour that touches there moves along.

    One undo step. The neighbour keeps at least a frame, so lines cannot change their order.
    """
    lines = episode.transcript
    line = lines[row]
    other = row - 1 if edge is Edge.START else row + 1
    touches = 0 <= other < len(lines) and _touch(
        lines[min(row, other)].span, lines[max(row, other)].span
    )
    if edge is Edge.START:
        if touches:
            at = max(at, lines[other].start + SHORTEST)
        at = edge.moved(line.span, at).start
        own = set_times(episode, row, at, line.end)
        beside = set_times(episode, other, lines[other].start, at) if touches else None
    else:
        if touches:
            at = min(at, lines[other].end - SHORTEST)
        at = edge.moved(line.span, at).end
        own = set_times(episode, row, line.start, at)
        beside = set_times(episode, other, at, lines[other].end) if touches else None
    return Edit(own.verb, own.splices + (beside.splices if beside else ()))


def _touch(before: Span, after: Span) -> bool:
    return before.end == after.start


def snap(
    episode: Episode, row: int, at: Ms, reach: float, silences: Sequence[Span], playhead: Ms
) -> Snap:
    """Draw an edge of a line to what lies within ``reach`` ms, the nearest first."""
    found = [
        (abs(target.at - at), place, target)
        for place, target in enumerate(_targets(episode, row, at, reach, silences, playhead))
        if abs(target.at - at) <= reach
    ]
    return min(found, key=lambda one: one[:2])[2] if found else Snap(at, Pull.FREE)


def _targets(
    episode: Episode, row: int, at: Ms, reach: float, silences: Sequence[Span], playhead: Ms
) -> Iterator[Snap]:
    lines = episode.transcript
    yield Snap(playhead, Pull.PLAYHEAD)
    for other in range(max(0, row - 1), min(len(lines), row + 2)):
        if other != row:
            yield Snap(lines[other].start, Pull.LINE)
            yield Snap(lines[other].end, Pull.LINE)
        for time in lines[other].word_times():
            if time.kind is not TimeKind.ESTIMATED:
                yield Snap(time.start, Pull.WORD)
                yield Snap(time.end, Pull.WORD)
    for place in range(bisect_left(silences, at - reach, key=_end), len(silences)):
        silence = silences[place]
        if silence.start > at + reach:
            return
        yield Snap(silence.start, Pull.PAUSE)
        yield Snap(silence.end, Pull.PAUSE)


def neighbour_edge(episode: Episode, silences: Sequence[Span], at: Ms, by: int) -> Ms | None:
    """Return the next place worth stopping at (``by`` 1) or the one before (-1), from a moment.

    Edges of lines, words whose times are known, and edges of silences.
    """
    lines = episode.transcript
    here = max(0, lines.index_at(at))
    places: set[Ms] = set()
    for row in range(max(0, here - 2), min(len(lines), here + 3)):
        places.update((lines[row].start, lines[row].end))
        places.update(
            time.start for time in lines[row].word_times() if time.kind is not TimeKind.ESTIMATED
        )
    first = max(0, bisect_left(silences, at, key=_end) - 2)
    for silence in silences[first : first + 5]:
        places.update((silence.start, silence.end))
    if by > 0:
        return min((place for place in places if place > at), default=None)
    return max((place for place in places if place < at), default=None)
