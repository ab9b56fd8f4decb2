"""Notes: the list of notes and bookmarks, from which one goes to their moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.ui.features.feature import Feature
from editor.ui.panels.notes import NoteList
from editor.ui.side import Tab

if TYPE_CHECKING:
    from editor.ui.desk import Desk


class Notes(Feature):
    """Has nothing but its panel."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._tab = Tab("notes", desk.tr("Notes"), self._make_panel)
        self.panels = (self._tab,)

    def _make_panel(self) -> NoteList:
        desk, window = self._desk, self._desk.window_
        panel = NoteList(desk.session, desk.do, window.actions_, window.theme)
        panel.chosen.connect(desk.go_to_time)
        return panel

    def shut(self) -> None:
        if self._tab.known:
            self._tab.panel.close_watch()
