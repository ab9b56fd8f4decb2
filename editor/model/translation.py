"""Translation: what is said, in another language, as a track of captions beside the first one."""

from __future__ import annotations

from dataclasses import dataclass

from editor.model.breaks import Break
from editor.model.time import Ms, Span


@dataclass(frozen=True, slots=True)
class Translation:
    """A stretch of speech in ``language`` (IETF tag), from ``start`` to ``end`` (ms).

    ``segment`` is the id of the line it translates, where it has one, and ``source`` the words of
    that line when it was translated: where those differ from today's, a person has to look.
    """

    id: int
    language: str
    start: Ms
    end: Ms
    text: str
    breaks: tuple[Break, ...] = ()
    segment: int | None = None
    source: str = ""

    @property
    def span(self) -> Span:
        """When it is shown."""
        return Span(self.start, max(self.start, self.end))
