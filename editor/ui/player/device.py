"""The sound devices there are, and opening the one that was chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from editor.audio.feed import BUFFER_MS

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtMultimedia import QAudioDevice

    from editor.ui.player.voice import Device

_FRAME_BYTES: Final = 4


@dataclass(frozen=True, slots=True)
class Output:
    """A device, by the system's name for it and the one for people."""

    name: str
    title: str


class Outputs:
    """What can be heard through; ``chosen`` names a device, ``""`` the system's default one.

    A chosen device that is not there gives way to the default one, and is used again once it is
    back.
    """

    def __init__(self) -> None:
        self.chosen = ""

    @property
    def now(self) -> str:
        """The name of the device that would be opened; ``""`` where there is none."""
        found = self.device
        return "" if found.isNull() else _name(found)

    @property
    def device(self) -> QAudioDevice:
        """The device that would be opened; a null one where there is none."""
        from PySide6.QtMultimedia import QMediaDevices

        for device in QMediaDevices.audioOutputs() if self.chosen else ():
            if _name(device) == self.chosen:
                return device
        return QMediaDevices.defaultAudioOutput()

    def open(self, rate: int, parent: QObject, gone: Callable[[], None]) -> Device | None:
        """Return the device, taking 16-bit stereo; ``None`` where there is none."""
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QtAudio

        found = self.device
        if found.isNull():
            return None
        form = QAudioFormat()
        form.setSampleRate(rate)
        form.setChannelCount(2)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        sink = QAudioSink(found, form, parent)
        sink.setBufferSize(rate * BUFFER_MS // 1000 * _FRAME_BYTES)

        def look() -> None:
            harmless = (QtAudio.Error.NoError, QtAudio.Error.UnderrunError)
            if sink.state() is QtAudio.State.StoppedState and sink.error() not in harmless:
                gone()

        sink.stateChanged.connect(look)
        return sink


def outputs() -> list[Output]:
    """Return the devices there are now; none where QtMultimedia cannot be loaded."""
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError:
        return []
    return [Output(_name(one), one.description()) for one in QMediaDevices.audioOutputs()]


def _name(device: QAudioDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")
