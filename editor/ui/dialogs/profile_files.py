"""Profile files: the two buttons that keep a profile for other projects and take it again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from editor.app.errors import sentence
from editor.model.errors import UserError


class ProfileFiles(QWidget):
    """*Load* and *Save* beside each other.

    ``load`` takes a profile from a file, ``save`` writes the one shown, by default as ``name``;
    both may raise ``UserError``. ``tell`` is given the sentence about what was kept or failed.
    """

    def __init__(
        self,
        name: str,
        load: Callable[[Path], None],
        save: Callable[[Path], None],
        tell: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._name, self._take, self._keep, self._tell = name, load, save, tell
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for text, tip, act in (
            (self.tr("L&oad…"), self.tr("Take a profile from a file"), self._load),
            (self.tr("&Save…"), self.tr("Keep this profile for other projects"), self._save),
        ):
            button = QPushButton(text, self)
            button.setToolTip(tip)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)

    def _load(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Load a profile"), "", self.tr("Profiles") + " (*.toml)"
        )
        if not name:
            return
        try:
            self._take(Path(name))
        except UserError as error:
            self._tell(sentence(error))

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the profile"), self._name, self.tr("Profiles") + " (*.toml)"
        )
        if not name:
            return
        try:
            self._keep(Path(name))
        except UserError as error:
            self._tell(sentence(error))
        else:
            self._tell(self.tr("The profile is kept as {path}.").format(path=name))
