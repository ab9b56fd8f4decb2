"""Verbs on captions: decide breaks, hold a cue, name sounds, take a shot list, translate."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from editor.model.breaks import Break, BreakKind, Hold, settled
from editor.model.edits import Edit, Item, Splice, Track
from editor.model.episode import Episode
from editor.model.segment import Segment
from editor.model.shot import Shot
from editor.model.sound import Sound, plain_label
from editor.model.time import Ms
from editor.model.translation import Translation

_Entry = TypeVar("_Entry", Sound, Translation)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Before the word at character ``at`` of the line at ``index``."""

    index: int
    at: int


@dataclass(frozen=True, slots=True)
class Extent:
    """The words of a cue: from ``start`` up to ``stop``, with a new line at each of ``lines``.

    ``stop`` may lie behind the last line of the episode.
    """

    start: Place
    stop: Place
    lines: tuple[Place, ...] = ()


def decide(episode: Episode, place: Place, kind: BreakKind) -> Edit:
    """Decide on one place: break the line, break the cue, or never break there.

    What was decided for a cue that begins there stays where the decision is a cue break again.
    """
    segment = episode.transcript[place.index]
    known = next((each for each in _settled(segment, ()) if each.at == place.at), None)
    hold = known.hold if known and kind is BreakKind.CUE else None
    return _breaks(episode, "break", {place.index: [Break(place.at, kind, hold)]}, {place})


def release(episode: Episode, places: Iterable[Place]) -> Edit:
    """Take decisions back; the engine breaks as it likes there."""
    return _breaks(episode, "release-break", {}, set(places))


def hold(episode: Episode, extent: Extent, what: Hold, verb: str = "hold-cue") -> Edit:
    """Fix the words and lines of one cue and what was decided for it.

    Its neighbours keep their words: the cue that follows begins where it began.
    """
    fresh: dict[int, list[Break]] = {}
    fresh.setdefault(extent.start.index, []).append(
        Break(extent.start.at, BreakKind.CUE, what or None)
    )
    for place in extent.lines:
        fresh.setdefault(place.index, []).append(Break(place.at, BreakKind.LINE))
    gone = {place for place in _places(episode, extent) if place < extent.stop}
    if extent.stop.index < len(episode.transcript):
        held = _break_at(episode, extent.stop)
        if held is None or held.kind is not BreakKind.CUE:
            stop = Break(extent.stop.at, BreakKind.CUE)
            fresh.setdefault(extent.stop.index, []).append(stop)
            gone.add(extent.stop)
    return _breaks(episode, verb, fresh, gone)


def hold_of(episode: Episode, place: Place) -> Hold:
    """What was decided for the cue that begins at a place; nothing where nothing was."""
    known = _break_at(episode, place)
    return known.hold or Hold() if known else Hold()


def add_sound(episode: Episode, start: Ms, end: Ms, label: str) -> Edit:
    """Something heard that is no speech, from ``start`` to ``end`` (ms)."""
    named = plain_label(label) or label
    sound = Sound(episode.next_id(Track.SOUNDS), start, max(start, end), named)
    return _put_in("add-sound", Track.SOUNDS, episode.sounds, sound)


def edit_sound(episode: Episode, sound: Sound) -> Edit:
    """Another label or other times for a sound; the list stays in order of time."""
    named = replace(sound, label=plain_label(sound.label) or sound.label)
    return _put_in("edit-sound", Track.SOUNDS, episode.sounds, named)


def remove_sound(episode: Episode, sound: int) -> Edit:
    """Take a sound out."""
    return _take_out("remove-sound", Track.SOUNDS, episode.sounds, sound)


def set_shots(episode: Episode, moments: Iterable[Ms]) -> Edit:
    """Put a shot list in place of the one that is there; sorted, each moment (ms) once."""
    fresh = episode.next_id(Track.SHOTS)
    wanted = sorted({at for at in moments if at >= 0})
    shots = tuple(Shot(number, at) for number, at in enumerate(wanted, fresh))
    before = tuple(episode.shots)
    if [shot.at for shot in before] == wanted:
        return Edit("import-shots", ())
    return Edit("import-shots", (Splice(Track.SHOTS, 0, before, shots),))


