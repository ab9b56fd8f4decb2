"""Making projects step by step: of a planned import, or of a recording alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from editor.app.glossary.on_import import Taken, take
from editor.app.importing import Plan, recording_of
from editor.app.jobs import Step, Work
from editor.app.opening import create, create_empty
from editor.model.verbs.outline import set_info


def make(
    plan: Plan, recording: Path | None, project: Path, glossary: Taken | None = None
) -> Work[Path]:
    """Write a plan as a project, with the recording that was chosen in the end; returns its file.

    ``glossary`` is taken in first, and corrects the places that were ticked.

    Raises ``UserError`` where the recording cannot be read or the project exists.
    """
    yield Step(0, note="create")
    # A copy: where this fails, a person chooses otherwise, and the same plan is made once more.
    plan = replace(plan, imported=replace(plan.imported, episode=plan.episode.snapshot()))
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


def make_empty(recording: Path, project: Path) -> Work[Path]:
    """Write a project that holds a recording and no line yet; returns its file."""
    link = yield from recording_of(recording, project.parent)
    create_empty(recording, link, project)
    return project
