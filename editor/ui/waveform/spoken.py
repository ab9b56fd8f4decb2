"""Spoken: what a screen reader says of a place in the recording."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from editor.model.time import Ms, Span, exact_clock
from editor.model.words import tokens

if TYPE_CHECKING:
    from editor.app.session import Session

_WORDS: Final = 5


def spoken_place(session: Session | None, at: Ms, whole: Ms) -> str:
    """The place, who speaks there, and the words: ``0:12.5 of 0:25, Bo Strand: It goes to``."""
    place = QCoreApplication.translate("Waveform", "{at} of {whole}").format(
        at=exact_clock(at), whole=exact_clock(whole)
    )
    if session is None:
        return place
    lines = session.episode.transcript
    row = lines.index_at(at)
    if row < 0 or not lines[row].span.holds(at):
        return place + ", " + QCoreApplication.translate("Waveform", "between lines")
    line = session.line(row)
    speaker = session.episode.speaker(line.speaker)
    words = tokens(line.text)
    first = min(bisect_right([time.end for time in line.word_times()], at), len(words) - 1)
    last = min(first + _WORDS, len(words)) - 1
    said = line.text[words[first].start : words[last].end] if words else ""
    return f"{place}, {speaker.name}: {said}" if speaker else f"{place}, {said}"


def spoken_span(span: Span) -> str:
    """A selection: ``from 0:12.5 to 0:14.0, 1.5 seconds``."""
    said = QCoreApplication.translate("Waveform", "from {start} to {end}, {seconds} seconds")
    return said.format(
        start=exact_clock(span.start),
        end=exact_clock(span.end),
        seconds=f"{span.duration / 1000:.1f}",
    )
