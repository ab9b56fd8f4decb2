"""Ground: what lies behind the wave - speakers, silences, the selection and the current line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter

from editor.app.edges import Pull
from editor.model.render import View, render
from editor.model.time import clock, full_clock
from editor.ui.rows import elided

if TYPE_CHECKING:
    from editor.ui.waveform.content import Stage

_LEAST_TAG: Final = 60
"""Points below which a line's words would be but its time."""

_TINT: Final = 0.10
_BREATH: Final = 0.06
_SELECTED: Final = 0.22
_QUIET: Final = 0.16
_GRAIN: Final = 3
"""Points to a step where lines are too narrow to be painted one by one."""

_SILENCES_UP_TO: Final = 240_000
"""Ms on the screen beyond which silences are only a few points wide."""

_end = attrgetter("end")


def draw_speakers(painter: QPainter, stage: Stage) -> None:
    """A breath of the speaker's colour behind each line."""
    places = {speaker.id: at for at, speaker in enumerate(stage.session.episode.speakers)}
    boxes: dict[int, list[QRectF]] = {}
    for left, right, speaker in _tints(stage):
        if speaker is not None:
            boxes.setdefault(speaker, []).append(_box(stage, left, right))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(Qt.PenStyle.NoPen)
    for speaker, listed in boxes.items():
        colour = QColor(stage.theme.tokens.speaker(places.get(speaker)))
        colour.setAlphaF(_BREATH)
        painter.setBrush(colour)
        painter.drawRects(listed)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _tints(stage: Stage) -> Iterator[tuple[float, float, int | None]]:
    """Stretches (points) and who speaks; where there are many lines, every so manieth is asked."""
    lines, rows, view = stage.session.episode.transcript, stage.rows, stage.view
    if stage.roomy(rows, _GRAIN):
        for row in rows:
            line = lines[row]
            yield view.x(line.start), view.x(line.end), line.speaker
        return
    begin, now = 0.0, None
    for row in rows[:: len(rows) * _GRAIN // view.width + 1]:
        line = lines[row]
        if line.speaker != now:
            x = view.x(line.start)
            yield begin, x, now
            begin, now = x, line.speaker
    yield begin, min(view.width, view.x(lines[rows[-1]].end)), now


def draw_silences(painter: QPainter, stage: Stage) -> None:
    """Hatch where nobody speaks: a form, not a colour alone."""
    if stage.view.length > _SILENCES_UP_TO:
        return
    colour = stage.theme.colour("muted")
    colour.setAlphaF(_QUIET)
    brush = QBrush(colour, Qt.BrushStyle.BDiagPattern)
    silences, boxes = stage.content.silences, []
    for at in range(bisect_right(silences, stage.view.start, key=_end), len(silences)):
        span = silences[at]
        if span.start > stage.view.end:
            break
        boxes.append(_box(stage, stage.view.x(span.start), stage.view.x(span.end)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRects(boxes)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def draw_selection(painter: QPainter, stage: Stage) -> None:
    """The stretch that was chosen, with a line at each end."""
    span = stage.content.selection
    if span is None:
        return
    left, right = stage.view.x(span.start), stage.view.x(span.end)
    ground = stage.theme.colour("heard")
    ground.setAlphaF(_SELECTED * 2)
    painter.fillRect(_box(stage, left, right), ground)
    for x in (left, right):
        painter.fillRect(_box(stage, x - 0.5, x + 0.5), stage.theme.colour("text"))


def draw_line(painter: QPainter, stage: Stage) -> None:
    """Tint the current line, and show where lines begin as long as that is no fence."""
    rows = stage.rows
    if stage.roomy(rows, 24):
        faint = stage.theme.colour("muted")
        faint.setAlphaF(0.45)
        starts = (stage.view.x(stage.session.episode.transcript[row].start) for row in rows)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faint)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.drawRects([_box(stage, x - 0.5, x + 0.5) for x in starts])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    span = stage.content.line_span()
    if span is None:
        return
    accent = stage.theme.colour("accent")
    left, right = stage.view.x(span.start), stage.view.x(span.end)
    ground = QColor(accent)
    ground.setAlphaF(_TINT)
    painter.fillRect(_box(stage, left, right), ground)
    for x in (left, right):
        painter.fillRect(_box(stage, x - 1, x + 1), accent)
        for y in (stage.body.top(), stage.body.bottom() - 8):
            painter.fillRect(QRectF(x - 2.5, y, 5, 8), accent)  # something to take hold of


def draw_label(painter: QPainter, stage: Stage) -> None:
    """The line's time and words at its left edge, as far as they fit."""
    span, line = stage.content.line_span(), stage.content.line
    if span is None or line is None:
        return
    text = f"{clock(span.start)}  {render(stage.session.line(line), View.CLEAN).text}"
    left = max(0.0, stage.view.x(span.start))
    room = int(min(stage.view.x(span.end), stage.view.width) - left - 16)
    if room >= _LEAST_TAG:
        _draw_tag(painter, stage, text, left + 7, stage.body.top() + 2, room)


def draw_moving(painter: QPainter, stage: Stage) -> None:
    """Where exactly the edge in hand is, and what drew it there."""
    moving = stage.content.moving
    if moving is None:
        return
    x = stage.view.x(moving.at)
    painter.fillRect(_box(stage, x - 1.5, x + 1.5), stage.theme.colour("accent"))
    pull = _pulled(moving.pull)
    text = full_clock(moving.at).removeprefix("00:") + (f"  {pull}" if pull else "")
    width = QFontMetrics(stage.font).horizontalAdvance(text) + 16
    left = x + 6 if x + width < stage.view.width else x - width - 6
    _draw_tag(painter, stage, text, left, stage.body.center().y() - 9, width)


def _pulled(pull: Pull) -> str:
    """What drew the edge there, in a word."""
    words = {
        Pull.WORD: QCoreApplication.translate("Waveform", "word"),
        Pull.PAUSE: QCoreApplication.translate("Waveform", "pause"),
        Pull.CUE: QCoreApplication.translate("Waveform", "caption"),
        Pull.SHOT: QCoreApplication.translate("Waveform", "shot"),
        Pull.GUESS: QCoreApplication.translate("Waveform", "≈ word"),
        Pull.LINE: QCoreApplication.translate("Waveform", "line"),
        Pull.PLAYHEAD: QCoreApplication.translate("Waveform", "playhead"),
    }
    return words.get(pull, "")


def _draw_tag(
    painter: QPainter, stage: Stage, text: str, left: float, top: float, room: int
) -> None:
    metrics = QFontMetrics(stage.font)
    shown = elided(metrics, text, room)
    box = QRectF(left, top, metrics.horizontalAdvance(shown) + 8, metrics.height() + 1)
    ground = stage.theme.colour("window")
    ground.setAlphaF(0.82)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(stage.theme.colour("accent"))
    painter.setFont(stage.font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


def _box(stage: Stage, left: float, right: float) -> QRectF:
    left, right = max(-4.0, left), min(stage.view.width + 4.0, right)
    return QRectF(left, stage.body.top(), max(0.0, right - left), stage.body.height())
