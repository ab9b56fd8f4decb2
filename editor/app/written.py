"""Written: what files a project's exports were, to know one that somebody has changed since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

KEY: Final = "written"
"""What the project remembers it under."""

_MOST: Final = 100
"""Files that are remembered; the oldest go first."""


class Written:
    """The files that were exported, by their paths, with the size and digest of each."""

    def __init__(self, memory: Mapping[str, str]) -> None:
        self._known: dict[str, tuple[int, str]] = {}
        with suppress(ValueError, TypeError, AttributeError):
            for path, (size, digest) in json.loads(memory.get(KEY, "{}")).items():
                self._known[str(path)] = int(size), str(digest)

    @property
    def kept(self) -> str:
        """What the project is to remember."""
        return json.dumps(self._known)

    def note(self, path: Path, data: bytes) -> None:
        """A file was written with this in it."""
        self._known.pop(_name(path), None)
        self._known[_name(path)] = len(data), sha256(data).hexdigest()
        while len(self._known) > _MOST:
            del self._known[next(iter(self._known))]

    def foreign(self, path: Path) -> bool:
        """Whether there is a file that no export left as it is: by another hand, or changed."""
        if not path.exists():
            return False
        known = self._known.get(_name(path))
        try:
            if known is None or path.stat().st_size != known[0]:
                return True
            return sha256(path.read_bytes()).hexdigest() != known[1]
        except OSError:
            return True


def _name(path: Path) -> str:
    return str(path.absolute())
