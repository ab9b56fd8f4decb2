"""Recut: the episode as it is after its cuts, every kept word where it is now heard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from editor.model import styles as styling
from editor.model.breaks import Break, settled
from editor.model.cuts import CutList
from editor.model.episode import Episode
from editor.model.info import Recording
from editor.model.marks import Mark, struck_spans
from editor.model.note import Note
from editor.model.render import Rendering, clean
from editor.model.segment import Segment
from editor.model.time import Span
from editor.model.words import Token, WordTime, WordTimes, count_words, tokens


def recut(episode: Episode, cuts: CutList, recording: Recording | None) -> Episode:
    """A new episode of the copy without ``cuts``: words, lines, chapters and notes moved along.

    Words that are gone from the sound are gone from the text, joins repaired as in the clean view;
    lines without a word left are gone, too. What was struck but not cut is still only marked. The
    copy is sound alone, so shot changes are left behind.
    """
    lines = [line for segment in episode.transcript for line in _moved(segment, cuts)]
    lines.sort(key=lambda line: line.start)
    there = {line.id for line in lines}
    following = _following(episode.transcript, there)
    chapters = [
        replace(
            chapter,
            start=cuts.moved(chapter.start),
            segment=following.get(chapter.segment) if chapter.segment is not None else None,
        )
        for chapter in episode.chapters
    ]
    notes = [_moved_note(note, cuts, there) for note in episode.notes]
    info = replace(episode.info, recording=recording)
    sounds = [replace(s, start=cuts.moved(s.start), end=cuts.moved(s.end)) for s in episode.sounds]
    translations = [
        replace(text, start=cuts.moved(text.start), end=cuts.moved(text.end))
        for text in episode.translations
        if text.segment is None or text.segment in there
    ]
    return Episode(lines, episode.speakers, chapters, notes, info, sounds, (), translations)


def _moved(segment: Segment, cuts: CutList) -> Iterator[Segment]:
    """The line after the cuts; nothing where no word of it is left."""
    times = segment.word_times()
    placed = tokens(segment.text)
    gone = list(_went(segment, placed, times, cuts))
    parted = [_leaves(mark, placed, gone) for mark in segment.marks]
    leaving = tuple(m for m, leaves in zip(segment.marks, parted, strict=True) if leaves)
    shown = clean(replace(segment, marks=leaving))
    if count_words(segment.text) and not count_words(shown.text):
        return
    staying = (m for m, leaves in zip(segment.marks, parted, strict=True) if not leaves)
    start = cuts.moved(segment.start)
    yield replace(
        segment,
        start=start,
        end=max(start, cuts.moved(segment.end)),
        text=shown.text,
        source_text=shown.text,
        marks=tuple(_shown_marks(staying, shown)),
        breaks=settled((_moved_break(b, shown, cuts) for b in segment.breaks), shown.text),
        words=_shown_words(segment, shown, placed, times, cuts),
        styles=styling.settled(
            replace(style, start=shown.to_shown(style.start), end=shown.to_shown(style.end))
            for style in segment.styles
        ),
    )


def _went(
    segment: Segment, placed: Sequence[Token], times: Sequence[WordTime], cuts: CutList
) -> Iterator[bool]:
    """Of each word whether it is struck and most of its sound is gone."""
    spans = struck_spans(segment.marks)
    for token, time in zip(placed, times, strict=True):
        struck = any(start <= token.start and token.end <= end for start, end in spans)
        yield struck and cuts.holds((time.start + time.end) // 2)


def _leaves(mark: Mark, placed: Sequence[Token], gone: Sequence[bool]) -> bool:
    """Whether what the mark strikes is gone from the sound, or was nothing but commas."""
    words = [
        went
        for token, went in zip(placed, gone, strict=True)
        if mark.start < token.end and token.start < mark.end
    ]
    return mark.strikes and all(words)


def _shown_marks(marks: Iterator[Mark], shown: Rendering) -> Iterator[Mark]:
    at = 0
    for mark in marks:
        start, end = max(at, shown.to_shown(mark.start)), shown.to_shown(mark.end)
        if start < end:
            yield replace(mark, start=start, end=end)
            at = end


def _moved_break(each: Break, shown: Rendering, cuts: CutList) -> Break:
    """The break where its word is now; times that were set by hand for its cue move along."""
    hold = each.hold
    if hold is not None:
        start = None if hold.start is None else cuts.moved(hold.start)
        end = None if hold.end is None else cuts.moved(hold.end)
        hold = replace(hold, start=start, end=end)
    return replace(each, at=shown.to_shown(each.at), hold=hold)


def _shown_words(
    segment: Segment,
    shown: Rendering,
    placed: Sequence[Token],
    times: Sequence[WordTime],
    cuts: CutList,
) -> WordTimes:
    """The times of the words that are left; a line that had none keeps none where nothing went."""
    if not segment.words and shown.text == segment.text and not _touches(segment.span, cuts):
        return segment.words
    sources = [
        source
        for piece in shown.pieces
        for source in range(piece.source, piece.source + piece.length)
    ]
    fresh: list[WordTime] = []
    for token in tokens(shown.text):
        low, high = sources[token.start], sources[token.end - 1] + 1
        met = [
            time
            for word, time in zip(placed, times, strict=True)
            if word.start < high and low < word.end
        ]
        first, last = met[0], met[-1]
        start = cuts.moved(first.start)
        fresh.append(replace(first, start=start, end=max(start, cuts.moved(last.end))))
    return WordTimes.pack(fresh)


def _touches(span: Span, cuts: CutList) -> bool:
    """Whether anything of a stretch goes."""
    return cuts.moved(span.end) - cuts.moved(span.start) != span.end - span.start


def _following(lines: Sequence[Segment], there: set[int]) -> Mapping[int, int]:
    """For every line the next one that is left, itself where it is."""
    found: dict[int, int] = {}
    after: int | None = None
    for line in reversed(lines):
        after = line.id if line.id in there else after
        if after is not None:
            found[line.id] = after
    return found


def _moved_note(note: Note, cuts: CutList, there: set[int]) -> Note:
    return replace(
        note, at=cuts.moved(note.at), segment=note.segment if note.segment in there else None
    )
