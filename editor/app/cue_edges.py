"""Cue edges: captions as spans over the recording, whose edges are moved and drawn to something."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from editor.app.edges import SHORTEST, Edge, Pull, Snap
from editor.captions.cue import Cue
from editor.model.episode import Episode
from editor.model.time import Ms, Span
from editor.model.words import TimeKind

FRAME: Final = 40
"""Ms by which a key moves an edge: a frame at 25 a second (product default)."""

_start = attrgetter("start")
_end = attrgetter("end")


@dataclass(frozen=True, slots=True, eq=False)
class CueTrack:
    """The captions of an episode, by start; ``gap`` (ms) is what their profile keeps between."""

    episode: Episode
    cues: Sequence[Cue]
    gap: Ms

    def between(self, start: float, end: float) -> range:
        """The cues that are shown at some moment of a stretch."""
        first = bisect_right(self.cues, start, key=_start) - 1
        return range(max(0, first), bisect_left(self.cues, end, key=_start))

    def moved(self, row: int, edge: Edge, at: Ms) -> Span:
        """When a cue is shown with one of its edges elsewhere.

        It stays longer than a frame. A neighbour whose times are the engine's yields down to a
        frame; one whose times a person or a file gave does not.
        """
        cue = self.cues[row]
        if edge is Edge.START:
            if row:
                before = self.cues[row - 1]
                at = max(at, before.end if _firm(before) else before.start + SHORTEST)
        elif row + 1 < len(self.cues):
            after = self.cues[row + 1]
            at = min(at, after.start if _firm(after) else after.end - SHORTEST)
        return edge.moved(Span(cue.start, cue.end), at)

    def snap(
        self, row: int, edge: Edge, at: Ms, reach: float, silences: Sequence[Span], playhead: Ms
    ) -> Snap:
        """Draw an edge to what lies within ``reach`` ms of it, the nearest first."""
        targets = enumerate(self._targets(row, edge, at, reach, silences, playhead))
        near = [
            (abs(target.at - at), place, target)
            for place, target in targets
            if abs(target.at - at) <= reach
        ]
        found = min(near, key=lambda one: one[:2])[2] if near else Snap(at, Pull.FREE)
        span = self.moved(row, edge, found.at)
        return Snap(edge.of(span), found.pull if edge.of(span) == found.at else Pull.FREE)

    def _targets(
        self, row: int, edge: Edge, at: Ms, reach: float, silences: Sequence[Span], playhead: Ms
    ) -> Iterator[Snap]:
        yield Snap(playhead, Pull.PLAYHEAD)
        yield from self._beside(row, edge)
        shots = self.episode.shots
        for shot in shots[bisect_left(shots, at - reach, key=lambda shot: shot.at) :][:4]:
            yield Snap(shot.at if edge is Edge.START else shot.at - self.gap, Pull.SHOT)
        yield from self._words(at)
        for silence in silences[bisect_left(silences, at - reach, key=_end) :][:4]:
            yield Snap(silence.start, Pull.PAUSE)
            yield Snap(silence.end, Pull.PAUSE)

    def _beside(self, row: int, edge: Edge) -> Iterator[Snap]:
        """The neighbour's edge, and the gap away from it."""
        if edge is Edge.START and row:
            end = self.cues[row - 1].end
            yield Snap(end + self.gap, Pull.CUE)
            yield Snap(end, Pull.CUE)
        elif edge is Edge.END and row + 1 < len(self.cues):
            start = self.cues[row + 1].start
            yield Snap(start - self.gap, Pull.CUE)
            yield Snap(start, Pull.CUE)

    def _words(self, at: Ms) -> Iterator[Snap]:
        """Words about a moment; captions follow estimated ones too, so these draw, and say so."""
        lines = self.episode.transcript
        here = lines.index_at(at)
        for line in range(max(0, here - 1), min(len(lines), here + 2)):
            for time in lines[line].word_times():
                pull = Pull.GUESS if time.kind is TimeKind.ESTIMATED else Pull.WORD
                yield Snap(time.start, pull)
                yield Snap(time.end, pull)


def _firm(cue: Cue) -> bool:
    """Whether a cue keeps its times whatever its neighbours do."""
    held = cue.hold is not None and cue.hold.start is not None
    return held or cue.given or cue.sound is not None
