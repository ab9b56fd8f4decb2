"""Making projects step by step: of a planned import, or of a recording alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from editor.app.glossary.on_import import Taken, take
from editor.app.importing import Plan, recording_of
from editor.app.jobs import Step, Work
from editor.app.opening import create, create_empty, free_project_path, opened, project_path
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Recording
from editor.model.verbs.inserting import take_in
from editor.model.verbs.outline import set_info


def make(
    plan: Plan, recording: Path | None, project: Path, glossary: Taken | None = None
) -> Work[Path]:
    """Write a plan as a project, with the recording that was chosen in the end; returns its file.

    ``glossary`` is taken in first, and corrects the places that were ticked.

    Raises ``UserError`` where the recording cannot be read or the project exists.
    """
    yield Step(0, note="create")
    plan = _copy(plan)
    if recording != plan.recording:
        episode = plan.episode
        link = None
        if recording is not None:
            link = yield from recording_of(recording, project.parent)
        episode.apply(set_info(episode, replace(episode.info, recording=link)))
        plan = replace(plan, recording=recording)
    if glossary is not None:
        plan = take(plan, glossary)
    create(plan, project)
    return project


def taking_in(plan: Plan, episode: Episode, glossary: Taken | None = None) -> Work[Edit]:
    """Plan to put what came in into an open episode that has no line; its recording stays."""
    yield Step(0, note="import")
    plan = _copy(plan)
    if glossary is not None:
        plan = take(plan, glossary)
    return take_in(episode, plan.episode)


def home(recording: Path, link: Recording) -> Work[Path]:
    """The project of a recording that has no line yet: that beside it, or one made anew."""
    project = project_path(recording)
    yield Step(0, note="create")
    if not (project.exists() and _is_free(project, link)):
        project = free_project_path(recording)
        create_empty(recording, link, project)
    return project


def _is_free(project: Path, link: Recording) -> bool:
    """Whether a project holds this recording, and no line."""
    try:
        with opened(project, read_only=True) as ready:
            episode = ready.session.episode
    except UserError:
        return False
    held = episode.info.recording
    same = held is not None and held.fingerprint == link.fingerprint
    return same and not len(episode.transcript)


def _copy(plan: Plan) -> Plan:
    """The same plan once more: where it fails, a person chooses otherwise and it is made again."""
    return replace(plan, imported=replace(plan.imported, episode=plan.episode.snapshot()))


def make_empty(recording: Path, project: Path) -> Work[Path]:
    """Write a project that holds a recording and no line yet; returns its file."""
    link = yield from recording_of(recording, project.parent)
    create_empty(recording, link, project)
    return project
