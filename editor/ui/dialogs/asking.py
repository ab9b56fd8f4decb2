"""Asking: the small questions - a time to go to, a name, a title, a note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QWidget,
)

from editor.model.time import Ms, clock, parse_time
from editor.ui.dialogs.setting_out import titled_column
from editor.ui.pieces import ChoiceBox, muted

_WIDTH: Final = 420


class Question(QDialog):
    """A question with a field to answer in: a line of text, or one of some choices."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        label: str,
        text: str = "",
        choices: Sequence[str] = (),
        known: Sequence[str] = (),
    ) -> None:
        """``text`` is what is proposed: to be typed over, or the one of the choices.

        ``known`` are offered while a line of text is typed.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self._field = _chooser(text, choices) if choices else _line(text, known)
        self._field.setAccessibleName(label)
        said = muted(label, self)
        said.setWordWrap(True)
        said.setTextFormat(Qt.TextFormat.PlainText)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        buttons.button(kinds.Ok).setProperty("role", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = titled_column(self, title)
        layout.addWidget(said)
        layout.addWidget(self._field)
        layout.addSpacing(4)
        layout.addWidget(buttons)
        self._field.setFocus()

    def answer(self) -> str | None:
        """Ask; ``None`` where the person thinks better of it."""
        given = self.exec()
        field = self._field
        text = field.currentText() if isinstance(field, QComboBox) else field.text()
        self.deleteLater()
        return text if given else None


def _chooser(text: str, choices: Sequence[str]) -> QComboBox:
    box = ChoiceBox()
    box.addItems(list(choices))
    box.setCurrentIndex(max(0, box.findText(text)))
    return box


def _line(text: str, known: Sequence[str]) -> QLineEdit:
    field = QLineEdit(text)
    field.selectAll()
    if known:
        field.setCompleter(_completer(known, field))
    return field


def _completer(known: Sequence[str], field: QLineEdit) -> QCompleter:
    """Offers what holds the letters typed so far, wherever they stand; Down and Return take one."""
    made = QCompleter(list(known), field)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    if (offers := made.popup()) is not None:
        offers.setProperty("role", "offers")
    return made


def _tr(text: str) -> str:
    return QCoreApplication.translate("Asking", text)


def ask_time(parent: QWidget, now: Ms) -> Ms | None:
    """A moment (ms) to go to; asks again, saying what it understands, until it can read one."""
    label = _tr("A time as 130 (seconds), 2:10 or 1m30s")
    text = clock(now)
    while True:
        answer = Question(parent, _tr("Go to time"), label, text).answer()
        if answer is None:
            return None
        at = parse_time(answer)
        if at is not None:
            return at
        text = answer
        label = _tr("“{text}” is no time. Write 130, 2:10 or 1m30s.").format(text=text)


def ask_text(
    parent: QWidget, title: str, label: str, text: str = "", known: Sequence[str] = ()
) -> str | None:
    """A line of text, ``None`` where the person thinks better of it or leaves it empty."""
    answer = Question(parent, title, label, text, known=known).answer()
    return " ".join((answer or "").split()) or None


def ask_choice(
    parent: QWidget, title: str, label: str, choices: Sequence[str], proposed: str = ""
) -> int | None:
    """The place of what was chosen, ``None`` where the person thinks better of it."""
    chosen = Question(parent, title, label, proposed, choices).answer()
    return choices.index(chosen) if chosen in choices else None
