"""Pace: where playing goes on after a pause, and what it does while a person types."""

from __future__ import annotations

from typing import Final

from editor.app.heard import phrase_start
from editor.app.playback import Playback
from editor.app.player import Change
from editor.app.settings import RESUME, STEP_BACK, WHILE_TYPING, Settings
from editor.model.episode import Episode
from editor.model.time import Ms

REST_MS: Final = 1_000
"""After so long without a key a person listens again (product default)."""


class Pace:
    """Follows what was chosen for going on and for typing.

    ``typed`` is to be called with every key, ``rested`` once ``REST_MS`` have passed without one.
    """

    def __init__(self, episode: Episode, playback: Playback, settings: Settings) -> None:
        self._episode = episode
        self._playback = playback
        self._settings = settings
        self._paused = self._slowed = False
        playback.resume = self.resume_at
        self.close = playback.listen(self._hear)

    def resume_at(self, left_off: Ms) -> Ms:
        """Where playing goes on that was stopped at ``left_off`` (ms)."""
        chosen = self._settings[RESUME]
        if chosen == "stopped":
            return left_off
        if chosen == "phrase":
            return phrase_start(self._episode, left_off)
        return max(0, left_off - self._settings[STEP_BACK])

    def typed(self) -> None:
        """Go on, wait or slow down, as was chosen."""
        chosen = self._settings[WHILE_TYPING]
        if not self._playback.playing:
            return
        if chosen == "pause":
            self._playback.pause()
            self._paused = True  # after the pause, whose news would forget it
        elif chosen == "slow" and not self._slowed:
            self._slowed = True
            self._playback.ease(on=True)

    def rested(self) -> None:
        """Go on as before the typing, unless the person has taken the play keys meanwhile."""
        if self._paused:
            self._paused = False
            self._playback.play()
        if self._slowed:
            self._slowed = False
            self._playback.ease(on=False)

    def _hear(self, change: Change) -> None:
        if change is Change.STATE:
            self._paused = False
