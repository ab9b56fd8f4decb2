"""Sieve bar: which findings are shown, by state, speaker and confidence, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.app.review.queue import Order
from editor.app.review.sieve import WAITING, Show, Sieve
from editor.ui.pieces import ChoiceBox, muted

if TYPE_CHECKING:
    from editor.model.people import Speaker

_SURE: Final = 0.95
_LIKELY: Final = 0.8


class SieveBar(QWidget):
    """``changed`` comes when a person has chosen other findings."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._show = _choice(self.tr("Findings shown"))
        for title, show in (
            (self.tr("Waiting for you"), Show.WAITING),
            (self.tr("Not decided by anybody"), Show.OPEN),
            (self.tr("Struck unasked"), Show.UNASKED),
            (self.tr("To be listened to"), Show.UNHEARD),
            (self.tr("Decided by you"), Show.DECIDED),
            (self.tr("All findings"), Show.ALL),
        ):
            self._show.addItem(title, show)
        self._order = _choice(self.tr("Order"))
        self._order.addItem(self.tr("Riskiest first"), Order.RISK)
        self._order.addItem(self.tr("In the order of the text"), Order.TEXT)
        self._speaker = _choice(self.tr("Speaker"))
        self._sure = _choice(self.tr("Confidence"))
        for title, bounds in (
            (self.tr("Any confidence"), (0.0, 1.0)),
            (self.tr("Sure (95 % and more)"), (_SURE, 1.0)),
            (self.tr("Likely (80 to 94 %)"), (_LIKELY, _SURE - 1e-9)),
            (self.tr("Doubtful (below 80 %)"), (0.0, _LIKELY - 1e-9)),
        ):
            self._sure.addItem(title, bounds)
        self._count = muted("", self)
        self._make_buttons()
        self.show_people(())
        self._lay_out()
        for box in (self._show, self._order, self._speaker, self._sure):
            box.currentIndexChanged.connect(self._chosen)
        self._more.toggled.connect(self._details.setVisible)
        self._clear.clicked.connect(lambda: self.choose(WAITING))

    def _make_buttons(self) -> None:
        self._more = QPushButton(self.tr("Filter"), self)
        self._more.setCheckable(True)
        self._more.setToolTip(self.tr("Choose order, speaker and confidence"))
        self._more.setAccessibleName(self.tr("Filter by order, speaker and confidence"))
        self._clear = QToolButton(self)
        self._clear.setText(self.tr("Clear"))
        self._clear.setProperty("role", "quiet")
        self._clear.setAccessibleName(self.tr("Clear: show all that wait again"))

    @property
    def sieve(self) -> Sieve:
        """What was chosen."""
        low, high = self._sure.currentData()
        return Sieve(
            Show(self._show.currentData()),
            speaker=self._speaker.currentData(),
            low=low,
            high=high,
        )

    @property
    def order(self) -> Order:
        """What comes first."""
        return Order(self._order.currentData())

    def choose(self, sieve: Sieve) -> None:
        """Choose other findings; tells so where they are others."""
        if sieve == self.sieve:
            return
        with QSignalBlocker(self):
            self._show.setCurrentIndex(self._show.findData(sieve.show))
            self._speaker.setCurrentIndex(_place(self._speaker, sieve.speaker))
            self._sure.setCurrentIndex(max(0, _place(self._sure, (sieve.low, sieve.high))))
        self._chosen()

    def show_people(self, speakers: Sequence[Speaker]) -> None:
        """Offer these speakers, and lines nobody was given."""
        wanted: list[tuple[str, int | None]] = [(self.tr("Everybody"), None)]
        wanted += [(person.name, person.id) for person in speakers]
        wanted.append((self.tr("Nobody yet"), 0))
        there = [
            (self._speaker.itemText(at), self._speaker.itemData(at))
            for at in range(self._speaker.count())
        ]
        if there == wanted:
            return
        chosen = self._speaker.currentData()
        with QSignalBlocker(self._speaker):
            self._speaker.clear()
            for name, number in wanted:
                self._speaker.addItem(name, number)
            self._speaker.setCurrentIndex(max(0, _place(self._speaker, chosen)))

    def show_count(self, count: int | None) -> None:
        """Say how many findings there are of the chosen ones; nothing where not known."""
        said = "" if count is None else self.tr("{count} shown").format(count=f"{count:,}")
        self._count.setText(said)
        self._count.setVisible(bool(said))

    def _lay_out(self) -> None:
        self._details = QWidget(self)
        grid = QGridLayout(self._details)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        grid.addWidget(self._order, 0, 0, 1, 2)
        grid.addWidget(self._speaker, 1, 0)
        grid.addWidget(self._sure, 1, 1)
        self._details.hide()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._show, 1)
        row.addWidget(self._more)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._details)
        column.addLayout(foot)
        self._clear.hide()
        self._count.hide()

    def _chosen(self) -> None:
        self._clear.setVisible(self.sieve != WAITING)
        self.changed.emit()


def _choice(name: str) -> QComboBox:
    box = ChoiceBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setMinimumContentsLength(8)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _place(box: QComboBox, data: object) -> int:
    """Where the choice stands; Qt's own search does not know ``None`` and tuples."""
    return next((at for at in range(box.count()) if box.itemData(at) == data), 0)
