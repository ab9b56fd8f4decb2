"""Cue card: a caption as the picture will show it, and meters of its speed and width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor.captions.reading import cps
from editor.ui.pieces import small, tabular

if TYPE_CHECKING:
    from editor.captions.cue import Cue
    from editor.captions.profile import Profile
    from editor.ui.theme import Theme

SHAPES: Final = {"16:9": (16, 9), "9:16": (9, 16), "4:3": (4, 3)}
"""The pictures a caption may lie on."""
_SAFE: Final = (0.9, 0.75)
"""Width and height of the middle in which captions stay (BBC Subtitle Guidelines, section 10)."""
_GENERIC: Final = {
    "proportionalSansSerif": "sans-serif",
    "proportionalSerif": "serif",
    "monospaceSansSerif": "monospace",
    "monospaceSerif": "monospace",
}
"""What the fonts of a system call TTML's generic families."""
_HEIGHT: Final = 94
_LINE: Final = 0.082
"""Height of a line of text as part of the picture's, or of its width where that is smaller."""


class CueCard(QWidget):
    """Shows one caption on a dark picture of the chosen shape, within the safe area."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cue: Cue | None = None
        self._colour = self._ground = self._font = ""
        self._shape = "16:9"
        self.setAccessibleName(self.tr("Preview"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    def show_cue(self, cue: Cue | None, profile: Profile, speaker: int) -> None:
        """Show a caption in the profile's font and the colour of its speaker, or an empty picture.

        ``speaker`` is the place of who speaks in the list of speakers, -1 for nobody.
        """
        look = (profile.colour(speaker), profile.ground, profile.font)
        if (cue, look) == (self._cue, (self._colour, self._ground, self._font)):
            return
        self._cue = cue
        self._colour, self._ground, self._font = look
        self.setAccessibleDescription(" / ".join(cue.lines) if cue else "")
        self.update()

    def show_shape(self, shape: str) -> None:
        """Show a picture of another shape."""
        self._shape = shape
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture = self._picture()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("picture"))
        painter.drawRoundedRect(picture, 5, 5)
        safe = QRectF(0, 0, picture.width() * _SAFE[0], picture.height() * _SAFE[1])
        if picture.width() < picture.height():
            safe = QRectF(0, 0, picture.width() * 0.9, picture.height() * 0.9)
        safe.moveCenter(picture.center())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("picture_edge"), 1, Qt.PenStyle.DotLine))
        painter.drawRect(safe)
        if self._cue is not None:
            self._text(painter, picture, safe, self._cue.lines)
        painter.end()

    def _picture(self) -> QRectF:
        wide, high = SHAPES[self._shape]
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        scale = min(room.width() / wide, room.height() / high)
        picture = QRectF(0, 0, wide * scale, high * scale)
        picture.moveCenter(room.center())
        return picture

    def _text(
        self, painter: QPainter, picture: QRectF, safe: QRectF, lines: tuple[str, ...]
    ) -> None:
        font = self._lettering()
        pixels = _LINE * min(picture.height(), picture.width())
        font.setPixelSize(max(7, round(pixels)))
        widest = max((QFontMetricsF(font).horizontalAdvance(line) for line in lines), default=0.0)
        if widest > safe.width():
            font.setPixelSize(max(5, int(font.pixelSize() * safe.width() / widest)))
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        ground = QColor(self._ground) if self._ground else self._theme.colour("picture_ground")
        top = safe.bottom() - metrics.height() * len(lines)
        for number, line in enumerate(lines):
            width = metrics.horizontalAdvance(line) + 6
            box = QRectF(0, top + number * metrics.height(), width, metrics.height())
            box.moveLeft(safe.center().x() - width / 2)
            painter.fillRect(box, ground)
            painter.setPen(QColor(self._colour))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line)

    def _lettering(self) -> QFont:
        """The first of the profile's families that is there, else the window's font."""
        font = QFont(self.font())
        known = [_GENERIC.get(name.strip(), name.strip()) for name in self._font.split(",")]
        if self._font:
            font.setFamilies([name for name in known if name])
            font.setStyleHint(QFont.StyleHint.SansSerif)
        return font


class Meter(QWidget):
    """How much of a limit is used: a bar, and the figures beside it."""

    def __init__(self, name: str, spoken: str, theme: Theme, parent: QWidget) -> None:
        """``name`` is shown, ``spoken`` is what a screen reader and a tool tip call it."""
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._value = self._limit = 0.0
        self._said = ""
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.setFont(tabular(small(self.font())))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().height() + 8)

    def show_value(self, value: float, limit: float, said: str) -> None:
        """Show a value, its limit (0: none) and what is said of both."""
        self._value, self._limit, self._said = value, limit, said
        self.setAccessibleDescription(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = 0 < self._limit < self._value
        painter.setPen(self._theme.colour("warning" if over else "muted"))
        box = self.rect().adjusted(0, 0, 0, -6)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, self._name)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, ("▲ " if over else "") + self._said)
        bar = QRectF(0, self.height() - 5, self.width(), 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("bar"))
        painter.drawRoundedRect(bar, 1.5, 1.5)
        if self._limit:
            bar.setWidth(bar.width() * min(1.0, self._value / self._limit))
            painter.setBrush(self._theme.colour("warning" if over else "good"))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        painter.end()


def measure(meters: tuple[Meter, Meter], cue: Cue | None, profile: Profile) -> None:
    """Show speed and width of a caption on the two meters."""
    speed, width = meters
    if cue is None:
        speed.show_value(0, profile.max_cps, "")
        width.show_value(0, profile.max_chars, "")
        return
    value = cps(cue)
    limit = f" / {profile.max_cps:g}" if profile.max_cps else ""
    speed.show_value(value, profile.max_cps, f"{value:.1f}{limit}")
    lines = " + ".join(str(len(line)) for line in cue.lines)
    widest = max((len(line) for line in cue.lines), default=0)
    width.show_value(widest, profile.max_chars, f"{lines} / {profile.max_chars}")
