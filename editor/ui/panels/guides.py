"""Guide chooser: the style guides that are shipped, and one of the project's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal

from editor.captions.profiles import profiles
from editor.ui.pieces import ChoiceBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from editor.captions.profile import Profile

OWN_GUIDE: Final = "own"
"""The key of a profile that is the project's own."""


class GuideChooser(ChoiceBox):
    """``guided`` carries the key of the style guide that is wanted."""

    guided = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._own_title = self.tr("Custom…")
        for key, profile in profiles().items():
            self.addItem(profile.title, key)
            self.setItemData(self.count() - 1, profile.about, Qt.ItemDataRole.ToolTipRole)
        self.addItem(self._own_title, OWN_GUIDE)
        self.activated.connect(lambda at: self.guided.emit(self.itemData(at)))

    def show_guide(self, profile: Profile) -> None:
        """Show the style guide in force; one of the project's own by its name."""
        own = f"{self._own_title} {profile.title}" if profile.key == OWN_GUIDE else self._own_title
        self.setItemText(self.findData(OWN_GUIDE), own)
        self.setCurrentIndex(self.findData(profile.key))
