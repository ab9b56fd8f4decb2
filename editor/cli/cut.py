"""``stet cut``: the struck words as a list of cuts, or the recording without them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.cli.command import Command, Exit, Options, add_output
from editor.cli.subject import opened, path, recording
from editor.cli.terminal import carry_out, say

if TYPE_CHECKING:
    from editor.model.episode import Episode

_SOUND: Final = "audio"


def _run(options: Options) -> Exit:
    with opened(options) as subject:
        episode = subject.episode
        if options.to == _SOUND:
            return _copy(options, episode, recording(options, episode))
        known = options.audio or episode.info.recording
        return _list(options, episode, recording(options, episode) if known else None)


def _list(options: Options, episode: Episode, sound: Path | None) -> Exit:
    from editor.app.cut_export import SUFFIXES, CutForm, CutOptions, account, save_cuts, write_cuts
    from editor.app.cutting import plan
    from editor.formats.cut_lists.timecode import frame_rate

    chosen = CutOptions(CutForm(options.to), frame_rate(options.fps, drop=options.drop_frame))
    made = carry_out(plan(episode, sound, estimated=options.estimated != "leave"))
    if options.output == "-":
        sys.stdout.write(write_cuts(made.cuts, episode, chosen))
    else:
        target = path(options.output) or Path(options.source).with_suffix(SUFFIXES[chosen.form])
        save_cuts(made.cuts, episode, chosen, target)
        say(f"{target}:")
    for sentence in account(made):
        say(sentence)
    return Exit.DONE


def _copy(options: Options, episode: Episode, sound: Path) -> Exit:
    from editor.app.cut_copy import copy_path, write_copy
    from editor.app.cut_export import account
    from editor.app.cutting import plan
    from editor.model.errors import UserError
    from editor.model.time import clock

    if options.output == "-":
        raise UserError("cut-to-stdout")
    made = carry_out(plan(episode, sound, estimated=options.estimated == "cut"))
    for sentence in account(made):
        say(sentence)
    target = path(options.output) or copy_path(sound)
    done = carry_out(write_copy(episode, made, sound, target, options.fade))
    say(f"{done.sound}: {clock(done.duration)}. With it: {done.project}, {done.captions}.")
    return Exit.DONE


def _fade(text: str) -> int:
    from editor.app.cut_copy import LONGEST_FADE, SHORTEST_FADE

    fade = int(text) if text.isascii() and text.isdigit() else 0
    if not SHORTEST_FADE <= fade <= LONGEST_FADE:
        message = f"{SHORTEST_FADE} to {LONGEST_FADE} ms, not {text}"
        raise argparse.ArgumentTypeError(message)
    return fade


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to",
        choices=("audacity", "edl", "otio", "json", _SOUND),
        required=True,
        help="labels for Audacity, a CMX 3600 list, OpenTimelineIO, data, or the recording itself "
        "without what is struck, with a project and captions that fit it",
    )
    parser.add_argument("--fps", default="25", metavar="RATE", help="frames a second of an EDL")
    parser.add_argument("--drop-frame", action="store_true", help="drop-frame timecode (29.97)")
    parser.add_argument(
        "--estimated",
        choices=("cut", "leave"),
        help="what to do where nobody measured when the words are heard: lists cut there and say "
        "so, a copy leaves them in",
    )
    parser.add_argument(
        "--fade", type=_fade, default=20, metavar="MS", help="length of a crossfade, 10 to 30"
    )
    add_output(parser, "the file to write; - is stdout")


COMMAND: Final = Command(
    "cut", "Cut what is struck out of the recording, here or in another program.", _run, _options
)
