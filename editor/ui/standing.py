"""Standing: what status bar and menu say of the open project, said anew after each change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from editor.app.errors import sentence
from editor.model.errors import UserError
from editor.ui.text import counted, place_words, redo_title, review_words, undo_title

if TYPE_CHECKING:
    from editor.app.session import Session
    from editor.app.tallies import Tallies
    from editor.ui.actions import Actions
    from editor.ui.status import Status


class Standing(QObject):
    """Keeps saved state, review, place and the names of undo and redo."""

    def __init__(
        self,
        session: Session,
        tallies: Tallies,
        status: Status,
        actions: Actions,
    ) -> None:
        super().__init__(status)
        self._session = session
        self._tallies = tallies
        self._status = status
        self._actions = actions
        self._trouble: UserError | None = None
        self._row = 0
        self._reviewed: tuple[int, int] | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        self._unlisten = session.listen(self._later.start)
        self.refresh()

    def shut(self) -> None:
        """Stop listening; the project is closed."""
        self._unlisten()
        self._later.stop()
        self._actions.retitle("edit.undo", undo_title(None))
        self._actions.retitle("edit.redo", redo_title(None))

    def show_row(self, row: int) -> None:
        """Say which line the caret is in."""
        self._row = row
        self._status.show_place(place_words(self._session.episode, row))

    def show_reviewed(self, done: int, whole: int) -> None:
        """Say how much of all there is to look at has been answered."""
        self._reviewed = (done, whole)
        self._say_review()

    def refresh(self) -> None:
        """Say everything anew."""
        history, redoable = self._session.history, self._session.redoable
        typing = self._session.typing is not None
        self._actions.retitle("edit.undo", undo_title(None if typing else history.undoable))
        self._actions.retitle("edit.redo", redo_title(redoable))
        self._actions.enable("edit.undo", on=typing or history.undoable is not None)
        self._actions.enable("edit.redo", on=redoable is not None)
        self._name_digits()
        self._say_saved()
        self._say_review()
        self.show_row(self._row)

    def _name_digits(self) -> None:
        """Let the menu say who the digits are."""
        people = self._session.episode.speakers
        for digit in range(1, 10):
            known = people[digit - 1].name if digit <= len(people) else ""
            title = known.replace("&", "&&") or self.tr("Speaker {digit}").format(digit=digit)
            self._actions.retitle(f"speaker.{digit}", title)

    def _say_saved(self) -> None:
        trouble = self._session.unsaved or self._trouble
        if trouble is not None:
            self._status.show_saved(sentence(trouble), good=False)
        elif self._session.read_only:
            self._status.show_saved(self.tr("Open for reading only"), good=False)
        elif self._session.busy:
            self._status.show_saved(self.tr("Saving…"), good=True)
        else:
            self._status.show_saved(self.tr("All changes saved"), good=True)

    def _say_review(self) -> None:
        tally = self._tallies.all_marks()
        done, whole = self._reviewed or (tally.reviewed, tally.asked)
        if not (tally.total or whole):
            self._status.show_review("")
            return
        found = counted(tally.total, self.tr("{count} finding"), self.tr("{count} findings"))
        self._status.show_review(f"{found} · {review_words(done, whole - done)}")

    def hear(self, trouble: UserError | None) -> None:
        """Say that something could not be written, until something can be (``None``)."""
        self._trouble = trouble
        self._say_saved()
