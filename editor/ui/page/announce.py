"""Announce: what a screen reader says when the caret enters another line, or a step is undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from editor.app.session import Session
from editor.model.marks import MarkState
from editor.model.time import clock

SETTLE: Final = 150
"""The caret has to rest in a line this long (ms): holding a key down must not flood the ear."""


def describe_line(session: Session, row: int) -> str:
    """The line in a few words: ``4:03, Clenton, 2 findings``."""
    line = session.line(row)
    speaker = session.episode.speaker(line.speaker)
    parts = [clock(line.start)]
    if speaker is not None:
        parts.append(speaker.name)
    open_marks = sum(1 for mark in line.marks if not mark.decided)
    if open_marks:
        parts.append("1 finding" if open_marks == 1 else f"{open_marks} findings")
    if any(mark.state is MarkState.STRUCK for mark in line.marks):
        parts.append("words struck")
    return ", ".join(parts)


class Announcer:
    """Rationed: only while a screen reader listens, never while the recording plays."""

    def __init__(self, page: QObject, say: Callable[[str], None] | None = None) -> None:
        self._page = page
        self._say = say or self._tell
        self._waiting = ""
        self.quiet = False
        self._timer = QTimer(page)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE)
        self._timer.timeout.connect(self._speak)

    def enter(self, session: Session, row: int) -> None:
        """The caret is in another line now."""
        if not self.quiet:
            self._waiting = describe_line(session, row)
            self._timer.start()

    def lead(self, text: str) -> None:
        """Say what a person's key did, and behind it what was about to be said."""
        self._waiting = ". ".join(filter(None, (text, self._waiting)))
        self._timer.start()

    def tell(self, text: str) -> None:
        """Say what a person's key brought up, in place of what was about to be said."""
        self._timer.stop()
        self._waiting = text
        self._speak()

    def _speak(self) -> None:
        if not self.quiet and self._waiting:
            self._say(self._waiting)
        self._waiting = ""

    def _tell(self, text: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._page, text))
