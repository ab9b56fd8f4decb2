"""Readying: a large edit looked through and packed beside the window, so that nobody waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from editor.app.jobs import Step, Work
from editor.model.checks import problems_of
from editor.model.edits import joined
from editor.store import Packer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.model.edits import Edit, Splice
    from editor.model.episode import Episode
    from editor.store import Packed


@dataclass(frozen=True, slots=True)
class Ready:
    """An edit that fits the episode of this ``version``, and whose lines are sound.

    ``by`` is -1 for an undo and 1 for a redo. ``splices``: how many it has. ``packed`` is the edit
    as the file takes it; an undo or a redo is packed there already.
    """

    edit: Edit
    version: int
    by: int = 0
    splices: int = 0
    packed: Packed | None = None


def ready(episode: Episode, work: Work[Edit]) -> Work[Ready]:
    """The planned edit, looked through and packed where it was planned.

    ``episode`` is a snapshot of its own; raises ``StaleEdit`` where the edit does not fit it.
    """
    edit = yield from work
    packer = Packer(edit)
    count = len(edit.splices)
    for done, splice in enumerate(edit.splices):
        vet(edit.verb, splice)
        packer.put(splice)
        yield Step(done, count, "edit")
    return _checked(episode, edit, 0, packer.packed())


def ready_step(episode: Episode, edits: Sequence[Edit], by: int) -> Work[Ready]:
    """An undo (-1) of edits that are one step, or its redo (1), made ready."""
    yield Step(0, note="edit")
    edit = joined(edits)
    return _checked(episode, edit.inverse if by < 0 else edit, by)


def _checked(episode: Episode, edit: Edit, by: int, packed: Packed | None = None) -> Ready:
    version = episode.version
    episode.check(edit)
    return Ready(edit, version, by, len(edit.splices), packed)


def vet(verb: str, splice: Splice) -> None:
    """Look through the lines that a splice of an edit of this verb would leave.

    Raises ``ValueError`` where one would break an invariant: a mistake of the planner.
    """
    _, after = splice.lines
    for problem in problems_of(after):
        message = f"{verb} would break an invariant: {problem}"
        raise ValueError(message)
