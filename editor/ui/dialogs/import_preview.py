"""Import preview: what was found in a file, what is odd about it, and where the project goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from editor.app.glossary.on_import import Taken
from editor.app.importing import AUDIO_SUFFIXES, Plan
from editor.app.opening import free_project_path
from editor.app.recording_fit import misfit
from editor.app.texts import remark_sentence, table
from editor.model.episode import Episode
from editor.model.time import clock
from editor.ui.dialogs.import_glossary import GlossaryChoice
from editor.ui.dialogs.setting_out import answers, bare_column
from editor.ui.pieces import ChoiceBox, muted, tabular, title_label
from editor.ui.text import counted

LINES_SHOWN: Final = 20


class ImportPreview(QDialog):
    """Shows a ``Plan`` before anything is written.

    ``encoding_chosen`` asks to read the source again in another encoding; ``show_plan`` then shows
    the new one. ``asked`` asks to make the project; the dialog stays, with all that was chosen in
    it, until that is done (``done``) or cannot be done like this (``refuse``). ``into`` is an open
    project, with its recording, that takes the lines in.
    """

    encoding_chosen = Signal(str)
    asked = Signal()

    def __init__(
        self,
        plan: Plan,
        glossary: GlossaryChoice,
        parent: QWidget | None = None,
        *,
        into: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self._into = into
        self.setWindowTitle(self.tr("Import"))
        self.resize(780, 620)
        self._title = title_label()
        self._facts = muted()
        self._facts.setWordWrap(True)
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        self._tabs = QTabWidget()
        self._lines = _table([self.tr("Time"), self.tr("Line")], self.tr("The first lines"))
        self._people = _list(self.tr("People and chapters"))
        self._remarks = _list(self.tr("Import report"))
        self._place = QLineEdit(str(free_project_path(plan.source)))
        self._recording = QLineEdit(str(plan.recording or ""))
        self._encoding = ChoiceBox()
        self._glossary = glossary
        self._warning = QLabel()
        self._make = QPushButton(self.tr("&Import"))
        self._build()
        self.show_plan(plan)

    @property
    def project(self) -> Path:
        """Where the project is to be made."""
        return Path(self._place.text().strip())

    @property
    def glossary(self) -> Taken | None:
        """The glossary that is taken in, with the places it is to correct; ``None`` for none."""
        return self._glossary.taken

    @property
    def recording(self) -> Path | None:
        """The recording that belongs to it, ``None`` for none."""
        text = self._recording.text().strip()
        return Path(text) if text else None

    def show_plan(self, plan: Plan) -> None:
        """Show what was read."""
        episode, imported = plan.episode, plan.imported
        self._title.setText(episode.info.title or plan.source.stem)
        self._facts.setText(self._sentence(episode, plan.source))
        _fill_lines(self._lines, episode)
        self._people.clear()
        for person in episode.speakers:
            self._people.addItem(f"{person.name} — {', '.join(person.roles) or self.tr('speaker')}")
        for chapter in episode.chapters:
            self._people.addItem(f"{clock(chapter.start)}  {chapter.title}")
        self._remarks.clear()
        doubts = misfit(episode)
        remarks = [*imported.remarks, *doubts]
        for remark in remarks:
            self._remarks.addItem(remark_sentence(remark.code, remark.line, remark.facts))
        self._glossary.use(episode)
        self._tabs.setTabText(2, self.tr("Report ({count})").format(count=len(remarks)))
        self._warn(" ".join(remark_sentence(one.code, one.line, one.facts) for one in doubts))
        self._show_encodings(imported.encoding)

    def accept(self) -> None:
        """Ask for the project, once at a time."""
        if self._make.isEnabled():
            self._make.setEnabled(False)
            self._warn("")
            self.asked.emit()

    def refuse(self, sentence: str) -> None:
        """Say why no project could be made of this; another choice may do."""
        self._make.setEnabled(True)
        self._warn(sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _warn(self, sentence: str) -> None:
        self._warning.setText(sentence)
        self._warning.setVisible(bool(sentence))

    def _build(self) -> None:
        self._place.setAccessibleName(self.tr("Project file"))
        self._recording.setAccessibleName(self.tr("Recording"))
        self._recording.setPlaceholderText(
            self.tr("None: everything but hearing works without one")
        )
        self._encoding.setAccessibleName(self.tr("Encoding of the file"))
        self._encoding.activated.connect(self._encoding_picked)
        self._tabs.addTab(self._lines, self.tr("First lines"))
        self._tabs.addTab(self._people, self.tr("People and chapters"))
        self._tabs.addTab(self._remarks, self.tr("Report"))
        self._tabs.addTab(self._glossary.places, self.tr("Corrections"))
        self._glossary.counted.connect(
            lambda count: self._tabs.setTabText(
                3, self.tr("Corrections ({count})").format(count=count)
            )
        )
        form = QFormLayout()
        glossary = _label(self.tr("&Glossary"), self._glossary.first)
        if self._into is not None:
            form.addRow(glossary, self._glossary)
            form.addRow(self.tr("Project"), muted(str(self._into)))
        else:
            form.addRow(self.tr("&Encoding"), self._encoding)
            recording = self._row(self._recording, self._pick_recording)
            form.addRow(_label(self.tr("&Recording"), self._recording), recording)
            form.addRow(glossary, self._glossary)
            place = self._row(self._place, self._pick_place)
            form.addRow(_label(self.tr("&Project"), self._place), place)
        self._lay_out(form)

    def _lay_out(self, form: QFormLayout) -> None:
        self._warning.setProperty("role", "warning")
        self._warning.setWordWrap(True)
        self._warning.setTextFormat(Qt.TextFormat.PlainText)
        layout = bare_column(self)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addWidget(self._facts)
        layout.addLayout(head)
        layout.addWidget(self._tabs, 1)
        layout.addLayout(form)
        layout.addWidget(self._warning)
        layout.addWidget(answers(self, self._make))

    def _row(self, field: QLineEdit, pick: object) -> QWidget:
        browse = QPushButton(self.tr("Browse…"))
        browse.setAutoDefault(False)  # Return imports
        browse.setAccessibleName(self.tr("Browse: {name}").format(name=field.accessibleName()))
        browse.clicked.connect(pick)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(field, 1)
        layout.addWidget(browse)
        return row

    def _sentence(self, episode: Episode, source: Path) -> str:
        facts = (
            counted(len(episode.transcript), self.tr("{count} line"), self.tr("{count} lines")),
            clock(episode.duration),
            counted(len(episode.speakers), self.tr("{count} person"), self.tr("{count} people")),
            counted(len(episode.chapters), self.tr("{count} chapter"), self.tr("{count} chapters")),
        )
        return f"{source.name}  ·  {'  ·  '.join(facts)}"

    def _show_encodings(self, current: str) -> None:
        names = [current, *(name for name in ENCODINGS if name != current)]
        self._encoding.clear()
        words = table("encodings")
        for name in names:
            self._encoding.addItem(words.get(name, name), name)

    @Slot()
    def _encoding_picked(self) -> None:
        self.encoding_chosen.emit(str(self._encoding.currentData()))

    @Slot()
    def _pick_recording(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in AUDIO_SUFFIXES)
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Recording"), self._recording.text() or self._place.text(), kinds
        )
        if chosen:
            self._recording.setText(chosen)

    @Slot()
    def _pick_place(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Project"), self._place.text(), "*.stet"
        )
        if chosen:
            self._place.setText(chosen)


ENCODINGS: Sequence[str] = (
    "utf-8", "cp1252", "iso8859-15", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256",
    "koi8-r", "utf-16-le", "utf-16-be", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr",
)  # fmt: skip
"""What a transcript may be written in, the likeliest first."""


def _label(text: str, field: QWidget) -> QLabel:
    """Return a label whose access key leads to the field, which is but a part of its row."""
    label = QLabel(text)
    label.setBuddy(field)
    return label


def _fill_lines(table: QTableWidget, episode: Episode) -> None:
    lines = episode.transcript[:LINES_SHOWN]
    table.setRowCount(len(lines))
    table.setColumnWidth(0, table.fontMetrics().horizontalAdvance("0:00:00") + 24)
    for row, segment in enumerate(lines):
        table.setItem(row, 0, QTableWidgetItem(clock(segment.start)))
        table.setItem(row, 1, QTableWidgetItem(segment.text[:400]))


def _table(headings: list[str], name: str) -> QTableWidget:
    table = QTableWidget(0, len(headings))
    table.setHorizontalHeaderLabels(headings)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    table.horizontalHeader().setHighlightSections(False)
    table.verticalHeader().setVisible(False)
    table.setShowGrid(False)
    table.setFont(tabular(table.font()))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setAccessibleName(name)
    return table


def _list(name: str) -> QListWidget:
    items = QListWidget()
    items.setProperty("role", "rows")
    items.setWordWrap(True)
    items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    items.setAccessibleName(name)
    return items
