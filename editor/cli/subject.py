"""Subject: what a command works on - an open project, or a source read for this once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from editor.cli.command import Options
from editor.cli.terminal import amount, carry_out, say

if TYPE_CHECKING:
    from editor.app.opening import Opened
    from editor.app.session import Session
    from editor.formats.report import Remark
    from editor.model.edits import Edit
    from editor.model.episode import Episode
    from editor.store import Entry


@dataclass(frozen=True, slots=True)
class Subject:
    """An episode and what its import had to report; ``session`` where it is a project.

    ``memory`` is what the project remembers, ``form`` the format of a source that is none.
    """

    episode: Episode
    remarks: Sequence[Remark | Entry]
    session: Session | None = None
    form: str = ""
    memory: Mapping[str, str] = field(default_factory=dict)

    def do(self, edit: Edit) -> None:
        """Carry out an edit: in the project, or in memory for this once."""
        if self.session is not None:
            self.session.do(edit)
        else:
            self.episode.apply(edit)

    def remember(self, **values: str | Callable[[], str]) -> None:
        """Keep something in the project; of a source nothing is kept."""
        if self.session is not None:
            self.session.remember(**values)


@contextmanager
def opened(options: Options, *, writing: bool = False) -> Iterator[Subject]:
    """Open what the command line names; a project for reading only unless ``writing``.

    What was being typed when the window was stopped is part of it, and is told of: only here where
    the project is read, as an edit where it is written. Raises ``UserError`` where it cannot be.
    """
    from editor.app.opening import is_project
    from editor.app.opening import opened as open_project

    source = Path(options.source)
    if is_project(source):
        with open_project(source, read_only=not writing) as project:
            _take_draft(project)
            session = project.session
            yield Subject(session.episode, project.report, session, memory=project.memory)
        return
    from editor.app.importing import read

    plan = carry_out(read(source, path(options.audio), options.encoding))
    yield Subject(plan.episode, plan.imported.remarks, form=plan.imported.format)


def _take_draft(project: Opened) -> None:
    """Take in what was typed and never became an edit, as the window does, and say so."""
    from editor.app.texts import filled, table
    from editor.app.typed import restoring

    draft, session = project.draft, project.session
    lines = session.episode.transcript
    _take_caption(project)
    if draft is None:
        return
    if lines.has(draft.segment):
        if session.read_only:
            session.episode.apply(restoring(session.episode, draft))
        else:
            session.restore(draft)
        facts = {"line": lines.index_of(draft.segment) + 1, "text": draft.text}
        say(filled(table("errors")["draft-offered-here"], facts))
    else:
        say(filled(table("errors")["draft-without-line"], {"text": draft.text}))


def _take_caption(project: Opened) -> None:
    """The same of the text that a caption was being given."""
    from editor.app.texts import filled, table
    from editor.app.typed import restoring_caption

    draft, session = project.caption, project.session
    if draft is None:
        return
    try:
        edit = restoring_caption(session.episode, draft)
    except KeyError:
        code = "caption-draft-without-line"
    else:
        code = "caption-draft-here" if edit else ""
        if session.read_only:
            session.episode.apply(edit)
        else:
            session.do(edit)
            project.project.draft_caption(None)
    if code:
        say(filled(table("errors")[code], {"text": " ".join(draft.lines)}))


def recording(options: Options, episode: Episode) -> Path:
    """The recording that ``--audio`` names, else the episode's."""
    from editor.app.opening import find_recording

    return path(options.audio) or find_recording(Path(options.source), episode.info)


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
