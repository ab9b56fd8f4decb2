"""Traps: sentences that look like a stumble and are none, in every language with a pack."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

TRAPS = [
    line.split("\t")
    for line in (Path(__file__).parent / "traps.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("lang", ["en", "de", "fr", "es"])
def test_nothing_of_a_trap_goes(lang: str, cleaned: Callable[..., str]) -> None:
    lines = [line for tag, line in TRAPS if tag == lang]
    assert len(lines) > 50
    assert [line for line in lines if cleaned(line, lang) != line] == []
