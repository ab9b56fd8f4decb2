"""Scrub: sound under a hand that is drawn along the recording, a syllable at a time."""

from __future__ import annotations

from typing import Final

from editor.app.player import Player, PlayerState
from editor.model.time import Ms

_GRAIN: Final = 140
"""Ms that are heard of each place: a syllable."""


class Scrub:
    """Plays where the hand is; places that were passed while a syllable was heard are left out."""

    def __init__(self, player: Player, *, go_on: bool) -> None:
        """``go_on`` is kept for the end: whether the recording was being played."""
        self.go_on = go_on
        self.at: Ms = player.position()
        self._player = player
        self._heard = False
        player.pause()

    def pass_over(self, at: Ms) -> None:
        """The hand is here now."""
        if at != self.at:
            self.at, self._heard = at, False
        if self._player.state is not PlayerState.PLAYING:
            self.go_on_passing()

    def go_on_passing(self) -> None:
        """Nothing is heard any more: play where the hand is, unless that was heard."""
        if not self._heard:
            self._heard = True
            self._player.play(self.at, min(self.at + _GRAIN, self._player.duration))
