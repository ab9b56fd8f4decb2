"""Opening the sound device that is the default one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from editor.ui.player.voice import Device

_BUFFER_MS: Final = 250
"""Sound that the device holds: no silence was measured while Python code was busy. C code that
holds the interpreter for longer than this is heard."""

_FRAME_BYTES: Final = 4


def open_default(rate: int, parent: QObject, gone: Callable[[], None]) -> Device | None:
    """Return the default device, taking 16-bit stereo; ``None`` where there is none."""
    from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices, QtAudio

    found = QMediaDevices.defaultAudioOutput()
    if found.isNull():
        return None
    form = QAudioFormat()
    form.setSampleRate(rate)
    form.setChannelCount(2)
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    sink = QAudioSink(found, form, parent)
    sink.setBufferSize(rate * _BUFFER_MS // 1000 * _FRAME_BYTES)

    def look() -> None:
        harmless = (QtAudio.Error.NoError, QtAudio.Error.UnderrunError)
        if sink.state() is QtAudio.State.StoppedState and sink.error() not in harmless:
            gone()

    sink.stateChanged.connect(look)
    return sink
