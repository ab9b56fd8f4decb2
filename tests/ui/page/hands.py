"""Hands: somebody who does anything at all to a page, and what that may do to the words' times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from editor.model.episode import Episode
from editor.model.render import View
from editor.model.words import count_words, tokens
from editor.ui.page import TranscriptPage

TYPED = (*"aeT ,.-'", "é", "🎈", "ش", "ע", "漢", "\u2028", "\x0b", " ")
PASTED = ("two words", "one\ntwo\n", "a\r\nb\u2029c", "\x00\x07", "🎈🎈\ud83c", "", " ", "x" * 300)
MOVES = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
    Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip
TAKES = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(
    page: TranscriptPage, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, text: str = ""
) -> None:
    QApplication.sendEvent(page, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))


def put(text: str) -> QMimeData:
    """Bare text, as another program puts it on the clipboard."""
    data = QMimeData()
    data.setText(text)
    return data


class Person:
    """Somebody who does anything at all."""

    def __init__(self, page: TranscriptPage, seed: int) -> None:
        self.page = page
        self.random = Random(seed)

    @property
    def acts(self) -> tuple[tuple[Callable[[], None], int], ...]:
        """What may be done, and how often it is, against the others."""
        return (
            (self.type, 12), (self.take, 6), (self.move, 8), (self.paste, 2), (self.enter, 3),
            (self.undo, 3), (self.redo, 2), (self.strike, 2), (self.look, 1), (self.reach_in, 2),
            (self.compose, 2), (self.commit, 2), (self.cut, 1), (self.jump, 4), (self.drag, 1),
        )  # fmt: skip

    def act(self) -> str:
        """Do something, and say what."""
        acts = self.acts
        chosen = self.random.choices([a for a, _ in acts], [weight for _, weight in acts])[0]
        chosen()
        return chosen.__name__

    def type(self) -> None:
        for _ in range(self.random.randint(1, 4)):
            press(self.page, Qt.Key.Key_A, NONE, self.random.choice(TYPED))

    def take(self) -> None:
        for _ in range(self.random.randint(1, 4)):
            press(self.page, self.random.choice(TAKES), self.random.choice((NONE, NONE, CTRL)))

    def move(self) -> None:
        modifiers = self.random.choice((NONE, SHIFT, CTRL, CTRL | SHIFT))
        for _ in range(self.random.randint(1, 6)):
            press(self.page, self.random.choice(MOVES), modifiers)

    def jump(self) -> None:
        cursor = self.page.textCursor()
        cursor.setPosition(self._position())
        if self.random.random() < 0.3:
            cursor.setPosition(self._position(), QTextCursor.MoveMode.KeepAnchor)
        self.page.setTextCursor(cursor)

    def paste(self) -> None:
        self.page.insertFromMimeData(put(self.random.choice(PASTED)))

    def drag(self) -> None:
        target = QTextCursor(self.page.document())
        target.setPosition(self._position())
        if self.page.textCursor().hasSelection():
            self.page.editing.drag(target, copy=self.random.random() < 0.3)

    def enter(self) -> None:
        press(self.page, Qt.Key.Key_Return, self.random.choice((NONE, SHIFT)), "\r")

    def undo(self) -> None:
        press(self.page, Qt.Key.Key_Z, CTRL)

    def redo(self) -> None:
        press(self.page, Qt.Key.Key_Z, CTRL | SHIFT)

    def strike(self) -> None:
        self.page.editing.strike()

    def look(self) -> None:
        self.page.set_view(self.random.choice(list(View)))

    def cut(self) -> None:
        self.page.cut()

    def commit(self) -> None:
        self.page.editing.commit()

    def compose(self) -> None:
        QApplication.sendEvent(self.page, QInputMethodEvent("かな", []))
        done = QInputMethodEvent("", [])
        done.setCommitString(self.random.choice(("仮名", "", "e")))
        QApplication.sendEvent(self.page, done)

    def reach_in(self) -> None:
        """Change the document as a screen reader or an automation does, at any place."""
        cursor = QTextCursor(self.page.document())
        cursor.setPosition(self._position())
        cursor.setPosition(self._position(), QTextCursor.MoveMode.KeepAnchor)
        if len(cursor.selectedText()) < 40:
            cursor.insertText(self.random.choice(PASTED))

    def _position(self) -> int:
        return self.random.randrange(max(1, self.page.document().characterCount()))


TOUCHED: Final = {
    "type": 3, "take": 9, "paste": 3, "enter": 2, "compose": 3, "cut": 3, "drag": 5, "reach_in": 24,
}  # fmt: skip
"""Words that an act may give another text or time, beside those that are selected.

Whatever is left out gives none of them another. ``undo`` and ``redo`` take acts back.
"""

Sounds = Counter[tuple[str, int, int]]


def heard(episode: Episode) -> Sounds:
    """Every word of an episode with its time (ms)."""
    found: Sounds = Counter()
    for line in episode.transcript:
        times = line.word_times()
        for token, time in zip(tokens(line.text), times, strict=True):
            found[line.text[token.start : token.end], time.start, time.end] += 1
    return found


def selected(page: TranscriptPage) -> int:
    """How many words a selection reaches into, hidden ones among them."""
    first, last = page.selected()
    if page.session is None or page.shown is None:
        return 0
    lines = [page.session.line(row).text for row in range(first.row, last.row + 1)]
    if first.row == last.row:
        start, end = page.shown.to_source(first), page.shown.to_source(last)
        lines = [lines[0][start:end]] if lines else []
    return 1 + sum(map(count_words, lines))
