"""Captions panel: the style guide, meters, the list of captions and what is to be fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from editor.model.render import View
from editor.ui.command_button import CommandButton
from editor.ui.lettering import SHAPES
from editor.ui.panels.caption_findings import CaptionFindings
from editor.ui.panels.cue_model import CUE, CueModel
from editor.ui.panels.cue_rows import CueList, CueRows
from editor.ui.panels.guides import GuideChooser
from editor.ui.panels.meters import Meter, measure
from editor.ui.pieces import SIDE, ChoiceBox, heading, heading_row, muted, rule, tabular

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from editor.app.caption_board import CaptionBoard
    from editor.app.caption_watch import CaptionWatch
    from editor.captions.cue import Cue
    from editor.captions.live import Reflown
    from editor.ui.actions import Actions
    from editor.ui.theme import Theme

_BUTTONS: Final = (
    ("caption.part", "Part"),
    ("caption.join", "Join"),
    ("caption.line", "Line"),
    ("caption.lock", "Lock"),
    ("caption.edit", "Text"),
    ("caption.release", "Let go"),
)

_SHAPE_FROM: Final = 32
_KEYS_FROM: Final = 26
"""How many lines of letters a panel is high that has room for the picture's shape, and for the
keys."""
_FINDINGS: Final = 0.28
"""The part of the panel that the findings of one caption may take before they scroll."""


class CaptionPanel(QWidget):
    """``chosen`` carries the row of a caption to go to, ``heard`` of one to play."""

    chosen = Signal(int)
    heard = Signal(int)
    guided = Signal(str)
    """Another style guide is wanted (its key)."""
    shaped = Signal(str)
    """Another shape of the picture is wanted: of ``SHAPES``, or "" for the film's own."""
    worded = Signal(object)
    """Captions of other words are wanted (a ``View``)."""
    stood = Signal(int)
    """Another caption is the chosen one (its row), by whatever way."""
    typed = Signal(int, str)
    """A caption is being given a text: its row, the text so far."""
    left = Signal()
    """Nobody types in a caption any more: its text was taken over, or not."""
    laid = Signal()
    """Captions were laid over the words anew, or taken away from them."""
    opened = Signal()
    """The panel is on the screen."""

    def __init__(
        self, board: CaptionBoard, watch: CaptionWatch, actions: Actions, theme: Theme
    ) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Captions"))
        self._board = board
        self.model = CueModel(board, watch)
        self._count = muted("", self)
        self._guide = GuideChooser(self.tr("Style guide"), self)
        self._words = ChoiceBox(self)
        self._shape = ChoiceBox(self)
        self._choices = QGridLayout()
        self._keys = QWidget(self)
        self._meters = (
            Meter(self.tr("Speed"), self.tr("Characters a second"), theme, self),
            Meter(self.tr("Width"), self.tr("Characters a line"), theme, self),
        )
        self.list = CueList(self)
        self.findings = CaptionFindings(actions, self)
        self._fill_choices()
        self._name_parts(theme)
        self._lay_out(actions)
        self._connect()
        self.show_choices()
        self._tell()

    @property
    def row(self) -> int:
        """The caption that is chosen in the list; -1 where none is."""
        return self.list.currentIndex().row()

    def show_choices(self) -> None:
        """Show the style guide and the words that are in force."""
        self._guide.show_guide(self._board.profile)
        self._words.setCurrentIndex(self._words.findData(self._board.view))

    def show_shape(self, shape: str) -> None:
        """Show the shape of picture in force."""
        self._shape.setCurrentIndex(self._shape.findData(shape))

    def show_all(self) -> None:
        """Show all captions anew."""
        row = self.row
        self.model.take_all()
        self.list.measure()
        self.show_row(min(row, self.model.rowCount() - 1))
        self._tell()

    def take(self, changed: Reflown) -> None:
        """Show what was re-flown."""
        self.model.take(changed)
        self._tell()
        self._show_current()

    def show_row(self, row: int) -> None:
        """Choose a caption and bring it into view; nothing is told of it."""
        if row == self.row or not 0 <= row < self.model.rowCount():
            return
        blocked = self.list.selectionModel().blockSignals(True)
        index = self.model.index(row)
        self.list.setCurrentIndex(index)
        self.list.selectionModel().blockSignals(blocked)
        self.list.scrollTo(index)
        self.list.viewport().update()
        self._show_current()

    def edit(self) -> None:
        """Open the text of the chosen caption for typing."""
        if self.row >= 0:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.edit(self.list.currentIndex())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.opened.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _fill_choices(self) -> None:
        for view, title in ((View.CLEAN, self.tr("Clean")), (View.VERBATIM, self.tr("Verbatim"))):
            self._words.addItem(title, view)
        self._shape.addItem(self.tr("As the film"), "")
        for shape in SHAPES:
            self._shape.addItem(shape, shape)

    def _name_parts(self, theme: Theme) -> None:
        self._count.setFont(tabular(self._count.font()))
        self._words.setAccessibleName(self.tr("Words of the captions"))
        self._shape.setAccessibleName(self.tr("Shape of the picture"))
        self._guide.setMinimumContentsLength(8)
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Captions"))
        self.list.setAccessibleDescription(
            self.tr("Return goes to the words, Space plays the caption, F2 gives it another text.")
        )
        self.list.setEditTriggers(CueList.EditTrigger.EditKeyPressed)
        rows = CueRows(self._board, theme, self.list)
        rows.typed.connect(self.typed)
        rows.closeEditor.connect(lambda: self.left.emit())
        self.list.show_by(rows)
        theme.changed.connect(self.list.viewport().update)

    def _lay_out(self, actions: Actions) -> None:
        choices = self._choices
        choices.setContentsMargins(SIDE, 0, SIDE, 0)
        choices.setSpacing(6)
        gauges = QHBoxLayout()
        gauges.setContentsMargins(SIDE, 4, SIDE, 2)
        gauges.setSpacing(18)
        for meter in self._meters:
            gauges.addWidget(meter)
        grid = QGridLayout(self._keys)
        grid.setContentsMargins(SIDE, 4, SIDE, 8)
        grid.setSpacing(6)
        for at, (command, text) in enumerate(_BUTTONS):
            button = CommandButton(self.tr(text), command, actions, self)
            grid.addWidget(button, at // 3, at % 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(heading_row(heading(self.tr("Captions"), self), self._count))
        layout.addLayout(choices)
        layout.addLayout(gauges)
        layout.addWidget(self._keys)
        layout.addWidget(rule(self))
        layout.addWidget(self.list, 1)
        layout.addWidget(rule(self))
        layout.addWidget(self.findings)

    def _make_room(self) -> None:
        """Leave out what is elsewhere too, so that list and findings have their room.

        The shape of the picture goes first, then the keys: the Captions menu has both.
        """
        lines = self.height() // max(1, self.fontMetrics().height())
        large = lines >= _SHAPE_FROM
        self._shape.setVisible(large)
        self._keys.setVisible(lines >= _KEYS_FROM)
        self._choices.addWidget(self._guide, 0, 0, 1, 2 if large else 1)
        self._choices.addWidget(self._words, *((1, 0) if large else (0, 1)))
        self._choices.addWidget(self._shape, 1, 1)
        self.findings.give(int(self.height() * _FINDINGS))

    def _connect(self) -> None:
        self._guide.guided.connect(self.guided)
        self._words.activated.connect(lambda at: self.worded.emit(self._words.itemData(at)))
        self._shape.activated.connect(lambda at: self.shaped.emit(self._shape.itemData(at)))
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.activated.connect(lambda index: self.chosen.emit(index.row()))
        self.list.clicked.connect(lambda index: self.chosen.emit(index.row()))
        self.list.doubleClicked.connect(lambda index: self.heard.emit(index.row()))
        self.list.heard.connect(self.heard)

    def _choose(self, now: QModelIndex) -> None:
        del now
        self._show_current()

    def _show_current(self) -> None:
        cue: Cue | None = self.list.currentIndex().data(CUE)
        measure(self._meters, cue, self._board.profile)
        self.stood.emit(self.row)

    def _tell(self) -> None:
        count, made = self.model.rowCount(), self._board.in_step
        self._count.setText(f"{count:,}" if count else "" if made else self.tr("being made…"))
