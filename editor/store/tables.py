"""Tables: which row stands where in them, and edits carried out on them by place."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Final
from zlib import crc32

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects import sqlite

from editor.model.edits import Edit, Item, Splice, Track
from editor.store import ranks, schema
from editor.store.packing import Packed, pack
from editor.store.rows import (
    READERS,
    Values,
    changes_in_place,
    changes_of,
    id_of,
    values_of,
)
from editor.store.values import ODD

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table, Update


class Foreign(Exception):
    """The tables are not as this program left them: somebody else has written."""


@cache
def _update_item(track: Track, names: tuple[str, ...]) -> str:
    """Sets these values of the row of a rank and an id, in this order.

    As text, for the driver itself: SQLAlchemy takes twice as long over the values of a row as
    SQLite over writing them, and one edit may change 70,000 rows.
    """
    table = schema.TRACKS[track]
    compiled = (
        update(table)
        .where(table.c.rank == bindparam("at_rank"), table.c.id == bindparam("of_id"))
        .ordered_values(*((table.c[name], bindparam(f"new_{name}")) for name in names))
        .compile(dialect=sqlite.dialect(paramstyle="qmark"))
    )
    return str(compiled)


def _update_rank(table: Table) -> Update:
    return (
        update(table)
        .where(table.c.rank == bindparam("at_rank"))
        .values({table.c.rank: bindparam("new_rank")})
    )


_UPDATE_RANK: Final = {track: _update_rank(table) for track, table in schema.TRACKS.items()}
_INSERT: Final = {track: insert(table) for track, table in schema.TRACKS.items()}
_DELETE: Final = {
    track: delete(table).where(
        table.c.rank == bindparam("at_rank"), table.c.id == bindparam("of_id")
    )
    for track, table in schema.TRACKS.items()
}
_READ_HEAD: Final = select(schema.head.c.seq)
_MOVE_HEAD: Final = update(schema.head).values(seq=bindparam("to"))
_CUT_TAIL: Final = delete(schema.edits).where(schema.edits.c.seq >= bindparam("first"))
_APPEND: Final = insert(schema.edits)
_LIFT: Final = (
    update(schema.edits)
    .where(schema.edits.c.seq >= bindparam("first"))
    .values(seq=-schema.edits.c.seq - 1)
)
_LAY: Final = update(schema.edits).where(schema.edits.c.seq < 0).values(seq=-schema.edits.c.seq)


class Tables:
    """The tables, as the writer knows them without asking: the ranks of all rows, and the head.

    Inside a transaction it runs ahead of the disk; after one that failed, ``forget`` makes it ask
    again.
    """

    def __init__(self, *, wary: bool = False) -> None:
        """``wary`` compares what the tables hold with what an edit says was there before it.

        For edits planned on what may have changed since; the ids alone tell of foreign rows only.
        """
        self._wary = wary
        self._ranks: dict[Track, array[int]] = {}
        self._head: int | None = None
        self._updates: dict[tuple[str, ...], list[tuple[object, ...]]] = {}
        self._updated: set[int] = set()

    def forget(self) -> None:
        """Trust nothing that was known; the next edit reads it again."""
        self._ranks.clear()
        self._head = None
        self._updates.clear()
        self._updated.clear()

    def prime(self, connection: Connection, known: Mapping[Track, array[int]]) -> None:
        """Read now what the first edit would need, but for the ranks somebody has just read.

        Had another program written since, the transaction would not have begun.
        """
        self._ranks.update(known)
        for track in Track:
            self._ranks_of(connection, track)
        self._read_head(connection)

    def record(
        self,
        connection: Connection,
        edit: Edit,
        made: datetime,
        *,
        merged: Edit | None,
        packed: Packed | None = None,
    ) -> None:
        """Carry out an edit and put it behind the head; what could be redone is gone.

        ``merged`` is kept instead, in place of the last one. ``packed`` is what is kept, where it
        was packed before.
        """
        kept = merged or edit
        packed = packed or pack(kept)
        self._carry_out(connection, edit, None if merged else packed.changes)
        seq = self._read_head(connection) + (0 if merged else 1)
        connection.execute(_CUT_TAIL, {"first": seq})
        connection.execute(_APPEND, _row(kept, packed.data, made, seq))
        self._move_head(connection, seq)

    def beneath(
        self, connection: Connection, edit: Edit, there: Edit, made: datetime, above: int
    ) -> None:
        """Carry out an edit and put it, as ``there``, beneath the last so many edits.

        All behind it get the next number, by way of negative ones: no two may ever share one.
        """
        self._carry_out(connection, edit)
        head = self._read_head(connection) + 1
        connection.execute(_LIFT, {"first": head - above})
        connection.execute(_LAY)
        connection.execute(_APPEND, _row(there, pack(there).data, made, head - above))
        self._move_head(connection, head)

    def step(self, connection: Connection, edit: Edit, by: int) -> None:
        """Carry out an undo of so many edits (below 0) or a redo and move the head."""
        self._carry_out(connection, edit)
        self._move_head(connection, self._read_head(connection) + by)

    def _move_head(self, connection: Connection, seq: int) -> None:
        if connection.execute(_MOVE_HEAD, {"to": seq}).rowcount != 1:
            raise Foreign
        self._head = seq

    def _read_head(self, connection: Connection) -> int:
        if self._head is None:
            head = connection.execute(_READ_HEAD).scalar()
            if not isinstance(head, int):
                raise Foreign
            self._head = head
        return self._head

    def _ranks_of(self, connection: Connection, track: Track) -> array[int]:
        known = self._ranks.get(track)
        if known is None:
            table = schema.TRACKS[track]
            known = array(
                "q", connection.execute(select(table.c.rank).order_by(table.c.rank)).scalars()
            )
            if not ranks.sound(known):
                raise Foreign
            self._ranks[track] = known
        return known

    def _carry_out(
        self,
        connection: Connection,
        edit: Edit,
        changes: Iterable[Sequence[Values] | None] | None = None,
    ) -> None:
        """Change items in place many at a time; move rows splice by splice.

        ``changes`` are what each splice changes in place, where that is known already.
        """
        track = None
        known_changes = changes or map(changes_in_place, edit.splices)
        for splice, changed in zip(edit.splices, known_changes, strict=True):
            if splice.track is not track:
                self._flush(connection, track)
                track = splice.track
            known = self._ranks_of(connection, splice.track)
            if splice.index + len(splice.before) > len(known):
                raise Foreign
            if self._wary:
                self._flush(connection, track)
                self._compare(connection, splice)
            if changed is not None:
                here = known[splice.index : splice.index + len(changed)]
                for rank, item, values in zip(here, splice.after, changed, strict=True):
                    self._change(connection, track, rank, item, values)
            else:
                self._flush(connection, track)
                self._move(connection, splice, known)
        self._flush(connection, track)

    def _compare(self, connection: Connection, splice: Splice) -> None:
        table, read = schema.TRACKS[splice.track], READERS[splice.track]
        rows = select(table).order_by(table.c.rank).offset(splice.index).limit(len(splice.before))
        try:
            there = tuple(read(row) for row in connection.execute(rows))
        except ODD:
            raise Foreign from None
        if there != tuple(splice.before):
            raise Foreign

    def _change(
        self, connection: Connection, track: Track, rank: int, item: Item, values: Values
    ) -> None:
        """Note what is to be written of one item: the values that have changed."""
        if not values:
            return
        if rank in self._updated:  # twice in one edit: the first change goes first
            self._flush(connection, track)
        self._updated.add(rank)
        row = (*values.values(), rank, id_of(item))
        self._updates.setdefault(tuple(values), []).append(row)

    def _flush(self, connection: Connection, track: Track | None) -> None:
        if track is None:
            return
        updates, self._updates = self._updates, {}
        self._updated.clear()
        for names, rows in updates.items():
            done = connection.exec_driver_sql(_update_item(track, names), rows)
            if done.rowcount != len(rows):
                raise Foreign

    def _move(self, connection: Connection, splice: Splice, known: array[int]) -> None:
        """Rows leave and rows come; those in both keep their rank."""
        kept = _kept(splice.before, splice.after)
        before = {id_of(item): item for item in splice.before}
        self._take_out(connection, splice, known, kept)
        at = splice.index
        fresh: list[Item] = []
        for item in splice.after:
            if id_of(item) in kept:
                at += self._put_in(connection, splice.track, at, fresh, known)
                fresh = []
                values = changes_of(before[id_of(item)], item)
                self._change(connection, splice.track, known[at], item, values)
                at += 1
            else:
                fresh.append(item)
        self._flush(connection, splice.track)
        self._put_in(connection, splice.track, at, fresh, known)

    def _take_out(
        self, connection: Connection, splice: Splice, known: array[int], kept: set[int]
    ) -> None:
        stop = splice.index + len(splice.before)
        stay, gone = array("q"), []
        for item, rank in zip(splice.before, known[splice.index : stop], strict=True):
            if id_of(item) in kept:
                stay.append(rank)
            else:
                gone.append({"at_rank": rank, "of_id": id_of(item)})
        if gone and connection.execute(_DELETE[splice.track], gone).rowcount != len(gone):
            raise Foreign
        known[splice.index : stop] = stay

    def _put_in(
        self,
        connection: Connection,
        track: Track,
        at: int,
        items: Sequence[Item],
        known: array[int],
    ) -> int:
        """New rows before row ``at``; returns how many."""
        if not items:
            return 0
        self._flush(connection, track)  # the updates name ranks, which may move now
        placement = ranks.place(known, at, len(items))
        if placement.moved:
            self._spread(connection, track, placement, known)
        rows = [
            values_of(item) | {"rank": rank}
            for item, rank in zip(items, placement.ranks, strict=True)
        ]
        connection.execute(_INSERT[track], rows)
        known[at:at] = array("q", placement.ranks)
        return len(items)

    def _spread(
        self, connection: Connection, track: Track, placement: ranks.Placement, known: array[int]
    ) -> None:
        """Give a stretch of rows new ranks.

        By way of negative ones, because no two rows may ever share one.
        """
        stretch = known[placement.first : placement.last]
        out = [{"at_rank": rank, "new_rank": -rank} for rank in stretch]
        into = [
            {"at_rank": -rank, "new_rank": moved}
            for rank, moved in zip(stretch, placement.moved, strict=True)
        ]
        for moves in (out, into):
            if connection.execute(_UPDATE_RANK[track], moves).rowcount != len(moves):
                raise Foreign
        known[placement.first : placement.last] = array("q", placement.moved)


def _row(edit: Edit, data: bytes, made: datetime, seq: int) -> Values:
    row = {"seq": seq, "verb": edit.verb, "made": milliseconds(made), "crc": crc32(data)}
    return {**row, "data": data}


def _kept(before: Sequence[Item], after: Sequence[Item]) -> set[int]:
    """The ids that stay, as far as they stay in the same order."""
    places = {id_of(item): place for place, item in enumerate(before)}
    kept, last = set(), -1
    for item in after:
        place = places.get(id_of(item), -1)
        if place > last:
            kept.add(id_of(item))
            last = place
    return kept


def milliseconds(moment: datetime) -> int:
    """A moment as the file keeps it: ms since 1970, UTC."""
    return round(moment.timestamp() * 1000)


def fill(connection: Connection, track: Track, items: Sequence[Item]) -> None:
    """Put all items of a list into its empty table."""
    spread = ranks.between(0, None, len(items)) or ()
    step = 5000  # a list of 100,000 rows of parameters would take 100 MB
    for first in range(0, len(items), step):
        stop = min(first + step, len(items))
        rows = [values_of(items[at]) | {"rank": spread[at]} for at in range(first, stop)]
        connection.execute(_INSERT[track], rows)
