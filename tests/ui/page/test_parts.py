"""The parts that need no screen: units, captured changes, the way back from the clean text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editor.model.marks import Kind, Mark, MarkState
from editor.model.render import View, clean, render
from editor.model.segment import Segment
from editor.ui.page.capture import captured, plain
from editor.ui.page.shown import source_changes
from editor.ui.page.strokes import Stroke, stroke_of
from editor.ui.page.units import same_back, same_front, to_index, to_units
from tests.strategies import texts

anything = st.text(st.characters(codec="utf-8"), max_size=20)
few = st.text("ab \n", max_size=12)


@given(anything, st.integers(0, 20))
def test_units_are_what_utf16_takes(text: str, index: int) -> None:
    index = min(index, len(text))
    units = len(text[:index].encode("utf-16-le")) // 2
    assert to_units(text, index) == units
    assert to_index(text, units) == index


def test_half_a_pair_belongs_to_its_character() -> None:
    assert to_index("a🎈b", 2) == 1


@given(few, few)
def test_common_ends(one: str, other: str) -> None:
    front = same_front(one, other)
    assert one[:front] == other[:front]
    assert one[front : front + 1] != other[front : front + 1] or front == min(len(one), len(other))
    back = same_back(one, other)
    assert one[len(one) - back :] == other[len(other) - back :]


@given(few, few, st.none() | st.integers(0, 12), st.integers(0, 5), st.integers(0, 5))
def test_a_captured_change_makes_the_new_text(
    old: str, new: str, caret: int | None, front: int, back: int
) -> None:
    was, now = old.split("\n"), new.split("\n")
    found = captured(3, was, now, (front, back), caret)
    if found is None:
        assert old == new
        return
    start = sum(len(line) + 1 for line in was[: found.start.row - 3]) + found.start.offset
    end = sum(len(line) + 1 for line in was[: found.end.row - 3]) + found.end.offset
    assert old[:start] + found.added + old[end:] == new.replace("\n", " ") or "\n" in old
    middle = new[start : len(new) - (len(old) - end)]
    assert old[:start] + middle + old[end:] == new
    assert plain(middle) == found.added


def test_the_caret_tells_which_of_two_equal_words_went() -> None:
    found = captured(0, ["the the x"], ["the x"], None, 4)
    assert found is not None
    assert (found.start.offset, found.end.offset) == (4, 8)
    found = captured(0, ["the the x"], ["the x"], None, 0)
    assert found is not None
    assert (found.start.offset, found.end.offset) == (0, 4)


@given(anything)
def test_plain_text_fits_in_a_line(text: str) -> None:
    from editor.model.checks import LINE_BREAKING

    assert LINE_BREAKING.search(plain(text)) is None
    assert "\t" not in plain(text)


def mark(start: int, end: int, state: MarkState, kind: Kind = Kind.REPEAT) -> Mark:
    return Mark(start, end, kind, "test", 0.9, state)


@given(texts(), st.data())
def test_what_is_deleted_in_clean_leaves_the_struck_words(text: str, data: st.DataObject) -> None:
    cuts = sorted(
        data.draw(
            st.sets(st.integers(0, len(text)), min_size=4, max_size=4)
            if len(text) > 4
            else st.just({0})
        )
    )
    marks = tuple(mark(a, b, MarkState.AUTO) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    line = Segment(1, 0, 1000, text, marks=marks)
    shown = clean(line)
    start = data.draw(st.integers(0, len(shown.text)))
    end = data.draw(st.integers(start, len(shown.text)))
    after = text
    for change in source_changes(shown, start, end, ""):
        after = change.apply(after)
    assert len(after) == len(text) - (end - start)
    for struck in marks:
        assert text[struck.start : struck.end] in after


@given(texts())
def test_other_views_show_the_text_itself(text: str) -> None:
    line = Segment(1, 0, 1000, text)
    for view in (View.VERBATIM, View.MARKED):
        changes = source_changes(render(line, view), 0, len(text), "new")
        assert [change.apply(text) for change in changes] == ["new"]


def test_each_kind_has_a_form_and_a_stet_has_none() -> None:
    forms = {kind: stroke_of(mark(0, 1, MarkState.STRUCK, kind)) for kind in Kind}
    assert forms[Kind.SCAR] is Stroke.SINGLE
    assert forms[Kind.REPEAT] is Stroke.DOUBLE
    assert forms[Kind.PARTIAL] is Stroke.WAVY
    assert None not in forms.values()
    assert len(set(forms.values())) == len(Kind), "two kinds would be told apart by colour alone"
    assert stroke_of(mark(0, 1, MarkState.PROPOSED)) is Stroke.DOTTED_UNDER
    assert stroke_of(mark(0, 1, MarkState.STET)) is None
