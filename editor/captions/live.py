"""Live captions: the cues of an episode that is being edited; an edit re-flows its paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from editor.captions.cue import Cue
from editor.captions.cues import Spoken, spoken
from editor.captions.flow import Manner
from editor.captions.paragraphs import paragraphs, together
from editor.captions.parts import Part, Parts
from editor.captions.sounds import with_sounds
from editor.captions.steps import Steps, at_once
from editor.captions.timing import timed
from editor.model.edits import Aspect, Change, Track
from editor.model.episode import Episode
from editor.model.time import Ms

MANY: Final = 64
"""Changes between two refreshes above which everything is made anew, in a job."""

_RUN: Final = 256
"""Lines around a change that start together above which everything is made anew, in a job."""

_REACH: Final = 8
"""Parts that are looked through for a neighbour's cue: those without words have none."""

_SHAPING: Final = (
    Aspect.TEXT
    | Aspect.TIME
    | Aspect.SPEAKER
    | Aspect.MARKS
    | Aspect.ROWS
    | Aspect.BREAKS
    | Aspect.FLAGS
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


class Captions:
    """The cues of a live episode, always those that ``cues`` would give.

    Watches the episode and only notes what changed; ``refresh`` makes it good in a few ms, less
    where ``ahead`` has gone before. Where it says ``None``, too much has changed, and ``build`` has
    to run.
    """

    def __init__(self, episode: Episode, manner: Manner) -> None:
        self._episode = episode
        self._manner = manner
        self._parts = Parts()
        self._said: list[Cue] = []
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
        self._changes += 1

    def build(self) -> Iterator[None]:
        """Make everything, some tenths of a ms a step.

        Where something changes meanwhile it ends early, and everything has to be built again.
        """
        self._whole, self._changes = True, 0
        parts, said = Parts(), list[Cue]()
        for _ in self._built(parts, said):
            yield
            if self._changes:
                return
        sounded = said
        for sound in self._episode.sounds:
            sounded = with_sounds(sounded, [sound], self._manner.profile)
            yield
            if self._changes:
                return
        self._parts, self._said, self._cues = parts, said, sounded
        self._whole = False

    def _built(self, parts: Parts, said: list[Cue]) -> Iterator[None]:
        """Make all parts and then, as a cue's times need its neighbours, time them."""
        lines, manner = self._episode.transcript, self._manner
        chapters = {chapter.segment for chapter in self._episode.chapters}
        for within in paragraphs(lines, chapters, manner.words, manner.profile):
            source = spoken(self._episode, within, manner)
            parts.append((yield from self._making(within, source)))
            yield
        shots = [shot.at for shot in self._episode.shots]
        for at in range(len(parts)):
            self._time_one(parts, at, shots)
            said += parts.tell(range(at, at + 1))
            yield

    def before_change(self, change: Change) -> None:
        """Nothing yet."""

    def after_change(self, change: Change) -> None:
        """Note which paragraphs a change touches."""
        if change.track in _LISTS:
            self._whole = True
            self._changes += 1
        elif change.track is Track.SOUNDS:
            self._changes += 1
        elif change.track is Track.SEGMENTS and change.touches(_SHAPING):
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
        before, plain = self._cues, self._cues is self._said
        front, back = self._reflow()
        if self._episode.sounds:
            self._cues = with_sounds(self._said, self._episode.sounds, self._manner.profile)
            plain = False
        else:
            self._cues = self._said
        return _difference(before, self._cues, *((front, back) if plain else (0, 0)))

    def ahead(self) -> Iterator[None]:
        """Make the paragraphs that the next refresh needs, some tenths of a ms a step.

        Between two steps the episode may be edited: what was made of other words is left.
        """
        while (needed := self._needed()) is not None:
            part, within, source = needed
            yield
            part.was.append((yield from self._making(within, source)))

    def _needed(self) -> tuple[Part, range, Spoken] | None:
        """A paragraph to be made, what of, and the stale part it is for."""
        if self._whole or not self._changes:
            return None
        for part, lines in self._stale():
            for within in self._ranges(lines):
                source = spoken(self._episode, within, self._manner)
                if _known(source, part.was) is None:
                    return part, within, source
        return None

    def _stale(self) -> Iterator[tuple[Part, range]]:
        """The stale parts and their lines."""
        parts = self._parts
        at = line = 0
        while (stale := parts.stale(at)) >= 0:
            line += parts.lines(range(at, stale))
            yield parts[stale], range(line, line + parts[stale].lines)
            line, at = line + parts[stale].lines, stale + 1

    def _touch(self, change: Change) -> None:
        """Make one stale part of those that hold the changed lines and their neighbours.

        Lines that start together share their time, so those that start with a neighbour belong
        to it.
        """
        parts, lines = self._parts, self._episode.transcript
        first = together(lines, change.first - 1, _RUN + 1)[0] if change.first else 0
        last = change.first + change.added
        last = together(lines, last, _RUN + 1)[1] - 1 if last < len(lines) else last
        if last - first > change.added + _RUN:
            self._whole = True
            return
        held = parts.holding(first, last - change.added + change.removed)
        parts.merge(held, parts.lines(held) - change.removed + change.added)

    def _made(self, within: range, known: Sequence[Part]) -> Part:
        """The paragraph of these lines: one that is known, where it is made of the same."""
        source = spoken(self._episode, within, self._manner)
        return _known(source, known) or at_once(self._making(within, source))

    def _making(self, within: range, source: Spoken) -> Steps[Part]:
        return Part(len(within), source, (yield from source.flowing(self._manner)))

    def _reflow(self) -> tuple[int, int]:
        """Make the stale parts and lay their cues in; how many stay as they are at both ends.

        Nothing is walked but those parts: a list of 100,000 cues is only copied, so that whoever
        holds the old one keeps it.
        """
        parts, said = self._parts, list(self._said)
        front = back = len(said)
        at = line = first = cue = 0
        while (stale := parts.stale(at)) >= 0:
            line += parts.lines(range(at, stale))
            within = self._ranges(range(line, line + parts[stale].lines))
            fresh = [self._made(each, parts[stale].was) for each in within]
            gone = parts.told(range(stale, stale + 1))
            parts.put(range(stale, stale + 1), fresh)
            here = max(first, _timed_by(parts, stale))
            cue += parts.told(range(first, here))
            first, at = here, stale
            stretch = range(first, self._time(range(first, stale + len(fresh))))
            stop = cue + gone + parts.told(stretch)
            shown = parts.tell(stretch)
            said[cue:stop] = shown
            front = min(front, cue)
            back = min(back, len(said) - cue - len(shown))
        self._said = said
        return front, back

    def _ranges(self, within: range) -> Iterator[range]:
        """The paragraphs that these lines are now."""
        lines, manner = self._episode.transcript, self._manner
        chapters = {chapter.segment for chapter in self._episode.chapters}
        return paragraphs(lines, chapters, manner.words, manner.profile, within)

    def _time(self, stale: range) -> int:
        """Time these parts, and those behind them as long as that moves them; where it ends."""
        shots = [shot.at for shot in self._episode.shots]
        for at in range(stale.start, len(self._parts)):
            moved = self._time_one(self._parts, at, shots)
            if at >= stale.stop and not moved and self._parts[at].made:
                return at + 1
        return len(self._parts)

    def _time_one(self, parts: Parts, at: int, shots: Sequence[Ms]) -> bool:
        """Time a part; whether that moves its cues."""
        part, profile = parts[at], self._manner.profile
        before, free = _before(parts, at)
        shown = timed(part.made, profile, shots, before, _after(parts, at), free)
        moved = shown != part.shown
        part.shown = shown
        return moved


def _known(source: Spoken, among: Sequence[Part]) -> Part | None:
    """The paragraph that was made of the same."""
    return next((part for part in among if part.source == source), None)


def _timed_by(parts: Parts, at: int) -> int:
    """The part before this one whose cues end where this one's begin: the nearest that has any."""
    nearest = range(at - 1, max(0, at - _REACH) - 1, -1)
    return next((before for before in nearest if parts[before].made), max(0, at - 1))


def _before(parts: Parts, at: int) -> tuple[Cue | None, Ms]:
    for part in reversed(parts.within(range(max(0, at - _REACH), at))):
        if part.made:
            return part.made[-1], part.shown[-1].end if part.shown else 0
    return None, 0


def _after(parts: Parts, at: int) -> Cue | None:
    behind = parts.within(range(at + 1, at + 1 + _REACH))
    return next((part.made[0] for part in behind if part.made), None)


def _difference(before: Sequence[Cue], after: Sequence[Cue], front: int, back: int) -> Reflown:
    """The one stretch in which two lists of cues differ; so many are the same at both ends."""
    room = min(len(before), len(after))
    back = min(back, room - front)
    while front < room - back and (before[front] is after[front] or before[front] == after[front]):
        front += 1
    while back < room - front and (
        before[-1 - back] is after[-1 - back] or before[-1 - back] == after[-1 - back]
    ):
        back += 1
    return Reflown(front, len(before) - front - back, len(after) - front - back)
