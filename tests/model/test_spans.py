"""Spans left out of a walk: what is kept, and where one is after some time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editor.model.spans import advanced, kept, shrunk
from editor.model.time import Span


@st.composite
def gaps(draw: st.DrawFn) -> list[Span]:
    edges = sorted(draw(st.sets(st.integers(0, 2_000), max_size=12)))
    return [Span(a, b) for a, b in zip(edges[0::2], edges[1::2], strict=False)]


@given(gaps(), st.integers(0, 2_000), st.integers(0, 2_000))
def test_what_is_kept_and_left_out_is_the_whole(left_out: list[Span], one: int, two: int) -> None:
    start, stop = min(one, two), max(one, two)
    spans = list(kept(start, stop, left_out))
    moments = [at for span in spans for at in range(span.start, span.end)]
    gone = {at for gap in left_out for at in range(gap.start, gap.end)}
    assert moments == [at for at in range(start, stop) if at not in gone]


@given(gaps(), st.integers(0, 2_000), st.integers(0, 3_000))
def test_one_is_where_so_much_was_heard(left_out: list[Span], start: int, by: int) -> None:
    end = advanced(start, by, left_out)
    assert sum(span.duration for span in kept(start, int(end), left_out)) == by
    assert not any(gap.holds(int(end)) for gap in left_out)


def test_nothing_left_out_is_plain_walking() -> None:
    assert advanced(100, 50.5, ()) == 150.5
    assert list(kept(5, 5, ())) == []


def test_shrunk_spans_keep_a_margin_or_go() -> None:
    assert shrunk([Span(0, 1_000), Span(2_000, 2_400)], 150, 250) == (Span(150, 850),)
