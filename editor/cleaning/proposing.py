"""Proposing.

The room's front door - findings of a line or of a speaker's turn, from the rules and from
providers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from editor.cleaning.engine import sweep
from editor.cleaning.findings import Finding, Tier
from editor.cleaning.pack import pack
from editor.cleaning.profiles import DEFAULT, Profile
from editor.cleaning.profiles import profile as profile_named


class Provider(Protocol):
    """Another source of findings, such as a learned model; whatever it says is only suggested."""

    def propose(
        self, lines: Sequence[str], lang: str, context: Sequence[str]
    ) -> list[list[Finding]]:
        """Findings per line of a turn; ``context`` holds the lines before it."""
        ...


def propose(text: str, lang: str = "en", profile: Profile | None = None) -> list[Finding]:
    """Everything worth striking in a line, sorted, disjoint, in character offsets of ``text``.

    ``lang`` is a language tag; a language without a pack gets its scars closed and nothing else.
    """
    return sweep(text, pack(lang), profile or profile_named(DEFAULT))


def propose_turn(
    lines: Sequence[str], lang: str = "en", profile: Profile | None = None
) -> list[list[Finding]]:
    """The findings of a speaker's consecutive lines, line by line."""
    return [propose(text, lang, profile) for text in lines]


def removed_spans(text: str, lang: str = "en") -> list[tuple[int, int]]:
    """What the *clean* profile strikes by itself."""
    return [(f.start, f.end) for f in propose(text, lang) if f.tier is Tier.AUTO]
