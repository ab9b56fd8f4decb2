"""Gutter: time, speaker and speaker bar beside each line, and the sheet's other margin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlock,
)
from PySide6.QtWidgets import QApplication, QWidget

from editor.model.people import Speaker
from editor.model.segment import Flag, Segment
from editor.model.time import clock
from editor.ui.page.fonts import PageFonts
from editor.ui.page.mouse import beside

if TYPE_CHECKING:
    from editor.ui.page.surface import Surface

BAR: Final = 4.0
"""Width of the speaker bar (pixels)."""
_PATTERNS: Final[tuple[tuple[float, ...], ...]] = (
    (),
    (14, 2),
    (6, 2),
    (14, 2, 4, 2),
    (3, 3),
    (22, 5),
    (6, 6),
    (14, 2, 3, 2, 3, 2),
)
"""Strokes and gaps of the bars of the eight speakers (pixels), so that colour is not alone."""
_TITLES: Final = frozenset(
    ("dr", "prof", "professor", "mr", "mrs", "ms", "mx", "sir", "dame", "rev")
)


def short_names(speakers: Sequence[Speaker]) -> dict[int, str]:
    """What the margin calls each person: the first name, with an initial where two share it."""
    parts = {speaker.id: _without_title(speaker.name.split()) for speaker in speakers}
    firsts = Counter(words[0] for words in parts.values())
    return {
        speaker: f"{words[0]} {words[-1][0]}." if firsts[words[0]] > 1 and words[1:] else words[0]
        for speaker, words in parts.items()
    }


def _without_title(words: list[str]) -> list[str]:
    kept = [word for word in words if word.rstrip(".").casefold() not in _TITLES]
    return kept or words or [""]


class Margin(QWidget):
    """A strip of the sheet beside the text: it carries ground, current line and hairlines on."""

    def __init__(self, page: Surface) -> None:
        super().__init__(page)
        self._page = page
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self.palette().base())
        clip = QRectF(event.rect())
        drop = self._page.viewport().y() - self.y()
        for block, place in self._page.visible_blocks():
            lowered = place.translated(0, drop)
            if lowered.top() > clip.bottom():
                break
            if lowered.bottom() >= clip.top():
                self._row(painter, block, lowered)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Pass the mouse on to the text: beside a line is as good as on it."""
        if isinstance(event, QMouseEvent):
            return QApplication.sendEvent(self._page.viewport(), beside(self._page, event, self))
        return super().event(event)

    def _row(self, painter: QPainter, block: QTextBlock, place: QRectF) -> None:
        hairline = self._page.page_layout.hairline(block)
        if block.blockNumber() == self._page.textCursor().blockNumber():
            top = place.top() + (2 * hairline if hairline else 0.0)
            band = QRectF(0, top, self.width(), place.bottom() - top)
            painter.fillRect(band, QColor(self._page.tokens.line))
        if hairline is not None:
            line = QRectF(0, round(place.top() + hairline), self.width(), 1)
            painter.fillRect(line, QColor(self._page.tokens.hairline))
        row = self._page.row(block)
        shown = self._page.shown
        if shown is not None and 0 <= row < len(shown):
            self._content(painter, block, place, shown.session.line(row))

    def _content(self, painter: QPainter, block: QTextBlock, place: QRectF, line: Segment) -> None:
        """A tick beside what a person has reviewed."""
        if line.flags & Flag.REVIEWED:
            self._text(
                painter,
                QRectF(8, 0, 24, 0),
                self._baseline(block, place),
                "✓",
                self._page.tokens.good,
            )

    def _baseline(self, block: QTextBlock, place: QRectF) -> float:
        layout = block.layout()
        if not layout.lineCount():
            return place.top()
        first = layout.lineAt(0)
        return place.top() + first.y() + first.ascent()

    def _text(
        self, painter: QPainter, room: QRectF, baseline: float, text: str, colour: str
    ) -> None:
        painter.setPen(QColor(colour))
        metrics = QFontMetricsF(painter.font())
        fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        x = room.right() - metrics.horizontalAdvance(fitting)
        painter.drawText(QPointF(x, baseline), fitting)


