"""Project: one open project file, from opening to closing."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from editor.model.edits import Edit, Track
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.history import History
from editor.model.segment import Segment
from editor.store.content import (
    CaptionDraft,
    Draft,
    Loaded,
    LoadStep,
    Moment,
    Reported,
    Restored,
)

if TYPE_CHECKING:
    from editor.store.backups import Backup
    from editor.store.lock import Lock
    from editor.store.packing import Packed
    from editor.store.past import Past
    from editor.store.reading import Reader
    from editor.store.storage import Storage, Trouble

Clock: TypeAlias = Callable[[], datetime]

_log: Final = logging.getLogger(__name__)

_ORDER_ONLY: Final = frozenset({"mended-history", "mended-ranks"})
"""Repairs that leave every line as it was: the history still fits."""


def _now() -> datetime:
    return datetime.now(UTC)


class Project:
    """An open ``.stet`` file. ``create`` and ``open`` make one.

    ``close`` it (or use it in ``with``).

    Reading is done where it is called, writing on a thread of its own. ``on_trouble`` hears, on
    that thread, of what nobody waits for: a draft or a backup that could not be written; and
    ``None`` with the first write after a failed one.
    """

    def __init__(
        self,
        path: Path,
        *,
        lock: Lock | None = None,
        scratch: Path | None = None,
        found: Sequence[Restored] = (),
        clock: Clock = _now,
        on_trouble: Trouble | None = None,
    ) -> None:
        """For ``create`` and ``open`` only. Without a ``lock`` the project is read-only.

        ``scratch`` holds the copy to read.
        """
        self.path = path
        self.read_only = lock is None
        self._on_trouble = on_trouble or _log_trouble
        self._lock = lock
        self._scratch = scratch
        self._file = scratch / path.name if scratch else path
        self._found = tuple(found)
        self._clock = clock
        self._storage = self._start() if lock else None

    @classmethod
    def create(
        cls,
        path: Path,
        episode: Episode,
        report: Sequence[Reported] = (),
        *,
        clock: Clock = _now,
        on_trouble: Trouble | None = None,
    ) -> Project:
        """Write a new project and open it.

        Raises ``UserError``: ``project-exists`` where there is such a file, ``project-locked``,
        ``project-disk-full`` ...; nothing is left behind then.
        """
        from editor.store.faults import making
        from editor.store.founding import found
        from editor.store.lock import Lock

        path = _real(path)
        if not path.parent.is_dir():
            raise UserError("project-folder-missing", path=str(path))
        with making(path):
            lock = Lock.acquire(path, clock())
        try:
            with making(path):
                found(path, episode, report)
            return cls(path, lock=lock, clock=clock, on_trouble=on_trouble)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        clock: Clock = _now,
        on_trouble: Trouble | None = None,
    ) -> Project:
        """Open a project: locked, brought to the latest schema, backed up once a day.

        Raises ``UserError``: ``project-missing``, ``project-not-one``, ``project-newer``,
        ``project-locked`` (with pid, host, user, since), ``project-foreign-schema``,
        ``project-damaged``, ``project-not-writable`` ... With ``read_only`` nothing is locked and
        nothing written; an older schema is then brought up to date on a copy.
        """
        from editor.store.connect import inspect

        path = _real(path)
        header = inspect(path)
        if read_only:
            return cls._open_to_read(path, header.version, clock)
        return cls._open_to_write(path, clock, on_trouble)

    @classmethod
    def _open_to_write(cls, path: Path, clock: Clock, on_trouble: Trouble | None) -> Project:
        from editor.store import backups, connect, migrations, recovery, schema
        from editor.store.lock import Lock

        lock = Lock.acquire(path, clock())
        try:
            header = connect.inspect(path)  # again: until now somebody else may have written
            found = recovery.interrupted(lock.stale)
            if header.version < schema.LATEST:
                kept = migrations.migrate(path, header.version, clock())
                found += (Restored("migrated", {"version": header.version, "backup": str(kept)}),)
            with connect.reading(path) as connection:
                connect.check_schema(connection, schema.LATEST, path)
            project = cls(path, lock=lock, found=found, clock=clock, on_trouble=on_trouble)
        except BaseException:
            lock.release()
            raise
        if backups.due(path, clock()):
            project._writing().back_up(path, clock())
        return project

    @classmethod
    def _open_to_read(cls, path: Path, version: int, clock: Clock) -> Project:
        from editor.store import connect, migrations, schema

        scratch = None
        try:
            if version < schema.LATEST:
                scratch = Path(tempfile.mkdtemp(prefix="stet-"))
                migrations.climb(path, scratch / path.name, version)
            elif not connect.readable_in_place(path):
                scratch = Path(tempfile.mkdtemp(prefix="stet-"))
                connect.copy_with_log(path, scratch)
            file = scratch / path.name if scratch else path
            with connect.reading(file) as connection:
                connect.check_schema(connection, schema.LATEST, path)
            return cls(path, scratch=scratch, clock=clock)
        except BaseException:
            if scratch:
                shutil.rmtree(scratch, ignore_errors=True)
            raise

    def _start(self) -> Storage:
        from editor.store.storage import Storage

        return Storage(self.path, self._on_trouble, self._note_typing)

    def _note_typing(self, unkept: bool) -> None:
        """Have the lock file say that typing is not on disk, for whoever opens after a kill."""
        if self._lock is not None:
            self._lock.note_unkept(self._clock() if unkept else None)

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def load(self) -> Loaded:
        """Read everything.

        Raises ``UserError("project-damaged")`` where the file cannot be read to its end.
        """
        return cast("Loaded", deque(self.load_steps(), maxlen=1)[0].loaded)

    def load_steps(self) -> Generator[LoadStep, None, None]:
        """Read everything in stretches, the first one short; the last step holds the whole.

        Lines of earlier steps are the lines of the whole unless that says in ``restored`` that
        something was mended.
        """
        from editor.store.connect import reading
        from editor.store.reading import Reader
        from editor.store.rows import no_collection

        lines: list[Segment] = []
        with reading(self._file) as connection, no_collection():
            reader = Reader(connection, self._file)
            total = 0
            for stretch in reader.lines():
                lines += stretch.lines
                total = stretch.total
                yield LoadStep(stretch.done, total, reader.outline, tuple(stretch.lines))
            loaded, kept, head = self._whole(reader, lines)
        if self._storage is not None:
            if reader.mending:
                self._mend(self._storage, loaded.episode, kept, head)
            self._storage.prime({} if reader.mending else {Track.SEGMENTS: reader.ranks})
        yield LoadStep(total, total, reader.outline, (), loaded)

    def _whole(self, reader: Reader, lines: list[Segment]) -> tuple[Loaded, range, int]:
        from editor.store import recovery
        from editor.store.caption_draft import KEY, unpacked

        episode = reader.episode(lines)
        draft, noted = recovery.offered(reader.draft(), episode)
        history, (kept, head) = reader.history(), reader.numbers()
        mended = reader.mending.notes()
        if any(note.code not in _ORDER_ONLY for note in mended):
            if len(history):
                mended += (Restored("history-dropped", {"count": len(history)}),)
            history, kept, head = History(), range(0), 0
        restored = (*self._found, *mended, *noted)
        memory, report = reader.memory(), reader.report()
        caption = unpacked(memory.get(KEY))
        return Loaded(episode, history, draft, caption, memory, report, restored), kept, head

    def _mend(self, storage: Storage, episode: Episode, kept: range, head: int) -> None:
        from editor.store.backups import make

        make(self.path, self._clock(), "before-mending")
        storage.rewrite(episode, kept, head)

    def record(
        self, edit: Edit, *, merged: Edit | None, packed: Packed | None = None
    ) -> Future[None]:
        """Write an edit in one transaction: its rows, the edit, the head. Done means durable.

        What could be redone is gone with it. ``merged`` is the last one and this one in one
        (``History.merged``) and takes the last one's place in the history. ``packed`` is a large
        edit as it was packed where it was planned (``Packer``). A draft whose text the edit gives
        its line goes in the same transaction. The result may raise ``UserError``:
        ``project-disk-full``, ``project-gone``, ``project-changed-elsewhere`` ...; then nothing of
        it is written, and edits asked for before that was known fail alike.
        """
        return self._writing().record(edit, self._clock(), merged=merged, packed=packed)

    def record_beneath(self, edit: Edit, there: Edit, above: int) -> Future[None]:
        """Write an edit, as ``record`` does, and keep it as ``there`` beneath ``above`` others.

        What can be redone stays. All behind it have other numbers then: read them before.
        """
        return self._writing().beneath(edit, there, self._clock(), above)

    def record_step(self, edit: Edit, by: int) -> Future[None]:
        """Write an undo of so many edits (below 0) or a redo; ``edit`` is what is applied."""
        return self._writing().step(edit, by)

    def draft(self, draft: Draft | None) -> None:
        """Keep what is being typed, at most 250 ms later; ``None`` drops it.

        Does nothing in a read-only project.
        """
        if self._storage is not None:
            self._storage.draft(draft)

    def draft_caption(self, draft: CaptionDraft | None) -> None:
        """Keep the text that a caption is being given, as ``draft`` does a line's."""
        if self._storage is not None:
            self._storage.draft_caption(draft)

    def remember(self, **values: str | Callable[[], str]) -> None:
        """Keep where the person is (caret, scroll, playhead, view), at most 2 s later.

        What makes a text is called by the writer. Does nothing in a read-only project.
        """
        if self._storage is not None:
            self._storage.remember(values)

    def snapshot(self, label: str) -> Future[Backup]:
        """Make a copy of the project as it is now, to come back to.

        Labelled copies are never thinned out.
        """
        return self._writing().snapshot(self.path, self._clock(), label)

    def timeline(self) -> tuple[Moment, ...]:
        """Every edit of the history with the wall-clock time it was made, oldest first."""
        from editor.store.connect import reading
        from editor.store.reading import Reader

        self.flush()
        with reading(self._file) as connection:
            return Reader(connection, self._file).moments()

    def past(self) -> Past:
        """The history, to be looked into a stretch at a time, on any thread."""
        from editor.store.past import Past

        return Past(self._file)

    @property
    def failing(self) -> bool:
        """Whether the last that was to be written into the file itself was refused."""
        return self._storage is not None and self._storage.failing

    def memory(self) -> dict[str, str]:
        """What ``remember`` has kept, as it is on disk now."""
        from editor.store.connect import reading
        from editor.store.reading import Reader

        with reading(self._file) as connection:
            return Reader(connection, self._file).memory()

    def backups(self) -> tuple[Backup, ...]:
        """The copies kept beside the project, oldest first: daily ones and labelled ones."""
        from editor.store.backups import backups

        return backups(self.path)

    def copy_to(self, path: Path, further: Sequence[Edit] = ()) -> None:
        """Write the project, as it is on disk, to a new file; works also where its name is gone.

        ``further`` edits, which the project itself could not take, are the copy's last ones.

        Raises ``UserError``: ``project-exists``, and ``project-changed-elsewhere`` where what is on
        disk is not what was on screen when ``further`` was planned, be it that it has been written
        since: ``create`` a new one from the episode then. The recording's
        path is relative to the project: relink it where the copy's folder is another.
        """
        from editor.store.connect import copy_database
        from editor.store.copying import write_copy

        path = _real(path)
        made = self._clock()
        if self._storage is not None:
            self._storage.copy(path, further, made)
        else:
            write_copy(path, partial(copy_database, self._file), further, made)

    def flush(self) -> None:
        """Wait until everything is on disk, draft and memory included."""
        if self._storage is not None:
            self._storage.flush()

    def close(self) -> None:
        """Write what is pending, fold the write-ahead log in and give the lock back.

        Harmless when done twice.
        """
        storage, self._storage = self._storage, None
        lock, self._lock = self._lock, None
        scratch, self._scratch = self._scratch, None
        try:
            if storage is not None:
                storage.close()
        finally:
            if lock is not None:
                lock.release()
            if scratch is not None:
                shutil.rmtree(scratch, ignore_errors=True)

    def _writing(self) -> Storage:
        if self._storage is None:
            raise UserError("project-read-only", path=str(self.path))
        return self._storage


def _log_trouble(trouble: UserError | None) -> None:
    if trouble is not None:
        _log.warning("not written: %s", trouble.code)


def _real(path: Path) -> Path:
    """Where the file really lies.

    The lock and the backups belong beside it, not beside a link to it.
    """
    return path.expanduser().resolve()
