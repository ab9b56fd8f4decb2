"""``stet transcribe``: a draft transcript of a recording that has none, as a project."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Final

from editor.cli.command import Command, Exit, Options, add_output
from editor.cli.subject import measure, path
from editor.cli.terminal import carry_out, report, say


def _run(options: Options) -> Exit:
    from editor.app.drafting import draft
    from editor.app.filing import check_writable
    from editor.app.importing import read
    from editor.app.opening import create, project_path
    from editor.model.errors import UserError

    recording = Path(options.source)
    target = path(options.output) or project_path(recording)
    if target.exists():
        raise UserError("project-exists", path=str(target))
    check_writable(target)
    text = carry_out(draft(recording, options.engine, path(options.model), options.language))
    with tempfile.TemporaryDirectory(prefix="stet-") as folder:
        source = Path(folder) / f"{recording.stem}.json"
        source.write_text(text, "utf-8")
        plan = carry_out(read(source, recording))
    create(plan, target)
    _time(target, recording)
    report(plan.imported.remarks)
    say(f"{target}: {measure(plan.episode)}")
    return Exit.DONE


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
    from editor.app.drafting import engines

    parser.add_argument(
        "--engine",
        required=True,
        help="whisper, whispercpp or sherpa, each an extra of stet-editor, with --model; or "
        "pocketsphinx, which is built in, knows English alone and is rough. "
        f"Installed: {', '.join(name for name, there in engines().items() if there)}",
    )
    parser.add_argument("--model", metavar="DIR", help="the folder of the engine's model")
    parser.add_argument("--language", default="en", metavar="TAG", help="what is spoken (en)")
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
