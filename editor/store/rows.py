"""Rows: items of an episode as values for a table, and back.

Whatever is not as it must be is refused.
"""

from __future__ import annotations

import gc
import re
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import gt
from typing import Any, Final, TypeAlias

from editor.model.answer import Answer
from editor.model.chapter import Chapter
from editor.model.checks import LINE_BREAKING
from editor.model.edits import Item, Track
from editor.model.info import Info, Recording
from editor.model.marks import Kind, Mark, MarkState
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.segment import Flag, Segment, segment
from editor.model.shot import Shot
from editor.model.sound import Sound
from editor.model.translation import Translation
from editor.model.words import WORD, WordTimes
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
_PLAIN: Final = r"[A-Za-z]++(?:['’][A-Za-z]++)?[,.?!;:]*+"
_SIMPLE: Final = re.compile(rf"{_PLAIN}(?: {_PLAIN})*")
"""Words of plain letters with one blank between; where it matches, blanks and words are as many."""

_LENT: Final = (1 << 31).to_bytes(4, sys.byteorder)
"""The highest bit of a moment, which is set before zero only."""

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
    for name in NAMES[_TRACKS[type(now)]][1:]:
        old, new = getattr(was, name), getattr(now, name)
        if new is not old and new != old:
            changed[name] = _value_of(now, name)
    if isinstance(now, Segment) and ("text" in changed or "source_text" in changed):
        changed["source_text"] = _value_of(now, "source_text")
    return changed


def _segment_values(segment: Segment) -> Values:
    """As ``values_of``; written out, because there are so many."""
    return {
        "id": segment.id,
        "start": segment.start,
        "end": segment.end,
        "speaker": segment.speaker,
        "text": segment.text,
        "marks": _marks(segment.marks),
        "breaks": breaks_text(segment.breaks) if segment.breaks else "",
        "words": little_endian(segment.words.packed),
        "source_text": None if segment.source_text == segment.text else segment.source_text,
        "flags": int(segment.flags),
        "styles": styles_text(segment.styles) if segment.styles else "",
        "place": segment.place,
    }


def _value_of(item: Item, name: str) -> object:
    if name == "id":
        return id_of(item)
    if name == "source_text" and isinstance(item, Segment):
        return None if item.source_text == item.text else item.source_text
    value = getattr(item, name)
    write = _WRITERS.get(name)
    return write(value) if write else value


def _marks(marks: Sequence[Mark]) -> str:
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
    "marks": _marks,
    "breaks": breaks_text,
    "words": lambda times: little_endian(times.packed),
    "flags": int,
    "styles": styles_text,
    "roles": to_json,
    "recording": _recording,
    "settings": to_json,
}
"""How the fields are written that are neither texts nor numbers."""


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
    if rest or count != _count_words(text):
        raise ValueError("word times")
    return WordTimes(little_endian(packed))


def in_order(lines: Iterable[Segment]) -> bool:
    """Whether no word time runs backwards in all of these lines, taken as one.

    That is so nearly always and quickly told; where it is not, each line has to be asked.
    """
    packed = [line.words.packed for line in lines]
    starts = b"".join([times[: len(times) // 9 * 4] for times in packed])
    ends = b"".join([times[len(times) // 9 * 4 : len(times) // 9 * 8] for times in packed])
    return _none_sinks(starts, starts[4:]) and _none_sinks(starts, ends)


def _none_sinks(before: bytes, after: bytes) -> bool:
    """Whether no moment is earlier than the one at its place in ``before``.

    All of them are subtracted at once, as the lanes of one large number: a third of the time that
    a list of numbers takes. Each lane's highest bit, which no moment has, is lent to the difference
    and comes back where that is not negative. A moment before zero has it: such are told one by
    one, as the list they are.
    """
    before = before[: len(after)]
    lent = int.from_bytes(_LENT * (len(after) // len(_LENT)), sys.byteorder)
    one, other = (int.from_bytes(moments, sys.byteorder) for moments in (before, after))
    if (one | other) & lent:
        return not any(map(gt, memoryview(before).cast("i"), memoryview(after).cast("i")))
    return (other + lent - one) & lent == lent


def ordered(line: Segment) -> Segment:
    """The line; raises ``ValueError`` where its word times run backwards."""
    if not in_order((line,)):
        raise ValueError("word times")
    return line


def ordered_words(packed: bytes, text: str) -> WordTimes:
    """Word times from their blob, sound in every way."""
    return ordered(Segment(0, 0, 0, text, words=words_from(packed, text))).words


def _count_words(text: str) -> int:
    """``count_words``, in half the time for the lines that most lines are."""
    return text.count(" ") + 1 if _SIMPLE.fullmatch(text) else len(WORD.findall(text))


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
    """An answer of the check-up from the row."""
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
