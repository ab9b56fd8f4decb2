"""Captions on the strip: a lane of boxes over the wave, the caption in hand with its edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from editor.app.edges import Edge
from editor.ui.rows import elided

if TYPE_CHECKING:
    from editor.ui.waveform.content import Content, Stage
    from editor.ui.waveform.viewport import Viewport

_ROOM: Final = 26
"""Points a caption must have on an average to get a box of its own."""
_TINT: Final = 0.10
_GRIP: Final = 8


def draw_captions(painter: QPainter, stage: Stage) -> None:
    """A box with its words for every caption; the one in hand is tinted down to the map."""
    track, view = stage.content.track, stage.view
    if track is None:
        return
    rows = track.between(view.start, view.end)
    if not stage.roomy(rows, _ROOM):
        rows = range(rows.start, rows.start)
    painter.setFont(stage.font)
    for row in rows:
        if row != stage.content.cue:
            _draw_box(painter, stage, row)
    if 0 <= stage.content.cue < len(track.cues):
        _draw_hand(painter, stage, stage.content.cue)


def _draw_box(painter: QPainter, stage: Stage, row: int, *, chosen: bool = False) -> None:
    track = stage.content.track
    span = stage.content.cue_span(row)
    if track is None or span is None:
        return
    metrics = QFontMetrics(stage.font)
    left = max(-4.0, stage.view.x(span.start))
    right = min(stage.view.width + 4.0, stage.view.x(span.end))
    box = QRectF(left, stage.body.top() + 1, max(1.0, right - left), metrics.height() + 4)
    box.adjust(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(stage.theme.colour("accent" if chosen else "muted"), 1))
    painter.setBrush(stage.theme.colour("accent_ground" if chosen else "panel"))
    painter.drawRoundedRect(box, 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(stage.theme.colour("text"))
    text = box.adjusted(5 + max(0.0, -left), 0, -4, 0)
    if text.width() > 12:
        words = track.cues[row].text
        shown = elided(metrics, words, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _draw_hand(painter: QPainter, stage: Stage, row: int) -> None:
    span = stage.content.cue_span(row)
    if span is None or span.end < stage.view.start or span.start > stage.view.end:
        return
    accent = stage.theme.colour("accent")
    left, right = stage.view.x(span.start), stage.view.x(span.end)
    ground = QColor(accent)
    ground.setAlphaF(_TINT)
    body = stage.body
    painter.fillRect(QRectF(left, body.top(), right - left, body.height()), ground)
    _draw_box(painter, stage, row, chosen=True)
    for x in (left, right):
        painter.fillRect(QRectF(x - 1, body.top(), 2, body.height()), accent)
        painter.fillRect(QRectF(x - 2.5, body.bottom() - _GRIP, 5, _GRIP), accent)


def cue_edge_at(
    content: Content, view: Viewport, x: float, reach: float
) -> tuple[int, Edge] | None:
    """Which caption's edge the mouse could take hold of; of the one in hand before any other."""
    track = content.track
    if track is None:
        return None
    at, span = view.at(x), reach * 1000 / view.per_second
    best: tuple[tuple[bool, float], int, Edge] | None = None
    for row in track.between(at - span, at + span):
        cue = track.cues[row]
        for edge, moment in ((Edge.START, cue.start), (Edge.END, cue.end)):
            away = abs(view.x(moment) - x)
            rank = (row != content.cue, away)
            if away <= reach and (best is None or rank < best[0]):
                best = rank, row, edge
    return best[1:] if best else None
