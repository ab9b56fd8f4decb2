"""What the tests of cleaning share.

A line as the clean view shows it after the detectors have been over it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from editor.cleaning import Finding, Tier, propose
from editor.model.marks import Mark, MarkState
from editor.model.render import clean_text
from editor.model.segment import Segment

Cleaner = Callable[..., str]


def struck(text: str, findings: list[Finding]) -> str:
    """The clean view of a line whose auto findings are struck."""
    marks = tuple(
        Mark(f.start, f.end, f.kind, f.rule, f.confidence, MarkState.AUTO)
        for f in findings
        if f.tier is Tier.AUTO
    )
    return clean_text(Segment(1, 0, 1000, text, marks=marks))


@pytest.fixture(scope="session")
def cleaned() -> Cleaner:
    """What is left of a text once everything that is struck unasked has gone."""

    def of(text: str, lang: str = "en") -> str:
        return struck(text, propose(text, lang))

    return of
