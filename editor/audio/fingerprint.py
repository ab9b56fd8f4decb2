"""A quick fingerprint of a recording's content, to know it again after it was moved or renamed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from editor.model.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

_CHUNK: Final = 64 * 1024
_CHUNKS: Final = 16
"""Bytes of a stretch that is looked at, and how many stretches of a file are."""
_SCHEME: Final = "1"


def fingerprint(path: Path) -> str:
    """Return a short text that two files share only if they hold the same recording.

    It names the size and a hash of sixteen stretches of 64 KiB, spread evenly from head to tail: 1
    MiB read whatever the length. A file of up to 1 MiB is read whole. What lies between the
    stretches of a longer file may be changed unnoticed as long as the size stays, so a cache must
    look at the modification time too. Raises ``UserError``: ``recording-missing``,
    ``recording-unreadable``.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            digest = hashlib.blake2b(digest_size=16)
            for offset in _offsets(size):
                digest.update(_chunk(file, offset))
    except FileNotFoundError as error:
        raise UserError("recording-missing", path=str(path)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError("recording-unreadable", path=str(path), reason=reason) from error
    return f"{_SCHEME}-{size:x}-{digest.hexdigest()}"


def _offsets(size: int) -> range | list[int]:
    """Where the stretches begin; the first at 0, the last ending with the file."""
    if size <= _CHUNKS * _CHUNK:
        return range(0, size, _CHUNK)
    return [(size - _CHUNK) * step // (_CHUNKS - 1) for step in range(_CHUNKS)]


def _chunk(file: BinaryIO, offset: int) -> bytes:
    file.seek(offset)
    return file.read(_CHUNK)
