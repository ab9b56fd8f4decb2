"""Sound: something heard that is no speech - music, laughter, a door - which captions name."""

from __future__ import annotations

from dataclasses import dataclass

from editor.model.time import Ms, Span


@dataclass(frozen=True, slots=True)
class Sound:
    """``label`` in plain words ("door closes"); how it is written is the caption profile's."""

    id: int
    start: Ms
    end: Ms
    label: str

    @property
    def span(self) -> Span:
        """When it is heard."""
        return Span(self.start, max(self.start, self.end))
