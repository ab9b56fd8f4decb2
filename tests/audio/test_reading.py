"""What is spoken where a transcript has digits, signs, abbreviations and words of no dictionary."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.audio.speech.letters import sounds_of
from editor.audio.speech.pronouncing import Pronouncer
from editor.audio.speech.reading import read_aloud
from editor.model.words import count_words
from tests.strategies import texts

DICTIONARY = {
    "bath": "B AE TH", "car": "K AA R", "pod": "P AA D", "cast": "K AE S T", "color": "K AH L ER",
    "walk": "W AO K", "a": "EY", "b": "B IY", "c": "S IY", "read": "R EH D", "read(2)": "R IY D",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("£1.2m", "one point two million pounds"),
        ("$15,000 now", "fifteen thousand dollars now"),
        ("at 10:30, not 9:00", "at ten thirty not nine"),
        ("in 1999 and the 1990s", "in nineteen ninety nine and the nineteen nineties"),
        ("50% of 21st", "fifty percent of twenty first"),
        ("R&D for the BBC’s NHS", "r and d for the b b c's n h s"),
        ("e.g. Covid-19 café", "e g covid nineteen cafe"),
        ("me@home.org 3.8", "me at home dot org three point eight"),
        ("007", "zero zero seven"),
    ],
)
def test_digits_and_signs_are_spoken_out(text: str, spoken: str) -> None:
    assert " ".join(word for token in read_aloud(text) for word in token) == spoken


@given(texts() | st.text(alphabet="09,.:'’-&@%£$aBé ٣²½kmst", max_size=30))
def test_every_word_is_read_in_plain_letters(text: str) -> None:
    spoken = read_aloud(text)
    assert len(spoken) == count_words(text)
    assert all(re.fullmatch(r"[a-z']+", word) for token in spoken for word in token)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14))
def test_every_word_has_a_sound(word: str) -> None:
    assert sounds_of(word)
    assert all(Pronouncer(DICTIONARY.get).ways(word))


def test_pronunciations_come_from_the_dictionary_then_from_what_is_near() -> None:
    of = Pronouncer(DICTIONARY.get, {"Siobhan": "pod walk"}, british=False).ways
    assert of("read") == ("R EH D", "R IY D")
    assert of("colour") == ("K AH L ER",)
    assert of("walked")[0] == "W AO K T"
    assert of("podcast") == ("P AA D K AE S T",)
    assert of("car's")[0] == "K AA R Z"
    assert of("siobhan") == ("P AA D W AO K",)
    assert of("abc")[1] == "EY B IY S IY"


def test_a_briton_drops_the_r_and_broadens_the_a() -> None:
    of = Pronouncer(DICTIONARY.get).ways
    assert of("car") == ("K AA R", "K AA")
    assert "B AA TH" in of("bath")
