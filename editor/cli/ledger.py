"""``stet ledger``: what was struck for the clean version, why, and whether somebody listened."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from editor.cli.command import Command, Exit, Options, add_output
from editor.cli.subject import opened, path
from editor.cli.terminal import carry_out, say


def _run(options: Options) -> Exit:
    from editor.app.change_ledger import ledger
    from editor.app.ledger_export import LedgerForm, save_ledger, verdict, write_ledger

    form = LedgerForm(options.form) if options.form else None
    with opened(options) as subject:
        kept = carry_out(ledger(subject.episode))
        target = path(options.output)
        if target is None or options.output == "-":
            sys.stdout.write(write_ledger(kept, subject.episode, form or LedgerForm.CSV))
        else:
            save_ledger(kept, subject.episode, target, form)
            say(f"{target}: {len(kept.entries)} struck.")
    say(verdict(kept))
    return Exit.DONE


def _options(parser: argparse.ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    for name, what in (
        ("csv", "a table for a spreadsheet (what is written where nothing else is said)"),
        ("html", "a web page that prints"),
        ("json", "data for another program"),
    ):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=what)
    add_output(parser, "the file to write; its name says the form; - is stdout")


COMMAND: Final = Command(
    "ledger",
    "List every struck word with its reason, for the clean version to be defended.",
    _run,
    _options,
)
