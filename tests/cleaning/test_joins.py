"""The exact characters that go: after deletion alone a line needs no repair but capitals."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from editor.cleaning import removed_spans


def deleted(text: str, lang: str = "en") -> str:
    """The text without the struck spans, and nothing else done to it."""
    left, at = "", 0
    for start, end in removed_spans(text, lang):
        left += text[at:start]
        at = end
    return left + text[at:]


LEFT = {
    # a scar closes without a comma after grammar, with one before a new clause
    "We came to, , the house.": "We came to the house.",
    "We came to, , , , the house.": "We came to the house.",
    "She was tired, , but she came.": "She was tired, but she came.",
    "She was tired, , they said.": "She was tired, they said.",
    "A quiet, , street.": "A quiet street.",
    "A house , street and all.": "A house street and all.",
    "Yes, , that one.": "Yes, that one.",
    "We drove, , to Leeds.": "We drove to Leeds.",
    "We saw Leeds, , York and Hull.": "We saw Leeds, York and Hull.",
    ", we drove on.": "we drove on.",
    "We drove on , .": "We drove on.",
    "We drove on. , Then we slept.": "We drove on. Then we slept.",
    "We drove,, and slept.": "We drove, and slept.",
    # a filler takes its commas along
    "We drove, um, to Leeds.": "We drove to Leeds.",
    "We drove um to Leeds.": "We drove to Leeds.",
    "Um, we drove.": "we drove.",
    "Um. We drove.": "We drove.",
    "We drove, um.": "We drove.",
    "We drove. Um. We slept.": "We drove. We slept.",
    "We drove – um – to Leeds.": "We drove – to Leeds.",
    "Did we drive, um?": "Did we drive?",
    "We drove um": "We drove",
    # quotes and brackets stay where they are
    "He said, um, “we drove”.": "He said, “we drove”.",
    "(Um, we drove.)": "(we drove.)",
    "“Um, we drove,” he said.": "“we drove,” he said.",
    # a good comma before a stumble stays, the one behind the stumble goes with it
    "It was late, so, so we drove.": "It was late, so we drove.",
    "And, and we drove.": "and we drove.",
    "We took the the road.": "We took the road.",
    "We took the The road.": "We took the road.",
    # markers between commas
    "It was, you know, late.": "It was late.",
    "It was late, you know, and we drove.": "It was late, and we drove.",
    "It was late, you know.": "It was late.",
    # thousands, times and abbreviations are no scars
    "We counted 1,000 and 2,500.": "We counted 1,000 and 2,500.",
    "At 10:30 a.m., we drove.": "At 10:30 a.m., we drove.",
}


@pytest.mark.parametrize("text", LEFT)
def test_deleting_the_spans_leaves_a_clean_line(text: str) -> None:
    if text == "He said, um, “we drove”.":
        assert deleted(text) in (LEFT[text], "He said “we drove”.")
    else:
        assert deleted(text) == LEFT[text]


def test_an_unknown_language_keeps_one_comma() -> None:
    assert deleted("Lei disse, , di no.", "it") == "Lei disse, di no."


def test_a_finding_owns_the_commas_that_go_with_it() -> None:
    text = "It was, you know, late, , and we drove."
    assert [text[a:b] for a, b in removed_spans(text)] == [", you know,", ", "]


def test_a_quote_behind_a_word_cut_off_is_left_alone(cleaned: Callable[[str], str]) -> None:
    assert cleaned('He said w- , "um" to it.') == 'He said w- "um" to it.'
    assert cleaned("We know the th-") == "We know the th-"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("- Um, who is it?", "- Who is it?"),
        ("- Um, who is it? - Um, me.", "- Who is it? - Me."),
        ("–Um, who is it? – Uh, you know, me.", "–Who is it? – Me."),
        (">> Uh, yes.", ">> Yes."),
        ("“Um, who is it?” he said.", "“Who is it?” he said."),
        ("- I, I think so.", "- I think so."),
    ],
)
def test_the_signs_that_tell_who_speaks_stay(
    cleaned: Callable[[str], str], text: str, clean: str
) -> None:
    assert cleaned(text) == clean
