"""Program: the commands there are, and how one is chosen and carried out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from editor.app.errors import sentence
from editor.cli import (
    align,
    captions,
    check,
    clean,
    clip,
    cut,
    export,
    importing,
    info,
    ledger,
    peaks,
    rescue,
    stats,
    transcribe,
    translate,
)
from editor.cli.command import Command, Exit, Options
from editor.cli.terminal import say
from editor.model.errors import UserError

COMMANDS: Final[tuple[Command, ...]] = (
    importing.COMMAND,
    clean.COMMAND,
    captions.COMMAND,
    translate.COMMAND,
    transcribe.COMMAND,
    align.COMMAND,
    export.COMMAND,
    info.COMMAND,
    check.COMMAND,
    ledger.COMMAND,
    cut.COMMAND,
    clip.COMMAND,
    peaks.COMMAND,
    stats.COMMAND,
    rescue.COMMAND,
)

_NAMES: Final = frozenset(command.name for command in COMMANDS)


def asks_for_window(arguments: Sequence[str]) -> bool:
    """Whether the arguments name no command: nothing, or files to open.

    A bare word that is no file is a command that was mistyped.
    """
    if not arguments:
        return True
    first = Path(arguments[0])
    if arguments[0] in _NAMES or arguments[0].startswith("-"):
        return False
    return bool(first.suffix) or first.name != arguments[0] or first.exists()


def main(arguments: Sequence[str]) -> int:
    """Carry out a command with the arguments of the command line; returns the exit code."""
    try:
        options = _parser().parse_args(list(arguments))
        run: Callable[[Options], Exit] = options.run
        return run(options)
    except UserError as error:
        say(sentence(error, "here"))
        return Exit.FAILED
    except KeyboardInterrupt:
        say("Stopped. Nothing was left half written.")
        return Exit.STOPPED
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stet",
        description="Edit podcast and interview transcripts with their recording. "
        "Without a command, the window opens (with FILE... in it).",
        epilog="Exit codes: 0 done, 1 check found something, 2 wrong use, 3 a file could not be "
        "read or written, 130 stopped.",
    )
    from editor import __version__

    parser.add_argument("--version", action="version", version=f"stet {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in COMMANDS:
        _add(
            commands.add_parser(command.name, help=command.help, description=command.help), command
        )
    return parser


def _add(parser: argparse.ArgumentParser, command: Command) -> None:
    parser.set_defaults(run=command.run)
    parser.add_argument("source", metavar=command.source, help=command.about)
    if command.transcript:
        parser.add_argument("--audio", metavar="A", help="the recording that belongs to it")
        parser.add_argument(
            "--encoding", help="how the source is encoded, where the guess is wrong"
        )
    command.options(parser)
