"""Verbs on lines: type, replace, split, join, move a word over the boundary, set times."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce

from editor.model import breaks as breaking
from editor.model import marks as marking
from editor.model import styles as styling
from editor.model.breaks import Break
from editor.model.chapter import Chapter
from editor.model.edits import Caret, Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.note import Note
from editor.model.render import View, word_starts
from editor.model.retiming import retime
from editor.model.segment import Flag, Segment, timed
from editor.model.time import Ms
from editor.model.translation import Translation
from editor.model.words import (
    TextChange,
    TimeKind,
    WordTime,
    WordTimes,
    count_words,
    difference,
)


def with_change(segment: Segment, change: TextChange) -> Segment:
    """The line after one change of its text.

    Marks and breaks move along, untouched words keep their times.
    """
    text = change.apply(segment.text)
    return replace(
        segment,
        text=text,
        marks=marking.move(segment.marks, change),
        words=retime(segment.packed_times(), segment.text, change, segment.span),
        breaks=breaking.move(segment.breaks, segment.text, change),
        styles=styling.move(segment.styles, change),
    )


def with_text(segment: Segment, text: str) -> Segment:
    """The line with another text put in its place, compared word by word."""
    return reduce(with_change, difference(segment.text, text), segment)


def type_text(episode: Episode, index: int, change: TextChange) -> Edit:
    """Replace a stretch of one line's text; successive ones merge into one undo step."""
    before = episode.transcript[index]
    after = with_change(before, change)
    return _edit(
        "type",
        index,
        (before,),
        (after,),
        Caret(before.id, change.end),
        Caret(before.id, change.start + len(change.added)),
    )


def rewrite(episode: Episode, texts: Mapping[int, str], verb: str = "replace") -> Edit:
    """Give several lines (by index) new texts in one step: replace all, restore, correct."""
    splices = []
    for index, text in sorted(texts.items()):
        before = episode.transcript[index]
        if before.text != text:
            splices.append(_splice(index, (before,), (with_text(before, text),)))
    return Edit(verb, tuple(splices))


def replace_range(
    episode: Episode, first: int, start: int, last: int, end: int, added: str
) -> Edit:
    """Put ``added`` in place of a selection over several lines.

    The selection runs from character ``start`` of line ``first`` to ``end`` of line ``last``. What
    is before and behind it becomes one line; a line of which no word is left goes with its times.
    So whole lines go as such: from the start of one to the start of a later one, and the later one
    stays where it is heard.
    """
    lines = episode.transcript[first : last + 1]
    head, tail = lines[0].text[:start], lines[-1].text[end:]
    caret = start
    if len(lines) > 1 and start == end == 0:
        after, caret = _behind(lines[-1], end, added), 0
    elif len(lines) > 1 and count_words(tail) and not count_words(head + added):
        after = _behind(lines[-1], end, head + added)
        after = _begun(after, _next_start(episode, last, after.end)) if end else after
    elif len(lines) > 1 and count_words(head) and not count_words(added + tail):
        after = with_change(lines[0], TextChange(start, len(lines[0].text) - start, added + tail))
    else:
        if not added and 0 < start == len(lines[0].text) and end == 0 and tail:
            added = " "  # only the break between two lines went: words stay apart
        whole = reduce(joined, lines)
        after = with_change(whole, TextChange(start, len(whole.text) - len(tail) - start, added))
    edit = into_one(episode, first, lines, after)
    here = Caret(after.id, caret + len(added))
    verb = "replace-range" if added.strip() else "delete-range"
    return replace(edit, verb=verb, caret_before=Caret(lines[-1].id, end), caret_after=here)


def into_one(episode: Episode, first: int, lines: Sequence[Segment], after: Segment) -> Edit:
    """Have one line in place of several, the first of them line ``first``.

    It has the id of one of them; chapters, notes and translations of the others follow it.
    """
    moved = retied(episode, {line.id for line in lines} - {after.id}, after.id)
    return Edit("replace-range", (_splice(first, tuple(lines), (after,)), *moved))


def _behind(line: Segment, end: int, added: str) -> Segment:
    """The line with ``added`` in place of its first ``end`` characters."""
    return with_change(line, TextChange(0, end, added)) if end or added else line


def _begun(line: Segment, limit: Ms) -> Segment:
    """The line starting with its first word, but no later than ``limit`` (ms)."""
    start = min(max(line.start, line.word_times()[0].start), max(line.start, limit))
    return replace(line, start=start, end=max(start, line.end))


def split(episode: Episode, index: int, offset: int, at: Ms | None = None) -> Edit:
    """Part a line at a character offset.

    The right part starts with its first word's time, or ``at`` (ms).
    """
    before = episode.transcript[index]
    limit = _next_start(episode, index, before.end)
    new_id = episode.next_id(Track.SEGMENTS)
    left, right = parted(before, offset, new_id, at, limit)
    caret = Caret(right.id, 0)
    return _edit("split", index, (before,), (left, right), Caret(before.id, offset), caret)


