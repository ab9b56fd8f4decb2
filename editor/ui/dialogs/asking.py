"""Asking: the small questions - a time to go to, a name, a title, a note."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from editor.model.time import Ms, clock, parse_time


def _tr(text: str) -> str:
    return QCoreApplication.translate("Asking", text)


def ask_time(parent: QWidget, now: Ms) -> Ms | None:
    """A moment (ms) to go to; asks again, saying what it understands, until it can read one."""
    prompt = _tr("Go to (130, 2:10 or 1m30s)")
    text = clock(now)
    while True:
        text, given = QInputDialog.getText(
            parent, _tr("Go to time"), prompt, QLineEdit.EchoMode.Normal, text
        )
        if not given:
            return None
        at = parse_time(text)
        if at is not None:
            return at
        prompt = _tr("“{text}” is no time. Write 130, 2:10 or 1m30s.").format(text=text)


def ask_text(parent: QWidget, title: str, label: str, text: str = "") -> str | None:
    """A line of text, ``None`` where the person thinks better of it or leaves it empty."""
    answer, given = QInputDialog.getText(parent, title, label, QLineEdit.EchoMode.Normal, text)
    stripped = " ".join(answer.split())
    return stripped if given and stripped else None


def ask_choice(parent: QWidget, title: str, label: str, choices: Sequence[str]) -> int | None:
    """The place of what was chosen, ``None`` where the person thinks better of it."""
    chosen, given = QInputDialog.getItem(parent, title, label, list(choices), 0, False)
    return choices.index(chosen) if given and chosen in choices else None
