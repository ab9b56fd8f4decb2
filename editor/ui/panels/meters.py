"""Meters: how much of its speed and its width a caption uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor.captions.reading import cps
from editor.ui.pieces import small, tabular

if TYPE_CHECKING:
    from editor.captions.cue import Cue
    from editor.captions.profile import Profile
    from editor.ui.theme import Theme


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
