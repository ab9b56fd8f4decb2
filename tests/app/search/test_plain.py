"""Finding and replacing words as they are: in the text as shown, struck words left in place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.jobs import run
from editor.app.search.hits import Hit, nearest, search
from editor.app.search.query import Query
from editor.app.search.replacing import Replacement
from editor.app.search.scope import Scope, of_chapter, of_speaker
from editor.model.checks import problems
from editor.model.episode import Episode
from editor.model.marks import Kind, Mark, MarkState
from editor.model.render import View
from editor.model.segment import Segment
from tests.strategies import episodes, state


def _lines(*texts: str) -> list[Segment]:
    return [Segment(at + 1, at * 1000, at * 1000 + 900, text) for at, text in enumerate(texts)]


def _found(query: Query, *texts: str, scope: Scope | None = None) -> list[tuple[int, str]]:
    found = run(search(query, _lines(*texts), View.MARKED, scope or Scope()))
    return [(hit.row, texts[hit.row][hit.start : hit.end]) for hit in found]


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


@pytest.mark.parametrize("asked", ["caf\u00e9", "cafe\u0301"])
def test_an_accent_is_one_sign_or_two(asked: str) -> None:
    texts = ("the CAF\u00c9, a cafe\u0301", "cafe")
    there = [(0, "CAF\u00c9"), (0, "cafe\u0301")]
    assert _found(Query(asked), *texts) == _found(Query(asked, whole=True), *texts) == there
    assert _found(Query("cafe", whole=True), *texts) == [(1, "cafe")]


@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_nothing_is_not_everywhere(text: str) -> None:
    assert _found(Query(text), "some words") == []


def test_the_nearest_goes_round() -> None:
    found = [Hit(0, 4, 6), Hit(2, 0, 2), Hit(2, 8, 10)]
    assert nearest(found, 0, 0, 1) == 0
    assert nearest(found, 0, 5, 1) == 1
    assert nearest(found, 2, 9, 1) == 0
    assert nearest(found, 2, 10, -1) == 2
    assert nearest(found, 2, 5, -1) == 1
    assert nearest(found, 0, 0, -1) == 2
    assert nearest([], 0, 0, 1) is None


def test_a_selection_is_searched_from_its_first_letter_to_its_last() -> None:
    texts = ("one one one", "one", "one one")
    scope = Scope(range(3), start=4, end=4)
    assert len(_found(Query("one"), *texts, scope=scope)) == 4
    assert _found(Query("one"), *texts, scope=Scope([0], start=1, end=6)) == []


@given(episodes(min_lines=1), st.data())
def test_each_person_and_each_chapter_has_its_own_lines(
    episode: Episode, data: st.DataObject
) -> None:
    lines = episode.transcript
    people = [None, *(person.id for person in episode.speakers)]
    rows = [row for who in people for row in of_speaker(episode, who).of(len(lines))]
    assert sorted(rows) == list(range(len(lines)))
    row = data.draw(st.integers(0, len(lines) - 1))
    chapter = list(of_chapter(episode, row).of(len(lines)))
    assert row in chapter
    assert all(list(of_chapter(episode, other).of(len(lines))) == chapter for other in chapter)


def _segment(text: str, *struck: tuple[int, int]) -> Segment:
    marks = tuple(
        Mark(start, end, Kind.FILLER, "filler", 1.0, MarkState.STRUCK) for start, end in struck
    )
    return Segment(1, 0, 1000, text, marks=marks)


def _replaced(segment: Segment, query: Query, added: str, view: View = View.CLEAN) -> Segment:
    found = run(search(query, [segment], view))
    edit = run(Replacement(query, added).plan(found, [segment], view))
    episode = Episode([segment])
    before = state(episode)
    episode.apply(edit)
    after = episode.transcript[0]
    assert list(problems(episode)) == []
    episode.apply(edit.inverse)
    assert state(episode) == before
    return after


def test_replacing_in_the_clean_view_keeps_what_is_struck() -> None:
    line = _segment("we um talked, talked", (3, 6))
    assert _replaced(line, Query("talked"), "spoke").text == "we um spoke, spoke"
    assert _replaced(line, Query("we talked"), "she spoke").text == "she spoke um , talked"


@given(
    st.text("ab c", max_size=20), st.text("ab", min_size=1, max_size=2), st.text("xy", max_size=3)
)
def test_replacing_is_what_python_says(text: str, wanted: str, added: str) -> None:
    line = _segment(text)
    replaced = _replaced(line, Query(wanted, case=True), added).text
    assert replaced == text.replace(wanted, added)


def test_a_line_cannot_be_broken_by_what_is_put_in() -> None:
    assert _replaced(_segment("a b"), Query("b"), "c\nd\x00e", View.MARKED).text == "a c d e"


def test_untouched_words_keep_their_times() -> None:
    line = Segment(1, 0, 9_000, "the Adas project and Adas again")
    after = _replaced(line, Query("Adas"), "ADASS programme", View.MARKED)
    was, now = line.word_times(), after.word_times()
    assert (now[0], now[3], now[4], now[7]) == (was[0], was[2], was[3], was[5])
    same = _replaced(line, Query("Adas"), "ADASS", View.MARKED)
    assert same.word_times() == was


def test_the_spared_places_stay() -> None:
    lines = _lines("Adas and Adas", "Adas")
    found = run(search(Query("Adas"), lines, View.MARKED))
    edit = run(Replacement(Query("Adas"), "ADASS").plan(found[:1], lines, View.MARKED))
    episode = Episode(lines)
    episode.apply(edit)
    assert [line.text for line in episode.transcript] == ["ADASS and Adas", "Adas"]


def test_the_preview_says_what_will_be() -> None:
    line = _lines("we went to Adas by the river")[0]
    preview = Replacement(Query("adas"), "ADASS").preview(Hit(0, 11, 15), line, View.MARKED)
    assert (preview.before, preview.found, preview.added, preview.after) == (
        "we went to ",
        "Adas",
        "ADASS",
        " by the river",
    )


def test_a_replacement_of_many_lines_is_refused_where_they_have_changed() -> None:
    lines = _lines(*["Adas"] * 3)
    found = run(search(Query("Adas"), lines, View.MARKED))
    edit = run(Replacement(Query("Adas"), "ADASS").plan(found, lines, View.MARKED))
    assert len(edit.splices) == 1  # lines in a row go together
    changed = Episode([lines[0], replace(lines[1], text="Ada"), lines[2]])
    with pytest.raises(Exception, match="replace"):
        changed.apply(edit)
