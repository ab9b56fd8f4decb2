"""Film pane: the pictures of a video in step with the sound, and its captions as they will look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from editor.ui.lettering import SHAPES, draw_lettering, draw_safe_area, fitted

if TYPE_CHECKING:
    from pathlib import Path

    from editor.audio.reel import Picture
    from editor.model.time import Ms
    from editor.ui.lettering import Lettering
    from editor.ui.theme import Theme

_SIZE: Final = QSize(320, 180)
_SHADE: Final = 0.6
"""How dark the film is outside of the frame that was chosen for it."""


class Screen(QWidget):
    """Shows a picture as large as there is room, and a caption within it."""

    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: Picture | None = None
        self._image = QImage()
        self._caption: Lettering | None = None
        self._shape = ""
        self._safe = False
        self.setMinimumSize(_SIZE / 2)
        self.setAccessibleName(self.tr("Film"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        return _SIZE

    @property
    def picture(self) -> Picture | None:
        """What is on the screen."""
        return self._picture

    @property
    def caption(self) -> Lettering | None:
        """The caption that lies over it."""
        return self._caption

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def show_picture(self, picture: Picture) -> None:
        """Show another picture; its points stay where they are, nothing is copied."""
        self._picture = picture
        form = QImage.Format.Format_RGB32
        self._image = QImage(picture.data, picture.width, picture.height, picture.stride, form)
        self.update()

    def show_caption(self, caption: Lettering | None, shape: str, *, safe: bool) -> None:
        """Lay a caption over the picture, within a frame of a shape ("": the film's own)."""
        if (caption, shape, safe) != (self._caption, self._shape, self._safe):
            self._caption, self._shape, self._safe = caption, shape, safe
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("picture_ground"))
        if self._picture is not None:
            area = fitted(QSizeF(*self._picture.shape), QRectF(self.rect()))
            self._paint_film(painter, area, self._picture.turn)
            frame = fitted(SHAPES[self._shape], area) if self._shape else area
            self._shade(painter, area, frame)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._safe:
                draw_safe_area(painter, frame, self._theme.colour("picture_edge"))
            if self._caption is not None:
                edge = self._theme.colour("picture_ground")
                draw_lettering(painter, frame, self._caption, self.font(), edge)
        painter.end()

    def _paint_film(self, painter: QPainter, area: QRectF, turn: int) -> None:
        """The picture where it fits; point by point where it has the size asked for."""
        painter.save()
        painter.translate(area.center())
        painter.rotate(turn)
        size = area.size().transposed() if turn % 180 else area.size()
        at = QRectF(-size.width() / 2, -size.height() / 2, size.width(), size.height())
        painter.drawImage(at, self._image)
        painter.restore()

    def _shade(self, painter: QPainter, area: QRectF, frame: QRectF) -> None:
        if frame == area:
            return
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(area)
        inside.addRect(frame)
        shade = QColor(self._theme.colour("picture_ground"))
        shade.setAlphaF(_SHADE)
        painter.fillPath(outside.subtracted(inside), shade)


class FilmPane(QDockWidget):
    """Asks for the picture of each moment that is heard, at the size it has on the screen."""

    _ready = Signal()

    def __init__(self, path: Path, theme: Theme, window: QMainWindow) -> None:
        """Show the pictures of ``path`` in a pane of ``window``. Loads PyAV."""
        from editor.audio.reel import Reel

        super().__init__(window)
        self.setWindowTitle(self.tr("Film"))
        self.setObjectName("film")
        self._at: Ms = 0
        self.screen_ = Screen(theme, self)
        self.setWidget(self.screen_)
        self.screen_.resized.connect(lambda: self.follow(self._at))
        self.visibilityChanged.connect(lambda _: self.follow(self._at))
        self._ready.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._reel = Reel(path, self._ready.emit)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)

    def follow(self, at: Ms) -> None:
        """Be where the sound is."""
        self._at = at
        if self.isVisible():
            screen = self.screen_
            scale = screen.devicePixelRatioF()
            room = (round(screen.width() * scale), round(screen.height() * scale))
            self._reel.want(at, room)

    def shut(self) -> None:
        """Let go of the file and leave the window."""
        self._ready.disconnect(self._show)
        self._reel.close()
        window = self.parentWidget()
        if isinstance(window, QMainWindow):
            window.removeDockWidget(self)
        self.deleteLater()

    def _show(self) -> None:
        if self._reel.picture is not None:
            self.screen_.show_picture(self._reel.picture)
