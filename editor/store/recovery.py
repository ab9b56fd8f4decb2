"""Recovery: what opening a project restored, and what can be saved of one that does not open.

Opening *is* recovery: SQLite folds in what a killed program had written, ``mending`` makes sound
what is not. This module says so.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from editor.model.edits import Track
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.segment import Segment
from editor.store import schema
from editor.store.connect import check_schema, engine_for, inspect
from editor.store.content import Draft, Outline, Restored
from editor.store.faults import faults, user_error
from editor.store.lock import Owner
from editor.store.mending import Mending
from editor.store.migrations import climb
from editor.store.rows import READERS, ordered, segment_from
from editor.store.values import ODD

if TYPE_CHECKING:
    from sqlalchemy import Connection


def interrupted(stale: Owner | None) -> tuple[Restored, ...]:
    """Whether the last program that had the project open was killed.

    Every edit it acknowledged is there; what was typed when the disk took no more is not.
    """
    if stale is None:
        return ()
    told = Restored("closed-unexpectedly", {"since": stale.since, "user": stale.user})
    return (told, Restored("typing-unkept")) if stale.unkept else (told,)


def offered(draft: Draft | None, episode: Episode) -> tuple[Draft | None, tuple[Restored, ...]]:
    """The draft, where it says more than its line.

    A draft of a line that is gone is still offered.
    """
    if draft is None:
        return None, ()
    lines = episode.transcript
    if not lines.has(draft.segment):
        return draft, (Restored("draft-without-line", {"text": draft.text}),)
    if lines.by_id(draft.segment).text == draft.text:
        return None, ()
    place = lines.index_of(draft.segment) + 1
    return draft, (Restored("draft-offered", {"line": place}),)


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be read of a damaged project.

    ``complete`` is false where lines are certainly missing.
    """

    episode: Episode
    complete: bool


def salvage(path: Path) -> Salvaged:
    """Read what is left of a damaged project.

    Lines from the front and from the back until the damage; one of an older program is brought up
    to date first, in a copy.

    Raises ``UserError``: ``project-damaged`` where nothing at all can be read, ``rescue-older``
    where the damage leaves no way up, and what opening says of a file that is not this program's.
    """
    version = inspect(path, whole=False).version
    if version == schema.LATEST:
        return _salvage(path, path)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        try:
            climb(path, copy, version)
        except UserError as error:
            raise UserError("rescue-older", path=str(path)) from error
        return _salvage(copy, path)


def _salvage(file: Path, path: Path) -> Salvaged:
    """The same of a file in the latest schema, which errors call by ``path``."""
    mending = Mending()
    with faults(path), engine_for(file, writing=False).connect() as connection:
        check_schema(connection, schema.LATEST, path)
        rows, complete = _from_both_ends(connection, path)
        items = {track: _readable(connection, path, track, mending) for track in _SMALL}
    lines = mending.whole([_line(row, number, mending) for number, row in enumerate(rows, 1)])
    if not lines:
        raise UserError("project-damaged", path=str(path))
    outline = Outline(
        tuple(mending.numbered(items[Track.SPEAKERS])),
        tuple(mending.numbered(items[Track.CHAPTERS])),
        tuple(mending.numbered(items[Track.NOTES])),
        next(iter(items[Track.INFO]), Info()),
        tuple(mending.numbered(items[Track.SOUNDS])),
        tuple(mending.numbered(items[Track.SHOTS])),
        tuple(mending.numbered(items[Track.TRANSLATIONS])),
        tuple(mending.numbered(items[Track.ANSWERS])),
    )
    return Salvaged(mending.episode(lines, outline), complete and not mending)


_SMALL: Final = tuple(track for track in Track if track is not Track.SEGMENTS)


def _from_both_ends(connection: Connection, path: Path) -> tuple[list[Any], bool]:
    rank = schema.segments.c.rank
    front, whole = _until_damage(connection, path, select(schema.segments).order_by(rank))
    if whole:
        return front, True
    last = front[-1][0] if front else -1
    query = select(schema.segments).where(rank > last).order_by(rank.desc())
    back, _ = _until_damage(connection, path, query)
    return front + back[::-1], False


def _until_damage(connection: Connection, path: Path, query: Any) -> tuple[list[Any], bool]:  # noqa: ANN401
    rows: list[Any] = []
    try:
        rows.extend(_one_by_one(connection, query))  # keeps what came before the damage
    except Exception as error:
        if user_error(error, path) is None:
            raise
        return rows, False
    return rows, True


def _one_by_one(connection: Connection, query: Any) -> Iterator[Any]:  # noqa: ANN401
    with connection.execute(query) as result:
        while (row := result.fetchone()) is not None:
            yield row


def _readable(connection: Connection, path: Path, track: Track, mending: Mending) -> list[Any]:
    rows, whole = _until_damage(connection, path, select(schema.TRACKS[track]))
    if not whole:
        mending.note(f"mended-{track}")
    items = []
    for row in rows:
        try:
            items.append(READERS[track](row))
        except ODD:
            with suppress(*ODD):
                items.append(mending.item(track, row))
    return items


def _line(row: Any, number: int, mending: Mending) -> Segment:  # noqa: ANN401
    try:
        return ordered(segment_from(row))
    except ODD:
        return mending.line(row, number)