def set_translations(episode: Episode, language: str, texts: Sequence[Translation]) -> Edit:
    """Put the captions of another language in place of those of that language, by start."""
    fresh = episode.next_id(Track.TRANSLATIONS)
    numbered = [replace(text, id=fresh + at, language=language) for at, text in enumerate(texts)]
    others = [text for text in episode.translations if text.language != language]
    after = tuple(sorted([*others, *numbered], key=lambda text: text.start))
    before = tuple(episode.translations)
    return Edit("import-translation", (Splice(Track.TRANSLATIONS, 0, before, after),))


def translate(episode: Episode, index: int, language: str, text: str) -> Edit:
    """Give a line its words in another language, tied to the line and to its words of today."""
    line = episode.transcript[index]
    known = translation_of(episode, line, language)
    if known is None:
        number = episode.next_id(Track.TRANSLATIONS)
        known = Translation(number, language, line.start, line.end, "", segment=line.id)
    if not text:
        return remove_translation(episode, known.id)
    return edit_translation(episode, replace(known, text=text, breaks=(), source=line.text))


def translation_of(episode: Episode, line: Segment, language: str) -> Translation | None:
    """A line's words in another language."""
    tied = (text for text in episode.translations if text.segment == line.id)
    return next((text for text in tied if text.language == language), None)


def edit_translation(episode: Episode, text: Translation) -> Edit:
    """Another text, breaks or times for a translation; the list stays in order of time."""
    return _put_in("translate", Track.TRANSLATIONS, episode.translations, text)


def remove_translation(episode: Episode, text: int) -> Edit:
    """Take a translation out."""
    return _take_out("remove-translation", Track.TRANSLATIONS, episode.translations, text)


def _break_at(episode: Episode, place: Place) -> Break | None:
    if place.index >= len(episode.transcript):
        return None
    found = _settled(episode.transcript[place.index], ())
    return next((each for each in found if each.at == place.at), None)


def _places(episode: Episode, extent: Extent) -> Iterable[Place]:
    """The decisions from the start of a cue to its stop, both included."""
    for index in range(extent.start.index, min(extent.stop.index + 1, len(episode.transcript))):
        for each in _settled(episode.transcript[index], ()):
            place = Place(index, each.at)
            if extent.start <= place <= extent.stop:
                yield place


def _settled(segment: Segment, fresh: Iterable[Break]) -> tuple[Break, ...]:
    return settled([*segment.breaks, *fresh], segment.text)


def _breaks(
    episode: Episode, verb: str, fresh: dict[int, list[Break]], gone: Iterable[Place]
) -> Edit:
    """Lay fresh breaks over the lines (by index) and take those at ``gone`` away."""
    away: dict[int, set[int]] = {}
    for place in gone:
        away.setdefault(place.index, set()).add(place.at)
    splices = []
    for index in sorted({*fresh, *away}):
        before = episode.transcript[index]
        laid = fresh.get(index, [])
        out = away.get(index, set()) | {each.at for each in laid}
        kept = [each for each in _settled(before, ()) if each.at not in out]
        breaks = settled([*kept, *laid], before.text)
        if breaks != before.breaks:
            after = replace(before, breaks=breaks)
            splices.append(Splice(Track.SEGMENTS, index, (before,), (after,)))
    return Edit(verb, tuple(splices))


def _put_in(verb: str, track: Track, entries: Sequence[_Entry], entry: _Entry) -> Edit:
    """An entry in its place by start; one of the same id leaves the list first."""
    found = next(((i, e) for i, e in enumerate(entries) if e.id == entry.id), None)
    others = [each for each in entries if each.id != entry.id]
    at = bisect_right(others, entry.start, key=lambda each: each.start)
    if found is not None and at == found[0]:
        return Edit(verb, (Splice(track, at, (found[1],), (entry,)),))
    out: tuple[Splice, ...] = ()
    if found is not None:
        out = (Splice(track, found[0], (found[1],), ()),)
    return Edit(verb, (*out, Splice(track, at, (), (entry,))))


def _take_out(verb: str, track: Track, entries: Sequence[_Entry], entry: int) -> Edit:
    splices: list[Splice] = []
    for index, each in enumerate(entries):
        if each.id == entry:
            before: tuple[Item, ...] = (each,)
            splices.append(Splice(track, index, before, ()))
    return Edit(verb, tuple(splices))
