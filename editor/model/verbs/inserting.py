"""Verbs that put lines, and parts of lines, into the transcript or over a selection, by time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias

from editor.model.chapter import Chapter
from editor.model.edits import Caret, Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.marks import Mark
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.segment import Flag, Segment
from editor.model.time import NEVER, Ms
from editor.model.translation import Translation
from editor.model.verbs.lines import joined, part, with_change
from editor.model.words import WORD, TextChange

Plan: TypeAlias = Callable[[Episode, int, int], Edit | None]
"""What is put in at a character of a line; ``None`` where nothing is."""

_start = attrgetter("start")


def insert_lines(
    episode: Episode, lines: Iterable[Segment], people: Mapping[int, str] | None = None
) -> Edit:
    """Put lines in by their starts, with ids of their own; behind those that start with them.

    ``people`` names the lines' speakers: who is known by that name here speaks them, the others
    join the list.
    """
    here, fresh = acquainted(episode, people or {})
    first = episode.next_id(Track.SEGMENTS)
    added = [
        replace(line, id=number, speaker=here.get(line.speaker or 0))
        for number, line in enumerate(sorted(lines, key=_start), first)
    ]
    if not added:
        return Edit("insert-lines", ())
    last = Caret(added[-1].id, len(added[-1].text))
    return Edit("insert-lines", (*fresh, *_placed(episode, added)), None, last)


def put_back(
    episode: Episode,
    index: int,
    offset: int,
    pieces: Sequence[Segment],
    people: Mapping[int, str],
) -> Edit | None:
    """Put stretches of lines that lay one behind the other into a line, words at their times.

    The first goes on with the line's text before ``offset``, the last goes over into the text
    behind it, as it was before they were cut out. ``None`` where the words around are not heard
    before and after them, or would run together with them.
    """
    line = episode.transcript[index]
    left, right = part(line, 0, offset), part(line, offset, len(line.text))
    if not _lies_between(episode, index, left, right, pieces):
        return None
    here, fresh = acquainted(episode, people)
    pieces = [replace(piece, speaker=here.get(piece.speaker or 0)) for piece in pieces]
    first, last = pieces[0], pieces[-1]
    number = episode.next_id(Track.SEGMENTS)
    if len(pieces) == 1:
        after = [_with_words(line, joined(joined(left, first, ""), right, ""))]
    else:
        between = [replace(piece, id=number + at) for at, piece in enumerate(pieces[1:-1], 1)]
        head = replace(_with_words(first, joined(left, first, "")), id=line.id)
        tail = replace(_with_words(last, joined(last, right, "")), id=number)
        after = [head, *between, replace(tail, end=max(tail.start, line.end))]
    if any(each.words and len(each.words) != len(WORD.findall(each.text)) for each in after):
        return None
    caret = Caret(after[-1].id, len(after[-1].text) - len(right.text))
    splice = Splice(Track.SEGMENTS, index, (line,), tuple(after))
    return Edit("put-back", (*fresh, splice), Caret(line.id, offset), caret)


def put_words(episode: Episode, index: int, offset: int, pieces: Sequence[Segment]) -> Edit | None:
    """Put the words of lines into a line at another moment than their own, struck ones struck.

    ``None`` where none is struck: words are words, and as good as typed.
    """
    if not any(mark.strikes for piece in pieces for mark in piece.marks):
        return None
    line = episode.transcript[index]
    after = with_pieces(line, offset, pieces)
    caret = Caret(line.id, offset + len(after.text) - len(line.text))
    splice = Splice(Track.SEGMENTS, index, (line,), (after,))
    return Edit("put-back", (splice,), Caret(line.id, offset), caret)


def with_pieces(line: Segment, offset: int, pieces: Sequence[Segment]) -> Segment:
    """The line with the words of others put in, struck where they were, and said when they fit.

    Their own times are of another moment; nothing else of the line moves.
    """
    change = TextChange(offset, 0, " ".join(piece.text for piece in pieces))
    after, marks, at = with_change(line, change), list[Mark](), offset
    for piece in pieces:
        marks += (
            replace(mark, start=at + mark.start, end=at + mark.end, heard=False)
            for mark in piece.marks
            if mark.strikes
        )
        at += len(piece.text) + 1
    return replace(after, marks=tuple(sorted((*after.marks, *marks), key=_start)))


def _with_words(line: Segment, other: Segment) -> Segment:
    """A line with text and words of another, and all that lies over them."""
    return replace(
        line,
        text=other.text,
        words=other.words,
        marks=other.marks,
        breaks=other.breaks,
        styles=other.styles,
    )


def _lies_between(
    episode: Episode, index: int, left: Segment, right: Segment, pieces: Sequence[Segment]
) -> bool:
    """Whether pieces were said behind the words on their left and before those on their right."""
    lines = episode.transcript
    first, last = pieces[0].word_times(), pieces[-1].word_times()
    before, behind = left.word_times(), right.word_times()
    if not first or not last:
        return False
    floor = lines[index - 1].start if index else 0
    limit = lines[index + 1].start if index + 1 < len(lines) else NEVER
    starts = [piece.start for piece in pieces]
    return (
        (not before or before[-1].start < first[0].start)
        and (not behind or last[-1].start < behind[0].start)
        and [floor, *starts, limit] == sorted([floor, *starts, limit])
    )


def put_instead(episode: Episode, removal: Edit, plan: Plan) -> Edit | None:
    """Plan what is put in where a selection was, as one step with taking that out.

    ``removal`` takes the selection out and leaves, by its first splice, one line with the caret.
    Where lines come in and that one has no word left, it goes as well. What was tied to a line that
    is gone is tied to the one put in that is heard at its moment.
    """
    rest = episode.snapshot()
    rest.apply(removal)
    left = removal.caret_after
    added = plan(rest, removal.splices[0].index, left.offset) if left else None
    if left is None or added is None:
        return None
    rest.apply(added)
    splices = [*removal.splices, *added.splices]
    lines = rest.transcript
    if not lines.by_id(left.segment).text.strip():
        at = lines.index_of(left.segment)
        splices.append(Splice(Track.SEGMENTS, at, (lines[at],), ()))
        rest.apply(Edit(added.verb, (splices[-1],)))
    was = {line.id for splice in removal.splices for line in splice.lines[0]}
    new = {line.id for splice in added.splices for line in splice.lines[1]}
    splices += _tied_by_time(episode, rest, {each for each in was if not lines.has(each)}, new)
    return Edit(added.verb, tuple(splices), removal.caret_before, added.caret_after)


def _tied_by_time(
    episode: Episode, rest: Episode, gone: Collection[int], new: Collection[int]
) -> Iterable[Splice]:
    """Tie what was tied to lines that are gone to new ones, or to whichever is heard then."""
    lines = rest.transcript
    for track in (Track.CHAPTERS, Track.NOTES, Track.TRANSLATIONS):
        before = episode.items(track)
        for index, item in enumerate(rest.items(track)):
            if not isinstance(item, Chapter | Note | Translation) or item.segment is None:
                continue
            if getattr(before[index], "segment", None) in gone:
                heard = lines[max(0, lines.index_at(_moment(item)))].id
                if heard != item.segment and (heard in new or not lines.has(item.segment)):
                    yield Splice(track, index, (item,), (replace(item, segment=heard),))


def _moment(item: Chapter | Note | Translation) -> Ms:
    return item.at if isinstance(item, Note) else item.start


def first_line(episode: Episode, end: Ms) -> Edit:
    """Begin an episode that has no line: an empty one from 0 to ``end``, to be typed in."""
    begun = Segment(1, 0, end, "", flags=Flag.END_INFERRED)
    return replace(insert_lines(episode, [begun]), verb="first-line")


def take_in(episode: Episode, other: Episode) -> Edit:
    """Let an episode that has no line take those of another, its people and what is known of it.

    The title and the recording stay.
    """
    people = {person.id: person.name for person in other.speakers}
    here, there = episode.info, other.info
    settings = {**dict(here.settings), **dict(there.settings)}
    info = replace(
        here,
        language=there.language or here.language,
        source=there.source,
        settings=tuple(settings.items()),
    )
    known = Splice(Track.INFO, 0, (here,), (info,))
    return Edit("take-in", (*insert_lines(episode, other.transcript, people).splices, known))


def _placed(episode: Episode, added: Sequence[Segment]) -> Iterable[Splice]:
    done = 0
    for index, run in groupby(
        added, key=lambda line: bisect_right(episode.transcript, line.start, key=_start)
    ):
        together = tuple(run)
        yield Splice(Track.SEGMENTS, index + done, (), together)
        done += len(together)


def acquainted(
    episode: Episode, people: Mapping[int, str]
) -> tuple[dict[int, int], tuple[Splice, ...]]:
    """Who each of them is here, and the splice that adds those nobody knows."""
    known = {person.name.casefold(): person.id for person in episode.speakers}
    here, fresh = {}, list[Speaker]()
    for number, name in people.items():
        key = name.casefold()
        if key not in known:
            known[key] = episode.next_id(Track.SPEAKERS) + len(fresh)
            fresh.append(Speaker(known[key], name))
        here[number] = known[key]
    added = (Splice(Track.SPEAKERS, len(episode.speakers), (), tuple(fresh)),) if fresh else ()
    return here, added
