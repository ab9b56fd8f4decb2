"""Segment: one time-stamped line as heard, with everything that is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import Any, Final, cast

from editor.model.breaks import Break
from editor.model.marks import Mark
from editor.model.styles import Style
from editor.model.time import Ms, Span
from editor.model.words import NO_TIMES, WordTime, WordTimes, estimate, estimated


class Flag(IntFlag):
    """What import or a person has said of a line.

    ``FLOWS``: its times are known by now, and its text still runs on into the next line's, as that
    of a page does. ``REFIT``: it came as a cue of a caption file, and a person gave its words free
    to be cut anew. Any other cue of a caption file never flows.
    """

    NONE = 0
    REVIEWED = 1
    END_INFERRED = 2
    WHOLE_SECONDS = 4
    REPAIRED = 8
    FLOWS = 16
    REFIT = 32


FLOWING: Final = Flag.END_INFERRED | Flag.WHOLE_SECONDS | Flag.FLOWS | Flag.REFIT
"""Any of these tells that a line is stamped by a page, or no longer a cue of its file."""


def timed(flags: Flag) -> Flag:
    """The flags of a line whose times are known from now on; it flows on if it did."""
    guesses = Flag.END_INFERRED | Flag.WHOLE_SECONDS
    return (flags & ~guesses) | Flag.FLOWS if flags & guesses else flags


@dataclass(frozen=True, slots=True)
class Segment:
    """One line as heard.

    ``text`` holds every word that was said and no line break; ``marks`` say what of it is struck,
    ``breaks`` where captions break or never do. ``end`` is always set; ``Flag.END_INFERRED`` tells
    that the source had none. ``words`` is empty until some word has a time of its own: then it
    holds one time for every word of ``text``. ``source_text`` is the line as imported and never
    changes. ``styles`` and ``place`` are how a caption file showed it, the place as the settings of
    a WebVTT cue (``line:0 align:start``), ``""`` where it had none.
    """

    id: int
    start: Ms
    end: Ms
    text: str
    speaker: int | None = None
    marks: tuple[Mark, ...] = ()
    words: WordTimes = NO_TIMES
    breaks: tuple[Break, ...] = ()
    source_text: str = ""
    flags: Flag = Flag.NONE
    styles: tuple[Style, ...] = ()
    place: str = ""

    @property
    def span(self) -> Span:
        """When the line is heard."""
        return Span(self.start, max(self.start, self.end))

    @property
    def flows(self) -> bool:
        """Whether captions may run from this line into the next; a cue of a file is one cue."""
        return bool(self.flags & FLOWING)

    def word_times(self) -> tuple[WordTime, ...]:
        """When each word is heard: the times the line holds, else estimates over its span."""
        return self.words.unpack() if self.words else estimate(self.text, self.span)

    def packed_times(self) -> WordTimes:
        """The same, packed: for whoever looks through a whole episode."""
        return self.words or estimated(self.text, self.span)


class _Open:
    """A segment before it is frozen: the same slots, filled in half the time."""

    __slots__ = Segment.__slots__

    def __init__(
        self,
        id: int,  # noqa: A002 - as Segment names it
        start: Ms,
        end: Ms,
        text: str,
        speaker: int | None = None,
        marks: tuple[Mark, ...] = (),
        words: WordTimes = NO_TIMES,
        breaks: tuple[Break, ...] = (),
        source_text: str = "",
        flags: Flag = Flag.NONE,
        styles: tuple[Style, ...] = (),
        place: str = "",
    ) -> None:
        self.id = id
        self.start = start
        self.end = end
        self.text = text
        self.speaker = speaker
        self.marks = marks
        self.words = words
        self.breaks = breaks
        self.source_text = source_text
        self.flags = flags
        self.styles = styles
        self.place = place


def segment(*values: Any) -> Segment:  # noqa: ANN401 - as _Open takes them
    """Make a ``Segment`` where a hundred thousand are read: 0.8 us each, against 1.7.

    A frozen class sets each of its fields by a call of ``object.__setattr__``.
    """
    made: Any = _Open(*values)
    made.__class__ = Segment
    return cast("Segment", made)
