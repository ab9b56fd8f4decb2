"""Sieve: which of the marks a person wants to look at, by what was decided, speaker, certainty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from editor.app.change_ledger import known_names
from editor.cleaning.risks import risks
from editor.model.episode import Episode
from editor.model.marks import Kind, Mark, MarkState, struck_spans
from editor.model.segment import Segment


class Show(StrEnum):
    """Which marks are looked at, by what was decided about them.

    ``OPEN`` are those nobody has decided on, struck unasked or suggested.
    """

    WAITING = "waiting"
    OPEN = "open"
    UNASKED = "unasked"
    UNHEARD = "unheard"
    DECIDED = "decided"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Sieve:
    """Lets through the marks somebody wants to look at; those made by hand are nobody's to review.

    ``speaker`` is an id, 0 for lines nobody was given; ``None`` means all. ``low`` and ``high``
    bound the confidence, both included.
    """

    show: Show = Show.WAITING
    speaker: int | None = None
    low: float = 0.0
    high: float = 1.0

    def takes_line(self, segment: Segment) -> bool:
        """Whether the line's speaker is wanted."""
        return bool(segment.marks) and self.speaker in (None, segment.speaker or 0)

    def takes(self, mark: Mark) -> bool:
        """Whether the mark is wanted, as far as it alone can tell."""
        if not self.low <= mark.confidence <= self.high:
            return False
        if self.show is Show.UNHEARD:
            return mark.strikes and not mark.heard and mark.kind is not Kind.SCAR
        if mark.kind is Kind.BY_HAND:
            return False
        if self.show is Show.WAITING:
            return mark.state is MarkState.PROPOSED
        if self.show is Show.UNASKED:
            return mark.state is MarkState.AUTO
        if self.show is Show.OPEN:
            return not mark.decided
        return mark.decided or self.show is Show.ALL


WAITING: Final = Sieve()


class Finder:
    """Finds the marks a sieve lets through; knows the names of the episode's people."""

    def __init__(self, episode: Episode, sieve: Sieve = WAITING) -> None:
        self.sieve = sieve
        self._episode = episode
        self._names = known_names(episode)
        self._language = episode.info.language or "en"

    def of_line(self, segment: Segment) -> Iterator[Mark]:
        """Those of one line, in order."""
        if not self.sieve.takes_line(segment):
            return
        unheard = self.sieve.show is Show.UNHEARD
        struck = struck_spans(segment.marks) if unheard else ()
        for mark in segment.marks:
            if self.sieve.takes(mark) and (not unheard or self._bears(segment, mark, struck)):
                yield mark

    def _bears(self, segment: Segment, mark: Mark, struck: Sequence[tuple[int, int]]) -> bool:
        return bool(risks(segment.text, mark, struck, self._language, self._names))
