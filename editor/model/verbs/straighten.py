"""The verb that moves a whole transcript to a recording that begins or runs differently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from editor.model.chapter import Chapter
from editor.model.edits import Edit, Item, Splice, Track
from editor.model.episode import Episode
from editor.model.note import Note
from editor.model.segment import Segment
from editor.model.sound import Sound
from editor.model.time import Ms
from editor.model.translation import Translation
from editor.model.words import WordTimes

_Item = TypeVar("_Item", bound=Item)


@dataclass(frozen=True, slots=True)
class Drift:
    """How a transcript's times become the recording's: ``at * stretch + offset`` (ms)."""

    offset: Ms
    stretch: float = 1.0

    def __call__(self, at: Ms) -> Ms:
        """The moment of the recording at which the transcript says ``at``."""
        return max(0, round(at * self.stretch) + self.offset)

    def __bool__(self) -> bool:
        return bool(self.offset) or self.stretch != 1.0


def through(first: tuple[Ms, Ms], second: tuple[Ms, Ms]) -> Drift:
    """The drift by two points: when the transcript says, and when it is heard.

    Raises ``ValueError`` where they are one moment, or heard the other way round.
    """
    (said, heard), (later, heard_later) = first, second
    if (later - said) * (heard_later - heard) <= 0:
        raise ValueError("two points in the same order")
    stretch = (heard_later - heard) / (later - said)
    return Drift(round(heard - said * stretch), stretch)


def straighten(episode: Episode, drift: Drift) -> Edit:
    """Move all that has a time in the transcript, in one step: lines, words, chapters, notes.

    Shot changes stay, because they were made from the picture.
    """
    tracks: Sequence[tuple[Track, Sequence[Item]]] = (
        (Track.SEGMENTS, episode.transcript),
        (Track.CHAPTERS, episode.chapters),
        (Track.NOTES, episode.notes),
        (Track.SOUNDS, episode.sounds),
        (Track.TRANSLATIONS, episode.translations),
    )
    splices = [
        Splice(track, 0, tuple(items), tuple(_moved(item, drift) for item in items))
        for track, items in tracks
        if items
    ]
    return Edit("straighten", tuple(splices))


def _moved(item: _Item, drift: Drift) -> _Item:
    if isinstance(item, Segment):
        words = WordTimes.pack(
            replace(time, start=drift(time.start), end=drift(time.end))
            for time in item.words.unpack()
        )
        return replace(item, start=drift(item.start), end=drift(item.end), words=words)
    if isinstance(item, Chapter):
        return replace(item, start=drift(item.start))
    if isinstance(item, Note):
        return replace(item, at=drift(item.at))
    if isinstance(item, Sound | Translation):
        return replace(item, start=drift(item.start), end=drift(item.end))
    return item
