"""Points of the past in words: to choose one of them by, and to say that everything is so again."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from editor.app.past import Point, PointKind
from editor.ui.text import verb_name

if TYPE_CHECKING:
    from editor.model.history import History


def _tr(text: str) -> str:
    return QCoreApplication.translate("Points", text)


def point_name(point: Point, history: History) -> str:
    """Return ``Before edit 12: typing`` or ``Last export, 26 Nov 2026, 14:02``."""
    said = {
        PointKind.IMPORT: _tr("As imported"),
        PointKind.EXPORT: _tr("Last export, {when}"),
        PointKind.SNAPSHOT: _tr("Snapshot “{name}”, {when}"),
        PointKind.BACKUP: _tr("Backup of {when}"),
        PointKind.EDIT: _tr("Before edit {number}: {what}"),
        PointKind.NOW: _tr("Now"),
    }[point.kind]
    return said.format(**_facts(point, history))


def again_words(point: Point, history: History) -> str:
    """Return the sentence that says that everything is as it was at a point."""
    said = {
        PointKind.IMPORT: _tr("Everything is as it was imported."),
        PointKind.EXPORT: _tr("Everything is as it was at the last export, {when}."),
        PointKind.SNAPSHOT: _tr("Everything is as in the snapshot “{name}”, {when}."),
        PointKind.BACKUP: _tr("Everything is as in the backup of {when}."),
        PointKind.EDIT: _tr("Everything is as it was before edit {number}: {what}."),
        PointKind.NOW: _tr("Everything is as it is now."),
    }[point.kind]
    return said.format(**_facts(point, history))


def _facts(point: Point, history: History) -> dict[str, str]:
    when = point.made.astimezone().strftime("%d %b %Y, %H:%M") if point.made else ""
    facts = {"name": point.name, "when": when}
    if point.kind is PointKind.EDIT:
        position = point.position or 0
        facts["number"] = f"{bisect_left(history.steps, position) + 1:,}"
        facts["what"] = verb_name(history.at(position))
    return facts
