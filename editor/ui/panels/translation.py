"""Translation panel: a second language beside the first, its style guide and what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from editor.ui.command_button import CommandButton
from editor.ui.panels.cue_rows import CueList
from editor.ui.panels.guides import GuideChooser
from editor.ui.panels.translation_rows import TranslationModel, TranslationRows
from editor.ui.pieces import SIDE, ChoiceBox, heading, heading_row, inset, muted, tabular
from editor.ui.text import language_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from editor.app.translating import Beside
    from editor.ui.actions import Actions
    from editor.ui.theme import Theme

_BUTTONS: Final = (
    ("translation.import", "Import…"),
    ("translation.export", "Export…"),
    ("translation.fits", "Still fits"),
    ("translation.previous", "Previous"),
    ("translation.next", "Next"),
    ("translation.repair", "Fix"),
)


class TranslationPanel(QWidget):
    """``chosen`` carries the row to go to, ``heard`` the one to play."""

    chosen = Signal(int)
    heard = Signal(int)
    spoken = Signal(str)
    """Another language is wanted (its tag; "" to ask for one)."""
    guided = Signal(str)
    """Another style guide is wanted (its key)."""
    opened = Signal()
    """The panel is on the screen."""

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Translation"))
        self.model = TranslationModel()
        self._count = muted("", self)
        self._count.setFont(tabular(self._count.font()))
        self._language = ChoiceBox(self)
        self._language.setAccessibleName(self.tr("Language"))
        self._guide = GuideChooser(self.tr("Style guide of the translation"), self)
        for box in (self._language, self._guide):
            box.setMinimumContentsLength(6)
        self._state = QLabel(self)
        self._state.setWordWrap(True)
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        self._told.setProperty("role", "warning")
        self._told.setVisible(False)
        self.list = CueList(self)
        self._name_list(theme)
        self._lay_out(actions)
        self._connect()

    @property
    def row(self) -> int:
        """The row in hand; -1 where there is none."""
        return self.list.currentIndex().row()

    @property
    def typing(self) -> bool:
        """Whether somebody is writing a translation just now."""
        return self.list.state() is CueList.State.EditingState

    def show_languages(self, languages: Sequence[str], chosen: str) -> None:
        """Offer these languages, and another one."""
        with QSignalBlocker(self._language):
            self._language.clear()
            for tag in dict.fromkeys([*languages, *([chosen] if chosen else [])]):
                self._language.addItem(language_name(tag), tag)
            self._language.addItem(self.tr("Another…"), "")
            self._language.setCurrentIndex(self._language.findData(chosen))

    def show_beside(self, made: Beside) -> None:
        """Show what was found of the language."""
        self.model.show_pairs(made.pairs)
        self._guide.show_guide(made.profile)
        done = len(made.pairs) - made.missing
        self._count.setText(f"{done:,} / {len(made.pairs):,}" if made.pairs else "")
        told = [self.tr("{count} not translated").format(count=f"{made.missing:,}")]
        told.append(self.tr("{count} with a changed source").format(count=f"{made.stale:,}"))
        told.append(self.tr("{count} to fix").format(count=f"{made.findings:,}"))
        self._state.setText(" · ".join(told))

    def show_nothing(self) -> None:
        """There is no second language yet."""
        self.model.show_pairs([])
        self._count.setText("")
        self._state.setText(
            self.tr("Import captions in another language, or choose a language to translate into.")
        )

    def show_row(self, row: int) -> None:
        """Choose a row and bring it into view."""
        if 0 <= row < self.model.rowCount() and row != self.row:
            index = self.model.index(row)
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(index, select)
            self.list.scrollTo(index)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.opened.emit()

    def _name_list(self, theme: Theme) -> None:
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Translation, line by line"))
        self.list.setAccessibleDescription(
            self.tr("F2 opens the translation for typing, Return goes to the words, Space plays.")
        )
        self.list.setEditTriggers(
            CueList.EditTrigger.EditKeyPressed | CueList.EditTrigger.DoubleClicked
        )
        self.list.show_by(TranslationRows(theme, self.list))
        theme.changed.connect(self.list.viewport().update)

    def _lay_out(self, actions: Actions) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(SIDE, 0, SIDE, 6)
        grid.setSpacing(6)
        grid.addWidget(self._language, 0, 0)
        grid.addWidget(self._guide, 0, 1, 1, 2)
        for at, (command, text) in enumerate(_BUTTONS):
            button = CommandButton(self.tr(text), command, actions, self)
            grid.addWidget(button, 1 + at // 3, at % 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(heading_row(heading(self.tr("Translation"), self), self._count))
        layout.addLayout(grid)
        layout.addLayout(inset(self._state))
        layout.addWidget(self.list, 1)
        layout.addLayout(inset(self._told, 4, 8))

    def _connect(self) -> None:
        self._language.activated.connect(
            lambda at: self.spoken.emit(str(self._language.itemData(at)))
        )
        self._guide.guided.connect(self.guided)
        self.list.selectionModel().currentChanged.connect(lambda: self._tell())
        self.model.dataChanged.connect(lambda: self._tell())
        self.model.modelReset.connect(self._tell)
        self.list.activated.connect(lambda index: self.chosen.emit(index.row()))
        self.list.clicked.connect(lambda index: self.chosen.emit(index.row()))
        self.list.heard.connect(self.heard)

    def _tell(self) -> None:
        """Say what there is to look at in the row in hand."""
        row = self.row
        signs = self.model.told(self.model.pairs[row]) if row >= 0 else []
        self._told.setText("\n".join(signs))
        self._told.setVisible(bool(signs))
