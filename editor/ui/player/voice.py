"""The sound device in a thread of its own, where no stall of the window reaches it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QIODevice, QObject, Qt, QThread, QTimer, Signal, Slot

if TYPE_CHECKING:
    from editor.audio.feed import Feed

_FADE: Final = (0.7, 0.4, 0.2, 0.1, 0.0)
_FADE_STEP_MS: Final = 4

_TICK_MS: Final = 10
_TAIL_MS: Final = 40
"""Silence after the end before the device is stopped: what it says it has played may still be on
its way (measured: stopped 3 to 15 ms early without)."""


_STUCK: Final = 500
"""Looks in a row, 5 s, at which a device that stands still is taken to be gone: Qt does not tell of
PulseAudio's last device being unplugged. Headphones without a wire may take 2 s to begin."""


@dataclass(frozen=True, slots=True)
class Reading:
    """At ``moment`` (``perf_counter``) the device was at sample ``heard`` of run ``number``."""

    number: int
    moment: float
    heard: int


class Device(Protocol):
    """What is needed of a ``QAudioSink``; named as Qt names it."""

    def start(self, tap: QIODevice, /) -> None: ...

    def stop(self) -> None: ...

    def setVolume(self, volume: float, /) -> None: ...

    def processedUSecs(self) -> int: ...

    def deleteLater(self) -> None: ...


class Opens(Protocol):
    """Something that opens the device to be heard through; ``chosen`` names it."""

    chosen: str

    def open(self, rate: int, parent: QObject, gone: Callable[[], None], /) -> Device | None:
        """Return the device for a rate; ``gone`` tells when it is."""

    def refused(self, device: Device, /) -> bool:
        """Whether a device that was just started does not play, though it is listed."""

    def give_up(self) -> bool:
        """Do without the chosen device until another is chosen or the list of them changes.

        Whether there is another one to be heard through.
        """


class Tap(QIODevice):
    """Where the device draws its samples: whatever the feed has for the run in hand."""

    def __init__(self, feed: Feed) -> None:
        super().__init__()
        self._feed = feed
        self.number = 0
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def readData(self, maxlen: int) -> object:
        return self._feed.take(self.number, maxlen)

    def writeData(self, data: bytes | bytearray | memoryview, len: int) -> int:  # noqa: A002
        del data, len
        return -1

    def bytesAvailable(self) -> int:
        return 1 << 20  # there is always silence

    def isSequential(self) -> bool:
        return True


class Voice(QObject):
    """Plays the runs of a feed. Its slots run in the thread it was moved to; use ``begin.emit``."""

    begin = Signal(int)
    halt = Signal()
    volume = Signal(float)
    renew = Signal()
    """Take the device anew."""

    shut = Signal()
    """Let go of the device and end the thread."""

    ended = Signal(int)
    lost = Signal()
    """The device is gone, or there is none."""

    def __init__(self, feed: Feed, rate: int, outputs: Opens) -> None:
        super().__init__()
        self._feed = feed
        self._outputs = outputs
        self._rate = rate
        self._volume = 1.0
        self._device: Device | None = None
        self._tap: Tap | None = None
        self._timer: QTimer | None = None
        self._still = 0
        self.reading: Reading | None = None
        """The last look at the device; any thread may read it."""

        queued = Qt.ConnectionType.QueuedConnection
        self.begin.connect(self._begin, queued)
        self.halt.connect(self._halt, queued)
        self.volume.connect(self._set_volume, queued)
        self.renew.connect(self._forget_device, queued)
        self.shut.connect(self._shut, queued)

    @Slot(int)
    def _begin(self, number: int) -> None:
        """Let run ``number`` be heard instead of what is."""
        self._stop()
        device = self._ready()
        if device is None or self._tap is None or self._timer is None:
            self.lost.emit()
            return
        self._tap.number = number
        device.setVolume(self._volume)
        device.start(self._tap)
        if self._outputs.refused(device):
            self._gone()
            return
        self._look()
        self._timer.start()

    @Slot()
    def _halt(self) -> None:
        """Fade out and stop. The volume acts behind the device's buffer, 10 to 20 ms later."""
        if self._device is not None and self.reading is not None:
            for share in _FADE:
                self._device.setVolume(self._volume * share)
                QThread.msleep(_FADE_STEP_MS)
        self._stop()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        if self._device is not None:
            self._device.stop()
        self.reading = None

    @Slot(float)
    def _set_volume(self, volume: float) -> None:
        self._volume = volume
        if self._device is not None:
            self._device.setVolume(volume)

    @Slot()
    def _forget_device(self) -> None:
        self._stop()
        if self._device is not None:
            self._device.deleteLater()
            self._device = None

    @Slot()
    def _shut(self) -> None:
        self._forget_device()
        QThread.currentThread().quit()

    def _ready(self) -> Device | None:
        """Return the device, opened at the first use."""
        if self._device is None:
            self._device = self._outputs.open(self._rate, self, self._gone)
        if self._tap is None:
            self._tap = Tap(self._feed)
            self._tap.setParent(self)
            self._timer = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
            self._timer.timeout.connect(self._look)
        return self._device

    def _gone(self) -> None:
        self._forget_device()
        self.lost.emit()

    @Slot()
    def _look(self) -> None:
        """Note how far the device is; stop it at the end of the run."""
        if self._device is None or self._tap is None:
            return
        number = self._tap.number
        heard = self._device.processedUSecs() * self._rate // 1_000_000
        stands = self.reading is not None and heard == self.reading.heard
        self._still = self._still + 1 if stands else 0
        if self._still >= _STUCK:
            self._gone()
            return
        self.reading = Reading(number, time.perf_counter(), heard)
        if self._feed.ended(number, heard - self._rate * _TAIL_MS // 1000):
            self._stop()
            self.ended.emit(number)
