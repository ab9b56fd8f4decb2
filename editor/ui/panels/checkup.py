"""Check-up panel: everything a person should look at, the riskiest first, a key for each answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QProgressBar,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from editor.app.texts import table
from editor.model.time import clock
from editor.ui.panels.cards import ButtonRow
from editor.ui.pieces import SIDE, KeyButton, muted, small, tabular
from editor.ui.rows import RowDelegate, halves

if TYPE_CHECKING:
    from editor.app.checkup.items import Item
    from editor.model.episode import Episode
    from editor.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ITEM: Final = Qt.ItemDataRole.UserRole
_ALL: Final = ""


_NEAR: Final = 50
"""Rows around the chosen one in which it is looked for after another look."""


def rule_name(rule: str) -> str:
    """What items of a rule are called in the list."""
    names = table("checkup")
    return names.get(rule) or names["mark"]


class ItemModel(QAbstractListModel):
    """The open items, all of them or those of one kind."""

    def __init__(self, episode: Episode, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: list[Item] = []
        self._episode = episode

    def show_items(self, items: list[Item]) -> None:
        """Show other items."""
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not 0 <= index.row() < len(self.items):
            return None
        item = self.items[index.row()]
        if role == _ITEM:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            becomes = f" → {item.suggestion}" if item.suggestion is not None else ""
            return f"{rule_name(item.rule)}, {self.time(item)}: {item.words}{becomes}"
        return None

    def time(self, item: Item) -> str:
        """When the item is heard."""
        lines = self._episode.transcript
        return clock(lines.by_id(item.line).start) if lines.has(item.line) else ""


class ItemList(QListView):
    """A list whose keys answer; each key is on a button below."""

    pressed_key = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = "Shift+" if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else ""
        letter = event.text().upper()
        if letter in ("A", "R", "N", "L") and not event.modifiers() & _COMMANDS:
            self.pressed_key.emit(shift + letter)
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters answer; they do not look for rows."""


