"""Reach: the parts of a window by the name a person knows them by, as a screen reader says it."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

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


def label(root: QWidget, words: str) -> QLabel:
    """The one label that is seen and says so, among other words."""
    labels = [one for one in root.findChildren(QLabel) if one.isVisibleTo(root)]
    saying = [one for one in labels if words in one.text()]
    assert len(saying) == 1, f"{len(saying)} labels say {words!r} of {told(root)!r}"
    return saying[0]


def write(field: QLineEdit, text: str) -> None:
    """Type a text in the place of what stands in a field."""
    field.selectAll()
    QTest.keyClicks(field, text)


def choose(box: QComboBox, value: object) -> None:
    """Take the entry of a list that stands for a value."""
    at = box.findData(value)
    assert at >= 0, f"{box.accessibleName()!r} offers no {value!r}"
    box.setCurrentIndex(at)
