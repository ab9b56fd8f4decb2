"""Profile fields: the control of each figure and form of a caption profile, and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QLineEdit, QWidget

from editor.app.texts import table
from editor.captions.profiles import FIGURES, TEXTS, limits_of
from editor.ui.pieces import ChoiceBox

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

_WIDTH: Final = 200
_STEP_MS: Final = 10
_CHOICES: Final = ("keep", "edit")
_LONGEST: Final = 500
"""Characters of a form or a source; profiles hold no more."""


class Field(QObject):
    """One figure or form. ``changed`` comes when a person changes it or its source."""

    changed = Signal()

    def __init__(self, name: str, control: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.control = control
        self.origin = QLineEdit(parent)
        self.origin.setMaxLength(_LONGEST)
        self._words = table("caption_profile")
        named = self.tr("Source of: {name}").format(name=self._words[name])
        self.origin.setAccessibleName(named)
        self._shown = ""
        control.setAccessibleName(self._words[name])
        control.setFixedWidth(_WIDTH)
        self.origin.textEdited.connect(lambda _: self.changed.emit())

    @property
    def value(self) -> object:
        """What is set."""
        raise NotImplementedError

    @property
    def source(self) -> str:
        """Where that is from."""
        return self.origin.text().strip()

    def show_value(self, value: object, source: str) -> None:
        """Show a value and where it is from."""
        self._shown = source
        self.origin.setText(source)
        self.origin.setCursorPosition(0)
        self.origin.setToolTip(source)
        with QSignalBlocker(self.control):
            self._show(value)

    def _show(self, value: object) -> None:
        raise NotImplementedError

    def _choose(self) -> None:
        """A person changed the value: the source it had is no longer its source."""
        if self.origin.text() == self._shown:
            self.origin.setText(self._words["chosen"])
        self.changed.emit()


class Number(Field):
    """A figure with its unit; a 0 that means "no limit" says so."""

    def __init__(self, name: str, parent: QWidget) -> None:
        self._spin = _Spin(parent)
        self._spin.lineEdit().setTextMargins(6, 0, 0, 0)
        super().__init__(name, self._spin, parent)
        least, most = limits_of(name)
        self._whole = not name.endswith(("cps", "wpm"))
        self._spin.setDecimals(0 if self._whole else 1)
        self._spin.setRange(least, most)
        self._spin.setSingleStep(_STEP_MS if name.endswith("_ms") else 1)
        if unit := self._words.get(f"{name}.unit"):
            self._spin.setSuffix(f" {unit}")
        if least == 0 and (none := self._words.get(f"{name}.none")):
            self._spin.setSpecialValueText(none)
        self._spin.valueChanged.connect(lambda _: self._choose())

    @property
    def value(self) -> object:
        return int(self._spin.value()) if self._whole else self._spin.value()

    def _show(self, value: object) -> None:
        self._spin.setValue(float(str(value)))


class Switch(Field):
    """A yes or no."""

    def __init__(self, name: str, parent: QWidget) -> None:
        self._box = QCheckBox(parent)
        super().__init__(name, self._box, parent)
        self._box.toggled.connect(lambda _: self._choose())

    @property
    def value(self) -> object:
        return self._box.isChecked()

    def _show(self, value: object) -> None:
        self._box.setChecked(bool(value))


class Form(Field):
    """A form with a blank in it, as ``[{label}]``."""

    def __init__(self, name: str, parent: QWidget) -> None:
        self._line = QLineEdit(parent)
        self._line.setMaxLength(_LONGEST)
        super().__init__(name, self._line, parent)
        self._line.textEdited.connect(lambda _: self._choose())

    @property
    def value(self) -> object:
        return self._line.text()

    def _show(self, value: object) -> None:
        self._line.setText(str(value))
        self._line.setCursorPosition(0)


class Choice(Field):
    """One of a few ways."""

    def __init__(self, name: str, parent: QWidget) -> None:
        self._box = ChoiceBox(parent)
        super().__init__(name, self._box, parent)
        for key in _CHOICES:
            self._box.addItem(self._words[f"{name}.{key}"], key)
        self._box.activated.connect(lambda _: self._choose())

    @property
    def value(self) -> object:
        return self._box.currentData()

    def _show(self, value: object) -> None:
        self._box.setCurrentIndex(self._box.findData(value))


def field_of(name: str, parent: QWidget) -> Field:
    """The field of a figure or form of a profile."""
    if name in FIGURES:
        return Number(name, parent)
    if name == "fillers":
        return Choice(name, parent)
    if name in TEXTS:
        return Form(name, parent)
    return Switch(name, parent)


class _Spin(QDoubleSpinBox):
    """Not turned by a wheel that only meant to scroll by."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
