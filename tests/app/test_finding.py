"""Finding and replacing: in the text as shown, with struck words left where they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.finding import Hit, Query, by_lines, hits, nearest, replacements
from editor.model.marks import Kind, Mark, MarkState
from editor.model.render import View, render
from editor.model.segment import Segment


def _found(query: Query, *lines: str) -> list[tuple[int, str]]:
    listed = hits(query, lines.__getitem__, range(len(lines)))
    return [(hit.row, lines[hit.row][hit.start : hit.end]) for line in listed for hit in line]


def test_plain_text_is_found_whatever_its_case() -> None:
    assert _found(Query("care"), "Care and carers.", "nothing", "social CARE") == [
        (0, "Care"),
        (0, "care"),
        (2, "CARE"),
    ]


def test_case_and_whole_words_can_matter() -> None:
    assert _found(Query("Care", case=True), "Care, care") == [(0, "Care")]
    assert _found(Query("care", whole=True), "carer care's care") == [(0, "care"), (0, "care")]


@pytest.mark.parametrize("text", ["a.b", "(x", "[", "*", "\\", "a|b", "^", "$1"])
def test_signs_mean_themselves(text: str) -> None:
    assert _found(Query(text), f"so {text} it is") == [(0, text)]


def test_any_blank_and_any_quote_will_do() -> None:
    assert _found(Query("that's  it"), "that’s it, that's\u00a0it") == [
        (0, "that’s it"),
        (0, "that's\u00a0it"),
    ]


@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_nothing_is_not_everywhere(text: str) -> None:
    assert _found(Query(text), "some words") == []


def test_the_nearest_goes_round() -> None:
    found = [Hit(0, 4, 6), Hit(2, 0, 2), Hit(2, 8, 10)]
    assert nearest(found, 0, 0, 1) == 0
    assert nearest(found, 0, 5, 1) == 1
    assert nearest(found, 2, 9, 1) == 0
    assert nearest(found, 2, 5, -1) == 1
    assert nearest(found, 0, 0, -1) == 2
    assert nearest([], 0, 0, 1) is None


def test_portions_keep_lines_together() -> None:
    found = [Hit(row, at, at + 1) for row in range(5) for at in range(3)]
    portions = list(by_lines(found, 4))
    assert [hit for portion in portions for hit in portion] == found
    assert [len(portion) for portion in portions] == [6, 6, 3]


def _segment(text: str, *struck: tuple[int, int]) -> Segment:
    marks = tuple(
        Mark(start, end, Kind.FILLER, "filler", 1.0, MarkState.STRUCK) for start, end in struck
    )
    return Segment(1, 0, 1000, text, marks=marks)


def _replaced(segment: Segment, query: Query, added: str) -> str:
    shown = render(segment, View.CLEAN)
    found = [hit for line in hits(query, lambda _row: shown.text, [0]) for hit in line]
    text = segment.text
    for change in replacements(found, lambda _row: shown, added).get(0, []):
        text = change.apply(text)
    return text


def test_replacing_in_the_clean_view_keeps_what_is_struck() -> None:
    line = _segment("we um talked, talked", (3, 6))
    assert _replaced(line, Query("talked"), "spoke") == "we um spoke, spoke"
    assert _replaced(line, Query("we talked"), "she spoke") == "she spoke um , talked"


@given(
    st.text("ab c", max_size=20), st.text("ab", min_size=1, max_size=2), st.text("xy", max_size=3)
)
def test_replacing_is_what_python_says(text: str, wanted: str, added: str) -> None:
    assert _replaced(_segment(text), Query(wanted, case=True), added) == text.replace(wanted, added)
