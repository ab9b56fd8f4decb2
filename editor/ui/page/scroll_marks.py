"""Scroll marks: where along the transcript something waits, notes lie, chapters begin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from math import floor
from operator import itemgetter
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOptionSlider, QWidget

from editor.model.edits import Aspect, Change
from editor.model.marks import MarkState
from editor.ui.page.bar_scale import BarScale
from editor.ui.page.units import to_units
from editor.ui.slices import Slices

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock

    from editor.app.search.hits import Hit
    from editor.model.episode import Episode
    from editor.ui.page.surface import Surface
    from editor.ui.theme import Theme

_SLICE: Final = 0.002
"""Seconds a look at the lines, or the placing of their marks, may hold the window at a time."""

_SEEN: Final = (
    Aspect.MARKS | Aspect.ROWS | Aspect.NOTES | Aspect.CHAPTERS | Aspect.TIME | Aspect.ANSWERS
)


class Sort(IntEnum):
    """What a mark stands for; each has its side of the bar and its form.

    ``FINDING`` is what the cleaning would strike, ``QUESTION`` whatever else the review asks.
    """

    FINDING = 0
    HIT = 1
    NOTE = 2
    CHAPTER = 3
    QUESTION = 4


_Row: TypeAlias = "tuple[int] | Hit"
_row_of: Final = itemgetter(0)


class ScrollMarks(QWidget):
    """Lies over the scroll bar and lets every click through.

    Each mark is on the pixel where the bar's handle has its middle once that text line is in the
    middle of the screen. Qt lays lines out as they come on the screen and scrolls by what it knows;
    the marks are put right with it, once things are quiet.
    """

    def __init__(self, page: Surface, episode: Episode, theme: Theme) -> None:
        bar = page.verticalScrollBar()
        super().__init__(bar)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page = page
        self._bar = bar
        self._episode = episode
        self._theme = theme
        self._marked: dict[Sort, Sequence[_Row]] = dict.fromkeys(Sort, ())
        self._drawn: dict[Sort, list[int]] = {sort: [] for sort in Sort}
        self._stale: set[Sort] = set()
        self._asked: Mapping[int, Sequence[int]] = {}
        self._later = QTimer(self, singleShot=True, interval=300)
        self._later.timeout.connect(self.look)
        self._slices = Slices(_SLICE, self)
        self._placed = Slices(_SLICE, self)
        self._placed.finished.connect(self.update)
        self._placing = QTimer(self, singleShot=True, interval=60)
        self._placing.timeout.connect(lambda: self._placed.begin(self._place()))
        bar.rangeChanged.connect(lambda _low, _high: self._place_soon(*Sort))
        bar.installEventFilter(self)
        theme.changed.connect(self.update)
        self._unwatch = episode.watch(self)
        self.setGeometry(bar.rect())
        self.show()
        self.look()

    def marked(self, sort: Sort) -> Sequence[int]:
        """The lines that hold marks of a sort, in order."""
        return [*map(_row_of, self._marked[sort])]

    def drawn(self, sort: Sort) -> list[int]:
        """The pixels from the top that marks of a sort are drawn at, in order."""
        for _ in self._place():
            pass  # what is not placed yet
        return self._drawn[sort]

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Mark where a search found something."""
        self._show(Sort.HIT, hits)

    def show_questions(self, asked: Mapping[int, Sequence[int]]) -> None:
        """Mark what the review asks: offsets by line id; crossed out there, it goes from here."""
        self._asked = asked
        self.look()

    def look(self) -> None:
        """Look through everything again: small lists at once, the lines in slices."""
        episode = self._episode
        lines = episode.transcript
        tied = [note.segment for note in episode.notes if note.segment is not None]
        loose = (lines.index_at(note.at) for note in episode.notes if note.segment is None)
        rows = [lines.index_of(line) for line in tied if lines.has(line)]
        self._show(Sort.NOTE, sorted({*zip(rows), *((row,) for row in loose if row >= 0)}))
        starts = {(max(0, lines.index_at(chapter.start)),) for chapter in episode.chapters}
        self._show(Sort.CHAPTER, sorted(starts))
        self._slices.begin(self._look_through())

    def shut(self) -> None:
        """Stop looking; the project is closed."""
        for waiting in (self._later, self._slices, self._placing, self._placed):
            waiting.stop()
        self._unwatch()
        self.hide()
        self.deleteLater()

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """Look again once things are quiet."""
        if change.touches(_SEEN):
            self._later.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._bar.rect())
            self._place_soon(*Sort)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Findings are ticks at the left, hits bars in the middle, notes diamonds at the right.

        Questions are small squares at the right.
        """
        del event
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        width = self.width()
        for sort, colour, left, right, tall in (
            (Sort.CHAPTER, "muted", 0.0, 1.0, 1),
            (Sort.FINDING, "mark_scar", 0.0, 0.35, 2),
            (Sort.QUESTION, "mark_partial", 0.7, 1.0, 3),
            (Sort.HIT, "accent", 0.3, 0.7, 3),
        ):
            painter.setBrush(self._theme.colour(colour))
            x, wide = left * width, (right - left) * width
            painter.drawRects([QRectF(x, y - tall // 2, wide, tall) for y in self._drawn[sort]])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.colour("mark_repeat"))
        x, size = width - 3.5, 3.0
        for y in self._drawn[Sort.NOTE]:
            corners = ((0, -size), (size, 0), (0, size), (-size, 0))
            painter.drawPolygon(QPolygonF([QPointF(x + dx, y + 0.5 + dy) for dx, dy in corners]))
        painter.end()

    def _show(self, sort: Sort, marked: Sequence[_Row]) -> None:
        self._marked[sort] = marked
        self._place_soon(sort)

    def _place_soon(self, *sorts: Sort) -> None:
        self._placed.stop()  # what it has not finished is stale as before
        self._stale.update(sorts)
        self._placing.start()

    def _place(self) -> Iterator[int]:
        """Find the pixels of what has changed: 70,000 places take some ms.

        What moves the marks of all sorts moves the page as well, and that is painted meanwhile.
        """
        while self._stale:
            sort = min(self._stale)
            found = set[int]()
            for pixel in self._pixels(sort, self._scale()):
                found.add(pixel)
                yield pixel
            self._drawn[sort] = sorted(found)
            self._stale.discard(sort)

    def _scale(self) -> BarScale:
        """How the bar stands now."""
        option = QStyleOptionSlider()
        self._bar.initStyleOption(option)
        style, bar = self._bar.style(), QStyle.ComplexControl.CC_ScrollBar
        groove, handle = (
            style.subControlRect(bar, option, part, self._bar)
            for part in (QStyle.SubControl.SC_ScrollBarGroove, QStyle.SubControl.SC_ScrollBarSlider)
        )
        page = self._bar.pageStep()
        return BarScale(
            groove.top(), groove.height(), handle.height(), self._bar.maximum() + page, page
        )

    def _pixels(self, sort: Sort, scale: BarScale) -> Iterator[int]:
        """Where the marks of a sort are drawn: asked pixel by pixel, not mark by mark."""
        marked, at, document = self._marked[sort], 0, self._page.document()
        drawn = -1
        while at < len(marked):
            row = marked[at][0]
            block = self._page.block(row)
            at += 1
            if not block.isValid():
                continue  # not in the document yet
            first, count = block.firstLineNumber(), block.lineCount()
            top = floor(scale.y(first))
            if count > 1 and scale.y(first + count) >= top + 1:
                yield from {floor(scale.y(line)) for line in self._lines(sort, row, block)}
            elif top > drawn:
                yield top
            drawn = top
            below = document.findBlockByLineNumber(scale.line(top + 1))
            if below.isValid():
                at = bisect_left(marked, (max(row + 1, self._page.row(below)),), at)

    def _lines(self, sort: Sort, row: int, block: QTextBlock) -> Iterator[int]:
        """The text lines of a block that hold marks of a sort."""
        first, layout, text = block.firstLineNumber(), block.layout(), block.text()
        for offset in self._offsets(sort, row):
            line = layout.lineForTextPosition(to_units(text, offset))
            yield first + (line.lineNumber() if line.isValid() else 0)

    def _offsets(self, sort: Sort, row: int) -> Iterable[int]:
        """Where in a line, as shown, its marks of a sort begin."""
        shown = self._page.shown
        if shown is None or row >= len(shown) or sort in (Sort.NOTE, Sort.CHAPTER):
            return (0,)
        if sort is Sort.HIT:
            hits = self._marked[sort]
            begin, end = bisect_left(hits, (row,)), bisect_left(hits, (row + 1,))
            return (hit[1] for hit in hits[begin:end] if len(hit) > 1)
        line = self._episode.transcript[row]
        starts = (
            self._asked.get(line.id, ())
            if sort is Sort.QUESTION
            else (mark.start for mark in line.marks if mark.state is MarkState.PROPOSED)
        )
        return map(shown.rendering(row).to_shown, starts)

    def _look_through(self) -> Iterator[None]:
        """Find the lines that wait for an answer, and show them once all have been looked at."""
        lines = self._episode.transcript
        findings: list[_Row] = []
        questions: list[_Row] = []
        for row in range(len(lines)):
            if row >= len(lines):
                break  # some went meanwhile
            line = lines[row]
            if any(mark.state is MarkState.PROPOSED for mark in line.marks):
                findings.append((row,))
            if line.id in self._asked:
                questions.append((row,))
            if row % 64 == 0:
                yield
        self._show(Sort.FINDING, findings)
        self._show(Sort.QUESTION, questions)
