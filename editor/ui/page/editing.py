"""Editing: keys that change lines, and the capture of whatever else changes the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor

from editor.app.session import Session
from editor.model.edits import Caret, Edit, Track
from editor.model.errors import StaleEdit, UserError
from editor.model.verbs import lines as line_verbs
from editor.model.verbs.inserting import Plan, put_instead
from editor.ui.page.capture import Captured, captured, fits, plain
from editor.ui.page.dragging import copied, moved
from editor.ui.page.shown import Place, Shown
from editor.ui.page.striking import plan_strike
from editor.ui.page.units import to_index
from editor.ui.text import stepped_words

if TYPE_CHECKING:
    from editor.ui.page.page import TranscriptPage

PAUSE: Final = 700
"""After this long without a key (ms) typing becomes an edit."""
_Key = QKeySequence.StandardKey
_BACKWARD: Final = (_Key.Backspace, _Key.DeleteStartOfWord, _Key.DeleteCompleteLine)
_MOVES: Final = frozenset({
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
})  # fmt: skip
_FORWARD: Final = (_Key.Delete, _Key.DeleteEndOfWord, _Key.DeleteEndOfLine)


class Editing:
    """Turns what a person does to the page into edits of the session.

    The model is the truth: after every event the document says what the model says. What the
    session refuses (a full disk, a read-only project) is taken back on the page as well.
    """

    def __init__(self, page: TranscriptPage) -> None:
        self._page = page
        self._seen: tuple[int, int, int] | None = None
        self._selected: Caret | None = None
        self._reach: tuple[Place, Place] | None = None
        self._caret: Place | None = None
        self._pause = QTimer(page)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.commit)

    @property
    def _session(self) -> Session | None:
        return self._page.session

    @property
    def capturing(self) -> bool:
        """Whether the document has a change that the session has not heard of yet."""
        return self._seen is not None

    def note_selection(self) -> None:
        """Before a person changes something: caret and selection, for undo to bring them back."""
        self._selected = self._page.kept_selection()
        self._reach = self._page.selected() if self._selected else None
        self._caret = self._page.caret()

    def commit(self) -> None:
        """Make what was typed an edit."""
        self._pause.stop()
        session = self._session
        if session is not None:
            try:
                session.commit(self._page)
            except (UserError, StaleEdit) as error:
                self._page.failed.emit(error)

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key means for lines; ``False`` leaves it to Qt."""
        if event.key() in _MOVES:
            self.commit()  # what is typed elsewhere is taken back by itself
        if event.matches(_Key.DeleteEndOfLine):
            event.ignore()  # Ctrl+K is a command's: where the window misses it, no words may go
        elif event.matches(_Key.Undo):
            self.undo()
        elif event.matches(_Key.Redo):
            self.redo()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _commands(event):
            self.split()
        elif _means(event, Qt.Key.Key_Backspace, _BACKWARD) and self._at_edge(front=True):
            self.join_up()
        elif _means(event, Qt.Key.Key_Delete, _FORWARD) and self._at_edge(front=False):
            self.join_down()
        elif event.key() == Qt.Key.Key_Backspace and not _commands(event):
            return self._take_sign()
        else:
            return False
        return True

    def undo(self) -> None:
        """Take the last edit back and go to where it was made."""
        self._step(back=True)

    def redo(self) -> None:
        """Do again what was undone last."""
        self._step(back=False)

    def split(self) -> None:
        """Part the line at the caret; a selection gives way first."""
        session, shown = self._session, self._page.shown
        if session is None or shown is None or self._page.isReadOnly() or not len(shown):
            return
        self.commit()
        first, last = self._page.selected()
        if self.uncovered(first.row, last.row):
            return
        if first != last:
            self.do(line_verbs.split_left(session.episode, shown.replacement(first, last, "")))
        else:
            offset = shown.to_source(first)
            self.do(line_verbs.split(session.episode, first.row, offset))

    def join_up(self) -> None:
        """Make one line of this and the one before."""
        place = self._page.caret()
        if place is not None and place.row > 0:
            self._join(place.row - 1)

    def join_down(self) -> None:
        """Make one line of this and the next."""
        place = self._page.caret()
        if place is not None:
            self._join(place.row)

    def strike(self) -> None:
        """Strike the selection or the word at the caret, or let it stand where it is struck."""
        shown = self._page.shown
        if shown is None or self._page.isReadOnly():
            return
        self.commit()
        first, last = self._page.selected()
        if self.uncovered(first.row, last.row):
            return
        edit = plan_strike(shown, first, last)
        if edit is not None:
            here = self._page.kept_selection() or shown.kept(last, last)
            self.do(replace(edit, caret_after=here))

    def do(self, edit: Edit) -> bool:
        """Carry out an edit and put the caret where it belongs; ``False`` where it was refused."""
        session = self._session
        if session is None:
            return False
        self._pause.stop()
        try:
            session.do(self._from_here(edit), self._page)
        except (UserError, StaleEdit) as error:
            self._page.failed.emit(error)
            return False
        self._to_caret_of(edit)
        return True

    def uncovered(self, first: int, last: int) -> bool:
        """Whether a line between two was out of sight; then all are shown, and it is told why.

        Asked before anything is done to them: nobody changes what is not seen.
        """
        found = self._page.uncover(range(first, last + 1))
        if found:
            self._page.failed.emit(UserError("lines-out-of-sight"))
        return found

    def _from_here(self, edit: Edit) -> Edit:
        """An edit with caret and selection as they are, for undo to bring back.

        One of lines elsewhere keeps what its verb says: undo then goes to where it was made.
        """
        shown, place = self._page.shown, self._page.caret()
        first, last = self._page.selected()
        if shown is None or place is None or not _touches(edit, first.row, last.row):
            return edit
        return replace(edit, caret_before=self.here())

    def here(self) -> Caret | None:
        """Caret and selection as an edit keeps them; ``None`` while there is no line."""
        shown, place = self._page.shown, self._page.caret()
        if shown is None or place is None:
            return None
        return self._page.kept_selection() or shown.kept(place, place)

    def put_in(self, plan: Plan) -> bool:
        """Put lines in at the caret, in place of what is selected; ``False`` where none are."""
        session, shown = self._session, self._page.shown
        if session is None or shown is None or self._page.isReadOnly():
            return False
        first, last = self._page.selected()
        if first == last:
            offset = shown.to_source(first) if len(shown) else 0
            edit = plan(session.episode, first.row, offset)
        elif self.uncovered(first.row, last.row):
            return True
        else:
            edit = put_instead(session.episode, shown.replacement(first, last, ""), plan)
        if edit is not None:
            self.do(edit)
        return edit is not None

    def insert(self, text: str) -> None:
        """Put a text in place of the selection, as if typed."""
        if not self._page.isReadOnly():
            self._page.textCursor().insertText(plain(text))

    def drag(self, target: QTextCursor, *, copy: bool) -> None:
        """Move what is selected to another place of the page, or copy it there, and select it."""
        cursor = self._page.textCursor()
        inside = cursor.selectionStart() <= target.position() <= cursor.selectionEnd()
        to, shown = self._page.place(target.position()), self._page.shown
        if to is None or shown is None or (inside and not copy):
            return
        self.commit()
        first, last = self._page.selected()
        if not self.uncovered(first.row, last.row):
            self.do((copied if copy else moved)(shown, first, last, to))

    def drop(self, text: str, target: QTextCursor) -> None:
        """Put a text of another program at a place and select it, as a drop does."""
        start = target.position()
        target.insertText(plain(text))
        target.setPosition(min(start, target.position()))
        # Beside what a view hides, less of it may be shown than was put in.
        end = start + len(plain(text).encode("utf-16-le")) // 2
        target.setPosition(min(end, target.document().characterCount() - 1), _KEEP)
        self._page.setTextCursor(target)

    def contents_change(self, position: int, removed: int, added: int) -> None:
        """Qt is about to lay out a change of the document: note where it is."""
        if not self._page.sheet.writing:
            self._seen = (position, removed, added)

    def contents_changed(self) -> None:
        """Qt has finished a change of the document: tell the session, or take it back."""
        seen, self._seen = self._seen, None
        if seen is not None and not self._page.sheet.writing:
            self._capture(*seen)
            self._page.mirror.flush()
            self._page.note_caret()
            self._selected = self._reach = None

    def _capture(self, position: int, _removed: int, added: int) -> None:
        sheet, shown, document = self._page.sheet, self._page.shown, self._page.document()
        if shown is None or not len(shown):
            sheet.start(shown)
            return
        limit = max(0, document.characterCount() - 1)
        block = document.findBlock(min(position, limit))
        begin, first = block.position(), sheet.base + block.blockNumber()
        last = sheet.base + document.findBlock(min(position + added, limit)).blockNumber()
        grown = document.blockCount() - sheet.rows
        was = [shown.text(row) for row in range(first, last - grown + 1)]
        now = sheet.texts(first, last)
        whole = "\n".join(now)
        front = to_index(whole, position - begin)
        back = len(whole) - to_index(whole, position + added - begin)
        at = self._page.textCursor().position() - begin
        caret = to_index(whole, at) if 0 <= at <= position + added - begin else None
        if sheet.complete or fits("\n".join(was), whole, front, back):
            found = captured(first, was, now, (front, back), caret, self._reach)
        else:
            # The line was not yet what the model says: what was done to it cannot be known.
            found = None
        rows = len(shown)
        with self._page.mirror.held():
            place = self._tell(found)
        sheet.rows = document.blockCount()
        rewrote = sheet.splice(first, len(now), len(was) + len(shown) - rows)
        if place is not None and rewrote:
            self._page.select(place, place)

    def _tell(self, found: Captured | None) -> Place | None:
        """Give the session a captured change; answers where the caret then belongs."""
        session, shown = self._session, self._page.shown
        if session is None or shown is None or found is None:
            return None
        self._page.hearing.let_go()
        try:
            if found.one_line:
                return self._type(session, found)
            if self.uncovered(found.start.row, found.end.row):
                return found.start
            session.commit(self._page)
            edit = shown.range_edit(found.start, found.end, found.added)
            edit = replace(edit, caret_before=self._selected or edit.caret_before)
            session.do(edit, self._page)
            return shown.found(edit.caret_after) if edit.caret_after else None
        except (UserError, StaleEdit) as error:
            self._page.failed.emit(error)
            return found.start

    def _type(self, session: Session, found: Captured) -> Place:
        shown = Shown(session, self._page.view)
        row = found.start.row
        changes = shown.changes(row, found.start.offset, found.end.offset, found.added)
        before = self._selected
        if before is None and not found.added and self._caret == found.start:
            before = shown.kept(found.start, found.start)  # what was taken lay behind the caret
        for change in changes:
            session.type(row, change, self._page, selected=before)
        self._pause.start()
        if not changes:
            return found.start
        first = changes[-1]
        return shown.to_shown(row, first.start + len(first.added))

    def _at_edge(self, *, front: bool) -> bool:
        cursor = self._page.textCursor()
        if cursor.hasSelection():
            return False
        return cursor.atBlockStart() if front else cursor.atBlockEnd()

    def _take_sign(self) -> bool:
        """Take out the sign before the caret where it is made of several: a flag, a family.

        Qt takes the last of them, and leaves half a flag; of a letter with its accents that is as
        people know it.
        """
        cursor = self._page.textCursor()
        if cursor.hasSelection() or self._page.isReadOnly():
            return False
        block, at = cursor.block(), cursor.positionInBlock()
        start, text = block.layout().previousCursorPosition(at), block.text()
        sign = text[to_index(text, start) : to_index(text, at)]
        if len(sign) < 2 or sign[0].isalpha():
            return False
        cursor.setPosition(block.position() + start, _KEEP)
        cursor.removeSelectedText()
        return True

    def _join(self, row: int) -> None:
        session = self._session
        if session is None or self._page.isReadOnly():
            return
        self.commit()
        if row + 1 < len(session.episode.transcript) and not self.uncovered(row, row + 1):
            self.do(line_verbs.join(session.episode, row))

    def _step(self, *, back: bool) -> None:
        session = self._session
        if session is None:
            return
        self._pause.stop()
        try:
            edit = session.undo(self._page) if back else session.redo(self._page)
        except (UserError, StaleEdit) as error:
            self._page.failed.emit(error)
            return
        if edit is not None:
            self._to_caret_of(edit)
            self._page.announcer.lead(stepped_words(edit, back=back))

    def _to_caret_of(self, edit: Edit) -> None:
        """Put the caret where the edit says, else show the first line it changed."""
        shown = self._page.shown
        if shown is None:
            return
        ends = shown.ends(edit.caret_after) if edit.caret_after else None
        if ends is None:
            rows = [s.index for s in edit.splices if s.track is Track.SEGMENTS and s.after]
            if not rows or (here := self._page.caret()) is None or here.row in rows:
                return
            ends = Place(min(rows), 0), Place(min(rows), 0)
        self._page.select(*ends)


def _touches(edit: Edit, first: int, last: int) -> bool:
    """Whether an edit changes one of these lines, or puts lines in."""
    spliced = (splice for splice in edit.splices if splice.track is Track.SEGMENTS)
    return any(
        not s.before or (s.index <= last and first < s.index + len(s.before)) for s in spliced
    )


def _commands(event: QKeyEvent) -> bool:
    """Whether the key is one of a command, as Ctrl+Return is."""
    bare = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    return bool(event.modifiers() & ~bare)


def _means(event: QKeyEvent, key: Qt.Key, sequences: Sequence[_Key]) -> bool:
    # Qt takes the bare key for itself, whatever the platform's table says.
    return event.key() == key or any(event.matches(sequence) for sequence in sequences)


_KEEP: Final = QTextCursor.MoveMode.KeepAnchor
