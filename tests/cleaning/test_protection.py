"""What is never struck: the caller's words, titles, addresses, quotes of fillers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.cleaning import Finding, Kind, Tier, profile, propose, propose_turn

UNTOUCHED = [
    'They sang "Um, Um, Um, Um" by Major Lance.',
    "The song “Yes Yes I Do Do” is old.",
    "He only said „uh, uhm“ to it.",
    'He said "um, uh" and left.',
    "Write to um/um/uh or um@um.org.",
    "Open C:\\um\\um or #um_um now.",
    "Set um=um=um there.",
]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_titles_addresses_and_quoted_fillers_stay(text: str) -> None:
    assert propose(text, profile=profile("edited")) == []


def test_a_stumble_inside_a_quotation_is_still_one() -> None:
    text = 'He said "I I think so".'
    assert [text[f.start : f.end] for f in propose(text)] == ["I "]


@pytest.mark.parametrize(
    ("text", "keep"),
    [
        ("You know, we went.", "you know"),
        ("It was, um, late.", "um"),
        ("We saw the the house.", "the"),
        ("I will I will go.", "will"),
        ("So Tamika so Tamika went.", "Tamika"),
        ("It’s it’s Ann’s.", "it's"),
    ],
)
def test_words_to_keep_are_neither_struck_nor_asked_about(text: str, keep: str) -> None:
    assert propose(text) != []
    assert propose(text, keep=[keep]) == []
    assert propose_turn([text], keep=[keep]) == [[]]


def test_a_name_to_keep_is_told_from_a_word_by_its_capital() -> None:
    text = "I will I will go with Will."
    assert propose(text, keep=["Will"]) == propose(text) != []


class Learned:
    """A provider that strikes everything, as unasked as it can."""

    def propose(
        self, turn: Sequence[str], lang: str, context: Sequence[str]
    ) -> list[list[Finding]]:
        return [
            [
                Finding(0, len(line), Kind.RESTART, 1.0, f"learned.{lang}", Tier.AUTO),
                Finding(-1, 2, Kind.RESTART, 1.0, "learned.outside", Tier.AUTO),
                Finding(0, len(line) + 1, Kind.RESTART, 1.0, "learned.outside", Tier.AUTO),
            ]
            for line in (*turn, *context)
        ]


def test_a_provider_only_suggests_and_stays_inside_its_lines() -> None:
    lines = ["We went home.", "It was late."]
    found = propose_turn(lines, "en", providers=[Learned()], context=["Before that."])
    assert [[(f.start, f.end, f.rule, f.tier) for f in line] for line in found] == [
        [(0, len(line), "learned.en", Tier.SUGGEST)] for line in lines
    ]


def test_a_provider_yields_to_the_rules_and_to_words_to_keep() -> None:
    said = "It was, um, late."
    assert propose_turn([said], providers=[Learned()]) == [propose(said)]
    assert propose_turn(["Anna left."], providers=[Learned()], keep=["Anna"]) == [[]]


@given(
    text=st.text(alphabet='Um ,."“”„«»@/_aI', max_size=40), keep=st.sampled_from(["", "um", "I"])
)
def test_no_finding_meets_a_word_to_keep(text: str, keep: str) -> None:
    for finding in propose(text, keep=[keep]):
        assert not keep or f" {keep} " not in f" {text[finding.start : finding.end]} "
