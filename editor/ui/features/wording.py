"""Wording: spelling on the page, and the show's glossary."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from editor.app.glossary.entries import Entry, add_entries, terms_of
from editor.app.glossary.looking import harvest
from editor.app.glossary.shows import Shows
from editor.app.settings import GLOSSARY_FOLDER, SPELLING
from editor.app.spelling.speller import Speller
from editor.model.edits import Aspect, Change
from editor.model.verbs.lines import type_text
from editor.model.words import TextChange, tokens
from editor.ui.chosen_folders import ChosenFolder
from editor.ui.features.feature import Feature
from editor.ui.panels.glossary import GlossaryPanel
from editor.ui.side import Tab
from editor.ui.spelling import Spelling

if TYPE_CHECKING:
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk


class Wording(Feature):
    """``spelling`` underlines on the page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.spelling = Spelling(desk.page, desk.runner)
        self._tab = Tab("glossary", desk.tr("Glossary"), self._make_panel)
        self.panels = (self._tab,)
        self._language: str | None = None
        self._known_later = QTimer(desk, singleShot=True, interval=0)
        self._known_later.timeout.connect(self._learn_known)
        self._menu: QMenu | None = None
        desk.page.menu_asked.connect(self._fill)
        self.spelling.suggested.connect(self._offer)
        self.spelling.failed.connect(desk.failed)
        self._ends = [
            desk.session.episode.watch(self),
            desk.settings.watch(SPELLING, self._switch),
        ]

    @property
    def glossary(self) -> GlossaryPanel:
        """The panel of the show's words."""
        return self._tab.panel

    def _make_panel(self) -> GlossaryPanel:
        desk = self._desk
        panel = GlossaryPanel(
            desk.session,
            desk.do,
            Shows(desk.window_.folders.glossaries),
            ChosenFolder(desk.settings, GLOSSARY_FOLDER, desk.path.parent),
        )
        panel.failed.connect(desk.failed)
        panel.kept.connect(self._kept)
        panel.learnt.connect(desk.take_focus)
        panel.sought.connect(self._harvest)
        panel.checked.connect(partial(desk.window_.actions_.run, "glossary.correct"))
        return panel

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of wording with what they do."""
        return {
            "glossary.add": self._add_to_glossary,
            "spelling.suggest": self._suggest,
            "view.spelling": self._toggle,
        }

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """Only what is known of episode and people changes what spelling knows."""
        if change.touches(Aspect.INFO | Aspect.PEOPLE):
            self._known_later.start()

    def come_back(self) -> None:
        self._switch()
        self._learn_known()

    def shut(self) -> None:
        for end in self._ends:
            end()
        self._known_later.stop()
        if self._tab.known:
            self.glossary.close_watch()
        self.spelling.shut()

    def _harvest(self) -> None:
        """Look for names and terms beside the window."""
        desk = self._desk
        desk.session.commit(desk)
        episode = desk.session.episode.snapshot()
        known = terms_of(episode.info)
        desk.runner.start(
            "harvest",
            harvest(episode, known),
            done=self.glossary.offer,
            failed=desk.failed,
            quiet=True,
        )

    # --- spelling

    def _learn_known(self) -> None:
        """Names, terms or the language may be others."""
        episode = self._desk.session.episode
        if episode.info.language != self._language:
            self._language = episode.info.language
            self.spelling.use(Speller.of_language(self._language))
        self.spelling.refresh()

    def _toggle(self) -> None:
        self._desk.settings[SPELLING] = not self._desk.settings[SPELLING]

    def _switch(self) -> None:
        self.spelling.on = self._desk.settings[SPELLING]
        self._desk.window_.actions_.check("view.spelling", on=self.spelling.on)
        self._desk.page.viewport().update()

    def _word(self) -> tuple[int, int]:
        """Where in the line's own text the word at the caret stands; nowhere: twice the caret."""
        at, text = self._desk.offset, self._desk.session.line(self._desk.row).text
        found = (t for t in tokens(text) if t.start <= at <= t.end)
        return next(((t.start, t.end) for t in found), (at, at))

    def _suggest(self) -> None:
        desk = self._desk
        start, end = self._word()
        word = desk.session.line(desk.row).text[start:end]
        if not self.spelling.speller.usable:
            desk.say(desk.tr("There is no dictionary for this language on this computer."))
        elif word:
            self.spelling.suggest(word)

    def _offer(self, word: str, found: list[str]) -> None:
        """Show what may be meant: in the menu that is open, else in one at the caret."""
        if self._menu is not None:
            self._list(self._menu, word, found)
            return
        page = self._desk.page
        menu = QMenu(page)
        menu.setAccessibleName(menu.tr("Suggestions"))
        self._list(menu, word, found)
        menu.addSeparator()
        self._add_learning(menu, word)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(page.viewport().mapToGlobal(page.cursorRect().bottomLeft()))

    def _list(self, menu: QMenu, word: str, found: list[str]) -> None:
        """Put suggestions at the head of a menu."""
        first = next(iter(menu.actions()), None)
        for text in found or [""]:
            action = QAction(text or menu.tr("No suggestion"), menu)
            action.setEnabled(bool(text))
            action.triggered.connect(partial(self._put, word, text))
            _insert(menu, action, first)

    def _fill(self, menu: QMenu) -> None:
        """Give the page's own menu what belongs to the word at the caret."""
        start, end = self._word()
        word = self._desk.session.line(self._desk.row).text[start:end]
        first = next(iter(menu.actions()), None)
        if not word or first is None:
            return
        menu.insertSeparator(first)
        self._add_learning(menu, word, menu.actions()[0])
        if self.spelling.on and self.spelling.speller.said(word):
            self._menu = menu
            menu.aboutToHide.connect(self._unfill)
            self.spelling.suggest(word)

    def _unfill(self) -> None:
        self._menu = None

    def _add_learning(self, menu: QMenu, word: str, before: QAction | None = None) -> None:
        action = QAction(menu.tr("Add “{word}” to the glossary").format(word=word), menu)
        action.triggered.connect(partial(self._learn, word))
        _insert(menu, action, before)

    def _put(self, word: str, text: str) -> None:
        desk = self._desk
        desk.page.editing.commit()
        start, end = self._word()
        if desk.session.line(desk.row).text[start:end] == word:
            change = TextChange(start, end - start, text)
            desk.do(type_text(desk.session.episode, desk.row, change))

    def _kept(self, show: str) -> None:
        said = self._desk.tr("Every episode of {show} can have these terms and corrections now.")
        self._desk.say(said.format(show=show))

    def _learn(self, word: str) -> None:
        self._desk.do(add_entries(self._desk.session.episode, [Entry(word)]))

    def _add_to_glossary(self) -> None:
        start, end = self._word()
        word = self._desk.selected_text or self._desk.session.line(self._desk.row).text[start:end]
        self._desk.frame.bring_up("glossary")
        self.glossary.begin(word)


def _insert(menu: QMenu, action: QAction, before: QAction | None) -> None:
    """Put an action before another one of a menu, at its end where there is none."""
    if before is None:
        menu.addAction(action)
    else:
        menu.insertAction(before, action)
