"""Hearing: the word that is heard is lit, and the page follows it until a person takes over."""

from __future__ import annotations

from bisect import bisect_right
from math import ceil, floor
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF

from editor.model.segment import Segment
from editor.model.time import Ms
from editor.model.words import Token, tokens
from editor.ui.page.painting import Highlight

if TYPE_CHECKING:
    from editor.ui.page.page import TranscriptPage

_LOW: Final = 0.72
"""When the heard line is lower than this part of the page, the page moves on."""
_HIGH: Final = 0.25
"""Where on the page it then stands."""


class Hearing:
    """Lights words without touching caret or selection, repainting two words a step."""

    def __init__(self, page: TranscriptPage) -> None:
        self._page = page
        self.row = -1
        self._word: int | None = None
        self._line: Segment | None = None
        self._tokens: tuple[Token, ...] = ()
        self._starts: tuple[Ms, ...] = ()
        self._following = False
        self._moment: Ms | None = None

    @property
    def following(self) -> bool:
        """Whether the page scrolls to the heard line by itself."""
        return self._following

    def follow(self, on: bool) -> None:
        """Start or stop to scroll along."""
        if on != self._following:
            self._following = on
            self._page.follow_changed.emit(on)
        if on and self.row >= 0:
            self._scroll()

    def let_go(self) -> None:
        """A person scrolls, clicks or types: stay where they are."""
        self.follow(False)

    def at(self, moment: Ms | None) -> None:
        """Light what is heard at a moment (ms); ``None``: nothing."""
        self._moment = moment
        session = self._page.session
        if session is None or moment is None:
            self.show(-1, None)
            return
        row = session.episode.transcript.index_at(moment)
        if row < 0:
            self.show(-1, None)
            return
        self._learn(session.line(row))
        word = bisect_right(self._starts, moment) - 1
        self.show(row, word if word >= 0 else None)

    def again(self) -> None:
        """The episode may have changed around what is heard: light the same word where it is."""
        session, line = self._page.session, self._line
        if self._moment is None or session is None or self.row < 0:
            return
        if self.row < len(session.episode.transcript) and session.line(self.row) is line:
            return
        self._update()
        self.row, self._page.column.heard = -1, None
        self.at(self._moment)

    def show(self, row: int, word: int | None) -> None:
        """Light a word of a line by its number, or the line's time where ``word`` is ``None``."""
        shown = self._page.shown
        if shown is None or not 0 <= row < len(shown):
            row, word = -1, None
        if (row, word) == (self.row, self._word):
            return
        column, before = self._page.column, self.row
        self._update()
        moved = row != before
        timed = self._page.heard_line
        self.row, self._word = row, word
        column.heard = self._highlight()
        self._page.heard_line = row if column.heard is None else -1
        self._update()
        if moved and self._following and row >= 0:
            self._scroll()
        if timed != self._page.heard_line:
            self._page.update_gutter(timed)
            self._page.update_gutter(self._page.heard_line)

    def _learn(self, line: Segment) -> None:
        if line is not self._line:
            self._line = line
            self._tokens = tokens(line.text)
            self._starts = tuple(time.start for time in line.word_times())

    def _highlight(self) -> tuple[int, Highlight] | None:
        shown = self._page.shown
        if self.row < 0 or self._word is None or shown is None:
            return None
        self._learn(shown.session.line(self.row))
        if self._word >= len(self._tokens):
            return None
        token, rendering = self._tokens[self._word], shown.rendering(self.row)
        start, end = rendering.to_shown(token.start), rendering.to_shown(token.end)
        # A struck word has no place in the clean view.
        return (self.row, Highlight(start, end)) if start < end else None

    def _update(self) -> None:
        for rect in self._page.column.heard_rects():
            self._page.viewport().update(_outer(rect))

    def _scroll(self) -> None:
        block = self._page.block(self.row)
        if not block.isValid():
            return
        height = self._page.viewport().height()
        place = self._page.blockBoundingGeometry(block).translated(self._page.contentOffset())
        if place.top() < 0 or place.top() > height * _LOW or place.bottom() > height:
            self._page.scroll_to(self.row, _HIGH)


def _outer(rect: QRectF) -> QRect:
    left, top = floor(rect.left()), floor(rect.top())
    return QRect(left, top, ceil(rect.right()) - left, ceil(rect.bottom()) - top)
