"""Cuts: stretches of the recording that are to go, and where every moment lies without them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from editor.model.time import Ms, Span


@dataclass(frozen=True, slots=True)
class Cut:
    """``[start, end)`` of the recording goes (ms), with the words that are heard there.

    ``estimated`` tells that a time it was made of was never measured. ``kinds`` are the kinds of
    the marks, in their order; ``lines`` the ids of the lines the words stand in.
    """

    start: Ms
    end: Ms
    words: str = ""
    kinds: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    estimated: bool = False

    @property
    def span(self) -> Span:
        """When it is heard."""
        return Span(self.start, self.end)


class CutList:
    """Cuts in order, apart from each other and inside the recording.

    Raises ``ValueError`` where they are not.
    """

    def __init__(self, cuts: Sequence[Cut], duration: Ms) -> None:
        at = 0
        for cut in cuts:
            if not at <= cut.start < cut.end <= duration:
                message = f"cut {cut.start}-{cut.end} lies outside {at}-{duration}"
                raise ValueError(message)
            at = cut.end
        self.cuts = tuple(cuts)
        self.duration = duration
        self._starts = [cut.start for cut in cuts]
        self._gone = list(accumulate((cut.end - cut.start for cut in cuts), initial=0))

    def __len__(self) -> int:
        return len(self.cuts)

    @property
    def removed(self) -> Ms:
        """How much shorter the recording gets (ms)."""
        return self._gone[-1]

    @property
    def kept(self) -> Iterator[Span]:
        """The stretches that stay, none of them empty."""
        at = 0
        for cut in self.cuts:
            if at < cut.start:
                yield Span(at, cut.start)
            at = cut.end
        if at < self.duration:
            yield Span(at, self.duration)

    def moved(self, at: Ms) -> Ms:
        """Where a moment lies without the cuts; inside a cut, the join it left."""
        before = bisect_right(self._starts, at)
        if not before:
            return at
        return max(at, self.cuts[before - 1].end) - self._gone[before]

    def holds(self, at: Ms) -> bool:
        """Whether a moment goes."""
        before = bisect_right(self._starts, at)
        return bool(before) and at < self.cuts[before - 1].end
