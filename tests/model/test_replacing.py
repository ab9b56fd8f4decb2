"""Replacing: the quick way says exactly what one change after another says."""

from __future__ import annotations

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from editor.model.segment import Segment
from editor.model.time import Span
from editor.model.verbs.lines import with_change
from editor.model.verbs.replacing import RUN, splices, with_changes
from editor.model.words import TextChange, WordTimes, estimate, estimated
from tests.strategies import segments, texts


@st.composite
def changed(draw: st.DrawFn) -> tuple[Segment, list[TextChange]]:
    line = draw(segments(1, 1_000, [1, 2]))
    cuts = sorted(draw(st.lists(st.integers(0, len(line.text)), max_size=6)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    words = st.sampled_from(["", "x", "ADASS", "two words", "it's", ", ", "漢字", "5", "."])
    changes = [TextChange(first, last - first, draw(words)) for first, last in pairs]
    return line, changes[::-1]


@given(changed())
def test_several_changes_at_once_are_each_in_turn(pair: tuple[Segment, list[TextChange]]) -> None:
    line, changes = pair
    assert with_changes(line, changes) == reduce(with_change, changes, line)


@given(texts(), st.integers(0, 10_000), st.integers(0, 60_000))
def test_estimates_packed_at_once_are_the_estimates(text: str, start: int, length: int) -> None:
    span = Span(start, start + length)
    assert estimated(text, span) == WordTimes.pack(estimate(text, span))


def test_lines_in_a_row_go_together_but_not_without_end() -> None:
    rows = [*range(3), *range(5, 5 + RUN + 1)]
    lines = {row: Segment(row + 1, row, row, "a") for row in rows}
    made = splices((row, lines[row], lines[row]) for row in rows)
    assert [(splice.index, len(splice.before)) for splice in made] == [
        (0, 3),
        (5, RUN),
        (5 + RUN, 1),
    ]
    assert list(splices(())) == []
