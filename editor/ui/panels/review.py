"""Review panel: counts of each kind, how far the review is, and the next findings as cards."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from editor.app import review
from editor.app.commands import Context
from editor.app.jobs import Job, Runner, run
from editor.app.review import WAITING, Finder, Show, Sieve
from editor.model.edits import Aspect, Change, Edit
from editor.model.marks import Kind, Mark
from editor.ui.panels.cards import FindingCard
from editor.ui.panels.kinds import KindList
from editor.ui.panels.sieve import SieveBar
from editor.ui.pieces import heading, muted
from editor.ui.text import review_words

if TYPE_CHECKING:
    from editor.app.session import Session
    from editor.app.tallies import Tallies
    from editor.model.episode import Episode
    from editor.model.verbs.cleaning import Marked
    from editor.ui.actions import Actions
    from editor.ui.theme import Theme

CARDS: Final = 4
_AHEAD: Final = 2_000
"""Lines in which the cards below the current one are looked for, at every change."""
_AT_ONCE: Final = 3_000
"""Lines up to which findings are counted at once; beyond, beside the window."""
_PATIENCE: Final = 400
"""Ms without a change before a count begins that takes longer."""


class ReviewPanel(QWidget):
    """What is left to decide.

    ``shown`` carries line id and mark of the current finding; ``listened`` asks to hear it, and
    ``cut_asked`` to hear it as if it were cut.
    """

    shown = Signal(int, object)
    listened = Signal(int, object)
    cut_asked = Signal(int, object)
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        tallies: Tallies,
        actions: Actions,
        theme: Theme,
        runner: Runner,
    ) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Review"))
        self._session = session
        self._tallies = tallies
        self._runner = runner
        self._counting: Job | None = None
        self._found: list[Marked] = []
        self._heard: Marked | None = None
        self._kinds = KindList(theme, self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Reviewed"))
        self._reviewed = muted("", self)
        self._sieve = SieveBar(self)
        self._cards = [
            FindingCard(actions, theme, self, current=place == 0) for place in range(CARDS)
        ]
        self._lay_out()
        for place, card in enumerate(self._cards):
            card.chosen.connect(lambda place=place: self._choose(place))
        self._kinds.chosen.connect(self._walk)
        self._sieve.changed.connect(self._sift)
        self.addActions(actions.of(Context.FINDINGS))
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        self._count_later = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._count_later.timeout.connect(self._count_beside)
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
        """Marks, lines or people have changed; looked at once the whole edit is in."""
        if change.aspect & _SEEN:
            self._later.start()

    def close_watch(self) -> None:
        """Stop listening; the project is closed."""
        self._later.stop()
        self._count_later.stop()
        if self._counting is not None:
            self._counting.cancel()
        self._unwatch()

    def strike(self) -> None:
        """Accept the current finding and go on; one just listened to is noted as heard."""
        heard = self._heard is not None and self._heard == self.current
        self._decide(review.strike_heard if heard else review.strike)

    def stet(self) -> None:
        """Let the current finding stand and go on."""
        self._decide(review.stet)

    def strike_alike(self) -> None:
        """Accept all findings like the current one, in one step."""
        self._decide(review.strike_alike)

    def stet_alike(self) -> None:
        """Let all findings like the current one stand, in one step."""
        self._decide(review.stet_alike)

    def never(self) -> None:
        """Let all findings like the current one stand, now and at every later run."""
        self._decide(review.never)

    def hear(self) -> None:
        """Listen to the current finding, note that, and go on."""
        if self.current is not None:
            self.listened.emit(*self.current)
            self._decide(review.heard)

    def listen(self) -> None:
        """Ask to hear the current finding."""
        if self.current is not None:
            self._heard = self.current
            self.listened.emit(*self.current)

    def listen_cut(self) -> None:
        """Ask to hear the current finding as if it were cut."""
        if self.current is not None:
            self.cut_asked.emit(*self.current)

    def choose(self, sieve: Sieve) -> None:
        """Show other findings."""
        self._sieve.choose(sieve)

    def show_from(self, index: int, offset: int) -> bool:
        """Show the findings from a place of the transcript on; ``False`` where none follows."""
        first = next(self._finder().after(index, offset), None)
        if first is None:
            return False
        self._show(first)
        self.shown.emit(*first)
        return True

    def show_before(self, index: int, offset: int) -> bool:
        """Show the finding before a place; ``False`` where none is."""
        previous = next(self._finder().before(index, offset), None)
        if previous is None:
            return False
        line, mark = previous
        at = self._session.episode.transcript.index_of(line)
        return self.show_from(at, mark.start - 1)

    def refresh(self) -> None:
        """Count anew and show the findings that are wanted, from the current one on."""
        self._kinds.show_tallies(self._tallies.marks())
        self._sieve.show_people(self._session.episode.speakers)
        self._show_progress()
        self._show_count()
        if self.current is not None and self._still_there(self.current):
            # A finding that was decided on stays on its card until it is left.
            self._show(self.current)
        else:
            self._show(self._next_at_rest())

    def _next_at_rest(self) -> Marked | None:
        """What to show where nothing is: from the last place on, else from the start.

        Looked for at every change, so nothing is searched to its end for nothing.
        """
        finder, (index, offset) = self._finder(), self._place()
        within = _AHEAD
        if self._sieve.sieve == WAITING:
            if not self._tallies.all_marks().proposed:
                return None
            within = len(self._session.episode.transcript)
        after = next(finder.after(index, offset - 1, within), None)
        return after or next(finder.after(0, -1, within), None)

    def _finder(self) -> Finder:
        return Finder(self._session.episode, self._sieve.sieve)

    def _place(self) -> tuple[int, int]:
        """Where the current finding is, as line index and offset; before all where none is."""
        transcript = self._session.episode.transcript
        if self.current is None or not transcript.has(self.current[0]):
            return 0, -1
        return transcript.index_of(self.current[0]), self.current[1].start

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
        body.addSpacing(4)
        body.addWidget(self._sieve)
        body.addSpacing(4)
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
        self._reviewed.setText(review_words(tally))

    def _show_count(self) -> None:
        """Count what is chosen: waiting findings are counted anyway, others are searched for."""
        if self._sieve.sieve == WAITING:
            self._sieve.show_count(None)
        elif len(self._session.episode.transcript) <= _AT_ONCE:
            self._sieve.show_count(run(self._finder().count()))
        else:
            self._count_later.start()

    def _count_beside(self) -> None:
        if self._counting is not None:
            self._counting.cancel()
        self._counting = self._runner.start(
            "review",
            Finder(self._session.episode.snapshot(), self._sieve.sieve).count(),
            done=self._sieve.show_count,
            failed=self.failed.emit,
            ended=self._counted,
            quiet=True,
        )

    def _counted(self) -> None:
        self._counting = None
        self._sieve.show_count(None)

    def _show(self, first: Marked | None) -> None:
        """Put a finding and those that follow on the cards."""
        episode = self._session.episode
        listed: list[Marked] = []
        if first is not None:
            index = episode.transcript.index_of(first[0])
            rest = self._finder().after(index, first[1].start, _AHEAD)
            listed = [first, *islice(rest, CARDS - 1)]
        self._found = listed
        for place, card in enumerate(self._cards):
            card.setVisible(place < len(listed))
            if place < len(listed):
                line, mark = listed[place]
                card.show_finding(episode, episode.transcript.by_id(line), mark)

    def _choose(self, place: int) -> None:
        line, mark = self._found[place]
        self.show_from(self._session.episode.transcript.index_of(line), mark.start - 1)

    def _sift(self) -> None:
        """Show what was chosen, from the current place on, else from the start."""
        self._show_count()
        index, offset = self._place()
        if not self.show_from(index, offset - 1) and not self.show_from(0, -1):
            self._found = []
            self.refresh()

    def _walk(self, kind: Kind) -> None:
        """Go to the next finding of a kind, struck unasked or waiting, round and round."""
        sieve = Sieve(Show.OPEN, kind)
        if self._sieve.sieve != sieve:
            self._sieve.choose(sieve)
        elif not self.show_from(*self._place()):
            self.show_from(0, -1)

    def _still_there(self, found: Marked) -> bool:
        transcript = self._session.episode.transcript
        return transcript.has(found[0]) and found[1] in transcript.by_id(found[0]).marks

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


_SEEN: Final = Aspect.MARKS | Aspect.ROWS | Aspect.TEXT | Aspect.SPEAKER | Aspect.PEOPLE
