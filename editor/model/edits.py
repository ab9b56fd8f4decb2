"""Edits: every change of an episode as data, with its inverse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntFlag, StrEnum
from operator import attrgetter, ne
from typing import Final, TypeAlias, cast

from editor.model.answer import Answer
from editor.model.chapter import Chapter
from editor.model.info import Info
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.shot import Shot
from editor.model.sound import Sound
from editor.model.translation import Translation


class Track(StrEnum):
    """The lists an episode is made of."""

    SEGMENTS = "segments"
    SPEAKERS = "speakers"
    CHAPTERS = "chapters"
    NOTES = "notes"
    INFO = "info"
    SOUNDS = "sounds"
    SHOTS = "shots"
    TRANSLATIONS = "translations"
    ANSWERS = "answers"


Item: TypeAlias = Segment | Speaker | Chapter | Note | Info | Sound | Shot | Translation | Answer


@dataclass(frozen=True, slots=True)
class Splice:
    """At ``index`` of ``track``, ``before`` gives way to ``after``; either may be empty."""

    track: Track
    index: int
    before: tuple[Item, ...]
    after: tuple[Item, ...]

    @property
    def lines(self) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
        """``before`` and ``after`` of a splice of segments; of one of another track, nothing."""
        if self.track is not Track.SEGMENTS:
            return (), ()
        return cast("tuple[tuple[Segment, ...], tuple[Segment, ...]]", (self.before, self.after))

    @property
    def inverse(self) -> Splice:
        """The splice that takes this one back."""
        return Splice(self.track, self.index, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Caret:
    """Where the caret stood.

    Line id and character offset in its text, so that undo brings a person back. ``anchor`` is the
    other end of the selection, as line id and offset, where there was one.
    """

    segment: int
    offset: int
    anchor: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """One undoable change.

    ``verb`` is the stable name of what was done ("split", "type", "strike").
    """

    verb: str
    splices: tuple[Splice, ...]
    caret_before: Caret | None = None
    caret_after: Caret | None = None

    @property
    def held(self) -> tuple[Splice, ...]:
        """Its splices, as far as they are in memory."""
        return self.splices

    @property
    def inverse(self) -> Edit:
        """The edit that takes this one back: swapped splices, last first."""
        undone = tuple(splice.inverse for splice in reversed(self.splices))
        return Edit(self.verb, undone, self.caret_after, self.caret_before)

    def __bool__(self) -> bool:
        return any(splice.before != splice.after for splice in self.splices)


def joined(edits: Sequence[Edit]) -> Edit:
    """Edits that were done one after the other as one, under the name of the first, its carets."""
    first, *more = edits
    if not more:
        return first
    splices = tuple(splice for edit in edits for splice in edit.splices)
    return Edit(first.verb, splices, first.caret_before, first.caret_after)


class Aspect(IntFlag):
    """What a change touches; the waveform ignores TEXT, the speaker list ignores MARKS."""

    TEXT = 1
    TIME = 2
    SPEAKER = 4
    MARKS = 8
    ROWS = 16
    PEOPLE = 32
    CHAPTERS = 64
    NOTES = 128
    INFO = 256
    FLAGS = 512
    BREAKS = 1024
    SOUNDS = 2048
    SHOTS = 4096
    TRANSLATIONS = 8192
    ANSWERS = 16384


@dataclass(frozen=True, slots=True)
class Change:
    """One primitive change as told to observers, before and after it.

    ``removed`` items at ``first`` become ``added``.
    """

    aspect: Aspect
    track: Track
    first: int
    removed: int
    added: int
    origin: object = field(default=None, compare=False)

    def touches(self, aspect: Aspect) -> bool:
        """Whether it touches any of these. One edit may ask ten observers ten thousand times."""
        return int(self.aspect) & int(aspect) != 0


_LISTS: Final = {
    Track.SPEAKERS: Aspect.PEOPLE,
    Track.CHAPTERS: Aspect.CHAPTERS,
    Track.NOTES: Aspect.NOTES,
    Track.INFO: Aspect.INFO,
    Track.SOUNDS: Aspect.SOUNDS,
    Track.SHOTS: Aspect.SHOTS,
    Track.TRANSLATIONS: Aspect.TRANSLATIONS,
    Track.ANSWERS: Aspect.ANSWERS,
}


def describe(splice: Splice, origin: object = None) -> Change:
    """What a splice will change, for the observers."""
    aspect = _LISTS.get(splice.track) or _segment_aspect(splice)
    return Change(aspect, splice.track, splice.index, len(splice.before), len(splice.after), origin)


_PARTS: Final = (
    (Aspect.TEXT, attrgetter("text")),
    (Aspect.TIME, attrgetter("start", "end", "words")),
    (Aspect.SPEAKER, attrgetter("speaker")),
    (Aspect.MARKS, attrgetter("marks")),
    (Aspect.FLAGS, attrgetter("flags", "styles", "place")),
    (Aspect.BREAKS, attrgetter("breaks")),
)
_id = attrgetter("id")


def _segment_aspect(splice: Splice) -> Aspect:
    if [*map(_id, splice.before)] != [*map(_id, splice.after)]:
        return Aspect.ROWS
    aspect = 0
    for touched, part in _PARTS:
        if any(map(ne, map(part, splice.before), map(part, splice.after))):
            aspect |= int(touched)
    return Aspect(aspect)
