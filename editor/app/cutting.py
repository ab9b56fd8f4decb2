"""Cutting: which stretches of the recording the struck words are, and where they may be cut.

A cut takes the struck words and the shorter of the two pauses around them; the longer one stays,
so that nobody seems to speak faster. What cannot be cut without touching a kept word stays in.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate, islice
from operator import gt
from pathlib import Path
from typing import Final

from editor.app.jobs import Step, Work
from editor.model.cuts import Cut, CutList
from editor.model.episode import Episode
from editor.model.marks import struck_spans
from editor.model.segment import Segment
from editor.model.time import Ms
from editor.model.words import tokens

PAD: Final = 60
"""Ms of pause that stay beside a kept word: measured word times are off by some 30."""
SHORTEST: Final = 50
"""Ms below which a cut is not worth its two crossfades."""
_TOGETHER: Final = 300
"""Ms of pause between two struck stretches up to which they go as one."""
_REACH: Final = 40
"""Ms to each side in which an edge looks for a quieter place."""
_STEP: Final = 200
_TAIL: Final = 2_000
"""Words back to which those of a later line are merged at once."""


class LeftIn(StrEnum):
    """Why struck words stay in the recording."""

    ESTIMATED = "estimated"
    OVERLAP = "overlap"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be cut, and which struck words (as cuts that are none) stay in, and why."""

    cuts: CutList
    left_in: Sequence[tuple[Cut, LeftIn]]


@dataclass(frozen=True, slots=True)
class _Room:
    """A cut with the pauses around it: where the kept word before ends and the next begins."""

    cut: Cut
    before: Ms
    after: Ms
    sure: bool


class _Kept:
    """The words that stay, by their start; they come line by line, nearly in that order."""

    def __init__(self) -> None:
        self._starts: list[Ms] = []
        self._ends: list[Ms] = []
        self._sure = bytearray()
        self._latest: list[Ms] = []
        self._late: list[tuple[Ms, Ms, int]] = []

    def add(self, starts: Sequence[Ms], ends: Sequence[Ms], sure: Sequence[int]) -> None:
        """Take in the kept words of the next line; those of lines that overlap are merged."""
        if not starts:
            return
        first = min(starts)
        at = bisect_left(self._starts, first)
        if len(self._starts) - at > _TAIL:
            self._late.extend(zip(starts, ends, sure, strict=True))
            return
        if at < len(self._starts) or any(map(gt, starts, islice(starts, 1, None))):
            late = [*self._words(at), *zip(starts, ends, sure, strict=True)]
            self._cut(at)
            starts, ends, sure = zip(*sorted(late), strict=True)
        self._append(starts, ends, sure)

    def finish(self) -> None:
        """Put the words of lines far out of order where they belong."""
        if self._late:
            words = sorted([*self._words(0), *self._late])
            self._cut(0)
            self._append(*zip(*words, strict=True))

    def _words(self, at: int) -> Iterator[tuple[Ms, Ms, int]]:
        return zip(self._starts[at:], self._ends[at:], self._sure[at:], strict=True)

    def _cut(self, at: int) -> None:
        for kept in (self._starts, self._ends, self._sure, self._latest):
            del kept[at:]

    def _append(self, starts: Sequence[Ms], ends: Sequence[Ms], sure: Sequence[int]) -> None:
        self._starts.extend(starts)
        self._ends.extend(ends)
        self._sure.extend(sure)
        before = self._latest[-1] if self._latest else ends[0]
        self._latest.extend(islice(accumulate(ends, max, initial=before), 1, None))

    def none_between(self, start: Ms, end: Ms) -> bool:
        return bisect_left(self._starts, start) == bisect_left(self._starts, end)

    def trimmed(self, cut: Cut) -> Cut:
        """The cut without what kept words sound in; empty where nothing is left."""
        at = bisect_right(self._starts, cut.start)
        start = max(cut.start, self._latest[at - 1]) if at else cut.start
        following = self._starts[at] if at < len(self._starts) else cut.end
        return replace(cut, start=start, end=max(start, min(cut.end, following)))

    def room(self, cut: Cut, duration: Ms) -> _Room:
        """The pauses around a trimmed cut."""
        at = bisect_right(self._starts, cut.start)
        before = self._latest[at - 1] if at else 0
        after = self._starts[at] if at < len(self._starts) else duration
        sure = all(self._sure[max(0, at - 1) : at + 1])
        return _Room(cut, min(before, cut.start), max(cut.end, min(after, duration)), sure)


def plan(episode: Episode, recording: Path | None = None, *, estimated: bool = True) -> Work[Plan]:
    """Find the cuts of everything that is struck.

    With a ``recording`` the struck words go as far as they are heard, which no aligner tells, and
    each edge is put where it is quietest. ``estimated=False`` leaves in what
    was never timed: such a cut may go through a word that stays. Raises ``UserError`` where the
    recording cannot be read.
    """
    runs: list[Cut] = []
    kept = _Kept()
    total = len(episode.transcript)
    for index, segment in enumerate(episode.transcript):
        if index % _STEP == 0:
            yield Step(index, total, "cuts")
        _part(segment, runs, kept)
    kept.finish()
    duration = episode.duration
    rooms: list[_Room] = []
    left_in: list[tuple[Cut, LeftIn]] = []
    joined = _joined(sorted(runs, key=lambda cut: (cut.start, cut.end)), kept)
    for number, run in enumerate(joined):
        if number % _STEP == 0:
            yield Step(total, total, "cuts")
        room, why = _judged(run, kept, duration, estimated=estimated)
        if why is None:
            rooms.append(room)
        else:
            left_in.append((room.cut, why))
    if recording is not None:
        rooms = yield from _sounding(rooms, recording)
    cuts: list[Cut] = yield from _stepped(map(_shaped, rooms), total)
    if recording is not None:
        cuts = yield from _quieted(cuts, rooms, recording)
    apart = yield from _stepped(_apart(cuts), total)
    return Plan(CutList(apart, duration), left_in)


