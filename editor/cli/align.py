"""``stet align``: find when each word is heard; in a project, keep it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from editor.cli.command import Command, Exit, Options, add_json
from editor.cli.subject import opened, recording
from editor.cli.terminal import amount, carry_out, print_json, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.cli.subject import Subject
    from editor.model.edits import Edit
    from editor.model.episode import Episode
    from editor.model.time import Span


def _run(options: Options) -> Exit:
    from editor.app.aligning import (
        Heard,
        align,
        disagreements,
        insert_filler,
        listed,
        suggest_fillers,
    )
    from editor.app.voices import speech

    with opened(options, writing=True) as subject:
        sound = recording(options, subject.episode)
        heard = Heard()
        episode = subject.episode
        work = align(episode, sound, again=options.again, engine=options.engine, heard=heard)
        edit = carry_out(work)
        _do(subject, edit)
        doubts, fillers = disagreements(episode, heard), suggest_fillers(episode, heard)
        for gap in reversed(fillers if options.fillers else ()):
            _do(subject, insert_filler(episode, gap))
        words = listed(episode)
        voices = carry_out(speech(sound))
    if options.json:
        print_json(words)
    else:
        for word in words:
            sure = "" if word["confidence"] is None else f"{word['confidence']:.2f}"
            times = f"{word['start_ms']}\t{word['end_ms']}"
            print(f"{word['segment']}\t{times}\t{word['kind']}\t{sure}\t{word['text']}")
    measured = sum(word["kind"] == "measured" for word in words)
    say(f"{amount(len(words), 'word')}, {measured} of them heard in the recording.")
    say(f"{amount(len(doubts), 'line')} at odds with the sound.")
    say(f"{amount(len(fillers), 'filler')} {'written' if options.fillers else 'not written'}.")
    _say_voices(episode, voices)
    return Exit.DONE


def _do(subject: Subject, edit: Edit) -> None:
    if subject.session is not None:
        subject.session.do(edit)
    else:
        subject.episode.apply(edit)


def _say_voices(episode: Episode, voices: Sequence[Span]) -> None:
    """Say where somebody speaks without a line, and which lines nobody speaks."""
    from editor.app.voices import silent_lines, untranscribed
    from editor.model.time import clock

    for span in untranscribed(episode, voices):
        say(f"Speech without a line: {clock(span.start)} to {clock(span.end)}.")
    for number in silent_lines(episode, voices):
        line = episode.transcript.by_id(number)
        say(f"A line without speech: {clock(line.start)} to {clock(line.end)}.")


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--engine", help="what listens: pocketsphinx, syllables, or one installed")
    parser.add_argument("--again", action="store_true", help="listen for timed words, too")
    parser.add_argument("--fillers", action="store_true", help="write in each um that is heard")
    add_json(parser)


COMMAND: Final = Command(
    "align",
    "Find when each word is heard in the recording; in a project, keep it.",
    _run,
    _options,
)
