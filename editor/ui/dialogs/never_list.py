"""Never list: what is never struck in this project, to be allowed again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from editor.app.never import Rule
from editor.app.texts import table
from editor.ui.dialogs.ticked import Tick, Ticked

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def never_list(rules: Sequence[Rule], parent: QWidget) -> Ticked[Rule]:
    """Return the dialog of these rules; those that stay ticked still hold."""
    kinds = table("kinds")
    return Ticked(
        _tr("What is never struck"),
        _tr("Untick what may be struck again, then look for what to clean once more."),
        [Tick(rule, f"“{rule[1]}” · {kinds.get(rule[0], rule[0])}") for rule in rules],
        _tr("&Keep this list"),
        parent,
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("NeverList", text)
