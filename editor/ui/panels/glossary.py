"""Glossary panel: how the show's words are written, what they are misheard as, new ones to take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.app.glossary.entries import Entry, add_entries, entries_of, load, save, set_entries
from editor.app.glossary.shows import Difference, Shows, choose_show, show_name, show_of
from editor.model.edits import Aspect, Change, Edit
from editor.model.errors import UserError
from editor.ui.dialogs.keep_for_show import keep_for_show
from editor.ui.pieces import SIDE, ChoiceBox, heading, heading_row, muted, tabular

if TYPE_CHECKING:
    from editor.app.session import Session
    from editor.ui.chosen_folders import ChosenFolder

_SHOWN: Final = 40
"""Found terms that are offered at once."""


class GlossaryPanel(QWidget):
    """``failed`` carries what could not be read or written; ``checked`` asks for its corrections.

    ``kept`` carries the show whose other episodes have the entries now; ``learnt`` comes when the
    word that was brought here from the page is in; ``sought`` asks for names and terms to offer.
    """

    failed = Signal(object)
    kept = Signal(str)
    learnt = Signal()
    checked = Signal()
    sought = Signal()

    def __init__(
        self, session: Session, do: Callable[[Edit], object], shows: Shows, folder: ChosenFolder
    ) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Glossary"))
        self._session = session
        self._do = do
        self._shows = shows
        self._folder = folder
        self._filling = self._brought = False
        self._shown: tuple[Entry, ...] | None = None
        self._written = QLineEdit(self)
        self._misheard = QLineEdit(self)
        self._table = QTableWidget(0, 2, self)
        self._terms = QListWidget(self)
        self._terms_title = heading(self.tr("Found: Return takes one in"), self)
        self._count = muted("", self)
        self._count.setFont(tabular(self._count.font()))
        self._about = muted(
            self.tr("How names and terms are written; no clean-up touches them."), self
        )
        self._about.setWordWrap(True)
        self._buttons = {
            "add": QPushButton(self.tr("Add"), self),
            "remove": QPushButton(self.tr("Remove"), self),
            "correct": QPushButton(self.tr("Correct…"), self),
            "find": QPushButton(self.tr("Find terms"), self),
            "import": QPushButton(self.tr("Import…"), self),
            "export": QPushButton(self.tr("Export…"), self),
        }
        self._show = self._show_chooser()
        self._keep = QPushButton(self.tr("Keep for the show…"), self)
        self._name_parts()
        self._lay_out()
        self._connect()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        self._unwatch = session.episode.watch(self)
        self.refresh()

    def _show_chooser(self) -> ChoiceBox:
        """The shows there are, and a field for the name of another one."""
        box = ChoiceBox(self)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setAccessibleName(self.tr("Show"))
        return box

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """The glossary lies in the project's info."""
        if change.touches(Aspect.INFO):
            self._later.start()

    def close_watch(self) -> None:
        """Stop listening; the project is closed."""
        self._later.stop()
        self._unwatch()

    def begin(self, misheard: str) -> None:
        """Start an entry for a word of the transcript: only how it is written is to be typed."""
        self._brought = True
        self._misheard.setText(misheard)
        self._written.setText(misheard)
        self._written.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._written.selectAll()

    def refresh(self) -> None:
        """Show the entries as they are; other choices of the project leave the table alone."""
        info = self._session.episode.info
        entries = entries_of(info)
        self._name_show(show_of(info), entries)
        if entries == self._shown and self._table.rowCount() == len(entries):
            return
        self._shown = entries
        self._count.setText(f"{len(entries):,}" if entries else "")
        self._filling = True
        self._table.setRowCount(len(entries))
        for row, entry in enumerate(entries):
            for column, text in enumerate(entry):
                self._table.setItem(row, column, QTableWidgetItem(text))
        self._filling = False
        self._buttons["correct"].setEnabled(any(entry.misheard for entry in entries))
        for button in ("export", "remove"):
            self._buttons[button].setEnabled(bool(entries))

    def _name_show(self, show: str, entries: Sequence[Entry]) -> None:
        """Say which show the episode is of; the others can be chosen, or a new one typed."""
        names = self._shows.names()
        if [self._show.itemText(at) for at in range(self._show.count())] != names:
            self._show.clear()
            self._show.addItems(names)
        self._show.setCurrentIndex(self._show.findText(show))
        self._show.setCurrentText(show)
        self._keep.setEnabled(bool(show and (entries or self._shows.has(show))))

    def _take_show(self) -> None:
        """The episode is of the show that was chosen or typed: its glossary is taken in."""
        episode, show = self._session.episode, show_name(self._show.currentText())
        if show == show_of(episode.info):
            return
        try:
            known = self._shows.entries(show) if self._shows.has(show) else ()
            self._do(choose_show(episode, show, known))
        except UserError as error:
            self.failed.emit(error)

    def _keep_show(self) -> None:
        """Let the other episodes of the show have these entries, once it is seen what changes."""
        info = self._session.episode.info
        show = show_of(info)
        try:
            changes = self._shows.differences(show, entries_of(info))
        except UserError as error:
            self.failed.emit(error)
            return
        if not changes:
            self.kept.emit(show)
            return
        asked = keep_for_show(show, changes, self)
        asked.accepted.connect(lambda: self._change_show(show, asked.wanted))
        asked.open()

    def _change_show(self, show: str, wanted: Sequence[Difference]) -> None:
        try:
            self._shows.change(show, wanted)
        except UserError as error:
            self.failed.emit(error)
            return
        self.refresh()
        self.kept.emit(show)

    def _name_parts(self) -> None:
        for field, name in (
            (self._written, self.tr("Written")),
            (self._misheard, self.tr("Misheard as: one, several with commas, none")),
        ):
            field.setPlaceholderText(name)
            field.setAccessibleName(name)
        self._table.setHorizontalHeaderLabels([self.tr("Written"), self.tr("Misheard as")])
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._table.horizontalHeader().setDefaultAlignment(start)
        self._table.verticalHeader().hide()
        self._table.setShowGrid(False)
        self._table.setAccessibleName(self.tr("Glossary"))
        self._table.setTabKeyNavigation(False)
        self._terms.setProperty("role", "rows")
        self._terms.setAccessibleName(self.tr("Terms found"))
        self._terms.setAccessibleDescription(self.tr("Return takes a term into the glossary."))
        if (named := self._show.lineEdit()) is not None:
            named.setPlaceholderText(self.tr("Name of the show"))
            named.setAccessibleName(self.tr("Show"))

    def _lay_out(self) -> None:
        whose = QHBoxLayout()
        whose.setSpacing(6)
        whose.addWidget(self._show, 1)
        whose.addWidget(self._keep)
        grid = QGridLayout()
        grid.setSpacing(6)
        for place, button in enumerate(self._buttons.values()):
            grid.addWidget(button, place // 3, place % 3)
        column = QVBoxLayout()
        column.setContentsMargins(SIDE, 0, SIDE, 10)
        column.setSpacing(7)
        for part in (self._about, self._written, self._misheard):
            column.addWidget(part)
        column.addLayout(grid)
        column.addLayout(whose)
        column.addWidget(self._table, 1)
        column.addWidget(self._terms_title)
        column.addWidget(self._terms, 1)
        self._terms_title.hide()
        self._terms.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(heading_row(heading(self.tr("Glossary"), self), self._count))
        whole.addLayout(column)

    def _connect(self) -> None:
        self._show.activated.connect(lambda _at: self._take_show())
        field = self._show.lineEdit()
        if field is not None:
            field.editingFinished.connect(self._take_show)
        self._keep.clicked.connect(self._keep_show)
        self._written.returnPressed.connect(self._add)
        self._misheard.returnPressed.connect(self._add)
        self._table.cellChanged.connect(self._changed)
        self._terms.itemActivated.connect(lambda item: self._take(item.text()))
        acts = (
            self._add,
            self._remove,
            self.checked.emit,
            self.sought.emit,
            self._import,
            self._export,
        )
        for button, act in zip(self._buttons.values(), acts, strict=True):
            button.clicked.connect(lambda _on=False, act=act: act())

    def _add(self) -> None:
        written, misheard = self._written.text().strip(), self._misheard.text().split(",")
        if written:
            entries = [Entry(written, one.strip()) for one in misheard if one.strip()]
            self._do(add_entries(self._session.episode, entries or [Entry(written)]))
            self._written.clear()
            self._misheard.clear()
            self._written.setFocus()
            brought, self._brought = self._brought, False
            if brought:
                self.learnt.emit()

    def _remove(self) -> None:
        gone = {index.row() for index in self._table.selectedIndexes()}
        entries = entries_of(self._session.episode.info)
        kept = [entry for row, entry in enumerate(entries) if row not in gone]
        if len(kept) < len(entries):
            self._do(set_entries(self._session.episode, kept))

    def _changed(self, _row: int, _column: int) -> None:
        if not self._filling:
            self._shown = None  # what was typed may be refused, or kept in another form
            self._later.start()
            rows = range(self._table.rowCount())
            self._do(set_entries(self._session.episode, [self._entry(row) for row in rows]))

    def _entry(self, row: int) -> Entry:
        cells = (self._table.item(row, column) for column in range(2))
        return Entry(*(cell.text() if cell is not None else "" for cell in cells))

    def offer(self, terms: Sequence[str]) -> None:
        """Offer names and terms that were found in notes, chapters, people and lines."""
        self._terms.clear()
        self._terms.addItems(list(terms[:_SHOWN]))
        self._terms_title.show()
        self._terms.show()
        if self._terms.count():
            self._terms.setCurrentRow(0)
            self._terms.setFocus()

    def _take(self, term: str) -> None:
        self._do(add_entries(self._session.episode, [Entry(term)]))
        self._terms.takeItem(self._terms.currentRow())

    def _import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Take a glossary"),
            str(self._folder),
            self.tr("Tables (*.csv *.txt)"),
        )
        if name:
            self._folder.keep(Path(name))
            try:
                self._do(add_entries(self._session.episode, load(Path(name))))
            except UserError as error:
                self.failed.emit(error)

    def _export(self) -> None:
        show = show_of(self._session.episode.info)
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export the glossary"),
            str(Path(str(self._folder)) / f"{show or self.tr('glossary')}.csv"),
            self.tr("Tables (*.csv)"),
        )
        if name:
            self._folder.keep(Path(name))
            try:
                save(Path(name), entries_of(self._session.episode.info))
            except UserError as error:
                self.failed.emit(error)
