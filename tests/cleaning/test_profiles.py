"""Profiles: which kinds are struck, which are asked, which are left in peace."""

from __future__ import annotations

import pytest

from editor.cleaning import PROFILES, Kind, Tier, profile, propose
from editor.cleaning.profiles import read
from editor.model.errors import UserError

LINE = "So, um, we we, you know, went to to ta take, , the the train. No way, sort of, home."


def kinds(name: str, tier: Tier) -> set[Kind]:
    return {f.kind for f in propose(LINE, profile=profile(name)) if f.tier is tier}


def test_the_shipped_profiles() -> None:
    assert list(PROFILES) == ["verbatim", "captions", "clean", "edited"]


def test_verbatim_is_silent() -> None:
    assert PROFILES["verbatim"].silent
    assert propose(LINE, profile=PROFILES["verbatim"]) == []


def test_captions_strike_hesitation_and_stutters_only() -> None:
    assert kinds("captions", Tier.AUTO) == {Kind.FILLER, Kind.SCAR, Kind.PARTIAL, Kind.REPEAT}
    assert Kind.MARKER not in kinds("captions", Tier.SUGGEST)


def test_clean_strikes_markers_too() -> None:
    assert kinds("clean", Tier.AUTO) == kinds("captions", Tier.AUTO) | {Kind.MARKER}


def test_edited_asks_for_softenings_but_strikes_no_more_than_clean() -> None:
    def struck(name: str) -> list[tuple[int, int]]:
        found = propose(LINE, profile=profile(name))
        return [(f.start, f.end) for f in found if f.tier is Tier.AUTO]

    assert struck("edited") == struck("clean")
    asked = {f.rule for f in propose(LINE, profile=profile("edited")) if f.tier is Tier.SUGGEST}
    assert "hedge.so" in asked


def test_a_rule_overrides_its_kind() -> None:
    made = read(
        '[mine]\nsure = 0.9\nshown = 0.3\n[mine.strike]\nrepeat = "off"\n"repeat.word" = "auto"\n',
        "mine.toml",
    )["mine"]
    assert made.tier(Kind.REPEAT, "repeat.word", 0.95) is Tier.AUTO
    assert made.tier(Kind.REPEAT, "repeat.word", 0.5) is Tier.SUGGEST
    assert made.tier(Kind.REPEAT, "repeat.word", 0.1) is None
    assert made.tier(Kind.REPEAT, "repeat.phrase", 0.95) is None


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(UserError) as raised:
        profile("tidy")
    assert raised.value.code == "profile.unknown"
    assert raised.value.facts == {"name": "tidy", "known": "verbatim, captions, clean, edited"}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("[mine", ""),
        ("mine = 3", "mine"),
        ("[mine]\nsure = 0.9", "mine"),
        ('[mine]\nsure = 2\n[mine.strike]\nscar = "auto"', "mine.sure"),
        ('[mine]\n[mine.strike]\nscar = "always"', "mine.strike.scar"),
    ],
)
def test_a_bad_profile_is_told_where(text: str, field: str) -> None:
    with pytest.raises(UserError) as raised:
        read(text, "mine.toml")
    assert raised.value.code == "profile.bad"
    assert raised.value.facts["field"] == field
