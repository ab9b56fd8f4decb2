"""Storage: the writing side of an open project.

Every transaction begins with a look whether the file is still ours.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event, Thread
from threading import Lock as Mutex
from typing import TYPE_CHECKING, Final, TypeAlias

from sqlalchemy import delete, insert

from editor.model.edits import Edit, Track
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.store import caption_draft, schema
from editor.store.backups import DAILY, Backup, make, thin
from editor.store.connect import copy_open, engine_for, pragma
from editor.store.content import CaptionDraft, Draft
from editor.store.copying import write_copy
from editor.store.faults import faults, user_error
from editor.store.tables import Foreign, Tables, fill
from editor.store.writer import Writer

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from editor.store.packing import Packed

DRAFT_PAUSE: Final = 0.25
"""Seconds between two drafts on disk: what a crash can cost of typing."""

MEMORY_PAUSE: Final = 2.0
"""The same for where the person is: the playhead moves all the time."""

_PUT_DRAFT: Final = insert(schema.draft).prefix_with("OR REPLACE")
_PUT_MEMORY: Final = insert(schema.memory).prefix_with("OR REPLACE")
_NO_DRAFT: Final = delete(schema.draft)
_NO_CAPTION: Final = delete(schema.memory).where(schema.memory.c.key == caption_draft.KEY)

_Work: TypeAlias = "Callable[[Connection], None]"
Trouble: TypeAlias = Callable[[UserError | None], None]


class Storage:
    """The writer's thread does the work; methods return at once unless they say that they wait."""

    def __init__(self, path: Path, trouble: Trouble, unkept: Callable[[bool], None]) -> None:
        """``unkept`` hears whether typing is on the screen that the disk has refused."""
        self._path = path
        self._tell = trouble
        self._unkept = unkept
        self.failing = False
        self._told = False
        self._tables = Tables()
        self._mutex = Mutex()
        self._draft: tuple[Draft, _Work] | None = None
        self._memory: dict[str, str | Callable[[], str]] = {}
        self._backup: Thread | None = None
        self._read = Event()
        with faults(path):
            self._identity = _identity(path)
            self._connection = engine_for(path, writing=True).connect()
            self._version = pragma(self._connection, "data_version")
        self.writer = Writer(
            self._connection,
            trouble=self._trouble,
            idle=lambda connection: _ignore(pragma(connection, "wal_checkpoint(PASSIVE)")),
            translate=self._translate,
        )

    def prime(self, known: Mapping[Track, array[int]]) -> None:
        """Read ahead what the first edit needs and is not known yet: the project has been read."""
        self._read.set()

        def work(connection: Connection) -> None:
            with self._transaction(connection, aside=True):
                self._tables.prime(connection, known)

        self.writer.ask(work).add_done_callback(self._report)

    def record(
        self, edit: Edit, made: datetime, *, merged: Edit | None, packed: Packed | None
    ) -> Future[None]:
        """Write an edit. The draft it makes good goes in the same transaction."""
        settled = self._settled(edit)

        def work(connection: Connection) -> None:
            with self._transaction(connection):
                self._tables.record(connection, edit, made, merged=merged, packed=packed)
                if settled:
                    connection.execute(_NO_DRAFT)
            if settled:
                self._forget(settled)
                self._unkept(False)

        return self.writer.ask(work, chained=True)

    def beneath(self, edit: Edit, there: Edit, made: datetime, above: int) -> Future[None]:
        """Write an edit that stands in the history beneath others."""

        def work(connection: Connection) -> None:
            with self._transaction(connection):
                self._tables.beneath(connection, edit, there, made, above)

        return self.writer.ask(work, chained=True)

    def step(self, edit: Edit, by: int) -> Future[None]:
        """Write an undo or redo of so many edits."""

        def work(connection: Connection) -> None:
            with self._transaction(connection):
                self._tables.step(connection, edit, by)

        return self.writer.ask(work, chained=True)

    def draft(self, draft: Draft | None) -> None:
        """Keep a draft soon, or drop the one that is kept."""

        def work(connection: Connection) -> None:
            try:
                with self._transaction(connection):
                    if draft is None:
                        connection.execute(_NO_DRAFT)
                    else:
                        place = {"segment": draft.segment, "caret": draft.caret}
                        connection.execute(_PUT_DRAFT, {"one": 1, "text": draft.text} | place)
            except BaseException:
                self._unkept(draft is not None)
                raise
            self._unkept(False)

        with self._mutex:
            self._draft = (draft, work) if draft else None
            self.writer.soon("draft", work, DRAFT_PAUSE)

    def draft_caption(self, draft: CaptionDraft | None) -> None:
        """The same of the text that a caption is being given."""

        def work(connection: Connection) -> None:
            with self._transaction(connection):
                if draft is None:
                    connection.execute(_NO_CAPTION)
                else:
                    value = caption_draft.packed(draft)
                    connection.execute(_PUT_MEMORY, {"key": caption_draft.KEY, "value": value})

        self.writer.soon("caption-draft", work, DRAFT_PAUSE)

    def remember(self, values: Mapping[str, str | Callable[[], str]]) -> None:
        """Keep some values soon; those that are to be made are made by the writer."""

        def work(connection: Connection) -> None:
            with self._mutex:
                pending, self._memory = self._memory, {}
            rows = [
                {"key": key, "value": value if isinstance(value, str) else value()}
                for key, value in pending.items()
            ]
            if not rows:  # the work before this one has taken what came while it was waking up
                return
            with self._transaction(connection, aside=True):
                connection.execute(_PUT_MEMORY, rows)

        with self._mutex:
            self._memory.update(values)
            if self._memory:
                self.writer.soon("memory", work, MEMORY_PAUSE)

    def back_up(self, project: Path, now: datetime) -> None:
        """Make the daily backup and thin the older ones, beside the edits that are written.

        It waits until the project has been read: somebody else waits for that.
        """

        def work() -> None:
            self._read.wait()
            try:
                with faults(project):
                    make(project, now, DAILY)
                    thin(project, now)
            except UserError as error:
                self._trouble(error)

        self._backup = Thread(target=work, name="stet-backup", daemon=True)
        self._backup.start()

    def copy(self, target: Path, further: Sequence[Edit], made: datetime) -> None:
        """Write a copy with further edits, also where the file lost its name; waits for it."""

        def work(connection: Connection) -> None:
            if pragma(connection, "data_version") != self._version:
                raise Foreign
            write_copy(target, partial(copy_open, connection), further, made)

        self.writer.ask(work).result()

    def flush(self) -> None:
        """Wait until everything is on disk."""
        self._read.set()
        self.writer.flush()
        if self._backup is not None:
            self._backup.join()

    def snapshot(self, project: Path, now: datetime, label: str) -> Future[Backup]:
        """Make a labelled backup."""
        return self.writer.ask(lambda _connection: make(project, now, label))

    def rewrite(self, episode: Episode, kept: range, head: int) -> None:
        """Put a mended episode in place of what the tables hold; waits for the disk.

        Of the edits those numbered ``kept`` stay.
        """

        def work(connection: Connection) -> None:
            with self._transaction(connection):
                for track, table in schema.TRACKS.items():
                    connection.execute(delete(table))
                    fill(connection, track, episode.items(track))
                inside = schema.edits.c.seq.between(kept.start, kept.stop - 1)
                connection.execute(delete(schema.edits).where(~inside))
                connection.execute(delete(schema.head))
                connection.execute(insert(schema.head), {"one": 1, "seq": head})
            self._tables.forget()

        self.writer.ask(work).result()

    def close(self) -> None:
        """Write what is pending and leave one plain file behind, without a write-ahead log."""
        self._read.set()
        self.writer.close()
        if self._backup is not None:
            self._backup.join()
        # Somebody may still read it, or the disk may be full: then the log stays, and the next
        # opening folds it in.
        with suppress(sqlite3.Error):
            pragma(self._connection, "wal_checkpoint(TRUNCATE)")
            pragma(self._connection, "journal_mode=DELETE")
        self._connection.close()

    def _settled(self, edit: Edit) -> tuple[Draft, _Work] | None:
        """The last draft, where the edit leaves its line with the draft's text."""
        with self._mutex:
            known = self._draft
        if known is None:
            return None
        draft = known[0]
        lines = (
            item for splice in edit.splices for item in splice.lines[1] if item.id == draft.segment
        )
        return known if any(line.text == draft.text for line in lines) else None

    def _forget(self, settled: tuple[Draft, _Work]) -> None:
        with self._mutex:
            if self._draft is settled:
                self._draft = None
            self.writer.drop("draft", settled[1])

    @contextmanager
    def _transaction(self, connection: Connection, *, aside: bool = False) -> Iterator[None]:
        """``aside`` writes nothing of a person's work: no reason to be silent about a backup."""
        try:
            self._check_place()
            with connection.begin():
                self._check_version(connection)
                yield
        except BaseException:
            self._tables.forget()
            self.failing = True
            raise
        if self.failing or (self._told and not aside):
            self.failing = self._told = False
            self._tell(None)

    def _check_version(self, connection: Connection) -> None:
        """Raise where another connection has written since this one was opened."""
        if connection.exec_driver_sql("PRAGMA data_version").scalar() != self._version:
            raise Foreign

    def _check_place(self) -> None:
        """Raise where the name leads to another file than the one that is open, or to none."""
        try:
            identity = _identity(self._path)
        except FileNotFoundError:
            raise UserError("project-gone", path=str(self._path)) from None
        if identity != self._identity:
            raise UserError("project-replaced", path=str(self._path))

    def _translate(self, error: Exception) -> Exception:
        if isinstance(error, Foreign):
            return UserError("project-changed-elsewhere", path=str(self._path))
        return user_error(error, self._path) or error

    def _report(self, done: Future[None]) -> None:
        error = done.exception()
        if error is not None:
            self._trouble(error)

    def _trouble(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self._tell(error)
        self._told = True  # after it: a success meanwhile must not be told before the trouble


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _ignore(_value: object) -> None:
    """For what is done for its effect."""
