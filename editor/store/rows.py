"""Rows: items of an episode as values for a table, and back.

Whatever is not as it must be is refused.
"""

from __future__ import annotations

import gc
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import compress
from operator import attrgetter, is_not
from typing import Any, Final, TypeAlias

from editor.model.answer import Answer
from editor.model.chapter import Chapter
from editor.model.checks import LINE_BREAKING, in_order
from editor.model.edits import Item, Splice, Track
from editor.model.info import Info, Recording
from editor.model.marks import Kind, Mark, MarkState
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.segment import Flag, Segment, segment
from editor.model.shot import Shot
from editor.model.sound import Sound
from editor.model.translation import Translation
from editor.model.words import WordTimes, count_words
from editor.store.caption_rows import (
    breaks_from,
    breaks_text,
    place_from,
    shot_from,
    sound_from,
    styles_from,
    styles_text,
    translation_from,
)
from editor.store.values import LAST_ID, from_json, maybe, text_from, to_json, whole

Values: TypeAlias = dict[str, object]

NAMES: Final[Mapping[Track, tuple[str, ...]]] = {
    Track.SEGMENTS: (
        *("id", "start", "end", "speaker", "text"),
        *("marks", "breaks", "words", "source_text", "flags", "styles", "place"),
    ),
    Track.SPEAKERS: ("id", "name", "roles", "about"),
    Track.CHAPTERS: ("id", "start", "title", "segment"),
    Track.NOTES: ("id", "at", "text", "segment"),
    Track.INFO: ("id", "title", "show_notes", "language", "source", "recording", "settings"),
    Track.SOUNDS: ("id", "start", "end", "label"),
    Track.SHOTS: ("id", "at"),
    Track.TRANSLATIONS: (
        *("id", "language", "start", "end", "text"),
        *("breaks", "segment", "source"),
    ),
    Track.ANSWERS: ("id", "rule", "said", "segment"),
}
"""The columns of each table behind the rank, in order; they are named like the model's fields."""

LATER: Final[Values] = {"styles": "", "place": ""}
"""What names that came in with a later version stand for in the edits of an older one."""

_TRACKS: Final[Mapping[type, Track]] = {
    Segment: Track.SEGMENTS,
    Speaker: Track.SPEAKERS,
    Chapter: Track.CHAPTERS,
    Note: Track.NOTES,
    Info: Track.INFO,
    Sound: Track.SOUNDS,
    Shot: Track.SHOTS,
    Translation: Track.TRANSLATIONS,
    Answer: Track.ANSWERS,
}
_ID_OR_NONE: Final = frozenset({int, type(None)})
_TEXT_OR_NONE: Final = frozenset({str, type(None)})
_NO_WORDS: Final = WordTimes()
_KINDS: Final[Mapping[str, Kind]] = {kind.value: kind for kind in Kind}
_STATES: Final[Mapping[str, MarkState]] = {state.value: state for state in MarkState}
_FLAGS: Final[Mapping[int, Flag]] = {value: Flag(value) for value in range(64)}


def id_of(item: Item) -> int:
    """An item's id; the one info of an episode counts as 0."""
    return 0 if isinstance(item, Info) else item.id


def values_of(item: Item) -> Values:
    """The item as values for its table, the rank apart."""
    if isinstance(item, Segment):
        return _segment_values(item)
    return {name: _value_of(item, name) for name in NAMES[_TRACKS[type(item)]]}


def changes_of(was: Item, now: Item) -> Values:
    """The values in which an item differs from what it was; the id is the same."""
    changed: Values = {}
    names, fields = _FIELDS[type(now)]
    old, new = fields(was), fields(now)
    others = map(is_not, old, new)  # most are the very same object
    for name, before, after in compress(zip(names, old, new, strict=True), others):
        if before != after:
            write = _WRITERS.get(name)
            changed[name] = write(after) if write else after
    if isinstance(now, Segment) and ("text" in changed or "source_text" in changed):
        changed["source_text"] = _source(now)
    return changed


def changes_in_place(splice: Splice) -> list[Values] | None:
    """What a splice changes of each of its items; ``None`` where items come, go or move."""
    if [*map(id_of, splice.before)] != [*map(id_of, splice.after)]:
        return None
    return [*map(changes_of, splice.before, splice.after)]


def _source(line: Segment) -> str | None:
    """The line as imported; nothing where that is its text."""
    return None if line.source_text == line.text else line.source_text


def _segment_values(segment: Segment) -> Values:
    """As ``values_of``; written out, because there are so many."""
    return {
        "id": segment.id,
        "start": segment.start,
        "end": segment.end,
        "speaker": segment.speaker,
        "text": segment.text,
        "marks": marks_text(segment.marks),
        "breaks": breaks_text(segment.breaks) if segment.breaks else "",
        "words": little_endian(segment.words.packed),
        "source_text": _source(segment),
        "flags": int(segment.flags),
        "styles": styles_text(segment.styles) if segment.styles else "",
        "place": segment.place,
    }


def _value_of(item: Item, name: str) -> object:
    if name == "id":
        return id_of(item)
    value = getattr(item, name)
    write = _WRITERS.get(name)
    return write(value) if write else value


def marks_text(marks: Sequence[Mark]) -> str:
    """Marks as JSON, ``""`` where there are none."""
    listed = [
        [m.start, m.end, m.kind, m.rule, m.confidence, m.state, *((1,) if m.heard else ())]
        for m in marks
    ]
    return to_json(listed) if listed else ""


def little_endian(packed: bytes, order: str = sys.byteorder) -> bytes:
    """Packed word times in the order of files, from this machine's or (the same step) back."""
    if order == "little" or not packed:
        return packed
    count = len(packed) // 9
    moments = array("i", packed[: count * 8])
    moments.byteswap()
    return moments.tobytes() + packed[count * 8 :]


