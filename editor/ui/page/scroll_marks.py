"""Scroll marks: where along the transcript findings wait, notes lie, chapters begin."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from editor.model.edits import Aspect, Change
from editor.model.marks import MarkState

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollBar

    from editor.app.finding.hits import Hit
    from editor.model.episode import Episode
    from editor.ui.theme import Theme

PLACES: Final = 1024
"""Places along the bar: finer than any screen has pixels for it."""

SLICE: Final = 0.004
"""Seconds a look at the lines may hold the window at a time."""

_SEEN: Final = Aspect.MARKS | Aspect.ROWS | Aspect.NOTES | Aspect.CHAPTERS | Aspect.TIME


class Sort(IntEnum):
    """What a mark stands for; each has its side of the bar and its form."""

    FINDING = 0
    HIT = 1
    NOTE = 2
    CHAPTER = 3


_row: Final = attrgetter("row")


class ScrollMarks(QWidget):
    """Lies over the scroll bar and lets every click through."""

    def __init__(self, bar: QScrollBar, episode: Episode, theme: Theme) -> None:
        super().__init__(bar)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar = bar
        self._episode = episode
        self._theme = theme
        self._marked: dict[Sort, set[int]] = {sort: set() for sort in Sort}
        self._left: Iterator[int] = iter(())
        self._found: set[int] = set()
        self._later = QTimer(self, singleShot=True, interval=300)
        self._later.timeout.connect(self.look)
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._slice)
        bar.installEventFilter(self)
        theme.changed.connect(self.update)
        self._unwatch = episode.watch(self)
        self.setGeometry(bar.rect())
        self.show()
        self.look()

    def marked(self, sort: Sort) -> frozenset[int]:
        """The places of a sort, 0 to ``PLACES``."""
        return frozenset(self._marked[sort])

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Mark where a search found something: looked up place by place, not hit by hit."""
        count, at = max(1, len(self._episode.transcript)), 0
        found: set[int] = set()
        while at < len(hits):
            place = hits[at].row * PLACES // count
            found.add(place)
            at = bisect_left(hits, -(-(place + 1) * count // PLACES), at + 1, key=_row)
        self._marked[Sort.HIT] = found
        self.update()

    def look(self) -> None:
        """Look through everything again: small lists at once, the lines in slices."""
        episode = self._episode
        lines = episode.transcript
        tied = [note.segment for note in episode.notes if note.segment is not None]
        loose = (lines.index_at(note.at) for note in episode.notes if note.segment is None)
        rows = [lines.index_of(line) for line in tied if lines.has(line)]
        self._marked[Sort.NOTE] = self._places((*rows, *(row for row in loose if row >= 0)))
        starts = (max(0, lines.index_at(chapter.start)) for chapter in episode.chapters)
        self._marked[Sort.CHAPTER] = self._places(starts)
        self._found = set()
        self._left = iter(range(len(lines)))
        self._slices.start()

    def shut(self) -> None:
        """Stop looking; the project is closed."""
        self._later.stop()
        self._slices.stop()
        self._unwatch()
        self.hide()
        self.deleteLater()

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """Look again once things are quiet."""
        if change.aspect & _SEEN:
            self._later.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._bar.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = {
            Sort.CHAPTER: self._theme.colour("muted"),
            Sort.FINDING: self._theme.colour("mark_scar"),
            Sort.HIT: self._theme.colour("accent"),
            Sort.NOTE: self._theme.colour("mark_repeat"),
        }
        for sort, colour in colours.items():
            for place in self._marked[sort]:
                self._draw(painter, sort, colour, place * (self.height() - 4) / PLACES + 2)

    def _draw(self, painter: QPainter, sort: Sort, colour: QColor, y: float) -> None:
        """Findings are ticks at the left, hits bars in the middle, notes diamonds at the right."""
        width = self.width()
        if sort is Sort.FINDING:
            painter.fillRect(QRectF(0, y - 0.75, width * 0.35, 1.5), colour)
        elif sort is Sort.HIT:
            painter.fillRect(QRectF(width * 0.3, y - 1.5, width * 0.4, 3), colour)
        elif sort is Sort.CHAPTER:
            painter.fillRect(QRectF(0, y - 0.5, width, 1), colour)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            x, size = width - 3.5, 3.0
            corners = ((0, -size), (size, 0), (0, size), (-size, 0))
            painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))

    def _slice(self) -> None:
        lines = self._episode.transcript
        until = time.monotonic() + SLICE
        waiting: list[int] = []
        for row in self._left:
            if row >= len(lines):
                break
            if any(mark.state is MarkState.PROPOSED for mark in lines[row].marks):
                waiting.append(row)
            if row % 64 == 0 and time.monotonic() > until:
                self._found |= self._places(waiting)
                return
        self._slices.stop()
        self._marked[Sort.FINDING] = self._found | self._places(waiting)
        self.update()

    def _places(self, rows: Iterable[int]) -> set[int]:
        count = max(1, len(self._episode.transcript))
        return {row * PLACES // count for row in rows}
