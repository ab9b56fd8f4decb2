"""Mending: a damaged or crafted file made sound, every repair counted, nothing said dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final, TypeVar

from editor.model.answer import Answer
from editor.model.chapter import Chapter
from editor.model.checks import LINE_BREAKING
from editor.model.edits import Track
from editor.model.episode import Episode
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.segment import Flag, Segment
from editor.model.shot import Shot
from editor.model.sound import Sound
from editor.model.translation import Translation
from editor.model.words import WordTimes
from editor.store.caption_rows import breaks_from, place_from, styles_from
from editor.store.content import Outline, Restored
from editor.store.rows import READERS, marks_from, ordered_words
from editor.store.schema import TRACKS
from editor.store.values import LAST_ID, ODD, from_json

_Tied = TypeVar("_Tied", Chapter, Note, Translation)
_Numbered = TypeVar("_Numbered", Segment, Speaker, Chapter, Note, Sound, Shot, Translation, Answer)

_EMPTY_JSON: Final = {"roles": "[]", "settings": "[]", "recording": "", "breaks": ""}


_ONE_LINE: Final = {(Track.SOUNDS, "label"), (Track.TRANSLATIONS, "text")}


class Mending:
    """The repairs of one loading, by code: how often, and in which line first."""

    def __init__(self) -> None:
        self._counted: dict[str, tuple[int, int]] = {}

    def __bool__(self) -> bool:
        return bool(self._counted)

    def note(self, code: str, line: int = 0) -> None:
        """Count one repair; ``line`` counts from 1, 0 where it has none."""
        count, first = self._counted.get(code, (0, line))
        self._counted[code] = (count + 1, first)

    def notes(self) -> tuple[Restored, ...]:
        """What was put right, one note for each kind."""
        return tuple(
            Restored(code, {"count": count, "line": first})
            for code, (count, first) in self._counted.items()
        )

    def line(self, row: Sequence[Any], number: int) -> Segment:
        """A sound line from an unsound row; ``number`` is its place, from 1."""
        _, id_, start, end, speaker, text, marks, breaks, words, source, flags, *looks = row
        self.note("mended-line", number)
        begins = as_whole(start)
        said = LINE_BREAKING.sub(" ", as_text(text))
        return Segment(
            as_whole(id_),
            begins,
            max(begins, as_whole(end)),
            said,
            speaker if type(speaker) is int else None,
            self._kept(lambda: marks_from(from_json(marks), len(said)) if marks else (), ()),
            self._kept(lambda: ordered_words(words, said) if words else WordTimes(), WordTimes()),
            self._kept(lambda: breaks_from(from_json(breaks), len(said)) if breaks else (), ()),
            as_text(text if source is None else source),
            Flag(as_whole(flags) & 63),
            self._kept(lambda: styles_from(from_json(looks[0]), len(said)) if looks[0] else (), ()),
            self._kept(lambda: place_from(looks[1]), ""),
        )

    def _kept(self, read: Any, otherwise: Any) -> Any:  # noqa: ANN401 - three types, one rule
        try:
            return read()
        except ODD:
            return otherwise

    def item(self, track: Track, row: Sequence[Any]) -> Any:  # noqa: ANN401 - as READERS
        """A sound item of any list but the lines from an unsound row."""
        self.note(f"mended-{track}")
        values: list[Any] = []
        for column, value in zip(TRACKS[track].columns, row, strict=True):
            if str(column.type) == "INTEGER":
                values.append(None if value is None and column.nullable else as_whole(value))
            elif (track, column.name) in _ONE_LINE:
                values.append(LINE_BREAKING.sub(" ", as_text(value)))
            else:
                values.append(as_text(value))
        names = [column.name for column in TRACKS[track].columns]
        if "end" in names:
            start, end = names.index("start"), names.index("end")
            values[end] = max(values[start], values[end])
        try:
            return READERS[track](values)
        except ODD:
            blank = [
                _EMPTY_JSON.get(column.name, value)
                for column, value in zip(TRACKS[track].columns, values, strict=True)
            ]
            return READERS[track](blank)

    def whole(self, lines: list[Segment]) -> list[Segment]:
        """The lines with ids of their own and in the order of their start."""
        lines = self.numbered(lines)
        starts = [line.start for line in lines]
        if starts != sorted(starts):
            self.note("mended-order")
            lines.sort(key=lambda line: line.start)
        return lines

    def numbered(self, items: list[_Numbered]) -> list[_Numbered]:
        """Items with ids of their own: the second of two gets a fresh one."""
        if len({item.id for item in items}) == len(items):
            return items
        fresh = max(item.id for item in items) + 1
        seen: set[int] = set()
        sound = []
        for item in items:
            if item.id in seen:
                self.note("mended-id")
                item, fresh = replace(item, id=fresh), fresh + 1
            seen.add(item.id)
            sound.append(item)
        return sound

    def tied(self, items: Iterable[_Tied], lines: set[int]) -> list[_Tied]:
        """Chapters or notes, none tied to a line that is not there."""
        sound = []
        for item in items:
            if item.segment is not None and item.segment not in lines:
                self.note("mended-tie")
                sound.append(replace(item, segment=None))
            else:
                sound.append(item)
        return sound

    def episode(self, lines: list[Segment], outline: Outline) -> Episode:
        """The whole of it: no line without its speaker, no chapter or note without its line."""
        people = {None, *(speaker.id for speaker in outline.speakers)}
        for at, line in enumerate(lines):
            if line.speaker not in people:
                self.note("mended-speaker", at + 1)
                lines[at] = replace(line, speaker=None)
        lines = self.whole(lines)
        ids = {line.id for line in lines}
        chapters = self.tied(outline.chapters, ids)
        if any(a.start > b.start for a, b in pairwise(chapters)):
            self.note("mended-order")
            chapters.sort(key=lambda chapter: chapter.start)
        notes = self.tied(outline.notes, ids)
        return Episode(
            lines,
            outline.speakers,
            chapters,
            notes,
            outline.info,
            sorted(outline.sounds, key=lambda sound: sound.start),
            self._shots(outline.shots),
            sorted(self.tied(outline.translations, ids), key=lambda text: text.start),
            outline.answers,
        )

    def _shots(self, shots: Iterable[Shot]) -> list[Shot]:
        """Shot changes in order, each moment once."""
        by_moment = {shot.at: shot for shot in shots}
        return [by_moment[at] for at in sorted(by_moment)]


def as_whole(value: object) -> int:
    """The nearest whole number that can stand as an id or a time; 0 for what is none."""
    if isinstance(value, float) and abs(value) < LAST_ID:
        value = int(value)
    return min(max(value, 0), LAST_ID - 1) if isinstance(value, int) else 0


def as_text(value: object) -> str:
    """What can be read of a value as text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)