def split_left(episode: Episode, edit: Edit) -> Edit:
    """Part the line that an edit leaves where it leaves the caret: both as one step.

    ``edit`` takes a selection out, and its first splice leaves one line.
    """
    splice, *tied = edit.splices
    line = splice.after[0]
    if edit.caret_after is None or not isinstance(line, Segment):
        return edit
    limit = _next_start(episode, splice.index + len(splice.before) - 1, line.end)
    new_id = episode.next_id(Track.SEGMENTS)
    left, right = parted(line, edit.caret_after.offset, new_id, None, limit)
    whole = (replace(splice, after=(left, right)), *tied)
    return Edit("split", whole, edit.caret_before, Caret(right.id, 0))


def join(episode: Episode, index: int) -> Edit:
    """Make one line of this and the next.

    It keeps the first one's id, chapters and notes follow.
    """
    first, second = episode.transcript[index], episode.transcript[index + 1]
    after = joined(first, second)
    moved = retied(episode, {second.id}, first.id)
    seam = len(after.text) - len(second.text)
    splice = _splice(index, (first, second), (after,))
    return Edit("join", (splice, *moved), Caret(second.id, 0), Caret(first.id, seam))


def push_word(episode: Episode, index: int, view: View = View.VERBATIM) -> Edit:
    """Move the last word that a view shows of a line to the start of the next one, with its time.

    What it hides behind that goes along. A line that gives its only word away is gone; so is one
    that is pulled empty.
    """
    first, second = episode.transcript[index], episode.transcript[index + 1]
    starts = word_starts(first, view)
    if not starts:
        return Edit("push-word", ())
    return _move_boundary(episode, "push-word", index, first, second, starts[-1])


def pull_word(episode: Episode, index: int, view: View = View.VERBATIM) -> Edit:
    """Move the first word that a view shows of the next line to the end of this one."""
    first, second = episode.transcript[index], episode.transcript[index + 1]
    starts = word_starts(second, view)
    if not starts:
        return Edit("pull-word", ())
    cut = len(joined(first, second).text) - len(second.text)
    rest = starts[1] if len(starts) > 1 else len(second.text)
    return _move_boundary(episode, "pull-word", index, first, second, cut + rest)


def set_times(episode: Episode, index: int, start: Ms, end: Ms, verb: str = "retime") -> Edit:
    """Give a line another start and end (ms), kept between its neighbours' starts.

    Measured word times stay.
    """
    lines = episode.transcript
    before = lines[index]
    low = lines[index - 1].start if index else 0
    start = max(start, low)
    start = min(start, _next_start(episode, index, start))
    after = replace(
        before,
        start=start,
        end=max(start, end),
        words=_kept_words(before),
        flags=timed(before.flags),
    )
    return _edit(verb, index, (before,), (after,))


def set_flag(episode: Episode, indices: Iterable[int], flag: Flag, on: bool, verb: str) -> Edit:
    """Set or clear a flag on lines: reviewed."""
    splices = []
    for index in indices:
        before = episode.transcript[index]
        flags = before.flags | flag if on else before.flags & ~flag
        if flags != before.flags:
            splices.append(_splice(index, (before,), (replace(before, flags=flags),)))
    return Edit(verb, tuple(splices))


def part(segment: Segment, start: int, end: int) -> Segment:
    """A line with no more than some of its text, every word of it at its time."""
    back = with_change(segment, TextChange(end, len(segment.text) - end, ""))
    return with_change(back, TextChange(0, start, ""))


def joined(first: Segment, second: Segment, between: str = " ") -> Segment:
    """Two lines as one: texts with a space between, marks, breaks and word times of both.

    A line without a word has no say in when, and by whom, the words of the other are said.
    """
    mute, silent = not count_words(first.text), not count_words(second.text)
    voice = second if mute and not silent else first
    speakers = (voice.speaker, first.speaker, second.speaker)
    gap = between if first.text and second.text else ""
    shift = len(first.text) + len(gap)
    times = _monotone((*first.word_times(), *second.word_times()))
    both = first.flags & second.flags & Flag.REVIEWED
    text = first.text + gap + second.text
    breaks = (*first.breaks, *breaking.shift(second.breaks, shift))
    return replace(
        first,
        start=voice.start,
        end=first.end if silent and not mute else max(voice.start, first.end, second.end),
        text=text,
        speaker=next((each for each in speakers if each is not None), None),
        marks=marking.join(first.marks, second.marks, len(first.text), shift),
        words=WordTimes.pack(times),
        breaks=breaking.settled(breaks, text),
        source_text=" ".join(t for t in (first.source_text, second.source_text) if t),
        flags=(first.flags | second.flags) & ~Flag.REVIEWED | both,
        styles=styling.settled((*first.styles, *styling.shift(second.styles, shift))),
        place=first.place or second.place,
    )


