"""Surface: the sheet of paper itself: margins, where lines stand on the screen, repainting."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from math import ceil, floor
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPaintEvent, QPalette, QResizeEvent, QTextBlock, QTextDocument
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from editor.app.session import Session
from editor.ui.page.fonts import PageFonts, page_fonts
from editor.ui.page.gutter import Gutter, Margin
from editor.ui.page.layout import PageLayout
from editor.ui.page.painting import Column
from editor.ui.page.sheet import Sheet
from editor.ui.page.shown import Shown
from editor.ui.tokens import Tokens

_FEW: Final = 4
"""Lines up to which each is found on the screen by itself: Qt counts its way to a far one."""


class Surface(QPlainTextEdit):
    """A text edit that is painted by Stet: one block of its document is one line of speech.

    Lines may be out of sight (``folding``): ``next_block`` passes them over, ``in_sight`` gives
    those of some lines that are seen, ``uncover`` shows all where some are not; whether it did.
    """

    def __init__(self, parent: QWidget | None, tokens: Tokens) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self.shown: Shown | None = None
        self.tokens = tokens
        self.fonts: PageFonts = page_fonts()
        self.heard_line = -1
        self.offered: Sequence[Sequence[QAction]] = ()  # what its menu holds, in groups
        self.next_block: Callable[[QTextBlock], QTextBlock] = QTextBlock.next
        self.in_sight: Callable[[range], Sequence[int]] = lambda rows: rows
        self.uncover: Callable[[range], bool] = lambda _rows: False
        self._laid = -1
        self._arranging = False
        self._paper = QTextDocument(self)
        self._paper.setUndoRedoEnabled(False)
        self.sheet = Sheet(self._paper)
        self.page_layout = PageLayout(self._paper, self.row, self.starts_turn)
        self._paper.setDocumentLayout(self.page_layout)
        self.setDocument(self._paper)
        self.column = Column(self)
        self.gutter = Gutter(self)
        self.edge = Margin(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.updateRequest.connect(self._follow_update)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self.tokens = tokens
        self.column.set_tokens(tokens)
        palette = self.palette()
        for role, colour in (
            (QPalette.ColorRole.Base, tokens.page),
            (QPalette.ColorRole.Text, tokens.text),
            (QPalette.ColorRole.Window, tokens.page),
            (QPalette.ColorRole.Highlight, tokens.selection),
            (QPalette.ColorRole.HighlightedText, tokens.on_selection),
        ):
            palette.setColor(role, colour)
        for widget in (self, self.viewport(), self.gutter, self.edge):
            widget.setPalette(palette)
        self.update_all()

    def set_text(self, percent: int = 100, family: str = "") -> None:
        """Take a text size in percent and a typeface, ``""`` for the one that comes with Stet."""
        top = self.row(self.firstVisibleBlock())
        self.fonts = page_fonts(percent, family)
        self.page_layout.set_fonts(self.fonts)
        self.setFont(self.fonts.text)
        self._paper.setDefaultFont(self.fonts.text)
        self._paper.setDocumentMargin(round(self.fonts.pitch * 0.3))
        self.setCursorWidth(max(2, round(percent / 50)))
        self._arrange()
        if top > 0:
            self.scroll_to(top)

    def row(self, block: QTextBlock) -> int:
        """The line of the transcript a block shows; -1 where it shows none."""
        return self.sheet.row(block)

    def block(self, row: int) -> QTextBlock:
        """The block that shows a line; invalid while it is not in the document."""
        return self.sheet.block(row)

    def beside(self, row: int, by: int) -> int:
        """The next line that is seen after one (1) or before it (-1); -1 where there is none."""
        count = len(self.shown) if self.shown else 0
        rows = self.in_sight(range(row + 1, count) if by > 0 else range(row))
        return (rows[0] if by > 0 else rows[-1]) if rows else -1

    def starts_turn(self, row: int) -> bool:
        """Whether another person begins to speak with this line."""
        shown = self.shown
        if shown is None or not 0 <= row < len(shown):
            return False
        return shown.session.episode.transcript.turn_start(row)

    def visible_blocks(self) -> Iterator[tuple[QTextBlock, QRectF]]:
        """The blocks in the viewport with their places in it, from the top."""
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        left, bottom = self.contentOffset().x(), self.viewport().height()
        while block.isValid() and top < bottom:
            if block.isVisible():
                rect = self.page_layout.blockBoundingRect(block)
                yield block, QRectF(left, top, rect.width(), rect.height())
                top += rect.height()
            block = self.next_block(block)

    def visible_rows(self) -> set[int]:
        """The lines on the screen."""
        return {self.row(block) for block, _ in self.visible_blocks()}

    def place_of(self, row: int) -> QRectF | None:
        """Where in the viewport a line stands; ``None`` while it is not in the document.

        Beyond a page above or below, Qt gives it only roughly.
        """
        block = self.block(row)
        if not block.isValid():
            return None
        return self.blockBoundingGeometry(block).translated(self.contentOffset())

    def scroll_to(self, row: int, height: float = 0.0) -> None:
        """Scroll so that a line stands at this part of the page's height."""
        self.reach(row)
        block = self.block(row)
        room = self.viewport().height() * height
        # Asking for a block's place lays it out; before that, Qt takes it for one text line.
        while block.isValid() and block.blockNumber() and room > 0:
            block = block.previous()
            room -= self.blockBoundingRect(block).height()
        if block.isValid():
            self.verticalScrollBar().setValue(block.firstLineNumber())

    def reach(self, row: int) -> None:
        """Have a line in the document, if it is there at all."""
        if not self.block(row).isValid():
            self.fill_up()

    def fill_up(self) -> None:
        """Have every line in the document now."""
        if self.sheet.base == 0 and self.shown and self.sheet.rows == len(self.shown):
            return
        top, drop = self.top_line()
        self.sheet.fill_up()
        self.to_top(top, drop)

    def fill(self) -> None:
        """Fill the document for one slice; what is on the screen stays there."""
        top, drop = self.top_line()
        begin = self.sheet.swept
        aside = begin is not None or (self.sheet.appending and self._ends_below())
        seen = self._around()
        with self.page_layout.quietly(aside):
            self.sheet.fill()
        if self.top_line() != (top, drop):
            self.to_top(top, drop)
        stop = self.sheet.swept
        if begin is not None and stop is None:
            self.page_layout.tell_size()
        if begin is not None and begin < seen.stop and (stop is None or stop > seen.start):
            self.update_all()

    def write_visible(self) -> None:
        """Have the lines on the screen say what the model says."""
        seen = self._around()
        self.sheet.write(seen.start, seen.stop - 1)

    def _around(self) -> range:
        """The lines on the screen, and some more: as many as there can be at the most."""
        row = max(0, self.row(self.firstVisibleBlock()))
        page = ceil(self.viewport().height() / self.fonts.pitch)
        return range(row - 1, row + page + 1)

    def update_rows(self, rows: Collection[int]) -> None:
        """Repaint those of some lines that are on the screen, with their margins."""
        few = len(rows) <= _FEW
        seen = () if few else self.visible_blocks()
        places = [place for block, place in seen if self.row(block) in rows]
        places += [place for row in rows if few and (place := self.place_of(row)) is not None]
        for place in places:
            top, height = floor(place.top()) - 1, ceil(place.height()) + 2
            for part in (self.viewport(), self.gutter, self.edge):
                part.update(0, top, part.width(), height)

    def update_gutter(self, row: int) -> None:
        """Repaint a line's time."""
        place = self.place_of(row)
        if place is not None:
            top, height = floor(place.top()), ceil(place.height())
            self.gutter.update(0, top, self.gutter.width(), height)

    def update_all(self) -> None:
        """Repaint the page."""
        for widget in (self.viewport(), self.gutter, self.edge):
            widget.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.column.paint(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        was = event.oldSize()
        kept = was.width() == event.size().width() and self._caret_within(was.height())
        super().resizeEvent(event)
        self._laid = self.viewport().width()
        # The margins change the viewport, which is told here again; where a scroll bar comes for
        # one width and goes for the other, that would never end.
        if not self._arranging:
            self._arranging = True
            try:
                self._arrange()
            finally:
                self._arranging = False
        if kept:
            self.ensureCursorVisible()  # a message that comes must not lie over what is typed

    def _caret_within(self, height: int) -> bool:
        """Whether the caret stands in so much of the page from the top."""
        return 0 <= self.cursorRect().center().y() < height

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Whatever is done meanwhile, the first visible line stays the first."""
        top, drop = self.top_line()
        yield
        self.to_top(top, drop)

    def _ends_below(self) -> bool:
        """Whether the last line of the document is below what is seen."""
        seen = [block for block, _ in self.visible_blocks()]
        return bool(seen) and seen[-1].next().isValid()

    def top_line(self) -> tuple[int, int]:
        """The first visible line, and by how many text lines it is scrolled out."""
        block = self.firstVisibleBlock()
        return self.row(block), self.verticalScrollBar().value() - block.firstLineNumber()

    def to_top(self, row: int, drop: int) -> None:
        """Scroll so that a line is the first, ``drop`` text lines of it scrolled out."""
        block = self.block(row)
        if block.isValid():
            self.blockBoundingRect(block)  # lays it out: before that, Qt takes it for one text line
            self.verticalScrollBar().setValue(block.firstLineNumber() + drop)

    def _arrange(self) -> None:
        """Give the text its measure and the margins the rest of the width."""
        bar = self.verticalScrollBar().sizeHint().width()
        width = max(1, self.width() - bar)
        margin = round(self._paper.documentMargin())
        gutter = self.gutter.wanted_width(self.fonts)
        measure = round(self.fonts.measure) + 2 * margin
        spare = max(0, width - gutter - measure)
        # Beyond a broad right margin the sheet is centred in a wide window.
        left = gutter + max(0, spare - 2 * gutter) // 2
        right = max(min(spare, margin), width - left - measure)
        self.setViewportMargins(left, 0, right, 0)
        if self.viewport().width() != self._laid:
            # While the page is being shown, Qt tells nobody that its viewport changed.
            self._laid = self.viewport().width()
            super().resizeEvent(QResizeEvent(self.viewport().size(), QSize()))
        area = QRect(self.viewport().geometry())
        self.gutter.setGeometry(0, area.top(), left, area.height())
        self.edge.setGeometry(area.right() + 1, area.top(), right, area.height())

    def _follow_update(self, rect: QRect, scrolled: int) -> None:
        # A change inside one line leaves the margins as they are; one that moves lines is told as
        # a change of everything.
        if scrolled or rect.height() >= self.viewport().height():
            self.gutter.update()
            self.edge.update()
