"""Caption profile: every figure and form of a style guide, named, with its unit and its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from editor.app.errors import sentence
from editor.app.filing import write_text
from editor.app.texts import table
from editor.captions.profile import Profile
from editor.captions.profile_text import doubts, write_profile
from editor.captions.profiles import FIGURES, STYLES, profile_file, profile_text, profiles
from editor.model.errors import UserError
from editor.ui.dialogs.profile_fields import Field, field_of
from editor.ui.dialogs.profile_files import ProfileFiles
from editor.ui.dialogs.setting_out import answers, titled_column
from editor.ui.pieces import ChoiceBox, heading, restyle, rule

_SIZE: Final = (820, 640)


class CaptionProfile(QDialog):
    """Makes ``text``, a profile as a project keeps it; nothing holds before it is accepted."""

    def __init__(self, profile: Profile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Style guide of your own"))
        self.resize(*_SIZE)
        self._start = profile
        self._words = table("caption_profile")
        self._base = self._bases(profile)
        self._title = QLineEdit(self)
        self._title.textChanged.connect(lambda _: self._check())
        self._fields: dict[str, Field] = {}
        self._state = QLabel(self)
        self._state.setWordWrap(True)
        self._state.setAccessibleName(self.tr("State of the profile"))
        self._use = QPushButton(self.tr("&Use in this project"), self)
        self._lay_out()
        self._show(profile)

    @property
    def profile(self) -> Profile:
        """What the dialog says; it may be one that cannot be used."""
        values: dict[str, Any] = {name: field.value for name, field in self._fields.items()}
        sources = {name: field.source for name, field in self._fields.items()}
        known = dict(self._start.sources)
        return replace(
            self._start,
            key="own",
            title=self._title.text().strip(),
            sources=tuple(sorted({**known, **sources}.items())),
            **values,
        )

    @property
    def text(self) -> str:
        """The profile as TOML."""
        return write_profile(self.profile, str(self._base.currentData()))

    # --- laying out

    def _bases(self, profile: Profile) -> QComboBox:
        box = ChoiceBox(self)
        box.setAccessibleName(self.tr("Start from"))
        for key, shipped in profiles().items():
            box.addItem(shipped.title, key)
            box.setItemData(box.count() - 1, shipped.about, Qt.ItemDataRole.ToolTipRole)
        box.setCurrentIndex(max(0, box.findData(profile.key)))
        box.activated.connect(self._begin_from)
        return box

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Start &from"), self._base)
        form.addRow(self.tr("&Name"), self._title)
        layout = titled_column(self, self.tr("Style guide of your own"))
        layout.addLayout(form)
        layout.addWidget(rule(self))
        layout.addWidget(self._table(), 1)
        layout.addWidget(self._state)
        layout.addLayout(self._buttons())

    def _table(self) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        row = 0
        for group, names in (("figures", FIGURES), ("style", STYLES)):
            grid.addWidget(heading(self._words[group], inside), row, 0, 1, 2)
            grid.addWidget(heading(self._words["source"], inside), row, 2)
            for at, name in enumerate(names, row + 1):
                self._fields[name] = field = field_of(name, inside)
                field.changed.connect(self._check)
                label = QLabel(self._words[name], inside)
                label.setBuddy(field.control)
                grid.addWidget(label, at, 0)
                grid.addWidget(field.control, at, 1)
                grid.addWidget(field.origin, at, 2)
            row += len(names) + 1
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab stops at its fields, which it shows then
        area.setAccessibleName(self.tr("Figures and forms"))
        area.setWidget(inside)
        return area

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(ProfileFiles("captions.toml", self._load, self._save, self._tell, self))
        row.addStretch(1)
        row.addWidget(answers(self, self._use))
        return row

    # --- showing and checking

    def _show(self, profile: Profile) -> None:
        self._start = profile
        with QSignalBlocker(self._title):
            self._title.setText(profile.title)
        for name, field in self._fields.items():
            field.show_value(getattr(profile, name), profile.source(name))
        self._check()

    def _begin_from(self) -> None:
        chosen = profiles()[str(self._base.currentData())]
        mine = self._title.text()
        named = mine and all(mine != shipped.title for shipped in profiles().values())
        self._show(replace(chosen, title=mine) if named else chosen)

    def _check(self) -> None:
        """Say live whether the profile can be used, and what is odd in it."""
        made = self.profile
        told = "" if made.title else self._words["no-title"]
        try:
            profile_text(self.text, made.title)
        except UserError as error:
            told = told or self._words.get(error.code) or sentence(error)
        self._use.setEnabled(not told)
        odd = [] if told else [self._words[doubt] for doubt in self._doubts(made)]
        good = "✓ " + self._words["sound-profile"]
        self._state.setText("▲ " + " ".join([told] if told else odd) if told or odd else good)
        restyle(self._state, "role", "warning" if told or odd else "good")

    def _doubts(self, made: Profile) -> Iterator[str]:
        """What is odd, a shipped guide's name over other figures among it."""
        yield from doubts(made)
        for shipped in profiles().values():
            if made.title == shipped.title and not _alike(made, shipped):
                yield "doubt-name"

    # --- files

    def _load(self, path: Path) -> None:
        self._show(profile_file(path))

    def _save(self, path: Path) -> None:
        write_text(path, self.text)

    def _tell(self, said: str) -> None:
        self._state.setText(said)
        restyle(self._state, "role", "")


def _alike(made: Profile, shipped: Profile) -> bool:
    names = (*FIGURES, *STYLES)
    return all(getattr(made, name) == getattr(shipped, name) for name in names)
