"""``stet import``: make a project of a page or a caption file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.cli.command import Command, Exit, Options, add_output
from editor.cli.subject import measure, path
from editor.cli.terminal import carry_out, report, say
from editor.model.errors import UserError

if TYPE_CHECKING:
    from editor.app.importing import Plan


def _run(options: Options) -> Exit:
    from editor.app.importing import read
    from editor.app.opening import create, is_project, project_path
    from editor.app.recording_fit import misfit

    source = Path(options.source)
    if is_project(source):
        raise UserError("import-project", path=str(source))
    target = path(options.output) or project_path(source)
    plan = carry_out(read(source, path(options.audio), options.encoding))
    if options.glossary:
        plan = _corrected(plan, options.glossary)
    create(plan, target)
    report((*plan.imported.remarks, *misfit(plan.episode)))
    say(f"{target}: {measure(plan.episode)}")
    return Exit.DONE


def _corrected(plan: Plan, named: str) -> Plan:
    """The import with a glossary taken in, and everything corrected that it says is misheard."""
    from editor.app.glossary.on_import import Taken, correctable, take
    from editor.app.glossary.shows import Shows
    from editor.app.paths import user_folders

    shows = Shows(user_folders().glossaries)
    entries = shows.entries(named)
    places = carry_out(correctable(plan.episode, entries))
    return take(plan, Taken(named if shows.has(named) else "", entries, places))


def _options(parser: argparse.ArgumentParser) -> None:
    add_output(parser, "the project to make", "P.stet")
    parser.add_argument(
        "--glossary",
        metavar="FILE|SHOW",
        help="take in the glossary of a show, or a CSV file, and correct what it says is misheard",
    )


COMMAND: Final = Command(
    "import",
    "Make a project of an episode page or a caption file.",
    _run,
    _options,
    source="SRC",
)
