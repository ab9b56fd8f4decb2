"""Figures of the speakers add up, and count what was found and not let stand."""

from __future__ import annotations

import csv
from io import StringIO

from hypothesis import given

from editor.app.jobs import run
from editor.app.statistics import Habit, statistics, statistics_csv
from editor.model.episode import Episode
from editor.model.marks import Kind, Mark, MarkState
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.words import TimeKind, WordTime, WordTimes, count_words
from tests.strategies import episodes


def test_what_a_speaker_is_told() -> None:
    times = [WordTime(at * 1_000, at * 1_000 + 600, TimeKind.MEASURED) for at in range(6)]
    marks = (
        Mark(3, 6, Kind.FILLER, "filler.pause", 1.0, MarkState.AUTO),
        Mark(6, 16, Kind.MARKER, "marker.you-know", 0.9, MarkState.STRUCK),
        Mark(16, 17, Kind.SCAR, "scar.comma", 0.9, MarkState.AUTO),
        Mark(18, 20, Kind.REPEAT, "repeat.word", 0.9, MarkState.STET),
    )
    line = Segment(1, 0, 30_000, "So um You know, we went", 7, marks, WordTimes.pack(times))
    figures = run(statistics(Episode([line], [Speaker(7, "Ada"), Speaker(8, "Ben")])))
    assert [speech.name for speech in figures] == ["Ada"]
    ada = figures[0]
    assert (ada.words, ada.struck, ada.saved, ada.talk) == (6, 3, 1_800, 30_000)
    assert ada.habits == {Habit.FILLERS: 1, Habit.SCARS: 1, Habit.MARKERS: 1}
    assert ada.per_minute(1) == 2.0
    assert ada.top == [("um", 1), ("you know", 1)]
    row = next(csv.DictReader(StringIO(statistics_csv(figures))))
    assert row["Fillers and scars a minute"] == "4.0"
    assert row["Seconds saved"] == "1.8"
    assert row["Fillers and markers found most often"] == "um (1), you know (1)"


def test_nobody_has_no_figures() -> None:
    assert statistics_csv(run(statistics(Episode()))) == "\r\n"


@given(episodes())
def test_every_word_is_somebodys(episode: Episode) -> None:
    figures = run(statistics(episode))
    words = sum(count_words(segment.text) for segment in episode.transcript)
    assert sum(speech.words for speech in figures) == words
    assert all(0 <= speech.struck <= speech.words for speech in figures)
    assert all(speech.saved >= 0 for speech in figures)
