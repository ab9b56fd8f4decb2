"""Subject: what a command works on - an open project, or a source read for this once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editor.cli.command import Options
from editor.cli.terminal import amount, carry_out
from editor.model.errors import UserError

if TYPE_CHECKING:
    from editor.app.session import Session
    from editor.formats.report import Remark
    from editor.model.edits import Edit
    from editor.model.episode import Episode
    from editor.store import Entry


@dataclass(frozen=True, slots=True)
class Subject:
    """An episode and what its import had to report; ``session`` where it is a project."""

    episode: Episode
    remarks: Sequence[Remark | Entry]
    session: Session | None = None

    def do(self, edit: Edit) -> None:
        """Carry out an edit: in the project, or in memory for this once."""
        if self.session is not None:
            self.session.do(edit)
        else:
            self.episode.apply(edit)


@contextmanager
def opened(options: Options, *, writing: bool = False) -> Iterator[Subject]:
    """Open what the command line names; a project for reading only unless ``writing``.

    Raises ``UserError`` where it cannot be read.
    """
    from editor.app.opening import is_project
    from editor.app.opening import opened as open_project

    source = Path(options.source)
    if is_project(source):
        with open_project(source, read_only=not writing) as project:
            yield Subject(project.session.episode, project.report, project.session)
        return
    from editor.app.importing import read

    plan = carry_out(read(source, path(options.audio), options.encoding))
    yield Subject(plan.episode, plan.imported.remarks)


def recording(options: Options, episode: Episode) -> Path:
    """The recording that ``--audio`` names, else the episode's; the error says how to name one."""
    from editor.app.opening import find_recording

    named = path(options.audio)
    if named is not None:
        return named
    try:
        return find_recording(Path(options.source), episode.info)
    except UserError as error:
        if error.code == "recording-missing":
            raise UserError("recording-missing-here", **error.facts) from error
        raise UserError("recording-none-here") from error


def path(name: str | None) -> Path | None:
    """The path of an option that may be missing."""
    return Path(name) if name else None


def measure(episode: Episode) -> str:
    """How much there is, in a line."""
    from editor.model.time import clock

    lines, people = len(episode.transcript), len(episode.speakers)
    return (
        f"{amount(lines, 'line')}, {clock(episode.duration)}, {amount(people, 'speaker')}, "
        f"{amount(len(episode.chapters), 'chapter')}"
    )
