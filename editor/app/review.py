"""Review: the marks a person should look at, sieved, found from a place, and grouped alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from editor.app.change_ledger import known_names
from editor.app.jobs import Step, Work
from editor.app.never import never as never_alike
from editor.app.never import words_of
from editor.cleaning.risks import risks
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.marks import Kind, Mark, MarkState, struck_spans
from editor.model.segment import Segment
from editor.model.verbs.cleaning import Marked, decide, hear

_STEP: Final = 2_000


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

    ``kind`` and ``speaker`` of ``None`` mean all; ``speaker`` is an id, 0 for lines nobody was
    given. ``low`` and ``high`` bound the confidence, both included.
    """

    show: Show = Show.WAITING
    kind: Kind | None = None
    speaker: int | None = None
    low: float = 0.0
    high: float = 1.0

    def takes_line(self, segment: Segment) -> bool:
        """Whether the line's speaker is wanted."""
        return bool(segment.marks) and self.speaker in (None, segment.speaker or 0)

    def takes(self, mark: Mark) -> bool:
        """Whether the mark is wanted, as far as it alone can tell."""
        if self.kind not in (None, mark.kind) or not self.low <= mark.confidence <= self.high:
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

    def after(
        self, index: int = 0, offset: int = -1, within: int | None = None
    ) -> Iterator[Marked]:
        """Those behind a place (line index, offset), in the order of the text.

        ``within`` so many lines, where an answer is not worth a longer search.
        """
        lines = self._episode.transcript
        stop = len(lines) if within is None else min(len(lines), index + within)
        for at in range(max(0, index), stop):
            for mark in self.of_line(lines[at]):
                if at > index or mark.start > offset:
                    yield lines[at].id, mark

    def before(self, index: int, offset: int) -> Iterator[Marked]:
        """Those before a place, nearest first."""
        lines = self._episode.transcript
        for at in range(min(index, len(lines) - 1), -1, -1):
            for mark in reversed(list(self.of_line(lines[at]))):
                if at < index or mark.start < offset:
                    yield lines[at].id, mark

    def count(self) -> Work[int]:
        """How many there are; as a job, of a snapshot."""
        lines, found = self._episode.transcript, 0
        for index in range(len(lines)):
            if index % _STEP == 0:
                yield Step(index, len(lines), "review")
            found += sum(1 for _ in self.of_line(lines[index]))
        return found

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


def strike(episode: Episode, line: int, mark: Mark) -> Edit:
    """Accept one finding."""
    return decide(episode, [(line, mark)], MarkState.STRUCK)


def strike_heard(episode: Episode, line: int, mark: Mark) -> Edit:
    """Accept one finding that somebody has just listened to."""
    return decide(episode, [(line, mark)], MarkState.STRUCK, heard=True)


def stet(episode: Episode, line: int, mark: Mark) -> Edit:
    """Let one finding stand."""
    return decide(episode, [(line, mark)], MarkState.STET)


def strike_alike(episode: Episode, line: int, mark: Mark) -> Edit:
    """Accept all findings like this one, in one step."""
    return decide(episode, alike(episode, line, mark), MarkState.STRUCK)


def stet_alike(episode: Episode, line: int, mark: Mark) -> Edit:
    """Let all findings like this one stand, in one step."""
    return decide(episode, alike(episode, line, mark), MarkState.STET)


def never(episode: Episode, line: int, mark: Mark) -> Edit:
    """Let all findings like this one stand, and never ask again in this project."""
    return never_alike(episode, line, mark, alike(episode, line, mark))


def heard(episode: Episode, line: int, mark: Mark) -> Edit:
    """Note that somebody has listened to what this mark strikes."""
    return hear(episode, [(line, mark)])
