"""Readying: a large edit looked through beside the window, so that the session need not do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from editor.app.jobs import Step, Work
from editor.model.checks import problems_of
from editor.model.edits import Track, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editor.model.edits import Edit
    from editor.model.episode import Episode


@dataclass(frozen=True, slots=True)
class Ready:
    """An edit that fits the episode of this ``version``, and whose lines are sound.

    ``by`` is -1 for an undo and 1 for a redo. ``splices``: how many it has.
    """

    edit: Edit
    version: int
    by: int = 0
    splices: int = 0


def ready(episode: Episode, work: Work[Edit]) -> Work[Ready]:
    """The planned edit, looked through where it was planned.

    ``episode`` is a snapshot of its own; raises ``StaleEdit`` where the edit does not fit it.
    """
    edit = yield from work
    count = len(edit.splices)
    for done, _ in enumerate(vet(edit)):
        yield Step(done, count, "edit")
    return _checked(episode, edit, 0)


def ready_step(episode: Episode, edits: Sequence[Edit], by: int) -> Work[Ready]:
    """An undo (-1) of edits that are one step, or its redo (1), made ready."""
    yield Step(0, note="edit")
    edit = joined(edits)
    return _checked(episode, edit.inverse if by < 0 else edit, by)


def _checked(episode: Episode, edit: Edit, by: int) -> Ready:
    version = episode.version
    episode.check(edit)
    return Ready(edit, version, by, len(edit.splices))


def vet(edit: Edit) -> Iterator[None]:
    """Look through the lines an edit would leave, some at a time.

    Raises ``ValueError`` where one would break an invariant: a mistake of the planner.
    """
    for splice in edit.splices:
        if splice.track is not Track.SEGMENTS:
            continue
        _, after = splice.lines
        for problem in problems_of(after):
            message = f"{edit.verb} would break an invariant: {problem}"
            raise ValueError(message)
        yield
