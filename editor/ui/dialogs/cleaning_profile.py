"""Clean-up profile: how much is struck for whom, category by category, in which language."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from editor.app.cleaning_choice import load_profile, save_profile
from editor.app.texts import table
from editor.cleaning.findings import Tier
from editor.cleaning.pack import languages, pack
from editor.cleaning.profiles import OFF, PROFILES, SWITCHES, Profile
from editor.ui.dialogs.profile_files import ProfileFiles
from editor.ui.dialogs.setting_out import answers, titled_column
from editor.ui.pieces import ChoiceBox, heading, muted, rule

OWN: Final = "own"
"""The name of a profile whose categories a person has set."""


class CleaningProfile(QDialog):
    """Chooses ``profile`` and ``language``; nothing holds before the dialog is accepted."""

    def __init__(self, profile: Profile, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Clean-up profile"))
        self.setMinimumWidth(460)
        self._chosen = profile
        self._texts = table("profiles")
        self._names = self._profiles()
        self._languages = self._spoken(language)
        self._about = muted("", self)
        self._about.setWordWrap(True)
        self._switches = {name: self._switch(name) for name in SWITCHES}
        self._lay_out()
        self._show()

    @property
    def profile(self) -> Profile:
        """What was chosen: a shipped profile, or one of the person's own."""
        return self._chosen

    @property
    def language(self) -> str:
        """The tag of the language that is spoken."""
        return str(self._languages.currentData())

    def _profiles(self) -> QComboBox:
        box = ChoiceBox(self)
        box.setAccessibleName(self.tr("Profile"))
        for name in PROFILES:
            box.addItem(self._texts.get(name, name), name)
        box.addItem(self._texts[OWN], OWN)
        box.activated.connect(self._take_named)
        return box

    def _spoken(self, language: str) -> QComboBox:
        box = ChoiceBox(self)
        box.setAccessibleName(self.tr("Language"))
        for tag in languages():
            box.addItem(pack(tag).data.name, tag)
        base = language.partition("-")[0].lower()
        if box.findData(base) < 0:
            box.addItem(language or self.tr("Not known"), language)
            box.setCurrentIndex(box.count() - 1)
        else:
            box.setCurrentIndex(box.findData(base))
            box.setItemData(box.currentIndex(), language)
        return box

    def _switch(self, name: str) -> QComboBox:
        box = ChoiceBox(self)
        box.setAccessibleName(self._texts[name])
        for tier in (Tier.AUTO, Tier.SUGGEST):
            box.addItem(self._texts[tier], str(tier))
        box.addItem(self._texts[OFF], "")
        box.activated.connect(lambda _: self._take_switch(name))
        return box

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Profile"), self._names)
        form.addRow(self.tr("&Language"), self._languages)
        switches = QFormLayout()
        switches.setVerticalSpacing(6)
        for name, box in self._switches.items():
            switches.addRow(self._texts[name], box)
        files = QHBoxLayout()
        files.addWidget(
            ProfileFiles("cleaning.toml", self._load, self._save, self._about.setText, self)
        )
        files.addStretch(1)
        clean = QPushButton(self.tr("&Clean with it"), self)
        files.addWidget(answers(self, clean))
        layout = titled_column(self, self.tr("Clean-up profile"))
        layout.addLayout(form)
        layout.addWidget(self._about)
        layout.addWidget(rule(self))
        layout.addWidget(heading(self.tr("Categories"), self))
        layout.addLayout(switches)
        layout.addStretch(1)
        layout.addLayout(files)

    def _show(self) -> None:
        """Show the chosen profile and how it switches each category."""
        shipped = PROFILES.get(self._chosen.name) == self._chosen
        name = self._chosen.name if shipped else OWN
        self._names.setCurrentIndex(self._names.findData(name))
        self._about.setText(self._texts[f"about-{name}"])
        for switch, box in self._switches.items():
            tier = self._chosen.switch(switch)
            with QSignalBlocker(box):
                box.setCurrentIndex(box.findData(str(tier) if tier else ""))

    def _take_named(self) -> None:
        name = str(self._names.currentData())
        if name in PROFILES:
            self._chosen = PROFILES[name]
        self._show()

    def _take_switch(self, name: str) -> None:
        chosen = self._switches[name].currentData()
        switched = self._chosen.switched(name, Tier(chosen) if chosen else None)
        self._chosen = Profile(OWN, switched.switches, switched.sure, switched.shown)
        same = (one for one in PROFILES.values() if _alike(one, self._chosen))
        self._chosen = next(same, self._chosen)
        self._show()

    def _load(self, path: Path) -> None:
        self._chosen = load_profile(path)
        self._show()

    def _save(self, path: Path) -> None:
        save_profile(path, self._chosen)


def _alike(one: Profile, other: Profile) -> bool:
    """Whether two profiles switch every category alike, as far as the dialog shows them."""
    limits = (one.sure, one.shown) == (other.sure, other.shown)
    return limits and one.switches == other.switches
