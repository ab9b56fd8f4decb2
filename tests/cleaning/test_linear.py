"""Twice the words, twice the work: counted in questions put to the detectors, not in seconds."""

from __future__ import annotations

import pytest

from editor.cleaning.engine import Sweep
from editor.cleaning.line import Line
from editor.cleaning.pack import pack
from editor.cleaning.profiles import profile

PASSAGES = {
    "spoken": "So, um, we we went to, , the the ta take, you know, I we it was it is a it's. ",
    "one word": "the ",
    "two words": "we can ",
    "fillers": "um, ",
    "restarts": "if we if they for the for our ",
    "nothing": "quiet houses stood along green rivers ",
}
ALLOWED = 2.2


def steps(text: str) -> int:
    return Sweep(Line(text, pack("en")), profile("clean")).steps


@pytest.mark.parametrize("name", PASSAGES)
@pytest.mark.parametrize("copies", [50, 400])
def test_twice_the_words_take_twice_the_steps(name: str, copies: int) -> None:
    once, twice = steps(PASSAGES[name] * copies), steps(PASSAGES[name] * (2 * copies))
    assert twice <= once * ALLOWED + 10


def test_a_line_with_nothing_to_find_asks_nothing() -> None:
    assert steps("Quiet houses stood along green rivers.") == 0
