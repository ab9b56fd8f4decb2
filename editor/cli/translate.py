"""``stet translate``: take the captions of another language into a project."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from editor.cli.command import Command, Exit, Options
from editor.cli.terminal import amount, carry_out, say


def _run(options: Options) -> Exit:
    from editor.app.captioning import import_translation, language_tag, read_translation
    from editor.app.opening import opened

    told, other = carry_out(read_translation(Path(options.file)))
    language = language_tag(options.language or told)
    with opened(Path(options.source)) as project:
        project.session.do(import_translation(project.session.episode, language, other))
    say(f"{language}: {amount(len(other.transcript), 'caption')}.")
    return Exit.DONE


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a caption file in the other language")
    parser.add_argument(
        "--language", default="", metavar="TAG", help="its language, as de (otherwise guessed)"
    )


COMMAND: Final = Command(
    "translate",
    "Take the captions of another language into a project.",
    _run,
    _options,
    source="P",
    about="a project",
    transcript=False,
)
