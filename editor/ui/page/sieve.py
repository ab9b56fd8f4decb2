"""Sieve: the page with the lines of one speaker alone; the others are out of sight, not gone."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock

from editor.model.edits import Aspect, Change

if TYPE_CHECKING:
    from editor.ui.page.surface import Surface

SLICE: Final = 0.002
"""Seconds the blocks may hold the window at a time."""

_SEEN: Final = Aspect.SPEAKER | Aspect.ROWS


class Sieve(QObject):
    """Hides blocks as code editors fold: they keep their place, and take no room.

    ``changed`` comes when the page shows all lines or some. Whoever goes to a hidden line gets all
    lines back: nobody types where nothing is seen.
    """

    changed = Signal()

    def __init__(self, page: Surface) -> None:
        super().__init__(page)
        self._page = page
        self._speaker: int | None = None
        self._rows: list[int] = []
        self._work: Iterator[None] = iter(())
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._slice)
        self._later = QTimer(self, singleShot=True, interval=200)
        self._later.timeout.connect(self._begin)

    @property
    def speaker(self) -> int | None:
        """Whose lines are shown; ``None`` where all are."""
        return self._speaker

    @property
    def busy(self) -> bool:
        """Whether blocks are still to be shown or hidden."""
        return self._slices.isActive() or self._later.isActive()

    def show_only(self, speaker: int | None) -> None:
        """Show the lines of one speaker, or with ``None`` all lines again."""
        if speaker == self._speaker:
            return
        self._speaker = speaker
        self._page.fill_up()
        self._begin()
        self.changed.emit()

    def reveal(self, row: int) -> bool:
        """Show all lines where this one is hidden; whether it was."""
        block = self._page.block(row)
        if self._speaker is None or not block.isValid() or block.isVisible():
            return False
        self.show_only(None)
        for _ in self._work:
            pass
        return True

    def shut(self) -> None:
        """Stop; the project is closed."""
        self._slices.stop()
        self._later.stop()
        self._speaker = None
        self._page.next_block = QTextBlock.next

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """Somebody else speaks, or lines came or went: look again once things are quiet."""
        if self._speaker is not None and change.touches(_SEEN):
            self._later.start()

    def _begin(self) -> None:
        self._rows = []
        self._work = self._sift()
        self._slices.start()

    def _shows(self, row: int) -> bool:
        shown = self._page.shown
        if self._speaker is None or shown is None or not 0 <= row < len(shown):
            return True
        return shown.session.episode.transcript[row].speaker == self._speaker

    def _slice(self) -> None:
        until = time.monotonic() + SLICE
        with self._page.in_place():
            for _ in self._work:
                if time.monotonic() > until:
                    break
            else:
                self._slices.stop()
            self._tell()
        if not self._slices.isActive():
            self._settle()

    def _sift(self) -> Iterator[None]:
        """Show or hide every block in turn; the one the caret is in stays."""
        block, row = self._page.block(0), 0
        while block.isValid():
            here = block.blockNumber() == self._page.textCursor().blockNumber()
            wanted = here or self._shows(row)
            if wanted:
                self._rows.append(row)
            if block.isVisible() is not wanted:
                block.setVisible(wanted)
                block.setLineCount(max(1, block.layout().lineCount()) if wanted else 0)
            block, row = block.next(), row + 1
            if row % 16 == 0:
                yield

    def _settle(self) -> None:
        """From here on the page steps over what is hidden, however much that is."""
        self._page.next_block = QTextBlock.next if self._speaker is None else self._next
        self._tell()

    def _tell(self) -> None:
        layout = self._page.page_layout
        layout.requestUpdate()
        layout.documentSizeChanged.emit(layout.documentSize())
        self._page.update_all()

    def _next(self, block: QTextBlock) -> QTextBlock:
        if self.busy:
            block = block.next()
            while block.isValid() and not block.isVisible():
                block = block.next()
            return block
        at = bisect_right(self._rows, block.blockNumber())
        return self._page.block(self._rows[at]) if at < len(self._rows) else QTextBlock()
