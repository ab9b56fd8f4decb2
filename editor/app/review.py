"""Review: the marks a person should look at, sieved, and those that are alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from editor.app.change_ledger import known_names
from editor.app.never import never as never_alike
from editor.app.never import words_of
from editor.cleaning.risks import risks
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.marks import Kind, Mark, MarkState, struck_spans
from editor.model.segment import Segment
from editor.model.verbs.cleaning import Marked, decide, hear


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
        if self.sieve.takes_line(segment):
            for mark in segment.marks:
                if self.sieve.takes(mark) and self._is_wanted(segment, mark):
                    yield mark

    def _is_wanted(self, segment: Segment, mark: Mark) -> bool:
        if self.sieve.show is not Show.UNHEARD:
            return True
        struck = struck_spans(segment.marks)
        return bool(risks(segment.text, mark, struck, self._language, self._names))


def alike(episode: Episode, line: int, mark: Mark) -> list[Marked]:
    """All undecided marks of the same kind over the same words, this one among them."""
    words = words_of(episode.transcript.by_id(line).text, mark)
    return [
        (segment.id, other)
        for segment in episode.transcript
        for other in segment.marks
        if other.kind is mark.kind
        and (not other.decided or (segment.id == line and other == mark))
        and words_of(segment.text, other) == words
    ]


def strike_heard(episode: Episode, line: int, mark: Mark) -> Edit:
    """Accept one finding that somebody has just listened to."""
    return decide(episode, [(line, mark)], MarkState.STRUCK, heard=True)


def never(episode: Episode, line: int, mark: Mark) -> Edit:
    """Let all findings like this one stand, and never ask again in this project."""
    return never_alike(episode, line, mark, alike(episode, line, mark))


def heard(episode: Episode, line: int, mark: Mark) -> Edit:
    """Note that somebody has listened to what this mark strikes."""
    return hear(episode, [(line, mark)])
