"""``stet export``: write captions or clean text."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from editor.cli.command import Command, Exit, Options, add_output
from editor.cli.subject import opened, path
from editor.cli.terminal import say


def _run(options: Options) -> Exit:
    from editor.app.exporting import Profile, Target, export, save, target_path
    from editor.app.ledger_export import warning
    from editor.app.texts import repair_sentence, table
    from editor.formats.publication import Stamps
    from editor.model.render import View

    profile = Profile(
        Target(options.to),
        View(options.text),
        Stamps(options.stamps),
        headings=not options.no_headings,
    )
    with opened(options) as subject:
        if options.output == "-":
            sys.stdout.write(export(subject.episode, profile).text)
            return Exit.DONE
        target = path(options.output) or target_path(Path(options.source), profile.target)
        done = save(subject.episode, profile, target)
        unheard = warning(subject.episode) if profile.view is View.CLEAN else ""
    for repair in done.repairs:
        say(repair_sentence(repair.code, repair.line, repair.facts))
    if done.lost:
        say(f"Not in the file: {', '.join(table('losses')[part] for part in done.lost)}.")
    say(f"{target}: {done.count} {'cues' if profile.target.writer else 'paragraphs'}.")
    if unheard:
        say(unheard)
    return Exit.DONE


def _options(parser: argparse.ArgumentParser) -> None:
    from editor.app.exporting import Target

    parser.add_argument(
        "--to", choices=tuple(Target), required=True, help="a caption format, or txt: clean text"
    )
    parser.add_argument("--text", choices=("verbatim", "clean"), default="clean")
    parser.add_argument("--stamps", choices=("none", "turn", "chapter"), default="none")
    parser.add_argument("--no-headings", action="store_true", help="leave title and chapters out")
    add_output(parser, "the file to write; - is stdout")


COMMAND: Final = Command("export", "Write captions or clean text.", _run, _options)
