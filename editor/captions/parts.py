"""Parts: the paragraphs of live captions in order, and which lines and cues lie before each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from editor.captions.cue import Cue
from editor.captions.cues import Spoken


@dataclass(slots=True, eq=False)
class Part:
    """A paragraph of so many lines: its cues as made and as timed.

    A stale one waits to be made of ``was``, the paragraphs it was before.
    """

    lines: int
    source: Spoken | None = None
    made: list[Cue] = field(default_factory=list)
    shown: list[Cue] = field(default_factory=list)
    was: list[Part] = field(default_factory=list)

    @property
    def stale(self) -> bool:
        return self.source is None


class Parts:
    """Paragraphs, with the numbers of lines and of told cues of each beside them.

    Told cues are those that whoever keeps the whole list has taken from a part. The numbers stand
    in lists of their own, whose sums take about a millisecond at 100,000 paragraphs.
    """

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._lines: list[int] = []
        self._told: list[int] = []
        self._stale = bytearray()

    def __len__(self) -> int:
        return len(self._parts)

    def __getitem__(self, at: int) -> Part:
        return self._parts[at]

    def within(self, part: range) -> Sequence[Part]:
        """Those parts."""
        return self._parts[part.start : part.stop]

    def holding(self, first: int, last: int) -> range:
        """The parts that hold the lines from ``first`` to ``last``, one at least if any is there.

        Lines behind the end count as the last one.
        """
        edges = [0, *accumulate(self._lines)]
        start = min(max(0, bisect_right(edges, first) - 1), len(self))
        stop = bisect_right(edges, min(last, max(0, edges[-1] - 1)))
        return range(start, min(max(stop, start + 1), len(self)))

    def lines(self, within: range) -> int:
        """How many lines these parts have."""
        return sum(self._lines[within.start : within.stop])

    def told(self, within: range) -> int:
        """How many cues of these parts have been told."""
        return sum(self._told[within.start : within.stop])

    def tell(self, within: range) -> list[Cue]:
        """The cues of these parts, which count as told from now on."""
        parts = self.within(within)
        self._told[within.start : within.stop] = [len(part.shown) for part in parts]
        return [cue for part in parts for cue in part.shown]

    def stale(self, start: int) -> int:
        """The first stale part from ``start`` on; -1 where there is none."""
        return self._stale.find(1, start)

    def append(self, part: Part) -> None:
        """Put one behind all others, its cues not told."""
        self._parts.append(part)
        self._lines.append(part.lines)
        self._told.append(0)
        self._stale.append(part.stale)

    def merge(self, within: range, lines: int) -> None:
        """Make one stale part of these, which has so many lines; what was told stays told."""
        merged, told = Part(lines), self.told(within)
        for part in self.within(within):
            merged.was += part.was if part.stale else [part]
        self.put(within, [merged])
        self._told[within.start] = told

    def put(self, within: range, fresh: Iterable[Part]) -> None:
        """Put others, whose cues are not told, in the place of these."""
        parts, place = list(fresh), slice(within.start, within.stop)
        self._parts[place] = parts
        self._lines[place] = [part.lines for part in parts]
        self._told[place] = [0] * len(parts)
        self._stale[place] = bytes(part.stale for part in parts)
