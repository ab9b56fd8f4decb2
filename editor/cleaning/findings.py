"""Findings: what the cleaner says about a stretch of text, before anybody decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from editor.model.marks import Kind

__all__ = ["ASK", "DOUBT", "LIKELY", "SURE", "Finding", "Kind", "Match", "Tier"]


SURE: Final = 0.97
"""The evidence leaves no doubt: struck unasked by every profile that strikes the kind."""
LIKELY: Final = 0.93
"""Hardly any doubt: the shipped profiles are ``sure`` from 0.9 on, and strike this unasked, too."""
ASK: Final = 0.6
"""Hard to tell: a question for a person."""
DOUBT: Final = 0.4
"""Rather meant than not: a question only where a profile's ``shown`` lies below."""


class Tier(StrEnum):
    """Who strikes: the profile by itself, or a person who was asked."""

    AUTO = "auto"
    SUGGEST = "suggest"


@dataclass(frozen=True, slots=True)
class Finding:
    """``text[start:end]`` is what would leave the text, commas and space that go with it included.

    ``rule`` is a stable id (``repeat.word``) that names the reason, ``confidence`` lies in 0..1,
    and ``facts`` fill the blanks of the reason's sentence (``words`` that go, ``kept`` that stay
    for them).
    """

    start: int
    end: int
    kind: Kind
    confidence: float
    rule: str
    tier: Tier
    facts: tuple[tuple[str, str], ...] = ()


class Match(NamedTuple):
    """A finding while it is still counted in words: ``first`` to ``last``, both of them struck."""

    rule: str
    kind: Kind
    confidence: float
    first: int
    last: int
    kept: tuple[int, int] | None = None
    """The words that stay for the struck ones."""
