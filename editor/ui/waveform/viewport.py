"""Viewport: which stretch of the recording the strip shows, and where a moment lies in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Final

from editor.model.time import Ms, Span

SPAN: Final = 45_000
"""Ms that are shown at first: two or three lines of talk."""

SHORTEST: Final = 20
"""Ms at the closest: a few pixels to a sample."""

_EDGE: Final = 0.35
"""Share of the strip that stays between its left edge and a place that is brought into view."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """From ``start`` on, ``length`` ms are shown on ``width`` points."""

    start: float
    length: float
    width: int

    @property
    def end(self) -> float:
        """Where what is shown ends (ms)."""
        return self.start + self.length

    @property
    def span(self) -> Span:
        """What is shown, in whole ms."""
        return Span(max(0, floor(self.start)), ceil(self.end))

    @property
    def per_second(self) -> float:
        """Points to a second."""
        return self.width * 1000 / self.length

    def holds(self, at: float) -> bool:
        """Whether a moment is on the screen."""
        return self.start <= at < self.end

    def x(self, at: float) -> float:
        """Where a moment lies (points)."""
        return (at - self.start) * self.width / self.length

    def at(self, x: float) -> float:
        """Which moment lies at ``x`` (ms)."""
        return self.start + x * self.length / max(1, self.width)

    def resized(self, width: int) -> Viewport:
        """The same stretch on another width."""
        return replace(self, width=max(1, width))

    def moved_to(self, start: float, whole: Ms) -> Viewport:
        """As long a stretch from elsewhere on; half of it may lie beyond the end."""
        return replace(self, start=max(0.0, min(start, max(0.0, whole - self.length / 2))))

    def zoomed(self, factor: float, x: float, whole: Ms) -> Viewport:
        """A stretch longer by a factor; what lies at ``x`` stays there."""
        at = self.at(x)
        longest = max(SPAN, whole)
        length = max(float(SHORTEST), min(self.length * factor, float(longest)))
        return replace(self, length=length).moved_to(at - length * x / max(1, self.width), whole)

    def scrolled(self, share: float, whole: Ms) -> Viewport:
        """Moved by a share of what is shown."""
        return self.moved_to(self.start + self.length * share, whole)

    def showing(self, at: float, whole: Ms) -> Viewport:
        """As long a stretch with a moment well inside."""
        return self.moved_to(at - self.length * _EDGE, whole)

    def followed(self, at: float, whole: Ms) -> Viewport:
        """The same, or further on where a playhead at ``at`` would leave it."""
        margin = self.length * _EDGE / 4
        inside = self.start + margin <= at <= self.end - margin
        if inside or (self.start == 0 and 0 <= at < self.end - margin):
            return self
        return self.showing(at, whole)

    def fitted(self, span: Span, whole: Ms) -> Viewport:
        """A stretch that holds a span with some air around it."""
        length = max(float(SHORTEST), span.duration * 1.2)
        return replace(self, length=length).moved_to(span.start - length / 12, whole)
