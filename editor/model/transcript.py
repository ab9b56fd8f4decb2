"""Transcript: the ordered segments, found by time, by id and by turn."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import overload

from editor.model.segment import Segment
from editor.model.time import Ms

_start = attrgetter("start")
_id = attrgetter("id")


class Transcript(Sequence[Segment]):
    """The segments in order of their start. Changed by ``Episode.apply`` alone."""

    def __init__(self, segments: Iterable[Segment] = ()) -> None:
        self._segments = list(segments)
        self._known: dict[int, Segment] | None = None

    def __getstate__(self) -> dict[str, object]:
        """What a copy is made of: the segments, in a list of its own."""
        return {"_segments": list(self._segments), "_known": None}

    @property
    def _by_id(self) -> dict[int, Segment]:
        """The segments by their ids, put together when first asked for: a copy is made at once."""
        known = self._known
        if known is None:
            known = self._known = {segment.id: segment for segment in self._segments}
        return known

    @overload
    def __getitem__(self, index: int) -> Segment: ...
    @overload
    def __getitem__(self, index: slice) -> list[Segment]: ...
    def __getitem__(self, index: int | slice) -> Segment | list[Segment]:
        return self._segments[index]

    def __len__(self) -> int:
        return len(self._segments)

    def __iter__(self) -> Iterator[Segment]:
        return iter(self._segments)

    def has(self, segment_id: int) -> bool:
        """Whether a segment of this id is there."""
        return segment_id in self._by_id

    @property
    def ids(self) -> Collection[int]:
        """The ids of all segments, in no order."""
        return self._by_id.keys()

    def by_id(self, segment_id: int) -> Segment:
        """The segment of this id; raises ``KeyError`` where there is none."""
        return self._by_id[segment_id]

    def index_of(self, segment_id: int) -> int:
        """Where the segment of this id stands; raises ``KeyError`` where there is none."""
        index = bisect_left(self._segments, self._by_id[segment_id].start, key=_start)
        while self._segments[index].id != segment_id:
            index += 1
        return index

    def index_at(self, at: Ms) -> int:
        """The last segment that has started at ``at`` ms; -1 before the first."""
        return bisect_right(self._segments, at, key=_start) - 1

    def turn_start(self, index: int) -> bool:
        """Whether a new turn begins at ``index``: the speaker is another than the line before's."""
        return index == 0 or self._segments[index].speaker != self._segments[index - 1].speaker

    def turn(self, index: int) -> range:
        """The run of segments by one speaker that ``index`` belongs to."""
        first = last = index
        while not self.turn_start(first):
            first -= 1
        while last + 1 < len(self) and not self.turn_start(last + 1):
            last += 1
        return range(first, last + 1)

    @property
    def end(self) -> Ms:
        """When the last word is over (ms)."""
        return max((segment.end for segment in islice(reversed(self._segments), 50)), default=0)

    def splice(self, index: int, before: int, after: Sequence[Segment]) -> None:
        """Replace ``before`` segments at ``index``; for ``Episode.apply`` only."""
        by_id = self._by_id
        for segment in self._segments[index : index + before]:
            del by_id[segment.id]
        self._segments[index : index + before] = after
        by_id.update(zip(map(_id, after), after, strict=True))
