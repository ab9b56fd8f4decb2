"""Caption board: the live cues of a session, found from the text and back, and what keys do there.

Everything a person decides about captions is planned here as an edit: where cues and lines break,
what stays together, which cue is locked, its times and its text for captions alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Final

from editor.app.captioning import profile_of, words_of
from editor.captions.cue import Anchor, Cue
from editor.captions.cues import manner_of
from editor.captions.live import Captions, Reflown
from editor.model.breaks import BreakKind, Hold
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.render import Rendering, render
from editor.model.segment import Segment
from editor.model.sound import Sound, plain_label
from editor.model.time import Ms
from editor.model.verbs import captions as verbs
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

    def ahead(self) -> bool:
        """Make a part of what ``refresh`` will need; ``False`` where that is soon done anyway."""
        return not self._building and self._captions.ahead()

    def build(self) -> Iterator[int]:
        """Make all cues, a paragraph at a step, telling how many lines are done.

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

    def speaker_place(self, cue: Cue) -> int:
        """Where who speaks stands in the list of speakers; -1 for nobody."""
        known = (at for at, person in enumerate(self._episode.speakers) if person.id == cue.voice)
        return next(known, -1)

    def place(self, at: int) -> Place | None:
        """Where a cue's first word stands; ``None`` as for ``extent``."""
        anchor = self._known[at].anchor if at < len(self._known) else None
        return self._place(anchor) if anchor else None

    # --- what a person decides

    def part(self, place: Place) -> Edit:
        """Begin a new cue with the word at a place.

        Raises ``UserError``, as the two below do: ``cue-no-word`` where none follows in the line,
        and ``cue-decided`` where it is so already.
        """
        return self._decision(self._word(place), BreakKind.CUE)

    def break_line(self, place: Place) -> Edit:
        """Begin a new line of the cue with the word at a place; once more takes it back."""
        word = self._word(place)
        if self._decided(word) is BreakKind.LINE:
            return verbs.release(self._episode, [word])
        return self._decision(word, BreakKind.LINE)

    def keep_together(self, place: Place) -> Edit:
        """Never break before the word at a place; once more takes it back."""
        word = self._word(place)
        if self._decided(word) is BreakKind.NONE:
            return verbs.release(self._episode, [word])
        return self._decision(word, BreakKind.NONE)

    def join_next(self, at: int) -> Edit:
        """Make one cue of this and the next."""
        return verbs.decide(self._episode, self._stop(at), BreakKind.NONE)

    def release(self, at: int) -> Edit:
        """Take back everything that was decided in and at the edges of a cue."""
        extent = self._extent(at)
        places = [
            Place(index, each.at)
            for index in range(extent.start.index, extent.stop.index + 1)
            if index < len(self._episode.transcript)
            for each in self._episode.transcript[index].breaks
        ]
        within = (place for place in places if extent.start <= place <= extent.stop)
        return verbs.release(self._episode, within)

    def lock(self, at: int) -> Edit:
        """Keep a cue as it is, whatever is changed around it; once more lets it go."""
        held = self._held(at)
        verb = "unlock-cue" if held.locked else "lock-cue"
        return self._hold(at, replace(held, locked=not held.locked), verb)

    def set_times(self, at: int, start: Ms, end: Ms) -> Edit:
        """Give a cue its in and out time (ms) by hand; a sound, too."""
        sound = self.sound_of(at)
        if sound is not None and self._known[at].sound is not None:
            moved = replace(sound, start=start, end=max(start, end))
            return verbs.edit_sound(self._episode, moved)
        held = replace(self._held(at), start=start, end=max(start, end))
        return self._hold(at, held, "time-cue")

    def rewrite(self, at: int, lines: Sequence[str]) -> Edit:
        """Give a cue a text for captions alone, beside its words; no lines take it back.

        Of a sound it is the label, with or without the profile's form; no lines leave it.
        """
        sound = self.sound_of(at)
        if sound is not None and self._known[at].sound is not None:
            label = plain_label(" ".join(lines))
            return verbs.edit_sound(self._episode, replace(sound, label=label or sound.label))
        over = self._known[at].over
        if tuple(lines[: len(over)]) == self._known[at].lines[: len(over)]:
            lines = lines[len(over) :]  # a sound is named beside it
        kept = tuple(line for line in (" ".join(line.split()) for line in lines) if line)
        source = self.spoken(at) if kept else ""
        return self._hold(at, replace(self._held(at), lines=kept, source=source), "edit-cue")

    def sound_of(self, at: int) -> Sound | None:
        """The sound that a cue names, alone or above its words; ``None`` where it names none."""
        cue = self._known[at]
        named = (cue.sound, *cue.over)
        return next((sound for sound in self._episode.sounds if sound.id in named), None)

    def remove_sound(self, at: int) -> Edit:
        """Take the sound that a cue names out; raises ``UserError("cue-no-sound")``."""
        sound = self.sound_of(at)
        if sound is None:
            raise UserError("cue-no-sound")
        return verbs.remove_sound(self._episode, sound.id)

    def push_word(self, at: int) -> Edit:
        """Move a cue's last word to the next one."""
        extent = self._extent(at)
        place = self._before(extent.stop)
        if place is None or place <= extent.start:
            raise UserError("cue-one-word")
        return self._move_start(at + 1, place)

    def pull_word(self, at: int) -> Edit:
        """Move the next cue's first word into this one."""
        extent = self._extent(at + 1) if at + 1 < len(self._known) else None
        place = self._after(extent.start) if extent else None
        if extent is None or place is None or place >= extent.stop:
            raise UserError("cue-one-word")
        return self._move_start(at + 1, place)

    def spoken(self, at: int) -> str:
        """The words a cue stands for, as its view shows them."""
        extent, said = self._extent(at), []
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

    def _take_all(self) -> Iterator[int]:
        """Note where the lines of all cues begin; what is edited meanwhile is for ``refresh``."""
        fresh, starts = self._captions.cues, dict[int, list[tuple[int, bool]]]()
        lines = len(self._episode.transcript)
        for at, cue in enumerate(fresh):
            for number, anchor in enumerate(cue.begins):
                starts.setdefault(anchor.segment, []).append((anchor.at, number == 0))
            if at % _NOTED == 0:
                yield lines
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

    def _hold(self, at: int, what: Hold, verb: str) -> Edit:
        return verbs.hold(self._episode, self._extent(at), what, verb)

    def _held(self, at: int) -> Hold:
        return verbs.hold_of(self._episode, self._extent(at).start)

    def _move_start(self, at: int, place: Place) -> Edit:
        extent = self._extent(at)
        lines = tuple(line for line in extent.lines if line > place)
        held = verbs.hold_of(self._episode, extent.start)
        return verbs.hold(self._episode, Extent(place, extent.stop, lines), held, "move-cue-edge")

    def _extent(self, at: int) -> Extent:
        extent = self.extent(at)
        if extent is None:
            raise UserError("cue-none" if self._known[at].anchors else "cue-is-sound")
        return extent

    def _stop(self, at: int) -> Place:
        stop = self._extent(at).stop
        if stop.index >= len(self._episode.transcript):
            raise UserError("cue-last")
        return stop

    def _place(self, anchor: Anchor) -> Place | None:
        lines = self._episode.transcript
        if not lines.has(anchor.segment):
            return None
        return Place(lines.index_of(anchor.segment), anchor.at)

    def _decision(self, word: Place, kind: BreakKind) -> Edit:
        edit = verbs.decide(self._episode, word, kind)
        if not edit:
            raise UserError("cue-decided")
        return edit

    def _decided(self, place: Place) -> BreakKind | None:
        breaks = self._episode.transcript[place.index].breaks
        return next((each.kind for each in breaks if each.at == place.at), None)

    def _words(self, index: int) -> list[int]:
        """Where the shown words of a line begin in its own text."""
        shown = render(self._episode.transcript[index], self.view)
        return [_source(shown, token.start) for token in tokens(shown.text)]

    def _word(self, place: Place) -> Place:
        """The word a place is in, or the next one where it is between two."""
        for start, end in self._stretches(place.index):
            if place.at < end:
                return Place(place.index, start)
        raise UserError("cue-no-word")

    def _stretches(self, index: int) -> Iterator[tuple[int, int]]:
        starts = self._words(index)
        text = self._episode.transcript[index].text
        ends = {token.start: token.end for token in tokens(text)}
        for start in starts:
            yield start, ends.get(start, start + 1)

    def _before(self, place: Place) -> Place | None:
        """The word before a place."""
        for index in range(min(place.index, len(self._episode.transcript) - 1), -1, -1):
            limit = place.at if index == place.index else None
            starts = [at for at in self._words(index) if limit is None or at < limit]
            if starts:
                return Place(index, starts[-1])
        return None

    def _after(self, place: Place) -> Place | None:
        """The word behind the one at a place."""
        for index in range(place.index, len(self._episode.transcript)):
            for at in self._words(index):
                if Place(index, at) > place:
                    return Place(index, at)
        return None


def _moment(segment: Segment, offset: int) -> Ms:
    moment = segment.start
    for token, time in zip(tokens(segment.text), segment.word_times(), strict=True):
        if token.start > offset:
            break
        moment = time.start
    return moment


def _source(shown: Rendering, at: int) -> int:
    """Where the shown letter stands in the line's own text, struck words before it passed."""
    piece = shown.pieces[bisect_right(shown.pieces, at, key=attrgetter("shown")) - 1]
    return piece.source + at - piece.shown
