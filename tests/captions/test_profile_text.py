"""Profiles as text: written over any base they read back as the same, and what is odd is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.captions.profile import Profile
from editor.captions.profile_text import doubts, write_profile
from editor.captions.profiles import ORDER, profile, profile_text

KEYS = st.sampled_from(ORDER)
PRINTED = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=40).filter(
    str.isprintable
)


@given(KEYS, KEYS, PRINTED, st.integers(8, 200), st.floats(1, 30), PRINTED, PRINTED)
def test_a_profile_reads_back_as_it_was_written(
    made: str, base: str, title: str, chars: int, cps: float, sound: str, source: str
) -> None:
    own = changed(profile(made), title, chars, cps, sound, source)
    assert profile_text(write_profile(own, base), "x") == own


def changed(made: Profile, title: str, chars: int, cps: float, sound: str, source: str) -> Profile:
    sources = {**dict(made.sources), "max_chars": source}
    costs = replace(made.costs, orphan=9.0)
    return replace(
        made,
        key="own",
        title=title,
        max_chars=chars,
        target_cps=cps,
        sound=sound,
        costs=costs,
        sources=tuple(sorted(sources.items())),
    )


@pytest.mark.parametrize("key", ORDER)
def test_no_shipped_profile_is_odd(key: str) -> None:
    assert list(doubts(profile(key))) == []


def test_what_is_odd_is_told() -> None:
    odd = replace(
        profile(), target_cps=25, max_cps=20, target_wpm=200, max_wpm=160, speaker="X:", sound="[]"
    )
    assert list(doubts(odd)) == ["doubt-cps", "doubt-wpm", "doubt-speaker", "doubt-sound"]
