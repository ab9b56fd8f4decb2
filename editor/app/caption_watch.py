"""Caption watch: what breaks the style guide in the live captions, checked where they changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from editor.app.caption_board import CaptionBoard
from editor.app.caption_repairs import scene_of
from editor.captions.checks.finding import Finding, Grade
from editor.captions.checks.repairs import Repair, repair
from editor.captions.checks.rules import findings
from editor.captions.live import Reflown
from editor.model.episode import Episode

_REACH: Final = 1
"""Cues on both sides of a changed one that are checked again: rules look at neighbours."""


def _safe(found: Sequence[Finding]) -> int:
    return sum(finding.grade is Grade.SAFE for finding in found)


class CaptionWatch:
    """The findings in the cues of a board, in their order."""

    def __init__(self, episode: Episode, board: CaptionBoard) -> None:
        self._episode = episode
        self._board = board
        self._found: list[list[Finding]] = []
        """Of each cue; ``cue`` in them is where it stood when it was checked."""
        self.count = 0
        """How many there are."""
        self.safe = 0
        """How many can be repaired at once."""
        self.ready = False
        """Whether all cues have been checked."""

    @property
    def findings(self) -> Sequence[Finding]:
        """All of them; walks all cues."""
        return [finding for row in range(len(self._found)) for finding in self.of(row)]

    def check(self) -> Iterator[None]:
        """Check everything anew, a cue at a step; an edit meanwhile begins it again.

        It ends early, not ``ready``, where the board has to be built again.
        """
        self.ready = False
        board = self._board
        cues, fresh, count, safe = board.cues, list[list[Finding]](), 0, 0
        while len(fresh) < len(cues):
            fresh.append(self._checked(len(fresh)))
            count += len(fresh[-1])
            safe += _safe(fresh[-1])
            yield
            yield from board.ahead()
            if not board.in_step and board.refresh() is None:
                return
            if board.cues is not cues:
                cues, fresh, count, safe = board.cues, [], 0, 0
        self._found, self.count, self.safe = fresh, count, safe
        self.ready = True

    def take(self, changed: Reflown) -> None:
        """Check what was re-flown and its neighbours; the others only move."""
        first = max(0, changed.first - _REACH)
        old_stop = changed.first + changed.removed + _REACH
        stop = min(len(self._board.cues), changed.first + changed.added + _REACH)
        fresh = [self._checked(row) for row in range(first, stop)]
        for found, by in ((self._found[first:old_stop], -1), (fresh, 1)):
            self.count += by * sum(map(len, found))
            self.safe += by * sum(map(_safe, found))
        self._found[first:old_stop] = fresh

    def of(self, row: int) -> list[Finding]:
        """What breaks the style guide in one cue."""
        found = self._found[row] if 0 <= row < len(self._found) else []
        return [each if each.cue == row else replace(each, cue=row) for each in found]

    def next_row(self, row: int, by: int) -> int | None:
        """The next cue with a finding behind a row, or (-1) before it."""
        rows = range(row + 1, len(self._found)) if by > 0 else range(row - 1, -1, -1)
        return next((at for at in rows if self._found[at]), None)

    def _checked(self, row: int) -> list[Finding]:
        board = self._board
        return list(findings(self._episode, board.cues, board.profile, range(row, row + 1)))

    def repair(self, finding: Finding) -> Repair | None:
        """Plan what mends a finding; ``None`` where only a person can, or a refresh is due."""
        board = self._board
        if not board.in_step:
            return None
        scene = scene_of(self._episode, board.cues, board.profile, board.view)
        return repair(scene, finding)
