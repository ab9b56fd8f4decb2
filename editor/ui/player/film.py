"""Film pane: silent pictures that follow the player of the sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtWidgets import QDockWidget

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QMainWindow

    from editor.model.time import Ms

_APART: Final = 160
"""Ms by which pictures may be off while playing: Qt tells their place in steps of 50 to 100 ms, and
people notice from 125 to 185 ms on (ITU-R BT.1359)."""

_APART_AT_REST: Final = 20
_SIZE: Final = QSize(384, 216)


class FilmPane(QDockWidget):
    """Qt's own player without sound; put right whenever it is off by a time people notice."""

    def __init__(self, path: Path, window: QMainWindow) -> None:
        """Show the pictures of ``path`` in a pane of ``window``. Loads QtMultimedia."""
        from PySide6.QtMultimedia import QMediaPlayer
        from PySide6.QtMultimediaWidgets import QVideoWidget

        super().__init__(window)
        self.setWindowTitle(self.tr("Film"))
        self.setObjectName("film")
        self._window = window
        screen = QVideoWidget(self)
        screen.setMinimumSize(_SIZE / 2)
        screen.setAccessibleName(self.tr("Film"))
        self.setWidget(screen)
        self._screen = screen
        self.player = QMediaPlayer(self)
        self.player.setVideoOutput(screen)
        self.player.setSource(QUrl.fromLocalFile(str(path.absolute())))
        self.player.pause()
        self._playing_state = QMediaPlayer.PlaybackState.PlayingState
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)

    def sizeHint(self) -> QSize:
        return _SIZE

    def follow(self, at: Ms, *, playing: bool, rate: float) -> None:
        """Be where the sound is, and do what it does."""
        player = self.player
        if player.playbackRate() != rate:
            player.setPlaybackRate(rate)
        runs = player.playbackState() is self._playing_state
        if playing and not runs:
            player.setPosition(at)
            player.play()
        elif runs and not playing:
            player.pause()
        if abs(player.position() - at) > (_APART if playing else _APART_AT_REST):
            player.setPosition(at)

    def show_caption(self, lines: Sequence[str]) -> None:
        """Lay the lines of a caption over the picture; none takes them away.

        Qt's own screen draws them with the picture, within nine tenths of its width and height and
        off this thread: painting pictures here would cost 10 ms each, of ultra HD 50 to 130.
        """
        text = "\n".join(lines)
        sink = self._screen.videoSink()
        if sink.subtitleText() != text:
            sink.setSubtitleText(text)
            self._screen.setAccessibleDescription(" ".join(lines))

    def shut(self) -> None:
        """Let go of the file and leave the window."""
        self.player.stop()
        self.player.setSource(QUrl())
        self._window.removeDockWidget(self)
        self.deleteLater()
