"""Cue reading: the cues of a file, of whatever format, made into the lines of an episode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby, pairwise
from operator import eq, le, lt
from typing import Final

from editor.formats.caption_times import UNUSUAL, mended
from editor.formats.report import Remarks
from editor.formats.speakers import carried_on, with_speakers
from editor.formats.srt_plain import ScannedCues
from editor.formats.styled import tidied
from editor.model.breaks import Break, line_breaks
from editor.model.people import Speaker
from editor.model.segment import Flag, Segment
from editor.model.styles import Style
from editor.model.time import Ms, Span
from editor.model.words import NO_TIMES, TimeKind, WordTime, WordTimes, estimate, tokens

_STUCK: Final = 4
"""As many equal cues in a row are what a stuck recogniser writes (Talk Python: 30 % of files)."""

HEARD: Final = "@"
"""Before a moment (ms), a look that is none: the stretch of the text is heard then."""


@dataclass(frozen=True, slots=True)
class ReadCue:
    """One cue as a file has it, its markup already told apart from its words.

    Times are as written, ``None`` where unreadable; ``line`` is that of the file, from 1. ``text``
    may have line breaks, to be tidied; ``styles`` count its characters. ``voice`` is the name of
    the speaker, ``""`` where the cue names none.
    """

    start: Ms | None
    end: Ms | None
    text: str
    line: int
    voice: str = ""
    styles: tuple[Style, ...] = ()
    place: str = ""


def lines_of(
    cues: Sequence[ReadCue], remarks: Remarks
) -> tuple[list[Segment], list[Speaker], list[int]]:
    """Lines in order of start, the people who speak them, and the line of each cue by its place.

    Every repair of a time and every oddity is told.
    """
    columns = ScannedCues(
        [cue.start for cue in cues],
        [cue.end for cue in cues],
        [cue.text for cue in cues],
        [cue.line for cue in cues],
    )
    segments = [_segment(cue, at, columns, remarks) for at, cue in enumerate(cues)]
    if any(cue.voice for cue in cues):
        segments, speakers = _voiced(segments, cues, remarks)
    else:
        segments, speakers = with_speakers(segments, columns.lines, (), remarks)
    tell_oddities(segments, columns.lines, remarks)
    segments.sort(key=lambda line: line.start)
    return segments, speakers, columns.lines


def _segment(cue: ReadCue, at: int, columns: ScannedCues, remarks: Remarks) -> Segment:
    start, end, flags = cue.start, cue.end, Flag.NONE
    if start is None or end is None or not 0 <= start <= end < UNUSUAL:
        start, end, flags = mended(columns, at, remarks)
    text, styles = cue.text, cue.styles
    text, styles = tidied(text, styles, partial(remarks.count, line=cue.line))
    text, breaks = joined(text)
    segment = Segment(at + 1, start, end, text, None, (), NO_TIMES, breaks, text, flags)
    if styles or cue.place:
        looks = tuple(style for style in styles if not style.look.startswith(HEARD))
        segment = replace(segment, styles=looks, place=cue.place)
        if len(looks) < len(styles):
            heard = [(s.start, int(s.look[1:])) for s in styles if s.look.startswith(HEARD)]
            segment = replace(segment, words=_word_times(text, heard, Span(start, end)))
    return segment


def joined(text: str) -> tuple[str, tuple[Break, ...]]:
    """Lines as one, and where in it each but the first begins."""
    if "\n" not in text:
        return text, ()
    parts = text.split("\n")
    breaks, at = [], 0
    for part in parts[:-1]:
        at += len(part) + 1
        breaks.append(at)
    return " ".join(parts), line_breaks(breaks)


def _word_times(text: str, heard: Sequence[tuple[int, Ms]], span: Span) -> WordTimes:
    """The times of words where the file says when stretches of the cue are heard.

    A stretch of one word has that time from the file; several words share theirs as an estimate.
    """
    marks = [(0, span.start), *((at, min(max(t, span.start), span.end)) for at, t in heard)]
    marks.sort()
    times: list[WordTime] = []
    placed = tokens(text)
    stretches = groupby(placed, key=lambda token: sum(at <= token.start for at, _ in marks) - 1)
    for number, together in stretches:
        said = list(together)
        start = max(marks[number][1], times[-1].start if times else 0)
        end = max(start, marks[number + 1][1] if number + 1 < len(marks) else span.end)
        if len(said) == 1:
            times.append(WordTime(start, end, TimeKind.IMPORTED))
        else:
            stretch = text[said[0].start : said[-1].end]
            times.extend(estimate(stretch, Span(start, end)))
    return WordTimes.pack(times)


def _voiced(
    segments: Sequence[Segment], cues: Sequence[ReadCue], remarks: Remarks
) -> tuple[list[Segment], list[Speaker]]:
    """Speakers from the voices the file names itself."""
    names = list(dict.fromkeys(cue.voice for cue in cues if cue.voice))
    ids = {name: number for number, name in enumerate(names, 1)}
    voices = [ids.get(cue.voice) for cue in cues]
    given = [
        replace(segment, speaker=voice) if voice else segment
        for segment, voice in zip(segments, voices, strict=True)
    ]
    people = [Speaker(number, name) for name, number in ids.items()]
    if any(one and one == other for one, other in pairwise(voices)):
        return given, people  # each cue names its speaker, not only the first of a turn
    return carried_on(given, [cue.line for cue in cues], remarks), people


def tell_oddities(lines: Sequence[Segment], sources: Sequence[int], remarks: Remarks) -> None:
    """What is kept as it is and a person should know of."""
    texts = [line.text for line in lines]
    if not _are_in_turn(lines) or any(map(eq, texts, texts[1:])):
        _tell_one_by_one(lines, sources, remarks)
    elif "" in texts:
        for line, source in zip(lines, sources, strict=True):
            if not line.text:
                remarks.add("line-empty", source, line.id)


def _are_in_turn(lines: Sequence[Segment]) -> bool:
    """Whether each line lasts, and none begins before the one above it ends; told in columns."""
    starts, ends = [line.start for line in lines], [line.end for line in lines]
    return all(map(lt, starts, ends)) and all(map(le, ends, starts[1:]))


def _tell_one_by_one(lines: Sequence[Segment], sources: Sequence[int], remarks: Remarks) -> None:
    latest = previous_end = run = 0
    said = ""
    for line, source in zip(lines, sources, strict=True):
        start, text = line.start, line.text
        if not text:
            remarks.add("line-empty", source, line.id)
        if start < latest:
            remarks.count("out-of-order", source)
        elif start < previous_end:
            remarks.count("overlap", source)
        if start == line.end and not line.flags & Flag.REPAIRED:
            remarks.count("no-duration", source)
        latest, previous_end = max(latest, start), line.end
        run = run + 1 if text == said else 1
        said = text
        if run == _STUCK and said:
            remarks.add("line-repeated", source, line.id, text=quoted(said))


def quoted(text: str) -> str:
    """The beginning of a text, on one line."""
    return " ".join(text[:80].split())
