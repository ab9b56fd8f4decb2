"""A killed program loses nothing it had acknowledged: kills at random moments, one project.

``tests/benchmarks/bench_kills.py`` is the same loop for as many kills as one has time for.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.store.killing import run

KILLS = 40


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL and no fork on Windows")
def test_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    tally = run(KILLS, 20260101, tmp_path)
    assert tally.faults == []
    # The loop proves something only if the children had time to do something.
    assert tally.kills == KILLS
    assert tally.steps > 5 * KILLS
    assert tally.drafts > 10
