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
        self._chosen = self._absent = ""

    @property
    def chosen(self) -> str:
        """The device a person wants, by the system's name for it."""
        return self._chosen

    @chosen.setter
    def chosen(self, name: str) -> None:
        self._chosen, self._absent = name, ""

    @property
    def now(self) -> str:
        """The name of the device that would be opened; ``""`` where there is none."""
        found = self.device
        return "" if found.isNull() else _name(found)

    @property
    def device(self) -> QAudioDevice:
        """The device that would be opened; a null one where there is none."""
        from PySide6.QtMultimedia import QMediaDevices

        wanted = self.chosen if self.chosen != self._absent else ""
        for device in QMediaDevices.audioOutputs() if wanted else ():
            if _name(device) == wanted:
                return device
        return QMediaDevices.defaultAudioOutput()

    def refused(self, device: Device) -> bool:
        """Whether a device that was just started does not play.

        Qt goes on listing a sink of PulseAudio that is gone; it is then opened in vain.
        """
        from PySide6.QtMultimedia import QAudioSink, QtAudio

        return isinstance(device, QAudioSink) and device.error() is QtAudio.Error.OpenError

    def give_up(self) -> bool:
        """Do without the chosen device until another is chosen or the list of them changes.

        Whether there is another one to be heard through.
        """
        lost = self.now
        self._absent = self.chosen
        return self.now not in ("", lost)

    def look_again(self) -> None:
        """Hope for the chosen device once more: what there is has changed."""
        self._absent = ""

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
