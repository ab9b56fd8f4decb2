"""Review panel: counts of each kind, how far the review is, and the next findings as cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from editor.app import review
from editor.app.commands import Context
from editor.model.edits import Aspect, Change, Edit
from editor.model.marks import Kind, Mark
from editor.ui.panels.cards import FindingCard
from editor.ui.panels.kinds import KindList
from editor.ui.pieces import heading, muted

if TYPE_CHECKING:
    from editor.app.session import Session
    from editor.app.tallies import Tallies
    from editor.model.episode import Episode
    from editor.model.verbs.cleaning import Marked
    from editor.ui.actions import Actions
    from editor.ui.theme import Theme

CARDS: Final = 4


class ReviewPanel(QWidget):
    """What is left to decide.

    ``shown`` carries line id and mark of the current finding; ``listened`` asks to hear it.
    """

    shown = Signal(int, object)
    listened = Signal(int, object)

    def __init__(self, session: Session, tallies: Tallies, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Review"))
        self._session = session
        self._tallies = tallies
        self._found: list[Marked] = []
        self._kinds = KindList(theme, self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Reviewed"))
        self._reviewed = muted("", self)
        self._cards = [
            FindingCard(actions, theme, self, current=place == 0) for place in range(CARDS)
        ]
        self._lay_out()
        for place, card in enumerate(self._cards):
            card.chosen.connect(lambda place=place: self._choose(place))
        self._kinds.chosen.connect(self._walk)
        self.addActions(actions.of(Context.FINDINGS))
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self._unwatch = session.episode.watch(self)
        self.refresh()

    @property
    def current(self) -> Marked | None:
        """The finding on the first card."""
        return self._found[0] if self._found else None

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """Marks or lines have changed; looked at once the whole edit is in."""
        if change.aspect & (Aspect.MARKS | Aspect.ROWS | Aspect.TEXT | Aspect.SPEAKER):
            self._later.start()

    def close_watch(self) -> None:
        """Stop listening; the project is closed."""
        self._later.stop()
        self._unwatch()

    def strike(self) -> None:
        """Accept the current finding and go on."""
        self._decide(review.strike)

    def stet(self) -> None:
        """Let the current finding stand and go on."""
        self._decide(review.stet)

    def strike_alike(self) -> None:
        """Accept all findings like the current one, in one step."""
        self._decide(review.strike_alike)

    def listen(self) -> None:
        """Ask to hear the current finding."""
        if self.current is not None:
            self.listened.emit(*self.current)

    def show_from(self, index: int, offset: int) -> bool:
        """Show the findings from a place of the transcript on; ``False`` where none follows."""
        return self._show(review.waiting(self._session.episode, index, offset), tell=True)

    def show_before(self, index: int, offset: int) -> bool:
        """Show the finding before a place; ``False`` where none is."""
        previous = next(review.before(self._session.episode, index, offset), None)
        if previous is None:
            return False
        line, mark = previous
        at = self._session.episode.transcript.index_of(line)
        return self.show_from(at, mark.start - 1)

    def refresh(self) -> None:
        """Count anew and show the findings that wait, from the current one on."""
        self._kinds.show_tallies(self._tallies.marks())
        self._show_progress()
        episode = self._session.episode
        index, offset = 0, -1
        if self.current is not None and episode.transcript.has(self.current[0]):
            index = episode.transcript.index_of(self.current[0])
            offset = self.current[1].start - 1
        if self._still_there(self.current):
            # A mark of a kind that is walked need not be waiting: it stays until it is left.
            rest = review.waiting(episode, index, offset + 1)
            self._show(_chain(self.current, rest), tell=False)
        elif not self._show(review.waiting(episode, index, offset), tell=False):
            self._show(review.waiting(episode), tell=False)

    def _lay_out(self) -> None:
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(6)
        title = heading(self.tr("Clean-up"), inner)
        title.setContentsMargins(14, 0, 14, 0)
        column.addWidget(title)
        column.addWidget(self._kinds)
        body = QVBoxLayout()
        body.setContentsMargins(14, 4, 14, 0)
        body.setSpacing(6)
        body.addWidget(self._bar)
        body.addWidget(self._reviewed)
        body.addSpacing(8)
        for card in self._cards:
            body.addWidget(card)
            body.addSpacing(4)
        column.addLayout(body)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("Clean-up"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _show_progress(self) -> None:
        tally = self._tallies.all_marks()
        self._bar.setRange(0, max(1, tally.asked))
        self._bar.setValue(tally.reviewed if tally.asked else 1)
        self._bar.setVisible(bool(tally.total))
        if tally.asked:
            said = self.tr("{done} of {asked} reviewed").format(
                done=f"{tally.reviewed:,}", asked=f"{tally.asked:,}"
            )
        else:
            said = self.tr("Nothing waits for your decision.")
        self._reviewed.setText(said)

    def _show(self, found: Iterator[Marked], *, tell: bool) -> bool:
        """Put findings on the cards; keeps what is shown where there is none."""
        listed = list(islice(found, CARDS))
        if not listed and tell:
            return False
        self._found = listed
        episode = self._session.episode
        for place, card in enumerate(self._cards):
            card.setVisible(place < len(listed))
            if place < len(listed):
                line, mark = listed[place]
                card.show_finding(episode, episode.transcript.by_id(line), mark)
        if tell:
            self.shown.emit(*listed[0])
        return bool(listed)

    def _choose(self, place: int) -> None:
        line, mark = self._found[place]
        self.show_from(self._session.episode.transcript.index_of(line), mark.start - 1)

    def _walk(self, kind: Kind) -> None:
        """Go to the next mark of a kind, struck unasked or waiting, round and round."""
        episode = self._session.episode
        index, offset = 0, -1
        if self.current is not None and self._still_there(self.current):
            index = episode.transcript.index_of(self.current[0])
            offset = self.current[1].start
        found = next(review.of_kind(episode, kind, index, offset), None)
        found = found or next(review.of_kind(episode, kind), None)
        if found is not None:
            line, mark = found
            at = episode.transcript.index_of(line)
            self._show(_chain(found, review.waiting(episode, at, mark.start)), tell=True)

    def _still_there(self, found: Marked | None) -> bool:
        transcript = self._session.episode.transcript
        if found is None or not transcript.has(found[0]):
            return False
        return found[1] in transcript.by_id(found[0]).marks

    def _decide(self, plan: Callable[[Episode, int, Mark], Edit]) -> None:
        self._session.commit(self)
        if self.current is None or not self._still_there(self.current):
            return
        line, mark = self.current
        self._session.do(plan(self._session.episode, line, mark), self)
        index = self._session.episode.transcript.index_of(line)
        if not self.show_from(index, mark.start):
            self._found = []
            self.refresh()


def _chain(first: Marked | None, rest: Iterator[Marked]) -> Iterator[Marked]:
    if first is not None:
        yield first
    yield from rest
