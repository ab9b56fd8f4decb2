"""Episode: all lists of a project's content as one live whole, which changes by edits only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from itertools import pairwise
from typing import Any, Protocol

from editor.model.answer import Answer
from editor.model.chapter import Chapter
from editor.model.edits import Change, Edit, Item, Splice, Track, describe
from editor.model.errors import StaleEdit
from editor.model.info import Info
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.shot import Shot
from editor.model.sound import Sound
from editor.model.time import Ms
from editor.model.transcript import Transcript
from editor.model.translation import Translation


class Observer(Protocol):
    """Told before and after each primitive change; Qt's models need the bracket."""

    def before_change(self, change: Change) -> None:
        """The episode is still as it was."""

    def after_change(self, change: Change) -> None:
        """The change is in place."""


class Episode:
    """The content of a project. Read it anywhere; change it through ``apply`` (a session does)."""

    def __init__(
        self,
        segments: Iterable[Segment] = (),
        speakers: Iterable[Speaker] = (),
        chapters: Iterable[Chapter] = (),
        notes: Iterable[Note] = (),
        info: Info | None = None,
        sounds: Iterable[Sound] = (),
        shots: Iterable[Shot] = (),
        translations: Iterable[Translation] = (),
        answers: Iterable[Answer] = (),
    ) -> None:
        self.transcript = Transcript(segments)
        self._lists: dict[Track, list[Any]] = {
            Track.SPEAKERS: list(speakers),
            Track.CHAPTERS: list(chapters),
            Track.NOTES: list(notes),
            Track.INFO: [info or Info()],
            Track.SOUNDS: list(sounds),
            Track.SHOTS: list(shots),
            Track.TRANSLATIONS: list(translations),
            Track.ANSWERS: list(answers),
        }
        self.version = 0
        """Counts changes: while it stands still, what was found out of the episode holds."""
        self._observers: list[Observer] = []
        self._highest = {track: self._highest_id(track) for track in Track}

    def __getstate__(self) -> dict[str, object]:
        """What a copy is made of: lists of its own, and nobody who watches."""
        lists = {track: list(items) for track, items in self._lists.items()}
        own = {"transcript": copy(self.transcript), "_lists": lists, "_observers": []}
        return {**vars(self), **own, "_highest": dict(self._highest)}

    def snapshot(self) -> Episode:
        """The episode as it stands now, for a job that reads it while this one is edited.

        To be taken where the edits are made, before the job begins: a few ms for 100,000 lines.
        """
        return copy(self)

    @property
    def speakers(self) -> Sequence[Speaker]:
        """The people, in the order of their digits."""
        return self._lists[Track.SPEAKERS]

    @property
    def chapters(self) -> Sequence[Chapter]:
        """The chapters, by start."""
        return self._lists[Track.CHAPTERS]

    @property
    def notes(self) -> Sequence[Note]:
        """The notes and bookmarks, by moment."""
        return self._lists[Track.NOTES]

    @property
    def info(self) -> Info:
        """Title, show notes, language, recording."""
        info: Info = self._lists[Track.INFO][0]
        return info

    @property
    def sounds(self) -> Sequence[Sound]:
        """What is heard beside speech, by start."""
        return self._lists[Track.SOUNDS]

    @property
    def shots(self) -> Sequence[Shot]:
        """The shot changes of the picture, by moment."""
        return self._lists[Track.SHOTS]

    @property
    def translations(self) -> Sequence[Translation]:
        """What was translated, by start; several languages may lie in it."""
        return self._lists[Track.TRANSLATIONS]

    @property
    def answers(self) -> Sequence[Answer]:
        """What was let stand in the review, in the order of saying so."""
        return self._lists[Track.ANSWERS]

    @property
    def duration(self) -> Ms:
        """The recording's length, or the end of the last line where there is no recording (ms)."""
        recording = self.info.recording
        return max(recording.duration if recording else 0, self.transcript.end)

    def speaker(self, speaker_id: int | None) -> Speaker | None:
        """The person of this id."""
        return next((s for s in self.speakers if s.id == speaker_id), None)

    def opened_by(self, chapter: Chapter) -> int | None:
        """The id of the line a chapter is headed at; ``None`` only where there are no lines.

        It is the one it is tied to, else the one that is heard as it begins, else the first.
        """
        lines = self.transcript
        if not lines or (chapter.segment is not None and lines.has(chapter.segment)):
            return chapter.segment
        return lines[max(0, lines.index_at(chapter.start))].id

    def next_id(self, track: Track) -> int:
        """An id no item of this track has had while the episode was open."""
        return self._highest[track] + 1

    def items(self, track: Track) -> Sequence[Item]:
        """One of the lists, as splices address it."""
        return self.transcript if track is Track.SEGMENTS else self._lists[track]

    def watch(self, observer: Observer) -> Callable[[], None]:
        """Tell ``observer`` of every change; the returned function ends it."""
        self._observers.append(observer)
        return lambda: self._observers.remove(observer)

    def check(self, edit: Edit) -> None:
        """Raise ``StaleEdit`` unless every ``before`` of the edit is what stands there now."""
        for track in {splice.track for splice in edit.splices}:
            splices = [splice for splice in edit.splices if splice.track is track]
            parted = len(splices) > 1 and not _in_place(splices)
            copied = list(self.items(track)) if parted else None
            now = self.items(track) if copied is None else copied
            for splice in splices:
                stop = splice.index + len(splice.before)
                if splice.index < 0 or tuple(now[splice.index : stop]) != splice.before:
                    raise StaleEdit(edit.verb)
                if copied is not None:
                    copied[splice.index : stop] = splice.after

    def apply(self, edit: Edit, origin: object = None) -> None:
        """Carry out an edit, telling the observers before and after each splice.

        Raises ``StaleEdit`` and changes nothing where the edit does not fit.
        """
        self.check(edit)
        for _ in self.applying(edit, origin):
            pass

    def applying(self, edit: Edit, origin: object = None) -> Iterator[None]:
        """The same, of an edit that fits, with a pause behind each splice.

        70,000 lines take longer than a frame. To be gone through to the end, and nothing else to be
        applied meanwhile.
        """
        for splice in edit.splices:
            change = describe(splice, origin)
            for observer in tuple(self._observers):
                observer.before_change(change)
            self._splice(splice)
            for observer in tuple(self._observers):
                observer.after_change(change)
            yield

    def _splice(self, splice: Splice) -> None:
        self.version += 1
        if splice.track is Track.SEGMENTS:
            before, after = splice.lines
            self.transcript.splice(splice.index, len(before), after)
        else:
            stop = splice.index + len(splice.before)
            self._lists[splice.track][splice.index : stop] = splice.after
        ids = (getattr(item, "id", 0) for item in splice.after)
        self._highest[splice.track] = max(self._highest[splice.track], *ids, 0)

    def _highest_id(self, track: Track) -> int:
        if track is Track.SEGMENTS:
            return max(self.transcript.ids, default=0)
        return max((getattr(item, "id", 0) for item in self.items(track)), default=0)


def _in_place(splices: Sequence[Splice]) -> bool:
    """Whether each splice replaces items by as many, apart from the others'."""
    spans = sorted((splice.index, splice.index + len(splice.before)) for splice in splices)
    same = all(len(splice.before) == len(splice.after) for splice in splices)
    return same and all(one[1] <= other[0] for one, other in pairwise(spans))
