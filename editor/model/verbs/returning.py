"""The verb that makes the whole of an episode what it was at another point."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from editor.model.edits import Edit, Item, Splice, Track
from editor.model.episode import Episode
from editor.model.info import Info
from editor.model.segment import Segment
from editor.model.transcript import Transcript

RETURN: Final = "return"
"""The verb of the edit."""

_MOST: Final = 16
"""Lines of one splice: between two of them the window may draw."""

_TIED: Final = (Track.CHAPTERS, Track.NOTES, Track.TRANSLATIONS)


def return_to(episode: Episode, then: Episode) -> Edit:
    """Make every track what it is in ``then``, ids included; an edit of nothing where it is so.

    Where the recording lies is kept while it is the same recording: that is true of the disk, not
    of a point of the past. Between any two splices the lines are in order of time, nobody speaks
    who is not there, and nothing is tied to a line that is not.
    """
    moved = _moved(episode.transcript, then.transcript)
    lines = _lines(episode.transcript, then.transcript, moved)
    ready = tuple(_ready(episode, then, moved))
    between = episode.snapshot()
    between.apply(Edit(RETURN, ready))
    rest = (
        _whole(track, between.items(track), _items(episode, then, track))
        for track in Track
        if track is not Track.SEGMENTS
    )
    splices = (*ready, *lines, *(splice for splice in rest if splice is not None))
    return Edit(RETURN, splices)


def _items(episode: Episode, then: Episode, track: Track) -> Sequence[Item]:
    if track is not Track.INFO:
        return then.items(track)
    return (_info(episode.info, then.info),)


def _info(now: Info, then: Info) -> Info:
    same = now.fingerprint and now.fingerprint == then.fingerprint
    return replace(then, recording=now.recording) if same else then


def _whole(track: Track, now: Sequence[Item], then: Sequence[Item]) -> Splice | None:
    """What differs of a list, from the first difference to the last; ``None`` where nothing."""
    least = min(len(now), len(then))
    first = next((at for at in range(least) if now[at] != then[at]), least)
    if first == len(now) == len(then):
        return None
    most = least - first
    back = next((at for at in range(most) if now[-1 - at] != then[-1 - at]), most)
    before, after = now[first : len(now) - back], then[first : len(then) - back]
    return Splice(track, first, tuple(before), tuple(after))


def _ready(episode: Episode, then: Episode, moved: Sequence[int]) -> Iterator[Splice]:
    """What goes before the lines: people come, and what is tied to a line that goes is let go."""
    known = {speaker.id for speaker in episode.speakers}
    come = tuple(speaker for speaker in then.speakers if speaker.id not in known)
    if come:
        yield Splice(Track.SPEAKERS, len(episode.speakers), (), come)
    stays = {None, *then.transcript.ids} - {episode.transcript[at].id for at in moved}
    for track in _TIED:
        items = episode.items(track)
        kept = [item for item in items if getattr(item, "segment", None) in stays]
        splice = _whole(track, items, kept)
        if splice is not None:
            yield splice


def _moved(now: Transcript, then: Transcript) -> list[int]:
    """The rows of now whose lines stand in another order then: as few as can be.

    All others that both have are a longest run in order, found as in patience sorting.
    """
    rows = {line.id: at for at, line in enumerate(now)}
    shared = [rows[line.id] for line in then if line.id in rows]
    tops: list[int] = []
    """The lowest row that ends a run of each length."""
    lengths = []
    for row in shared:
        length = bisect_left(tops, row)
        tops[length : length + 1] = [row]
        lengths.append(length)
    wanted = len(tops) - 1
    moved = []
    for row, length in zip(reversed(shared), reversed(lengths), strict=True):
        if length == wanted:
            wanted -= 1
        else:
            moved.append(row)
    return sorted(moved)


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines from row ``first`` of now on that give way to others.

    ``waits``: the lines behind it have to go first, or they would begin before its new ones.
    """

    first: int
    before: tuple[Segment, ...]
    after: tuple[Segment, ...]
    waits: bool


def _lines(now: Sequence[Segment], then: Sequence[Segment], moved: Sequence[int]) -> list[Splice]:
    """The splices of the lines; after each of them the lines are in order of their start."""
    splices = [Splice(Track.SEGMENTS, at, (now[at],), ()) for at in reversed(moved)]
    gone = set(moved)
    left = [line for at, line in enumerate(now) if at not in gone]
    waiting: list[_Run] = []
    shift = 0
    for run in _runs(left, then):
        waiting.append(run)
        if not run.waits:
            splices += (
                Splice(Track.SEGMENTS, each.first + shift, each.before, each.after)
                for each in reversed(waiting)
            )
            shift += sum(len(each.after) - len(each.before) for each in waiting)
            waiting.clear()
    return splices


def _runs(now: Sequence[Segment], then: Sequence[Segment]) -> Iterator[_Run]:
    """What differs of lines that stand in one order, in runs of no more than ``_MOST``."""
    first = row = other = 0
    begun = 0
    for before, after in _steps(now, then):
        if before == after or max(row - first, other - begun) == _MOST:
            yield from _run(now, then, range(first, row), range(begun, other))
            first, begun = row, other
        row, other = row + len(before), other + len(after)
        if before == after:
            first, begun = row, other
    yield from _run(now, then, range(first, row), range(begun, other))


def _run(
    now: Sequence[Segment], then: Sequence[Segment], rows: range, others: range
) -> Iterator[_Run]:
    if rows or others:
        behind = rows.stop < len(now) and others.stop > 0
        waits = behind and then[others.stop - 1].start > now[rows.stop].start
        before, after = now[rows.start : rows.stop], then[others.start : others.stop]
        yield _Run(rows.start, tuple(before), tuple(after), waits)


def _steps(
    now: Sequence[Segment], then: Sequence[Segment]
) -> Iterator[tuple[Sequence[Segment], Sequence[Segment]]]:
    """Lines of now and of then that stand for each other, one by one; others stand for none."""
    shared = {line.id for line in now} & {line.id for line in then}
    others = iter(then)
    for line in now:
        if line.id not in shared:
            yield (line,), ()
            continue
        for other in others:
            if other.id == line.id:
                yield (line,), (other,)
                break
            yield (), (other,)
    yield from (((), (other,)) for other in others)
