"""``stet rescue``: save what is left of a damaged project, or put an earlier copy in its place."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.cli.command import Command, Exit, Options, add_output
from editor.cli.subject import path
from editor.cli.terminal import amount, carry_out, say
from editor.model.errors import UserError

if TYPE_CHECKING:
    from editor.store.backups import Backup

_LATEST: Final = "latest"


def _run(options: Options) -> Exit:
    project = Path(options.source)
    if not project.exists():
        raise UserError("project-missing", path=str(project))
    if options.copy is not None:
        return _put_back(project, options.copy)
    return _save_rest(project, path(options.output))


def _put_back(project: Path, named: str) -> Exit:
    from editor.app.rescuing import copies, put_back

    if named == _LATEST:
        found = copies(project)
        if not found:
            raise UserError("rescue-no-copy", path=str(project))
        copy = found[0].path
    else:
        copy = Path(named)
    aside = carry_out(put_back(copy, project))
    say(f"{project}: put back as it was in {copy.name}.")
    if aside is not None:
        say(f"The damaged file is kept as {aside}.")
    return Exit.DONE


def _save_rest(project: Path, target: Path | None) -> Exit:
    from editor.app.opening import free_project_path
    from editor.app.rescuing import copies, save_rest

    target = target or free_project_path(project.with_stem(f"{project.stem} rescued"))
    rest = carry_out(save_rest(project, target))
    whole = "nothing is missing" if rest.complete else "what was damaged is missing or mended"
    say(f"{target}: {amount(rest.lines, 'line')}, {whole}.")
    for copy in copies(project):
        print(_row(copy))
    return Exit.DONE if rest.complete else Exit.FOUND


def _row(copy: Backup) -> str:
    return f"{copy.made.astimezone():%Y-%m-%d %H:%M}\t{copy.label}\t{copy.path}"


def _options(parser: argparse.ArgumentParser) -> None:
    add_output(parser, "the new project; beside the damaged one if not given", "NEW.stet")
    parser.add_argument(
        "--copy",
        metavar="FILE|latest",
        help="put this earlier copy in the project's place instead; without it they are listed",
    )


COMMAND: Final = Command(
    "rescue",
    "Save what can still be read of a damaged project, or put an earlier copy in its place.",
    _run,
    _options,
    source="P",
    about="a project",
    transcript=False,
)
