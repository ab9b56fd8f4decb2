"""Auditioning: what to play so that a person can judge a mark, as it is and as if it were cut."""

from __future__ import annotations

from typing import Final

from editor.app.cutting import plan
from editor.app.jobs import run
from editor.model.episode import Episode
from editor.model.marks import Mark, MarkState
from editor.model.segment import Segment
from editor.model.time import Ms, Span
from editor.model.verbs.cleaning import decide
from editor.model.words import tokens

AROUND: Final[Ms] = 1_000
"""Ms that are heard before and after marked words."""
_NEAR: Final = 3
_AHEAD: Final = 100
"""Lines for which the cuts are looked for at once: some ten minutes, and no frame is late."""


def heard_span(segment: Segment, mark: Mark, around: Ms = AROUND) -> Span:
    """When the marked words are heard, with ``around`` ms before and after."""
    times = segment.word_times()
    met = [
        time
        for token, time in zip(tokens(segment.text), times, strict=True)
        if token.end >= mark.start and token.start <= mark.end
    ]
    if not met:
        return segment.span
    return Span(max(0, met[0].start - around), met[-1].end + around)


def cuts_near(episode: Episode, line: int, mark: Mark) -> list[Span]:
    """What would be cut around a mark if it were struck."""
    index = episode.transcript.index_of(line)
    near = Episode(episode.transcript[max(0, index - _NEAR) : index + _NEAR + 1], info=episode.info)
    near.apply(decide(near, [(line, mark)], MarkState.STRUCK))
    return [cut.span for cut in run(plan(near)).cuts.cuts]


def cuts_from(episode: Episode, index: int) -> list[Span]:
    """What would be cut from a line on."""
    ahead = Episode(episode.transcript[max(0, index - 1) : index + _AHEAD], info=episode.info)
    return [cut.span for cut in run(plan(ahead)).cuts.cuts]
