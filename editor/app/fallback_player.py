"""Fallback player: a second one steps in where the first cannot read a recording, or on request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from editor.app.player import PlayerState
from editor.app.settings import ENGINE, Settings

if TYPE_CHECKING:
    from pathlib import Path

    from editor.app.player import Player
    from editor.audio.index import PacketIndex
    from editor.audio.tempo import Side
    from editor.model.errors import UserError
    from editor.model.time import Ms, Span


class FallbackPlayer:
    """Two players behind the face of one (``Player``); only one of them exists at a time.

    A recording is given to the first player, or to the second where ``ENGINE`` says so. What the
    first finds ``recording-unreadable`` is tried with the second before anybody is told. Choosing
    the other while a recording is open goes on with it from the same place.
    """

    def __init__(
        self,
        first: Callable[[], Player],
        second: Callable[[], Player],
        settings: Settings,
    ) -> None:
        """Make players by ``first`` and ``second``, at their first use."""
        self.on_state: Callable[[PlayerState], None] = lambda _: None
        self.on_end: Callable[[], None] = lambda: None
        self.on_error: Callable[[UserError], None] = lambda _: None
        self._makers = {"own": first, "system": second}
        self._settings = settings
        self._tuned: dict[str, Callable[[Player], None]] = {}
        self._path: Path | None = None
        self._place: Ms = 0
        self._known: tuple[Ms, PacketIndex | None] | None = None
        self._refused: UserError | None = None
        self._name = settings[ENGINE]
        self._now = self._made()
        self._unwatch = settings.watch(ENGINE, self._chosen)

    @property
    def state(self) -> PlayerState:
        return self._now.state

    @property
    def duration(self) -> Ms:
        return self._now.duration

    @property
    def sided(self) -> bool:
        return self._now.sided

    def load(self, path: Path) -> None:
        self._refused = None
        self._path, self._place, self._known = path, 0, None
        if self._name != self._settings[ENGINE]:
            self._change(self._settings[ENGINE])
        self._now.load(path)

    def play(
        self, start: Ms | None = None, stop: Ms | None = None, again: Ms | None = None
    ) -> None:
        self._place = self._place if start is None else start
        self._now.play(start, stop, again)

    def pause(self) -> None:
        self._now.pause()

    def seek(self, at: Ms) -> None:
        self._place = at
        self._now.seek(at)

    def position(self) -> Ms:
        return self._now.position()

    def set_rate(self, rate: float) -> None:
        self._tune("rate", lambda player: player.set_rate(rate))

    def set_volume(self, volume: float) -> None:
        self._tune("volume", lambda player: player.set_volume(volume))

    def set_side(self, side: Side) -> None:
        self._tune("side", lambda player: player.set_side(side))

    def set_skips(self, skips: Sequence[Span]) -> None:
        self._tune("skips", lambda player: player.set_skips(skips))

    def set_offset(self, offset: Ms) -> None:
        self._tune("offset", lambda player: player.set_offset(offset))

    def set_device(self, name: str) -> None:
        self._tune("device", lambda player: player.set_device(name))

    def refine(self, duration: Ms, index: PacketIndex | None) -> None:
        self._known = duration, index
        self._now.refine(duration, index)

    def poll(self) -> None:
        self._now.poll()

    def close(self) -> None:
        self._unwatch()
        self._path = None
        self._now.close()

    def _tune(self, what: str, how: Callable[[Player], None]) -> None:
        """Tell the player, and whoever may step in for it."""
        self._tuned[what] = how
        how(self._now)

    def _made(self) -> Player:
        player = self._makers[self._name]()
        player.on_state = lambda state: self.on_state(state)
        player.on_end = lambda: self.on_end()
        player.on_error = self._failed
        return player

    def _change(self, name: str) -> None:
        """Let the other player step in; it is tuned as the one before was."""
        self._name = name
        former, self._now = self._now, self._made()
        former.on_state = lambda _: None
        former.on_error = lambda _: None
        former.close()
        for how in self._tuned.values():
            how(self._now)

    def _chosen(self) -> None:
        """Go on with the player that was chosen."""
        if self._name != self._settings[ENGINE]:
            self._go_on_with(self._settings[ENGINE])

    def renew(self) -> None:
        """Go on with a player made anew: what there is to play through has changed."""
        self._go_on_with(self._name)

    def _go_on_with(self, name: str) -> None:
        """Let a new player go on from here."""
        here, playing = self.position(), self.state is PlayerState.PLAYING
        self._refused = None
        self._change(name)
        if self._path is not None:
            self._load_again(here)
            if playing:
                self._now.play(here)

    def _load_again(self, at: Ms) -> None:
        if self._path is not None:
            self._now.load(self._path)
            self._now.seek(at)
            if self._known is not None:
                self._now.refine(*self._known)

    def _failed(self, error: UserError) -> None:
        can_help = self._name == "own" and error.code == "recording-unreadable"
        if self._path is not None and can_help:
            self._refused = error
            self._change("system")
            self._load_again(self._place)
            return
        refused, self._refused = self._refused, None
        self.on_error(refused or error)
