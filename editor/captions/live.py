"""Live captions: the cues of an episode that is being edited; an edit re-flows its paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from editor.captions.cue import Cue
from editor.captions.cues import Spoken, spoken
from editor.captions.flow import Manner
from editor.captions.paragraphs import paragraphs
from editor.captions.sounds import with_sounds
from editor.captions.timing import timed
from editor.model.edits import Aspect, Change, Track
from editor.model.episode import Episode
from editor.model.time import Ms

MANY: Final = 64
"""Changes between two refreshes above which everything is made anew, in a job."""

_SHAPING: Final = (
    Aspect.TEXT | Aspect.TIME | Aspect.SPEAKER | Aspect.MARKS | Aspect.ROWS | Aspect.BREAKS
)
_LISTS: Final = (Track.CHAPTERS, Track.SHOTS, Track.SPEAKERS)


@dataclass(frozen=True, slots=True)
class Reflown:
    """``removed`` cues at ``first`` gave way to ``added``."""

    first: int
    removed: int
    added: int

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)


@dataclass(slots=True)
class _Part:
    """A paragraph of so many lines: its cues as made and as timed.

    A stale one waits to be made of ``was``, the paragraphs it was before.
    """

    lines: int
    source: Spoken | None = None
    made: list[Cue] = field(default_factory=list)
    shown: list[Cue] = field(default_factory=list)
    was: list[_Part] = field(default_factory=list)

    @property
    def stale(self) -> bool:
        return self.source is None


class Captions:
    """The cues of a live episode, always those that ``cues`` would give.

    Watches the episode and only notes what changed; ``refresh`` makes it good in a few ms. Where it
    says ``None``, too much has changed, and ``build`` has to run (a job, in steps of one
    paragraph).
    """

    def __init__(self, episode: Episode, manner: Manner) -> None:
        self._episode = episode
        self._manner = manner
        self._parts: list[_Part] = []
        self._cues: list[Cue] = []
        self._changes = 0
        self._whole = True
        self.ignore = episode.watch(self)

    @property
    def manner(self) -> Manner:
        """How they are made."""
        return self._manner

    @property
    def cues(self) -> Sequence[Cue]:
        """The cues as of the last refresh or build."""
        return self._cues

    @property
    def ready(self) -> bool:
        """Whether ``refresh`` is enough."""
        return not self._whole

    @property
    def in_step(self) -> bool:
        """Whether nothing has changed since the last refresh or build."""
        return not self._whole and not self._changes

    def remake(self, manner: Manner) -> None:
        """Other rules, another view: everything is to be built."""
        self._manner = manner
        self._whole = True

    def build(self) -> Iterator[int]:
        """Make everything, telling after each paragraph how many lines are done."""
        lines = self._episode.transcript
        self._whole, self._changes = False, 0
        chapters = {chapter.segment for chapter in self._episode.chapters}
        parts: list[_Part] = []
        manner = self._manner
        for within in paragraphs(lines, chapters, manner.words, manner.profile):
            parts.append(self._made(within, ()))
            yield within.stop
            if self._whole or self._changes:
                self._whole = True  # edited meanwhile: it has to be built again
                return
        self._parts = parts
        self._time(range(len(parts)))
        self._gather()

    def before_change(self, change: Change) -> None:
        """Nothing yet."""

    def after_change(self, change: Change) -> None:
        """Note which paragraphs a change touches."""
        if change.track in _LISTS:
            self._whole = True
        elif change.track is Track.SOUNDS:
            self._changes += 1
        elif change.track is Track.SEGMENTS and change.aspect & _SHAPING:
            self._changes += 1
            self._whole = self._whole or self._changes > MANY
            if not self._whole:
                self._touch(change)

    def refresh(self) -> Reflown | None:
        """Re-flow what changed; ``None`` where everything has to be built."""
        if self._whole:
            return None
        if not self._changes:
            return Reflown(0, 0, 0)
        self._changes = 0
        before = self._cues
        self._reflow()
        self._gather()
        return _difference(before, self._cues)

    def _touch(self, change: Change) -> None:
        """Make one stale part of those that hold the changed lines and their neighbours."""
        edges = [0, *accumulate(part.lines for part in self._parts)]
        first = min(max(0, bisect_right(edges, max(0, change.first - 1)) - 1), len(self._parts))
        stop = bisect_right(edges, min(change.first + change.removed, max(0, edges[-1] - 1)))
        stop = min(max(stop, first + 1), len(self._parts))
        held = sum(part.lines for part in self._parts[first:stop])
        merged = _Part(held - change.removed + change.added)
        for part in self._parts[first:stop]:
            merged.was += part.was if part.stale else [part]
        self._parts[first:stop] = [merged]

    def _made(self, within: range, known: Sequence[_Part]) -> _Part:
        """The paragraph of these lines: one that is known, where it is made of the same."""
        source = spoken(self._episode, within, self._manner)
        for part in known:
            if part.source == source:
                return part
        return _Part(len(within), source, source.flow(self._manner))

    def _reflow(self) -> None:
        manner, episode = self._manner, self._episode
        chapters = {chapter.segment for chapter in episode.chapters}
        at = line = 0
        while at < len(self._parts):
            part = self._parts[at]
            within = range(line, line + part.lines)
            line = within.stop
            if not part.stale:
                at += 1
                continue
            ranges = paragraphs(episode.transcript, chapters, manner.words, manner.profile, within)
            fresh = [self._made(each, part.was) for each in ranges]
            self._parts[at : at + 1] = fresh
            self._time(range(max(0, at - 1), at + len(fresh)))
            at += len(fresh)

    def _time(self, stale: range) -> None:
        """Time these parts, and those behind them as long as that moves them."""
        shots = [shot.at for shot in self._episode.shots]
        profile = self._manner.profile
        for at in range(stale.start, len(self._parts)):
            part = self._parts[at]
            before, free = self._before(at)
            shown = timed(part.made, profile, shots, before, self._after(at), free)
            settled = at >= stale.stop and shown == part.shown
            part.shown = shown
            if settled and part.made:
                return

    def _before(self, at: int) -> tuple[Cue | None, Ms]:
        for part in reversed(self._parts[max(0, at - 8) : at]):
            if part.made:
                return part.made[-1], part.shown[-1].end if part.shown else 0
        return None, 0

    def _after(self, at: int) -> Cue | None:
        return next((part.made[0] for part in self._parts[at + 1 : at + 9] if part.made), None)

    def _gather(self) -> None:
        shown = [cue for part in self._parts for cue in part.shown]
        self._cues = with_sounds(shown, self._episode.sounds, self._manner.profile)


def _difference(before: Sequence[Cue], after: Sequence[Cue]) -> Reflown:
    """The one stretch in which two lists of cues differ."""
    room = min(len(before), len(after))
    front = 0
    while front < room and (before[front] is after[front] or before[front] == after[front]):
        front += 1
    back = 0
    while back < room - front and (
        before[-1 - back] is after[-1 - back] or before[-1 - back] == after[-1 - back]
    ):
        back += 1
    return Reflown(front, len(before) - front - back, len(after) - front - back)
