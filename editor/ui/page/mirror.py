"""Mirror: hears what changes in the episode and has the sheet follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from editor.app.session import Session
from editor.model.edits import Aspect, Change, Track

if TYPE_CHECKING:
    from editor.ui.page.page import TranscriptPage

_ALONE: Final = 12
"""Changed lines up to which each is rewritten at once: every stroke costs Qt a layout."""

_TEXTS: Final = Aspect.TEXT | Aspect.MARKS
"""What can make a line another text in some view."""

MANY: Final = 64
"""Changes of one edit up to which each line is rewritten at once."""


class Mirror:
    """Observes the episode. Lines that came or went are followed at once, texts after the edit.

    Texts wait, because one edit can change 70,000 lines and only the visible ones are urgent; the
    others are then compared with the model in slices.
    """

    def __init__(self, page: TranscriptPage) -> None:
        self._page = page
        self._ends: list[Callable[[], None]] = []
        self._held = False
        self._stale: set[int] = set()
        self._seen: set[int] = set()
        self._spliced = 0
        self._moved = False
        self._timer = QTimer(page)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.flush)

    def attach(self, session: Session | None) -> None:
        """Follow this session from now on, and no other."""
        for end in self._ends:
            end()
        self._ends = []
        self._stale, self._seen, self._spliced, self._moved = set(), set(), 0, False
        if session is not None:
            self._ends = [session.episode.watch(self), session.listen(self.flush)]

    @contextmanager
    def held(self) -> Iterator[None]:
        """Leave the lines alone: the document has already got what the model is now told."""
        self._held = True
        try:
            yield
        finally:
            self._held = False

    def before_change(self, change: Change) -> None:
        """Have every line in the document before lines come or go."""
        if change.touches(Aspect.ROWS) and not self._held and not self._spliced:
            self._page.fill_up()

    def after_change(self, change: Change) -> None:
        """Follow rows, remember texts."""
        if change.touches(Aspect.PEOPLE):
            self._page.take_people()
        if change.track is not Track.SEGMENTS:
            return
        if change.touches(Aspect.ROWS):
            self._rows(change)
        else:
            # What touches nothing asks for another look: typing was taken back that no disk has.
            anew = change.touches(_TEXTS) or not change.aspect
            rows = self._stale if anew else self._seen
            rows.update(range(change.first, change.first + change.added))
            self._moved = self._moved or change.touches(Aspect.SPEAKER)
        session = self._page.session
        if not self._timer.isActive() and not (session and session.busy):
            # A session calls flush itself, at the end of a large edit that is applied in slices;
            # this is for edits applied without one.
            self._timer.start()

    def flush(self) -> None:
        """Show what has changed since the last time; while held, later."""
        self._timer.stop()
        if self._held or self._page.editing.capturing:
            return
        stale, self._stale = self._stale, set()
        seen, self._seen = self._seen | stale, set()
        spliced, self._spliced = self._spliced, 0
        moved, self._moved = self._moved, False
        if spliced > MANY:
            self._page.reload()
        elif len(stale) > _ALONE:
            self._page.rewrite_all()
        else:
            for row in stale:
                self._page.sheet.write(row, row)
        self._page.update_rows(seen)
        if moved or spliced:
            self._page.update_all()
            self._page.note_caret()
        self._page.hearing.again()

    def _rows(self, change: Change) -> None:
        self._moved = True
        grown = change.added - change.removed
        self._stale, self._seen = (
            {row if row < change.first else row + grown for row in rows}
            for rows in (self._stale, self._seen)
        )
        if self._held:
            return
        self._spliced += 1
        if self._spliced > MANY:
            return
        self._page.sheet.splice(change.first, change.removed, change.added)
        self._page.column.forget_rows()
