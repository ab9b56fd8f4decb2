"""Opening: projects made, opened and closed.

Each gives a session and says what opening had to tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Final

from editor.app.importing import Plan, tied
from editor.app.jobs import Step, Work
from editor.app.session import Session
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info, Recording
from editor.model.verbs.outline import set_info
from editor.store import CaptionDraft, Draft, Entry, Loaded, Project, Restored

PROJECT_SUFFIX: Final = ".stet"
_MAGIC: Final = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open project: the session on it, where the person was, and what is offered back."""

    session: Session
    project: Project
    draft: Draft | None
    memory: Mapping[str, str]
    report: Sequence[Entry]
    restored: Sequence[Restored]
    caption: CaptionDraft | None = None

    @classmethod
    def of(cls, project: Project, loaded: Loaded, *, read_only: bool) -> Opened:
        """A session on what was loaded, and all that came with it."""
        session = Session(loaded.episode, project, loaded.history, read_only=read_only)
        return cls(
            session, project, loaded.draft, loaded.memory, loaded.report, loaded.restored,
            loaded.caption,
        )  # fmt: skip


def is_project(path: Path) -> bool:
    """Whether a file is a project, by its name or by its first bytes."""
    if path.suffix.lower() == PROJECT_SUFFIX:
        return True
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def project_path(source: Path) -> Path:
    """Where the project of a source goes where nobody says: beside it, under its name."""
    return source.with_suffix(PROJECT_SUFFIX)


def free_project_path(source: Path) -> Path:
    """The same, with a number behind the name where there is a file of that name already."""
    path = project_path(source)
    numbers = (path.with_stem(f"{path.stem} {number}") for number in count(2))
    return path if not path.exists() else next(other for other in numbers if not other.exists())


def create(plan: Plan, path: Path) -> None:
    """Write a planned import as a new project.

    Raises ``UserError("project-exists")`` over an old one.
    """
    episode = plan.episode
    if plan.recording is not None and episode.info.recording is not None:
        link = tied(episode.info.recording, plan.recording, path.parent)
        episode.apply(set_info(episode, replace(episode.info, recording=link)))
    Project.create(path, episode, plan.imported.remarks).close()


def create_empty(recording: Path, link: Recording, path: Path) -> None:
    """A project for a recording that has no transcript yet."""
    there = tied(link, recording, path.parent)
    Project.create(path, Episode(info=Info(title=recording.stem, recording=there))).close()


def open_work(
    path: Path,
    *,
    read_only: bool = False,
    on_trouble: Callable[[UserError | None], None] | None = None,
) -> Work[Opened]:
    """Open a project step by step; the file is closed again where that fails or is cancelled.

    ``on_trouble`` hears, on the writer's thread, of what could not be written and nobody waits for;
    of ``None`` once something could be again.
    """
    project = Project.open(path, read_only=read_only, on_trouble=on_trouble)
    try:
        for step in project.load_steps():
            yield Step(step.done, step.total, "load")
            loaded = step.loaded
    except BaseException:
        project.close()
        raise
    if loaded is None:
        project.close()
        raise UserError("project-damaged", path=str(path))
    return Opened.of(project, loaded, read_only=read_only)


@contextmanager
def opened(path: Path, *, read_only: bool = False) -> Iterator[Opened]:
    """An open project for as long as the block lasts, without steps: the command line's way."""
    project = Project.open(path, read_only=read_only)
    try:
        yield Opened.of(project, project.load(), read_only=read_only)
    finally:
        project.close()


def recording_path(project: Path, info: Info) -> Path | None:
    """Where the episode's recording should lie; ``None`` where it has none."""
    if info.recording is None:
        return None
    return (project.parent / info.recording.path).resolve()


def find_recording(project: Path, info: Info) -> Path:
    """The episode's recording, if it lies where the project says, beside it or where it once lay.

    Raises ``UserError("recording-missing")`` where it must be linked anew.
    """
    expected = recording_path(project, info)
    if expected is None or info.recording is None:
        raise UserError("recording-none")
    lay = Path(info.recording.full_path or expected)
    for candidate in (expected, project.parent / expected.name, lay):
        if candidate.is_file():
            return candidate
    raise UserError("recording-missing", path=str(expected))


def link_recording(session: Session, project: Path, recording: Path, facts: Recording) -> bool:
    """Tie another file to the episode, as one undoable edit."""
    link = tied(facts, recording, project.parent)
    info = replace(session.episode.info, recording=link)
    return session.do(set_info(session.episode, info))
