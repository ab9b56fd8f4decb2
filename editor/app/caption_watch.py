"""Caption watch: what breaks the style guide in the live captions, checked where they changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from editor.app.caption_board import CaptionBoard
from editor.app.caption_checks import scene_of
from editor.captions.checks.finding import Finding, Grade
from editor.captions.checks.repairs import Repair, repair
from editor.captions.checks.rules import findings
from editor.captions.live import Reflown
from editor.model.episode import Episode

_REACH: Final = 1
"""Cues on both sides of a changed one that are checked again: rules look at neighbours."""


def _cue(finding: Finding) -> int:
    return finding.cue


class CaptionWatch:
    """The findings in the cues of a board, in their order."""

    def __init__(self, episode: Episode, board: CaptionBoard) -> None:
        self._episode = episode
        self._board = board
        self._found: list[Finding] = []

    @property
    def findings(self) -> Sequence[Finding]:
        """All of them."""
        return self._found

    @property
    def safe(self) -> int:
        """How many can be repaired at once."""
        return sum(finding.grade is Grade.SAFE for finding in self._found)

    def check(self) -> Iterator[int]:
        """Check everything anew, a cue at a step."""
        fresh: list[Finding] = []
        cues, profile = self._board.cues, self._board.profile
        for at in range(len(cues)):
            fresh += findings(self._episode, cues, profile, range(at, at + 1))
            yield at
        self._found = fresh

    def take(self, changed: Reflown) -> None:
        """Check what was re-flown and its neighbours; the others only move."""
        cues = self._board.cues
        first = max(0, changed.first - _REACH)
        old_stop = changed.first + changed.removed + _REACH
        stop = min(len(cues), changed.first + changed.added + _REACH)
        by = changed.added - changed.removed
        front = self._found[: bisect_left(self._found, first, key=_cue)]
        behind = self._found[bisect_left(self._found, old_stop, key=_cue) :]
        if by:
            behind = [replace(finding, cue=finding.cue + by) for finding in behind]
        fresh = findings(self._episode, cues, self._board.profile, range(first, stop))
        self._found = [*front, *fresh, *behind]

    def of(self, row: int) -> list[Finding]:
        """What breaks the style guide in one cue."""
        at = bisect_left(self._found, row, key=_cue)
        stop = bisect_left(self._found, row + 1, key=_cue)
        return self._found[at:stop]

    def next_row(self, row: int, by: int) -> int | None:
        """The next cue with a finding behind a row, or (-1) before it."""
        if by > 0:
            at = bisect_left(self._found, row + 1, key=_cue)
            return self._found[at].cue if at < len(self._found) else None
        at = bisect_left(self._found, row, key=_cue)
        return self._found[at - 1].cue if at else None

    def repair(self, finding: Finding) -> Repair | None:
        """Plan what mends a finding; ``None`` where only a person can, or a refresh is due."""
        board = self._board
        if not board.in_step:
            return None
        scene = scene_of(self._episode, board.cues, board.profile, board.view)
        return repair(scene, finding)
