"""Notes: the list of notes and bookmarks, from which one goes to their moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.ui.features.feature import Feature, Panel
from editor.ui.panels.notes import NoteList

if TYPE_CHECKING:
    from editor.ui.desk import Desk


class Notes(Feature):
    """``list`` shows them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = NoteList(desk.session, desk.do, desk.window_.actions_)
        self.list.chosen.connect(desk.go_to_time)
        self.panels = (Panel("notes", self.list.tr("Notes"), self.list),)

    def shut(self) -> None:
        self.list.close_watch()
