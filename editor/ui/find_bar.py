"""Find bar: how many places, which one, next and previous, and replacing them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.app.finding import Hit, Query, hits, nearest
from editor.ui.icons import icon
from editor.ui.pieces import muted, restyle, tabular
from editor.ui.text import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.ui.theme import Theme

SLICE: Final = 0.008
"""Seconds a search may hold the window at a time; half a frame."""


class Search(QObject):
    """A search over the lines as shown, done in slices between frames."""

    grown = Signal()
    finished = Signal()

    def __init__(
        self, text: Callable[[int], str], count: Callable[[], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []
        self.query = Query("")
        self._text = text
        self._count = count
        self._left: Iterator[list[Hit]] = iter(())
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._slice)

    @property
    def running(self) -> bool:
        """Whether lines are still to be looked at."""
        return self._timer.isActive()

    def begin(self, query: Query) -> None:
        """Look for something else, or again; the first slice is done at once."""
        self.hits = []
        self.query = query
        self._left = hits(query, self._text, range(self._count()))
        self._timer.start()
        self._slice()

    def stop(self) -> None:
        """Give up."""
        self._timer.stop()

    def complete(self) -> None:
        """Look at what is left here and now: before replacing all."""
        while self._timer.isActive():
            self._slice()

    def _slice(self) -> None:
        end = time.monotonic() + SLICE
        while time.monotonic() < end:
            found = next(self._left, None)
            if found is None:
                self._timer.stop()
                self.grown.emit()
                self.finished.emit()
                return
            self.hits += found
        self.grown.emit()


class FindBar(QWidget):
    """``shown`` carries the hit to go to; ``replaced`` the hits to replace and by what."""

    shown = Signal(object)
    replaced = Signal(list, str)
    closed = Signal()

    def __init__(self, field: QLineEdit, search: Search, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Find and replace"))
        self._field = field
        self._search = search
        self._theme = theme
        self._current: int | None = None
        self._from = (0, 0)
        self._going = True
        self._count = muted(parent=self)
        self._count.setFont(tabular(self._count.font()))
        self._case = QCheckBox(self.tr("Match case"), self)
        self._whole = QCheckBox(self.tr("Whole words"), self)
        self._previous = self._tool(self.tr("Previous place"), lambda: self.step(-1))
        self._next = self._tool(self.tr("Next place"), lambda: self.step(1))
        self._close = self._tool(self.tr("Close"), self.dismiss)
        self._with = QLineEdit(self)
        self._replace_row = QWidget(self)
        self._one = QPushButton(self.tr("Replace"), self)
        self._all = QPushButton(self.tr("Replace all"), self)
        self._later = QTimer(self, singleShot=True, interval=120)
        self._lay_out()
        self._connect()
        self.hide()

    def open(self, text: str, *, replace: bool, row: int, offset: int) -> None:
        """Show the bar and put the caret into the field; ``text`` is a selection to start from."""
        self._from = (row, offset)
        self._replace_row.setVisible(replace)
        self.show()
        if text:
            self._field.setText(text)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self._begin()

    def dismiss(self) -> None:
        """Close the bar; what was found stays where it is."""
        self._search.stop()
        self.hide()
        self.closed.emit()

    def refresh(self) -> None:
        """Search again without going anywhere: the text or the view has changed."""
        if self.isVisible():
            self._going = False
            self._later.start()

    def step(self, by: int) -> None:
        """Go to the next place (1) or the one before (-1), round and round."""
        found = self._search.hits
        if not found:
            return
        if self._current is None:
            at = nearest(found, *self._from, by)
        else:
            at = (self._current + by) % len(found)
        self._go(at)

    def start_from(self, row: int, offset: int) -> None:
        """Begin at the caret next time."""
        self._from = (row, offset)
        self._current = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return goes on, Shift+Return back, Esc closes - before any command hears of it."""
        if not isinstance(event, QKeyEvent) or not self.isVisible():
            return super().eventFilter(watched, event)
        escape = event.key() == Qt.Key.Key_Escape
        if event.type() is QEvent.Type.ShortcutOverride and escape:
            event.accept()
            return True
        if event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if escape:
            self.dismiss()
            return True
        if watched is self._field and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(-1 if shift else 1)
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._count)
        top.addStretch(1)
        top.setSpacing(14)
        for part in (self._case, self._whole, self._previous, self._next, self._close):
            top.addWidget(part)
        self._with.setPlaceholderText(self.tr("Replace with"))
        self._with.setAccessibleName(self.tr("Replace with"))
        row = QHBoxLayout(self._replace_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(self.tr("Replace with"), self))
        row.addWidget(self._with, 1)
        row.addWidget(self._one)
        row.addWidget(self._all)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 5, 10, 5)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._replace_row)

    def _connect(self) -> None:
        self._field.textEdited.connect(lambda _text: self._edited())
        self._later.timeout.connect(self._begin)
        self._case.toggled.connect(lambda _on: self._begin())
        self._whole.toggled.connect(lambda _on: self._begin())
        self._search.grown.connect(self._show_count)
        self._one.clicked.connect(self._replace_one)
        self._all.clicked.connect(self._replace_all)
        for part in (self._field, self._with, *self.findChildren(QWidget)):
            part.installEventFilter(self)
        self._theme.changed.connect(self._colour)
        self._colour()

    def _tool(self, name: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "quiet")
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(act)
        return button

    def _edited(self) -> None:
        self._going = True
        self.show()
        self._later.start()

    def _begin(self) -> None:
        self._later.stop()
        self._current = None
        query = Query(self._field.text(), self._case.isChecked(), self._whole.isChecked())
        self._search.begin(query)

    def _show_count(self) -> None:
        found = self._search.hits
        first = self._current is None and found
        if first and not self._search.running:
            at = nearest(found, *self._from, 1)
            self._current = at
            if at is not None and self._going:
                self.shown.emit(found[at])
            self._going = True
        self._say_count()

    def _say_count(self) -> None:
        found, asked = self._search.hits, bool(self._search.query.text.strip())
        if not asked:
            text = ""
        elif not found:
            text = "…" if self._search.running else self.tr("Not found")
        elif self._current is None:
            text = counted(len(found), self.tr("{count} place"), self.tr("{count} places"))
        else:
            text = self.tr("{at} of {all}").format(at=self._current + 1, all=len(found))
        self._count.setText(text)
        self._all.setText(
            counted(len(found), self.tr("Replace {count}"), self.tr("Replace all {count}"))
            if found
            else self.tr("Replace all")
        )
        for button in (self._one, self._all, self._previous, self._next):
            button.setEnabled(bool(found))
        wrong = asked and not found and not self._search.running
        restyle(self._field, "state", "wrong" if wrong else "")

    def _go(self, at: int | None) -> None:
        self._current = at
        if at is not None:
            self.shown.emit(self._search.hits[at])
        self._say_count()

    def _replace_one(self) -> None:
        at = self._current
        if at is not None:
            hit = self._search.hits[at]
            self._from = (hit.row, hit.start + len(self._with.text()))
            self.replaced.emit([hit], self._with.text())

    def _replace_all(self) -> None:
        self._search.complete()
        self.replaced.emit(self._search.hits, self._with.text())

    def _colour(self) -> None:
        muted_colour = self._theme.colour("muted")
        for button, sign in ((self._previous, "up"), (self._next, "down"), (self._close, "close")):
            button.setIcon(icon(sign, muted_colour))
