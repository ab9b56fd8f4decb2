"""Paths: where Stet keeps settings, lists, caches and logs, by the customs of each system."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_NAME: Final = "stet"
_SYSTEM: Final[str] = sys.platform


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one installation. None is made before something is written into it."""

    config: Path
    data: Path
    cache: Path
    log: Path

    @classmethod
    def under(cls, root: Path) -> Folders:
        """All four under one folder: tests, and installations carried on a stick."""
        return cls(root / "config", root / "data", root / "cache", root / "log")

    @property
    def settings(self) -> Path:
        """The settings, one JSON file."""
        return self.config / "settings.json"

    @property
    def keymap(self) -> Path:
        """The preset of keys, and a person's own."""
        return self.config / "keymap.json"

    @property
    def recent(self) -> Path:
        """The list of projects opened lately."""
        return self.data / "recent.json"

    @property
    def projects(self) -> Path:
        """Where the copy of the sample project is kept."""
        return self.data / "projects"

    @property
    def glossaries(self) -> Path:
        """One table for each show whose glossary was kept."""
        return self.data / "glossaries"

    @property
    def drafts(self) -> Path:
        """What recognisers have heard and no project has taken in yet."""
        return self.data / "drafts"


def user_folders() -> Folders:
    """Return the folders of the person who runs Stet."""
    if _SYSTEM == "linux":
        return _xdg_folders(os.environ, Path.home())
    # Imported here: it takes 25 ms, and on Linux the whole custom is the four lines below.
    from platformdirs import PlatformDirs

    found = PlatformDirs(_NAME, appauthor=False)
    return Folders(
        found.user_config_path,
        found.user_data_path,
        found.user_cache_path,
        found.user_log_path,
    )


def _xdg_folders(environment: Mapping[str, str], home: Path) -> Folders:
    """Follow the XDG Base Directory Specification: a variable counts if its path is absolute."""

    def base(variable: str, otherwise: str) -> Path:
        value = environment.get(variable, "").strip()
        return (Path(value) if value.startswith("/") else home / otherwise) / _NAME

    return Folders(
        base("XDG_CONFIG_HOME", ".config"),
        base("XDG_DATA_HOME", ".local/share"),
        base("XDG_CACHE_HOME", ".cache"),
        base("XDG_STATE_HOME", ".local/state") / "log",
    )
