"""Signs: the ruler, chapters, words, findings and places of a search over the wave."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPolygonF

from editor.model.marks import Kind, struck_spans
from editor.model.time import Ms, clock, full_clock
from editor.model.words import TimeKind, tokens
from editor.ui.pieces import tabular

if TYPE_CHECKING:
    from editor.model.segment import Segment
    from editor.ui.waveform.content import Stage

RULER: Final = 22
_TICKS: Final = (
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000,
    120_000, 300_000, 600_000, 1_800_000, 3_600_000,
)  # fmt: skip
_TICK_ROOM: Final = 90
_FINE_ROOM: Final = 120
_EDGE: Final = 4.0
_WORDS_FROM: Final = 110
"""Points to a second from which on words fit below the wave."""

_FLAG, _LEAST_FLAG = 170.0, 24.0
"""Points a chapter's title has at most, and those below which it is left to the tool tip."""

_FINDING: Final = 4
_FINDINGS_FROM: Final = 16
"""Points a line must have on an average for its findings to be told apart."""


def draw_ruler(painter: QPainter, stage: Stage) -> None:
    """Times above the strip, finer than a second from near."""
    view = stage.view
    painter.setPen(stage.theme.colour("muted"))
    font = tabular(stage.font)
    painter.setFont(font)
    metrics = QFontMetrics(font)
    step = next((s for s in _TICKS if s * view.per_second / 1000 >= _room(s)), _TICKS[-1])
    first = -(-int(view.start) // step) * step
    for at in range(first, int(view.end) + 1, step):
        if at <= stage.whole:
            text = clock(at) if step >= 1_000 else full_clock(at).removeprefix("00:")
            wide = metrics.horizontalAdvance(text)
            left = max(_EDGE, view.x(at) - wide / 2)
            if left + wide <= view.width - _EDGE:
                box = QRectF(left, 0, wide + 1, RULER)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)


def _room(step: Ms) -> int:
    return _TICK_ROOM if step >= 1_000 else _FINE_ROOM


def draw_chapters(painter: QPainter, stage: Stage) -> None:
    """A flag with the title where a chapter begins."""
    metrics = QFontMetrics(stage.font)
    height = metrics.height() + 3
    top = stage.body.bottom() - height - (height if _shows_words(stage) else 0)
    muted = stage.theme.colour("muted")
    painter.setFont(stage.font)
    held = stage.content.flag
    chapters = stage.session.episode.chapters
    for place, chapter in enumerate(chapters):
        start = held[1] if held is not None and held[0] == chapter.id else chapter.start
        if not stage.view.holds(start):
            continue
        x = stage.view.x(start)
        painter.fillRect(QRectF(x, stage.body.top(), 1, stage.body.height()), muted)
        following = stage.view.x(chapters[place + 1].start) if place + 1 < len(chapters) else x
        room = min(_FLAG, following - x - 20) if following > x else _FLAG
        if room < _LEAST_FLAG:
            continue
        shown = metrics.elidedText(chapter.title, Qt.TextElideMode.ElideRight, round(room))
        right = x + metrics.horizontalAdvance(shown) + 12
        flag = [
            QPointF(x, top), QPointF(right, top), QPointF(right + 5, top + height / 2),
            QPointF(right, top + height), QPointF(x, top + height),
        ]  # fmt: skip
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(stage.theme.colour("panel"))
        painter.drawPolygon(QPolygonF(flag))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(muted)
        box = QRectF(x, top, right - x, height)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


def _shows_words(stage: Stage) -> bool:
    return stage.view.per_second >= _WORDS_FROM


