"""Peaks and packet index of recordings seen before, kept beside the user's other caches."""

from __future__ import annotations

import os
import struct
import tempfile
import time
import zlib
from array import array
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.audio.fingerprint import fingerprint
from editor.audio.index import PacketIndex
from editor.audio.peaks import BIN_BYTES, Peaks
from editor.model.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editor.audio.measure import PeaksEnd

_MAGIC: Final = b"STETPEAK"
_VERSION: Final = 2
_HEAD: Final = struct.Struct("<8sHBq64sqIqqI")
"""Magic, version, damaged, modification time (ns), fingerprint, duration (ms), rate of the index,
number of bins, number of index entries, checksum of all that follows."""

_SUFFIX: Final = ".peaks"
_PART: Final = ".part"
_STALE: Final = 24 * 3600 * 10**9
"""Nanoseconds after which an unfinished file belongs to a program that no longer runs."""

_LIMIT: Final = 256 * 1024 * 1024
"""Bytes that the folder may hold: some 120 hours. The least recently used go first."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which state of which recording peaks belong to.

    The fingerprint alone would not notice a change between the stretches it hashes, so the
    modification time (ns) counts as well; a copy with a new one is measured again.
    """

    fingerprint: str
    modified: int


def stamp(path: Path) -> Stamp:
    """Return what ``path`` is now. Raises ``UserError`` as ``fingerprint`` does."""
    known = fingerprint(path)
    try:
        return Stamp(known, path.stat().st_mtime_ns)
    except OSError as error:
        raise UserError("recording-missing", path=str(path)) from error


def load(folder: Path, wanted: Stamp) -> Peaks | None:
    """Return the kept peaks; ``None`` where there are none, or old, torn or foreign ones."""
    place = _place(folder, wanted)
    try:
        data = place.read_bytes()
    except OSError:
        return None
    peaks = _decoded(data, wanted)
    if peaks is not None:
        with suppress(OSError):
            os.utime(place)  # used: keep it longest
    return peaks


def _decoded(data: bytes, wanted: Stamp) -> Peaks | None:
    if len(data) < _HEAD.size:
        return None
    head = _HEAD.unpack_from(data)
    magic, version, damaged, modified, known, duration, rate, bins, entries, checksum = head
    body = memoryview(data)[_HEAD.size :]
    fits = (
        magic == _MAGIC
        and version == _VERSION
        and known.rstrip(b"\0") == wanted.fingerprint.encode()
        and modified == wanted.modified
        and min(bins, entries, duration) >= 0
        and len(body) == bins * BIN_BYTES + entries * 16
        and zlib.crc32(body) == checksum
    )
    if not fits:
        return None
    peaks = Peaks()
    peaks.append(bytes(body[: bins * BIN_BYTES]))
    index = unpacked_index(rate, bytes(body[bins * BIN_BYTES :])) if entries else None
    peaks.finish(duration, damaged=bool(damaged), index=index)
    return peaks


class Writer:
    """Takes the bins of a recording as they come and keeps them only when all are there.

    Use it as a context manager: without ``commit`` nothing stays. Where the folder cannot be
    written, nothing is kept and nothing raised: the cache saves time, it is never needed.
    """

    def __init__(self, folder: Path, about: Stamp) -> None:
        self._folder = folder
        self._about = about
        self._checksum = 0
        self._bins = 0
        self._temporary: Path | None = None
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(_PART, f"peaks-{os.getpid()}-", folder)
            self._temporary = Path(name)
            self._file = os.fdopen(handle, "wb")
            self._file.write(bytes(_HEAD.size))

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self._drop()

    def add(self, bins: bytes) -> None:
        """Take some more bins."""
        self._bins += len(bins) // BIN_BYTES
        self._write(bins)

    def commit(self, end: PeaksEnd) -> None:
        """Put the finished file into its place, whole or not at all, and tidy the folder."""
        index = end.index
        self._write(packed_index(index) if index else b"")
        if self._temporary is None:
            return
        head = _HEAD.pack(
            _MAGIC,
            _VERSION,
            end.damaged,
            self._about.modified,
            self._about.fingerprint.encode(),
            end.duration_ms,
            index.rate if index else 0,
            self._bins,
            len(index.samples) if index else 0,
            self._checksum,
        )
        try:
            self._file.seek(0)
            self._file.write(head)
            self._file.close()
            self._temporary.replace(_place(self._folder, self._about))
            self._temporary = None
        except OSError:
            self._drop()
        _prune(self._folder)

    def _write(self, data: bytes) -> None:
        if self._temporary is None:
            return
        try:
            self._file.write(data)
        except OSError:
            self._drop()
        self._checksum = zlib.crc32(data, self._checksum)

    def _drop(self) -> None:
        if self._temporary is not None:
            with suppress(OSError):
                self._file.close()
            with suppress(OSError):
                self._temporary.unlink()
            self._temporary = None


def packed_index(index: PacketIndex) -> bytes:
    """Return all positions, then all offsets, as little-endian 64-bit numbers."""
    count = len(index.samples)
    return struct.pack(f"<{2 * count}q", *index.samples, *index.offsets)


def unpacked_index(rate: int, data: bytes) -> PacketIndex:
    """Return what ``packed_index`` packed."""
    numbers = iter(struct.unpack(f"<{len(data) // 8}q", data))
    samples = array("q", islice(numbers, len(data) // 16))
    return PacketIndex(rate, samples, array("q", numbers))


def _place(folder: Path, about: Stamp) -> Path:
    return folder / (about.fingerprint + _SUFFIX)


def _prune(folder: Path, limit: int = _LIMIT) -> None:
    """Remove the least recently used files until the rest fits, and what crashes left behind."""
    room = limit
    for _used, size, path in sorted(_kept(folder, _SUFFIX), reverse=True):
        room -= size
        if room < 0:
            _removed(path)
    for begun, _size, path in _kept(folder, _PART):
        if begun < time.time_ns() - _STALE:
            _removed(path)


def sweep(folder: Path, process: int) -> None:
    """Remove what a killed ``process`` left unfinished."""
    for path in folder.glob(f"peaks-{process}-*{_PART}"):
        _removed(path)


def _removed(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _kept(folder: Path, suffix: str) -> Iterator[tuple[int, int, Path]]:
    for path in folder.glob(f"*{suffix}"):
        with suppress(OSError):
            state = path.stat()
            yield state.st_mtime_ns, state.st_size, path
