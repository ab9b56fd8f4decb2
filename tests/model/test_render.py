"""Rendering: clean text, its repaired joins, and the way back to the line's own text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model.marks import Kind, Mark, MarkState
from editor.model.render import View, clean, clean_text, render
from editor.model.segment import Segment


def line(marked: str, state: MarkState = MarkState.AUTO) -> Segment:
    """A line from a text in which ``[...]`` is struck."""
    text, marks, start = "", [], 0
    for character in marked:
        if character == "[":
            start = len(text)
        elif character == "]":
            marks.append(Mark(start, len(text), Kind.REPEAT, "test", 1.0, state))
        else:
            text += character
    return Segment(1, 0, 1000, text, marks=tuple(marks))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("we went to[ to] the station", "we went to the station"),
        ("we [we ]went", "we went"),
        ("[the ]The idea", "The idea"),
        ("past [the ]The idea", "past the idea"),
        ("[Um, ]so we left", "So we left"),
        ("[Um], so we left", "So we left"),
        ("We left. [And um] it rained", "We left. It rained"),
        ("it is[, ,] nice", "it is nice"),
        ("it is[, ,], nice", "it is, nice"),
        ("It changed.[ ,] and we left", "It changed. And we left"),
        ("It changed…[ ,] and we left", "It changed… and we left"),
        ("[, ]and we left", "and we left"),
        ("good[, you know], and cheap", "good, and cheap"),
        ("good, [you know], and cheap", "good, and cheap"),
        ("that was it, [you know].", "that was it."),
        ("that was it [um] .", "that was it."),
        ("one [um] two", "one two"),
        ("one [um]", "one"),
        ("[um]", ""),
        ("[Mm] , .", ""),
        ("[I ]I agree", "I agree"),
        ("a[ßer] ẞtill", "a ẞtill"),
        ("nothing struck  here ,", "nothing struck  here ,"),
    ],
)
def test_joins(marked: str, expected: str) -> None:
    assert clean_text(line(marked)) == expected


@pytest.mark.parametrize("state", [MarkState.PROPOSED, MarkState.STET])
def test_what_is_not_struck_stays(state: MarkState) -> None:
    segment = line("we [we ]went , ", state)
    assert clean_text(segment) == segment.text


@given(st.text(max_size=60))
def test_unmarked_text_is_byte_identical(text: str) -> None:
    segment = Segment(1, 0, 1000, text)
    for view in View:
        assert render(segment, view).text == text


TEXTS = st.text(alphabet="ab AB,.?'é", max_size=40)


@st.composite
def marked_lines(draw: st.DrawFn) -> Segment:
    text = draw(TEXTS)
    marks, at = [], 0
    while at < len(text):
        start = draw(st.integers(at, len(text)))
        end = draw(st.integers(start, len(text)))
        if start < end:
            state = draw(st.sampled_from(MarkState))
            marks.append(Mark(start, end, Kind.REPEAT, "test", 1.0, state))
        at = end + 1
    return Segment(1, 0, 1000, text, marks=tuple(marks))


@given(marked_lines())
def test_every_shown_character_is_one_of_the_line(segment: Segment) -> None:
    shown = clean(segment)
    for piece in shown.pieces:
        source = segment.text[piece.source : piece.source + piece.length]
        assert shown.text[piece.shown : piece.shown + piece.length].casefold() == source.casefold()
    assert sum(piece.length for piece in shown.pieces) == len(shown.text)
    for before, after in zip(shown.pieces, shown.pieces[1:], strict=False):
        assert before.source + before.length <= after.source


@given(marked_lines())
def test_the_offset_map_goes_there_and_back(segment: Segment) -> None:
    shown = clean(segment)
    places = [shown.to_source(at) for at in range(len(shown.text) + 1)]
    assert places == sorted(places)
    for at, place in enumerate(places):
        assert shown.to_shown(place) == at
    for source in range(len(segment.text) + 1):
        assert 0 <= shown.to_shown(source) <= len(shown.text)


@given(marked_lines())
def test_a_struck_word_never_shows(segment: Segment) -> None:
    shown = clean(segment)
    struck = [(m.start, m.end) for m in segment.marks if m.strikes]
    for piece in shown.pieces:
        for start, end in struck:
            assert piece.source + piece.length <= start or end <= piece.source
