"""Statistics: how each speaker speaks, what of it is struck, and how much time that saves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from editor.app.filing import write_text
from editor.app.jobs import Step, Work
from editor.app.texts import table
from editor.formats.csv_table import BYTE_ORDER_MARK, write_csv
from editor.model.episode import Episode
from editor.model.marks import Kind, MarkState, struck_spans
from editor.model.segment import Segment
from editor.model.time import Ms
from editor.model.words import tokens

TOP: Final = 5
"""Phrases that are listed of each speaker."""
_STEP: Final = 500
"""Lines between two steps of the job."""
_MINUTE: Final = 60_000


class Habit(StrEnum):
    """What a speaker does beside saying something, in five sorts.

    A scar is a filler that the recogniser left out: both count where fillers a minute are told.
    """

    FILLERS = "fillers"
    SCARS = "scars"
    MARKERS = "markers"
    REPEATS = "repeats"
    RESTARTS = "restarts"


HABITS: Final[Mapping[Kind, Habit]] = {
    Kind.FILLER: Habit.FILLERS,
    Kind.SCAR: Habit.SCARS,
    Kind.MARKER: Habit.MARKERS,
    Kind.TAG: Habit.MARKERS,
    Kind.REPEAT: Habit.REPEATS,
    Kind.PARTIAL: Habit.REPEATS,
    Kind.RESTART: Habit.RESTARTS,
}

_OWN: Final = frozenset({Habit.FILLERS, Habit.MARKERS})


@dataclass(slots=True)
class Speech:
    """One speaker's figures. ``speaker`` is ``None`` for lines that nobody was given.

    ``talk`` is how long the lines last, ``saved`` how long their struck words (ms); ``habits``
    counts what was found and not let stand, ``phrases`` the fillers and markers among it by their
    words: those are a speaker's own, while "the" said twice is anybody's.
    """

    speaker: int | None
    name: str
    talk: Ms = 0
    words: int = 0
    struck: int = 0
    saved: Ms = 0
    habits: Counter[Habit] = field(default_factory=Counter)
    phrases: Counter[str] = field(default_factory=Counter)

    def per_minute(self, count: int) -> float:
        """So many a minute of the speaker's talk."""
        return count * _MINUTE / self.talk if self.talk else 0.0

    def per_hundred(self, count: int) -> float:
        """So many in a hundred of the speaker's words."""
        return count * 100 / self.words if self.words else 0.0

    @property
    def top(self) -> Sequence[tuple[str, int]]:
        """The fillers and markers found most often, of as many the first in the alphabet."""
        ordered = sorted(self.phrases.items(), key=lambda pair: (-pair[1], pair[0]))
        return ordered[:TOP]


def statistics(episode: Episode) -> Work[list[Speech]]:
    """The figures of every speaker who has lines, in the order of the digits, nobody last."""
    found: dict[int | None, Speech] = {
        person.id: Speech(person.id, person.name) for person in episode.speakers
    }
    found[None] = Speech(None, table("statistics")["nobody"])
    for index, segment in enumerate(episode.transcript):
        if index % _STEP == 0:
            yield Step(index, len(episode.transcript), "statistics")
        _count(segment, found[segment.speaker])
    return [speech for speech in found.values() if speech.talk or speech.words]


def _count(segment: Segment, speech: Speech) -> None:
    placed = tokens(segment.text)
    speech.talk += segment.span.duration
    speech.words += len(placed)
    if not segment.marks:
        return
    for mark in segment.marks:
        habit = HABITS.get(mark.kind)
        if habit is None or mark.state is MarkState.STET:
            continue
        speech.habits[habit] += 1
        phrase = _phrase(segment.text[mark.start : mark.end]) if habit in _OWN else ""
        if phrase:
            speech.phrases[phrase] += 1
    spans = struck_spans(segment.marks)
    for token, time in zip(placed, segment.word_times(), strict=True):
        if any(start <= token.start and token.end <= end for start, end in spans):
            speech.struck += 1
            speech.saved += time.end - time.start


def _phrase(text: str) -> str:
    return " ".join(text[token.start : token.end].casefold() for token in tokens(text))


def statistics_csv(figures: Sequence[Speech]) -> str:
    """The figures as a table for a spreadsheet."""
    words = table("statistics")
    rows = list(_rows(figures))
    return write_csv(
        [words[name] for name in rows[0]] if rows else [], [[*row.values()] for row in rows]
    )


def save_statistics(figures: Sequence[Speech], path: Path) -> None:
    """Write the table to a file; raises ``UserError``."""
    write_text(path, BYTE_ORDER_MARK + statistics_csv(figures))


def statistics_data(figures: Sequence[Speech]) -> list[dict[str, Any]]:
    """The figures as plain data."""
    return list(_rows(figures))


def _rows(figures: Sequence[Speech]) -> Iterator[dict[str, str | int | float]]:
    for speech in figures:
        row: dict[str, str | int | float] = {
            "speaker": speech.name,
            "minutes": round(speech.talk / _MINUTE, 1),
            "words": speech.words,
            "words_per_minute": round(speech.per_minute(speech.words)),
        }
        for habit in Habit:
            row[habit] = speech.habits[habit]
        fillers = speech.habits[Habit.FILLERS] + speech.habits[Habit.SCARS]
        row["fillers_per_minute"] = round(speech.per_minute(fillers), 1)
        row["fillers_per_hundred"] = round(speech.per_hundred(fillers), 1)
        row["struck"] = speech.struck
        row["seconds_saved"] = round(speech.saved / 1000, 1)
        row["phrases"] = ", ".join(f"{phrase} ({count})" for phrase, count in speech.top)
        yield row