class Gutter(Margin):
    """The margin before the text: speaker at the start of a turn, time, bar."""

    def __init__(self, page: Surface) -> None:
        super().__init__(page)
        self._names: dict[int, str] = {}
        self._places: dict[int, int] = {}
        self._first = -1

    def set_people(self, speakers: Sequence[Speaker]) -> None:
        """Take the names and their order, which gives colour and pattern."""
        self._names = short_names(speakers)
        self._places = {speaker.id: place for place, speaker in enumerate(speakers)}
        self.update()

    def wanted_width(self, fonts: PageFonts) -> int:
        """How wide the gutter is (pixels)."""
        times = QFontMetricsF(fonts.time).horizontalAdvance("0:00:00")
        return round(_name_width(fonts) + times + _gap(fonts) * 4 + BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        top = self._page.firstVisibleBlock()
        self._first = top.blockNumber()
        super().paintEvent(event)

    def _content(self, painter: QPainter, block: QTextBlock, place: QRectF, line: Segment) -> None:
        fonts, tokens = self._page.fonts, self._page.tokens
        gap = _gap(fonts)
        colour = tokens.speaker(self._places.get(line.speaker) if line.speaker else None)
        bar = self.width() - gap - BAR
        head = self._page.page_layout.head(block) - fonts.above
        self._bar(
            painter, QRectF(bar, place.top() + head, BAR, place.height() - head), line, colour
        )
        baseline = self._baseline(block, place)
        painter.setFont(fonts.time)
        times = QRectF(0, 0, bar - gap, 0)
        stamp = clock(line.start)
        self._heard(painter, block, times.right(), baseline, stamp)
        current = block.blockNumber() == self._page.textCursor().blockNumber()
        self._text(painter, times, baseline, stamp, tokens.text if current else tokens.muted)
        row = self._page.row(block)
        starts = self._page.starts_turn(row)
        if starts or block.blockNumber() == self._first:
            painter.setFont(fonts.name if starts else fonts.continued)
            width = _name_width(fonts)
            right = times.right() - QFontMetricsF(fonts.time).horizontalAdvance("0:00:00") - gap
            name = self._names.get(line.speaker, "") if line.speaker is not None else ""
            self._text(painter, QRectF(right - width, 0, width, 0), baseline, name, colour)

    def _heard(
        self, painter: QPainter, block: QTextBlock, right: float, baseline: float, stamp: str
    ) -> None:
        """A ground under the time of the line that is heard, where no word of it can be lit."""
        if self._page.heard_line != self._page.row(block):
            return
        metrics = QFontMetricsF(painter.font())
        width = metrics.horizontalAdvance(stamp)
        rect = QRectF(right - width, baseline - metrics.ascent(), width, metrics.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._page.tokens.heard))
        painter.drawRoundedRect(rect.adjusted(-4, 0, 4, 0), 3, 3)

    def _bar(self, painter: QPainter, rect: QRectF, line: Segment, colour: str) -> None:
        if line.speaker is None:
            painter.fillRect(rect.adjusted(1, 0, -1, 0), QColor(self._page.tokens.hairline))
            return
        pattern = _PATTERNS[self._places.get(line.speaker, 0) % len(_PATTERNS)]
        pen = QPen(QBrush(QColor(colour)), BAR - 1)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if pattern:
            pen.setDashPattern([part / (BAR - 1) for part in pattern])
        painter.setPen(pen)
        x = rect.center().x()
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))


def _gap(fonts: PageFonts) -> float:
    return round(fonts.pitch * 0.58)


def _name_width(fonts: PageFonts) -> float:
    return round(fonts.pitch * 3.1)
