"""Rescuing a damaged project: an earlier copy put in its place, or what is left of it saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.app.importing import tied
from editor.app.jobs import Step, Work
from editor.model.errors import UserError
from editor.model.verbs.outline import set_info
from editor.store import Project

if TYPE_CHECKING:
    from editor.model.episode import Episode
    from editor.store.backups import Backup


_HOPELESS: Final = frozenset({"project-damaged", "rescue-older"})


@dataclass(frozen=True, slots=True)
class Rest:
    """What could be read: how many lines, and whether that is certainly all of them."""

    lines: int
    complete: bool


def copies(project: Path) -> tuple[Backup, ...]:
    """The copies beside a project that can take its place, the newest first."""
    from editor.store.backups import REPLACED, backups

    return tuple(b for b in reversed(backups(project)) if b.label != REPLACED)


def put_back(copy: Path, project: Path) -> Work[Path | None]:
    """Put a copy in the project's place; returns where the damaged file went.

    Raises ``UserError``: ``project-locked``, and where the copy is damaged too the codes of
    opening.
    """
    from editor.store.backups import restore

    yield Step(0, note="restore")
    return restore(copy, project, datetime.now(UTC))


def save_rest(project: Path, target: Path) -> Work[Rest]:
    """Save what can still be read of a project to a new one; the damaged file stays as it is.

    Raises ``UserError``: ``project-exists``, and where nothing can be read ``rescue-nothing`` or,
    without an earlier copy, ``rescue-nothing-left``.
    """
    from editor.store.recovery import salvage

    yield Step(0, note="rescue")
    try:
        rest = salvage(project)
    except UserError as error:
        if error.code not in _HOPELESS:
            raise
        code = "rescue-nothing" if copies(project) else "rescue-nothing-left"
        raise UserError(code, path=str(project)) from error
    _link_recording(rest.episode, project, target)
    yield Step(1, 2, "rescue")
    Project.create(target, rest.episode).close()
    return Rest(len(rest.episode.transcript), rest.complete)


def _link_recording(episode: Episode, project: Path, target: Path) -> None:
    """Let the new project find the recording from where it lies."""
    recording = episode.info.recording
    if recording is not None:
        there = (project.parent / recording.path).resolve()
        link = replace(tied(recording, there, target.parent), full_path=recording.full_path)
        episode.apply(set_info(episode, replace(episode.info, recording=link)))
