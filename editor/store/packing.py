"""Packing: edits as bytes, and edits that are read from the file when someone looks at them.

JSON, a line for the edit and one for each few items, so that a change of 100,000 lines is written
and read in small bites (a single call of the JSON library holds every other thread up). An item of
``after`` that was there before names only what changed.
"""

from __future__ import annotations

import zlib
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from editor.model.checks import in_order
from editor.model.edits import Caret, Edit, Item, Splice, Track
from editor.model.errors import UserError
from editor.model.segment import Segment
from editor.store.caption_rows import breaks_text, styles_text
from editor.store.rows import (
    LATER,
    NAMES,
    READERS,
    Values,
    changes_in_place,
    changes_of,
    id_of,
    little_endian,
    marks_text,
    no_collection,
    ordered,
    values_of,
)
from editor.store.values import ODD, from_json, quoted, text_from, to_json, whole

PLAIN_LIMIT: Final = 4096
"""Edits above this many bytes are compressed."""

BITE: Final = 64
"""Items in one line of JSON: a line takes a fraction of a millisecond."""

SIZE_LIMIT: Final = 1 << 30
"""Edits that unpack to more bytes are refused: no person makes them, a crafted file may."""

_NOTHING: Final = '""'
_COMPRESSED: Final = b"\x78"  # how zlib begins; JSON begins with "{"


@dataclass(frozen=True, slots=True)
class Packed:
    """An edit as the file takes it: found out beside everybody, written in no time.

    ``data`` are its bytes; the verb is kept beside them. ``changes`` has an entry for each splice
    (``changes_in_place``).
    """

    data: bytes
    changes: tuple[Sequence[Values] | None, ...]


class Packer:
    """Packs an edit, a splice at a time and in their order."""

    def __init__(self, edit: Edit) -> None:
        head = {
            "before": _plain_caret(edit.caret_before),
            "after": _plain_caret(edit.caret_after),
            "splices": [[s.track, s.index, len(s.before), len(s.after)] for s in edit.splices],
        }
        self._lines = [f"{to_json(head)}\n".encode()]
        self._items: list[str] = []
        self._changes: list[Sequence[Values] | None] = []

    def put(self, splice: Splice) -> None:
        """Take the next splice."""
        changes = changes_in_place(splice)
        self._changes.append(changes)
        self._items += map(_whole_item, splice.before)
        if changes is not None:
            self._items += map(_changed_item, changes, count())
        else:
            self._items += _after(splice)
        while len(self._items) >= BITE:
            self._bite()

    def packed(self) -> Packed:
        """All of it, once every splice is in."""
        return Packed(self._data(), tuple(self._changes))

    def _data(self) -> bytes:
        if self._items:
            self._bite()
        if sum(map(len, self._lines)) <= PLAIN_LIMIT:
            return b"".join(self._lines)
        squeeze = zlib.compressobj(1)
        return b"".join([*map(squeeze.compress, self._lines), squeeze.flush()])

    def _bite(self) -> None:
        bite, self._items = self._items[:BITE], self._items[BITE:]
        self._lines.append(f"[{','.join(bite)}]\n".encode())


def pack(edit: Edit) -> Packed:
    """An edit as the file takes it."""
    packer = Packer(edit)
    for splice in edit.splices:
        packer.put(splice)
    return packer.packed()


def unpack(verb: str, data: bytes, limit: int = SIZE_LIMIT) -> Edit:
    """The edit again; raises ``ValueError`` where the bytes are none of at most ``limit`` bytes."""
    try:
        with no_collection():
            return _unpacked(verb, data, limit)
    except (*ODD, zlib.error) as error:
        raise ValueError(verb) from error


def _after(splice: Splice) -> Iterator[str]:
    """What a splice leaves, as JSON."""
    places = {id_of(item): place for place, item in enumerate(splice.before)}
    for item in splice.after:
        like = places.get(id_of(item))
        if like is None:
            yield _whole_item(item)
        else:
            yield _changed_item(changes_of(splice.before[like], item), like)


