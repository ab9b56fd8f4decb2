"""Chapter list: where each chapter begins; Return or a click goes there, F2 gives another title."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.app.session import Session
from editor.model.chapter import Chapter
from editor.model.edits import Aspect, Change
from editor.model.time import Ms, clock
from editor.model.verbs.outline import retitle_chapter
from editor.ui.pieces import heading, muted, tabular

_ID = Qt.ItemDataRole.UserRole


class ChapterList(QWidget):
    """The chapters of the episode. ``chosen`` carries the start (ms) of the one to go to."""

    chosen = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._count = muted("", self)
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Chapters"))
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setWordWrap(True)
        self._list.setFont(tabular(self._list.font()))
        self._list.itemActivated.connect(self._go)
        self._list.itemClicked.connect(self._go)
        self._list.itemChanged.connect(self._retitled)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(_head(heading(self.tr("Chapters"), self), self._count))
        layout.addWidget(self._list, 1)
        self._unwatch = session.episode.watch(self)
        self.refresh()

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """Chapters were added, moved or named anew."""
        if change.aspect & Aspect.CHAPTERS:
            self._later.start()

    def refresh(self) -> None:
        """Show the chapters as they are."""
        self._list.blockSignals(True)
        self._list.clear()
        for chapter in self._session.episode.chapters:
            item = QListWidgetItem(f"{clock(chapter.start)}  {chapter.title}")
            item.setData(_ID, chapter.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(chapter.title)
            self._list.addItem(item)
        self._count.setText(str(self._list.count()))
        self._list.blockSignals(False)

    def show_time(self, at: Ms) -> None:
        """Light the chapter that is being heard or read."""
        row = -1
        for number, chapter in enumerate(self._session.episode.chapters):
            if chapter.start <= at:
                row = number
        if row != self._list.currentRow():
            self._list.setCurrentRow(row)

    def close_watch(self) -> None:
        """Stop listening; the project is closed."""
        self._unwatch()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self._list.font()).averageCharWidth() * 28
        return QSize(width, self._list.sizeHintForRow(0) * 10)

    def _go(self, item: QListWidgetItem) -> None:
        chapter = self._chapter(item)
        if chapter is not None:
            self.chosen.emit(chapter.start)

    def _retitled(self, item: QListWidgetItem) -> None:
        chapter = self._chapter(item)
        if chapter is None:
            return
        title = item.text().removeprefix(clock(chapter.start)).strip()
        if title and title != chapter.title:
            self._session.do(retitle_chapter(self._session.episode, chapter.id, title))
        self._later.start()

    def _chapter(self, item: QListWidgetItem) -> Chapter | None:
        wanted = item.data(_ID)
        return next((c for c in self._session.episode.chapters if c.id == wanted), None)


def _head(title: QLabel, count: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(12, 10, 12, 2)
    row.addWidget(title, 1)
    row.addWidget(count)
    return row
