"""Painting: the column of text, line by line, with its marks, the selection and the heard word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlock,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
)

from editor.model.marks import Mark
from editor.model.render import Rendering, View
from editor.model.segment import Segment
from editor.ui.page.seams import Seams, draw_seam
from editor.ui.page.strokes import Stroke, draw_stroke, stroke_of
from editor.ui.page.units import to_index, to_units
from editor.ui.tokens import Tokens

if TYPE_CHECKING:
    from editor.ui.page.surface import Surface


_LEFTWARD: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""A letter of a script that runs to the left."""
_HALF_GAP: Final = 2.5
"""From the front of a word to the middle of the gap before it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Units of a block that look different: ``edge`` outlines them, ``ground`` lies behind."""

    start: int
    end: int
    ink: QColor | None = None
    ground: QColor | None = None
    edge: QColor | None = None
    stroke: Stroke | None = None
    line: QColor | None = None
    """Colour of the stroke."""
    pad: float = 0.0


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of a line, in characters of its text as shown."""

    start: int
    end: int


class Column:
    """Paints what is in the viewport; holds the highlights that are not in the model."""

    def __init__(self, page: Surface) -> None:
        self._page = page
        self.matches: Sequence[tuple[int, int, int]] = ()
        """What a search found, in order: line, start and end in its text as shown."""
        self.finding: tuple[int, int, int] | None = None
        self.heard: tuple[int, Highlight] | None = None
        self.seams: Seams | None = None
        """Where captions break, while they are shown."""
        self.misspelt: Callable[[str], list[tuple[int, int]]] | None = None
        """Gives the misspelt words of a line as shown, from what is known: it must not wait."""
        self._colours: dict[str, QColor] = {}

    def set_tokens(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self._tokens = tokens
        self._colours = {}

    def forget_rows(self) -> None:
        """Drop what is tied to line numbers: lines came or went, or the view is another."""
        self.matches, self.heard = (), None

    def paint(self, event: QPaintEvent) -> None:
        """Paint the part of the viewport that the event asks for."""
        page = self._page
        painter = QPainter(page.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clip = QRectF(event.rect())
        context = page.getPaintContext()
        current = page.textCursor().blockNumber()
        for block, place in page.visible_blocks():
            if place.top() > clip.bottom():
                break
            if place.bottom() >= clip.top():
                self._block(painter, block, place, clip, block.blockNumber() == current)
                self._caret(painter, block, place.topLeft(), context.cursorPosition)
        painter.end()

    def rects(self, block: QTextBlock, start: int, end: int) -> Iterator[tuple[int, QRectF]]:
        """Where units of a block stand: text line by text line, in the block's coordinates."""
        layout = block.layout()
        spans = _spans_both_ways if _both_ways(block.text()) else _span
        for at in range(max(0, _line_of(layout, start)), layout.lineCount()):
            line = layout.lineAt(at)
            first, last = line.textStart(), line.textStart() + line.textLength()
            left, right = max(start, first), min(end, last)
            if first >= end:
                break
            if left >= right:
                continue
            # The space a line is broken at hangs over its end.
            written = line.naturalTextRect()
            for one, other in spans(line, left, right):
                x = max(one, written.left())
                width = min(other, written.right()) - x
                if width > 0:
                    yield at, QRectF(x, line.y(), width, line.height())

    def heard_rects(self) -> Iterator[QRectF]:
        """What of the viewport the heard word covers."""
        if self.heard is None:
            return
        row, word = self.heard
        block = self._page.block(row)
        if not block.isValid():
            return
        text = block.text()
        start, end = to_units(text, word.start), to_units(text, word.end)
        place = self._page.blockBoundingGeometry(block).translated(self._page.contentOffset())
        for _, rect in self.rects(block, start, end):
            yield rect.translated(place.topLeft()).adjusted(-4, -2, 4, 2)

    def _block(
        self, painter: QPainter, block: QTextBlock, place: QRectF, clip: QRectF, current: bool
    ) -> None:
        row = self._page.row(block)
        at = place.topLeft()
        self._ground(painter, block, place, current)
        seen = _seen(block.layout(), clip.translated(-at))
        every = self._stretches(row, block.text(), seen) if row >= 0 else ()
        stretches = [one for one in every if one.start < seen.stop and one.end > seen.start]
        for stretch in stretches:
            self._behind(painter, block, at, stretch)
        formats = [self._format(s.start, s.end, s.ink) for s in stretches if s.ink is not None]
        formats += self._selection(painter, block, at, seen)
        painter.setPen(self._colour("text"))
        block.layout().draw(painter, at, formats, clip)
        for stretch in stretches:
            self._over(painter, block, at, stretch)
        if self.seams is not None and row >= 0:
            self._draw_seams(painter, block, at, row, seen)

    def _draw_seams(
        self, painter: QPainter, block: QTextBlock, at: QPointF, row: int, seen: range
    ) -> None:
        """Draw the breaks of captions in the gaps before the words they stand before."""
        shown = self._page.shown
        if shown is None or self.seams is None or row >= len(shown):
            return
        line, rendering, layout = shown.session.line(row), shown.rendering(row), block.layout()
        text = block.text()
        for seam in self.seams(line):
            place = to_units(text, rendering.to_shown(seam.at))
            written = layout.lineForTextPosition(place)
            if not seen.start <= place <= seen.stop or not written.isValid():
                continue
            x = _x(written, place) - _HALF_GAP
            box = QRectF(x, written.y() + 1, 1, written.height() - 2).translated(at)
            draw_seam(painter, seam, self._colour("accent"), box)

    def _ground(self, painter: QPainter, block: QTextBlock, place: QRectF, current: bool) -> None:
        width = self._page.viewport().width()
        hairline = self._page.page_layout.hairline(block)
        if current:
            top = place.top() + (2 * hairline if hairline else 0.0)
            band = QRectF(0, top, width, place.bottom() - top)
            painter.fillRect(band, self._colour("line"))
        if hairline is not None:
            y = round(place.top() + hairline)
            painter.fillRect(QRectF(0, y, width, 1), self._colour("hairline"))

    def _stretches(self, row: int, text: str, seen: range) -> Iterator[Stretch]:
        """What looks different in a line; of the many in a long one, those among ``seen`` units."""
        shown = self._page.shown
        if shown is None or row >= len(shown):
            return
        line = shown.session.line(row)
        near = range(to_index(text, seen.start), to_index(text, seen.stop) + 1)
        marked = line.marks if shown.view is View.MARKED else ()
        marks = [mark for mark in marked if mark.start < near.stop and mark.end > near.start]
        yield from self._marks(line, text, marks)
        yield from self._misspelt(text, near, marks)
        for at in range(bisect_left(self.matches, (row,)), bisect_left(self.matches, (row + 1,))):
            where = Highlight(*self.matches[at][1:])
            if where.start < near.stop and where.end > near.start:
                yield self._highlight(text, where, edge=self._colour("accent"))
        if self.finding is not None and self.finding[0] == line.id:
            where = _shown(shown.rendering(row), *self.finding[1:])
            yield self._highlight(text, where, edge=self._colour("accent"), pad=2.0)
        if self.heard is not None and self.heard[0] == row:
            ink, ground = self._colour("on_heard"), self._colour("heard")
            yield self._highlight(text, self.heard[1], ink=ink, ground=ground, pad=2.0)

    def _misspelt(self, text: str, near: range, marks: Sequence[Mark]) -> Iterator[Stretch]:
        """Words no dictionary knows; struck ones are as good as gone."""
        if self.misspelt is None:
            return
        ink = self._colour("warning")
        for start, end in self.misspelt(text):
            if start >= near.stop or end <= near.start:
                continue
            struck = any(mark.strikes and mark.start < end and start < mark.end for mark in marks)
            if not struck:
                first, last = to_units(text, start), to_units(text, end)
                yield Stretch(first, last, stroke=Stroke.WAVY_UNDER, line=ink)

    def _marks(self, line: Segment, text: str, marks: Sequence[Mark]) -> Iterator[Stretch]:
        for mark in marks:
            stroke = stroke_of(mark)
            if stroke is None:
                continue
            ink, ground = (self._named(colour) for colour in self._tokens.mark(mark.kind))
            # Spaces at its ends are struck too, but a line through nothing looks like a slip.
            word = line.text[mark.start : mark.end].strip()
            first = line.text.find(word, mark.start)
            start, end = to_units(text, first), to_units(text, first + len(word))
            if stroke is Stroke.DOTTED_UNDER:
                yield Stretch(start, end, stroke=stroke, line=ink)
            else:
                yield Stretch(start, end, ink, ground, stroke=stroke, line=ink, pad=1.0)

    def _highlight(
        self,
        text: str,
        where: Highlight,
        ink: QColor | None = None,
        ground: QColor | None = None,
        edge: QColor | None = None,
        pad: float = 1.0,
    ) -> Stretch:
        start, end = to_units(text, where.start), to_units(text, where.end)
        return Stretch(start, end, ink, ground, edge, pad=pad)

    def _behind(self, painter: QPainter, block: QTextBlock, at: QPointF, stretch: Stretch) -> None:
        if stretch.ground is None and stretch.edge is None:
            return
        painter.setPen(QPen(stretch.edge, 1.4) if stretch.edge else Qt.PenStyle.NoPen)
        painter.setBrush(stretch.ground or Qt.BrushStyle.NoBrush)
        for _, rect in self.rects(block, stretch.start, stretch.end):
            pad = stretch.pad
            painter.drawRoundedRect(rect.translated(at).adjusted(-pad, 0, pad, 0), 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _over(self, painter: QPainter, block: QTextBlock, at: QPointF, stretch: Stretch) -> None:
        if stretch.stroke is None or stretch.line is None:
            return
        for number, rect in self.rects(block, stretch.start, stretch.end):
            line = block.layout().lineAt(number)
            baseline = at.y() + line.y() + line.ascent()
            draw_stroke(painter, stretch.stroke, stretch.line, rect.translated(at), baseline)

    def _selection(
        self, painter: QPainter, block: QTextBlock, at: QPointF, seen: range
    ) -> list[QTextLayout.FormatRange]:
        cursor = self._page.textCursor()
        start = cursor.selectionStart() - block.position()
        end = cursor.selectionEnd() - block.position()
        if start == end or end <= 0 or start >= block.length():
            return []
        ground = self._colour("selection")
        for number, rect in self.rects(block, max(seen.start, start), min(seen.stop, end)):
            slot = self._page.page_layout.slot(block, number)
            band = QRectF(rect.left(), slot.top(), rect.width(), slot.height())
            painter.fillRect(band.translated(at), ground)
        if end >= block.length():
            self._selected_end(painter, block, at, ground)
        length = block.length() - 1
        return [self._format(max(0, start), min(end, length), self._colour("on_selection"))]

    def _selected_end(
        self, painter: QPainter, block: QTextBlock, at: QPointF, ground: QColor
    ) -> None:
        """Show that the selection goes on in the next line, in empty lines too."""
        number = block.layout().lineCount() - 1
        if number < 0:
            return
        line = block.layout().lineAt(number)
        slot = self._page.page_layout.slot(block, number)
        x = _x(line, line.textStart() + line.textLength())
        width = 6.0 if block.textDirection() is Qt.LayoutDirection.LeftToRight else -6.0
        painter.fillRect(
            QRectF(x, slot.top(), width, slot.height()).normalized().translated(at), ground
        )

    def _caret(self, painter: QPainter, block: QTextBlock, at: QPointF, position: int) -> None:
        layout = block.layout()
        place = position - block.position()
        if position < -1 and layout.preeditAreaText():
            # Qt counts places inside text that an input method is composing from -2 downwards.
            place = layout.preeditAreaPosition() - (position + 2)
        elif not 0 <= place < block.length():
            return
        painter.setPen(self._colour("text"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        layout.drawCursor(painter, at, place, self._page.cursorWidth())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _format(self, start: int, end: int, ink: QColor | None) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        made.start, made.length = start, end - start
        form = QTextCharFormat()
        if ink is not None:
            form.setForeground(ink)
        made.format = form
        return made

    def _colour(self, name: str) -> QColor:
        return self._named(getattr(self._tokens, name))

    def _named(self, colour: str) -> QColor:
        if colour not in self._colours:
            self._colours[colour] = QColor(colour)
        return self._colours[colour]


def _shown(rendering: Rendering, start: int, end: int) -> Highlight:
    return Highlight(rendering.to_shown(start), rendering.to_shown(end))


@lru_cache(maxsize=8)
def _both_ways(text: str) -> bool:
    """Whether words that run to the left are in a line."""
    return _LEFTWARD.search(text) is not None


def _line_of(layout: QTextLayout, unit: int) -> int:
    """Which text line of a block a unit stands in; -1 while none is laid out."""
    line = layout.lineForTextPosition(unit)
    return line.lineNumber() if line.isValid() else -1


def _seen(layout: QTextLayout, clip: QRectF) -> range:
    """The units in the text lines that ``clip`` touches, and in the one before and after them."""
    lines = range(layout.lineCount())
    if not lines:
        return range(0)
    first = bisect_left(lines, clip.top(), key=lambda at: layout.lineAt(at).rect().bottom())
    after = bisect_right(lines, clip.bottom(), key=lambda at: layout.lineAt(at).y())
    start = layout.lineAt(max(0, first - 1))
    stop = layout.lineAt(min(after, len(lines) - 1))
    return range(start.textStart(), stop.textStart() + stop.textLength())


def _span(line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
    """From where to where a stretch of a text line is written that runs to the right."""
    return [(_x(line, start), _x(line, end))]


def _spans_both_ways(line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
    """The same where words of both directions may stand: what is one in the text is several."""
    spans = []
    for run in line.glyphRuns(start, end - start):
        places = run.positions()
        widths = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
        ends = [place.x() + width.x() for place, width in zip(places, widths, strict=True)]
        spans.append((min(place.x() for place in places), max(ends)))
    return spans


def _x(line: QTextLine, at: int) -> float:
    # The stubs promise a number; what comes is the number and the place it is of.
    found: Any = line.cursorToX(at)
    return float(found[0])
