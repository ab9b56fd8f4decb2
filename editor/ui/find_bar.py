"""Find bar: what is looked for and where, how many places, which one, and what replaces them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.app.errors import sentence
from editor.app.search.hits import Hit, nearest
from editor.app.search.query import Query
from editor.app.search.scope import EVERYWHERE, Scope, Where
from editor.ui.icons import icon
from editor.ui.pieces import ChoiceBox, muted, restyle, tabular
from editor.ui.text import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from editor.model.errors import UserError
    from editor.ui.search import Search
    from editor.ui.theme import Theme

_WIDEST: Final = "70,000 of 70,000"
_TYPED: Final = 120
"""The search waits this long (ms) for the next letter."""


class FindBar(QWidget):
    """``shown`` carries the hit to go to; ``replace_asked`` the hits to replace and by what.

    ``changed``: what is to stand in their place is another, or nothing is to be replaced.
    """

    shown = Signal(object)
    replace_asked = Signal(object, str)
    changed = Signal()
    closed = Signal()

    def __init__(
        self, field: QLineEdit, search: Search, theme: Theme, scope: Callable[[Where], Scope]
    ) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Find and replace"))
        self._field = field
        self._search = search
        self._theme = theme
        self._scope = scope
        self._selection = EVERYWHERE
        self._current: int | None = None
        self._from = (0, 0)
        self._going = True
        self._waiting: Callable[[], None] | None = None
        self._trouble: UserError | None = None
        self._count = muted(parent=self)
        self._count.setFont(tabular(self._count.font()))
        # A figure that grows must not make the page narrower: all of its lines would break anew.
        self._count.setMinimumWidth(self._count.fontMetrics().horizontalAdvance(_WIDEST))
        self._wrong = muted(parent=self)
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        self._case = QCheckBox(self.tr("Match case"), self)
        self._whole = QCheckBox(self.tr("Whole words"), self)
        self._regular = QCheckBox(self.tr("Pattern"), self)
        self._where = self._scopes()
        self._previous = self._tool(self.tr("Previous place"), lambda: self.step(-1))
        self._next = self._tool(self.tr("Next place"), lambda: self.step(1))
        self._close = self._tool(self.tr("Close"), self.dismiss)
        self._with = QLineEdit(self)
        self._how = QWidget(self)
        self._replace_row = QWidget(self)
        self._one = QPushButton(self.tr("Replace"), self)
        self._all = QPushButton(self.tr("Replace all"), self)
        self._later = QTimer(self, singleShot=True, interval=_TYPED)
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def template(self) -> str:
        """What is to stand in place of what is found."""
        return self._with.text()

    @property
    def replacing(self) -> bool:
        """Whether the row with the replacement is open."""
        return self.isVisible() and self._replace_row.isVisible()

    @property
    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through, from the field of what is looked for on."""
        replacing = (self._field, self._with, self._one, self._all)
        how = (self._case, self._whole, self._regular, self._where)
        return (*replacing, *how, self._previous, self._next, self._close)

    def open(self, text: str, *, replace: bool, row: int, offset: int) -> None:
        """Show the bar, the caret in the field that is next; ``text`` is what to start from.

        To replace the word at the caret, only what it should be is left to be typed.
        """
        self._from = (row, offset)
        self._replace_row.setVisible(replace)
        self.show()
        if text:
            self._field.setText(text)
            with QSignalBlocker(self._regular):
                self._regular.setChecked(False)
        target = self._with if replace and text else self._field
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        target.selectAll()
        self._begin()
        self.changed.emit()

    def search_whole_words(self) -> None:
        """Look for the word as it stands, not inside others, from the next search on."""
        with QSignalBlocker(self._whole):
            self._whole.setChecked(True)

    def search_in(self, where: Where, selection: Scope = EVERYWHERE) -> None:
        """Search this part of the episode from the next search on.

        ``selection`` is the one at hand.
        """
        self._selection = selection
        entry = self._where.findData(Where.SELECTION)
        model = self._where.model()
        if isinstance(model, QStandardItemModel):
            model.item(entry).setEnabled(selection is not EVERYWHERE)
        with QSignalBlocker(self._where):
            self._where.setCurrentIndex(self._where.findData(where))

    @property
    def where(self) -> Where:
        """The part of the episode that is searched."""
        return Where(self._where.currentData())

    def dismiss(self) -> None:
        """Close the bar; what was found stays where it is, and what was looked for in its field."""
        self._search.stop()
        self._waiting = None
        self.hide()
        restyle(self._field, "state", "")
        self.changed.emit()
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

    def go_to(self, hit: Hit) -> None:
        """Go to a place of the list."""
        self._go(nearest(self._search.hits, hit.row, hit.start, 1))

    def replace_all(self) -> None:
        """Replace what is found, but for what is spared; waits for the search to end."""
        if self._later.isActive():
            self._begin()
        if self._search.running:
            self._waiting = self.replace_all
        elif self._search.hits:
            self.replace_asked.emit(self._search.hits, self.template)

    def replace_one(self) -> None:
        """Replace the place that is shown, and go on to the next."""
        if self._search.running:
            self._waiting = self.replace_one
        elif (at := self._current) is not None and at < len(self._search.hits):
            hit = self._search.hits[at]
            self._from = (hit.row, hit.start + self._search.added(self.template, hit))
            self.replace_asked.emit([hit], self.template)
            self._going = True
            self._begin()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return goes on or replaces, Esc closes - before any command of the window hears of it.

        In the page Esc plays, the bar open or not; a list that is open keeps its keys.
        """
        if not isinstance(event, QKeyEvent) or QApplication.activePopupWidget() is not None:
            return super().eventFilter(watched, event)
        act = self._meant(watched, event)
        if act is None:
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() is QEvent.Type.KeyPress:
            act()
        else:
            return super().eventFilter(watched, event)
        return True

    def _meant(self, watched: QObject, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key means here; while the bar is closed, Esc in its field goes to the page."""
        if event.key() == Qt.Key.Key_Escape:
            return self.dismiss
        if self.isHidden() or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return None
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ControlModifier:
            return self.replace_all if self.replacing else None
        if watched is self._with and not held:
            return self.replace_one
        if watched in (self._field, self._with):
            back = held == Qt.KeyboardModifier.ShiftModifier
            return lambda: self.step(-1 if back else 1)
        return None

    def _scopes(self) -> QComboBox:
        box = ChoiceBox(self)
        box.setAccessibleName(self.tr("Search in"))
        for where, name in (
            (Where.ALL, self.tr("Whole episode")),
            (Where.SELECTION, self.tr("Selection")),
            (Where.SPEAKER, self.tr("This speaker")),
            (Where.CHAPTER, self.tr("This chapter")),
        ):
            box.addItem(name, where)
        return box

    def _lay_out(self) -> None:
        self._regular.setToolTip(self.tr("Regular expression: \\w+ is a word, (…) a group, \\1 it"))
        how = QHBoxLayout(self._how)
        how.setContentsMargins(0, 0, 0, 0)
        how.setSpacing(10)
        for part in (self._case, self._whole, self._regular, self._where):
            how.addWidget(part)
        how.addStretch(1)
        self._top = QHBoxLayout()
        self._top.setSpacing(6)
        self._top.addWidget(self._count, 1)
        for tool in (self._previous, self._next, self._close):
            self._top.addWidget(tool)
        self._with.setPlaceholderText(self.tr("Replace with"))
        self._with.setAccessibleName(self.tr("Replace with"))
        self._one.setToolTip(self.tr("Replace this place and go on (Return)"))
        self._all.setToolTip(self.tr("Replace every ticked place in one step (Ctrl+Return)"))
        row = QHBoxLayout(self._replace_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._with, 1)
        row.addWidget(self._one)
        row.addWidget(self._all)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 5, 10, 5)
        self._column.setSpacing(4)
        self._column.addLayout(self._top)
        for whole in (self._how, self._wrong, self._replace_row):
            self._column.addWidget(whole)

    def minimumSizeHint(self) -> QSize:
        """The room it needs once it is as narrow as it can be."""
        tools = self._top.minimumSize().width()
        if self._top.indexOf(self._how) >= 0:
            tools -= self._top.spacing() + self._how.minimumSizeHint().width()
        others = (part.minimumSizeHint().width() for part in (self._how, self._replace_row))
        margins = self._column.contentsMargins()
        width = max(tools, *others) + margins.left() + margins.right()
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say how to search beside the count, or below it where the page is narrow."""
        super().resizeEvent(event)
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        beside = self._top.indexOf(self._how) >= 0
        asked = self._top.sizeHint().width()
        if not beside:
            asked += self._top.spacing() + self._how.sizeHint().width()
        if beside and asked > room:
            self._column.insertWidget(1, self._how)
        elif not beside and asked <= room:
            self._top.insertWidget(1, self._how)

    def _connect(self) -> None:
        self._field.textEdited.connect(lambda _text: self._edited())
        self._with.textChanged.connect(lambda _text: self.changed.emit())
        self._later.timeout.connect(self._begin)
        for box in (self._case, self._whole, self._regular):
            box.toggled.connect(lambda _on: self._begin())
        self._where.currentIndexChanged.connect(lambda _at: self._begin())
        self._search.grown.connect(self._show_count)
        self._search.finished.connect(self._finished)
        self._search.failed.connect(self._failed)
        self._one.clicked.connect(self.replace_one)
        self._all.clicked.connect(self.replace_all)
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
        self._trouble = None
        where = self.where
        scope = self._selection if where is Where.SELECTION else self._scope(where)
        case, whole = self._case.isChecked(), self._whole.isChecked()
        query = Query(self._field.text(), case, whole, self._regular.isChecked())
        self._search.begin(query, scope)

    def _finished(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _failed(self, error: UserError) -> None:
        self._trouble = error
        self._waiting = None
        self._say_count()

    def _show_count(self) -> None:
        found = self._search.hits
        if self._current is None and found and not self._search.running:
            at = nearest(found, *self._from, 1)
            self._current = at
            if at is not None and self._going:
                self.shown.emit(found[at])
            self._going = True
        self._say_count()

    def _say_count(self) -> None:
        found, asked = self._search.hits, not self._search.query.blank
        self._wrong.setText(sentence(self._trouble) if self._trouble else "")
        self._wrong.setVisible(self._trouble is not None)
        if self._trouble is not None or not asked:
            text = ""
        elif not found:
            text = "…" if self._search.running else self.tr("Not found")
        elif self._current is None:
            text = counted(len(found), self.tr("{count} place"), self.tr("{count} places"))
        else:
            text = self.tr("{at:,} of {all:,}").format(at=self._current + 1, all=len(found))
        self._count.setText(text)
        self._count.setToolTip(text)
        for button in (self._one, self._previous, self._next):
            button.setEnabled(bool(found))
        wrong = self._trouble is not None or (asked and not found and not self._search.running)
        restyle(self._field, "state", "wrong" if wrong else "")

    def say_all(self, count: int) -> None:
        """Say how many places would be replaced."""
        self._all.setText(
            counted(count, self.tr("Replace {count}"), self.tr("Replace all {count}"))
            if count
            else self.tr("Replace all")
        )
        self._all.setEnabled(bool(count))

    def _go(self, at: int | None) -> None:
        self._current = at
        if at is not None:
            self.shown.emit(self._search.hits[at])
        self._say_count()

    def _colour(self) -> None:
        muted_colour = self._theme.colour("muted")
        for button, sign in ((self._previous, "up"), (self._next, "down"), (self._close, "close")):
            button.setIcon(icon(sign, muted_colour))
