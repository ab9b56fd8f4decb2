"""``stet captions``: write captions by the rules of a style guide."""

from __future__ import annotations

import argparse
from typing import Final

from editor.cli.command import Command, Exit, Options, add_language
from editor.cli.export import add_words, write


def _run(options: Options) -> Exit:
    from editor.app.exporting import ExportProfile, Target

    profile = ExportProfile(
        Target(options.to),
        captions=options.profile,
        refit=options.refit,
        language=options.language,
    )
    return write(options, profile)


def _options(parser: argparse.ArgumentParser) -> None:
    from editor.formats.writers import WRITERS

    parser.add_argument("--to", choices=tuple(WRITERS), default="srt", help="the format")
    parser.add_argument(
        "--refit",
        action="store_true",
        help="cut cues of a caption file anew where they break the rules, line breaks too",
    )
    add_words(parser)
    add_language(parser)


COMMAND: Final = Command("captions", "Write captions by a style guide.", _run, _options)
