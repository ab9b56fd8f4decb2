"""Layout: a plain text layout with room between lines and between turns, which Qt's own has not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from editor.ui.page.fonts import PageFonts


class PageLayout(QPlainTextDocumentLayout):
    """Puts each text line of a block in a slot of ``pitch`` pixels.

    Qt lays a block out without any leading and asks ``blockBoundingRect`` for its place on every
    use; there the lines are moved into their slots, the first time and whenever the block was laid
    out anew or has become the start of a turn.
    """

    def __init__(
        self,
        document: QTextDocument,
        row: Callable[[QTextBlock], int],
        starts_turn: Callable[[int], bool],
    ) -> None:
        super().__init__(document)
        self._row = row
        self._starts_turn = starts_turn
        self._quiet = False
        self._above = self._turn = self._pitch = self._slack = 0.0

    def set_fonts(self, fonts: PageFonts) -> None:
        """Take the distances that go with these fonts."""
        self._above, self._turn, self._pitch = fonts.above, fonts.turn, fonts.pitch
        height = QFontMetricsF(fonts.text).height()
        self._slack = max(0.0, round((fonts.pitch - height) / 2))

    def head(self, block: QTextBlock) -> float:
        """Space over the block's first slot: more where a turn begins, and on top of the page."""
        row = self._row(block)
        if row == 0:
            return self._above + self._turn
        return self._above + (2 * self._turn if self._starts_turn(row) else 0.0)

    def hairline(self, block: QTextBlock) -> float | None:
        """How far under the block's top the line between two turns runs, where one runs."""
        row = self._row(block)
        return self._turn if row > 0 and self._starts_turn(row) else None

    def slot(self, block: QTextBlock, line: int) -> QRectF:
        """The whole height of a text line, with the space around it, in the block's coordinates."""
        text_line = block.layout().lineAt(line)
        top = text_line.y() - self._slack
        return QRectF(text_line.x(), top, text_line.width(), self._pitch)

    def documentChanged(self, start: int, removed: int, added: int) -> None:
        """Lay a change out; while quiet, tell nobody."""
        outer = self.blockSignals(self._quiet or self.signalsBlocked())
        super().documentChanged(start, removed, added)
        self.blockSignals(outer)

    @contextmanager
    def quietly(self, quiet: bool) -> Iterator[None]:
        """Text is added beyond what is seen: paint nothing for it, tell a new size at the end."""
        size = self.documentSize()
        self._quiet = quiet
        yield
        self._quiet = False
        if quiet and self.documentSize() != size:
            self.tell_size()

    def tell_size(self) -> None:
        """Have the scroll bar look at the size anew, and at the lines of the last page."""
        self.documentSizeChanged.emit(self.documentSize())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """The block's place with its space; moves its lines where they are not yet."""
        rect = super().blockBoundingRect(block)
        if not block.isValid() or not block.isVisible():
            return rect
        layout = block.layout()
        count = layout.lineCount()
        head = self.head(block)
        first = head + self._slack
        if count and layout.lineAt(0).y() != first:
            right = block.textDirection() is Qt.LayoutDirection.RightToLeft
            margin = self.document().documentMargin()
            for at in range(count):
                line = layout.lineAt(at)
                # Qt starts lines of every direction at the left. A line may be moved again later
                # on, so its place is not told from where it is.
                indent = max(0.0, line.width() - line.naturalTextWidth()) if right else 0.0
                line.setPosition(QPointF(margin + indent, first + at * self._pitch))
        rect.setHeight(head + max(1, count) * self._pitch + self._above)
        return rect
