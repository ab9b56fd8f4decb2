"""Past: looks into the history on disk, a stretch at a time, beside the edits that are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32, decompressobj

from sqlalchemy import func, select

from editor.model.edits import Edit, Track
from editor.model.errors import UserError
from editor.store import schema
from editor.store.connect import reading
from editor.store.packing import PLAIN_LIMIT, unpack
from editor.store.reading import Reader, moment
from editor.store.values import ODD, from_json, whole

if TYPE_CHECKING:
    from sqlalchemy import Connection

PEEK: Final = 65_536
"""Bytes of an edit that a look at it may cost; its size stands at its beginning."""

STRETCH: Final = 256
"""Edits read at once on the way through the history."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One edit as a list of the history shows it.

    ``lines`` it touches, ``None`` where telling would mean to read a very large edit; ``edit`` is
    the whole of it where that is small.
    """

    position: int
    verb: str
    made: datetime
    lines: int | None
    edit: Edit | None


@dataclass(frozen=True, slots=True)
class Glimpse:
    """An edit told apart from others at a twentieth of what a whole look at it costs.

    ``words``: every word that it changed in a line is in there, and perhaps others; ``None`` where
    only a whole look can tell.
    """

    position: int
    verb: str
    made: datetime
    words: str | None


class Past:
    """The edits of a project file by their position in its ``History``, the first one at 0."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._first: int | None = None

    def seen(self, first: int, stop: int) -> tuple[Seen, ...]:
        """Look at the edits from ``first`` up to ``stop``, as far as they are there."""
        (looked,) = self.seen_each([(first, stop)])
        return looked

    def seen_each(self, stretches: Iterable[tuple[int, int]]) -> list[tuple[Seen, ...]]:
        """The same of several stretches, in one opening of the file: that takes 2 ms."""
        with reading(self._path) as connection:
            base = self._base(connection)
            return [
                tuple(_seen(row, base) for row in _rows(connection, base, stretch, PEEK))
                for stretch in stretches
            ]

    def glimpses(self, first: int, stop: int) -> tuple[Glimpse, ...]:
        """Glance at the edits from ``first`` up to ``stop``, as far as they are there."""
        with reading(self._path) as connection:
            base = self._base(connection)
            return tuple(
                Glimpse(seq - base, str(verb), moment(made), _stirred(data, length))
                for seq, verb, made, data, length in _rows(
                    connection, base, (first, stop), PLAIN_LIMIT
                )
            )

    def edits(self, first: int, stop: int) -> Iterator[Edit]:
        """Read the edits from ``first`` up to ``stop``, the last one first: the way back.

        Raises ``UserError("history-damaged")`` where the file lost one.
        """
        edits = schema.edits.c
        for end in range(stop, first, -STRETCH):
            begin = max(first, end - STRETCH)
            with reading(self._path) as connection:
                base = self._base(connection)
                query = (
                    select(edits.verb, edits.crc, edits.data)
                    .where(edits.seq >= base + begin, edits.seq < base + end)
                    .order_by(edits.seq.desc())
                )
                rows = connection.execute(query).all()
            if len(rows) != end - begin:
                raise UserError("history-damaged", verb="")
            for verb, crc, data in rows:
                yield _whole(str(verb), crc, data)

    def _base(self, connection: Connection) -> int:
        """The number of the first edit of the history."""
        if self._first is None:
            numbers, _ = Reader(connection, self._path).numbers()
            self._first = numbers.start if numbers else 1
        return self._first


def _rows(
    connection: Connection, base: int, stretch: tuple[int, int], most: int
) -> Iterator[tuple[Any, ...]]:
    """Number, verb, time, first bytes (at the most so many) and length of some edits."""
    edits, (first, stop) = schema.edits.c, stretch
    start = func.substr(edits.data, 1, most)
    query = (
        select(edits.seq, edits.verb, edits.made, start, func.length(edits.data))
        .where(edits.seq >= base + first, edits.seq < base + stop)
        .order_by(edits.seq)
    )
    return map(tuple, connection.execute(query))


def _whole(verb: str, crc: object, data: object) -> Edit:
    try:
        if isinstance(data, bytes) and crc32(data) == crc:
            return unpack(verb, data)
    except ValueError as error:
        raise UserError("history-damaged", verb=verb) from error
    raise UserError("history-damaged", verb=verb)


def _seen(row: tuple[Any, ...], base: int) -> Seen:
    seq, verb, made, data, length = row
    edit = None
    if isinstance(data, bytes) and length <= PLAIN_LIMIT:
        with suppress(ValueError):
            edit = unpack(str(verb), data)
    lines = _lines(data) if isinstance(data, bytes) else None
    return Seen(seq - base, str(verb), moment(made), lines, edit)


def _stirred(data: object, length: int) -> str | None:
    """Words that an edit may have changed, as ``Glimpse`` has them.

    Nearly every edit changes the text of one line: of that, what is neither in front of nor behind
    the change. Of one too large to be looked at whole, nothing: ``seen`` tells no words of it.
    """
    if length > PLAIN_LIMIT or not isinstance(data, bytes):
        return ""
    try:
        head, _, rest = data.decode().partition("\n")
        shapes = from_json(head)["splices"]
        if any(shape[0] != Track.SEGMENTS for shape in shapes):
            return None
        if len(shapes) == 1 and shapes[0][2:] == [1, 1]:
            was, now = from_json(rest.rstrip())
            if not was["marks"] and now.get("like") == 0 and "marks" not in now:
                return between(was["text"], now["text"]) if "text" in now else ""
    except (*ODD, UnicodeDecodeError):
        return None
    return rest


def between(was: str, now: str) -> str:
    """The words of two texts, without those at their start and end that both have."""
    one, other = was.split(" "), now.split(" ")
    front = _alike(one, other)
    one, other = one[front:], other[front:]
    back = _alike(one[::-1], other[::-1])
    return " ".join([*one[: len(one) - back], *other[: len(other) - back]])


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two texts have in common from their start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, its) in pairs if mine != its), min(len(one), len(other)))


def _lines(data: bytes) -> int | None:
    """How many lines an edit touches, as its first line says; ``None`` where that is cut off."""
    if data[:1] != b"{":
        with suppress(Exception):  # zlib's error has no public name that is stable
            data = decompressobj().decompress(data, PEEK)
    head, end, _ = data.partition(b"\n")
    if not end:
        return None
    try:
        shapes = from_json(head.decode())["splices"]
        counts = [(str(name), whole(b), whole(a)) for name, _, b, a in shapes]
    except ODD:
        return None
    return sum(max(b, a) for name, b, a in counts if name == Track.SEGMENTS)
