"""Import glossary: whose glossary a new project takes, and which of its corrections are made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from editor.app.glossary.on_import import Taken, correctable
from editor.model.errors import UserError
from editor.model.time import clock
from editor.ui.pieces import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.app.glossary.entries import Entry
    from editor.app.glossary.shows import Shows
    from editor.app.jobs import Job, Runner
    from editor.app.review.items import Item
    from editor.model.episode import Episode

_ITEM: Final = Qt.ItemDataRole.UserRole
_AROUND: Final = 34
"""Characters shown on each side of a place."""


class GlossaryChoice(QWidget):
    """A row of a form; ``places`` is the list of what would be corrected, each with a tick.

    Nothing is corrected unless that is ticked. ``counted`` carries how many places are ticked.
    """

    counted = Signal(int)
    failed = Signal(object)

    def __init__(self, shows: Shows, runner: Runner) -> None:
        super().__init__()
        self._shows = shows
        self._runner = runner
        self._episode: Episode | None = None
        self._entries: Sequence[Entry] = ()
        self._job: Job | None = None
        self._whose = ChoiceBox(self)
        self._whose.setAccessibleName(self.tr("Glossary"))
        self._whose.addItem(self.tr("None"), "")
        for name in shows.names():
            self._whose.addItem(name, name)
        self._correct = QCheckBox(self.tr("Correct what it says is misheard"), self)
        self._browse = QPushButton(self.tr("Browse…"), self)
        self._browse.setAutoDefault(False)
        self._browse.setAccessibleName(self.tr("Browse: {name}").format(name=self.tr("Glossary")))
        self.places = QListWidget()
        self.places.setProperty("role", "rows")
        self.places.setAccessibleName(self.tr("What would be corrected; Space lets a place stand"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._whose, 1)
        row.addWidget(self._browse)
        row.addWidget(self._correct)
        self._whose.currentIndexChanged.connect(lambda _at: self._choose())
        self._correct.toggled.connect(lambda _on: self._tell())
        self.places.itemChanged.connect(lambda _item: self._tell())
        self._browse.clicked.connect(self._pick)
        self._tell()

    @property
    def first(self) -> QWidget:
        """The field that the access key of the row leads to."""
        return self._whose

    @property
    def taken(self) -> Taken | None:
        """What was chosen; ``None`` where no glossary was."""
        if not self._entries:
            return None
        name = str(self._whose.currentData())
        ticked = self._ticked() if self._correct.isChecked() else ()
        return Taken(name if self._shows.has(name) else "", self._entries, ticked)

    def use(self, episode: Episode) -> None:
        """Look through another episode, or the same one read in another encoding."""
        self._episode = episode
        self._look()

    def _choose(self) -> None:
        name = str(self._whose.currentData())
        self._entries = ()
        if name:
            try:
                self._entries = self._shows.entries(name)
            except UserError as error:
                self.failed.emit(error)
        self._look()

    def _look(self) -> None:
        """Look for the places beside the window."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.places.clear()
        if self._entries and self._episode is not None:
            work = correctable(self._episode, self._entries)
            self._job = self._runner.start(
                "review", work, done=self._list, failed=self.failed.emit, quiet=True
            )
        self._tell()

    def _list(self, found: list[Item]) -> None:
        self._job = None
        if self._episode is None:
            return
        lines = self._episode.transcript
        self.places.blockSignals(True)
        for one in found:
            line = lines.by_id(one.line)
            first, last = max(0, one.start - _AROUND), one.end + _AROUND
            before = ("…" if first else "") + line.text[first : one.start]
            after = line.text[one.end : last] + ("…" if last < len(line.text) else "")
            shown = f"{clock(line.start)}   {before}{one.words} → {one.suggestion}{after}"
            item = QListWidgetItem(shown, self.places)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setData(_ITEM, one)
        self.places.blockSignals(False)
        self._correct.setChecked(bool(found) and self._correct.isChecked())
        self._tell()

    def _ticked(self) -> list[Item]:
        rows = (self.places.item(row) for row in range(self.places.count()))
        return [row.data(_ITEM) for row in rows if row.checkState() is Qt.CheckState.Checked]

    def _tell(self) -> None:
        self._correct.setEnabled(self.places.count() > 0)
        self.counted.emit(len(self._ticked()) if self._correct.isChecked() else 0)

    def _pick(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Take a glossary"), "", self.tr("Tables (*.csv *.txt)")
        )
        if name:
            self._whose.addItem(Path(name).name, name)
            self._whose.setCurrentIndex(self._whose.count() - 1)
