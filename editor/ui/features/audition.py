"""Audition: what a person is asked about is heard, as it is or as if it were cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from editor.app.as_cut import AsCut
from editor.app.auditioning import cuts_from, cuts_near, heard_span
from editor.app.heard import moment_of
from editor.app.review.marks import mark_of
from editor.model.time import Span

if TYPE_CHECKING:
    from editor.app.review.items import Item
    from editor.ui.desk import Desk

_BEFORE: Final = 300
"""Ms heard before a line."""


class Audition:
    """``heard`` is the item that was played last: its answer is one of somebody who listened."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._as_cut = AsCut(desk.playback)
        self.heard: Item | None = None
        desk.sound.placed.connect(self._as_cut.pass_by)

    @property
    def as_cut(self) -> bool:
        """Whether what is struck is left out of what is heard now."""
        return self._as_cut.on

    def play(self, item: Item | None) -> None:
        """Play the words around a mark, else the line."""
        episode = self._desk.session.episode
        if item is None or not episode.transcript.has(item.line):
            return
        self.heard = item
        line, mark = episode.transcript.by_id(item.line), mark_of(episode, item)
        span = item.span or line.span
        whole = Span(max(0, span.start - _BEFORE), span.end)
        self._desk.playback.play_span(heard_span(line, mark) if mark is not None else whole)

    def play_cut(self, item: Item | None) -> None:
        """Play the words around a mark without those it would strike; else as ``play``."""
        episode = self._desk.session.episode
        mark = mark_of(episode, item) if item is not None else None
        if item is None or mark is None:
            self.play(item)
            return
        around = heard_span(episode.transcript.by_id(item.line), mark)
        self._as_cut.play(cuts_near(episode, item.line, mark), around.start, around.end)

    def play_on_cut(self) -> None:
        """Play from the caret on without what is struck, until something else is asked for."""
        desk = self._desk
        desk.session.commit(desk)
        episode = desk.session.episode
        if not len(episode.transcript):
            return
        at = moment_of(episode.transcript[desk.row], desk.offset)
        self._as_cut.play(cuts_from(episode, desk.row), at)

    def shut(self) -> None:
        """Leave nothing out any more; the project is closed."""
        self._as_cut.shut()
