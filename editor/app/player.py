"""Player: what anything that plays a recording can do and tell, with a device or without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from editor.model.errors import UserError
from editor.model.time import Ms, Span

if TYPE_CHECKING:
    from pathlib import Path

    from editor.audio.index import PacketIndex
    from editor.audio.tempo import Side


class PlayerState(Enum):
    """What a player is doing. Commands given while it loads are carried out once it has."""

    EMPTY = auto()
    LOADING = auto()
    PAUSED = auto()
    PLAYING = auto()


class Change(Enum):
    """What whoever listens to the playback is told about."""

    STATE = auto()
    RATE = auto()
    PLACE = auto()
    """The playhead was moved, by other means than time passing."""

    SPAN = auto()
    """What is being played or looped is another stretch, or none."""


class Player(Protocol):
    """Something that plays one recording: with a sound device, or by the clock alone.

    All methods return at once and belong to one thread; the callbacks arrive on it. Set them before
    ``load``.
    """

    on_state: Callable[[PlayerState], None]
    on_end: Callable[[], None]
    """The end, or the ``stop`` of ``play``, was reached; the state is PAUSED by then."""

    on_error: Callable[[UserError], None]

    @property
    def state(self) -> PlayerState: ...

    @property
    def duration(self) -> Ms:
        """Length of the recording; 0 where none is loaded."""

    @property
    def sided(self) -> bool:
        """Whether one channel can be heard alone."""

    def load(self, path: Path) -> None:
        """Take a recording, paused at 0. What goes wrong arrives at ``on_error``, then EMPTY."""

    def play(
        self, start: Ms | None = None, stop: Ms | None = None, again: Ms | None = None
    ) -> None:
        """Play from ``start`` (or from here) up to ``stop`` (or the end), exactly.

        Where ``stop`` is not after ``start``, the end comes at once.
        With ``again``, what follows ``stop`` is heard from there on, without a gap, over and over.
        """

    def pause(self) -> None: ...

    def seek(self, at: Ms) -> None:
        """Go to ``at`` and do there what was being done; ``stop`` and ``again`` are forgotten."""

    def position(self) -> Ms:
        """Where the sound is that is heard now: continuous, not in steps."""

    def set_rate(self, rate: float) -> None:
        """Play 0.5 to 3 times as fast, with the same pitch."""

    def set_volume(self, volume: float) -> None:
        """From 0 to 1."""

    def set_side(self, side: Side) -> None:
        """Let one channel, both, or their mix be heard."""

    def set_skips(self, skips: Sequence[Span]) -> None:
        """Leave these stretches out wherever there is no ``stop``."""

    def set_offset(self, offset: Ms) -> None:
        """Say how much later than the device says its sound is heard (ms)."""

    def set_device(self, name: str) -> None:
        """Be heard through this device (as the system names it), or else the default one."""

    def refine(self, duration: Ms, index: PacketIndex | None) -> None:
        """Take what the peaks pass has found: the true length, and where each second lies."""

    def poll(self) -> None:
        """Let a player without a thread of its own notice that the end has come."""

    def close(self) -> None:
        """Let go of file and device."""
