"""Draft: which recording is written down, by which engine, with which model."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from editor.app.drafting import engines, needs_model
from editor.app.kept_draft import KeptDraft
from editor.app.texts import filled, table
from editor.cleaning.pack import languages
from editor.model.time import clock
from editor.ui.dialogs.setting_out import answers, titled_column
from editor.ui.pieces import ChoiceBox, explained, grow, muted
from editor.ui.text import language_name

_WIDTH: Final = 620


class DraftDialog(QDialog):
    """``engine``, ``model`` and ``language`` are what was chosen.

    ``kept`` is what was heard before, ``None`` where it is not to be gone on with.
    """

    def __init__(
        self, recording: Path, model: str, kept: KeptDraft | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Draft a transcript"))
        self.setMinimumWidth(_WIDTH)
        self._there = engines()
        self._engines = ChoiceBox(self)
        self._engines.setAccessibleName(self.tr("Engine"))
        for name, there in self._there.items():
            words = table("recognisers")[name]
            missing = self.tr("{engine} – not installed").format(engine=words)
            self._engines.addItem(words if there else missing, name)
        self._about = muted("", self)
        self._about.setWordWrap(True)
        self._model = QLineEdit(model, self)
        self._model.setAccessibleName(self.tr("Folder of the model"))
        self._choose = QPushButton(self.tr("Choose…"), self)
        self._choose.setAccessibleName(self.tr("Choose the folder of the model"))
        self._choose.setAutoDefault(False)
        self._language = self._spoken()
        self._kept = kept
        self._go_on = QCheckBox(self)
        if kept is not None:
            self._propose(kept)
        self._start = self._lay_out(recording)
        self._go_on.toggled.connect(self._show)
        self._engines.currentIndexChanged.connect(self._show)
        self._model.textChanged.connect(self._show)
        self._choose.clicked.connect(self._ask_folder)
        self._show()

    @property
    def engine(self) -> str:
        """The name of the engine."""
        return str(self._engines.currentData())

    @property
    def model(self) -> Path | None:
        """The folder of the model; ``None`` for an engine that needs none."""
        return Path(self._model.text().strip()) if needs_model(self.engine) else None

    @property
    def language(self) -> str:
        """An IETF tag."""
        typed = self._language.currentText().strip()
        known = self._language.findText(typed)
        return typed if known < 0 else str(self._language.itemData(known))

    def _spoken(self) -> QComboBox:
        """The languages there are words for, and any other by its tag."""
        box = ChoiceBox(self)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setAccessibleName(self.tr("Language that is spoken"))
        box.setToolTip(
            self.tr("Choose a language, or type the code of another, such as it or pt-BR")
        )
        for known in languages():
            box.addItem(language_name(known), known)
        box.setCurrentIndex(box.findData("en"))
        if (field := box.lineEdit()) is not None:
            field.setAccessibleName(box.accessibleName())
        return box

    @property
    def kept(self) -> KeptDraft | None:
        """What was heard before and is gone on with."""
        return self._kept if self._go_on.isChecked() else None

    def _propose(self, kept: KeptDraft) -> None:
        """Propose what was chosen before, and to go on from there."""
        said = (
            self.tr("Take in what is kept: all of it was heard")
            if kept.whole
            else self.tr("Go on at {done} of {total}: until there it is kept")
        )
        self._go_on.setText(said.format(done=clock(kept.done), total=clock(kept.total)))
        self._go_on.setChecked(True)
        self._engines.setCurrentIndex(max(0, self._engines.findData(kept.way.engine)))
        if kept.way.model is not None:
            self._model.setText(str(kept.way.model))
        spoken = self._language.findData(kept.way.language)
        self._language.setCurrentIndex(spoken)
        if spoken < 0:
            self._language.setCurrentText(kept.way.language)

    def _lay_out(self, recording: Path) -> QPushButton:
        folder = QHBoxLayout()
        folder.addWidget(self._model, 1)
        folder.addWidget(self._choose)
        form = QFormLayout()
        form.addRow(self.tr("Recording"), muted(recording.name, self))
        form.addRow(self.tr("Engine"), explained(self._engines, self._about))
        form.addRow(self.tr("Model"), folder)
        form.addRow(self.tr("Language"), self._language)
        if self._kept is not None:
            form.addRow("", self._go_on)
        self._go_on.setVisible(self._kept is not None)
        start = QPushButton(self.tr("&Write it down"), self)
        layout = titled_column(self, self.tr("Draft a transcript"))
        about = self.tr("It stays on this computer: nothing is sent and nothing is downloaded.")
        layout.addWidget(muted(about, self))
        layout.addLayout(form)
        layout.addWidget(answers(self, start))
        return start

    def _show(self) -> None:
        """Say what the engine needs, and whether it has it."""
        words, name = table("recognisers"), self.engine
        there, needs = self._there[name], needs_model(name)
        whole = self.kept is not None and self.kept.whole
        missing = filled(words["missing-about"], {"extra": name})
        self._about.setText("" if whole else words[f"{name}-about"] if there else missing)
        grow(self)
        self._engines.setEnabled(not whole)
        self._language.setEnabled(not whole)
        for part in (self._model, self._choose):
            part.setEnabled(there and needs and not whole)
        self._start.setText(self.tr("&Take it in") if whole else self.tr("&Write it down"))
        ready = not needs or Path(self._model.text().strip() or "?").is_dir()
        self._start.setEnabled(whole or (there and ready))

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder of the model"))
        if name:
            self._model.setText(name)
