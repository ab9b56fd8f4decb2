"""The system's player: Qt's own, for recordings that our decoder cannot read."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QUrl

from editor.app.player import PlayerState
from editor.model.errors import UserError
from editor.model.time import Ms, Span
from editor.ui.player.device import Outputs

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

    from editor.audio.index import PacketIndex
    from editor.audio.tempo import Side

_STEP: Final = 0.15
"""Seconds for which the clock is believed without word from Qt, which comes every 50 to 100 ms."""

_ROUNDING: Final = 1
"""Ms: Qt tells whole ones."""


class MediaPlayer(QObject):
    """Plays with ``QMediaPlayer`` (``Player``): where a stretch ends is true to 16 ms or so.

    Qt tells its place in steps of 50 to 100 ms; between two of them the clock runs on. It has no
    way to let one channel be heard alone: both always are.
    """

    def __init__(
        self, parent: QObject | None = None, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        """Load QtMultimedia. Raises ``ImportError`` where a library of the system is missing.

        ``clock`` counts seconds, from any beginning.
        """
        from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer

        super().__init__(parent)
        self.on_state: Callable[[PlayerState], None] = lambda _: None
        self.on_end: Callable[[], None] = lambda: None
        self.on_error: Callable[[UserError], None] = lambda _: None
        self._state = PlayerState.EMPTY
        self._path: Path | None = None
        self._duration: Ms = 0
        self._clock = clock
        self._base: float = 0.0
        self._told = 0.0
        self._least = 0.0
        self._offset: Ms = 0
        self._stop: Ms | None = None
        self._again: Ms | None = None
        self._skips: Sequence[Span] = ()
        self._begin_when_open = False
        self._outputs = Outputs()
        self._output = QAudioOutput(self)
        _ask_once(self._output)
        self._media = QMediaPlayer(self)
        self._media.setAudioOutput(self._output)
        self._media.mediaStatusChanged.connect(self._on_status)
        self._media.positionChanged.connect(self._on_place)
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._choose_device)

    @property
    def state(self) -> PlayerState:
        return self._state

    @property
    def duration(self) -> Ms:
        return self._duration

    @property
    def sided(self) -> bool:
        return False

    def load(self, path: Path) -> None:
        self._media.stop()
        self._path = path
        self._duration = 0
        self._stand_at(0)
        self._stop = self._again = None
        self._begin_when_open = False
        self._become(PlayerState.LOADING)
        if path.exists():
            self._media.setSource(QUrl())  # Qt does not load anew what it has
            self._media.setSource(QUrl.fromLocalFile(str(path.absolute())))
        else:
            self._fail(UserError("recording-missing", path=str(path)))

    def play(
        self, start: Ms | None = None, stop: Ms | None = None, again: Ms | None = None
    ) -> None:
        if self._state is PlayerState.EMPTY:
            return
        at = self._place() if start is None else start
        self._stop, self._again = stop, again
        self._stand_at(at)
        if self._state is PlayerState.LOADING:
            self._begin_when_open = True
            return
        self._media.setPosition(round(at))
        self._media.play()
        self._stand_at(at)
        self._become(PlayerState.PLAYING)

    def pause(self) -> None:
        self._begin_when_open = False
        if self._state is PlayerState.PLAYING:
            here = self._place()
            self._stop = self._again = None
            self._media.pause()
            self._stand_at(here)
            self._become(PlayerState.PAUSED)

    def seek(self, at: Ms) -> None:
        self._stop = self._again = None
        if self._state in (PlayerState.PAUSED, PlayerState.PLAYING):
            self._media.setPosition(at)
        self._stand_at(at)

    def position(self) -> Ms:
        late = self._offset if self._state is PlayerState.PLAYING else 0
        return max(0, round(self._place()) - late)

    def set_rate(self, rate: float) -> None:
        self._stand_at(self._place())
        self._media.setPlaybackRate(rate)

    def set_volume(self, volume: float) -> None:
        self._output.setVolume(volume)

    def set_side(self, side: Side) -> None:
        """Qt cannot do that: both are heard, and ``sided`` says so."""

    def set_skips(self, skips: Sequence[Span]) -> None:
        self._skips = tuple(skips)

    def set_offset(self, offset: Ms) -> None:
        self._offset = offset

    def set_device(self, name: str) -> None:
        self._outputs.chosen = name
        self._choose_device()

    def refine(self, duration: Ms, index: PacketIndex | None) -> None:
        del index
        if self._path is not None:
            self._duration = duration

    def poll(self) -> None:
        """End, loop or skip where that is due."""
        if self._state is not PlayerState.PLAYING:
            return
        at = self._place()
        if self._stop is None:
            self._leave_out(at)
        elif at >= self._stop:
            if self._again is not None and self._again < self._stop:
                self._jump(self._again)
            else:
                self._end_at(self._stop)

    def close(self) -> None:
        self._media.stop()
        self._media.setSource(QUrl())
        self._path = None
        self._duration = 0
        self._stand_at(0)
        self._become(PlayerState.EMPTY)

    def _place(self) -> float:
        """Where Qt was when it told last, and the time since then; not before ``_least``."""
        if self._state is not PlayerState.PLAYING:
            return self._base
        passed = min(self._clock() - self._told, _STEP) * 1000
        place = self._base + passed * self._media.playbackRate()
        return min(max(place, self._least), float(self._duration))

    def _stand_at(self, at: float) -> None:
        self._base = self._least = max(0.0, float(at))
        self._told = self._clock()

    def _jump(self, at: Ms) -> None:
        self._media.setPosition(at)
        self._stand_at(at)

    def _leave_out(self, at: float) -> None:
        for span in self._skips:
            if span.start <= at < span.end:
                self._jump(span.end)

    def _end_at(self, at: Ms) -> None:
        self._media.pause()
        self._jump(at)  # last, for Qt tells its own place meanwhile
        self._stop = self._again = None
        self._become(PlayerState.PAUSED)
        self.on_end()

    def _on_place(self, at: int) -> None:
        """Never back by the little that the clock ran ahead: it waits there until Qt is as far."""
        if self._state is PlayerState.PLAYING:
            here = self._place()
            self._stand_at(at)
            if at < here <= at + _STEP * 1000 * self._media.playbackRate() + _ROUNDING:
                self._least = here

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        kinds = type(status)
        if status is kinds.InvalidMedia:
            path, reason = str(self._path), self._media.errorString()
            self._fail(UserError("recording-unreadable", path=path, reason=reason))
        elif status is kinds.EndOfMedia:
            if self._state is PlayerState.PLAYING:
                self._end_at(self._duration)
        elif status is kinds.LoadedMedia and self._state is PlayerState.LOADING:
            self._opened()

    def _opened(self) -> None:
        self._duration = self._duration or self._media.duration()
        self._stand_at(min(self._base, self._duration))
        self._become(PlayerState.PAUSED)
        if self._begin_when_open:
            self._begin_when_open = False
            self.play(round(self._base), self._stop, self._again)

    def _fail(self, error: UserError) -> None:
        self.close()
        self.on_error(error)

    def _choose_device(self) -> None:
        device = self._outputs.device
        if device != self._output.device():
            self._output.setDevice(device)

    def _become(self, state: PlayerState) -> None:
        if state is not self._state:
            self._state = state
            self.on_state(state)


def _ask_once(output: QAudioOutput) -> None:
    """Let PySide find out here that ``disconnectNotify`` is not overridden.

    It asks the interpreter at the first disconnection only. Qt's thread of the sound would make
    that one while it holds a lock of Qt, for which ``stop`` waits holding the interpreter's own.
    """
    slot = output.isMuted
    output.mutedChanged.connect(slot)
    output.mutedChanged.disconnect(slot)
