"""Findings: what the cleaner says about a stretch of text, before anybody decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from editor.model.marks import Kind

__all__ = ["ASK", "DOUBT", "LIKELY", "SURE", "Finding", "Kind", "Match", "Tier"]


SURE: Final = 0.97
"""Confidences of a rule by its evidence; a profile's ``sure`` lies between the second and third."""
LIKELY: Final = 0.93
ASK: Final = 0.6
DOUBT: Final = 0.4


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
