"""The journal: edits as bytes, and edits that are read from the file when someone looks at them.

JSON, a line for the edit and one for each few items, so that a change of 100,000 lines is written
and read in small bites (a single call of the JSON library holds every other thread up). An item of
``after`` that was there before names only what changed.
"""

from __future__ import annotations

import zlib
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from editor.model.checks import in_order
from editor.model.edits import Caret, Edit, Item, Splice, Track
from editor.model.errors import UserError
from editor.model.segment import Segment
from editor.store.rows import (
    LATER,
    NAMES,
    READERS,
    Values,
    changes_of,
    id_of,
    no_collection,
    ordered,
    values_of,
)
from editor.store.values import ODD, from_json, text_from, to_json, whole

PLAIN_LIMIT: Final = 4096
"""Edits above this many bytes are compressed."""

BITE: Final = 64
"""Items in one line of JSON: a line takes a fraction of a millisecond."""

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


def unpack(verb: str, data: bytes, limit: int = SIZE_LIMIT) -> Edit:
    """The edit again; raises ``ValueError`` where the bytes are none of at most ``limit`` bytes."""
    try:
        with no_collection():
            return _unpacked(verb, data, limit)
    except (*ODD, zlib.error) as error:
        raise ValueError(verb) from error


def _lines(edit: Edit) -> Iterator[bytes]:
    yield _line(
        {
            "before": _plain_caret(edit.caret_before),
            "after": _plain_caret(edit.caret_after),
            "splices": [[s.track, s.index, len(s.before), len(s.after)] for s in edit.splices],
        }
    )
    items = (values for splice in edit.splices for values in _values(splice))
    while bite := list(islice(items, BITE)):
        yield _line(bite)


def _values(splice: Splice) -> Iterator[Values]:
    places = {id_of(item): place for place, item in enumerate(splice.before)}
    for item in splice.before:
        yield _whole_item(item)
    for item in splice.after:
        like = places.get(id_of(item))
        if like is None:
            yield _whole_item(item)
        else:
            changes = changes_of(splice.before[like], item)
            changes["like"] = like
            yield _plain(changes)


def _plain(values: Values) -> Values:
    packed = values.get("words")
    if isinstance(packed, bytes):
        values["words"] = b2a_base64(packed, newline=False).decode("ascii")
    return values


def _whole_item(item: Item) -> Values:
    """All values of an item, less those that nearly no line has."""
    values = values_of(item)
    for name in LATER:
        if not values.get(name, True):
            del values[name]
    return _plain(values)


def _line(content: object) -> bytes:
    return to_json(content).encode() + b"\n"


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
