"""``stet peaks``: measure a recording - length, damage, pauses, and the outline of the waveform."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from editor.cli.command import Command, Exit, Options, add_json
from editor.cli.subject import opened
from editor.cli.terminal import amount, carry_out, print_json, say
from editor.model.errors import UserError


def _run(options: Options) -> Exit:
    from editor.app.paths import user_folders
    from editor.app.peaks import find_silences, measure_peaks
    from editor.audio.peaks import Peaks
    from editor.audio.probe import probe
    from editor.model.time import full_clock

    sound = _sound(options)
    facts = probe(sound)
    peaks = carry_out(measure_peaks(sound, user_folders().cache / "peaks", Peaks()))
    silences, _ = carry_out(find_silences(peaks))
    columns = peaks.columns(0, peaks.duration_ms, options.columns)
    told = {
        "duration_ms": peaks.duration_ms,
        "damaged": peaks.damaged,
        "container": facts.container,
        "codec": facts.codec,
        "channels": facts.channels,
        "rate": facts.rate,
        "silences": [[span.start, span.end] for span in silences],
        "lowest": columns.lowest,
        "highest": columns.highest,
        "rms": columns.rms,
    }
    if options.json:
        print_json(told)
    else:
        print(f"{full_clock(peaks.duration_ms)}\t{facts.container}\t{facts.codec}", end="\t")
        print(f"{facts.channels} x {facts.rate} Hz\t{amount(len(silences), 'pause')}")
    if peaks.damaged:
        say("The recording is damaged or cut short; this is what can be read of it.")
    return Exit.FOUND if peaks.damaged else Exit.DONE


def _sound(options: Options) -> Path:
    """The recording of a project, else the file that is named itself."""
    from editor.app.opening import find_recording, is_project

    source = Path(options.source)
    if not is_project(source):
        return source
    with opened(options) as subject:
        try:
            return find_recording(source, subject.episode.info)
        except UserError as error:
            raise UserError("sound-wanted", path=str(source)) from error


def _columns(text: str) -> int:
    count = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= count <= 100_000:
        raise argparse.ArgumentTypeError(f"1 to 100000, not {text}")
    return count


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--columns", type=_columns, default=1_000, metavar="N", help="columns of the outline"
    )
    add_json(parser)


COMMAND: Final = Command(
    "peaks",
    "Measure a recording for the waveform, and keep that for the window.",
    _run,
    _options,
    source="P|AUDIO",
    about="a project (its recording is measured), or a sound or video file",
    transcript=False,
)
