"""Whatever is done to the page, it says what the model says; undone, what it said at first."""

from __future__ import annotations

from random import Random

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from editor.model.checks import problems
from editor.model.render import View
from editor.ui.page import TranscriptPage
from tests.ui.page.conftest import Open, model_texts, shown_texts

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


class Person:
    """Somebody who does anything at all."""

    def __init__(self, page: TranscriptPage, seed: int) -> None:
        self.page = page
        self.random = Random(seed)

    def act(self) -> str:
        acts = (
            (self.type, 12), (self.take, 6), (self.move, 8), (self.paste, 2), (self.enter, 3),
            (self.undo, 3), (self.redo, 2), (self.strike, 2), (self.look, 1), (self.reach_in, 2),
            (self.compose, 2), (self.commit, 2), (self.cut, 1), (self.jump, 4), (self.drag, 1),
        )  # fmt: skip
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
        data = QMimeData()
        data.setText(self.random.choice(PASTED))
        self.page.insertFromMimeData(data)

    def drag(self) -> None:
        target = QTextCursor(self.page.document())
        target.setPosition(self._position())
        text = self.page.createMimeDataFromSelection().text()
        if text:
            self.page.editing.move(text, target)

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


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("seed", range(8))
def test_the_page_says_what_the_model_says(open_page: Open, view: View, seed: int) -> None:
    page = open_page()
    session = page.session
    assert session is not None
    # Every edit a step of its own: which ones History makes one of is not the page's affair.
    session.listen(session.history.fence)
    page.set_view(view)
    first = [line.text for line in session.episode.transcript]
    person = Person(page, seed)
    done = []
    for _ in range(150):
        done.append(person.act())
        while not page.sheet.complete:
            QApplication.processEvents()
        assert shown_texts(page) == model_texts(page), done[-5:]
        assert list(problems(session.episode)) == [], done[-5:]
    while session.undo():
        pass
    assert shown_texts(page) == model_texts(page)
    assert [line.text for line in session.episode.transcript] == first
