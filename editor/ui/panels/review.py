"""Review panel: counts of each kind, how far the review is, and the next findings as cards."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import islice

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from editor.app import review
from editor.app.session import Session
from editor.app.texts import table
from editor.model.edits import Aspect, Change, Edit
from editor.model.episode import Episode
from editor.model.marks import Kind, Mark
from editor.model.segment import Segment
from editor.model.time import clock
from editor.ui.pieces import KeyButton, heading, muted, tabular
from editor.ui.theme import Theme

CARDS = 3
CONTEXT = 40


class ReviewPanel(QWidget):
    """What is left to decide.

    ``shown`` carries line id and mark of the current finding; ``listened`` asks to hear it.
    """

    shown = Signal(int, object)
    listened = Signal(int, object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._cards: list[FindingCard] = []
        self._counts = QGridLayout()
        self._counts.setHorizontalSpacing(8)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Reviewed"))
        self._reviewed = muted("", self)
        self._stack = QVBoxLayout()
        self._build()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self._unwatch = session.episode.watch(self)
        self.refresh()

    @property
    def current(self) -> tuple[int, Mark] | None:
        """The finding on the first card."""
        return self._cards[0].finding if self._cards else None

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """Marks or lines have changed; counted once the whole edit is in."""
        if change.aspect & (Aspect.MARKS | Aspect.ROWS | Aspect.TEXT):
            self._later.start()

    def close_watch(self) -> None:
        """Stop listening; the project is closed."""
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
        found = list(islice(review.waiting(self._session.episode, index, offset), CARDS))
        return self._show_cards(found, tell=True)

    def show_before(self, index: int, offset: int) -> bool:
        """Show the finding before a place; ``False`` where none is."""
        found = list(islice(review.before(self._session.episode, index, offset), 1))
        return self._show_cards(found, tell=True)

    def refresh(self) -> None:
        """Count anew and show the findings that wait, from the current one on."""
        self._show_counts()
        index, offset = 0, -1
        if self.current is not None and self._session.episode.transcript.has(self.current[0]):
            index = self._session.episode.transcript.index_of(self.current[0])
            offset = self.current[1].start - 1
        episode = self._session.episode
        found = list(islice(review.waiting(episode, index, offset), CARDS))
        self._show_cards(found or list(islice(review.waiting(episode), CARDS)), tell=False)

    def _build(self) -> None:
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(heading(self.tr("Clean-up"), inner))
        column.addLayout(self._counts)
        column.addWidget(self._bar)
        column.addWidget(self._reviewed)
        column.addLayout(self._stack)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("Clean-up"))
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _show_counts(self) -> None:
        while self._counts.count():
            item = self._counts.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        counted = review.tally(self._session.episode)
        for row, (kind, figures) in enumerate(counted.items()):
            ink, ground = self._theme.tokens.mark(kind)
            swatch = QLabel(self)
            swatch.setFixedSize(12, 12)
            swatch.setStyleSheet(f"background:{ground}; border:1px solid {ink}; border-radius:3px")
            number = QLabel(str(figures.total), self)
            number.setFont(tabular(number.font()))
            pill = QLabel(self.tr("auto") if not figures.proposed else self.tr("review"), self)
            pill.setProperty("role", "pill")
            self._counts.addWidget(swatch, row, 0)
            self._counts.addWidget(QLabel(kind_name(kind), self), row, 1)
            self._counts.addWidget(number, row, 2, Qt.AlignmentFlag.AlignRight)
            self._counts.addWidget(pill, row, 3)
        self._counts.setColumnStretch(1, 1)
        self._show_progress(counted.values())

    def _show_progress(self, figures: Collection[review.Tally]) -> None:
        asked = sum(figure.proposed + figure.reviewed for figure in figures)
        done = sum(figure.reviewed for figure in figures)
        self._bar.setRange(0, max(1, asked))
        self._bar.setValue(done if asked else 1)
        self._reviewed.setText(self.tr("{done} of {asked} reviewed").format(done=done, asked=asked))

    def _show_cards(self, found: list[tuple[int, Mark]], *, tell: bool) -> bool:
        for card in self._cards:
            card.deleteLater()
        self._cards = []
        for place, (line, mark) in enumerate(found):
            segment = self._session.episode.transcript.by_id(line)
            card = FindingCard(self._session, segment, mark, self._theme, first=place == 0)
            self._stack.addWidget(card)
            self._cards.append(card)
            if place == 0:
                card.struck.connect(self.strike)
                card.stetted.connect(self.stet)
                card.heard.connect(self.listen)
                card.alike.connect(self.strike_alike)
        if tell and found:
            self.shown.emit(*found[0])
        return bool(found)

    def _decide(self, plan: Callable[[Episode, int, Mark], Edit]) -> None:
        if self.current is None:
            return
        line, mark = self.current
        self._session.do(plan(self._session.episode, line, mark), self)
        index = self._session.episode.transcript.index_of(line)
        if not self.show_from(index, mark.start):
            self.refresh()


class FindingCard(QFrame):
    """One finding in its words, with the keys that decide on it."""

    struck = Signal()
    stetted = Signal()
    heard = Signal()
    alike = Signal()

    def __init__(
        self, session: Session, segment: Segment, mark: Mark, theme: Theme, *, first: bool
    ) -> None:
        super().__init__()
        self.finding = (segment.id, mark)
        self.setProperty("role", "card")
        speaker = session.episode.speaker(segment.speaker)
        facts = [clock(segment.start), speaker.name if speaker else self.tr("no speaker")]
        facts.append(f"{mark.confidence * 100:.0f} %")
        title = QLabel(f"<b>{kind_name(mark.kind)}</b> · {' · '.join(facts)}")
        title.setWordWrap(True)
        words = QLabel(_in_context(segment, mark, theme))
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.RichText)
        reason = muted(table("rules").get(mark.rule, ""))
        reason.setWordWrap(True)
        reason.setVisible(bool(reason.text()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        for part in (title, words, reason):
            layout.addWidget(part)
        if first:
            layout.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        for text, key, signal in (
            (self.tr("Strike"), "A", self.struck),
            (self.tr("Stet"), "R", self.stetted),
            (self.tr("Listen"), "L", self.heard),
            (self.tr("Alike"), "Shift+A", self.alike),
        ):
            button = KeyButton(text, key, self)
            button.clicked.connect(signal)
            row.addWidget(button)
        return row


def kind_name(kind: Kind) -> str:
    """What a kind of mark is called."""
    return table("kinds").get(kind.value, kind.value)


def _in_context(segment: Segment, mark: Mark, theme: Theme) -> str:
    ink, ground = theme.tokens.mark(mark.kind)
    left = segment.text[max(0, mark.start - CONTEXT) : mark.start]
    right = segment.text[mark.end : mark.end + CONTEXT]
    struck = _escaped(segment.text[mark.start : mark.end])
    style = f"color:{ink};background:{ground};text-decoration:line-through"
    return f"…{_escaped(left)}<span style='{style}'>{struck}</span>{_escaped(right)}…"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
