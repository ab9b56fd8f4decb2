"""Review panel: how far the review is, what is asked now, and the list of what waits."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from editor.app.commands import Context
from editor.app.review.answering import How, acceptable
from editor.app.review.queue import Order, Queue
from editor.app.review.sieve import WAITING, Show, Sieve
from editor.ui.panels.cards import ItemCard
from editor.ui.panels.fitting import FittingArea
from editor.ui.panels.kinds import KINDS, Group, KindChooser
from editor.ui.panels.review_list import ITEM, ReviewList, ReviewModel
from editor.ui.panels.sieve import SieveBar
from editor.ui.pieces import heading, muted

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from editor.app.review.items import Item
    from editor.app.tallies import Tallies
    from editor.model.episode import Episode
    from editor.ui.actions import Actions
    from editor.ui.theme import Theme

_NEAR: Final = 50
"""Rows around the chosen one in which it is looked for after another look."""
_TAKEN_BACK: Final = 500
"""Answers that are known again when they are taken back."""
_STAYING: Final = frozenset({Show.ALL, Show.DECIDED})
"""What goes on being listed once it is decided."""


class ReviewPanel(QWidget):
    """Holds a queue; others fill it and carry out the answers.

    ``counted`` carries how many are answered, of how many; ``shown`` the item a person came to;
    ``answered`` how and which items, the one that was asked first. ``sifted`` asks for another
    queue, and so does ``opened``, where this one is old.
    """

    counted = Signal(int, int)
    shown = Signal(object)
    answered = Signal(object, list)
    sifted = Signal()
    opened = Signal()

    def __init__(self, episode: Episode, tallies: Tallies, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Review"))
        self._episode = episode
        self._tallies = tallies
        self._queue = self._waiting = Queue()
        self._looked = False
        self._silent = False
        self._answers: deque[Item] = deque(maxlen=_TAKEN_BACK)
        self._kinds = KindChooser(theme, self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Reviewed"))
        self._reviewed = muted("", self)
        self._sieve = SieveBar(self)
        self._card = ItemCard(actions, theme, self)
        self.model = ReviewModel(episode, self)
        self.list = ReviewList(self.model, theme, self)
        self._lay_out()
        self._kinds.chosen.connect(self._list_kind)
        self._sieve.changed.connect(self.sifted)
        self.list.passed.connect(self._pass)
        self.addActions(actions.of(Context.FINDINGS))
        theme.changed.connect(self.refresh)
        self._card.hide()
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.opened.emit()

    @property
    def sieve(self) -> Sieve:
        """What was chosen to be listed."""
        return self._sieve.sieve

    @property
    def order(self) -> Order:
        """What comes first in the list."""
        return self._sieve.order

    @property
    def current(self) -> Item | None:
        """The item that is asked now."""
        item: Item | None = self.list.currentIndex().data(ITEM)
        return item

    @property
    def said(self) -> str:
        """What the card says of the current item, for those who do not see it."""
        return self._card.accessibleDescription()

    def show_queue(self, queue: Queue) -> None:
        """Show another queue; the item that is asked stays, and nobody is sent anywhere."""
        self._queue, self._looked = queue, True
        if self.sieve == WAITING:
            self._waiting = queue
        again = self._asked_again()
        row, was = max(0, self.list.currentIndex().row()), again or self.current
        with self._silently():
            self._show_list(row, was)
        self.refresh()
        if again is not None and self.list.hasFocus():
            self.shown.emit(self.current)

    def _asked_again(self) -> Item | None:
        """What was answered last and is asked again: the answer was taken back.

        Of several, the one that was answered first: undo goes back in that order.
        """
        found = None
        while self._answers and self.sieve.show not in _STAYING:
            item = self._answers[-1]
            likes = self._queue.alike(item)
            if not any((one.one, one.start) == (item.one, item.start) for one in likes):
                break
            found = self._answers.pop()
        return found

    def refresh(self) -> None:
        """Say anew how many of everything there are."""
        self._sieve.show_people(self._episode.speakers)
        self._kinds.show_groups(self._groups())
        self._show_progress()
        self._show_card()

    def choose(self, sieve: Sieve) -> None:
        """List something else."""
        self._sieve.choose(sieve)

    def list_all(self) -> None:
        """List everything that waits."""
        self._kinds.choose("")
        self._sieve.choose(WAITING)

    def list_kind(self, key: str) -> bool:
        """List what waits of one category; ``False`` where nothing does."""
        if not self._queue.of(key):
            return False
        self._kinds.choose(key)
        self._list_kind(key)
        return True

    def answer(self, how: How) -> None:
        """Answer the current item, or all like it, and go on to the next."""
        item = self.current
        if item is None or (how.accepts and not acceptable(item)):
            return
        items = [item]
        if how.of_all:
            items += [one for one in self._queue.alike(item) if one is not item]
        row = self.list.currentIndex().row()
        self._answers.append(item)
        self.answered.emit(how, items)
        if self.sieve.show in _STAYING:
            self.step(1)
            return
        self._queue.cross_out(items)
        with self._silently():
            if len(items) == 1:
                self.model.drop(row)
                self._choose_row(row)
            else:
                self._show_list(row)
        self.refresh()
        if self.current is not None:
            self.shown.emit(self.current)

    def step(self, by: int) -> bool:
        """Go to the next item (1) or the one before (-1); ``False`` where there is none."""
        return self.go(self.list.currentIndex().row() + by)

    def go(self, row: int) -> bool:
        """Go to an item of the list; ``False`` where there is none."""
        if not 0 <= row < len(self.model.items):
            return False
        if row == self.list.currentIndex().row():
            self._pass(self.current)
        else:
            self.list.setCurrentIndex(self.model.reach(row))
        return True

    def _groups(self) -> list[Group]:
        others = self._others()
        left = others.total() + self._tallies.all_marks().proposed
        groups = [Group("", left, left, left)]
        groups += [Group(key, count, count, 1) for key, count in others.items()]
        groups += [
            Group(kind.value, tally.total, tally.proposed, tally.asked)
            for kind, tally in self._tallies.marks().items()
        ]
        return groups

    def _others(self) -> Counter[str]:
        """How many wait in each category that is none of the cleaning's: those are tallied."""
        waiting = self._waiting.categories
        return Counter({key: count for key, count in waiting.items() if key not in KINDS})

    def _show_progress(self) -> None:
        marks = self._tallies.all_marks()
        done = marks.reviewed + self._waiting.done
        whole = done + self._others().total() + marks.proposed
        self.counted.emit(done, whole)
        self._bar.setRange(0, max(1, whole))
        self._bar.setValue(done if whole else 1)
        said = self.tr("{done} of {all} reviewed").format(done=f"{done:,}", all=f"{whole:,}")
        self._reviewed.setText(said if whole else self.tr("Nothing waits for your decision."))
        plain = self.sieve == WAITING or not self._looked
        self._sieve.show_count(None if plain else len(self.model.items))

    def _show_card(self) -> None:
        item = self.current
        there = item is not None and self._episode.transcript.has(item.line)
        if item is not None and there:
            self._card.show_item(self._episode, item)
        self._card.setVisible(there)

    def _list_kind(self, key: str) -> None:
        """List one category: what waits of it; where nothing does, whatever was found."""
        groups = {group.key: group for group in self._groups()}
        if key and not groups[key].left and key in KINDS and self.sieve.show is Show.WAITING:
            self._sieve.choose(Sieve(Show.ALL))
        else:
            self._show_list(0)
            self.refresh()

    def _show_list(self, row: int, was: Item | None = None) -> None:
        """List what waits of the chosen category, from a row on or from the item it was on."""
        items = self._queue.of(self._kinds.key)
        if was is not None:
            near = range(max(0, row - _NEAR), min(len(items), row + _NEAR))
            same = [at for at in near if items[at].one == was.one]
            row = min(same, key=lambda at: abs(items[at].start - was.start), default=row)
        self.model.show_items(items, row)
        self._choose_row(row)

    def _choose_row(self, row: int) -> None:
        if self.model.items:
            row = min(row, len(self.model.items) - 1)
            self.list.setCurrentIndex(self.model.reach(row))

    def _pass(self, item: Item | None) -> None:
        """A person came to an item."""
        if not self._silent and item is not None:
            self._show_card()
            self.shown.emit(item)

    @contextmanager
    def _silently(self) -> Iterator[None]:
        self._silent = True
        try:
            yield
        finally:
            self._silent = False

    def _lay_out(self) -> None:
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 12, 0, 6)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(heading(self.tr("To review"), inner))
        head.addStretch(1)
        head.addWidget(self._reviewed)
        body = QVBoxLayout()
        body.setContentsMargins(14, 0, 14, 4)
        body.setSpacing(7)
        body.addLayout(head)
        for part in (self._bar, self._kinds, self._sieve, self._card):
            body.addWidget(part)
        column.addLayout(body)
        column.addWidget(self.list, 1)
        area = FittingArea(inner, self.tr("To review"), self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