class CheckupPanel(QWidget):
    """``shown`` carries the item to show, ``listened`` the one to hear; ``answered`` what was said.

    The answer is ``accept``, ``stet``, ``accept-alike``, ``stet-alike`` or ``never``.
    """

    shown = Signal(object)
    listened = Signal(object)
    answered = Signal(str, list)

    def __init__(self, episode: Episode, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Check-up"))
        self._open: list[Item] = []
        self._done = 0
        self.model = ItemModel(episode, self)
        self._kinds = QComboBox(self)
        self._kinds.setAccessibleName(self.tr("What is listed"))
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Reviewed"))
        self._progress = muted(parent=self)
        self._why = muted(parent=self)
        self._why.setWordWrap(True)
        self.list = ItemList(self)
        self.list.setProperty("role", "list")
        self.list.setAccessibleName(self.tr("What to look at"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(_ItemDelegate(theme, self))
        self.list.setUniformItemSizes(True)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._buttons = ButtonRow(self)
        self._acts = self._make_buttons()
        self._lay_out()
        self._kinds.currentIndexChanged.connect(lambda _at: self._sift())
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.activated.connect(self._go)
        self.list.pressed_key.connect(self._act)
        theme.changed.connect(self.list.viewport().update)
        self._say()

    @property
    def current(self) -> Item | None:
        """The item that is chosen."""
        item: Item | None = self.list.currentIndex().data(_ITEM)
        return item if item is not None else next(iter(self.model.items), None)

    def show_items(self, items: list[Item], rules: Mapping[str, int], done: int) -> None:
        """Show what is open, how many of each rule, how many answered; the chosen one stays."""
        self._open, self._done = items, done
        kept = self._kinds.currentData() or _ALL
        counts: Counter[str] = Counter()
        for rule, count in rules.items():
            counts[rule_name(rule)] += count
        self._kinds.blockSignals(True)
        self._kinds.clear()
        self._kinds.addItem(self.tr("Everything ({count})").format(count=f"{len(items):,}"), _ALL)
        for name, count in counts.most_common():
            self._kinds.addItem(f"{name} ({count:,})", name)
        self._kinds.setCurrentIndex(max(0, self._kinds.findData(kept)))
        self._kinds.blockSignals(False)
        self._sift()

    def answer(self, how: str) -> None:
        """Answer the chosen item, or all like it, and go on to the next."""
        item = self.current
        if item is None or (how.startswith("accept") and not self._can_accept(item)):
            return
        alike = how.endswith("-alike") or how == "never"
        wanted = self._alike(item) if alike else [item]
        row = max(0, self.list.currentIndex().row())
        gone = {id(other) for other in wanted}
        self._open = [other for other in self._open if id(other) not in gone]
        self._done += len(wanted)
        self._sift(row)
        self.answered.emit(how, wanted)

    def _alike(self, item: Item) -> list[Item]:
        words = item.words.casefold()
        same = (other for other in self._open if other.rule == item.rule)
        return [other for other in same if other.words.casefold() == words]

    def step(self, by: int) -> None:
        """Go to the next item (1) or the one before (-1)."""
        row = self.list.currentIndex().row() + by
        if 0 <= row < len(self.model.items):
            self.list.setCurrentIndex(self.model.index(row))

    def _make_buttons(self) -> dict[str, Callable[[], object]]:
        rows: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (self.tr("Accept"), "A", lambda: self.answer("accept")),
            (self.tr("Stet"), "R", lambda: self.answer("stet")),
            (self.tr("Accept alike"), "Shift+A", lambda: self.answer("accept-alike")),
            (self.tr("Never here"), "N", lambda: self.answer("never")),
            (self.tr("Listen"), "L", self._listen),
        )
        for name, key, act in rows:
            button = KeyButton(name, key, self)
            button.clicked.connect(act)
            self._buttons.add(button)
        acts = {key: act for _, key, act in rows}
        return acts | {"Shift+R": lambda: self.answer("stet-alike")}

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(14, 12, 14, 4)
        head.setSpacing(7)
        for part in (self._bar, self._progress, self._kinds, self._buttons, self._why):
            head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.list, 1)

    def _act(self, key: str) -> None:
        act = self._acts.get(key)
        if act is not None:
            act()

    def _listen(self) -> None:
        if self.current is not None:
            self.listened.emit(self.current)

    def _sift(self, row: int = 0) -> None:
        kind = self._kinds.currentData() or _ALL
        chosen = self._open
        if kind != _ALL:
            chosen = [item for item in self._open if rule_name(item.rule) == kind]
        at = self.list.currentIndex()
        near = chosen[max(0, at.row() - _NEAR) : at.row() + _NEAR] if at.isValid() else []
        if (was := at.data(_ITEM)) in near:
            row = max(0, at.row() - _NEAR) + near.index(was)
        self.model.show_items(chosen)
        if chosen:
            self.list.setCurrentIndex(self.model.index(min(row, len(chosen) - 1)))
        self._say()

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        item = index.data(_ITEM)
        self._why.setText(table("checkup").get(f"{item.rule}-why", "") if item else "")
        if item is not None and self.list.hasFocus():
            self.shown.emit(item)

    def _go(self, index: QModelIndex) -> None:
        item = index.data(_ITEM)
        if item is not None:
            self.shown.emit(item)

    def _can_accept(self, item: Item) -> bool:
        return item.suggestion is not None or item.source == "mark"

    def _say(self) -> None:
        whole = self._done + len(self._open)
        self._bar.setRange(0, max(1, whole))
        self._bar.setValue(self._done if whole else 1)
        said = self.tr("{done} of {all} reviewed").format(done=f"{self._done:,}", all=f"{whole:,}")
        self._progress.setText(said if whole else self.tr("Nothing to look at."))


class _ItemDelegate(RowDelegate):
    """Kind and time in a quiet line, below them the words and what may stand there."""

    def __init__(self, theme: Theme, parent: CheckupPanel) -> None:
        super().__init__(theme, parent)
        self._panel = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        return QSize(120, 2 * QFontMetrics(option.font).height() + 12)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Item = index.data(_ITEM)
        top, words = halves(option.rect.adjusted(SIDE, 5, -SIDE, -5))
        painter.setFont(tabular(small(option.font)))
        painter.setPen(self._theme.colour("muted"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(top, middle, rule_name(item.rule))
        painter.drawText(top, middle | Qt.AlignmentFlag.AlignRight, self._panel.model.time(item))
        self._words(painter, option.font, words, item)

    def _words(self, painter: QPainter, font: QFont, box: QRect, item: Item) -> None:
        bold = QFont(font)
        bold.setBold(True)
        becomes = "" if item.suggestion is None else f"  →  {item.suggestion}"
        room = box.width() - QFontMetrics(bold).horizontalAdvance(becomes)
        shown = QFontMetrics(font).elidedText(item.words, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        if becomes:
            at = box.adjusted(QFontMetrics(font).horizontalAdvance(shown), 0, 0, 0)
            painter.setFont(bold)
            painter.setPen(self._theme.colour("good"))
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, becomes)


_COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
