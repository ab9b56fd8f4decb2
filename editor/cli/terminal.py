"""Terminal: what is printed where, and a progress bar where a person watches."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO, TypeVar

from editor.app.jobs import Step, Work, run

if TYPE_CHECKING:
    from editor.formats.report import Remark
    from editor.store import Entry

T = TypeVar("T")


def say(words: str) -> None:
    """Tell the person something; data has stdout to itself."""
    print(words, file=sys.stderr)


def amount(count: int, one: str, many: str = "") -> str:
    """Return ``1 line`` or ``1,234 lines``; ``many`` where it is not ``one`` with an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def print_json(data: object) -> None:
    """Print data for another program."""
    json.dump(data, sys.stdout, ensure_ascii=False, indent=2)
    print()


def report(remarks: Sequence[Remark | Entry], stream: TextIO | None = None) -> None:
    """Say each remark in a sentence, to stderr if not told otherwise."""
    from editor.app.texts import remark_sentence

    for remark in remarks:
        print(remark_sentence(remark.code, remark.line, remark.facts), file=stream or sys.stderr)


def carry_out(work: Work[T]) -> T:
    """Do the work, with a progress bar where a person watches."""
    from editor.app.log import begin_when_needed
    from editor.app.paths import user_folders

    begin_when_needed(user_folders)
    if not sys.stderr.isatty():
        return run(work)
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def stepped(step: Step) -> None:
            progress.update(
                task, description=step.note, completed=step.done, total=step.total or None
            )

        return run(work, stepped)
