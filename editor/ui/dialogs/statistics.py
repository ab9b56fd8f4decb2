"""Speaking statistics: a table of the speakers whose figures carry bars, and a file of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from editor.app.statistics import Habit, Speech
from editor.app.texts import table
from editor.model.time import clock
from editor.ui.dialogs.setting_out import titled_column
from editor.ui.pieces import heading, muted, tabular
from editor.ui.rows import Index

if TYPE_CHECKING:
    from editor.ui.theme import Theme

_SHARE: Final = Qt.ItemDataRole.UserRole
_ROW: Final = 44
_SIZE: Final = (960, 460)
_NAME: Final = 19
"""Letters of a name that stand on one line."""


class StatisticsDialog(QDialog):
    """What cleaning found of each speaker. ``saving`` asks for a file of it."""

    saving = Signal()

    def __init__(
        self, figures: Sequence[Speech], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Speaking statistics"))
        self.resize(*_SIZE)
        self._figures = figures
        self._table = self._made(theme)
        self._phrases = muted("", self)
        self._phrases.setWordWrap(True)
        self._lay_out()
        self._table.currentCellChanged.connect(lambda row, *_: self._show_phrases(row))
        if figures:
            self._table.setCurrentCell(0, 0)

    def _made(self, theme: Theme) -> QTableWidget:
        words = table("statistics")
        names = ("minutes", "words", "struck", "saved")
        titles = [words["speaker"], *(words[name] for name in names)]
        titles += [words[f"{habit}_rate"] for habit in Habit]
        titles = [title.replace(" ", "\n", 1) for title in titles]
        made = QTableWidget(len(self._figures), len(titles), self)
        made.setAccessibleName(self.tr("Speaking statistics"))
        made.setHorizontalHeaderLabels(titles)
        made.verticalHeader().hide()
        made.verticalHeader().setDefaultSectionSize(_ROW)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setTabKeyNavigation(False)
        made.setShowGrid(False)
        made.setWordWrap(True)
        made.setItemDelegate(_BarDelegate(theme, made))
        head = made.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(0, made.fontMetrics().averageCharWidth() * _NAME)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        for row, speech in enumerate(self._figures):
            self._fill(made, row, speech)
        return made

    def _fill(self, made: QTableWidget, row: int, speech: Speech) -> None:
        cells: list[tuple[str, float]] = [
            (speech.name, 0.0),
            (clock(speech.talk), self._share(speech.talk, [s.talk for s in self._figures])),
            (f"{speech.words:,}", self._share(speech.words, [s.words for s in self._figures])),
            (f"{speech.struck:,}", self._share(speech.struck, [s.struck for s in self._figures])),
            (clock(speech.saved), self._share(speech.saved, [s.saved for s in self._figures])),
        ]
        for habit in Habit:
            rates = [other.per_minute(other.habits[habit]) for other in self._figures]
            cells.append((f"{rates[row]:.1f}", self._share(rates[row], rates)))
        for column, (text, share) in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setData(_SHARE, share)
            made.setItem(row, column, item)

    def _share(self, value: float, of: Sequence[float]) -> float:
        """How long the bar is, the longest being 1."""
        return value / max(of) if max(of, default=0) > 0 else 0.0

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        save = buttons.addButton(self.tr("&Save as CSV…"), QDialogButtonBox.ButtonRole.ActionRole)
        save.clicked.connect(self.saving.emit)
        buttons.rejected.connect(self.reject)
        layout = titled_column(self, self.tr("Speaking statistics"))
        about = muted(self.tr("What the clean-up found and nobody let stand."), self)
        layout.addWidget(about)
        layout.addWidget(self._table, 1)
        layout.addWidget(heading(table("statistics")["phrases"], self))
        layout.addWidget(self._phrases)
        layout.addWidget(buttons)

    def _show_phrases(self, row: int) -> None:
        if not 0 <= row < len(self._figures):
            return
        speech = self._figures[row]
        listed = ", ".join(f"“{phrase}” {count}×" for phrase, count in speech.top)
        said = listed or self.tr("nothing")
        self._phrases.setText(self.tr("{name}: {phrases}").format(name=speech.name, phrases=said))


class _BarDelegate(QStyledItemDelegate):
    """Draws a figure with its bar below; the figure is the text a screen reader reads."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        # The whole row is chosen, so the frame round one cell of it says nothing.
        option.state &= ~QStyle.StateFlag.State_HasFocus
        if index.column() == 0:
            super().paint(painter, option, index)
            return
        text, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(8, 5, -12, -9)
        painter.setFont(tabular(option.font))
        painter.setPen(self._theme.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text)
        track = QRectF(box.left(), box.bottom() - 1, box.width(), 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("bar"))
        painter.drawRoundedRect(track, 2.5, 2.5)
        share = float(index.data(_SHARE) or 0)
        if share > 0:
            track.setWidth(max(5.0, track.width() * share))
            painter.setBrush(self._theme.colour("accent"))
            painter.drawRoundedRect(track, 2.5, 2.5)
        painter.restore()
