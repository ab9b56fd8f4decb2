"""``stet transcribe``: a draft transcript of a recording that has none, as a project."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.app.drafting import draft, engines
from editor.cli.command import Command, Exit, Options, add_output
from editor.cli.subject import measure, path
from editor.cli.terminal import carry_out, report, say
from editor.model.time import clock

if TYPE_CHECKING:
    from editor.app.kept_draft import KeptDraft, Way


def _run(options: Options) -> Exit:
    from editor.app.filing import check_writable
    from editor.app.kept_draft import Way
    from editor.app.opening import create, project_path
    from editor.model.errors import UserError

    recording = Path(options.source)
    target = path(options.output) or project_path(recording)
    if target.exists():
        raise UserError("project-exists", path=str(target))
    check_writable(target)
    model = path(options.model)
    way = Way(options.engine, model and model.absolute(), options.language)
    kept = _kept(recording, way, afresh=options.afresh)
    try:
        plan = carry_out(draft(recording, kept))
        create(plan, target)
    except (UserError, KeyboardInterrupt):
        _say_kept(kept)
        raise
    kept.drop()
    _time(target, recording)
    report(plan.imported.remarks)
    say(f"{target}: {measure(plan.episode)}")
    return Exit.DONE


def _say_kept(kept: KeptDraft) -> None:
    """Say what of an attempt that failed is left, and what to do with it."""
    if kept.trouble is not None:
        say(f"What was heard could not be kept on the disk: {kept.trouble.facts['reason']}.")
    elif kept.done:
        said = "all of it" if kept.whole else f"until {clock(kept.done)}"
        say(f"What was heard is kept, {said}. The same command goes on from there.")


def _kept(recording: Path, way: Way, *, afresh: bool) -> KeptDraft:
    """What was heard before in the same way, to be gone on with; else a draft from the start."""
    from editor.app.kept_draft import KeptDraft
    from editor.app.paths import user_folders
    from editor.audio.fingerprint import fingerprint

    folder, name = user_folders().drafts, fingerprint(recording)
    kept = None if afresh else KeptDraft.found(folder, name)
    if kept is None or kept.way != way:
        if kept is not None:
            _say_left(kept)
        return KeptDraft.begin(folder, name, way)
    if kept.whole:
        say("All of it was heard before, and nothing is listened to again.")
    else:
        say(f"Going on at {clock(kept.done)}: until there it was heard before.")
    return kept


def _say_left(kept: KeptDraft) -> None:
    """Say what becomes of what was heard before in another way, and how to go on with it."""
    way = kept.way
    options = ["--engine", way.engine, "--language", way.language]
    options += ["--model", str(way.model)] if way.model is not None else []
    said = "all of it" if kept.whole else f"until {clock(kept.done)}"
    say(
        f"What was heard before in another way, {said}, is replaced as soon as words are heard "
        f"now. To go on with it instead: {shlex.join(options)}"
    )


def _time(project: Path, recording: Path) -> None:
    """Find each word in the recording: the aligner is nearer than any recogniser.

    Of a language it does not know, the recogniser's own times are the nearest there are.
    """
    from editor.app.aligning import align, hears
    from editor.app.opening import opened

    with opened(project) as ready:
        episode = ready.session.episode
        edit = carry_out(align(episode, recording, again=hears(episode.info.language)))
        ready.session.do(edit)


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine",
        required=True,
        help="whisper, whispercpp or sherpa, each an extra of stet-editor, with --model; or "
        "pocketsphinx, which is built in, knows English alone and is rough. "
        f"Installed: {', '.join(name for name, there in engines().items() if there)}",
    )
    parser.add_argument("--model", metavar="DIR", help="the folder of the engine's model")
    parser.add_argument("--language", default="en", metavar="TAG", help="what is spoken (en)")
    parser.add_argument(
        "--afresh", action="store_true", help="do not go on where an earlier run was broken off"
    )
    add_output(parser, "the project to make", "P.stet")


COMMAND: Final = Command(
    "transcribe",
    "Draft a transcript of a recording that has none; nothing is downloaded.",
    _run,
    _options,
    source="AUDIO",
    about="a recording",
    transcript=False,
)