def _changed_item(changes: Values, like: int) -> str:
    """An item by what has changed of it."""
    said = [f'"{name}":{_said(value)},' for name, value in changes.items()]
    return f'{{{"".join(said)}"like":{like}}}'


def _whole_item(item: Item) -> str:
    """All values of an item, less those that nearly no line has."""
    if isinstance(item, Segment):
        return _whole_line(item)
    return to_json(values_of(item))


def _whole_line(line: Segment) -> str:
    """The same of a line; written out, because there are so many."""
    source = "null" if line.source_text == line.text else quoted(line.source_text)
    speaker = "null" if line.speaker is None else line.speaker
    marks = quoted(marks_text(line.marks)) if line.marks else _NOTHING
    breaks = quoted(breaks_text(line.breaks)) if line.breaks else _NOTHING
    styles = f',"styles":{quoted(styles_text(line.styles))}' if line.styles else ""
    place = f',"place":{quoted(line.place)}' if line.place else ""
    return (
        f'{{"id":{line.id},"start":{line.start},"end":{line.end},"speaker":{speaker}'
        f',"text":{quoted(line.text)},"marks":{marks},"breaks":{breaks}'
        f',"words":{_said(little_endian(line.words.packed))}'
        f',"source_text":{source},"flags":{int(line.flags)}{styles}{place}}}'
    )


def _said(value: object) -> str:
    """A value as JSON; bytes as the letters they are kept by."""
    if type(value) is str:
        return quoted(value)
    if type(value) is bytes:
        return f'"{b2a_base64(value, newline=False).decode("ascii")}"'
    return to_json(value)


def _plain_caret(caret: Caret | None) -> list[int] | None:
    return None if caret is None else [caret.segment, caret.offset, *(caret.anchor or ())]


def _unpacked(verb: str, data: bytes, limit: int) -> Edit:
    if data[:1] == _COMPRESSED:
        unsqueeze = zlib.decompressobj()
        data = unsqueeze.decompress(data, limit)
        if not unsqueeze.eof:
            raise ValueError("too large or cut off")
    lines = iter(data.splitlines())
    head = from_json(next(lines, b"").decode())
    items = (values for line in lines for values in from_json(line.decode()))
    splices = tuple(_splice(shape, items) for shape in head["splices"])
    return Edit(verb, splices, _caret(head["before"]), _caret(head["after"]))


def _splice(shape: tuple[str, int, int, int], items: Iterator[Values]) -> Splice:
    name, index, before, after = shape
    track = Track(name)
    was = [_next(items) for _ in range(whole(before))]
    now = []
    for _ in range(whole(after)):
        values = _next(items)
        like = values.pop("like", None)
        now.append(values if like is None else was[whole(like)] | values)
    return Splice(track, whole(index), _items(track, was), _items(track, now))


def _next(items: Iterator[Values]) -> Values:
    values = next(items, None)
    if values is None:
        raise ValueError("fewer items than were announced")
    packed = values.get("words")
    if packed is not None:
        values["words"] = a2b_base64(text_from(packed), strict_mode=True) if packed else b""
    return values


def _items(track: Track, listed: Sequence[Values]) -> tuple[Item, ...]:
    names, read = NAMES[track], READERS[track]
    items = tuple(
        read((0, *(values[name] if name in values else LATER[name] for name in names)))
        for values in listed
    )
    lines = [item for item in items if isinstance(item, Segment)]
    if not in_order(lines):
        for line in lines:
            ordered(line)
    return items


def _caret(plain: list[int] | None) -> Caret | None:
    if plain is None:
        return None
    segment, offset, *anchor = map(whole, plain)
    return Caret(segment, offset, (anchor[0], anchor[1]) if anchor else None)


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
    def held(self) -> tuple[Splice, ...]:
        """As in ``Edit``: none before someone has looked."""
        return self._whole.splices if self._whole is not None else ()

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