def draw_words(painter: QPainter, stage: Stage) -> None:
    """The words below the wave, where they are heard; those that are struck drawn through.

    A word that was heard has a full line at its start, an estimate a short one and slanted letters.
    """
    if not _shows_words(stage):
        return
    struck = QFont(stage.font)
    struck.setStrikeOut(True)
    height = QFontMetrics(stage.font).height() + 2
    behind = stage.theme.colour("window")
    behind.setAlphaF(0.7)
    box = QRectF(0, stage.body.bottom() - height, stage.view.width, height)
    painter.fillRect(box, behind)
    for row in stage.rows:
        _draw_words_of(painter, stage, stage.session.line(row), struck)


def _draw_words_of(painter: QPainter, stage: Stage, line: Segment, struck: QFont) -> None:
    view, metrics = stage.view, QFontMetrics(stage.font)
    height = metrics.height() + 2
    top = stage.body.bottom() - height
    gone = struck_spans(line.marks)
    faint = stage.theme.colour("muted")
    faint.setAlphaF(0.5)
    for token, time in zip(tokens(line.text), line.word_times(), strict=True):
        left, right = view.x(time.start), view.x(time.end)
        if right < 0 or left > view.width:
            continue
        guessed = time.kind is TimeKind.ESTIMATED
        tick = height / 3 if guessed else height
        painter.fillRect(QRectF(left, top + height - tick, 1, tick), faint)
        word = line.text[token.start : token.end]
        if metrics.horizontalAdvance(word) + 3 > right - left:
            continue
        lost = any(start <= token.start < end for start, end in gone)
        font = struck if lost else stage.font
        painter.setFont(slanted(font) if guessed else font)
        painter.setPen(stage.theme.colour("muted" if lost else "text"))
        painter.drawText(
            QRectF(left, top, right - left, height), Qt.AlignmentFlag.AlignCenter, word
        )


def slanted(font: QFont) -> QFont:
    """The same letters, slanted."""
    other = QFont(font)
    other.setItalic(True)
    return other


def draw_findings(painter: QPainter, stage: Stage) -> None:
    """A small sign at the top for each mark nobody has decided on, its form by its kind."""
    rows = stage.rows
    if not stage.roomy(rows, _FINDINGS_FROM):
        return
    painter.setPen(Qt.PenStyle.NoPen)
    y = stage.body.top() + 1
    for row in rows:
        line = stage.session.line(row)
        for mark in line.marks:
            if mark.decided:
                continue
            share = mark.start / max(1, len(line.text))
            x = stage.view.x(line.start + line.span.duration * share)
            painter.setBrush(QColor(stage.theme.tokens.mark(mark.kind)[0]))
            _draw_sign(painter, mark.kind, x, y)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _draw_sign(painter: QPainter, kind: Kind, x: float, y: float) -> None:
    size = _FINDING
    if kind in (Kind.REPEAT, Kind.MARKER):
        painter.drawEllipse(QPointF(x, y + size / 2), size / 2 + 0.5, size / 2 + 0.5)
    elif kind in (Kind.PARTIAL, Kind.RESTART):
        corners = [QPointF(x - size / 2 - 1, y), QPointF(x + size / 2 + 1, y), QPointF(x, y + 5)]
        painter.drawPolygon(QPolygonF(corners))
    else:
        painter.drawRect(QRectF(x - size / 2, y, size, size))


def draw_hits(painter: QPainter, stage: Stage) -> None:
    """A bar at the bottom for each place of a search."""
    draw_places(painter, stage, QRectF(-1, stage.body.bottom() - 7, 3, 7))


def draw_places(painter: QPainter, stage: Stage, bar: QRectF) -> None:
    """``bar``, moved to each place of a search; of those too close to be told apart, the first."""
    hits, view = stage.content.hits, stage.view
    at, last = bisect_left(hits, view.start), bisect_left(hits, view.end)
    bars = []
    while at < last:
        x = view.x(hits[at])
        bars.append(bar.translated(x, 0))
        at = bisect_left(hits, view.at(x + bar.width() + 1), at + 1, last)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(stage.theme.colour("warning"))
    painter.drawRects(bars)
    painter.setBrush(Qt.BrushStyle.NoBrush)
