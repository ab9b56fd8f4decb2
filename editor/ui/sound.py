"""Sound: the playback of the open project, told to toolbar, waveform and page at every frame."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from editor.app.heard import Listener
from editor.app.playback import Playback
from editor.app.player import Change, Player
from editor.app.settings import FOLLOW, SKIP, Settings
from editor.model.errors import UserError
from editor.model.time import Ms

if TYPE_CHECKING:
    from editor.app.session import Session
    from editor.ui.toolbar import Toolbar
    from editor.ui.waveform.strip import Waveform

FRAME: Final = 16
"""Ms between two looks at the playhead while playing: one frame at 60 Hz."""


class Sound(QObject):
    """``placed`` carries the playhead (ms) at every frame, ``turned`` whether it plays now."""

    placed = Signal(int)
    turned = Signal(bool)
    failed = Signal(UserError)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        toolbar: Toolbar,
        waveform: Waveform,
        player: Player,
    ) -> None:
        super().__init__(toolbar)
        self._session = session
        self._settings = settings
        self._toolbar = toolbar
        self._waveform = waveform
        self.playback = Playback(player, settings)
        self.listener = Listener(session.episode)
        self._playing = False
        self._frames = QTimer(self, interval=FRAME, timerType=Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._frame)
        self._unlisten = self.playback.listen(self._changed)
        self._unwatch = settings.watch(SKIP, lambda: toolbar.show_skip(settings[SKIP]))
        self.playback.on_error = self.failed.emit
        toolbar.speed_chosen.connect(self.playback.set_speed)
        toolbar.show_skip(settings[SKIP])
        self._show_all()

    def load(self, recording: Path, at: Ms = 0) -> None:
        """Take a recording, paused at a moment."""
        self.playback.load(recording)
        if at:
            self.playback.seek(at)
        self._show_all()

    def shut(self) -> None:
        """Let go of the recording."""
        self._frames.stop()
        self._unlisten()
        self._unwatch()
        self.playback.close()

    def _changed(self, change: Change) -> None:
        if change is Change.RATE:
            self._toolbar.show_speed(self.playback.rate)
            return
        self._show_all()

    def _show_all(self) -> None:
        playing = self.playback.playing
        if playing and not self._frames.isActive():
            self._frames.start()
        elif not playing:
            self._frames.stop()
        self._toolbar.show_playing(playing)
        if playing != self._playing:
            self._playing = playing
            self.turned.emit(playing)
        self._toolbar.show_speed(self.playback.rate)
        if self.playback.duration > self._waveform.maximum():
            self._waveform.set_duration(self.playback.duration)
        self._show_place()

    def _frame(self) -> None:
        self.playback.poll()
        self._show_place()

    def _show_place(self) -> None:
        at = self.playback.position
        whole = self.playback.duration or self._session.episode.duration
        self._toolbar.show_position(at, whole)
        self._waveform.show_playhead(at, follow=self._settings[FOLLOW])
        self.placed.emit(at)
