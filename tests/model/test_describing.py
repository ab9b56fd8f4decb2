"""Describing: of many lines that change at once, the observers hear what any of them changed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from editor.model.edits import Aspect, Splice, Track, describe
from editor.model.segment import Segment
from tests.strategies import segments

_FIELDS = {
    "text": Aspect.TEXT,
    "start": Aspect.TIME,
    "end": Aspect.TIME,
    "words": Aspect.TIME,
    "speaker": Aspect.SPEAKER,
    "marks": Aspect.MARKS,
    "flags": Aspect.FLAGS,
    "styles": Aspect.FLAGS,
    "place": Aspect.FLAGS,
    "breaks": Aspect.BREAKS,
}


@given(
    st.lists(
        st.tuples(segments(1, 1_000, [1, 2]), segments(1, 9_000, [2, 3])), min_size=1, max_size=3
    ),
    st.sets(st.sampled_from(sorted(_FIELDS))),
)
def test_an_observer_is_told_what_any_line_changed(
    pairs: list[tuple[Segment, Segment]], names: set[str]
) -> None:
    before = tuple(was for was, _ in pairs)
    after = tuple(
        replace(was, **{name: getattr(other, name) for name in names}) for was, other in pairs
    )
    change = describe(Splice(Track.SEGMENTS, 3, before, after))
    expected = Aspect(0)
    for was, now in zip(before, after, strict=True):
        for name, aspect in _FIELDS.items():
            if getattr(was, name) != getattr(now, name):
                expected |= aspect
    assert change.aspect == expected
    assert [change.touches(aspect) for aspect in Aspect] == [
        bool(expected & aspect) for aspect in Aspect
    ]
