"""Two points: when the transcript says and when it is heard, once or twice, is a move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from editor.model.time import clock, full_clock, parse_time
from editor.model.verbs.straighten import Drift, through
from editor.ui.dialogs.setting_out import answers, titled_column
from editor.ui.pieces import grow, muted, restyle

if TYPE_CHECKING:
    from editor.model.episode import Episode
    from editor.model.segment import Segment
    from editor.model.time import Ms

_WIDTH: Final = 620
_WORDS: Final = 44


def _tr(text: str) -> str:
    return QCoreApplication.translate("Drift", text)


def drift_words(drift: Drift) -> str:
    """Return how transcript and recording differ, as a sentence or two."""
    seconds = f"{abs(drift.offset) / 1000:,.1f}".removesuffix(".0")
    said = []
    if drift.offset > 0:
        text = _tr(
            "The recording has {seconds} s before its first words that the transcript lacks."
        )
        said.append(text.format(seconds=seconds))
    elif drift.offset < 0:
        text = _tr("The recording begins {seconds} s later in the talk than the transcript says.")
        said.append(text.format(seconds=seconds))
    if drift.stretch != 1.0:
        percent = f"{abs(drift.stretch - 1) * 100:.2f}"
        slower = drift.stretch > 1
        text = (
            _tr("It runs {percent} % slower than the transcript's times.")
            if slower
            else _tr("It runs {percent} % faster than the transcript's times.")
        )
        said.append(text.format(percent=percent))
    return " ".join(said)


def _start_of(line: Segment | None) -> str:
    text = line.text if line is not None else ""
    return text if len(text) <= _WORDS else f"{text[:_WORDS].rstrip()}…"


class TwoPoints(QDialog):
    """``drift`` is the move that was entered; one point alone is an offset."""

    def __init__(
        self, episode: Episode, row: int, playhead: Ms, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Move the transcript"))
        self.drift = Drift(0)
        self._playhead = playhead
        lines = episode.transcript
        first = lines[row] if row < len(lines) else None
        start = first.start if first else 0
        self._said, self._heard = self._field(start), self._field(playhead or start)
        self._later, self._later_heard = self._field(None), self._field(None)
        said = self.tr("The first point is this line: {words}").format(words=_start_of(first))
        self._about = muted(said if first else "", self)
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        self._move = self._lay_out()
        self.setMinimumWidth(max(_WIDTH, self.minimumSizeHint().width()))
        for field in (self._said, self._heard, self._later, self._later_heard):
            field.textChanged.connect(self._read)
        self._read()

    def _field(self, at: Ms | None) -> QLineEdit:
        field = QLineEdit("" if at is None else full_clock(at), self)
        field.setPlaceholderText(self.tr("0:12:03.5"))
        return field

    def _lay_out(self) -> QPushButton:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(muted(self.tr("The transcript says"), self), 0, 1)
        grid.addWidget(muted(self.tr("It is heard at"), self), 0, 2)
        rows = (
            (self.tr("First point"), self._said, self._heard),
            (self.tr("Second point, for the speed"), self._later, self._later_heard),
        )
        before: QWidget = self
        for at, (name, said, heard) in enumerate(rows, 1):
            grid.addWidget(QLabel(name, self), at, 0)
            said.setAccessibleName(self.tr("{point}: the transcript says").format(point=name))
            heard.setAccessibleName(self.tr("{point}: it is heard at").format(point=name))
            here = QPushButton(self.tr("Playhead"), self)
            here.setAccessibleName(self.tr("{point}: heard at the playhead").format(point=name))
            here.setAutoDefault(False)
            here.clicked.connect(lambda _on=False, to=heard: to.setText(full_clock(self._playhead)))
            for column, part in enumerate((said, heard, here), 1):
                grid.addWidget(part, at, column)
                self.setTabOrder(before, part)
                before = part
        move = QPushButton(self.tr("&Move"), self)
        layout = titled_column(self, self.tr("Move the transcript to the recording"))
        about = self.tr("Lines, words, chapters and notes move together, in one step.")
        layout.addWidget(muted(about, self))
        layout.addLayout(grid)
        layout.addWidget(self._about)
        layout.addWidget(self._told)
        layout.addWidget(answers(self, move))
        return move

    def _read(self) -> None:
        """Say what the times mean as they are typed."""
        drift, said = self._entered()
        restyle(self._told, "role", "muted" if drift is not None else "warning")
        self._told.setText(said)
        grow(self)
        self._move.setEnabled(bool(drift))
        self.drift = drift or Drift(0)

    def _entered(self) -> tuple[Drift | None, str]:
        times = [parse_time(field.text()) for field in (self._said, self._heard)]
        later = [parse_time(field.text()) for field in (self._later, self._later_heard)]
        second = [field.text().strip() for field in (self._later, self._later_heard)]
        if None in times or (any(second) and None in later):
            return None, self.tr("Times are written as 130, 2:10 or 2:10.5.")
        said, heard = times[0] or 0, times[1] or 0
        if not any(second):
            drift = Drift(heard - said)
        else:
            try:
                drift = through((said, heard), (later[0] or 0, later[1] or 0))
            except ValueError:
                return None, self.tr("The second point has to lie apart from the first, in order.")
        if not drift:
            return drift, self.tr("Nothing would move.")
        end = self.tr("{time} of the transcript becomes {heard}.")
        return (
            drift,
            f"{drift_words(drift)} {end.format(time=clock(said), heard=clock(drift(said)))}",
        )
