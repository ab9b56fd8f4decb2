"""``stet align``: find when each word is heard; in a project, keep it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from editor.cli.command import Command, Exit, Options, add_json
from editor.cli.subject import Subject, opened, recording
from editor.cli.terminal import amount, carry_out, print_json, report, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from editor.app.aligning import Heard
    from editor.app.doubts import Doubts
    from editor.model.episode import Episode
    from editor.model.time import Span


def _run(options: Options) -> Exit:
    from editor.app.aligning import Heard, align, insert_filler, listed

    with opened(options, writing=True) as subject:
        sound = recording(options, subject.episode)
        _choose_language(subject, options.language)
        episode, heard = subject.episode, Heard()
        how = {"again": options.again, "fillers": options.fillers}
        subject.do(carry_out(align(episode, sound, **how, engine=options.engine, heard=heard)))
        doubts = _learn(subject, sound, heard)
        found = _found(options, episode, doubts, heard)
        for gap in reversed(doubts.gaps(episode) if options.fillers else ()):
            subject.do(insert_filler(episode, gap))
        words = listed(episode)
    if options.json:
        print_json(words)
    else:
        _print(words)
    measured = sum(word["kind"] == "measured" for word in words)
    say(f"{amount(len(words), 'word')}, {measured} of them heard in the recording.")
    if heard.estimates and not options.engine:
        say(
            "What listens knows no word of this language: times are estimated, spread over the "
            "voice by syllables. An installed aligner that knows it is used by itself."
        )
    for sentence in found:
        say(sentence)
    _say_voices(episode, doubts.speech or ())
    return Exit.DONE


def _choose_language(subject: Subject, language: str) -> None:
    """Say what is spoken, where that was said; kept in a project."""
    from editor.app.captioning import language_tag
    from editor.app.cleaning_choice import choose_language

    if language:
        subject.do(choose_language(subject.episode, language_tag(language)))


def _learn(subject: Subject, sound: Path, heard: Heard) -> Doubts:
    """Find where somebody speaks, too; keep what there is to look at for the window's review.

    Of another recording than the project's, named for this once, nothing is kept.
    """
    from editor.app.doubts import KEPT, Doubts
    from editor.app.voices import speech
    from editor.audio.fingerprint import fingerprint

    episode = subject.episode
    own = subject.session is not None and fingerprint(sound) == episode.info.fingerprint
    known = Doubts.read(subject.memory.get(KEPT, "")) if own else Doubts()
    doubts = known.learnt(episode, heard, carry_out(speech(sound)))
    if own:
        subject.remember(**{KEPT: doubts.kept})
    return doubts


def _print(words: Sequence[Mapping[str, Any]]) -> None:
    for word in words:
        sure = "" if word["confidence"] is None else f"{word['confidence']:.2f}"
        times = f"{word['start_ms']}\t{word['end_ms']}"
        print(f"{word['segment']}\t{times}\t{word['kind']}\t{sure}\t{word['text']}")


def _found(options: Options, episode: Episode, doubts: Doubts, heard: Heard) -> list[str]:
    """What is known besides, and what nobody listened for: lines that are timed already."""
    from editor.app.recording_fit import behind_the_end

    odd = sum(doubt.code == "disagrees" for _, doubt in doubts.doubted(episode))
    fillers = len(doubts.gaps(episode))
    said = [f"{amount(odd, 'line')} at odds with the sound."]
    if options.fillers:
        said.append(f"{amount(fillers, 'filler')} written.")
    else:
        way = " Write them in with --fillers." if fillers else ""
        said.append(f"{amount(fillers, 'filler')} not written.{way}")
    asked = {*heard.texts, *(line.id for line in behind_the_end(episode))}
    timed = sum(bool(line.text) and line.id not in asked for line in episode.transcript)
    if timed:
        have = (
            "has its word times already and was"
            if timed == 1
            else "have their word times already and were"
        )
        said.append(f"{amount(timed, 'line')} {have} not listened to; --again listens to all.")
    return said


def _say_voices(episode: Episode, voices: Sequence[Span]) -> None:
    """Say where somebody speaks without a line, and which lines nobody speaks.

    Those behind the end of the recording are told of in one sentence.
    """
    from editor.app.recording_fit import behind_the_end, too_short
    from editor.app.voices import silent_lines, untranscribed
    from editor.model.time import clock

    for span in untranscribed(episode, voices):
        say(f"Speech without a line: {clock(span.start)} to {clock(span.end)}.")
    outside = {line.id for line in behind_the_end(episode)}
    for number in silent_lines(episode, voices):
        line = episode.transcript.by_id(number)
        if number not in outside:
            say(f"A line without speech: {clock(line.start)} to {clock(line.end)}.")
    report(too_short(episode))


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--engine", help="what listens: pocketsphinx, syllables, or one installed")
    parser.add_argument(
        "--language", default="", metavar="TAG", help="what is spoken, where the guess is wrong"
    )
    parser.add_argument("--again", action="store_true", help="listen for timed words, too")
    parser.add_argument("--fillers", action="store_true", help="write in each um that is heard")
    add_json(parser)


COMMAND: Final = Command(
    "align",
    "Find when each word is heard in the recording; in a project, keep it.",
    _run,
    _options,
)
