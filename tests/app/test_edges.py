"""Edges of lines: moving them, what they are drawn to, and walking from one to the next."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editor.app.edges import SHORTEST, Edge, Pull, Snap, move_edge, neighbour_edge, snap
from editor.model.episode import Episode
from editor.model.segment import Segment
from editor.model.time import Span
from editor.model.words import TimeKind, WordTime, WordTimes


def episode() -> Episode:
    times = WordTimes.pack(
        [WordTime(1_100, 1_400, TimeKind.MEASURED), WordTime(1_500, 1_900, TimeKind.MEASURED)]
    )
    return Episode(
        [
            Segment(1, 0, 1_000, "before"),
            Segment(2, 1_000, 2_000, "two words", words=times),
            Segment(3, 2_500, 3_000, "after a gap"),
        ]
    )


def spans(of: Episode) -> list[tuple[int, int]]:
    return [(line.start, line.end) for line in of.transcript]


def test_a_touching_neighbour_moves_along_in_one_step() -> None:
    made = episode()
    edit = move_edge(made, 1, Edge.START, 900)
    made.apply(edit)
    assert spans(made) == [(0, 900), (900, 2_000), (2_500, 3_000)]
    made.apply(edit.inverse)
    assert spans(made) == spans(episode())


def test_a_neighbour_apart_stays() -> None:
    made = episode()
    made.apply(move_edge(made, 1, Edge.END, 2_200))
    assert spans(made) == [(0, 1_000), (1_000, 2_200), (2_500, 3_000)]


@given(st.integers(0, 2), st.sampled_from(list(Edge)), st.integers(-500, 5_000))
def test_no_edge_turns_lines_round(row: int, edge: Edge, at: int) -> None:
    made = episode()
    made.apply(move_edge(made, row, edge, at))
    starts = [line.start for line in made.transcript]
    assert starts == sorted(starts)
    assert all(line.end - line.start >= SHORTEST for line in made.transcript)


def test_an_edge_is_drawn_to_the_nearest_thing() -> None:
    made, silences = episode(), [Span(1_950, 2_450)]
    assert snap(made, 1, 1_110, 30, silences, 0) == Snap(1_100, Pull.WORD)
    assert snap(made, 1, 1_960, 30, silences, 0) == Snap(1_950, Pull.PAUSE)
    assert snap(made, 1, 2_490, 30, silences, 0) == Snap(2_500, Pull.LINE)
    assert snap(made, 1, 1_700, 30, silences, 1_710) == Snap(1_710, Pull.PLAYHEAD)
    assert snap(made, 1, 1_700, 30, silences, 0) == Snap(1_700, Pull.FREE)


def test_estimated_words_draw_nothing() -> None:
    made = episode()
    word = made.transcript[2].word_times()[1]
    assert word.kind is TimeKind.ESTIMATED
    assert snap(made, 2, word.start + 5, 10, (), 0).pull is Pull.FREE


def test_walking_stops_at_lines_words_and_pauses() -> None:
    made, silences = episode(), [Span(1_950, 2_450)]
    walked = [1_000]
    while (further := neighbour_edge(made, silences, walked[-1], 1)) is not None:
        walked.append(further)
    assert walked == [1_000, 1_100, 1_500, 1_950, 2_000, 2_450, 2_500, 3_000]
    assert neighbour_edge(made, silences, 1_500, -1) == 1_100
    assert neighbour_edge(made, silences, 0, -1) is None
