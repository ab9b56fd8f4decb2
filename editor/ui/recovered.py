"""Recovered: what opening put right is said, and typing it brought back can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor.app.errors import sentence
from editor.app.typed import restoring_caption, taking_back
from editor.model.errors import UserError

if TYPE_CHECKING:
    from editor.model.edits import Edit
    from editor.store import CaptionDraft, Draft
    from editor.ui.desk import Desk


class Recovered(QObject):
    """Brings back what was being typed, as an edit like any other.

    An offer would be gone with the next message, and the typing with the next key.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._session = desk.session
        self._edit: Edit | None = None
        self._unlisten: Callable[[], None] | None = None

    def tell(self) -> None:
        """Bring back what there is, and say all that was put right."""
        opened = self._desk.opened
        told = [sentence(UserError(one.code, **one.facts)) for one in opened.restored]
        if opened.draft is not None and not self._session.read_only:
            self._restore(opened.draft)
        if opened.caption is not None and not self._session.read_only:
            told += self._restore_caption(opened.caption)
        if told:
            ways = [(self._title, self._take_back)] if self._edit else []
            self._desk.window_.message.note(" ".join(told), ways)

    def shut(self) -> None:
        """Stop listening; the project is closed."""
        if self._unlisten is not None:
            self._unlisten()
        self._unlisten = None

    @property
    def _title(self) -> str:
        return self.tr("Take it back")

    def _restore(self, draft: Draft) -> None:
        lines = self._session.episode.transcript
        if self._session.restore(draft):
            self._edit = self._session.history.undoable
            self._unlisten = self._session.listen(self._look)
        if lines.has(draft.segment):
            self._desk.go(lines.index_of(draft.segment), draft.caret)

    def _restore_caption(self, draft: CaptionDraft) -> list[str]:
        """Bring back the text a caption was being given; undo takes it out. What is said of it."""
        try:
            edit = restoring_caption(self._session.episode, draft)
        except KeyError:
            edit = None
        if edit and not self._desk.do(edit):
            return []  # refused: it stays in the file
        self._desk.opened.project.draft_caption(None)
        if edit is not None and not edit:
            return []  # it had become an edit
        code = "caption-draft-without-line" if edit is None else "caption-draft-here"
        return [sentence(UserError(code, text=" ".join(draft.lines)))]

    def _look(self) -> None:
        """Offer it no longer once the line has been changed: then it is undo's to take back."""
        if self._edit is None or self._plan() is None:
            self.shut()
            self._desk.window_.message.withdraw(self._title)

    def _plan(self) -> Edit | None:
        """The taking back, where the line still stands as it was brought back."""
        if self._edit is None:
            return None
        edit = taking_back(self._session.episode, self._edit)
        typed = self._session.typing
        _, (line,) = self._edit.splices[0].lines
        inside = typed == line.id
        return None if inside and self._session.typed is not None else edit

    def _take_back(self) -> None:
        edit = self._plan()
        self.shut()
        if edit is not None:
            self._desk.do(edit)
