"""``stet clip``: a stretch, a line or chapters of an episode as sound files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.cli.command import Command, Exit, Options, add_output
from editor.cli.subject import opened, path, recording
from editor.cli.terminal import amount, carry_out, say
from editor.model.errors import UserError

if TYPE_CHECKING:
    from editor.app.clips import Clip
    from editor.model.episode import Episode

_ROUNDING: Final = 1_000
"""Ms that a clip may want beyond the end: stamps are whole seconds, and lengths are rounded."""


def _run(options: Options) -> Exit:
    from editor.app.clips import write_clips
    from editor.model.render import View

    source = Path(options.source)
    with opened(options) as subject:
        episode = subject.episode
        sound = recording(options, episode)
        clips = _clips(options, episode, sound)
        named = _named(options, clips, source)
        view = View(options.captions) if options.captions else None
        written = carry_out(write_clips(episode, sound, named, fade=options.fade, captions=view))
    for file in written:
        say(str(file))
    if options.captions and len(written) < 2 * len(named):
        silent = amount(2 * len(named) - len(written), "clip")
        say(f"{silent} without captions, as no words are heard there.")
    _say_cut(clips, sound)
    return Exit.DONE


def _say_cut(clips: list[Clip], sound: Path) -> None:
    """Say so where a clip is shorter than was asked for, as the recording ends before."""
    from editor.audio.probe import probe
    from editor.model.time import clock

    length, end = probe(sound).duration_ms, max((clip.span.end for clip in clips), default=0)
    if end > length + _ROUNDING:
        say(f"The recording ends at {clock(length)}, not at {clock(end)}: the clip ends there.")


def _clips(options: Options, episode: Episode, sound: Path) -> list[Clip]:
    from editor.app.clips import chapter_clips, clip_of
    from editor.audio.probe import probe
    from editor.model.time import Span

    if options.chapter is not None or options.chapters:
        every = chapter_clips(episode, probe(sound).duration_ms)
        if options.chapters:
            return every
        if not 1 <= options.chapter <= len(every):
            raise UserError("clip-no-such", number=options.chapter, count=len(every))
        return [every[options.chapter - 1]]
    if options.line is not None:
        lines = episode.transcript
        if not 1 <= options.line <= len(lines):
            raise UserError("clip-no-such-line", number=options.line, count=len(lines))
        return [clip_of(episode, lines[options.line - 1].span)]
    if options.start is None or options.stop is None:
        raise UserError("clip-what")
    start, stop = _time(options.start), _time(options.stop)
    if stop <= start:
        raise UserError("clip-backwards", start=options.start, stop=options.stop)
    return [clip_of(episode, Span(start, stop))]


def _named(options: Options, clips: list[Clip], source: Path) -> list[tuple[Clip, Path]]:
    """Where each clip goes: one to the file that was named, others to new ones in a folder."""
    from editor.app.clips import free_paths

    suffix = f".{options.to}"
    output = path(options.output)
    if len(clips) == 1 and output is not None and not output.is_dir():
        return [(clips[0], _new(options, output if output.suffix else output.with_suffix(suffix)))]
    folder = output or source.parent
    if not folder.is_dir():
        raise UserError("file-folder-missing", path=str(folder))
    return free_paths(clips, folder, suffix)


def _new(options: Options, target: Path) -> Path:
    """The file that was named, if neither it nor the captions beside it would be overwritten."""
    beside = [target.with_suffix(".srt")] if options.captions else []
    for each in (target, *beside):
        if each.exists():
            raise UserError("clip-exists", path=str(each))
    return target


def _time(text: str) -> int:
    from editor.model.time import parse_time

    at = parse_time(text)
    if at is None:
        raise UserError("clip-time", text=text)
    return at


def _fade(text: str) -> int:
    from editor.app.clips import LONGEST_FADE

    fade = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= fade <= LONGEST_FADE:
        raise argparse.ArgumentTypeError(f"0 to {LONGEST_FADE} ms, not {text}")
    return fade


def _options(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--chapter", type=int, metavar="N", help="the chapter of this number")
    what.add_argument("--chapters", action="store_true", help="every chapter, a file each")
    what.add_argument("--line", type=int, metavar="N", help="the line of this number")
    parser.add_argument("--from", dest="start", metavar="TIME", help="begin: 130, 2:10 or 1m30s")
    parser.add_argument("--until", dest="stop", metavar="TIME", help="end")
    parser.add_argument("--to", choices=("m4a", "mp3", "wav", "flac"), default="m4a")
    parser.add_argument(
        "--fade", type=_fade, default=15, metavar="MS", help="of beginning and end, 0 to 10000"
    )
    parser.add_argument(
        "--captions", choices=("verbatim", "clean"), help="write an SRT of its words beside it"
    )
    add_output(parser, "the file to write, or the folder for several", "OUT")


COMMAND: Final = Command(
    "clip", "Write a stretch, a line or chapters of the recording as sound files.", _run, _options
)
