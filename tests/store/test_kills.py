"""A killed program loses nothing it had acknowledged: 100 kills at random moments, one project."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.store.killing import run


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL and no fork on Windows")
def test_a_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    tally = run(100, 20260101, tmp_path)
    assert tally.faults == []
    # The loop proves something only if the children had time to do something.
    assert tally.kills == 100
    assert tally.steps > 300
    assert tally.drafts > 10
