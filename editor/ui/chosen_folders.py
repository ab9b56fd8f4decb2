"""Chosen folders: where a file of a kind was chosen last, so that its dialog opens there again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editor.app.settings import Setting, Settings


class ChosenFolder:
    """The folder of one kind, kept in a setting; each kind has its own."""

    def __init__(self, settings: Settings, kind: Setting[str], otherwise: Path) -> None:
        """``otherwise`` holds where nothing was chosen yet, or the folder is gone."""
        self._settings = settings
        self._kind = kind
        self._otherwise = otherwise

    def __str__(self) -> str:
        """The folder a dialog should open in; there is one of that name."""
        kept = self._settings[self._kind]
        folders = (Path(kept) if kept else self._otherwise, self._otherwise, Path.home())
        return str(next((folder for folder in folders if folder.is_dir()), Path.home()))

    def keep(self, chosen: Path) -> None:
        """Remember where a file was chosen."""
        self._settings[self._kind] = str(chosen.parent)
