"""As if cut: the recording heard without some stretches, before anybody cuts them out."""

from __future__ import annotations

from collections.abc import Sequence

from editor.app.playback import Playback
from editor.app.player import Change
from editor.model.time import Ms, Span


class AsCut:
    """Plays without cuts until something else is heard; ``pass_by`` is told of every frame."""

    def __init__(self, playback: Playback) -> None:
        self._playback = playback
        self._on = False
        self._until: Ms | None = None
        self.shut = playback.listen(self._changed)

    @property
    def on(self) -> bool:
        """Whether that is how the recording is heard now."""
        return self._on

    def play(self, cuts: Sequence[Span], at: Ms, until: Ms | None = None) -> None:
        """Play from a moment on without ``cuts`` (in order, apart), up to another where given."""
        if not self._playback.ready:
            return
        self._playback.leave_out(cuts)
        self._playback.play_from(at)
        self._on, self._until = True, until

    def pass_by(self, at: Ms) -> None:
        """Stop where the stretch that was asked for is over."""
        if self._on and self._until is not None and at >= self._until:
            self._playback.pause()

    def _changed(self, change: Change) -> None:
        if self._on and change is Change.STATE and not self._playback.playing:
            self._on, self._until = False, None
            self._playback.leave_out(None)