def parted(
    segment: Segment, offset: int, new_id: int, at: Ms | None, limit: Ms
) -> tuple[Segment, Segment]:
    """One line as two: every word keeps its time.

    The right one starts no later than ``limit`` (ms).
    """
    head, tail = segment.text[:offset].rstrip(), segment.text[offset:]
    skipped = len(tail) - len(tail.lstrip())
    tail = tail.lstrip()
    parting = TextChange(offset, 0, " ")  # a word cut in two is two words from here on
    times = retime(segment.packed_times(), segment.text, parting, segment.span).unpack()
    count = count_words(head)
    boundary = at if at is not None else (times[count].start if count < len(times) else segment.end)
    boundary = min(max(boundary, segment.start), max(segment.start, min(limit, segment.end)))
    from_right = offset + skipped
    left = replace(
        segment,
        end=boundary if tail or count == len(times) else segment.end,
        text=head,
        marks=marking.cut(segment.marks, 0, len(head)),
        words=WordTimes.pack(times[:count]),
        breaks=tuple(each for each in segment.breaks if each.at < len(head)),
        styles=styling.cut(segment.styles, 0, len(head)),
    )
    right = replace(
        segment,
        id=new_id,
        start=boundary,
        end=max(boundary, segment.end),
        text=tail,
        marks=marking.cut(segment.marks, from_right, len(segment.text)),
        words=WordTimes.pack(times[count:]),
        breaks=breaking.cut(_from(segment.breaks, len(head), from_right), from_right, tail),
        styles=styling.cut(segment.styles, from_right, len(segment.text)),
        source_text="",
    )
    return left, right


def _move_boundary(
    episode: Episode, verb: str, index: int, first: Segment, second: Segment, offset: int
) -> Edit:
    whole = joined(replace(first, words=_filled(first)), replace(second, words=_filled(second)))
    limit = _next_start(episode, index + 1, whole.end)
    left, right = parted(whole, offset, second.id, None, limit)
    right = _untouched(right, second, left.start)
    left = replace(left, speaker=first.speaker, source_text=first.source_text, flags=first.flags)
    right = replace(
        right,
        speaker=second.speaker,
        end=max(right.start, second.end),
        source_text=second.source_text,
        flags=second.flags,
    )
    if left.text and right.text:
        return _edit(verb, index, (first, second), (left, right))
    kept = left if left.text else right  # the other one has given its last word away
    caret = None if left.text else Caret(right.id, 0)
    return replace(into_one(episode, index, (first, second), kept), verb=verb, caret_after=caret)


def _untouched(right: Segment, second: Segment, floor: Ms) -> Segment:
    """What was of the second line keeps its times; a word that comes to it gives way.

    Lines may overlap: of the two as one, the later words would have been moved behind the earlier.
    """
    times, own = right.word_times(), second.word_times()
    kept = own[len(own) - min(len(own), len(times)) :]
    if not kept:
        return right
    first = kept[0].start
    come = (
        replace(time, start=min(time.start, first), end=min(time.end, first))
        for time in times[: len(times) - len(kept)]
    )
    words = (*come, *kept)
    start = max(floor, min(right.start, words[0].start))
    return replace(right, start=start, words=WordTimes.pack(words))


def _filled(segment: Segment) -> WordTimes:
    return WordTimes.pack(segment.word_times())


def _kept_words(segment: Segment) -> WordTimes:
    """Word times that are worth keeping when the line moves.

    Pure estimates follow the line instead.
    """
    known = any(time.kind is not TimeKind.ESTIMATED for time in segment.words.unpack())
    return segment.words if known else WordTimes()


def _monotone(times: Sequence[WordTime]) -> tuple[WordTime, ...]:
    floor, kept = 0, []
    for time in times:
        start = max(floor, time.start)
        kept.append(replace(time, start=start, end=max(start, time.end)))
        floor = start
    return tuple(kept)


def _from(breaks: Sequence[Break], head: int, tail: int) -> tuple[Break, ...]:
    """The breaks behind ``head``; those in the blanks before ``tail`` stand before the tail."""
    return tuple(replace(each, at=max(each.at, tail)) for each in breaks if each.at >= head)


def _next_start(episode: Episode, index: int, otherwise: Ms) -> Ms:
    lines = episode.transcript
    return lines[index + 1].start if index + 1 < len(lines) else otherwise


def retied(episode: Episode, gone: Collection[int], kept: int) -> tuple[Splice, ...]:
    """What is tied to lines that vanish is tied to the line that takes them in."""
    splices = []
    for track in (Track.CHAPTERS, Track.NOTES, Track.TRANSLATIONS):
        for index, item in enumerate(episode.items(track)):
            if isinstance(item, Chapter | Note | Translation) and item.segment in gone:
                splices.append(Splice(track, index, (item,), (replace(item, segment=kept),)))
    return tuple(splices)


def _splice(index: int, before: tuple[Segment, ...], after: tuple[Segment, ...]) -> Splice:
    return Splice(Track.SEGMENTS, index, before, after)


def _edit(
    verb: str,
    index: int,
    before: tuple[Segment, ...],
    after: tuple[Segment, ...],
    caret_before: Caret | None = None,
    caret_after: Caret | None = None,
) -> Edit:
    return Edit(verb, (_splice(index, before, after),), caret_before, caret_after)
