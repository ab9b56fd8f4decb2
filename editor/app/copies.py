"""Copies: what is on the screen saved as a project of its own, whatever became of the first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.app.importing import tied
from editor.app.jobs import Step, Work
from editor.app.opening import recording_path
from editor.model.errors import UserError
from editor.model.verbs.outline import set_info
from editor.store import Project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.app.opening import Opened
    from editor.model.edits import Edit
    from editor.model.episode import Episode

_NOT_AS_SHOWN: Final = frozenset(
    {"project-changed-elsewhere", "project-damaged", "project-disk-error"}
)
"""The project's file no longer holds what is on the screen, or cannot be read."""


def copied(opened: Opened, source: Path, target: Path) -> Work[bool]:
    """Save what the session shows now, typing included that its own file could not take.

    Returns whether the history came along: it cannot where the file is no longer as the session
    left it. The recording is found from where the copy lies. Raises ``UserError``; nothing is left
    of the copy then. To be called where the edits are made, and gone through anywhere.
    """
    session = opened.session
    episode = session.whole()
    typed, linked = session.typed, _linked(episode, source, target)
    episode.apply(linked)
    return _written(opened, target, episode, [edit for edit in (typed, linked) if edit])


def _written(opened: Opened, target: Path, episode: Episode, further: Sequence[Edit]) -> Work[bool]:
    yield Step(0, note="snapshot")
    try:
        opened.project.copy_to(target, further)
    except UserError as error:
        if error.code not in _NOT_AS_SHOWN:
            raise
        Project.create(target, episode, opened.report).close()
        return False
    return True


def _linked(episode: Episode, source: Path, target: Path) -> Edit:
    """Plan to name the recording as it is seen from the copy; nothing where that is the same."""
    info, there = episode.info, recording_path(source, episode.info)
    if info.recording is not None and there is not None and source.parent != target.parent:
        link = tied(info.recording, there, target.parent)
        info = replace(info, recording=replace(link, full_path=info.recording.full_path))
    return set_info(episode, info)
