"""``stet stats``: how each speaker speaks, and what cleaning saves."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final

from editor.cli.command import Command, Exit, Options, add_json, add_output
from editor.cli.subject import opened, path
from editor.cli.terminal import amount, carry_out, print_json, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.app.statistics import Speech


def _run(options: Options) -> Exit:
    from editor.app.statistics import (
        save_statistics,
        statistics,
        statistics_csv,
        statistics_data,
    )

    with opened(options) as subject:
        figures = carry_out(statistics(subject.episode))
    target = None if options.output == "-" else path(options.output)
    if target is not None:
        save_statistics(figures, target)
        say(f"{target}: {amount(len(figures), 'speaker')}.")
    elif options.csv or options.output == "-":
        sys.stdout.write(statistics_csv(figures))
    elif options.json:
        print_json(statistics_data(figures))
    else:
        _print(figures)
    return Exit.DONE


def _print(figures: Sequence[Speech]) -> None:
    from editor.app.statistics import statistics_data
    from editor.app.texts import table

    words = table("statistics")
    width = max(map(len, words.values())) + 3
    for row in statistics_data(figures):
        print(row.pop("speaker"))
        for name, value in row.items():
            print(f"  {words[name] + ':':<{width}}{value}")


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--csv", action="store_true", help="print a table for a spreadsheet")
    add_json(parser)
    add_output(parser, "the table (CSV) to write; - is stdout")


COMMAND: Final = Command(
    "stats",
    "Say how each speaker speaks: fillers a minute, phrases, words and seconds saved.",
    _run,
    _options,
)
