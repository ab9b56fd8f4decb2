"""Places: back and forward over one's jumps, marks beside the page, the scroll kept."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from editor.app.trail import Spot, Trail
from editor.ui.features.feature import Feature
from editor.ui.page.scroll_marks import ScrollMarks

if TYPE_CHECKING:
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk
    from editor.ui.page.shown import Place

_SCROLL: Final = "scroll"
_REST_MS: Final = 1_000
"""How long the page rests before a kill would bring the person back to where it was scrolled."""


class Places(Feature):
    """Where a person is, was and could go."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.trail = Trail()
        self._going = False
        self.marks = ScrollMarks(desk.page, desk.session.episode, desk.window_.theme)
        desk.page.caret_moved.connect(self._moved)
        desk.search.finished.connect(self._show_hits)
        desk.find_bar.closed.connect(lambda: self.marks.show_hits(()))
        self._arrived: Place | None = None
        self._resting = QTimer(desk, singleShot=True, interval=_REST_MS)
        self._resting.timeout.connect(self._keep_scroll)
        bar = desk.page.verticalScrollBar()
        bar.valueChanged.connect(lambda _line: self._resting.start())
        bar.actionTriggered.connect(self._stay)
        desk.page.loaded.connect(self._scroll_on)

    def handlers(self) -> dict[str, Handler]:
        """Return the commands on places with what they do."""
        return {"go.back": self._back, "go.forward": self._forward}

    def come_back(self) -> None:
        """Scroll to where the page was left; once all lines are there, where it is not yet."""
        self._scroll_back()
        page = self._desk.page
        self._arrived = None if page.sheet.complete else page.caret()

    def shut(self) -> None:
        self._resting.stop()
        self._keep_scroll()
        self.marks.shut()

    def _stay(self) -> None:
        """The person scrolls: where the page was left matters no more."""
        self._arrived = None

    def _scroll_on(self) -> None:
        """Scroll to where the page was left, unless the person has gone on by now."""
        arrived, self._arrived = self._arrived, None
        if arrived is not None and arrived == self._desk.page.caret():
            self._scroll_back()

    def _scroll_back(self) -> None:
        kept = self._desk.opened.memory.get(_SCROLL, "").split(":")
        lines = self._desk.session.episode.transcript
        with contextlib.suppress(ValueError):
            line, drop = (int(part) for part in kept)
            if lines.has(line):
                self._desk.page.to_top(lines.index_of(line), drop)

    def _keep_scroll(self) -> None:
        page, lines = self._desk.page, self._desk.session.episode.transcript
        first = next((block for block, _ in page.visible_blocks()), None)
        row = page.row(first) if first is not None else -1
        if first is not None and 0 <= row < len(lines):
            drop = page.verticalScrollBar().value() - first.firstLineNumber()
            self._desk.session.remember(**{_SCROLL: f"{lines[row].id}:{drop}"})

    def _moved(self, row: int, offset: int) -> None:
        lines = self._desk.session.episode.transcript
        if not self._going and 0 <= row < len(lines):
            self.trail.visit(Spot(lines[row].id, offset), row)

    def _back(self) -> None:
        self._go(self.trail.back(), self._desk.tr("This is where you began."))

    def _forward(self) -> None:
        self._go(self.trail.forward(), self._desk.tr("You have not been further on."))

    def _go(self, spot: Spot | None, otherwise: str) -> None:
        lines = self._desk.session.episode.transcript
        if spot is None or not lines.has(spot.line):
            self._desk.say(otherwise)
            return
        self._going = True
        try:
            self._desk.go(lines.index_of(spot.line), spot.offset)
        finally:
            self._going = False

    def _show_hits(self) -> None:
        self.marks.show_hits(self._desk.search.hits)
