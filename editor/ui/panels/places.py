"""Places: every place a search found, what would stand there instead, and a tick on each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from editor.app.search.replacing import Preview, Replacement
from editor.model.errors import UserError
from editor.model.time import clock
from editor.ui.pieces import SIDE, KeyButton, heading, heading_row, muted, small, tabular
from editor.ui.rows import NO_PARENT, Index, RowDelegate, halves
from editor.ui.text import counted

if TYPE_CHECKING:
    from editor.app.search.hits import Hit
    from editor.ui.search import Search
    from editor.ui.theme import Theme

_TIME: Final = Qt.ItemDataRole.UserRole
_PREVIEW: Final = Qt.ItemDataRole.UserRole + 1
_KEPT: Final = 400
"""Previews that are remembered: some screens of them."""
_LOOK: Final = 0.004
"""Seconds a pattern has for one preview; one that needs longer shows the replacement as typed."""


class PlaceModel(QAbstractListModel):
    """The hits of a search. ``spared`` holds those a person has unticked; ``ticked`` says so."""

    ticked = Signal()

    def __init__(self, search: Search, parent: QWidget) -> None:
        super().__init__(parent)
        self.spared: set[Hit] = set()
        self._search = search
        self._template: str | None = None
        self._count = 0
        self._previews: dict[Hit, Preview] = {}
        search.grown.connect(self._follow)
        self._follow()

    @property
    def wanted(self) -> list[Hit]:
        """The places that are ticked."""
        hits = self._search.hits
        return [hit for hit in hits if hit not in self.spared] if self.spared else list(hits)

    def show_template(self, template: str | None) -> None:
        """Show what this replacement would make of the places; ``None``: nothing is replaced."""
        if template != self._template:
            self._template = template
            self._previews.clear()
            if self._count:
                self.dataChanged.emit(self.index(0), self.index(self._count - 1))

    def hit(self, row: int) -> Hit | None:
        """The place in a row."""
        return self._search.hits[row] if 0 <= row < len(self._search.hits) else None

    def tick_all(self, *, on: bool) -> None:
        """Tick every place, or none."""
        self.spare(set() if on else set(self._search.hits))

    def spare(self, hits: set[Hit]) -> None:
        """Untick these places and no others."""
        self.spared = hits
        if self._count:
            self.dataChanged.emit(self.index(0), self.index(self._count - 1))
        self.ticked.emit()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else self._count

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        hit = self.hit(index.row())
        if hit is None:
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            on = hit not in self.spared
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == _TIME:
            return clock(self._search.lines[hit.row].start)
        if role == _PREVIEW:
            return self._preview(hit)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(hit)
        return None

    def setData(
        self,
        index: Index,
        value: Any,  # noqa: ANN401
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        hit = self.hit(index.row())
        if hit is None or role != Qt.ItemDataRole.CheckStateRole:
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self.spared.discard(hit)
        else:
            self.spared.add(hit)
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True

    def _follow(self) -> None:
        """Have as many rows as there are hits by now."""
        count = len(self._search.hits)
        if self._count and (count < self._count or not self._search.running):
            self.beginResetModel()
            self._previews.clear()
            if not self._search.running:  # until then places further down are still to be found
                self.spared.intersection_update(self._search.hits)
            self._count = count
            self.endResetModel()
        elif count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()

    def _preview(self, hit: Hit) -> Preview:
        made = self._previews.get(hit)
        if made is None:
            if len(self._previews) > _KEPT:
                self._previews.clear()
            made = self._previews[hit] = self._made(hit)
        return made

    def _made(self, hit: Hit) -> Preview:
        line, view = self._search.lines[hit.row], self._search.view
        try:
            wanted = Replacement(self._search.query, self._template or "")
            return wanted.preview(hit, line, view, _LOOK)
        except UserError:
            as_typed = Replacement(self._search.query.literal, self._template or "")
            return as_typed.preview(hit, line, view)

    def _said(self, hit: Hit) -> str:
        shown = self._preview(hit)
        time = clock(self._search.lines[hit.row].start)
        words = f"{shown.before}{shown.found}{shown.after}"
        if self._template is None:
            return f"{time}: {words}"
        return self.tr("{time}: {found} becomes {added}, in {words}").format(
            time=time, found=shown.found, added=shown.added or self.tr("nothing"), words=words
        )


class PlacePanel(QWidget):
    """``chosen`` carries the hit to go to; ``replace_asked``: replace what is ticked."""

    chosen = Signal(object)
    replace_asked = Signal()
    counted = Signal(int)

    def __init__(self, search: Search, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Places found"))
        self._search = search
        self.replacing = False
        self.model = PlaceModel(search, self)
        self._about = muted(parent=self)
        self._about.setWordWrap(True)
        self._list = QListView(self)
        self._list.setProperty("role", "list")
        self._list.setAccessibleName(self.tr("Places found"))
        self._list.setAccessibleDescription(
            self.tr("Space ticks or unticks a place, Return shows it in the transcript.")
        )
        self._list.setModel(self.model)
        self._list.setItemDelegate(_PlaceDelegate(theme, self))
        self._list.setUniformItemSizes(True)
        self._list.setLayoutMode(QListView.LayoutMode.Batched)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._replace = KeyButton(self.tr("Replace ticked"), "Ctrl+Return", self)
        self._every = QPushButton(self.tr("All"), self)
        self._none = QPushButton(self.tr("None"), self)
        for plain in (self._every, self._none):
            plain.setProperty("role", "key")  # as high as their neighbour
        self._lay_out()
        self._list.activated.connect(self._choose)
        self._list.clicked.connect(self._choose)
        self._replace.clicked.connect(self.replace_asked)
        self._every.clicked.connect(lambda: self.model.tick_all(on=True))
        self._none.clicked.connect(lambda: self.model.tick_all(on=False))
        self.model.ticked.connect(self._say)
        search.grown.connect(self._say)
        theme.changed.connect(self._list.viewport().update)
        self.show_template(None)

    def show_template(self, template: str | None) -> None:
        """Show what would become of each place; ``None``: nothing is to be replaced."""
        self.replacing = template is not None
        self.model.show_template(template)
        for part in (self._replace, self._every, self._none):
            part.setVisible(self.replacing)
        self._say()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for part in (self._replace, self._every, self._none):
            buttons.addWidget(part)
        buttons.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(SIDE, 2, SIDE, 6)
        top.setSpacing(8)
        top.addWidget(self._about)
        top.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(2)
        column.addLayout(heading_row(heading(self.tr("Places found"), self), muted(parent=self)))
        column.addLayout(top)
        column.addWidget(self._list, 1)

    def _say(self) -> None:
        found = len(self._search.hits)
        spared = min(found, len(self.model.spared))
        if self._search.query.blank:
            words = self.tr("What you look for is listed here, place by place.")
        elif not found:
            words = self.tr("Looking…") if self._search.running else self.tr("Not found.")
        elif self.replacing:
            words = self.tr("{ticked} of {found} ticked, to be replaced.").format(
                ticked=f"{found - spared:,}", found=f"{found:,}"
            )
        else:
            words = counted(found, self.tr("{count} place"), self.tr("{count} places"))
        self._about.setText(words)
        self._replace.setEnabled(found > spared)
        self.counted.emit(found - spared)

    def _choose(self, index: QModelIndex) -> None:
        hit = self.model.hit(index.row())
        if hit is not None:
            self.chosen.emit(hit)


class _PlaceDelegate(RowDelegate):
    """A tick, the time, and below them the words: what goes struck, what comes in bold."""

    def __init__(self, theme: Theme, parent: PlacePanel) -> None:
        super().__init__(theme, parent)
        self._panel = parent
        self._box = QCheckBox(parent)  # never seen: the style sheet speaks of check boxes
        self._box.setVisible(False)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        return QSize(120, 2 * QFontMetrics(option.font).height() + 12)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        replacing = self._panel.replacing
        box = option.rect.adjusted(SIDE, 5, -SIDE, -5)
        if replacing:
            self._tick(painter, option, index)
            box.setLeft(_tick_box(option).right() + 9)
        top, words = halves(box)
        painter.setFont(tabular(small(option.font)))
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, str(index.data(_TIME)))
        self._words(painter, option.font, words, index.data(_PREVIEW), replacing=replacing)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """A click on the tick turns it; Space does by Qt's own doing."""
        if isinstance(event, QMouseEvent):
            inside = _tick_box(option).adjusted(-6, -6, 6, 6).contains(event.position().toPoint())
            if not inside or not self._panel.replacing:
                return False
            if event.type() is QEvent.Type.MouseButtonRelease:
                on = index.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
                state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
                return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)
            return True
        return super().editorEvent(event, model, option, index)

    def _tick(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        button = QStyleOptionButton()
        button.rect = _tick_box(option)
        on = index.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
        button.state = QStyle.StateFlag.State_Enabled
        button.state |= QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off
        style = self._panel.style()
        sign = QStyle.PrimitiveElement.PE_IndicatorCheckBox
        style.drawPrimitive(sign, button, painter, self._box)

    def _words(
        self, painter: QPainter, font: QFont, box: QRect, shown: Preview, *, replacing: bool
    ) -> None:
        bold, struck = QFont(font), QFont(font)
        bold.setBold(True)
        struck.setStrikeOut(True)
        colour = self._theme.colour
        parts = [(shown.found, struck, "mark_partial"), (shown.added, bold, "good")]
        if not replacing:
            parts = [(shown.found, bold, "text")]
        taken = sum(QFontMetrics(font_).horizontalAdvance(text) + 3 for text, font_, _ in parts)
        plain = QFontMetrics(font)
        room = max(0, min(box.width() - taken, box.width() // 2))
        left = plain.elidedText(shown.before, Qt.TextElideMode.ElideLeft, room)
        parts = [(left, font, "muted"), *parts, (shown.after, font, "muted")]
        at = box.left()
        for text, font_, name in parts:
            metrics = QFontMetrics(font_)
            shorter = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.right() - at)
            painter.setFont(font_)
            painter.setPen(colour(name))
            place = QRect(at, box.top(), box.right() - at, box.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shorter)
            at += metrics.horizontalAdvance(shorter) + (3 if font_ is struck else 0)


def _tick_box(option: QStyleOptionViewItem) -> QRect:
    side = 16
    return QRect(option.rect.left() + 14, option.rect.top() + 7, side, side)
