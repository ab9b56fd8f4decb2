"""Card: the caption of the moment on a small picture, in a corner over the waveform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from editor.ui.lettering import SHAPES, draw_lettering, draw_safe_area
from editor.ui.waveform import minimap, signs

if TYPE_CHECKING:
    from editor.ui.lettering import Lettering
    from editor.ui.theme import Theme
    from editor.ui.waveform.strip import Waveform

MORE: Final = 28
"""Points by which the strip is higher with the card, so that its letters can be read."""

_MARGIN: Final = 5
_CLEAR: Final = 24
"""Points between the card and what it keeps clear of."""


class CueCard(QWidget):
    """Takes neither mouse nor focus from the strip, and moves off the place that is worked at."""

    def __init__(self, theme: Theme, strip: Waveform) -> None:
        super().__init__(strip)
        self._theme = theme
        self._strip = strip
        self._caption: Lettering | None = None
        self._shape = "16:9"
        self._safe = False
        self._left = False
        self.setAccessibleName(self.tr("Preview"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        theme.changed.connect(self.update)
        strip.installEventFilter(self)

    @property
    def caption(self) -> Lettering | None:
        """What is shown."""
        return self._caption

    def turn(self, *, on: bool) -> None:
        """Show or hide the card; the strip is higher with it."""
        self.setVisible(on)
        self._strip.setMinimumHeight(self._strip.sizeHint().height() + MORE if on else 0)

    def show_caption(self, caption: Lettering | None, shape: str, *, safe: bool) -> None:
        """Show a caption, or an empty picture, of this shape."""
        if (caption, shape, safe) != (self._caption, self._shape, self._safe):
            self._caption, self._shape, self._safe = caption, shape, safe
            self._settle()
            self.update()

    def keep_clear_of(self, first: float, last: float) -> None:
        """Lie on the other side of the strip where it would cover this stretch of it (points)."""
        here = self.geometry()
        if last >= here.left() - _CLEAR and first <= here.right() + _CLEAR:
            middle = (max(first, 0.0) + min(last, self._strip.width())) / 2
            left = middle > self._strip.width() / 2
            if left != self._left:
                self._left = left
                self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._settle()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture = QRectF(self.rect())
        painter.fillRect(picture, self._theme.colour("picture"))
        if self._safe:
            draw_safe_area(painter, picture, self._theme.colour("picture_edge"))
        if self._caption is not None:
            edge = self._theme.colour("picture_ground")
            draw_lettering(painter, picture, self._caption, self.font(), edge)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._theme.colour("border"))
        painter.drawRect(picture.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _settle(self) -> None:
        """Between the ruler and the map of the whole, at the right or the left end."""
        top = signs.RULER + _MARGIN
        height = max(1, self._strip.height() - minimap.HEIGHT - 2 * _MARGIN - top)
        shape = SHAPES[self._shape]
        width = round(height * shape.width() / shape.height())
        left = _MARGIN if self._left else self._strip.width() - width - _MARGIN
        self.setGeometry(QRect(left, top, width, height))
