"""The sample project: a copy of the episode that comes with Stet, made when it is asked for."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from editor.app.importing import read
from editor.app.jobs import Step, Work
from editor.app.opening import create, project_path
from editor.app.paths import Folders
from editor.model.errors import UserError
from editor.model.resources import resource_path

NAME: Final = "night-train"
_PARTS: Final = (f"{NAME}.txt", f"{NAME}.ogg")


def sample_project(folders: Folders) -> Work[Path]:
    """Return the sample project's file; where there is none yet, import the page into one.

    Page and recording are copied, so that the project stays whole when Stet is moved. Raises
    ``UserError`` where they cannot be.
    """
    folder = folders.projects / NAME
    project = project_path(folder / _PARTS[0])
    if project.exists():
        return project
    yield Step(0, note="sample")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part in _PARTS:
            shutil.copyfile(_shipped() / part, folder / part)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError("sample-not-made", path=str(folder), reason=reason) from error
    plan = yield from read(folder / _PARTS[0], folder / _PARTS[1])
    create(plan, project)
    return project


def _shipped() -> Path:
    """Where the sample lies: beside the resources, in a checkout and in a wheel."""
    resources = resource_path()
    return resources.with_name(resources.name.replace("resources", "projects")) / NAME
