"""Which player there is: our own, or the system's; by the clock where there is no device."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from editor.app.null_player import NullPlayer
from editor.app.understudy import Understudied

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
    return Understudied(lambda: make_player(parent), lambda: make_system_player(parent), settings)


def make_player(parent: QObject | None = None) -> Player:
    """Return a player for this machine. Loads QtMultimedia: call it after the first paint."""
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError as error:  # a library of the system is missing, such as libpulse
        _log.info("no sound: %s", error)
        return NullPlayer()
    device = QMediaDevices.defaultAudioOutput()
    if device.isNull():
        _log.info("no sound device")
        return NullPlayer()
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


def _follow_device(player: SinkPlayer, outputs: Outputs) -> None:
    """Go on with another device when the right one changes: headphones in, headphones out."""
    from PySide6.QtMultimedia import QMediaDevices

    devices = QMediaDevices(player)
    known = outputs.now

    def look() -> None:
        nonlocal known
        now = outputs.now
        if now != known:
            known = now
            player.take_device()

    devices.audioOutputsChanged.connect(look)
