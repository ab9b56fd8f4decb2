"""Wording: spelling on the page, the show's glossary, and the check-up of the whole episode."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMenu

from editor.app.checkup.hearing import Hearing
from editor.app.checkup.items import Item
from editor.app.checkup.sources import questions, sources
from editor.app.checkup.speakers import Voices
from editor.app.glossary.entries import Entry, add_entries
from editor.app.settings import SPELLING
from editor.app.spelling.speller import Speller
from editor.model.edits import Aspect, Change
from editor.model.errors import StaleEdit, UserError
from editor.model.time import Span
from editor.model.verbs.lines import type_text
from editor.model.words import TextChange, tokens
from editor.ui.features.feature import Feature, Panel
from editor.ui.features.speaker_voices import SpeakerVoices
from editor.ui.features.word_times import WordTimes
from editor.ui.panels.checkup import CheckupPanel
from editor.ui.panels.glossary import GlossaryPanel
from editor.ui.spelling import Spelling

if TYPE_CHECKING:
    from collections import Counter

    from editor.app.checkup.items import Source
    from editor.app.jobs import Job
    from editor.model.edits import Edit
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk

_SETTLED: Final = 900
"""Ms without a change after which an open check-up is looked through again."""


class Wording(Feature):
    """``checkup`` is the list of what to look at, ``glossary`` the show's words."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        folder = desk.window_.folders.data / "glossaries"
        self.spelling = Spelling(desk.page, desk.runner)
        self.glossary = GlossaryPanel(desk.session, desk.do, folder)
        self.checkup = CheckupPanel(desk.session.episode, desk.window_.theme)
        self.panels = (
            Panel("checkup", self.checkup.tr("Check-up"), self.checkup),
            Panel("glossary", self.glossary.tr("Glossary"), self.glossary),
        )
        self._job: Job | None = None
        self._language: str | None = None
        self._version = -1
        self._later = QTimer(self.checkup, singleShot=True, interval=_SETTLED)
        self._later.timeout.connect(self._look)
        self._known_later = QTimer(self.checkup, singleShot=True, interval=0)
        self._known_later.timeout.connect(self._learn_known)
        self.glossary.failed.connect(desk.failed)
        self.glossary.checked.connect(self._open_checkup)
        self.checkup.shown.connect(self._show)
        self.checkup.listened.connect(self._listen)
        self.checkup.answered.connect(self._answer)
        self.spelling.suggested.connect(self._offer)
        self.spelling.failed.connect(desk.failed)
        self._ends = [
            desk.session.episode.watch(self),
            desk.session.listen(self._touched),
            desk.settings.watch(SPELLING, self._switch),
        ]

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of wording with what they do."""
        return {
            "checkup.run": self._open_checkup,
            "glossary.add": self._add_to_glossary,
            "spelling.suggest": self._suggest,
            "view.spelling": self._toggle,
        }

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """Only what is known of episode and people changes what spelling knows."""
        if change.aspect & (Aspect.INFO | Aspect.PEOPLE):
            self._known_later.start()

    def come_back(self) -> None:
        self._switch()
        self._learn_known()

    def shut(self) -> None:
        for end in self._ends:
            end()
        self._later.stop()
        self._known_later.stop()
        if self._job is not None:
            self._job.cancel()
        self.glossary.close_watch()
        self.spelling.shut()

    # --- spelling

    def _touched(self) -> None:
        """Something was edited or a key was pressed: nothing but a timer is on that path."""
        if self.checkup.isVisible():
            self._later.start()

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
        """Show what may be meant in a menu at the caret."""
        page = self._desk.page
        menu = QMenu(page)
        menu.setAccessibleName(menu.tr("Suggestions"))
        for text in found:
            menu.addAction(text, partial(self._put, word, text))
        if not found:
            menu.addAction(menu.tr("No suggestion")).setEnabled(False)
        menu.addSeparator()
        words = menu.tr("Add “{word}” to the glossary").format(word=word)
        menu.addAction(words, partial(self._learn, word))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(page.viewport().mapToGlobal(page.cursorRect().bottomLeft()))

    def _put(self, word: str, text: str) -> None:
        desk = self._desk
        desk.page.editing.commit()
        start, end = self._word()
        if desk.session.line(desk.row).text[start:end] == word:
            change = TextChange(start, end - start, text)
            desk.do(type_text(desk.session.episode, desk.row, change))

    def _learn(self, word: str) -> None:
        self._desk.do(add_entries(self._desk.session.episode, [Entry(word)]))

    def _add_to_glossary(self) -> None:
        start, end = self._word()
        word = self._desk.selected_text or self._desk.session.line(self._desk.row).text[start:end]
        self._desk.frame.bring_up("glossary")
        self.glossary.begin(word)

    # --- check-up

    def _open_checkup(self) -> None:
        self._desk.frame.show_panel("checkup")
        self.checkup.list.setFocus()
        self._look()

    def _look(self) -> None:
        """Look through the episode, beside the window."""
        desk = self._desk
        desk.page.editing.commit()
        if self._job is not None:
            self._job.cancel()
        self._version = desk.session.episode.version
        work = questions(desk.session.episode.snapshot(), self._sources())
        self._job = desk.runner.start("checkup", work, done=self._found, failed=self._failed)

    def _sources(self) -> tuple[Source, ...]:
        doubts = self._desk.feature(WordTimes).doubts
        hints = self._desk.feature(SpeakerVoices).hints
        return sources(self.spelling.speller, Hearing(doubts), Voices(hints))

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._desk.failed(error)

    def _found(self, found: tuple[list[Item], Counter[str], int]) -> None:
        self._job = None
        if self._version != self._desk.session.episode.version:
            self._later.start()  # answered or edited meanwhile: the list would come back old
            return
        items, rules, done = found
        self.checkup.show_items(items, rules, done + self._desk.tallies.all_marks().reviewed)

    def _show(self, item: Item) -> None:
        lines = self._desk.session.episode.transcript
        if lines.has(item.line):
            row = lines.index_of(item.line)
            self._desk.go(row, item.start)
            self._desk.page.show_finding(row, item.start, item.end)

    def _listen(self, item: Item) -> None:
        lines = self._desk.session.episode.transcript
        if lines.has(item.line):
            span = item.span or lines.by_id(item.line).span
            self._desk.playback.play_span(Span(max(0, span.start - 300), span.end))

    def _answer(self, how: str, items: list[Item]) -> None:
        """Do what was answered; the list, already at the next item, is looked through again."""
        desk = self._desk
        desk.page.editing.commit()
        try:
            desk.session.do(self._plan(how, items), self)  # the page stays with the next item
        except (UserError, StaleEdit) as error:
            desk.failed(error)
        self._later.start()

    def _plan(self, how: str, items: list[Item]) -> Edit:
        episode = self._desk.session.episode
        found_by = {source.name: source for source in self._sources()}
        source = found_by[items[0].source]
        if how == "never":
            return source.never(episode, items)
        return (
            source.accept(episode, items)
            if how.startswith("accept")
            else source.stet(episode, items)
        )
