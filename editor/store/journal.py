"""The journal: edits as bytes, and edits that are read from the file when someone looks at them.

JSON, one line for the edit and one for each item, so that a change of 100,000 lines is written and
read in small bites (a single call of the JSON library holds every other thread up). An item of
``after`` that was there before names only what changed.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from editor.model.chapter import Chapter
from editor.model.checks import segment_problems
from editor.model.edits import Caret, Edit, Item, Splice, Track
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.segment import Flag, Segment
from editor.model.words import WordTimes
from editor.store.rows import (
    ODD,
    breaks_from,
    from_json,
    id_of,
    little_endian,
    marks_from,
    maybe,
    plain_marks,
    recording_from,
    to_json,
    whole,
    words,
)

PLAIN_LIMIT: Final = 4096
"""Edits above this many bytes are compressed."""

SIZE_LIMIT: Final = 1 << 30
"""Edits that unpack to more bytes are refused: no person makes them, a crafted file may."""

_COMPRESSED: Final = b"\x78"  # how zlib begins; JSON begins with "{"


def pack(edit: Edit) -> bytes:
    """An edit as bytes; the verb is kept beside them."""
    lines = list(_lines(edit))
    if sum(map(len, lines)) <= PLAIN_LIMIT:
        return b"".join(lines)
    squeeze = zlib.compressobj(1)
    return b"".join([*map(squeeze.compress, lines), squeeze.flush()])


def unpack(verb: str, data: bytes) -> Edit:
    """The edit again; raises ``ValueError`` where the bytes are not one."""
    try:
        return _unpacked(verb, data)
    except (*ODD, zlib.error) as error:
        raise ValueError(verb) from error


def _lines(edit: Edit) -> Iterator[bytes]:
    head = {
        "before": _plain_caret(edit.caret_before),
        "after": _plain_caret(edit.caret_after),
        "splices": [[s.track, s.index, len(s.before), len(s.after)] for s in edit.splices],
    }
    yield _line(head)
    for splice in edit.splices:
        places = {id_of(item): place for place, item in enumerate(splice.before)}
        for item in splice.before:
            yield _line(plain(item))
        for item in splice.after:
            like = places.get(id_of(item))
            if like is None:
                yield _line(plain(item))
            else:
                yield _line(_changes(plain(splice.before[like]), plain(item), like))


def _line(content: Mapping[str, object]) -> bytes:
    return to_json(content).encode() + b"\n"


def _changes(was: Mapping[str, Any], now: Mapping[str, Any], like: int) -> dict[str, Any]:
    return {"like": like, **{key: now[key] for key in now if now[key] != was[key]}}


def plain(item: Item) -> dict[str, Any]:
    """An item as JSON takes it, every field named as in the model."""
    if isinstance(item, Segment):
        return {
            **_fields(item, "id", "start", "end", "text", "speaker", "breaks", "source_text"),
            "marks": plain_marks(item.marks),
            "words": base64.b64encode(little_endian(item.words.packed)).decode("ascii"),
            "flags": int(item.flags),
        }
    if isinstance(item, Speaker):
        return _fields(item, "id", "name", "roles", "about")
    if isinstance(item, Chapter):
        return _fields(item, "id", "start", "title", "segment")
    if isinstance(item, Note):
        return _fields(item, "id", "at", "text", "segment")
    recording = item.recording
    known = _fields(recording, "path", "fingerprint", "duration") if recording else None
    described = _fields(item, "title", "show_notes", "language", "source", "settings")
    return {**described, "recording": known}


def _fields(item: object, *names: str) -> dict[str, Any]:
    return {name: getattr(item, name) for name in names}


def _plain_caret(caret: Caret | None) -> list[int] | None:
    return None if caret is None else [caret.segment, caret.offset]


def _unpacked(verb: str, data: bytes) -> Edit:
    if data[:1] == _COMPRESSED:
        unsqueeze = zlib.decompressobj()
        data = unsqueeze.decompress(data, SIZE_LIMIT)
        if not unsqueeze.eof:
            raise ValueError("too large or cut off")
    lines = iter(data.splitlines())
    head = from_json(next(lines, b"").decode())
    splices = tuple(_splice(shape, lines) for shape in head["splices"])
    return Edit(verb, splices, _caret(head["before"]), _caret(head["after"]))


def _splice(shape: tuple[str, int, int, int], lines: Iterator[bytes]) -> Splice:
    track, index, before, after = shape
    listed = Track(track)
    was = [_next(lines) for _ in range(whole(before))]
    now = []
    for _ in range(whole(after)):
        change = _next(lines)
        like = change.pop("like", None)
        now.append(change if like is None else was[whole(like)] | change)
    make = _MAKERS[listed]
    return Splice(listed, whole(index), tuple(map(make, was)), tuple(map(make, now)))


def _next(lines: Iterator[bytes]) -> dict[str, Any]:
    content = from_json(next(lines, b"").decode())
    if not isinstance(content, dict):
        raise TypeError(content)
    return content


def _caret(plain_caret: list[int] | None) -> Caret | None:
    return None if plain_caret is None else Caret(whole(plain_caret[0]), whole(plain_caret[1]))


def _segment(plain_line: Mapping[str, Any]) -> Segment:
    text = words(plain_line["text"])
    segment = Segment(
        whole(plain_line["id"]),
        whole(plain_line["start"]),
        whole(plain_line["end"]),
        text,
        maybe(plain_line["speaker"]),
        marks_from(plain_line["marks"], len(text)),
        WordTimes(little_endian(base64.b64decode(plain_line["words"], validate=True))),
        breaks_from(plain_line["breaks"], len(text)),
        words(plain_line["source_text"]),
        Flag(whole(plain_line["flags"])),
    )
    for problem in segment_problems(segment):
        raise ValueError(problem)
    return segment


def _speaker(row: Mapping[str, Any]) -> Speaker:
    roles = tuple(map(words, row["roles"]))
    return Speaker(whole(row["id"]), words(row["name"]), roles, words(row["about"]))


def _chapter(row: Mapping[str, Any]) -> Chapter:
    tied = maybe(row["segment"])
    return Chapter(whole(row["id"]), whole(row["start"]), words(row["title"]), tied)


def _note(row: Mapping[str, Any]) -> Note:
    return Note(whole(row["id"]), whole(row["at"]), words(row["text"]), maybe(row["segment"]))


def _info(row: Mapping[str, Any]) -> Info:
    return Info(
        words(row["title"]),
        words(row["show_notes"]),
        words(row["language"]),
        words(row["source"]),
        recording_from(row["recording"]) if row["recording"] is not None else None,
        tuple((words(key), words(value)) for key, value in row["settings"]),
    )


_MAKERS: Final[Mapping[Track, Callable[[Mapping[str, Any]], Item]]] = {
    Track.SEGMENTS: _segment,
    Track.SPEAKERS: _speaker,
    Track.CHAPTERS: _chapter,
    Track.NOTES: _note,
    Track.INFO: _info,
}


class StoredEdit(Edit):
    """An edit that stays in the file until someone looks into it; the verb is known at once.

    Looking into it raises ``UserError("history-damaged")`` where the file lost it.
    """

    __slots__ = ("_fetch", "_whole")

    _fetch: Callable[[], bytes]
    _whole: Edit | None

    def __init__(self, verb: str, fetch: Callable[[], bytes]) -> None:
        object.__setattr__(self, "verb", verb)
        object.__setattr__(self, "_fetch", fetch)
        object.__setattr__(self, "_whole", None)

    @property
    def splices(self) -> tuple[Splice, ...]:
        """As in ``Edit``."""
        return self._edit().splices

    @property
    def caret_before(self) -> Caret | None:
        """As in ``Edit``."""
        return self._edit().caret_before

    @property
    def caret_after(self) -> Caret | None:
        """As in ``Edit``."""
        return self._edit().caret_after

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edit) and _parts(self) == _parts(other)

    def __hash__(self) -> int:
        return hash(_parts(self))

    def _edit(self) -> Edit:
        if self._whole is None:
            try:
                whole_edit = unpack(self.verb, self._fetch())
            except ValueError as error:
                raise UserError("history-damaged", verb=self.verb) from error
            object.__setattr__(self, "_whole", whole_edit)
            return whole_edit
        return self._whole


def _parts(edit: Edit) -> tuple[object, ...]:
    return edit.verb, edit.splices, edit.caret_before, edit.caret_after
