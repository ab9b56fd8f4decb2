"""The project file: one SQLite database, one writer, always recoverable.

Importing this package is cheap: SQLAlchemy comes with the first project that is made or opened.
"""

from __future__ import annotations

from editor.store.content import (
    CaptionDraft,
    Draft,
    Entry,
    Loaded,
    LoadStep,
    Moment,
    Outline,
    Restored,
)
from editor.store.packing import Packed, Packer
from editor.store.project import Project

__all__ = [
    "CaptionDraft",
    "Draft",
    "Entry",
    "LoadStep",
    "Loaded",
    "Moment",
    "Outline",
    "Packed",
    "Packer",
    "Project",
    "Restored",
]
