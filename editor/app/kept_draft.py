"""Kept draft: what has been heard of a recording so far, on the disk as it comes.

Hours of listening are not lost with the program, the machine or a full disk: what is kept can be
gone on with, or taken in as it is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from editor.model.errors import UserError
from editor.model.time import Ms

if TYPE_CHECKING:
    from editor.store.lock import Lock

_MOST: Final = 8
"""Drafts that are kept; the one written to longest ago goes first."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a recording is written down. ``model`` is a folder, ``language`` a tag or ``""``."""

    engine: str
    model: Path | None
    language: str


@dataclass(slots=True)
class _Heard:
    """What a file holds; ``length`` is the bytes of its whole rows."""

    way: Way
    length: int
    done: Ms = 0
    total: Ms = 0
    said: list[Mapping[str, Any]] = field(default_factory=list)


class KeptDraft:
    """One draft in the making: ``said`` until ``done``, of ``total`` ms.

    ``trouble`` is why the disk has not got all of it: the listening goes on, and every further
    stretch tries again to write what is missing.
    """

    def __init__(self, path: Path, way: Way) -> None:
        self.way = way
        self.done: Ms = 0
        self.total: Ms = 0
        self.said: list[Mapping[str, Any]] = []
        self.trouble: UserError | None = None
        self._path = path
        self._length = 0  # bytes of whole rows; what stands behind them is torn
        self._unwritten: list[bytes] = []

    @classmethod
    def begin(cls, folder: Path, recording: str, way: Way) -> KeptDraft:
        """A draft from the start of a recording (a fingerprint).

        An earlier one of it gives way to the first words that are heard, not sooner.
        """
        return cls(_file(folder, recording), way)

    @classmethod
    def found(cls, folder: Path, recording: str) -> KeptDraft | None:
        """What is kept of this recording; ``None`` where nothing was heard yet."""
        path = _file(folder, recording)
        heard = _heard(path)
        if heard is None:
            return None
        kept = cls(path, heard.way)
        kept._take(heard)
        return kept

    @property
    def whole(self) -> bool:
        """Whether the recording was heard to its end."""
        return 0 < self.total <= self.done

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other programs from listening to the same recording, and go on where one ended.

        Raises ``UserError("draft-locked")`` with the facts of who listens; one that was killed is
        in nobody's way. A disk that takes no lock does not end the listening: ``add`` tells of it.
        """
        lock = _locked(self._path)
        try:
            self._catch_up()
            yield
        finally:
            if lock is not None:
                lock.release()

    def add(self, done: Ms, total: Ms, said: Sequence[Mapping[str, Any]]) -> None:
        """Keep what was said until ``done``."""
        self._hear(done, total, said)
        self._unwritten.append(_row({"done": done, "total": total, "said": said}))
        try:
            self._write()
        except OSError as error:
            self._fail(error.strerror or str(error))
        except UserError as error:
            self._fail(str(error.facts["reason"]))
        else:
            self._unwritten.clear()
            self.trouble = None

    def drop(self) -> None:
        """Let go of it: it is in a project now."""
        if not self._length:
            return  # what lies there is an earlier one
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            return  # it goes when others come

    def _catch_up(self) -> None:
        """Take over what another program added since this was read; what it lacks is written."""
        there = _heard(self._path) if self._length else None
        if there is not None and there.done > self.done:
            self._take(there)
        elif there is None or there.length != self._length:
            self._length = 0

    def _take(self, heard: _Heard) -> None:
        self.done, self.total, self.said = heard.done, heard.total, heard.said
        self._length = heard.length

    def _hear(self, done: Ms, total: Ms, said: Sequence[Mapping[str, Any]]) -> None:
        self.done, self.total = done, total
        self.said += said

    def _fail(self, reason: str) -> None:
        self.trouble = UserError("draft-not-kept", path=str(self._path), reason=reason)

    def _write(self) -> None:
        """Write what is missing; all of it where nothing is there yet, or no longer."""
        if not self._length and not self.said:
            return
        if not self._length or not self._path.exists():
            self._write_anew()
            return
        data = b"".join(self._unwritten)
        with self._path.open("r+b") as file:
            file.seek(self._length)
            file.write(data)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
        self._length += len(data)

    def _write_anew(self) -> None:
        from editor.formats.files import write_atomically

        model = None if self.way.model is None else str(self.way.model.absolute())
        way = {"engine": self.way.engine, "model": model, "language": self.way.language}
        heard = {"done": self.done, "total": self.total, "said": self.said}
        data = _row(way) + _row(heard)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        _prune(self._path)
        write_atomically(self._path, data)
        self._length = len(data)


def _heard(path: Path) -> _Heard | None:
    """What is kept in a file; ``None`` where nothing was heard yet."""
    try:
        rows = _rows(path.read_bytes())
        first, length = next(rows)
        model = None if first["model"] is None else Path(first["model"])
        heard = _Heard(Way(str(first["engine"]), model, str(first["language"])), length)
    except (OSError, StopIteration, KeyError, TypeError):
        return None
    for row, length in rows:
        if not _sound(row, heard.done):
            break
        heard.done, heard.total, heard.length = row["done"], row["total"], length
        heard.said += row["said"]
    return heard if heard.done else None


def _locked(path: Path) -> Lock | None:
    """The lock of a kept draft; ``None`` where the disk takes none."""
    from editor.store.lock import Lock

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return Lock.acquire(path, datetime.now(UTC))
    except OSError:
        return None
    except UserError as error:
        if error.code == "project-locked":
            raise UserError("draft-locked", **error.facts) from error
        return None


def _row(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"


def _file(folder: Path, recording: str) -> Path:
    return folder / f"{recording}.jsonl"


def _rows(data: bytes) -> Iterator[tuple[dict[str, Any], int]]:
    """The whole rows of a file, each with the bytes until its end."""
    length = 0
    for line in data.splitlines(keepends=True):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            return
        if not line.endswith(b"\n") or not isinstance(row, dict):
            return
        length += len(line)
        yield row, length


def _sound(row: Mapping[str, Any], before: Ms) -> bool:
    """Whether a row is what ``add`` writes, behind a row that ends at ``before``."""
    try:
        return before <= row["done"] and row["total"] >= 0 and all(map(_is_said, row["said"]))
    except (KeyError, TypeError):
        return False


def _is_said(one: Mapping[str, Any]) -> bool:
    words = one["words"]
    timed = all(isinstance(each[key], int) for each in (one, *words) for key in ("start", "end"))
    return timed and all(isinstance(each["text"], str) for each in (one, *words))


def _prune(path: Path) -> None:
    """Leave room for a file beside the others."""
    try:
        files = [file for file in path.parent.glob("*.jsonl") if file != path]
        files.sort(key=lambda file: file.stat().st_mtime)
        for file in files[: max(0, len(files) - _MOST + 1)]:
            file.unlink(missing_ok=True)
    except OSError:
        return
