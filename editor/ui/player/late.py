"""A player before it is known which: it loads until the sound system is awake."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from editor.app.player import PlayerState
from editor.model.errors import UserError
from editor.model.time import Ms, Span

if TYPE_CHECKING:
    from pathlib import Path

    from editor.app.player import Player
    from editor.audio.index import PacketIndex
    from editor.audio.tempo import Side
    from editor.ui.player.multimedia import Multimedia


class LatePlayer:
    """Wakes the sound system for the first recording; once that is awake, hands everything on.

    Until then it is a ``Player`` that is LOADING, and keeps what it is asked for as any such does.
    """

    def __init__(self, multimedia: Multimedia, make: Callable[[], Player]) -> None:
        self.on_state: Callable[[PlayerState], None] = lambda _: None
        self.on_end: Callable[[], None] = lambda: None
        self.on_error: Callable[[UserError], None] = lambda _: None
        self._multimedia = multimedia
        self._make = make
        self._player: Player | None = None
        self._choices: dict[str, Callable[[Player], None]] = {}
        self._call_off: Callable[[], None] = lambda: None
        self._path: Path | None = None
        self._base: Ms = 0
        self._wanted: tuple[Ms | None, Ms | None, Ms | None] | None = None

    @property
    def state(self) -> PlayerState:
        if self._player is not None:
            return self._player.state
        return PlayerState.EMPTY if self._path is None else PlayerState.LOADING

    @property
    def duration(self) -> Ms:
        return 0 if self._player is None else self._player.duration

    @property
    def sided(self) -> bool:
        return self._player is None or self._player.sided

    def load(self, path: Path) -> None:
        if self._player is not None:
            self._player.load(path)
            return
        before, self._path = self._path, path
        self._base, self._wanted = 0, None
        self._choices.pop("refine", None)
        if before is None:
            self.on_state(PlayerState.LOADING)
            self._call_off = self._multimedia.when_awake(self._begin)

    def play(
        self, start: Ms | None = None, stop: Ms | None = None, again: Ms | None = None
    ) -> None:
        if self._player is not None:
            self._player.play(start, stop, again)
        elif self._path is not None:
            self._base = self._base if start is None else start
            self._wanted = (start, stop, again)

    def pause(self) -> None:
        self._wanted = None
        if self._player is not None:
            self._player.pause()

    def seek(self, at: Ms) -> None:
        if self._player is not None:
            self._player.seek(at)
        else:
            self._base = at
            self._wanted = None if self._wanted is None else (at, None, None)

    def position(self) -> Ms:
        return self._base if self._player is None else self._player.position()

    def set_rate(self, rate: float) -> None:
        self._choose("rate", lambda player: player.set_rate(rate))

    def set_volume(self, volume: float) -> None:
        self._choose("volume", lambda player: player.set_volume(volume))

    def set_side(self, side: Side) -> None:
        self._choose("side", lambda player: player.set_side(side))

    def set_skips(self, skips: Sequence[Span]) -> None:
        self._choose("skips", lambda player: player.set_skips(skips))

    def set_offset(self, offset: Ms) -> None:
        self._choose("offset", lambda player: player.set_offset(offset))

    def set_device(self, name: str) -> None:
        self._choose("device", lambda player: player.set_device(name))

    def refine(self, duration: Ms, index: PacketIndex | None) -> None:
        self._choose("refine", lambda player: player.refine(duration, index))

    def poll(self) -> None:
        if self._player is not None:
            self._player.poll()

    def close(self) -> None:
        before, self._path = self._path, None
        self._base, self._wanted = 0, None
        self._call_off()
        if self._player is not None:
            self._player.close()
        elif before is not None:
            self.on_state(PlayerState.EMPTY)

    def _choose(self, what: str, tell: Callable[[Player], None]) -> None:
        if self._player is not None:
            tell(self._player)
        else:
            self._choices[what] = tell

    def _begin(self) -> None:
        """Make the player, and let it do what has been asked for meanwhile."""
        if self._path is None:
            return
        player = self._make()
        player.on_end = lambda: self.on_end()
        player.on_error = lambda error: self.on_error(error)
        refine = self._choices.pop("refine", None)
        for tell in self._choices.values():
            tell(player)
        wanted = self._wanted
        self._player = player
        player.load(self._path)
        if refine is not None:
            refine(player)
        player.seek(self._base)
        # Told only now: on loading, a player stands at 0, and a seek tells nobody where it stands.
        player.on_state = lambda state: self.on_state(state)
        self.on_state(player.state)
        if wanted is not None:
            player.play(*wanted)
