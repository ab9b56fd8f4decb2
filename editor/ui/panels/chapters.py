"""Chapter list: where each chapter begins; Return or a click goes there, F2 gives another title."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from editor.app.chapters import problems_of
from editor.app.texts import filled, table
from editor.model.edits import Aspect, Change, Edit
from editor.model.time import Ms, clock
from editor.model.verbs.outline import remove_chapter, retitle_chapter
from editor.ui.pieces import SIDE, heading, muted, tabular
from editor.ui.rows import Index, RowDelegate
from editor.ui.text import counted

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from editor.app.session import Session
    from editor.model.chapter import Chapter
    from editor.ui.theme import Theme

_ID: Final = Qt.ItemDataRole.UserRole
_TIME: Final = Qt.ItemDataRole.UserRole + 1
_WRONG: Final = Qt.ItemDataRole.UserRole + 2
_WHOLE: Final = frozenset({"first-late", "few"})
"""What is wrong with the list as a whole."""
_LINES: Final = 2
Doer = Callable[[Edit], object]


class ChapterList(QWidget):
    """The chapters of the episode. ``chosen`` carries the start (ms) of the one to go to."""

    chosen = Signal(int)

    def __init__(self, session: Session, do: Doer, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Chapters"))
        self._session = session
        self._do = do
        self._count = muted("", self)
        self._count.setFont(tabular(self._count.font()))
        self._list = _Rows(theme, self)
        self._list.itemActivated.connect(self._go)
        self._list.itemClicked.connect(self._go)
        self._list.itemChanged.connect(self._retitled)
        self._list.removed.connect(self._remove)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head(heading(self.tr("Chapters"), self), self._count))
        layout.addWidget(self._list, 1)
        self._wrong = muted("", self)
        self._wrong.setWordWrap(True)
        self._wrong.setContentsMargins(SIDE, 2, SIDE, 2)
        layout.addWidget(self._wrong)
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
        row = self._list.currentRow()
        self._list.blockSignals(True)
        self._list.clear()
        faults = self._faults()
        for chapter in self._session.episode.chapters:
            wrong = faults.get(chapter.id, [])
            item = QListWidgetItem(chapter.title)
            item.setData(_ID, chapter.id)
            item.setData(_TIME, clock(chapter.start))
            item.setData(_WRONG, bool(wrong))
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
        return faults

    def show_time(self, at: Ms) -> None:
        """Light the chapter that is being heard or read."""
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


class _Rows(QListWidget):
    """The rows: edited in place, removed by Delete (undo brings them back)."""

    removed = Signal(QListWidgetItem)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "list")
        self.setAccessibleName(self.tr("Chapters"))
        self.setAccessibleDescription(
            self.tr("Return goes to a chapter, F2 gives it another title, Delete removes it.")
        )
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_ChapterDelegate(theme, self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        theme.changed.connect(self.viewport().update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self.removed.emit(item)
            return
        super().keyPressEvent(event)


class _ChapterDelegate(RowDelegate):
    """Time and title, the title on two lines where one is too short."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(theme, parent)
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = QFontMetrics(option.font)
        width = self._list.viewport().width()
        room = width - 2 * SIDE - self._time_width(metrics)
        lines = min(_LINES, self._lines(metrics, str(index.data()), room))
        return QSize(width, lines * metrics.lineSpacing() + 11)

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        del index
        left = SIDE + self._time_width(QFontMetrics(option.font)) - 8
        editor.setGeometry(option.rect.adjusted(left, 0, -4, 0))

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        font = tabular(option.font)
        metrics = QFontMetrics(font)
        box = option.rect.adjusted(SIDE, 5, -SIDE, -5)
        wide = self._time_width(metrics)
        time = QRect(box.left(), box.top(), wide - 10, metrics.lineSpacing())
        painter.setFont(font)
        painter.setPen(self._theme.colour("accent" if current else "muted"))
        painter.drawText(time, Qt.AlignmentFlag.AlignRight, str(index.data(_TIME)))
        if index.data(_WRONG):
            painter.setPen(self._theme.colour("warning"))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, "!")
            box = box.adjusted(0, 0, -metrics.horizontalAdvance("! "), 0)
        painter.setPen(self._theme.colour("accent" if current else "text"))
        self._draw_title(painter, metrics, box.adjusted(wide, 0, 0, 0), str(index.data()))

    def _draw_title(self, painter: QPainter, metrics: QFontMetrics, box: QRect, title: str) -> None:
        lines = _wrapped(metrics, title, box.width())
        for number, text in enumerate(lines[:_LINES]):
            last = number == _LINES - 1
            shown = " ".join(lines[number:]) if last else text
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, box.width())
            y = box.top() + number * metrics.lineSpacing()
            painter.drawText(QRect(box.left(), y, box.width(), metrics.lineSpacing()), 0, shown)

    def _time_width(self, metrics: QFontMetrics) -> int:
        """Room for the longest time of the list, so that the titles stand in line."""
        rows = self._list.count()
        widest = max(len(str(self._list.item(rows - 1).data(_TIME))) if rows else 0, 5)
        return metrics.horizontalAdvance("0" * (widest - 1) + ":") + 10

    @staticmethod
    def _lines(metrics: QFontMetrics, title: str, room: int) -> int:
        return len(_wrapped(metrics, title, room))


def _wrapped(metrics: QFontMetrics, text: str, room: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def head(title: QLabel, count: QLabel) -> QHBoxLayout:
    """Return the row of a heading with a figure or a word at its right."""
    row = QHBoxLayout()
    row.setContentsMargins(SIDE, 10, SIDE, 2)
    row.addWidget(title, 1)
    row.addWidget(count)
    return row
