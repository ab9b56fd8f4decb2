"""What holds for any text at all.

Bounds, order, no overlap, the same again, and verbatim untouched.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from editor.cleaning import PROFILES, Tier, profile, propose, propose_turn, removed_spans
from editor.model.marks import Mark, MarkState
from editor.model.render import clean_text
from editor.model.segment import Segment
from editor.model.words import tokens

WORDS = [
    "the",
    "a",
    "and",
    "so",
    "it",
    "it's",
    "I",
    "I'm",
    "we",
    "you",
    "know",
    "mean",
    "was",
    "is",
    "that",
    "he's",
    "there's",
    "of",
    "to",
    "for",
    "in",
    "on",
    "not",
    "no",
    "very",
    "like",
    "sort",
    "kind",
    "two",
    "2",
    "um",
    "uh",
    "Um",
    "er",
    "hmm",
    "ta",
    "take",
    "w-",
    "wor",
    "working",
    "Clara",
    "The",
    "It",
    "and,",
    "people",
    "care",
    "co",
    "coping",
    ",",
    ",",
    ",,",
    ".",
    "?",
    "!",
    "-",
    "–",
    "...",
    '"',
    "'",
    "(",
    ")",
    "1,000",
    "New",
    "York",
    "they've",
    "their",
    "our",
    "my",
    "don't",
    "because",
    "again",
]
salad = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
anything = st.one_of(salad, st.text(max_size=60))
languages = st.sampled_from(["en", "de", "fr", "es", "xx", "en-GB"])


@given(text=anything, lang=languages, name=st.sampled_from(["captions", "clean", "edited"]))
@example(text="(um, yes)", lang="en", name="clean")
@example(text='said, , "um, I', lang="en", name="clean")
def test_findings_lie_in_bounds_in_order_and_apart(text: str, lang: str, name: str) -> None:
    found = propose(text, lang, profile(name))
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= f.confidence <= 1 for f in found)


@given(text=anything, lang=languages)
def test_verbatim_finds_nothing(text: str, lang: str) -> None:
    assert propose(text, lang, profile("verbatim")) == []


@given(text=salad, lang=languages)
@example(text="um , um the the", lang="en")
def test_striking_leaves_nothing_to_strike(
    text: str, lang: str, cleaned: Callable[..., str]
) -> None:
    once = cleaned(text, lang)
    assert cleaned(once, lang) == once


@given(text=anything)
def test_removed_spans_are_what_clean_strikes_unasked(text: str) -> None:
    wanted = [
        (f.start, f.end) for f in propose(text, profile=PROFILES["clean"]) if f.tier is Tier.AUTO
    ]
    assert removed_spans(text) == wanted


@given(lines=st.lists(salad, max_size=5))
def test_a_line_is_struck_alike_alone_and_in_its_turn(lines: list[str]) -> None:
    together = propose_turn(lines)
    for line, found in zip(lines, together, strict=True):
        assert [f for f in found if f.tier is Tier.AUTO] == [
            f for f in propose(line) if f.tier is Tier.AUTO
        ]


@given(text=salad)
def test_no_comma_scar_is_left(text: str, cleaned: Callable[..., str]) -> None:
    said = "so " + text + " then"
    assert ", ," not in cleaned(said)
    assert " ," not in cleaned(said)


@given(text=salad, data=st.data())
@example(text="So, um, we we went to, , the the house.", data=None)
@example(text="the the so a um ... the", data=None)
@example(text="They take the train, um, you know?", data=None)
def test_whatever_a_person_lets_stand_stands_whole(text: str, data: st.DataObject | None) -> None:
    found = [f for f in propose(text) if f.tier is Tier.AUTO]
    sets = [set(found[:1]), set(found[1:]), set(found[::2]), set(found[1::2])]
    if data is not None:
        sets = [data.draw(st.sets(st.sampled_from(found)))] if found else []
    for stetted in sets:
        struck = [f for f in found if f not in stetted]
        marks = tuple(
            Mark(f.start, f.end, f.kind, f.rule, f.confidence, MarkState.STRUCK) for f in struck
        )
        shown = clean_text(Segment(1, 0, 1, text, marks=marks))
        left = [
            text[word.start : word.end].lower()
            for word in tokens(text)
            if not any(f.start <= word.start and word.end <= f.end for f in struck)
        ]
        assert [shown[word.start : word.end].lower() for word in tokens(shown)] == left


@pytest.mark.parametrize("text", ["", " ", ",", ", ,", "...", "um", '"', "–"])
def test_texts_of_next_to_nothing(text: str) -> None:
    assert isinstance(propose(text), list)
