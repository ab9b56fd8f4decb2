"""Keep for show: what a show's glossary would become, each change with a tick beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from editor.app.glossary.entries import Entry
from editor.app.glossary.shows import Difference
from editor.ui.dialogs.ticked import Tick, Ticked

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def keep_for_show(show: str, changes: Sequence[Difference], parent: QWidget) -> Ticked[Difference]:
    """Return the dialog of these changes.

    What another episode may have put there stays, unless it is ticked to go.
    """
    about = _tr(
        "Every episode of {show} can have what is kept. Tick what this episode has no more, if "
        "the others are not to have it either."
    )
    return Ticked(
        _tr("The glossary of {show}").format(show=show),
        about.format(show=show),
        [Tick(change, _said(change), change.now is not None) for change in changes],
        _tr("&Keep for the show"),
        parent,
    )


def _said(change: Difference) -> str:
    was, now = change
    if was is None or now is None:
        said = _tr("Remove: {entry}") if now is None else _tr("Add: {entry}")
        return said.format(entry=_entry(now or was))
    said = _tr("Change: {entry}, until now {before}")
    return said.format(entry=_entry(now), before=was.written)


def _entry(entry: Entry | None) -> str:
    if entry is None or not entry.misheard:
        return entry.written if entry else ""
    return f"{entry.misheard} → {entry.written}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeepForShow", text)
