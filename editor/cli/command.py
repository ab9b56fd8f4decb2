"""Command: a word of the command line, with its options and what it does."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

Options: TypeAlias = argparse.Namespace


class Exit(IntEnum):
    """Exit codes of ``stet``, as its help lists them."""

    DONE = 0
    FOUND = 1
    WRONG_USE = 2
    FAILED = 3
    STOPPED = 130


@dataclass(frozen=True, slots=True)
class Command:
    """``stet NAME SOURCE ...``.

    ``source`` is what the first argument is called and ``about`` what it may be, ``transcript``
    whether it is a text that may need ``--audio`` and ``--encoding`` to be read.
    """

    name: str
    help: str
    run: Callable[[Options], Exit]
    options: Callable[[argparse.ArgumentParser], None] = lambda _parser: None
    source: str = "P|SRC"
    about: str = "a project, an episode page or a caption file"
    transcript: bool = True


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add ``--json``."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def add_output(parser: argparse.ArgumentParser, help_text: str, name: str = "OUT|-") -> None:
    """Add ``-o``."""
    parser.add_argument("-o", "--output", metavar=name, help=help_text)


def add_view(parser: argparse.ArgumentParser) -> None:
    """Add ``--text``."""
    parser.add_argument(
        "--text",
        choices=("verbatim", "clean"),
        default="",
        help="every word, or without what is struck (otherwise: text clean; captions as the "
        "project has chosen, those of a caption file verbatim)",
    )


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add ``--language``."""
    parser.add_argument(
        "--language", default="", metavar="TAG", help="the captions of a second language, as de"
    )
