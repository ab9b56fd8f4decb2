"""Time: every clock form a person or a file writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model.time import Span, clock, exact_clock, full_clock, parse_clock, parse_time


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("0:01", 1_000),
        ("36:51", 2_211_000),
        ("1:02:03", 3_723_000),
        ("00:00:03.5", 3_500),
        ("00:00:03,005", 3_005),
        ("123:00:01,000", 442_801_000),
        (" 4:03 ", 243_000),
        ("4:61", None),
        ("1:61:00", None),
        ("4", None),
        ("a:b", None),
        ("٤:٠٣", None),
    ],
)
def test_parse_clock(text: str, ms: int | None) -> None:
    assert parse_clock(text) == ms


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("130", 130_000),
        ("130.", 130_000),
        ("2:10", 130_000),
        ("1m30s", 90_000),
        ("1m 30s", 90_000),
        ("2h", 7_200_000),
        ("1.5", 1_500),
        ("90 s", 90_000),
        ("", None),
        ("soon", None),
        ("1m30", 90_000),
        ("1h30", 5_400_000),
        ("1 min 30 sec", 90_000),
        ("5 minutes", 300_000),
        ("[4:12]", 252_000),
        ("(4:12)", 252_000),
        ("30 30", None),
        ("9999999999", None),
        ("1" * 5_000, None),
        ("1h" + " " * 100_000 + "x", None),
    ],
)
def test_parse_time(text: str, ms: int | None) -> None:
    assert parse_time(text) == ms


@given(st.integers(0, 10**9))
def test_clocks_read_back(at: int) -> None:
    assert parse_clock(full_clock(at)) == at
    assert parse_clock(full_clock(at, ",")) == at
    assert parse_clock(clock(at)) == at // 1000 * 1000
    assert parse_clock(exact_clock(at)) == at // 100 * 100


def test_spans_are_half_open() -> None:
    span = Span(10, 20)
    assert span.holds(10)
    assert not span.holds(20)
    assert Span(20, 10).duration == 0
