"""``stet import``: make a project of a page or a caption file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from editor.cli.command import Command, Exit, Options, add_output
from editor.cli.subject import measure, path
from editor.cli.terminal import carry_out, report, say
from editor.model.errors import UserError


def _run(options: Options) -> Exit:
    from editor.app.importing import read
    from editor.app.opening import create, is_project, project_path

    source = Path(options.source)
    if is_project(source):
        raise UserError("import-project", path=str(source))
    target = path(options.output) or project_path(source)
    plan = carry_out(read(source, path(options.audio), options.encoding))
    create(plan, target)
    report(plan.imported.remarks)
    say(f"{target}: {measure(plan.episode)}")
    return Exit.DONE


def _options(parser: argparse.ArgumentParser) -> None:
    add_output(parser, "the project to make", "P.stet")


COMMAND: Final = Command(
    "import",
    "Make a project of an episode page or a caption file.",
    _run,
    _options,
    source="SRC",
)
