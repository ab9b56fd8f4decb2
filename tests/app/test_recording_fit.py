"""Whether a recording can be the one of a transcript."""

from __future__ import annotations

import pytest

from editor.app.checking import check
from editor.app.recording_fit import misfit
from editor.model.episode import Episode
from editor.model.info import Info, Recording
from editor.model.segment import Segment


def _episode(length: int, lines: int = 4) -> Episode:
    """Lines of a minute each, and a recording of that length (ms)."""
    spoken = [Segment(at + 1, at * 60_000, (at + 1) * 60_000, "Words.") for at in range(lines)]
    return Episode(spoken, info=Info(recording=Recording("a.mp3", "", length)))


@pytest.mark.parametrize(
    ("length", "codes"),
    [
        (0, []),
        (11_000, ["recording-short"]),
        (170_000, ["recording-short"]),
        (179_000, []),
        (240_000, []),
        (300_000, []),
        (330_000, ["recording-long"]),
    ],
)
def test_a_recording_of_another_length_is_told(length: int, codes: list[str]) -> None:
    assert [remark.code for remark in misfit(_episode(length))] == codes


def test_lines_outside_the_recording_are_counted_and_checked() -> None:
    (remark,) = (one for one in check(_episode(11_000)) if one.code == "recording-short")
    assert remark.facts == {"count": 3, "length": "0:11", "time": "3:00"}
    assert remark.segment == 2


def test_nothing_is_said_where_there_is_nothing_to_compare() -> None:
    assert misfit(_episode(11_000, lines=0)) == []
    assert misfit(Episode([Segment(1, 0, 1_000, "Words.")])) == []
