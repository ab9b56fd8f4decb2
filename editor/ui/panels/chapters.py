"""Chapter list: where each chapter begins; Return or a click goes there, F2 gives another title."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidgetItem, QVBoxLayout, QWidget

from editor.app.chapters import problems_of
from editor.app.texts import filled, table
from editor.model.edits import Aspect, Change, Edit
from editor.model.time import Ms, clock
from editor.model.verbs.outline import remove_chapter, retitle_chapter
from editor.ui.panels.timed_rows import TIME, WRONG, TimedRows
from editor.ui.pieces import heading, heading_row, inset, muted, rule, tabular
from editor.ui.text import counted

if TYPE_CHECKING:
    from editor.app.session import Session
    from editor.model.chapter import Chapter
    from editor.ui.theme import Theme

_ID: Final = Qt.ItemDataRole.UserRole
_WHOLE: Final = frozenset({"first-late", "few"})
"""What is wrong with the list as a whole."""


class ChapterList(QWidget):
    """The chapters of the episode. ``chosen`` carries the start (ms) of the one to go to."""

    chosen = Signal(int)

    def __init__(self, session: Session, do: Callable[[Edit], object], theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Chapters"))
        self._session = session
        self._do = do
        self._count = muted("", self)
        self._count.setFont(tabular(self._count.font()))
        about = self.tr("Return goes to a chapter, F2 gives it another title, Delete removes it.")
        self._list = TimedRows(self.tr("Chapters"), about, theme, self)
        self._list.itemActivated.connect(self._go)
        self._list.itemClicked.connect(self._go)
        self._list.itemChanged.connect(self._retitled)
        self._list.removed.connect(self._remove)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(heading_row(heading(self.tr("Chapters"), self), self._count))
        layout.addWidget(self._list, 1)
        self._wrong = muted("", self)
        self._wrong.setWordWrap(True)
        self._line = rule(self)
        layout.addWidget(self._line)
        layout.addLayout(inset(self._wrong, 4, 6))
        self._unwatch = session.episode.watch(self)
        self.refresh()

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """Chapters were added, moved or named anew."""
        if change.touches(Aspect.CHAPTERS):
            self._later.start()

    def refresh(self) -> None:
        """Show the chapters as they are."""
        row = self._list.currentRow()
        self._list.blockSignals(True)
        self._list.clear()
        faults = self._faults()
        for chapter in self._session.episode.chapters:
            wrong = faults.get(chapter.id, [])
            item = QListWidgetItem(chapter.title)
            item.setData(_ID, chapter.id)
            item.setData(TIME, clock(chapter.start))
            item.setData(WRONG, bool(wrong))
            said = " ".join((clock(chapter.start), chapter.title, *wrong))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setToolTip("\n".join((chapter.title, *wrong)))
            self._list.addItem(item)
        self._list.setCurrentRow(min(row, self._list.count() - 1))
        self._count.setText(str(self._list.count() or ""))
        self._list.blockSignals(False)

    def _faults(self) -> dict[int, list[str]]:
        """Say under the list what players would not take, and return what is wrong with each."""
        found = list(problems_of(self._session.episode))
        words = table("chapters")
        faults: dict[int, list[str]] = {}
        said = [(one, filled(words[one.code], dict(one.facts))) for one in found]
        for one, sentence in said:
            if one.chapter is not None:
                faults.setdefault(one.chapter, []).append(sentence)
        first = next((sentence for one, sentence in said if one.code in _WHOLE), "")
        others = len(faults) - any(one.code == "first-late" for one in found)
        if not first and others:
            first = counted(others, self.tr("{count} chapter"), self.tr("{count} chapters"))
            first += self.tr(" to look at; the tool tips say why.")
        self._wrong.setText(first)
        self._wrong.setVisible(bool(first))
        self._line.setVisible(bool(first))
        return faults

    def show_time(self, at: Ms) -> None:
        """Light the chapter that is being heard or read; not while a title is being typed."""
        if self._list.state() is QAbstractItemView.State.EditingState:
            return
        chapters = self._session.episode.chapters
        row = bisect_right(chapters, at, key=lambda chapter: chapter.start) - 1
        if row != self._list.currentRow():
            self._list.setCurrentRow(row)

    def close_watch(self) -> None:
        """Stop listening; the project is closed."""
        self._later.stop()
        self._unwatch()

    def _go(self, item: QListWidgetItem) -> None:
        chapter = self._chapter(item)
        if chapter is not None:
            self.chosen.emit(chapter.start)

    def _retitled(self, item: QListWidgetItem) -> None:
        chapter = self._chapter(item)
        title = " ".join(item.text().split())
        if chapter is not None and title and title != chapter.title:
            self._do(retitle_chapter(self._session.episode, chapter.id, title))
        self._later.start()

    def _remove(self, item: QListWidgetItem) -> None:
        chapter = self._chapter(item)
        if chapter is not None:
            self._do(remove_chapter(self._session.episode, chapter.id))

    def _chapter(self, item: QListWidgetItem) -> Chapter | None:
        wanted = item.data(_ID)
        return next((c for c in self._session.episode.chapters if c.id == wanted), None)
