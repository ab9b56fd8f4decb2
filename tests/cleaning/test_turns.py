"""Turns: questions across line ends, and providers, whose word is never more than a question."""

from __future__ import annotations

from collections.abc import Sequence

from editor.cleaning import Finding, Kind, Tier, profile, propose, propose_turn


class Eager:
    """A provider that is sure of everything, out of bounds included."""

    def propose(
        self, turn: Sequence[str], lang: str, context: Sequence[str]
    ) -> list[list[Finding]]:
        self.asked = (list(turn), lang, list(context))
        finding = Finding(0, 3, Kind.RESTART, 1.0, "model.guess", Tier.AUTO)
        outside = Finding(0, 999, Kind.RESTART, 1.0, "model.guess", Tier.AUTO)
        return [[finding, outside] for _ in turn] + [[finding]]


def test_words_taken_up_on_the_next_line_are_asked_about() -> None:
    (found,), rest = propose_turn(["It is a place which I", "I have never seen."])
    assert (found.start, found.end) == (20, 21)
    assert found.tier is Tier.SUGGEST
    assert found.rule == "repeat.across-lines"
    assert dict(found.facts) == {"words": "I", "kept": "I"}
    assert rest == []


def test_a_sentence_end_or_another_word_asks_nothing() -> None:
    assert propose_turn(["That is how I.", "I have seen it."])[0] == []
    assert propose_turn(["It is a place which", "I have seen."]) == [[], []]
    assert propose_turn(["It was a house", "house of cards"])[0] == []


def test_verbatim_asks_nothing_across_lines() -> None:
    assert propose_turn(["which I", "I saw"], profile=profile("verbatim")) == [[], []]


def test_no_lines_no_findings() -> None:
    assert propose_turn([]) == []
    assert propose_turn([""]) == [[]]


def test_a_provider_only_suggests_and_never_overlaps() -> None:
    provider = Eager()
    lines = ["We are here.", "The the house."]
    first, second = propose_turn(lines, providers=[provider], context=["Before."])
    assert provider.asked == (lines, "en", ["Before."])
    assert [(f.start, f.end, f.tier) for f in first] == [(0, 3, Tier.SUGGEST)]
    assert second == propose(lines[1])


def test_a_reply_is_a_question_inside_a_speech_and_none_behind_one() -> None:
    (found,) = propose_turn(["Mm-hmm."], context=["And then we went home."])
    assert [(f.kind, f.tier) for f in found] == [(Kind.FILLER, Tier.SUGGEST)]
    assert propose_turn(["Mm-hmm."], context=["So.", "Did you go home? "]) == [[]]
    assert propose_turn(["Hm, um, yes."], context=["Did you?"]) == [propose("Hm, um, yes.")]
