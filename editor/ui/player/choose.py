"""Which player there is: our own, or the system's; by the clock where there is no device."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from editor.app.fallback_player import FallbackPlayer
from editor.app.null_player import NullPlayer

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from editor.app.player import Player
    from editor.app.settings import Settings
    from editor.ui.player.device import Outputs
    from editor.ui.player.sink import SinkPlayer

_log = logging.getLogger(__name__)
_USUAL_RATES: Final = range(32_000, 96_001)
_RATE: Final = 48_000


def make_players(settings: Settings, parent: QObject | None = None) -> Player:
    """Return our own player with the system's behind it."""
    players = FallbackPlayer(
        lambda: make_player(parent, lambda: players.renew()),
        lambda: make_system_player(parent),
        settings,
    )
    return players


def make_player(
    parent: QObject | None = None, plugged_in: Callable[[], None] = lambda: None
) -> Player:
    """Return a player for this machine. Loads QtMultimedia: call it after the first paint.

    ``plugged_in`` is called where there was no device and one has come.
    """
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError as error:  # a library of the system is missing, such as libpulse
        _log.info("no sound: %s", error)
        return NullPlayer()
    device = QMediaDevices.defaultAudioOutput()
    if device.isNull():
        _log.info("no sound device")
        return SilentPlayer(plugged_in)
    from editor.ui.player.device import Outputs
    from editor.ui.player.sink import SinkPlayer

    rate = device.preferredFormat().sampleRate()
    outputs = Outputs()
    player = SinkPlayer(rate if rate in _USUAL_RATES else _RATE, outputs, parent)
    _follow_device(player, outputs)
    return player


def make_system_player(parent: QObject | None = None) -> Player:
    """Return Qt's player, which makes do without a device."""
    from editor.ui.player.media import MediaPlayer

    try:
        return MediaPlayer(parent)
    except ImportError as error:
        _log.info("no sound: %s", error)
        return NullPlayer()


class SilentPlayer(NullPlayer):
    """Plays by the clock until there is a device."""

    def __init__(self, plugged_in: Callable[[], None]) -> None:
        from PySide6.QtMultimedia import QMediaDevices

        super().__init__()
        self._plugged_in = plugged_in
        self._devices = QMediaDevices()
        self._devices.audioOutputsChanged.connect(self._look)

    def close(self) -> None:
        self._plugged_in = lambda: None
        super().close()

    def _look(self) -> None:
        if not self._devices.defaultAudioOutput().isNull():
            self._plugged_in()


def _follow_device(player: SinkPlayer, outputs: Outputs) -> None:
    """Go on with another device when the right one changes: headphones in, headphones out."""
    from PySide6.QtMultimedia import QMediaDevices

    devices = QMediaDevices(player)
    known = outputs.now

    def look() -> None:
        nonlocal known
        outputs.look_again()
        now = outputs.now
        if now != known:
            known = now
            player.take_device()

    devices.audioOutputsChanged.connect(look)
