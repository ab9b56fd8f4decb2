"""The command line.

Stet import, clean, export, info, check - and the window where no command is named.

Data goes to stdout, messages and progress to stderr. Exit codes: 0 done, 1 ``check`` found
something, 2 wrong use, 3 a file could not be read or written, 130 stopped by the user.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO, TypeVar

from editor.app.errors import sentence
from editor.app.jobs import Step, Work, run
from editor.model.errors import UserError

if TYPE_CHECKING:
    from editor.app.session import Session
    from editor.formats.report import Remark
    from editor.model.episode import Episode
    from editor.store import Entry

T = TypeVar("T")

DONE: Final = 0
FOUND: Final = 1
WRONG_USE: Final = 2
FAILED: Final = 3
STOPPED: Final = 130


def asks_for_window(arguments: Sequence[str]) -> bool:
    """Whether the arguments name no command: nothing, or files to open."""
    return not arguments or (arguments[0] not in _COMMANDS and not arguments[0].startswith("-"))


def main(arguments: Sequence[str]) -> int:
    """Carry out a command with the arguments of the command line; returns the exit code."""
    given = list(arguments)
    try:
        options = _parser().parse_args(given)
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except UserError as error:
        _say(sentence(error))
        return FAILED
    except KeyboardInterrupt:
        _say("Stopped. Nothing was left half written.")
        return STOPPED
    except BrokenPipeError:
        sys.stderr.close()
        return DONE


def _import(options: argparse.Namespace) -> int:
    from editor.app.importing import read
    from editor.app.opening import create, project_path

    source = Path(options.source)
    target = Path(options.output) if options.output else project_path(source)
    plan = _run(read(source, _path(options.audio), options.encoding))
    create(plan, target)
    _report(plan.imported.remarks)
    _say(f"{target}: {_summary(plan.episode)}")
    return DONE


def _clean(options: argparse.Namespace) -> int:
    from editor.app.cleaning import listed

    with _opened(options) as subject:
        if subject.session is not None:
            from editor.app.cleaning import clean

            subject.session.do(_run(clean(subject.episode)))
        findings = listed(subject.episode)
    if options.json:
        _print_json(findings)
        return DONE
    for finding in findings:
        print(
            f"{finding['time']}\t{finding['kind']}\t{finding['state']}\t{finding['struck']!r}"
            f"\t{finding['context']}"
        )
    _say(f"{len(findings)} findings.")
    return DONE


def _export(options: argparse.Namespace) -> int:
    from editor.app.exporting import Profile, Target, export, save, target_path
    from editor.formats.publication import Stamps
    from editor.model.render import View

    profile = Profile(
        Target(options.to),
        View(options.text),
        Stamps(options.stamps),
        headings=not options.no_headings,
    )
    with _opened(options) as subject:
        if options.output == "-":
            sys.stdout.write(export(subject.episode, profile).text)
            return DONE
        source = Path(options.source)
        target = Path(options.output) if options.output else target_path(source, profile.target)
        done = save(subject.episode, profile, target)
    _say(f"{target}: {done.count} {'cues' if profile.target is Target.SRT else 'paragraphs'}.")
    return DONE


def _info(options: argparse.Namespace) -> int:
    from editor.app.summary import summary

    with _opened(options) as subject:
        facts = summary(subject.episode, subject.remarks)
    if options.json:
        _print_json(facts)
        return DONE
    print(facts["title"] or options.source)
    print(_summary(subject.episode))
    for person in subject.episode.speakers:
        print(f"  {person.name} ({', '.join(person.roles) or 'speaker'})")
    from editor.model.time import clock

    for chapter in subject.episode.chapters:
        print(f"  {clock(chapter.start):>8}  {chapter.title}")
    _report(subject.remarks)
    return DONE


def _check(options: argparse.Namespace) -> int:
    from editor.app.checking import check

    with _opened(options) as subject:
        found = check(subject.episode)
        remarks = subject.remarks
    if options.json:
        from editor.app.summary import remark_facts

        _print_json([remark_facts(remark) for remark in (*remarks, *found)])
    else:
        _report((*remarks, *found), sys.stdout)
        _say(
            f"{len(found) + len(remarks)} to look at."
            if found or remarks
            else "Nothing to look at."
        )
    return FOUND if found or remarks else DONE


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a command works on: an open project, or a source read for this once."""

    episode: Episode
    remarks: Sequence[Remark | Entry]
    session: Session | None = None


@contextmanager
def _opened(options: argparse.Namespace) -> Iterator[_Subject]:
    from editor.app.opening import is_project, opened

    source = Path(options.source)
    if is_project(source):
        with opened(source, read_only=options.command is not _clean) as project:
            yield _Subject(project.session.episode, project.report, project.session)
        return
    from editor.app.importing import read

    plan = _run(read(source, _path(options.audio), options.encoding))
    yield _Subject(plan.episode, plan.imported.remarks)


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
    for name, (run_command, help_text, add_options) in _COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=help_text)
        command.set_defaults(command=run_command)
        what = "SRC" if name == "import" else "P|SRC"
        command.add_argument(
            "source", metavar=what, help="a project, an episode page or a caption file"
        )
        command.add_argument("--audio", metavar="A", help="the recording that belongs to it")
        command.add_argument(
            "--encoding", help="how the source is encoded, where the guess is wrong"
        )
        add_options(command)
    return parser


def _import_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("-o", "--output", metavar="P.stet", help="the project to make")


def _json_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON")


def _export_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--to", choices=("srt", "txt"), required=True, help="captions or clean text"
    )
    command.add_argument("--text", choices=("verbatim", "clean"), default="clean")
    command.add_argument("--stamps", choices=("none", "turn", "chapter"), default="none")
    command.add_argument("--no-headings", action="store_true", help="leave title and chapters out")
    command.add_argument("-o", "--output", metavar="OUT|-", help="the file to write; - is stdout")


_COMMANDS: Final[
    dict[
        str,
        tuple[Callable[[argparse.Namespace], int], str, Callable[[argparse.ArgumentParser], None]],
    ]
] = {
    "import": (_import, "Make a project of an episode page or a caption file.", _import_options),
    "clean": (
        _clean,
        "List what cleaning would strike; in a project, lay it as marks.",
        _json_option,
    ),
    "export": (_export, "Write captions (SRT) or clean text.", _export_options),
    "info": (_info, "Say what an episode holds, with the import report.", _json_option),
    "check": (_check, "Say what a person should look at.", _json_option),
}


def _path(name: str | None) -> Path | None:
    return Path(name) if name else None


def _run(work: Work[T]) -> T:
    """Do the work, with a progress bar where a person watches."""
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


def _report(remarks: Sequence[Remark | Entry], stream: TextIO | None = None) -> None:
    from editor.app.texts import remark_sentence

    for remark in remarks:
        print(remark_sentence(remark.code, remark.line, remark.facts), file=stream or sys.stderr)


def _summary(episode: Episode) -> str:
    from editor.model.time import clock

    lines, people = len(episode.transcript), len(episode.speakers)
    return (
        f"{lines} lines, {clock(episode.duration)}, {people} speakers, "
        f"{len(episode.chapters)} chapters"
    )


def _print_json(data: object) -> None:
    json.dump(data, sys.stdout, ensure_ascii=False, indent=2)
    print()


def _say(words: str) -> None:
    print(words, file=sys.stderr)
