"""Verb that puts lines from elsewhere into the transcript, each at its time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from editor.model.edits import Caret, Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.people import Speaker
from editor.model.segment import Flag, Segment
from editor.model.time import Ms

_start = attrgetter("start")


def insert_lines(
    episode: Episode, lines: Iterable[Segment], people: Mapping[int, str] | None = None
) -> Edit:
    """Put lines in by their starts, with ids of their own; behind those that start with them.

    ``people`` names the lines' speakers: who is known by that name here speaks them, the others
    join the list.
    """
    here, fresh = _acquainted(episode, people or {})
    first = episode.next_id(Track.SEGMENTS)
    added = [
        replace(line, id=number, speaker=here.get(line.speaker or 0))
        for number, line in enumerate(sorted(lines, key=_start), first)
    ]
    if not added:
        return Edit("insert-lines", ())
    last = Caret(added[-1].id, len(added[-1].text))
    return Edit("insert-lines", (*fresh, *_placed(episode, added)), None, last)


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


def _acquainted(
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