def _recording(recording: Recording | None) -> str:
    if recording is None:
        return ""
    plain: dict[str, object] = {
        "path": recording.path,
        "fingerprint": recording.fingerprint,
        "duration": recording.duration,
    }
    if recording.full_path:
        plain["full_path"] = recording.full_path
    return to_json(plain)


_WRITERS: Final[Mapping[str, Callable[[Any], object]]] = {
    "marks": marks_text,
    "breaks": breaks_text,
    "words": lambda times: little_endian(times.packed),
    "flags": int,
    "styles": styles_text,
    "roles": to_json,
    "recording": _recording,
    "settings": to_json,
}
"""How the fields are written that are neither texts nor numbers."""

_FIELDS: Final[Mapping[type, tuple[tuple[str, ...], Callable[[Item], tuple[object, ...]]]]] = {
    kind: (names, attrgetter(*names))
    for kind, track in _TRACKS.items()
    for names in [tuple(name for name in NAMES[track] if hasattr(kind, name))]
}
"""What can differ of an item, and what reads all of it at once; the one info has no id."""


# --- and back: a row in the order of the table's columns, the rank first ---


def segment_from(row: Sequence[Any]) -> Segment:
    """A line from its row.

    Raises (``ValueError``, ``TypeError`` ...) where it is not a sound one.
    """
    _, number, start, end, speaker, text, marks, breaks, words, source, flags, styles, place = row
    if not (0 <= start <= end < LAST_ID and 0 <= number < LAST_ID):
        raise ValueError("line")
    if not text.isprintable() and LINE_BREAKING.search(text):
        raise ValueError("line")
    if not type(start) is type(end) is type(number) is int:
        raise TypeError("line")
    if type(speaker) not in _ID_OR_NONE or type(source) not in _TEXT_OR_NONE:
        raise TypeError("line")
    return segment(
        number,
        start,
        end,
        text,
        speaker,
        marks_from(from_json(marks), len(text)) if marks else (),
        words_from(words, text) if words else _NO_WORDS,
        breaks_from(from_json(breaks), len(text)) if breaks else (),
        text if source is None else source,
        _FLAGS[flags],
        styles_from(from_json(styles), len(text)) if styles else (),
        place_from(place) if place else "",
    )


def marks_from(listed: Sequence[Sequence[Any]], length: int) -> tuple[Mark, ...]:
    """Marks from JSON, in order and inside a text of this length."""
    marks, floor = [], 0
    for start, end, kind, rule, confidence, state, *heard in listed:
        if not floor <= start < end <= length or not 0 <= confidence <= 1:
            raise ValueError("mark")
        if type(start) is not int or type(end) is not int or type(rule) is not str:
            raise TypeError("mark")
        if heard not in ([], [1]):
            raise ValueError("mark")
        floor = end
        marks.append(Mark(start, end, _KINDS[kind], rule, confidence, _STATES[state], bool(heard)))
    return tuple(marks)


def words_from(packed: bytes, text: str) -> WordTimes:
    """Word times from their blob, sound but for their order: one for each word of the text."""
    count, rest = divmod(len(packed), 9)
    if rest or count != count_words(text):
        raise ValueError("word times")
    return WordTimes(little_endian(packed))


def ordered(line: Segment) -> Segment:
    """The line; raises ``ValueError`` where its word times run backwards."""
    if not in_order((line,)):
        raise ValueError("word times")
    return line


def ordered_words(packed: bytes, text: str) -> WordTimes:
    """Word times from their blob, sound in every way."""
    return ordered(Segment(0, 0, 0, text, words=words_from(packed, text))).words


def speaker_from(row: Sequence[Any]) -> Speaker:
    """A person from the row."""
    _, number, name, roles, about = row
    return Speaker(
        whole(number), text_from(name), tuple(map(text_from, from_json(roles))), text_from(about)
    )


def chapter_from(row: Sequence[Any]) -> Chapter:
    """A chapter from the row."""
    _, number, start, title, segment = row
    return Chapter(whole(number), whole(start), text_from(title), maybe(segment))


def note_from(row: Sequence[Any]) -> Note:
    """A note from the row."""
    _, number, at, text, segment = row
    return Note(whole(number), whole(at), text_from(text), maybe(segment))


def answer_from(row: Sequence[Any]) -> Answer:
    """An answer of the review from the row."""
    _, number, rule, said, segment = row
    return Answer(whole(number), text_from(rule), text_from(said), maybe(segment))


def info_from(row: Sequence[Any]) -> Info:
    """The info from its row."""
    _, _, title, show_notes, language, source, recording, settings = row
    return Info(
        text_from(title),
        text_from(show_notes),
        text_from(language),
        text_from(source),
        recording_from(from_json(recording)) if recording else None,
        tuple((text_from(key), text_from(value)) for key, value in from_json(settings)),
    )


def recording_from(plain: Mapping[str, Any]) -> Recording:
    """A recording from JSON."""
    return Recording(
        text_from(plain["path"]),
        text_from(plain["fingerprint"]),
        whole(plain["duration"]),
        text_from(plain.get("full_path", "")),
    )


READERS: Final[Mapping[Track, Callable[[Sequence[Any]], Item]]] = {
    Track.SEGMENTS: segment_from,
    Track.SPEAKERS: speaker_from,
    Track.CHAPTERS: chapter_from,
    Track.NOTES: note_from,
    Track.INFO: info_from,
    Track.SOUNDS: sound_from,
    Track.SHOTS: shot_from,
    Track.TRANSLATIONS: translation_from,
    Track.ANSWERS: answer_from,
}


@contextmanager
def no_collection() -> Iterator[None]:
    """Making thousands of objects that all stay is what the cycle collector is worst at.

    It took a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
