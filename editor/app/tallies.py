"""Tallies: marks by kind and talk time by speaker, kept in step with every change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from editor.model.edits import Aspect, Change, Track
from editor.model.episode import Episode
from editor.model.marks import Kind, MarkState
from editor.model.segment import Segment
from editor.model.time import Ms


@dataclass(frozen=True, slots=True)
class Tally:
    """Marks of one kind: all of them, how many a person decided on, how many wait for one."""

    total: int = 0
    reviewed: int = 0
    proposed: int = 0

    @property
    def asked(self) -> int:
        """How many are a person's to decide."""
        return self.reviewed + self.proposed


class Tallies:
    """Counts once, then only what each change touches: an edit costs the same at any length."""

    def __init__(self, episode: Episode) -> None:
        self._episode = episode
        self._total: Counter[Kind] = Counter()
        self._reviewed: Counter[Kind] = Counter()
        self._proposed: Counter[Kind] = Counter()
        self._talk: Counter[int | None] = Counter()
        for segment in episode.transcript:
            self._count(segment, 1)
        self._going: list[Segment] = []
        self._unwatch = episode.watch(self)

    def close(self) -> None:
        """Stop counting."""
        self._unwatch()

    def marks(self) -> Mapping[Kind, Tally]:
        """How many marks of each kind there are; kinds without any are left out."""
        return {
            kind: Tally(self._total[kind], self._reviewed[kind], self._proposed[kind])
            for kind in Kind
            if self._total[kind]
        }

    def all_marks(self) -> Tally:
        """The same, all kinds together."""
        return Tally(self._total.total(), self._reviewed.total(), self._proposed.total())

    def shares(self) -> Mapping[int | None, float]:
        """Each speaker's part of the talk, 0 to 1; ``None`` holds the lines nobody was given."""
        whole = self._talk.total()
        return {who: time / whole for who, time in self._talk.items() if time} if whole else {}

    def talk(self, speaker: int | None) -> Ms:
        """How long a speaker's lines last (ms)."""
        return self._talk[speaker]

    def before_change(self, change: Change) -> None:
        """Note what is about to go."""
        self._going = self._touched(change, change.removed)

    def after_change(self, change: Change) -> None:
        """Take away what has gone, add what has come: of a large edit nearly nothing differs."""
        gone, come = self._going, self._touched(change, change.added)
        self._going = []
        if len(gone) == len(come):
            pairs = [(was, now) for was, now in zip(gone, come, strict=True) if _differ(was, now)]
            gone, come = [was for was, _ in pairs], [now for _, now in pairs]
        for segment in gone:
            self._count(segment, -1)
        for segment in come:
            self._count(segment, 1)

    def _touched(self, change: Change, count: int) -> list[Segment]:
        """The lines at the place of a change, where it can change a count."""
        if change.track is not Track.SEGMENTS or not change.touches(_COUNTED):
            return []
        return self._episode.transcript[change.first : change.first + count]

    def _count(self, segment: Segment, by: int) -> None:
        self._talk[segment.speaker] += by * max(0, segment.end - segment.start)
        for mark in segment.marks:
            if mark.kind is Kind.BY_HAND:
                continue  # nobody reviews himself
            self._total[mark.kind] += by
            if mark.decided:
                self._reviewed[mark.kind] += by
            elif mark.state is MarkState.PROPOSED:
                self._proposed[mark.kind] += by


TALK: Final = Aspect.PEOPLE | Aspect.SPEAKER | Aspect.ROWS | Aspect.TIME
"""What may change who speaks for how long."""

_COUNTED: Final = Aspect.MARKS | Aspect.ROWS | Aspect.TEXT | Aspect.TIME | Aspect.SPEAKER


def _differ(was: Segment, now: Segment) -> bool:
    """Whether two lines count for something else."""
    return (
        was.marks != now.marks
        or was.start != now.start
        or was.end != now.end
        or was.speaker != now.speaker
    )
