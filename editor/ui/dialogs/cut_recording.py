"""Cut dialog: what to make of the struck words - a copy of the recording, or a list of cuts."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from editor.app.cut_copy import FADE, LONGEST_FADE, SHORTEST_FADE, copy_path
from editor.app.cut_export import DEFAULT_RATE, SUFFIXES, CutForm, CutOptions
from editor.formats.cut_lists.timecode import DROPPING, RATES, frame_rate
from editor.ui.dialogs.setting_out import answers, file_row, titled_column
from editor.ui.pieces import ChoiceBox, grow, muted

_WIDTH: Final = 560


class CutDialog(QDialog):
    """``form`` is ``None`` for a copy; ``planned`` asks for the cuts to be counted anew."""

    planned = Signal()

    def __init__(
        self, project: Path, recording: Path | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Cut the recording"))
        self.setMinimumWidth(_WIDTH)
        self._project = project
        self._recording = recording
        self._named = False
        self._build()
        self._show()

    @property
    def form(self) -> CutForm | None:
        """In which form the list is written; ``None`` where the recording is copied."""
        return CutForm(chosen) if (chosen := self._form.currentData()) else None

    @property
    def options(self) -> CutOptions:
        """How a list is written."""
        drop = self._drop.isChecked() and self._drop.isEnabled()
        return CutOptions(
            self.form or CutForm.JSON, frame_rate(self._rate.currentText(), drop=drop)
        )

    @property
    def fade(self) -> int:
        """How long a crossfade lasts (ms)."""
        return self._fade.value()

    @property
    def estimated(self) -> bool:
        """Whether to cut where nobody measured the times, too."""
        return self._estimated.isChecked()

    @property
    def path(self) -> Path:
        """Where the file goes."""
        return Path(self._place.text().strip())

    def show_account(self, sentences: list[str]) -> None:
        """Say what would be cut."""
        self._facts.setText("\n".join(sentences))
        grow(self)

    def _build(self) -> None:
        self._form = ChoiceBox()
        self._form.setAccessibleName(self.tr("Write"))
        if self._recording is not None:
            self._form.addItem(self.tr("A copy of the recording, with project and captions"), "")
        for title, form in (
            (self.tr("Labels for Audacity"), CutForm.AUDACITY),
            (self.tr("Edit list for video editors (CMX 3600)"), CutForm.EDL),
            (self.tr("OpenTimelineIO"), CutForm.OTIO),
            (self.tr("Data (JSON)"), CutForm.JSON),
        ):
            self._form.addItem(title, str(form))
        self._rate = ChoiceBox()
        self._rate.setAccessibleName(self.tr("Frames a second"))
        self._rate.addItems([rate.name for rate in RATES])
        self._rate.setCurrentText(DEFAULT_RATE)
        self._drop = QCheckBox(self.tr("Drop-frame timecode"))
        self._fade = QSpinBox()
        self._fade.setAccessibleName(self.tr("Crossfade at each cut"))
        self._fade.setRange(SHORTEST_FADE, LONGEST_FADE)
        self._fade.setValue(FADE)
        self._fade.setSuffix(self.tr(" ms"))
        self._estimated = QCheckBox(self.tr("Cut at estimated times, too"))
        self._facts = muted("", self)
        self._facts.setWordWrap(True)
        self._place = QLineEdit()
        self._place.setAccessibleName(self.tr("File to write"))
        self._lay_out()
        self._form.currentIndexChanged.connect(self._show)
        self._rate.currentIndexChanged.connect(self._show)
        self._estimated.toggled.connect(lambda _: self.planned.emit())
        self._place.textEdited.connect(lambda _: setattr(self, "_named", True))

    def _lay_out(self) -> None:
        self._rows = QFormLayout()
        self._rows.addRow(self.tr("&Write"), self._form)
        self._rows.addRow(self.tr("F&rames a second"), self._rate)
        self._rows.addRow("", self._drop)
        self._rows.addRow(self.tr("&Crossfade"), self._fade)
        write = QPushButton(self.tr("Wri&te"), self)
        about = muted(self.tr("The recording itself is only read, never changed."), self)
        layout = titled_column(self, self.tr("Cut the recording"))
        layout.addWidget(about)
        layout.addLayout(self._rows)
        layout.addWidget(self._estimated)
        layout.addWidget(self._facts)
        layout.addLayout(file_row(self, self.tr("&File"), self._place, self._browse))
        layout.addStretch(1)
        layout.addWidget(answers(self, write))

    def _show(self) -> None:
        form = self.form
        for widget in (self._rate, self._drop):
            self._rows.setRowVisible(widget, form is CutForm.EDL)
        self._rows.setRowVisible(self._fade, form is None)
        self._drop.setEnabled(self._rate.currentText() in DROPPING)
        # A list that is flagged can be looked over; a copy cut at a guess loses words.
        self._estimated.setChecked(form is not None)
        if not self._named:
            self._place.setText(str(self._proposed(form)))

    def _proposed(self, form: CutForm | None) -> Path:
        if form is None and self._recording is not None:
            return self._project.parent / copy_path(self._recording).name
        return self._project.with_suffix(SUFFIXES[form or CutForm.JSON])

    def _browse(self) -> None:
        # A copy never takes the place of a file: to ask whether it may would promise otherwise.
        asking = QFileDialog.Option(0) if self.form else QFileDialog.Option.DontConfirmOverwrite
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Write to"), self._place.text(), "", "", asking
        )
        if chosen:
            self._place.setText(chosen)
            self._named = True
