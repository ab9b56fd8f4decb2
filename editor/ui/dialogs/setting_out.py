"""Setting out a dialog: its title above one column, a row for a file, the two answers below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from editor.ui.pieces import title_label

if TYPE_CHECKING:
    from collections.abc import Callable


def titled_column(dialog: QDialog, title: str) -> QVBoxLayout:
    """Give a dialog the column that its parts stand in, below its title."""
    made = bare_column(dialog)
    made.addWidget(title_label(title, dialog))
    return made


def bare_column(dialog: QDialog) -> QVBoxLayout:
    """Give a dialog the column that its parts stand in; it brings a title of its own."""
    made = QVBoxLayout(dialog)
    made.setContentsMargins(20, 18, 20, 16)
    made.setSpacing(10)
    return made


def file_row(
    dialog: QDialog, label: str, field: QLineEdit, browse: Callable[[], None]
) -> QHBoxLayout:
    """Return a row with the path of a file to type and a button to choose it by.

    The label's access key leads to the field. Return stays with the dialog's answer.
    """
    button = QPushButton(dialog.tr("&Browse…"), dialog)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: browse())
    name = QLabel(label, dialog)
    name.setBuddy(field)
    row = QHBoxLayout()
    row.addWidget(name)
    row.addWidget(field, 1)
    row.addWidget(button)
    return row


def answers(dialog: QDialog, accept: QPushButton) -> QDialogButtonBox:
    """Return the dialog's answers, in this system's order: ``accept``, which Return gives, or not.

    Neither closes the dialog in another way than by accepting or rejecting it.
    """
    accept.setProperty("role", "primary")
    accept.setDefault(True)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, dialog)
    box.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box
