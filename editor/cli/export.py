"""``stet export``: write captions or clean text."""

from __future__ import annotations

import argparse
import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.cli.check import told_shortly
from editor.cli.command import Command, Exit, Options, add_output, add_view
from editor.cli.subject import Subject, opened, path
from editor.cli.terminal import amount, say
from editor.model.errors import UserError

if TYPE_CHECKING:
    from editor.app.caption_checks import CaptionReport
    from editor.app.exporting import Exported, ExportProfile
    from editor.model.episode import Episode
    from editor.model.render import View


def _run(options: Options) -> Exit:
    from editor.app.exporting import ExportProfile, Target
    from editor.formats.publication import Stamps

    profile = ExportProfile(
        Target(options.to),
        stamps=Stamps(options.stamps),
        headings=not options.no_headings,
        captions=options.profile,
    )
    return write(options, profile)


def write(options: Options, profile: ExportProfile) -> Exit:
    """Write what the options name as the profile wants it, and say what became of it."""
    from editor.app.exporting import export, save
    from editor.app.ledger_export import warning
    from editor.model.render import View

    with opened(options) as subject:
        profile = replace(profile, view=_view(options, profile, subject.episode))
        _tell_read(options, subject)
        if options.output == "-":
            done = export(subject.episode, profile)
            _print(done, profile)
            _tell(done)
            _tell_broken(options, done, profile, None, subject)
            return Exit.DONE
        target = _target(options, profile)
        done = save(subject.episode, profile, target)
        unheard = warning(subject.episode) if profile.view is View.CLEAN else ""
        struck = _struck(subject.episode) if profile.view is View.CLEAN else 0
    _tell(done)
    say(f"{target}: {amount(done.count, 'cue' if profile.target.writer else 'paragraph')}.")
    if struck:
        say(f"Left out: {amount(struck, 'struck place')}. --text verbatim writes every word.")
    _tell_broken(options, done, profile, target, subject)
    if unheard:
        say(unheard)
    return Exit.DONE


def _tell_read(options: Options, subject: Subject) -> None:
    """Say that a source was not read to the letter, and how to see it; a project said so before."""
    if subject.session is None and subject.remarks:
        named = shlex.quote(options.source)
        say(f"{amount(len(subject.remarks), 'remark')} on reading the source: stet info {named}")


def _view(options: Options, profile: ExportProfile, episode: Episode) -> View:
    """The words that were asked for, else those the captions of the project show; text is clean."""
    from editor.app.captioning import words_of
    from editor.model.render import View

    if options.text:
        return View(options.text)
    return words_of(episode) if profile.target.writer else View.CLEAN


def _struck(episode: Episode) -> int:
    """Places that clean-up or a person has struck."""
    from editor.model.marks import STRIKING

    return sum(mark.state in STRIKING for line in episode.transcript for mark in line.marks)


def _tell_broken(
    options: Options, done: Exported, profile: ExportProfile, target: Path | None, subject: Subject
) -> None:
    """Say what of its style guide the file breaks, as whoever opens it finds it, and how to see.

    Where the project counts differently, that is said as well.
    """
    from editor.app.caption_checks import check_written

    if done.rules is None or not done.count:
        return
    name = target.name if target else f"captions{profile.target.suffix}"
    report = check_written(done.data, name, done.rules)
    guide = options.profile or done.rules.key
    path = options.source if guide == "own" else str(target or "FILE")
    say(told_shortly(report, path, guide))
    if subject.session is not None and not profile.refit:
        _tell_apart(options, profile, subject.episode, report)


def _tell_apart(
    options: Options, profile: ExportProfile, episode: Episode, written: CaptionReport
) -> None:
    """Say how the project's own count differs from that of the file, and why."""
    from editor.app.caption_checks import check_captions, told_apart
    from editor.app.captioning import translated

    if profile.language:
        episode = translated(episode, profile.language)
    asked = ["stet", "check", options.source, "--profile", options.profile or written.profile.key]
    asked += ["--language", profile.language] if profile.language else []
    asked += ["--text", options.text] if options.text else []
    own = check_captions(episode, written.profile, profile.view)
    for sentence in told_apart(own, written, shlex.join(asked)):
        say(sentence)


def _print(done: Exported, profile: ExportProfile) -> None:
    """The file on stdout; of a format that is no text, its bytes."""
    writer = profile.target.writer
    if writer is not None and writer.binary:
        sys.stdout.buffer.write(done.data)
    else:
        sys.stdout.write(done.text)


def _target(options: Options, profile: ExportProfile) -> Path:
    """The file to write: what was named for it, else one beside the source that is not there yet.

    The file beside it may be the very page the project was made of.
    """
    from editor.app.exporting import Target, target_path

    named = path(options.output)
    if named is None:
        target = target_path(Path(options.source), profile.target, profile.language)
        if target.exists():
            raise UserError("export-exists", path=str(target))
        return target
    others = {target.suffix for target in Target} - {profile.target.suffix}
    if named.suffix.lower() in others:
        raise UserError("export-suffix", path=str(named), suffix=profile.target.suffix)
    return named


def _tell(done: Exported) -> None:
    """What had to be changed for the format, and what of the captions it cannot hold."""
    from editor.app.texts import repair_sentence, table

    for repair in done.repairs:
        say(repair_sentence(repair.code, repair.line, repair.facts))
    if done.meant is not None and done.lost:
        say(f"Not in the file: {', '.join(table('losses')[part] for part in done.lost)}.")


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add ``--text``, ``--profile`` and ``-o``."""
    add_view(parser)
    parser.add_argument(
        "--profile",
        default="",
        metavar="NAME|FILE",
        help="the caption rules: default, netflix, bbc, dcmp, youtube, podcast, or a .toml file "
        "(otherwise those the project has chosen)",
    )
    add_output(parser, "the file to write; - is stdout")


def _options(parser: argparse.ArgumentParser) -> None:
    from editor.app.exporting import Target

    parser.add_argument(
        "--to",
        choices=[target.value for target in Target],
        required=True,
        help="a caption format, or txt: clean text",
    )
    parser.add_argument("--stamps", choices=("none", "turn", "chapter"), default="none")
    parser.add_argument("--no-headings", action="store_true", help="leave title and chapters out")
    add_words(parser)


COMMAND: Final = Command("export", "Write captions or clean text.", _run, _options)
