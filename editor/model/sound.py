"""Sound: something heard that is no speech - music, laughter, a door - which captions name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from editor.model.time import Ms, Span

_FORM: Final = "[]()♪# "
"""What the forms of labels put around the words."""


def plain_label(text: str) -> str:
    """A label as somebody typed it, in plain words: without the form that some guide gives it."""
    return " ".join(text.strip(_FORM).split())


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
