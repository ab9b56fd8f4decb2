"""Page: the transcript as one text to read and type in, a paragraph for each line of speech."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCursor,
    QWheelEvent,
)

from editor.app.session import Session
from editor.model.edits import Caret
from editor.model.render import View
from editor.model.time import Ms
from editor.ui.page import carrying, mouse
from editor.ui.page.announce import Announcer
from editor.ui.page.editing import Editing
from editor.ui.page.hearing import Hearing
from editor.ui.page.mirror import Mirror
from editor.ui.page.shown import Place, Shown
from editor.ui.page.surface import Surface
from editor.ui.page.units import to_index, to_units
from editor.ui.tokens import LIGHT, Tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SCROLLING: Final = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_Key = QKeySequence.StandardKey
_FAR: Final = (
    _Key.MoveToStartOfDocument, _Key.MoveToEndOfDocument, _Key.SelectStartOfDocument,
    _Key.SelectEndOfDocument, _Key.SelectAll,
)  # fmt: skip
_ABOUT: Final = (
    "One paragraph for each line of the transcript. Type to correct; Return parts a line, "
    "Backspace at its start joins it with the one before."
)


class TranscriptPage(Surface):
    """The page. The session is the truth: after every event the page says what it says.

    Places that come in or go out as ``(index, offset)`` count lines of the transcript and
    characters of the line's own text, whatever view is on. Matches of a search count characters of
    the text as shown.
    """

    play_from = Signal(int)
    """A person asks to hear from here (ms): double click, Ctrl+click."""
    caret_moved = Signal(int, int)
    line_changed = Signal(int)
    """The caret is in another line (its index)."""
    failed = Signal(object)
    """The session refused an edit (``UserError`` or ``StaleEdit``); the page shows the old text."""
    follow_changed = Signal(bool)
    zoom_asked = Signal(int)
    """Ctrl and the wheel: so many steps larger, or smaller below 0."""
    menu_asked = Signal(object)
    """The context menu is about to be shown: whoever has something for it puts that in."""
    loaded = Signal()
    """Every line is in the document."""
    composing = Signal()
    """An input method has letters that are no text yet: a person types."""

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent, tokens)
        self._view = View.MARKED
        self._row = -1
        self.mirror = Mirror(self)
        self.editing = Editing(self)
        self.hearing = Hearing(self)
        self.announcer = Announcer(self)
        self._loader = QTimer(self)
        self._loader.timeout.connect(self._load)
        self._paper.contentsChange.connect(self.editing.contents_change)
        self._paper.contentsChanged.connect(self.editing.contents_changed)
        self.cursorPositionChanged.connect(self.note_caret)
        self.verticalScrollBar().actionTriggered.connect(self.hearing.let_go)
        self.setAccessibleName("Transcript")
        self.setAccessibleDescription(_ABOUT)
        self.set_tokens(tokens)
        self.set_text()

    # --- what is shown

    def open(self, session: Session | None, at: Caret | None = None) -> None:
        """Show a session, the caret at ``at``; ``None`` empties the page.

        What is around the caret is there at once, the rest comes in slices of a few ms.
        """
        self.editing.commit()
        self.session = session
        self.mirror.attach(session)
        self.hearing.at(None)
        self.column.forget_rows()
        self.shown = Shown(session, self._view) if session else None
        self.setReadOnly(session is None or session.read_only)
        keyboard = Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(self.textInteractionFlags() | keyboard)
        self.take_people()
        place = self.shown.found(at) if self.shown and at else None
        self.reload(place or Place(0, 0))

    def reload(self, place: Place | None = None) -> None:
        """Fill the document anew, the caret at ``place``."""
        place = place or self.caret() or Place(0, 0)
        self.sheet.start(self.shown, place.row)
        self._row = -1
        if self.shown is not None and place.row < len(self.shown):
            self.select(place, place)
            self.scroll_to(place.row, 0.3)
        self._load_on()

    def rewrite_all(self) -> None:
        """Compare every line with the model: those on the screen now, the others in slices."""
        self.write_visible()
        self.sheet.sweep()
        self._load_on()

    @property
    def view(self) -> View:
        """Which of the three views is shown."""
        return self._view

    def set_view(self, view: View) -> None:
        """Show another view; caret and first visible line stay where they are."""
        if view is self._view:
            return
        self.editing.commit()
        clean, self._view = View.CLEAN in (view, self._view), view
        if self.session is None or self.shown is None:
            return
        before, ends = self.shown, self.selected()
        self.shown = self.sheet.shown = Shown(self.session, view)
        self.column.forget_rows()
        if clean and len(self.shown):
            kept = [(place.row, before.to_source(place)) for place in ends]
            with self.in_place():
                for row, _ in kept:
                    self.sheet.write(row, row)
                self.rewrite_all()
                self.select(*(self.shown.to_shown(*source) for source in kept))
        self.update_all()

    def take_people(self) -> None:
        """Read names and order of the speakers."""
        self.gutter.set_people(self.session.episode.speakers if self.session else ())

    # --- where the caret is

    def caret(self) -> Place | None:
        """Where the caret stands in the text as shown; ``None`` where there is no line."""
        return self.place(self.textCursor().position())

    def selected(self) -> tuple[Place, Place]:
        """Both ends of the selection in the text as shown; the caret twice where none is."""
        cursor = self.textCursor()
        first, last = self.place(cursor.selectionStart()), self.place(cursor.selectionEnd())
        return first or Place(0, 0), last or Place(0, 0)

    def kept_selection(self) -> Caret | None:
        """The selection as an edit keeps it, ``None`` where nothing is selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection() or self.shown is None:
            return None
        anchor, place = self.place(cursor.anchor()), self.place(cursor.position())
        return self.shown.kept(anchor, place) if anchor and place else None

    def select(self, first: Place, last: Place) -> None:
        """Select from one place of the text as shown to another, and bring the end into view."""
        self.reach(first.row)
        self.reach(last.row)
        cursor = self.textCursor()
        cursor.setPosition(self._position(first))
        cursor.setPosition(self._position(last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def go_to(self, index: int, offset: int = 0, length: int = 0) -> None:
        """Put the caret at a place of a line's own text, ``length`` characters selected."""
        if self.shown is None or not 0 <= index < len(self.shown):
            return
        self.reach(index)
        place = self.place_of(index)
        if place is None or place.top() < 0 or place.bottom() > self.viewport().height():
            self.scroll_to(index, 0.3)
        last = self.shown.to_shown(index, offset + length)
        self.select(self.shown.to_shown(index, offset), last)

    # --- what is lit

    def hear(self, moment: Ms | None) -> None:
        """Light what is heard at this moment (ms), at each tick; ``None``: nothing is played."""
        self.announcer.quiet = moment is not None
        self.hearing.at(moment)

    @property
    def follow(self) -> bool:
        """Whether the page scrolls along with what is heard; scrolling or typing ends it."""
        return self.hearing.following

    def set_follow(self, on: bool) -> None:
        """Scroll along with what is heard, or stop."""
        self.hearing.follow(on)

    def show_matches(self, spans: Sequence[tuple[int, int, int]]) -> None:
        """Outline what a search found: line, start and end in the text as shown, in order."""
        self.column.matches = spans
        self.viewport().update()

    def show_finding(self, index: int, start: int = 0, end: int = 0) -> None:
        """Outline the finding in hand (its place in the line's own text); below 0: none."""
        line = self.session.line(index).id if self.session and index >= 0 else None
        self.column.finding = (line, start, end) if line is not None else None
        self.viewport().update()

    # --- verbs

    def undo(self) -> None:
        """Take the last edit back and go to where it was made."""
        self.editing.undo()

    def redo(self) -> None:
        """Do again what was undone last."""
        self.editing.redo()

    def selectAll(self) -> None:
        """Select the whole transcript, what is not loaded yet included; of some, all seen."""
        self.fill_up()
        count = len(self.shown) if self.shown else 0
        rows = self.in_sight(range(count))
        if self.shown is None or len(rows) == count:
            super().selectAll()
        elif rows:
            self.select(Place(rows[0], 0), Place(rows[-1], len(self.shown.text(rows[-1]))))

    def insert(self, text: str) -> None:
        """Put a text in place of the selection, as if typed."""
        self._settle()
        self.editing.insert(text)

    def cut(self) -> None:
        """Take the selection out and keep it on the clipboard."""
        self._settle()
        super().cut()

    # --- events

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if plain & ~Qt.KeyboardModifier.KeypadModifier:
                # The window's commands come first; without one of this key it arrives as a press.
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._settle()
        if event.key() in _SCROLLING:
            self.hearing.let_go()
        if any(event.matches(far) for far in _FAR):
            self.fill_up()
        if event.matches(_Key.SelectAll):
            self.selectAll()
        elif not self.editing.key(event):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._settle()
        if event.preeditString():
            self.hearing.let_go()
            self.composing.emit()
        super().inputMethodEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hearing.let_go()
        at = mouse.snapped(self, event.position())
        plays = event.button() is Qt.MouseButton.LeftButton and bool(
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        super().mousePressEvent(mouse.moved(event, at))
        if not event.modifiers():
            mouse.leave_break(self)
        if plays:
            self._play_from(at.x(), at.y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(mouse.moved(event, mouse.snapped(self, event.position())))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = mouse.snapped(self, event.position())
        super().mouseDoubleClickEvent(mouse.moved(event, at))
        if event.button() is Qt.MouseButton.LeftButton:
            self._play_from(at.x(), at.y())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._settle()
        menu = mouse.menu(self, event)
        self.menu_asked.emit(menu)
        menu.popup(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.hearing.let_go()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            self.zoom_asked.emit((turned > 0) - (turned < 0))
            event.accept()
        else:
            super().wheelEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._settle()
        mouse.drop(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.editing.commit()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy words and, for the page itself, the lines they are; not how they look."""
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n"))
        carrying.take(self, data)
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # Files are the window's: they are opened, not written into the text.
        return source.hasText() and not any(url.isLocalFile() for url in source.urls())

    def insertFromMimeData(self, source: QMimeData) -> None:
        self._settle()
        carrying.put(self, source)

    # --- inside

    def _play_from(self, x: float, y: float) -> None:
        place = self.place(self.cursorForPosition(QPoint(round(x), round(y))).position())
        if place is not None and self.shown is not None:
            self.play_from.emit(mouse.moment(self.shown, place))

    def _settle(self) -> None:
        """Before a person changes something: have the lines concerned say what the model says."""
        if not self.sheet.complete:
            first, last = self.selected()
            self.sheet.write(first.row - 1, last.row + 1)
        self.editing.note_selection()

    def note_caret(self) -> None:
        """Tell where the caret is; leaving a line makes what was typed there an edit."""
        if self.sheet.writing or self.editing.capturing:
            return
        if self.shown is None or self.session is None:
            return
        place = self.caret()
        if place is None:
            return
        if place.row != self._row:
            left, self._row = self._row, place.row
            typed = self.session.typing
            if typed is not None and self.session.line(place.row).id != typed:
                self.editing.commit()
            self.update_rows((left, place.row))
            self.announcer.enter(self.session, place.row)
            self.line_changed.emit(place.row)
        self.caret_moved.emit(place.row, self.shown.to_source(place))

    def place(self, position: int) -> Place | None:
        """Which place of the text as shown a position of the document is."""
        block = self._paper.findBlock(position)
        row = self.row(block)
        if row < 0:
            return None
        return Place(row, to_index(block.text(), position - block.position()))

    def _position(self, place: Place) -> int:
        block = self.block(place.row)
        return block.position() + to_units(block.text(), place.offset)

    def _load_on(self) -> None:
        if self.sheet.complete:
            self.loaded.emit()
        else:
            self._loader.start(0)

    def _load(self) -> None:
        self.fill()
        if self.sheet.complete:
            self._loader.stop()
            self.loaded.emit()
