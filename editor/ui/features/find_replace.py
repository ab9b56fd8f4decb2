"""Find and replace: the find bar and the list of places, and what replaces them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from editor.app.jobs import run
from editor.app.search.hits import Hit
from editor.app.search.scope import EVERYWHERE, Scope, Where, of_chapter, of_speaker
from editor.model.errors import UserError
from editor.model.words import tokens
from editor.ui.features.feature import Feature
from editor.ui.large import LARGE
from editor.ui.panels.places import PlacePanel
from editor.ui.side import Tab
from editor.ui.text import counted

if TYPE_CHECKING:
    from collections.abc import Collection

    from editor.app.search.query import Query
    from editor.model.edits import Edit
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk
    from editor.ui.large import Ahead


class _Asked(NamedTuple):
    """Hits of a search, of which ``many`` were to be replaced at once, and which were not."""

    hits: list[Hit]
    many: int
    spared: frozenset[Hit] = frozenset()


_NONE: Final = _Asked([], 0)


@dataclass(slots=True)
class _Replaced:
    """What was replaced at once: what had been looked for, and the edit that did it.

    ``said`` is the message of it. ``unticked``: whether what is found since is unticked for it.
    """

    asked: _Asked
    query: Query
    edit: Edit | None
    said: str
    unticked: bool = False


class _Ahead(NamedTuple):
    """The replacing of these hits by this, planned before it was asked for."""

    hits: list[Hit]
    template: str
    found: list[Hit]
    plan: Ahead


_LOOKED_AT_MS: Final = 250
"""Planning ahead begins so long behind the last letter, tick or search."""
_BEHIND_MS: Final = 30
"""Unticking comes so long behind a search: both take some ms for 70,000 places, as does painting.
"""


class FindReplace(Feature):
    """What the Find menu does, with the list of places."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._tab = Tab("find", desk.tr("Find"), self._make_panel)
        self.panels = (self._tab,)
        bar = desk.find_bar
        bar.shown.connect(desk.show_hit)
        bar.closed.connect(self._closed)
        bar.replace_asked.connect(self._replace)
        bar.changed.connect(self._follow_template)
        self._asked = _NONE
        self._replaced: _Replaced | None = None
        desk.large.ended.connect(self._ended)
        desk.large.failed.connect(lambda _error: self._forget())
        desk.large.stopped.connect(self._forget)
        self._sparing = QTimer(desk, singleShot=True, interval=_BEHIND_MS)
        self._sparing.timeout.connect(self._spare_what_was_replaced)
        desk.search.finished.connect(self._sparing.start)
        self._ahead: _Ahead | None = None
        self._planning = QTimer(desk, singleShot=True, interval=_LOOKED_AT_MS)
        self._planning.timeout.connect(self._plan_ahead)
        desk.search.finished.connect(self._await)
        desk.search.grown.connect(self._say_all)
        desk.search.failed.connect(lambda _error: bar.say_all(0))
        bar.changed.connect(self._await)

    @property
    def places(self) -> PlacePanel:
        """What the search of the desk has found."""
        return self._tab.panel

    @property
    def planned(self) -> bool:
        """Whether replacing all places has been begun to be planned, should it be asked for."""
        return self._ahead is not None

    def _make_panel(self) -> PlacePanel:
        bar = self._desk.find_bar
        panel = PlacePanel(self._desk.search, self._desk.window_.theme)
        panel.chosen.connect(bar.go_to)
        panel.replace_asked.connect(bar.replace_all)
        panel.counted.connect(bar.say_all)
        panel.model.ticked.connect(self._await)
        for part in (panel, *panel.findChildren(QWidget)):
            part.installEventFilter(bar)  # the keys the panel's buttons carry hold in the panel too
        self._show_template(panel)
        return panel

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of find and replace with what they do."""
        return {
            "find.open": partial(self._find, replace=False),
            "find.replace": partial(self._find, replace=True),
            "find.next": partial(self._step, 1),
            "find.previous": partial(self._step, -1),
        }

    def scope(self, where: Where) -> Scope:
        """The lines of a part of the episode, as the caret stands."""
        episode, row = self._desk.session.episode, self._desk.row
        if where is Where.SPEAKER and row < len(episode.transcript):
            return of_speaker(episode, episode.transcript[row].speaker)
        return of_chapter(episode, row) if where is Where.CHAPTER else EVERYWHERE

    def _find(self, *, replace: bool) -> None:
        desk, bar = self._desk, self._desk.find_bar
        selection = self._selection()
        text, begin = desk.selected_text, desk.page.selected()[0].offset
        word = ""
        if replace and not text and selection is EVERYWHERE:
            word, begin = self._word()
        bar.search_in(Where.ALL if selection is EVERYWHERE else Where.SELECTION, selection)
        if word:
            bar.search_whole_words()
        bar.open(text or word, replace=replace, row=desk.row, offset=begin)
        if replace:
            desk.frame.bring_up("find")

    def _selection(self) -> Scope:
        """The selection as a part to search in, where it is more than words of one line."""
        first, last = self._desk.page.selected()
        if first.row == last.row:
            return EVERYWHERE
        return Scope(range(first.row, last.row + 1), first.offset, last.offset)

    def _word(self) -> tuple[str, int]:
        """The word at the caret, to be replaced everywhere, and where in the line it begins."""
        desk, at = self._desk, self._desk.shown_offset
        if not len(desk.session.episode.transcript):
            return "", at
        text = desk.rendering(desk.row).text
        here = (token for token in tokens(text) if token.start <= at <= token.end)
        return next(((text[word.start : word.end], word.start) for word in here), ("", at))

    def _step(self, by: int) -> None:
        if self._desk.find_bar.isHidden():
            self._find(replace=False)
        else:
            self._desk.find_bar.step(by)

    def _closed(self) -> None:
        self._desk.page.show_matches(())
        self._desk.take_focus()

    def _say_all(self) -> None:
        """Have the bar say how many would be replaced; the list knows how many are ticked."""
        if not self._tab.known:
            self._desk.find_bar.say_all(len(self._desk.search.hits))

    def _follow_template(self) -> None:
        if self._tab.known:
            self._show_template(self.places)

    def _show_template(self, panel: PlacePanel) -> None:
        bar = self._desk.find_bar
        panel.show_template(bar.template if bar.replacing else None)

    def shut(self) -> None:
        self._sparing.stop()
        self._planning.stop()

    def _wanted(self, hits: list[Hit]) -> list[Hit]:
        """Those of the hits that are ticked."""
        spared = self._spared
        return [hit for hit in hits if hit not in spared] if spared else hits

    @property
    def _spared(self) -> Collection[Hit]:
        return self.places.model.spared if self._tab.known else ()

    def _await(self) -> None:
        """Plan ahead once a person has stopped typing and ticking, and looks at the places."""
        self._drop_ahead()
        self._planning.start()

    def _plan_ahead(self) -> None:
        """Plan the replacing of all places: at the key it has then only to be written.

        Not where nothing is to stand in their place: so the field is before it is filled in.
        """
        desk, template = self._desk, self._desk.find_bar.template
        if not template or not desk.find_bar.replacing or desk.search.running or desk.large.busy:
            return
        found = self._wanted(desk.search.hits)
        if len(found) > LARGE:
            plan = desk.large.ahead(desk.search.replacing(template, found))
            self._ahead = _Ahead(desk.search.hits, template, found, plan)

    def _take_ahead(self, template: str, found: list[Hit]) -> Ahead | None:
        """What was planned ahead, if it is this."""
        ahead, hits = self._ahead, self._desk.search.hits
        self._ahead = None
        if ahead is None:
            return None
        if ahead.hits is hits and ahead.template == template and ahead.found == found:
            return ahead.plan
        ahead.plan.stop()
        return None

    def _drop_ahead(self) -> None:
        self._planning.stop()
        if self._ahead is not None:
            self._ahead.plan.stop()
            self._ahead = None

    def _replace(self, found: list[Hit], template: str) -> None:
        self._spare_what_was_replaced()
        desk = self._desk
        desk.session.commit(desk)
        asked = _NONE
        if len(found) > 1:
            found = self._wanted(found)
            asked = _Asked(desk.search.hits, len(found), frozenset(self._spared))
        if not found:
            desk.say(desk.tr("Nothing was replaced: no place in the list is ticked."))
            return
        ahead = self._take_ahead(template, found)
        if ahead is not None:
            if desk.large.carry_out("replace", ahead):
                self._asked = asked
            return
        work = desk.search.replacing(template, found)
        if len(found) > LARGE or desk.search.query.regular:
            if desk.large.plan("replace", work):
                self._asked = asked
            return
        try:
            done = desk.do(run(work))
        except UserError as error:
            done = False
            desk.failed(error)
        if done:
            self._note(asked)
        desk.find_bar.refresh()

    def _ended(self, changed: bool) -> None:
        """Note what has been replaced; words that were put in their own place have not."""
        asked, self._asked = self._asked, _NONE
        if changed:
            self._note(asked)

    def _forget(self) -> None:
        self._asked = _NONE

    def _note(self, asked: _Asked) -> None:
        """Say how many places were replaced at once, and note that they were."""
        if not asked.many:
            return
        desk, count = self._desk, asked.many
        said = counted(
            count, desk.tr("{count} place replaced."), desk.tr("{count} places replaced.")
        )
        self._replaced = _Replaced(asked, desk.search.query, desk.session.history.undoable, said)
        desk.say(said)

    def _spare_what_was_replaced(self) -> None:
        """Untick what is found after all was replaced: it was spared, or stands in the new words.

        Replacing "Clenton" by "Dr Clenton" twice must not make doctors of doctors. Once that is
        undone, the ticks are back as they were, and the message of it is gone.
        """
        done, search = self._replaced, self._desk.search
        if done is None or search.hits is done.asked.hits:
            return
        history = self._desk.session.history
        step = history.step_of(done.edit) if done.edit is not None else None
        if step is None or search.query != done.query:
            self._replaced = None
            return
        stands = step.stop <= history.head
        if stands is not done.unticked:
            done.unticked = stands
            found = set(search.hits)
            self.places.model.spare(found if stands else found & done.asked.spared)
            if not stands:
                self._desk.window_.message.dismiss_if(done.said)
