"""Caption board: the live cues of a session, found from the text and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from editor.app.captioning import profile_of, words_of
from editor.captions.cue import Anchor, Cue
from editor.captions.cues import manner_of
from editor.captions.live import Captions, Reflown
from editor.model.breaks import BreakKind
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.render import render
from editor.model.segment import Segment
from editor.model.sound import Sound
from editor.model.time import Ms
from editor.model.verbs.captions import Extent, Place
from editor.model.words import tokens

_NEAR: Final = 6
"""Cues looked at around the moment of a word: those of neighbouring lines may lie before it."""
_NOTED: Final = 64
"""Cues noted in a step of building: a fraction of a ms."""
_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Seam:
    """A place before a word where captions break, or where somebody decided that they never do.

    ``at`` counts characters of the line's own text. ``decided``: by a person or a caption file.
    """

    at: int
    kind: BreakKind
    decided: bool = False
    locked: bool = False


class CaptionBoard:
    """The cues of an episode that is being edited; ``refresh`` after every change of a session."""

    def __init__(self, episode: Episode) -> None:
        self._episode = episode
        self._starts: dict[int, list[tuple[int, bool]]] = {}
        self._known: Sequence[Cue] = ()
        self._building = False
        self.profile = profile_of(episode)
        self.view = words_of(episode)
        self._captions = Captions(episode, manner_of(episode, self.profile, self.view))

    @property
    def cues(self) -> Sequence[Cue]:
        """The cues as of the last refresh."""
        return self._known

    @property
    def in_step(self) -> bool:
        """Whether they are those of the episode as it is now."""
        return self._captions.in_step

    def close(self) -> None:
        """Stop watching the episode."""
        self._captions.ignore()

    def refresh(self) -> Reflown | None:
        """Re-flow what changed; ``None`` where ``build`` has to run."""
        profile, view = profile_of(self._episode), words_of(self._episode)
        if (profile, view) != (self.profile, self.view):  # everything has to be built
            self.profile, self.view = profile, view
            self._captions.remake(manner_of(self._episode, profile, view))
        if self._building or not self._captions.ready:
            return None
        changed = self._captions.refresh()
        if changed:
            self._take(changed)
        return changed

    def ahead(self) -> Iterator[None]:
        """Make what ``refresh`` will need, some tenths of a ms a step."""
        return iter(()) if self._building else self._captions.ahead()

    def build(self) -> Iterator[None]:
        """Make all cues, some tenths of a ms a step.

        Where the episode is edited meanwhile it ends early and ``refresh`` asks for it again.
        """
        self._building, whole = True, False
        try:
            yield from self._captions.build()
            if self._captions.ready:
                yield from self._take_all()
            whole = True
        finally:
            self._building = False
            if not whole:
                self._captions.remake(self._captions.manner)

    # --- from the text to the cues and back

    def seams(self, segment: Segment) -> list[Seam]:
        """The breaks in a line, in order: those made, and those decided."""
        found = {
            at: Seam(at, BreakKind.CUE if first else BreakKind.LINE)
            for at, first in self._starts.get(segment.id, ())
        }
        for decided in segment.breaks:
            made = found.get(decided.at)
            kind = made.kind if made else decided.kind
            locked = decided.hold is not None and decided.hold.locked
            if made or decided.kind is BreakKind.NONE:
                found[decided.at] = Seam(decided.at, kind, decided=True, locked=locked)
        return [found[at] for at in sorted(found)]

    def cue_at(self, place: Place) -> int | None:
        """The cue that holds the word at or before a place; ``None`` where there is none."""
        if not 0 <= place.index < len(self._episode.transcript):
            return None
        segment = self._episode.transcript[place.index]
        middle = bisect_right(self._known, _moment(segment, place.at), key=_start) - 1
        near = range(max(0, middle - _NEAR), min(len(self._known), middle + _NEAR + 1))
        for at in near:
            extent = self.extent(at)
            if extent is not None and extent.start <= place < extent.stop:
                return at
        return middle if middle in near else None

    def cue_heard(self, at: Ms) -> int | None:
        """The cue that is shown at a moment."""
        found = bisect_right(self._known, at, key=_start) - 1
        return found if found >= 0 and at < self._known[found].end else None

    def extent(self, at: int) -> Extent | None:
        """The words of a cue.

        ``None`` of a sound, which has none, and of a cue whose lines are no longer what they were
        at the last refresh.
        """
        cue = self._known[at]
        if not cue.anchors:
            return None
        follow = next((c.anchors[0] for c in self._known[at + 1 : at + 8] if c.anchors), None)
        end = Place(len(self._episode.transcript), 0)
        places = [place for each in cue.begins if (place := self._place(each)) is not None]
        stop = self._place(follow) if follow else end
        if stop is None or len(places) < len(cue.begins):
            return None
        return Extent(places[0], stop, tuple(places[1:]))

    def words(self, at: int) -> Extent:
        """The same; raises ``UserError`` (``cue-none``, ``cue-is-sound``) where there are none."""
        extent = self.extent(at)
        if extent is None:
            raise UserError("cue-none" if self._known[at].anchors else "cue-is-sound")
        return extent

    def shown_from(self, place: Place) -> str:
        """The words of a line from a place on, as captions show them."""
        shown = render(self._episode.transcript[place.index], self.view)
        return shown.text[shown.to_shown(place.at) :]

    def speaker_place(self, cue: Cue) -> int:
        """Where who speaks stands in the list of speakers; -1 for nobody."""
        known = (at for at, person in enumerate(self._episode.speakers) if person.id == cue.voice)
        return next(known, -1)

    def place(self, at: int) -> Place | None:
        """Where a cue's first word stands; ``None`` as for ``extent``."""
        anchor = self._known[at].anchor if at < len(self._known) else None
        return self._place(anchor) if anchor else None

    def rows(self, changed: Reflown) -> range:
        """The lines in which captions may begin elsewhere since they were re-flown."""
        count = len(self._episode.transcript)
        before = self.place(changed.first - 1) if changed.first else Place(0, 0)
        after = self.place(changed.first + changed.added)
        return range(before.index if before else 0, after.index + 1 if after else count)

    def sound_of(self, at: int) -> Sound | None:
        """The sound that a cue names, alone or above its words; ``None`` where it names none."""
        cue = self._known[at]
        named = (cue.sound, *cue.over)
        return next((sound for sound in self._episode.sounds if sound.id in named), None)

    def spoken(self, at: int) -> str:
        """The words a cue stands for, as its view shows them."""
        extent, said = self.words(at), []
        for index in range(extent.start.index, extent.stop.index + 1):
            if index >= len(self._episode.transcript):
                break
            shown = render(self._episode.transcript[index], self.view)
            start = shown.to_shown(extent.start.at) if index == extent.start.index else 0
            last = index == extent.stop.index
            end = shown.to_shown(extent.stop.at) if last else len(shown.text)
            said.append(shown.text[start:end].strip())
        return " ".join(text for text in said if text)

    # --- inside

    def _take_all(self) -> Iterator[None]:
        """Note where the lines of all cues begin; what is edited meanwhile is for ``refresh``."""
        fresh, starts = self._captions.cues, dict[int, list[tuple[int, bool]]]()
        for at, cue in enumerate(fresh):
            for number, anchor in enumerate(cue.begins):
                starts.setdefault(anchor.segment, []).append((anchor.at, number == 0))
            if at % _NOTED == 0:
                yield
        self._known, self._starts = fresh, starts

    def _take(self, changed: Reflown) -> None:
        """Note where the lines of the fresh cues begin, and forget those of the old ones."""
        fresh = self._captions.cues
        for cue in self._known[changed.first : changed.first + changed.removed]:
            for number, anchor in enumerate(cue.begins):
                starts = self._starts.get(anchor.segment, [])
                if (anchor.at, number == 0) in starts:
                    starts.remove((anchor.at, number == 0))
        for cue in fresh[changed.first : changed.first + changed.added]:
            for number, anchor in enumerate(cue.begins):
                self._starts.setdefault(anchor.segment, []).append((anchor.at, number == 0))
        self._known = fresh

    def _place(self, anchor: Anchor) -> Place | None:
        lines = self._episode.transcript
        if not lines.has(anchor.segment):
            return None
        return Place(lines.index_of(anchor.segment), anchor.at)


def _moment(segment: Segment, offset: int) -> Ms:
    moment = segment.start
    for token, time in zip(tokens(segment.text), segment.word_times(), strict=True):
        if token.start > offset:
            break
        moment = time.start
    return moment
