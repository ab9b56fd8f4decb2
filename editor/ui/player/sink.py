"""The player that is heard: decoded ahead by a feed, played by a device in its own thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QThread, Signal

from editor.app.player import PlayerState
from editor.audio.feed import Feed, Run
from editor.model.errors import UserError
from editor.model.time import Ms, Span
from editor.ui.player.voice import Voice

if TYPE_CHECKING:
    from pathlib import Path

    from editor.audio.index import PacketIndex
    from editor.audio.tempo import Side
    from editor.ui.player.voice import Opens

_LOOKAHEAD: Final = 0.1
"""Seconds for which the clock is believed without another look at the device."""

_UNSTEADY: Final = 50
"""Ms by which a device's clock may seem to run back between two looks; a loop goes back further."""

_PATIENCE_MS: Final = 1_000


class SinkPlayer(QObject):
    """Plays through an output device (``Player``). Belongs to the window's thread."""

    _opened = Signal(object, int)
    _failed = Signal(object)

    def __init__(
        self,
        rate: int,
        outputs: Opens,
        parent: QObject | None = None,
    ) -> None:
        """Give the device ``rate`` samples a second."""
        super().__init__(parent)
        self.on_state: Callable[[PlayerState], None] = lambda _: None
        self.on_end: Callable[[], None] = lambda: None
        self.on_error: Callable[[UserError], None] = lambda _: None
        self._rate = rate
        self._outputs = outputs
        self._offset: Ms = 0
        self._state = PlayerState.EMPTY
        self._path: Path | None = None
        self._duration: Ms = 0
        self._measured: Ms = 0
        self._base: Ms = 0
        self._run = Run(0)
        self._number = 0
        self._begin_when_open = False
        self._feed = Feed(rate, self._opened.emit, self._primed, self._failed.emit)
        self._voice = Voice(self._feed, rate, outputs)
        self._thread = QThread(self)
        self._thread.setObjectName("voice")
        self._voice.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._opened.connect(self._on_opened, queued)
        self._failed.connect(self._on_failed, queued)
        self._voice.ended.connect(self._on_ended, queued)
        self._voice.lost.connect(self._on_lost, queued)
        self._thread.start(QThread.Priority.TimeCriticalPriority)

    @property
    def state(self) -> PlayerState:
        return self._state

    @property
    def duration(self) -> Ms:
        return self._duration

    @property
    def sided(self) -> bool:
        return True

    def load(self, path: Path) -> None:
        self._silence()
        self._path = path
        self._duration = self._measured = self._base = 0
        self._begin_when_open = False
        self._become(PlayerState.LOADING)
        self._feed.open(path)

    def play(
        self, start: Ms | None = None, stop: Ms | None = None, again: Ms | None = None
    ) -> None:
        if self._state is PlayerState.EMPTY:
            return
        at = self.position() if start is None else start
        self._run = replace(self._run, start=at, stop=stop, again=again)
        self._base = at
        if self._state is PlayerState.LOADING:
            self._begin_when_open = True
            return
        self._number = self._feed.start(self._run)
        self._become(PlayerState.PLAYING)

    def pause(self) -> None:
        self._begin_when_open = False
        if self._state is PlayerState.PLAYING:
            self._base = self.position()
            self._silence()
            self._become(PlayerState.PAUSED)

    def seek(self, at: Ms) -> None:
        if self._state is PlayerState.PLAYING or self._begin_when_open:
            self.play(at)
        else:
            self._base = at

    def position(self) -> Ms:
        if self._state is not PlayerState.PLAYING:
            return self._base
        reading = self._voice.reading
        if reading is None or reading.number != self._number:
            return self._base
        passed = min(time.perf_counter() - reading.moment, _LOOKAHEAD) - self._offset / 1000
        place = self._feed.place(self._number, max(0, reading.heard + int(passed * self._rate)))
        if place is not None and not self._base - _UNSTEADY < place < self._base:
            self._base = round(place)
        return self._base

    def set_rate(self, rate: float) -> None:
        self._change(replace(self._run, tempo=rate))

    def set_volume(self, volume: float) -> None:
        self._voice.volume.emit(volume)

    def set_side(self, side: Side) -> None:
        self._change(replace(self._run, side=side))

    def set_skips(self, skips: Sequence[Span]) -> None:
        self._change(replace(self._run, skips=tuple(skips)))

    def set_offset(self, offset: Ms) -> None:
        self._offset = offset

    def set_device(self, name: str) -> None:
        if name != self._outputs.chosen:
            self._outputs.chosen = name
            self.take_device()

    def refine(self, duration: Ms, index: PacketIndex | None) -> None:
        if self._path is not None:
            self._duration = self._measured = duration
            self._feed.use_index(index)

    def poll(self) -> None:
        """Everything is noticed by threads."""

    def take_device(self) -> None:
        """Go on with what is the right device now."""
        here = self.position()
        self._voice.renew.emit()
        self._go_on(here)

    def _change(self, run: Run) -> None:
        """Play on in another way."""
        if run == self._run:
            return
        here, self._run = self.position(), run
        self._go_on(here)

    def _go_on(self, here: Ms) -> None:
        if self._state is PlayerState.PLAYING:
            self.play(here, self._run.stop, self._run.again)

    def close(self) -> None:
        self._silence()
        self._voice.shut.emit()
        self._thread.wait(_PATIENCE_MS)
        self._feed.close()
        self._path = None
        self._duration = self._base = 0
        self._become(PlayerState.EMPTY)

    def _silence(self) -> None:
        self._number = self._feed.halt()
        self._voice.halt.emit()

    def _primed(self, number: int) -> None:
        """Start the device; called in the feed's thread."""
        self._voice.begin.emit(number)

    def _on_opened(self, path: Path, duration: Ms) -> None:
        if path != self._path or self._state is not PlayerState.LOADING:
            return
        self._duration = self._measured or duration
        self._base = min(self._base, self._duration)
        self._become(PlayerState.PAUSED)
        if self._begin_when_open:
            self._begin_when_open = False
            self.play(self._run.start, self._run.stop, self._run.again)

    def _on_failed(self, error: UserError) -> None:
        self._silence()
        self._path = None
        self._duration = self._base = 0
        self._become(PlayerState.EMPTY)
        self.on_error(error)

    def _on_ended(self, number: int) -> None:
        """Stand where the run was to stop, or where the recording turned out to end."""
        if number != self._number or self._state is not PlayerState.PLAYING:
            return
        end = self._feed.place(number, 1 << 62)
        here = self._run.start if end is None else round(end)
        if self._run.stop is not None and abs(self._run.stop - here) <= _SLACK:
            here = self._run.stop
        elif self._run.stop is None or here < self._run.stop:
            self._duration = here
        self._base = here
        self._silence()
        self._become(PlayerState.PAUSED)
        self.on_end()

    def _on_lost(self) -> None:
        """Go on with the system's device where the chosen one is gone; else stop, and say so."""
        if self._outputs.give_up():
            self.take_device()
        elif self._state is PlayerState.PLAYING:
            self.pause()
            self.on_error(UserError("sound-device-lost"))

    def _become(self, state: PlayerState) -> None:
        if state is not self._state:
            self._state = state
            self.on_state(state)


_SLACK: Final = 120
"""Ms by which the end of a stretch may be off at another tempo: atempo keeps back half a window."""
