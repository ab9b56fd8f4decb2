"""Reach: the parts of a window by the name a person knows them by, as a screen reader says it."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget

Part = TypeVar("Part", bound=QWidget)


def reach(root: QWidget, kind: type[Part], name: str) -> Part:
    """The one part of that kind that is called so, shown or not."""
    parts = root.findChildren(kind)
    named = [part for part in parts if called(part) == name]
    assert len(named) == 1, f"{len(named)} of {sorted(map(called, parts))} are called {name!r}"
    return named[0]


def called(part: QWidget) -> str:
    """What a screen reader calls a part: its accessible name, else its label or what it bears."""
    return part.accessibleName() or QAccessible.queryAccessibleInterface(part).text(
        QAccessible.Text.Name
    )


def told(root: QWidget) -> str:
    """What a part says in words that are seen, a line for each of its labels."""
    labels = root.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(root))
