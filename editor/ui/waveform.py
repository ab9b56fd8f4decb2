"""Waveform strip: the recording under the page - lines, speakers, chapters and the playhead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from editor.model.edits import Aspect, Change
from editor.model.render import View, render
from editor.model.time import Ms, Span, clock
from editor.ui.pieces import small, tabular

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from editor.app.session import Session
    from editor.ui.theme import Theme

RULER: Final = 22
HEIGHT: Final = 126
SPAN: Final = 45_000
SHORTEST: Final = 2_000
_BAR: Final = 3
"""Points from one bar of the waveform to the next: two of ink, one of air."""
_TICKS: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600)
_TINT: Final = 0.10
_LOUDEST: Final = 32768
_EDGE: Final = 0.35
"""The playhead is kept in the middle part of the strip; this share is left at each side."""


class Columns(Protocol):
    """What of the recording a column of the strip shows: lowest and highest sample, 16 bit."""

    @property
    def lowest(self) -> Sequence[int]: ...
    @property
    def highest(self) -> Sequence[int]: ...


class Peaks(Protocol):
    """The recording in outline, as ``editor.audio.peaks`` measures it."""

    def columns(self, start: Ms, end: Ms, count: int) -> Columns:
        """Fold ``[start, end)`` into ``count`` columns; 0 where not measured yet."""


class Waveform(QAbstractSlider):
    """A slider over the recording: arrows move by a second, a click goes there.

    ``sought`` carries the moment (ms) to go to. Everything but the playhead is painted once into a
    picture and kept until it changes.
    """

    sought = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Recording"))
        self.setAccessibleDescription(
            self.tr("Left and Right move the playhead by a second, Page up and down by ten.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSingleStep(1_000)
        self.setPageStep(10_000)
        self._theme = theme
        self._session: Session | None = None
        self._peaks: Peaks | None = None
        self._view = Span(0, SPAN)
        self._line: int | None = None
        self._picture: QPixmap | None = None
        self._silence = ""
        self._text_font = small(self.font(), 0.92)
        theme.changed.connect(self.repaint_all)

    # --- what is shown

    def set_session(self, session: Session | None) -> None:
        """Show the lines of this project, or nothing."""
        self._session = session
        whole = session.episode.duration if session else 0
        self.setRange(0, whole)
        self._view = Span(0, min(SPAN, max(SHORTEST, whole)))
        self.repaint_all()

    def set_peaks(self, peaks: Peaks | None, silence: str = "") -> None:
        """Show this recording; without one, say so quietly."""
        self._peaks = peaks
        self._silence = silence
        self.repaint_all()

    def set_duration(self, whole: Ms) -> None:
        """Take the recording's true length."""
        self.setRange(0, whole)

    def show_line(self, index: int | None, *, come_along: bool = False) -> None:
        """Tint the line the caret is in; with ``come_along`` bring its start into view."""
        if index != self._line:
            self._line = index
            self.repaint_all()
        span = self._line_span(self._session) if self._session and come_along else None
        if span is not None and not self._view.holds(span.start):
            self._look_at(round(span.start - self._view.duration * _EDGE), self._view.duration)

    def show_playhead(self, at: Ms, *, follow: bool = True) -> None:
        """Move the playhead; with ``follow`` the strip comes along."""
        if at == self.value() and self._view.holds(at):
            return
        before = self._x(self.value())
        self.blockSignals(True)
        self.setValue(at)
        self.blockSignals(False)
        if follow and self._turn_to(at):
            return
        for x in (before, self._x(at)):
            self.update(int(x) - 8, 0, 17, self.height())

    def after_change(self, change: Change) -> None:
        """Lines, times, speakers or chapters have changed; texts only on the current line."""
        lasting = Aspect.TIME | Aspect.SPEAKER | Aspect.ROWS | Aspect.CHAPTERS | Aspect.PEOPLE
        if change.aspect & lasting or self._line == change.first:
            self.repaint_all()

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def repaint_all(self) -> None:
        """Paint anew at the next frame."""
        self._picture = None
        self.update()

    # --- Qt

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        del event
        self._picture = None

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._picture is None:
            self._picture = self._painted()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if self._session is not None:
            self._draw_playhead(painter)
        if self.hasFocus():
            painter.setPen(self._theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._seek(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._seek(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(0.8 if turn.y() > 0 else 1.25, event.position().x())
        else:
            self.scroll_by(-(turn.y() or turn.x()) / 120 * 0.15)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _KEYS.get(Qt.Key(event.key()))
        if step is not None:
            self.sought.emit(max(0, min(self.maximum(), self.value() + step)))
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.zoom(0.8 if event.key() == Qt.Key.Key_Plus else 1.25, self._x(self.value()))
        else:
            QWidget.keyPressEvent(self, event)

    def focusInEvent(self, event: object) -> None:
        del event
        self.update()

    def focusOutEvent(self, event: object) -> None:
        del event
        self.update()

    def zoom(self, factor: float, x: float) -> None:
        """Show a longer or shorter stretch; what lies at ``x`` stays there."""
        at = self._at(x)
        length = round(self._view.duration * factor)
        length = max(SHORTEST, min(length, max(SPAN, self.maximum())))
        start = round(at - length * x / max(1, self.width()))
        self._look_at(start, length)

    def scroll_by(self, share: float) -> None:
        """Move by a share of what is shown."""
        self._look_at(self._view.start + round(self._view.duration * share), self._view.duration)

    # --- inside

    def _seek(self, x: float) -> None:
        self.sought.emit(max(0, min(self.maximum(), round(self._at(x)))))

    def _look_at(self, start: Ms, length: Ms) -> None:
        start = max(0, min(start, max(0, self.maximum() - length // 2)))
        self._view = Span(start, start + length)
        self.repaint_all()

    def _turn_to(self, at: Ms) -> bool:
        """Move the strip where the playhead would leave it; whether it moved."""
        length = self._view.duration
        low = self._view.start + length * _EDGE / 4
        high = self._view.end - length * _EDGE / 4
        if low <= at <= high or (self._view.start == 0 and at < high):
            return False
        self._look_at(round(at - length * _EDGE), length)
        return True

    def _x(self, at: Ms) -> float:
        return (at - self._view.start) * self.width() / max(1, self._view.duration)

    def _at(self, x: float) -> float:
        return self._view.start + x * self._view.duration / max(1, self.width())

    def _painted(self) -> QPixmap:
        scale = self.devicePixelRatioF()
        picture = QPixmap(round(self.width() * scale), round(self.height() * scale))
        picture.setDevicePixelRatio(scale)
        picture.fill(self._theme.colour("window"))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._text_font)
        if self._session is not None:
            self._draw_speakers(painter, self._session)
            self._draw_line(painter, self._session)
            self._draw_wave(painter)
            self._draw_label(painter, self._session)
            self._draw_chapters(painter, self._session)
        self._draw_ruler(painter)
        painter.setPen(self._theme.colour("hairline"))
        painter.drawLine(QLineF(0, 0.5, self.width(), 0.5))
        painter.end()
        return picture

    @property
    def _body(self) -> QRectF:
        return QRectF(0, RULER, self.width(), self.height() - RULER - 5)

    def _draw_ruler(self, painter: QPainter) -> None:
        painter.setPen(self._theme.colour("muted"))
        painter.setFont(tabular(self._text_font))
        per_second = self.width() * 1000 / max(1, self._view.duration)
        step = next((s for s in _TICKS if s * per_second >= 90), _TICKS[-1]) * 1000
        first = -(-self._view.start // step) * step
        for at in range(first, self._view.end, step):
            if at <= self.maximum():
                box = QRectF(max(-25.0, self._x(at) - 40), 0, 80, RULER)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, clock(at))

    def _visible(self, session: Session) -> range:
        lines = session.episode.transcript
        first = max(0, lines.index_at(self._view.start))
        return range(first, lines.index_at(self._view.end) + 1)

    def _draw_speakers(self, painter: QPainter, session: Session) -> None:
        """A breath of the speaker's colour behind each line."""
        places = {speaker.id: at for at, speaker in enumerate(session.episode.speakers)}
        lines, body = session.episode.transcript, self._body
        for index in self._visible(session):
            segment = lines[index]
            if segment.speaker is None:
                continue
            colour = QColor(self._theme.tokens.speaker(places.get(segment.speaker)))
            colour.setAlphaF(_TINT * 0.6)
            left, right = self._x(segment.start), self._x(segment.end)
            painter.fillRect(QRectF(left, body.top(), right - left, body.height()), colour)

    def _draw_line(self, painter: QPainter, session: Session) -> None:
        span = self._line_span(session)
        if span is None:
            return
        body, accent = self._body, self._theme.colour("accent")
        left, right = self._x(span.start), self._x(span.end)
        ground = QColor(accent)
        ground.setAlphaF(_TINT)
        painter.fillRect(QRectF(left, body.top(), right - left, body.height()), ground)
        for x in (left, right):
            painter.fillRect(QRectF(x - 1, body.top(), 2, body.height()), accent)

    def _draw_label(self, painter: QPainter, session: Session) -> None:
        """The line's time and words at its left edge, as far as they fit."""
        span = self._line_span(session)
        if span is None or self._line is None:
            return
        text = render(session.line(self._line), View.CLEAN).text
        left = max(0.0, self._x(span.start))
        room = int(min(self._x(span.end), self.width()) - left - 16)
        if room < 30:
            return
        metrics = QFontMetrics(self._text_font)
        shown = metrics.elidedText(
            f"{clock(span.start)}  {text}", Qt.TextElideMode.ElideRight, room
        )
        box = QRectF(
            left + 7, RULER + 2, metrics.horizontalAdvance(shown) + 8, metrics.height() + 1
        )
        ground = self._theme.colour("window")
        ground.setAlphaF(0.82)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(self._theme.colour("accent"))
        painter.setFont(self._text_font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def _line_span(self, session: Session) -> Span | None:
        lines = session.episode.transcript
        if self._line is None or not 0 <= self._line < len(lines):
            return None
        return lines[self._line].span

    def _draw_wave(self, painter: QPainter) -> None:
        body = self._body
        if self._peaks is None:
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(body, Qt.AlignmentFlag.AlignCenter, self._silence)
            return
        count = max(1, self.width() // _BAR)
        columns = self._peaks.columns(self._view.start, self._view.end, count)
        middle, half = body.center().y(), body.height() / 2 - 6
        bars = []
        for number, (low, high) in enumerate(zip(columns.lowest, columns.highest, strict=True)):
            reach = max(0.5, half * max(high, -low) / _LOUDEST)
            x = number * _BAR + 1.5
            bars.append(QLineF(x, middle - reach, x, middle + reach))
        pen = painter.pen()
        pen.setColor(self._theme.colour("wave"))
        pen.setWidthF(2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLines(bars)

    def _draw_chapters(self, painter: QPainter, session: Session) -> None:
        painter.setFont(self._text_font)
        metrics = QFontMetrics(self._text_font)
        for chapter in session.episode.chapters:
            if not self._view.holds(chapter.start):
                continue
            x = self._x(chapter.start)
            painter.fillRect(QRectF(x, RULER, 1, self._body.height()), self._theme.colour("muted"))
            shown = metrics.elidedText(chapter.title, Qt.TextElideMode.ElideRight, 170)
            box = QRectF(
                x, self.height() - metrics.height() - 8, metrics.horizontalAdvance(shown) + 12,
                metrics.height() + 3,
            )  # fmt: skip
            painter.fillRect(box, self._theme.colour("panel"))
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def _draw_playhead(self, painter: QPainter) -> None:
        x = self._x(self.value())
        if not 0 <= x <= self.width():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour("playhead")
        painter.fillRect(QRectF(x - 1, RULER - 6, 2, self.height() - RULER + 6), colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(x, RULER - 5), 5, 5)


_KEYS: Final = {
    Qt.Key.Key_Left: -1_000,
    Qt.Key.Key_Right: 1_000,
    Qt.Key.Key_PageUp: -10_000,
    Qt.Key.Key_PageDown: 10_000,
    Qt.Key.Key_Home: -(10**9),
    Qt.Key.Key_End: 10**9,
}
