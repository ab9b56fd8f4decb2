"""Marks: they follow the text, and new words are never struck unseen."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from editor.model.marks import Kind, Mark, MarkState, cut, join, move, struck_spans
from editor.model.verbs.cleaning import settled
from editor.model.words import TextChange


def mark(start: int, end: int, state: MarkState = MarkState.AUTO) -> Mark:
    return Mark(start, end, Kind.REPEAT, "test", 0.9, state)


def spans(marks: tuple[Mark, ...]) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in marks]


def test_a_change_before_moves_a_mark() -> None:
    assert spans(move((mark(4, 8),), TextChange(0, 1, "xyz"))) == [(6, 10)]


def test_a_change_behind_leaves_it() -> None:
    assert spans(move((mark(4, 8),), TextChange(8, 0, "x"))) == [(4, 8)]


def test_a_word_typed_inside_a_struck_stretch_lifts_the_mark() -> None:
    assert move((mark(4, 8),), TextChange(6, 0, "not ")) == ()


def test_a_removal_inside_keeps_the_rest_struck() -> None:
    assert spans(move((mark(4, 8),), TextChange(5, 2, ""))) == [(4, 6)]
    assert spans(move((mark(4, 8),), TextChange(2, 4, ""))) == [(2, 4)]
    assert spans(move((mark(4, 8),), TextChange(6, 9, ""))) == [(4, 6)]
    assert move((mark(4, 8),), TextChange(3, 9, "")) == ()


def test_only_struck_marks_leave_the_text() -> None:
    marks = (mark(0, 2), mark(2, 4), mark(6, 8, MarkState.STET), mark(9, 10, MarkState.PROPOSED))
    assert struck_spans(marks) == ((0, 4),)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)), max_size=4),
    st.integers(0, 40),
    st.integers(0, 10),
    st.text("12", max_size=5),
)
def test_a_moved_mark_covers_the_same_characters(
    drawn: list[tuple[int, int]], start: int, removed: int, added: str
) -> None:
    text = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    marks, at = [], 0
    for gap, length in drawn:
        if at + gap + length <= len(text):
            marks.append(mark(at + gap, at + gap + length))
            at += gap + length
    change = TextChange(start, min(removed, len(text) - start), added)
    after = change.apply(text)
    before = "".join(text[m.start : m.end] for m in marks)
    for moved in move(tuple(marks), change):
        assert 0 <= moved.start < moved.end <= len(after)
        # Letters of the text only: what was typed is digits.
        assert set(after[moved.start : moved.end]) <= set(before)


def test_split_and_join_keep_marks_in_place() -> None:
    marks = (mark(0, 2), mark(3, 7))
    assert spans(cut(marks, 0, 5)) == [(0, 2), (3, 5)]
    assert spans(join((), cut(marks, 5, 9), 4, 5)) == [(5, 7)]


def test_a_decision_parted_by_a_split_is_one_again_when_the_lines_are_joined() -> None:
    stet = mark(3, 9, MarkState.STET)
    assert join(cut((stet,), 0, 5), cut((stet,), 6, 12), 5, 6) == (stet,)
    other = replace(stet, rule="other")
    assert len(join(cut((stet,), 0, 5), cut((other,), 6, 12), 5, 6)) == 2
    undecided = mark(3, 9)
    assert len(join(cut((undecided,), 0, 5), cut((undecided,), 6, 12), 5, 6)) == 2


def test_words_once_heard_stay_heard_until_they_change() -> None:
    heard = replace(mark(4, 8), heard=True)
    assert [m.heard for m in move((heard,), TextChange(0, 2, "so"))] == [True]
    assert [m.heard for m in move((heard,), TextChange(5, 2, ""))] == [False]
    assert move((heard,), TextChange(5, 2, "un")) == ()
    assert [m.heard for m in cut((heard,), 0, 9)] == [True]
    assert [m.heard for m in cut((heard,), 0, 6)] == [False]


def _meets(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end


placed = st.builds(
    lambda start, length, state: mark(start, start + length, state),
    st.integers(0, 40),
    st.integers(1, 9),
    st.sampled_from(MarkState),
)


@given(st.lists(placed, max_size=12), st.lists(placed, max_size=12))
def test_fresh_marks_yield_to_decisions_and_to_earlier_ones(
    existing: list[Mark], fresh: list[Mark]
) -> None:
    wanted = [m for m in existing if m.decided]
    for new in sorted(fresh, key=lambda m: (m.start, m.end)):
        if not any(_meets(new, other) for other in wanted):
            wanted.append(new)
    laid = settled(existing, fresh)
    assert sorted(laid, key=repr) == sorted(wanted, key=repr)
    assert [(m.start, m.end) for m in laid] == sorted((m.start, m.end) for m in laid)
