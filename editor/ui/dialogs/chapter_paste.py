"""Chapter paste: a list of times and titles, as show notes have it, shown as it is understood."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from editor.app.chapters import Listed, parse_list
from editor.model.time import clock
from editor.ui.dialogs.setting_out import answers, titled_column
from editor.ui.pieces import muted, restyle
from editor.ui.text import counted

_SIZE: Final = (760, 480)
_NAMED: Final = 6
"""Lines without a time that are named; more are counted."""


class ChapterPaste(QDialog):
    """``listed`` are the chapters that were read, to put in place of those that are there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Paste chapters"))
        self.resize(*_SIZE)
        self.listed: Listed = ()
        self._text = QPlainTextEdit(self)
        self._text.setAccessibleName(self.tr("List of chapters"))
        self._text.setPlaceholderText(self.tr("0:00 Intro\n(03:51) - Making ends meet\n…"))
        self._text.setTabChangesFocus(True)
        self._found = QListWidget(self)
        self._found.setProperty("role", "rows")
        self._found.setAccessibleName(self.tr("Chapters as they are understood"))
        self._said = muted("", self)
        self._said.setWordWrap(True)
        self._take = self._lay_out()
        self._text.textChanged.connect(self._read)
        self._read()

    def _lay_out(self) -> QPushButton:
        sides = QHBoxLayout()
        sides.setSpacing(12)
        sides.addWidget(self._text, 1)
        sides.addWidget(self._found, 1)
        take = QPushButton(self.tr("&Use these"), self)
        layout = titled_column(self, self.tr("Paste chapters"))
        layout.addWidget(
            muted(self.tr("One chapter a line: a time and a title, in either order."), self)
        )
        layout.addLayout(sides, 1)
        layout.addWidget(self._said)
        layout.addWidget(answers(self, take))
        return take

    def _read(self) -> None:
        self.listed, odd = parse_list(self._text.toPlainText())
        self._found.clear()
        for start, title in self.listed:
            self._found.addItem(f"{clock(start)}  {title}")
        said = counted(len(self.listed), self.tr("{count} chapter."), self.tr("{count} chapters."))
        if odd:
            named = ", ".join(str(number) for number in odd[:_NAMED])
            more = "…" if len(odd) > _NAMED else ""
            said += " " + self.tr("Without a time and a title: line {lines}{more}").format(
                lines=named, more=more
            )
        restyle(self._said, "role", "warning" if odd else "muted")
        self._said.setText(said)
        self._take.setEnabled(bool(self.listed))
