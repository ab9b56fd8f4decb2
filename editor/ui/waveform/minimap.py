"""Minimap: the whole episode along the strip's foot, and what of it is shown above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from editor.ui.waveform.ground import draw_speakers
from editor.ui.waveform.signs import draw_places

if TYPE_CHECKING:
    from editor.ui.waveform.content import Stage
    from editor.ui.waveform.viewport import Viewport

HEIGHT: Final = 18
_STEP: Final = 2
_LOUDEST: Final = 32768


def draw_minimap(painter: QPainter, stage: Stage) -> None:
    """Speakers, loudness, chapters and places of a search; the stage's view is all of it."""
    painter.fillRect(stage.body, stage.theme.colour("panel"))
    draw_speakers(painter, stage)
    _draw_loudness(painter, stage)
    colour = stage.theme.colour("muted")
    for chapter in stage.session.episode.chapters:
        x = stage.view.x(chapter.start)
        painter.fillRect(QRectF(x, stage.body.top(), 1, stage.body.height()), colour)
    draw_places(painter, stage, QRectF(0, stage.body.top(), 2, 4))


def _draw_loudness(painter: QPainter, stage: Stage) -> None:
    if stage.content.peaks is None or stage.whole <= 0:
        return
    count = max(1, stage.view.width // _STEP)
    columns = stage.content.peaks.columns(0, stage.whole, count)
    foot, height = stage.body.bottom(), stage.body.height() - 3
    painter.setPen(QPen(stage.theme.colour("wave"), 1))
    lines = []
    for number, rms in enumerate(columns.rms):
        x = number * _STEP + 0.5
        lines.append(
            QLineF(
                x,
                foot,
                x,
                foot - max(0.5, min(1.0, rms * 3 * stage.content.gain / _LOUDEST) * height),
            )
        )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.drawLines(lines)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def draw_window(painter: QPainter, stage: Stage, shown: Viewport) -> None:
    """A frame around what is shown above."""
    left, right = stage.view.x(shown.start), stage.view.x(min(shown.end, stage.view.end))
    box = QRectF(left, stage.body.top(), max(6.0, right - left), stage.body.height() - 1)
    accent = stage.theme.colour("accent")
    ground = QColor(accent)
    ground.setAlphaF(0.14)
    painter.fillRect(box, ground)
    painter.setPen(QPen(accent, 1))
    painter.drawRect(box)
