"""Past: the points a project can be looked back at - import, exports, snapshots, edits."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from editor.app.comparing import Comparison, Hunk, compare, hunks
from editor.app.jobs import Step, Work
from editor.model.edits import Edit, Track
from editor.model.episode import Episode
from editor.model.errors import StaleEdit, UserError
from editor.model.history import History
from editor.model.segment import Segment
from editor.model.verbs.restoring import restore_lines
from editor.model.verbs.returning import return_to
from editor.store import Project

if TYPE_CHECKING:
    from editor.app.session import Session
    from editor.store.backups import Backup

T = TypeVar("T")
_log: Final = logging.getLogger(__name__)

EXPORT: Final = "export"
"""The label of the copy that says what was exported last."""

_NAME: Final = "snapshot:"
_OTHERS: Final = frozenset({"replaced", "before-mending"})
_PACE: Final = 200
"""Edits between two steps of the way back."""


class PointKind(StrEnum):
    """What makes a point of the past worth a name."""

    IMPORT = "import"
    EXPORT = "export"
    SNAPSHOT = "snapshot"
    BACKUP = "backup"
    EDIT = "edit"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Point:
    """A state that can be looked at: a position in the history, or a copy beside the project."""

    kind: PointKind
    position: int | None = None
    copy: Path | None = None
    made: datetime | None = None
    name: str = ""


NOW: Final = Point(PointKind.NOW)


def points(project: Project, memory: Mapping[str, str]) -> tuple[Point, ...]:
    """List what a project can be compared with: the import, then copies, the newest first."""
    copies = [_copied(backup, memory) for backup in reversed(project.backups())]
    latest = next((at for at, point in enumerate(copies) if point.kind is PointKind.EXPORT), None)
    kept = [
        point
        for at, point in enumerate(copies)
        if point.kind is not PointKind.EXPORT or at == latest
    ]
    return (Point(PointKind.IMPORT, position=0), *(point for point in kept if point.made))


def _copied(backup: Backup, memory: Mapping[str, str]) -> Point:
    label = backup.label
    if label == EXPORT:
        kind = PointKind.EXPORT
    elif label == "daily" or label in _OTHERS or label.startswith("before-v"):
        kind = PointKind.BACKUP
    else:
        kind = PointKind.SNAPSHOT
    name = memory.get(_NAME + backup.path.name, label)
    return Point(kind, copy=backup.path, made=backup.made, name=name)


def keep_snapshot(session: Session, project: Project, name: str) -> Work[Path]:
    """Keep a copy under a name; the name is kept with the project, the file holds what it may."""
    kept = project.snapshot(name)
    yield Step(0, note="snapshot")
    path = kept.result().path
    session.remember(**{_NAME + path.name: name})
    return path


def remembered(export: Work[T], project: Project) -> Work[T]:
    """Do an export, and keep the state it was made from as that of the last export.

    The file is written whether that copy can be kept or not.
    """
    kept = None if project.read_only else project.snapshot(EXPORT)
    written = False
    try:
        result = yield from export
        written = True
        return result
    finally:
        if kept is not None:
            try:
                settle_export(kept, project, written=written)
            except (UserError, OSError) as error:
                _log.info("the exported state was not kept: %s", type(error).__name__)


def settle_export(kept: Future[Backup], project: Project, *, written: bool) -> None:
    """Let the copy made for an export stand as the last one, or remove it if nothing came of it.

    Waits for the copy to be made.
    """
    copy = kept.result()
    for backup in project.backups():
        if backup.label == EXPORT and (backup.path != copy.path) == written:
            backup.path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Present:
    """The episode now, taken at once, and where in the history it stands."""

    episode: Episode
    head: int
    history: History
    inserted: int

    @classmethod
    def of(cls, session: Session) -> Present:
        """Take it, typing included as an edit."""
        session.commit()
        history = session.history
        return cls(session.episode.snapshot(), history.head, history, history.inserted)

    @property
    def moved(self) -> bool:
        """Whether edits have other positions since, for some were put beneath them."""
        return self.history.inserted != self.inserted


def state_at(point: Point, present: Present, project: Project) -> Work[Episode]:
    """Return the episode as it was at a point, going back edit by edit or opening the copy.

    Raises ``UserError``: ``history-damaged``, or what opening the copy raises.
    """
    if point.copy is not None:
        with Project.open(point.copy, read_only=True) as copy:
            for step in copy.load_steps():
                yield Step(step.done, step.total, "compare")
                loaded = step.loaded
        if loaded is None:
            raise UserError("project-damaged", path=str(point.copy))
        return loaded.episode
    episode = present.episode.snapshot()
    yield Step(0, note="compare")
    if point.position is not None:
        yield from _go(episode, present, point.position, project)
    return episode


def _go(episode: Episode, present: Present, position: int, project: Project) -> Work[None]:
    """Undo, or redo, from the head to a position."""
    if position > len(present.history):
        raise UserError("changed-meanwhile")
    head, way = present.head, _way(present.head, position, project)
    total = abs(head - position)
    for done, edit in enumerate(way):
        try:
            episode.apply(edit)
        except StaleEdit:
            lost = UserError("history-damaged", verb=edit.verb)
            raise UserError("changed-meanwhile") if present.moved else lost from None
        if done % _PACE == 0:
            yield Step(done, total, "compare")
    if present.moved:
        raise UserError("changed-meanwhile")


def _way(head: int, position: int, project: Project) -> Iterable[Edit]:
    if position <= head:
        return (edit.inverse for edit in project.past().edits(position, head))
    return reversed(tuple(project.past().edits(head, position)))


def between(one: Point, other: Point, present: Present, project: Project) -> Work[Comparison]:
    """Return what lies between two points."""
    before = yield from state_at(one, present, project)
    after = yield from state_at(other, present, project)
    return (yield from compare(before, after))


def restoring(line: int, point: Point, present: Present, project: Project) -> Work[Edit]:
    """Plan a line as it was at a point, as ``restored`` does."""
    then = yield from state_at(point, present, project)
    return restored(line, then, present.episode)


def returning(point: Point, present: Present, project: Project) -> Work[Edit]:
    """Plan the whole episode as it was at a point, as ``return_to`` does."""
    then = yield from state_at(point, present, project)
    yield Step(0, note="return")
    return return_to(present.episode, then)


def lines_in(edit: Edit) -> int:
    """How many lines an edit touches, counted as the list of the history does."""
    lines = (each for each in edit.splices if each.track is Track.SEGMENTS)
    return sum(max(len(each.before), len(each.after)) for each in lines)


def restored(line: int, then: Episode, episode: Episode) -> Edit:
    """Plan the line (id) as it was in another state of the episode.

    A line that was parted since takes its parts back, lines that were joined part again. Raises
    ``UserError("line-unchanged")`` where it is as it was.
    """
    for hunk in hunks(then.transcript, episode.transcript):
        if any(segment.id == line for segment in (*hunk.before, *hunk.after)):
            return restored_hunk(hunk, episode)
    raise UserError("line-unchanged")


def restored_hunk(hunk: Hunk, episode: Episode) -> Edit:
    """Plan the lines of a change as they were before it."""
    lines = episode.transcript
    try:
        at = lines.index_of(hunk.after[0].id) if hunk.after else _place(episode, hunk.before[0])
        return restore_lines(episode, [line.id for line in hunk.after], hunk.before, at)
    except (KeyError, ValueError):
        raise UserError("changed-meanwhile") from None


def _place(episode: Episode, line: Segment) -> int:
    return episode.transcript.index_at(line.start) + 1
