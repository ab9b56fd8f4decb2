"""Reading: a project file as an episode, in stretches, every line checked on the way."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast
from zlib import crc32

from sqlalchemy import Select, func, select

from editor.model.answer import Answer
from editor.model.chapter import Chapter
from editor.model.checks import in_order
from editor.model.edits import Track
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.history import History
from editor.model.info import Info
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.shot import Shot
from editor.model.sound import Sound
from editor.model.translation import Translation
from editor.store import schema
from editor.store.connect import reading
from editor.store.content import Draft, Entry, Moment, Outline
from editor.store.mending import Mending
from editor.store.packing import StoredEdit
from editor.store.ranks import sound
from editor.store.rows import READERS, segment_from
from editor.store.values import ODD, from_json

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

FIRST: Final = 500
"""Lines in the first stretch: more than a page, read in a few ms."""

STRETCH: Final = 4000
"""Lines in every later one."""

LINE_LIMIT: Final = 2_000_000
"""Files that claim to hold more lines are refused: 2,000 hours of speech."""

ENTRY_LIMIT: Final = 1_000_000
"""The same for every other table."""


@dataclass(slots=True)
class Stretch:
    """Lines as read; ``done`` of ``total`` are there."""

    done: int
    total: int
    lines: list[Segment]


class Reader:
    """One look at a project file, on one connection and in one transaction: one state of it."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._known_edits: tuple[list[tuple[int, str, int, int]], int] | None = None
        self.mending = Mending()
        self.outline = self._outline()
        self.ranks = array("q")
        """Where the lines read so far stand in their table."""

    def lines(self) -> Iterator[Stretch]:
        """The lines in order, the first stretch a small one.

        What is unsound is mended and noted.
        """
        total = self._count(schema.segments, LINE_LIMIT)
        query = select(schema.segments).order_by(schema.segments.c.rank)
        result = self._connection.execute(query)
        done = 0
        with result:
            while True:
                rows = result.fetchmany(STRETCH if done else FIRST)
                if not rows:
                    break
                lines = self._stretch(rows, done)
                done += len(rows)
                self.ranks.extend([row[0] for row in rows])
                if not sound([rows[0][0], rows[-1][0]]):
                    self.mending.note("mended-ranks")
                yield Stretch(done, max(total, done), lines)
        if done != total:  # the table and its index disagree
            raise UserError("project-damaged", path=str(self._path))

    def _stretch(self, rows: Sequence[Row[Any]], before: int) -> list[Segment]:
        lines = []
        for number, row in enumerate(rows, before + 1):
            try:
                line = segment_from(row)
            except ODD:
                line = self.mending.line(row, number)
            lines.append(line)
        if not in_order(lines):
            for at, line in enumerate(lines):
                if not in_order((line,)):
                    lines[at] = self.mending.line(rows[at], before + at + 1)
        return lines

    def episode(self, lines: list[Segment]) -> Episode:
        """The whole of it, made sound."""
        return self.mending.episode(lines, self.outline)

    def _outline(self) -> Outline:
        speakers = self.mending.numbered(cast("list[Speaker]", self._items(Track.SPEAKERS)))
        chapters = self.mending.numbered(cast("list[Chapter]", self._items(Track.CHAPTERS)))
        notes = self.mending.numbered(cast("list[Note]", self._items(Track.NOTES)))
        infos = cast("list[Info]", self._items(Track.INFO))
        if len(infos) != 1:
            self.mending.note("mended-info")
        info = infos[0] if infos else Info()
        return Outline(
            tuple(speakers),
            tuple(chapters),
            tuple(notes),
            info,
            tuple(self.mending.numbered(cast("list[Sound]", self._items(Track.SOUNDS)))),
            tuple(self.mending.numbered(cast("list[Shot]", self._items(Track.SHOTS)))),
            tuple(
                self.mending.numbered(cast("list[Translation]", self._items(Track.TRANSLATIONS)))
            ),
            tuple(self.mending.numbered(cast("list[Answer]", self._items(Track.ANSWERS)))),
        )

    def _items(self, track: Track) -> list[Any]:
        table = schema.TRACKS[track]
        self._count(table, ENTRY_LIMIT)
        items = []
        rows = self._connection.execute(select(table).order_by(table.c.rank)).fetchall()
        if not sound([row[0] for row in rows]):
            self.mending.note("mended-ranks")
        for row in rows:
            try:
                items.append(READERS[track](row))
            except ODD:
                items.append(self.mending.item(track, row))
        return items

    def _count(self, table: Any, limit: int) -> int:  # noqa: ANN401 - a Table
        count = self._connection.execute(select(func.count()).select_from(table)).scalar_one()
        if count > limit:
            raise UserError("project-too-large", path=str(self._path))
        return count

    def history(self) -> History:
        """The edits around the head as far as none is missing.

        Undo and redo read them when they are wanted.
        """
        rows, head = self._edits()
        edits = [StoredEdit(verb, Fetch(self._path, seq, crc)) for seq, verb, _, crc in rows]
        return History(edits, sum(row[0] <= head for row in rows))

    def numbers(self) -> tuple[range, int]:
        """The numbers of those edits, and of the last one that is done."""
        rows, head = self._edits()
        return (range(rows[0][0], rows[-1][0] + 1), head) if rows else (range(0), 0)

    def _edits(self) -> tuple[list[tuple[int, str, int, int]], int]:
        if self._known_edits is None:
            self._known_edits = self._read_edits()
        return self._known_edits

    def _read_edits(self) -> tuple[list[tuple[int, str, int, int]], int]:
        edits = schema.edits.c
        self._count(schema.edits, ENTRY_LIMIT)
        query = select(edits.seq, edits.verb, edits.made, edits.crc).order_by(edits.seq)
        rows = [
            (row[0], str(row[1]), row[2], row[3]) for row in self._connection.execute(query).all()
        ]
        head = self._connection.execute(select(schema.head.c.seq)).scalar()
        if type(head) is not int:
            self.mending.note("mended-history")
            return [], 0
        joined = _unbroken(rows, head)
        if len(joined) < len(rows) or (not joined and head):
            self.mending.note("mended-history")
        return joined, head if joined else 0

    def moments(self) -> tuple[Moment, ...]:
        """The history with its wall-clock times."""
        rows, head = self._edits()
        return tuple(Moment(verb, moment(made), seq <= head) for seq, verb, made, _ in rows)

    def draft(self) -> Draft | None:
        """What was being typed when the last draft was written."""
        row = self._one(select(schema.draft))
        if row is None:
            return None
        _, segment, text, caret = tuple(row)
        sane = type(segment) is int and type(text) is str and type(caret) is int
        return Draft(segment, text, min(max(caret, 0), len(text))) if sane else None

    def _one(self, query: Select[Any]) -> Row[Any] | None:
        return self._connection.execute(query.limit(1)).first()

    def memory(self) -> dict[str, str]:
        """Where the person was."""
        self._count(schema.memory, ENTRY_LIMIT)
        rows = self._connection.execute(select(schema.memory)).all()
        return {str(key): str(value) for key, value in rows}

    def report(self) -> tuple[Entry, ...]:
        """What the import had to tell."""
        self._count(schema.report, ENTRY_LIMIT)
        rows = self._connection.execute(select(schema.report).order_by(schema.report.c.seq)).all()
        return tuple(_entry(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Fetch:
    """Reads one edit's bytes; raises ``ValueError`` where the file no longer has those."""

    path: Path
    seq: int
    crc: int

    def __call__(self) -> bytes:
        with reading(self.path) as connection:
            query = select(schema.edits.c.data).where(schema.edits.c.seq == self.seq)
            data = connection.execute(query).scalar()
        if not isinstance(data, bytes) or crc32(data) != self.crc:
            raise ValueError(self.seq)
        return data


def _unbroken(rows: list[tuple[int, str, int, int]], head: int) -> list[tuple[int, str, int, int]]:
    """The run of successive numbers that the head belongs to."""
    known = {row[0] for row in rows}
    first = last = head
    while first in known:
        first -= 1
    while last + 1 in known:
        last += 1
    return [row for row in rows if first < row[0] <= last]


def moment(made: object) -> datetime:
    """A moment as the file keeps it, ms since 1970; nonsense is the beginning of time."""
    try:
        return datetime.fromtimestamp(int(cast("int", made)) / 1000, UTC)
    except (*ODD, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _entry(row: Row[Any]) -> Entry:
    _, code, line, segment, facts = tuple(row)
    try:
        plain = from_json(facts)
        known = {str(k): v for k, v in plain.items() if isinstance(v, str | int)}
    except ODD:
        known = {}
    return Entry(
        str(code),
        line if isinstance(line, int) else None,
        segment if isinstance(segment, int) else None,
        known,
    )
