"""Recent projects: a short list of files, newest first, for the start page and the menu."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from editor.app.filing import set_aside, write_text
from editor.model.errors import UserError

KEEP: Final = 12
"""Projects that are remembered."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recent:
    """A project opened lately: its file and its title."""

    path: str
    title: str = ""

    @property
    def exists(self) -> bool:
        """Whether the file is still there."""
        return Path(self.path).is_file()


def load(path: Path) -> tuple[Recent, ...]:
    """Read the list; a broken one is set aside, and an empty one answered."""
    try:
        stored = json.loads(path.read_text("utf-8"))
        return tuple(Recent(str(row["path"]), str(row.get("title", ""))) for row in stored)
    except OSError:
        return ()
    except (ValueError, TypeError, KeyError, AttributeError):
        set_aside(path)
        return ()


def add(path: Path, project: Recent) -> tuple[Recent, ...]:
    """Put a project on top of the list and write it."""
    others = (other for other in load(path) if other.path != project.path)
    return _write(path, (project, *others))


def forget(path: Path, project: str) -> tuple[Recent, ...]:
    """Take a project off the list; its file stays."""
    return _write(path, (other for other in load(path) if other.path != project))


def _write(path: Path, projects: Iterable[Recent]) -> tuple[Recent, ...]:
    kept = tuple(projects)[:KEEP]
    try:
        write_text(path, json.dumps([asdict(project) for project in kept], indent=1) + "\n")
    except UserError as error:
        _log.info("recent projects not written: %s", error.code)
    return kept
