"""Checks: what is looked for in many lines at once is what is looked for in each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editor.model.checks import problems_of, segment_problems
from editor.model.marks import Kind, Mark
from editor.model.segment import Segment
from editor.model.words import TimeKind, WordTime, WordTimes

_MOMENTS = st.integers(-1, 5)
_WORDS = st.lists(st.builds(WordTime, _MOMENTS, _MOMENTS, st.just(TimeKind.IMPORTED)), max_size=3)
_MARKS = st.builds(Mark, st.integers(-1, 3), st.integers(0, 3), st.just(Kind.FILLER))
_LINES = st.builds(
    Segment,
    st.integers(1, 9),
    _MOMENTS,
    _MOMENTS,
    st.sampled_from(("", "so", "so we", "so, we go", "a\tb", "a\nb", "a\u00a0b")),
    marks=st.lists(_MARKS, max_size=2).map(tuple),
    words=_WORDS.map(WordTimes.pack),
    place=st.sampled_from(("", "line:0", "line\n")),
)


@given(st.lists(_LINES, max_size=4))
def test_many_lines_are_as_sound_as_each_of_them(lines: list[Segment]) -> None:
    each = [problem for line in lines for problem in segment_problems(line)]
    assert list(problems_of(lines)) == each
