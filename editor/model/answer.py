"""Answer: what a person let stand in the review."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """``said``, words in lower case, may stand against a rule.

    In the line of id ``segment``, or wherever they are said where that is ``None``. The line may
    be gone by now.
    """

    id: int
    rule: str
    said: str
    segment: int | None = None
