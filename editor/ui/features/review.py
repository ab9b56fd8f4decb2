"""Review: everything a person should look at in one queue, its answers, and what is heard of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer

from editor.app.reasons import account_of
from editor.app.review.answering import How, acceptable, answer, answering
from editor.app.review.hearing import Hearing
from editor.app.review.marks import mark_of
from editor.app.review.queue import Order, Queue, beyond, gather
from editor.app.review.sieve import WAITING, Show, Sieve
from editor.app.review.sources import Corrected, sources
from editor.app.review.speakers import Voices
from editor.app.settings import QUESTION_MARKS
from editor.model.edits import Aspect, Change
from editor.model.errors import StaleEdit, UserError
from editor.ui.features.audition import Audition
from editor.ui.features.feature import Feature
from editor.ui.features.places import Places
from editor.ui.features.speaker_voices import SpeakerVoices
from editor.ui.features.word_times import WordTimes
from editor.ui.features.wording import Wording
from editor.ui.large import LARGE
from editor.ui.panels.review import ReviewPanel
from editor.ui.side import Tab

if TYPE_CHECKING:
    from editor.app.jobs import Job
    from editor.app.review.items import Item, Source
    from editor.model.episode import Episode
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk

_SETTLED: Final = 700
"""Ms without a change after which the review, where any of it is seen, is looked through again."""
_AT_ONCE: Final = 3_000
"""Lines up to which an answer for all alike is planned at once; beyond, beside the window."""
_COUNTED: Final = Aspect.MARKS | Aspect.ROWS | Aspect.TEXT | Aspect.PEOPLE


class Review(Feature):
    """What the Review menu does, with the list it is done in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._tab = Tab("review", desk.tr("Review"), self._make_panel)
        self.panels = (self._tab,)
        self.audition = Audition(desk)
        desk.large.taken.connect(self._give_way)
        self._job: Job | None = None
        self._version = -1
        self._took = 0.0
        self._asked: dict[int, list[int]] = {}
        self._then: Callable[[], object] | None = None
        self._later = QTimer(desk, singleShot=True)
        self._later.timeout.connect(self._look)
        self._count = QTimer(desk, singleShot=True, interval=0)
        self._count.timeout.connect(lambda: self.panel.refresh())
        self._ends = [
            desk.session.episode.watch(self),
            desk.session.listen(self._touched),
            desk.settings.watch(QUESTION_MARKS, self._switch_questions),
        ]

    @property
    def panel(self) -> ReviewPanel:
        """The one list of what waits for a person."""
        return self._tab.panel

    def _make_panel(self) -> ReviewPanel:
        desk, window = self._desk, self._desk.window_
        panel = ReviewPanel(desk.session.episode, desk.tallies, window.actions_, window.theme)
        panel.counted.connect(desk.standing.show_reviewed)
        panel.shown.connect(self._show)
        panel.answered.connect(self._answer)
        panel.sifted.connect(self._look)
        panel.opened.connect(self._opened)
        panel.list.activated.connect(self._edit)
        return panel

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of the review with what they do."""
        answers = {
            "finding.strike": How.ACCEPT,
            "finding.stet": How.STET,
            "finding.hear": How.HEARD,
            "finding.alike": How.ACCEPT_ALIKE,
            "finding.stet-alike": How.STET_ALIKE,
            "finding.never": How.NEVER,
        }
        return {
            **{name: partial(self._say, how) for name, how in answers.items()},
            "finding.next": partial(self._walk, 1),
            "finding.previous": partial(self._walk, -1),
            "finding.listen": lambda: self.audition.play(self.panel.current),
            "finding.listen-cut": lambda: self.audition.play_cut(self.panel.current),
            "finding.edit": self._edit,
            "finding.unheard": self._unheard,
            "review.run": self._open,
            "glossary.correct": self._correct,
            "play.as-cut": self.audition.play_on_cut,
        }

    @property
    def settled(self) -> bool:
        """Whether the list is as the episode is: looked at, and no look is under way or due."""
        looked = self._version >= 0
        return looked and self._job is None and not self._later.isActive()

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """Counts follow at once, as soon as the whole edit is in."""
        if change.touches(_COUNTED):
            self._count.start()

    def come_back(self) -> None:
        self._count.start()
        self._touched()

    def shut(self) -> None:
        self.audition.shut()
        for end in self._ends:
            end()
        self._later.stop()
        self._count.stop()
        if self._job is not None:
            self._job.cancel()

    # --- looking

    def _open(self) -> None:
        """Show everything that waits, looked through anew."""
        self.panel.list_all()
        self._desk.frame.bring_up("review")
        self.panel.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._desk.page.editing.commit()
        self._look()

    def _correct(self) -> None:
        """List what the glossary says is misheard, and nothing else."""
        self._then = self._list_corrections
        self._open()

    def _list_corrections(self) -> None:
        if not self.panel.list_kind(Corrected.name):
            self._desk.say(self._desk.tr("Nothing that the glossary calls misheard stands here."))

    def _opened(self) -> None:
        """The panel came on the screen: its list may be an old one."""
        if self._tab.isVisible() and self._version != self._desk.session.episode.version:
            self._later.start(_SETTLED)

    def _touched(self) -> None:
        """Something was edited or a key was pressed: nothing but a timer is on that path."""
        if self._tab.isVisible() or self._desk.settings[QUESTION_MARKS]:
            self._later.start(max(_SETTLED, round(self._took * 2_000)))

    def _look(self) -> None:
        """Look through the episode, beside the window, once all of it is on the page."""
        desk = self._desk
        self._later.stop()
        if desk.large.busy or not desk.page.sheet.complete:
            self._later.start(_SETTLED)
            return
        if self._job is not None:
            self._job.cancel()
        episode, sieve = desk.session.episode.snapshot(), self.panel.sieve
        self._version, began = desk.session.episode.version, time.monotonic()
        work = gather(episode, self._sources(sieve), self.panel.order, _spoken_by(episode, sieve))
        self._job = desk.runner.start(
            "review",
            work,
            done=lambda queue: self._found(queue, time.monotonic() - began),
            failed=desk.failed,
            ended=self._ended,
            quiet=True,
        )

    def _give_way(self) -> None:
        """Leave the machine to a large edit: what a look finds meanwhile is old when it comes."""
        if self._job is not None:
            self._job.cancel()
            self._version = -1
            self._later.start(_SETTLED)

    def _ended(self) -> None:
        self._job = None

    def _sources(self, sieve: Sieve) -> tuple[Source, ...]:
        """Everybody who asks; what is no mark is only ever waiting."""
        found_by = self._all_sources(sieve)
        if sieve.show is Show.WAITING:
            return found_by
        return tuple(source for source in found_by if source.name == "mark")

    def _found(self, queue: Queue, took: float) -> None:
        self._took = took
        if self._version != self._desk.session.episode.version:
            self._touched()  # answered or edited meanwhile: the list would come back old
            return
        self.panel.show_queue(queue)
        if self.panel.sieve.show is Show.WAITING:
            self._asked = queue.asked
            self._mark_questions()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _mark_questions(self) -> None:
        """Have what is asked marked beside the page, if that is wanted."""
        on = self._desk.settings[QUESTION_MARKS]
        self._desk.feature(Places).marks.show_questions(self._asked if on else {})

    def _switch_questions(self) -> None:
        self._mark_questions()
        self._touched()

    def _once_looked(self, act: Callable[[], object]) -> None:
        """Do something now, or as soon as the list is there."""
        if self._version >= 0 and self._job is None:
            act()
            return
        self._then = act
        if self._job is None:
            self._look()

    # --- walking

    def _walk(self, by: int) -> None:
        self._desk.frame.bring_up("review")
        self._once_looked(partial(self._step, by))

    def _step(self, by: int) -> None:
        """Go on in the list; in the order of the text, from the caret."""
        desk, panel = self._desk, self.panel
        went = self._from_caret(by) if panel.order is Order.TEXT else self._from_item(by)
        if not went:
            desk.say(
                desk.tr("No finding after this place waits for you.")
                if by > 0
                else desk.tr("No finding before this place waits for you.")
            )

    def _from_item(self, by: int) -> bool:
        item, desk = self.panel.current, self._desk
        lines = desk.session.episode.transcript
        if item is not None and lines.has(item.line):
            here = (desk.row, desk.offset) == (lines.index_of(item.line), item.start)
            if not here and by > 0:
                return self.panel.go(self.panel.list.currentIndex().row())
        return self.panel.step(by)

    def _from_caret(self, by: int) -> bool:
        desk, items = self._desk, self.panel.model.items
        here = (desk.row, desk.offset)
        return self.panel.go(beyond(desk.session.episode, items, here, by))

    def _unheard(self) -> None:
        """Show what has to be listened to before the clean version counts as reviewed."""
        self._desk.frame.bring_up("review")
        self.panel.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._then = self._tell_unheard
        if self.panel.sieve == Sieve(Show.UNHEARD):
            self._look()
        self.panel.choose(Sieve(Show.UNHEARD))

    def _tell_unheard(self) -> None:
        if not self.panel.go(0):
            self._desk.say(self._desk.tr("Nothing that is struck waits to be listened to."))

    def _show(self, item: Item) -> None:
        """Show the item on the page, the caret before it; the focus stays where it is."""
        desk = self._desk
        lines = desk.session.episode.transcript
        if not lines.has(item.line):
            return
        row = lines.index_of(item.line)
        desk.go(row, item.start)
        desk.page.show_finding(row, item.start, item.end)
        mark = mark_of(desk.session.episode, item)
        told = (
            account_of(desk.session.episode, lines.by_id(item.line), mark)
            if mark is not None
            else (self.panel.said,)
        )
        words = (item.words.strip(" ,"), *told)
        desk.page.announcer.tell(". ".join(filter(None, words)))

    def _edit(self) -> None:
        """Select the words on the page and put the keys there: they are corrected by hand."""
        item, lines = self.panel.current, self._desk.session.episode.transcript
        if item is not None and lines.has(item.line):
            row = lines.index_of(item.line)
            self._desk.page.go_to(row, item.start, item.end - item.start)
            self._desk.take_focus()

    # --- answering

    def _say(self, how: How) -> None:
        item = self.panel.current
        if how.accepts and item is not None and not acceptable(item):
            self._desk.say(
                self._desk.tr("Nothing is suggested here: let it stand, or correct it by hand.")
            )
            return
        if how is How.HEARD:
            self.audition.play(item)
            if item is not None and item.source != "mark":
                self.panel.step(1)
                return
        self.panel.answer(how)

    def _answer(self, how: How, items: list[Item]) -> None:
        """Do what was answered, in one step; the list is at the next item already."""
        desk = self._desk
        desk.page.editing.commit()
        source = self._source_of(items[0])
        episode, heard = desk.session.episode, self.audition.heard is items[0]
        if len(items) >= LARGE or (how.of_all and len(episode.transcript) > _AT_ONCE):
            desk.large.plan("review", answering(episode.snapshot(), source, how, items))
            return
        try:
            desk.session.do(answer(episode, source, how, items, listened=heard), self)
        except (UserError, StaleEdit) as error:
            desk.failed(error)
        self._later.start(0 if how.accepts and items[0].source != "mark" else _SETTLED)

    def _source_of(self, item: Item) -> Source:
        return next(one for one in self._all_sources() if one.name == item.source)

    def _all_sources(self, sieve: Sieve = WAITING) -> tuple[Source, ...]:
        speller = self._desk.feature(Wording).spelling.speller
        doubts = self._desk.feature(WordTimes).doubts
        hints = self._desk.feature(SpeakerVoices).hints
        return sources(speller, Hearing(doubts), Voices(hints), sieve=sieve)


def _spoken_by(episode: Episode, sieve: Sieve) -> Callable[[Item], bool] | None:
    """Lets through what is said by the speaker that was chosen; ``None`` where all of it is."""
    if sieve.speaker is None:
        return None
    lines = episode.transcript
    return lambda item: (lines.by_id(item.line).speaker or 0) == sieve.speaker
