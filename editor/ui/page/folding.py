"""Folding: the page with the lines of one speaker alone, all others folded away."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock

from editor.model.edits import Aspect, Change
from editor.ui.slices import Slices

if TYPE_CHECKING:
    from editor.ui.page.surface import Surface

_SLICE: Final = 0.006
"""Seconds the blocks may hold the window at a time; nothing is painted for it."""

_SEEN: Final = Aspect.SPEAKER | Aspect.ROWS


class Folding(QObject):
    """Hides blocks as code editors do: they keep their place, and take no room.

    ``changed`` comes when the page shows all lines or some. Whoever goes to a hidden line gets all
    lines back: nobody types where nothing is seen, and what would change hidden lines shows them.
    """

    changed = Signal()

    def __init__(self, page: Surface) -> None:
        super().__init__(page)
        self._page = page
        page.in_sight, page.uncover = self._in_sight, self._uncover
        self._speaker: int | None = None
        self._rows: Sequence[int] = ()
        self._before: Sequence[int] = ()
        self._top = (0, 0)
        self._slices = Slices(_SLICE, self)
        self._slices.finished.connect(self._settle)
        self._later = QTimer(self, singleShot=True, interval=200)
        self._later.timeout.connect(self._begin)

    @property
    def speaker(self) -> int | None:
        """Whose lines are shown; ``None`` where all are."""
        return self._speaker

    @property
    def busy(self) -> bool:
        """Whether blocks are still to be shown or hidden."""
        return self._slices.busy or self._later.isActive()

    def show_only(self, speaker: int | None) -> None:
        """Show the lines of one speaker, or with ``None`` all lines again."""
        if speaker == self._speaker:
            return
        self._speaker = speaker
        self._page.fill_up()
        self._begin()
        self.changed.emit()

    def reveal(self, row: int) -> bool:
        """Show all lines where this one is hidden and another's; whether it was.

        A line that was given back to the speaker who is shown is shown by itself.
        """
        block = self._page.block(row)
        if self._speaker is None or not block.isValid() or block.isVisible():
            return False
        shown = self._page.shown
        if shown and shown.session.episode.transcript[row].speaker == self._speaker:
            block.setVisible(True)
            block.setLineCount(1)
            self._rows = sorted({*self._rows, row})
            self._settle()
            return False
        self._show_all()
        return True

    def _show_all(self) -> None:
        """Show every line, here and now."""
        self.show_only(None)
        self._slices.finish()

    def _in_sight(self, rows: range) -> Sequence[int]:
        """Those of some lines that are seen."""
        if self._speaker is None:
            return rows
        if self.busy:
            return [row for row in rows if self._page.block(row).isVisible()]
        first, stop = (bisect_left(self._rows, row) for row in (rows.start, rows.stop))
        return self._rows[first:stop]

    def _uncover(self, rows: range) -> bool:
        """Show all lines where some of these are out of sight; whether they were."""
        if len(self._in_sight(rows)) == len(rows):
            return False
        self._show_all()
        return True

    def shut(self) -> None:
        """Stop; the project is closed."""
        self._slices.stop()
        self._later.stop()
        self._speaker = None
        self._rows = ()
        self._page.next_block = QTextBlock.next

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """Somebody else speaks, or lines came or went: look again once things are quiet."""
        if self._speaker is not None and change.touches(_SEEN):
            self._later.start()

    def _begin(self) -> None:
        page = self._page
        self._before = self._rows or range(page.sheet.rows)
        self._rows = ()
        self._top = page.top_line()
        page.next_block = self._next
        self._slices.begin(self._fold())

    def _fold(self) -> Iterator[None]:
        """Show or hide every block in turn; the one the caret is in stays.

        Of a hidden block its layout is dropped: Qt would not count its lines again.
        """
        page, speaker = self._page, self._speaker
        lines = page.shown.session.episode.transcript if page.shown else ()
        here = page.textCursor().blockNumber()
        self._rows = rows = list[int]()
        block, row = page.block(0), 0
        while block.isValid():
            other = row < len(lines) and lines[row].speaker != speaker
            wanted = speaker is None or row == here or not other
            if wanted:
                rows.append(row)
            if block.isVisible() is not wanted:
                block.setVisible(wanted)
                if block.lineCount() > 1:
                    block.clearLayout()
                block.setLineCount(1 if wanted else 0)
            block, row = block.next(), row + 1
            if row % 64 == 0:
                yield

    def _settle(self) -> None:
        """Show what is left; the line that was on top stays there if it is shown."""
        page = self._page
        if self._speaker is None:
            self._rows = ()
            page.next_block = QTextBlock.next
        row, _ = page.top_line()
        layout = page.page_layout
        layout.requestUpdate()
        layout.documentSizeChanged.emit(layout.documentSize())
        page.to_top(row, self._top[1] if row == self._top[0] else 0)
        page.update_all()

    def _next(self, block: QTextBlock) -> QTextBlock:
        """The next block that is shown, however many are hidden between.

        Behind what has been looked at by now, the blocks are as they were before.
        """
        number = block.blockNumber()
        at = bisect_right(self._rows, number)
        if at < len(self._rows):
            return self._page.block(self._rows[at])
        if not self._slices.busy:
            return QTextBlock()
        at = bisect_right(self._before, max(number, self._rows[-1] if self._rows else -1))
        return self._page.block(self._before[at]) if at < len(self._before) else QTextBlock()