def _stepped(cuts: Iterable[Cut], total: int) -> Work[list[Cut]]:
    """All of them, with a pause for whoever wants to cancel now and then."""
    made: list[Cut] = []
    for number, cut in enumerate(cuts):
        if number % _STEP == 0:
            yield Step(total, total, "cuts")
        made.append(cut)
    return made


def _part(segment: Segment, runs: list[Cut], kept: _Kept) -> None:
    """Add the line's kept words to ``kept`` and its runs of struck ones to ``runs``."""
    times = segment.packed_times()
    starts, ends = times.moments
    sure = times.certain
    spans = struck_spans(segment.marks)
    if not spans:
        kept.add(starts, ends, sure)
        return
    staying: list[int] = []
    run: Cut | None = None
    for number, token in enumerate(tokens(segment.text)):
        if not any(start <= token.start and token.end <= end for start, end in spans):
            staying.append(number)
            run = None
            continue
        start, end, known = starts[number], ends[number], bool(sure[number])
        text = segment.text[token.start : token.end]
        if run is None or start - run.end > _TOGETHER:
            run = Cut(start, end, text, (), (segment.id,), not known)
        else:
            run = runs.pop()
            run = replace(
                run,
                start=min(run.start, start),
                end=max(run.end, end),
                words=f"{run.words} {text}",
                estimated=run.estimated or not known,
            )
        kinds = (m.kind for m in segment.marks if m.strikes and m.start < token.end <= m.end)
        run = replace(run, kinds=tuple(dict.fromkeys((*run.kinds, *map(str, kinds)))))
        runs.append(run)
    kept.add(*([listed[i] for i in staying] for listed in (starts, ends, sure)))


def _joined(runs: Sequence[Cut], kept: _Kept) -> Iterator[Cut]:
    """Runs that no kept word and no long pause parts, as one."""
    held: Cut | None = None
    for run in runs:
        if held is None:
            held = run
        elif run.start - held.end <= _TOGETHER and kept.none_between(held.start, run.start):
            held = Cut(
                held.start,
                max(held.end, run.end),
                f"{held.words} {run.words}",
                tuple(dict.fromkeys((*held.kinds, *run.kinds))),
                tuple(dict.fromkeys((*held.lines, *run.lines))),
                held.estimated or run.estimated,
            )
        else:
            yield held
            held = run
    if held is not None:
        yield held


def _judged(run: Cut, kept: _Kept, duration: Ms, *, estimated: bool) -> tuple[_Room, LeftIn | None]:
    cut = kept.trimmed(run)
    cut = replace(cut, start=min(cut.start, duration), end=min(cut.end, duration))
    room = kept.room(cut, duration)
    if run.estimated or not room.sure:
        room = replace(room, cut=replace(cut, estimated=True))
        if not estimated:
            return room, LeftIn.ESTIMATED
    if 2 * (cut.end - cut.start) < run.end - run.start:
        return room, LeftIn.OVERLAP
    if cut.end - cut.start < SHORTEST:
        return room, LeftIn.SHORT
    return room, None


def _shaped(room: _Room) -> Cut:
    """The cut with the shorter pause; what stays of the pauses lies on both sides of the join."""
    cut = room.cut
    left, right = cut.start - room.before, room.after - cut.end
    if left >= right:
        keep_right = min(right, PAD)
        keep_left = left - keep_right
    else:
        keep_left = min(left, PAD)
        keep_right = right - keep_left
    return replace(cut, start=room.before + keep_left, end=room.after - keep_right)


def _sounding(rooms: Sequence[_Room], recording: Path) -> Work[list[_Room]]:
    """The rooms with the struck words as long as they really sound."""
    from editor.audio.edges import Sounding, spread

    soundings = [Sounding(room.before, room.cut.start, room.cut.end, room.after) for room in rooms]
    found: list[_Room] = []
    reached = spread(recording, soundings)
    for number, room in enumerate(rooms):
        start, end = next(reached)
        found.append(replace(room, cut=replace(room.cut, start=start, end=end)))
        yield Step(number + 1, 2 * len(rooms), "edges")
    return found


def _quieted(cuts: Sequence[Cut], rooms: Sequence[_Room], recording: Path) -> Work[list[Cut]]:
    """The cuts with each edge at the quietest place near it, never inside a kept word."""
    from editor.audio.edges import Edge, quiet_edges

    edges = []
    for cut, room in zip(cuts, rooms, strict=True):
        middle = (room.cut.start + room.cut.end) // 2
        first = Edge(max(room.before, cut.start - _REACH), cut.start, cut.start + _REACH)
        last = Edge(cut.end - _REACH, cut.end, min(room.after, cut.end + _REACH))
        edges.append(replace(first, high=max(cut.start, min(first.high, middle))))
        edges.append(replace(last, low=min(cut.end, max(last.low, middle))))
    found = quiet_edges(recording, edges)
    quiet: list[Cut] = []
    for number, cut in enumerate(cuts):
        start, end = next(found), next(found)
        quiet.append(replace(cut, start=start, end=end) if end - start >= SHORTEST else cut)
        yield Step(len(cuts) + number + 1, 2 * len(cuts), "edges")
    return quiet


def _apart(cuts: Sequence[Cut]) -> Iterator[Cut]:
    """The cuts in order, none reaching into the one before."""
    at = 0
    for cut in cuts:
        start = max(at, cut.start)
        if start < cut.end:
            yield replace(cut, start=start)
            at = cut.end
