"""Status bar: is it saved, what is left to review, which line, how far are the jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from editor.app.jobs import Step
from editor.app.texts import table
from editor.ui.icons import icon, pixmap
from editor.ui.pieces import Elided, muted, restyle, tabular

if TYPE_CHECKING:
    from editor.ui.runner import ThreadJob, ThreadRunner
    from editor.ui.theme import Theme


_SAVED_MOST: Final = 300
"""Points the saved state takes at most: why nothing is saved is a long sentence."""


class Status(QStatusBar):
    """The bar at the foot of the window."""

    def __init__(self, theme: Theme, runner: ThreadRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setAccessibleName(self.tr("Status"))
        self._theme = theme
        self._saved_sign = QLabel(self)
        self._saved = Elided(self, most=_SAVED_MOST)
        self._review = Elided(self)
        self._captions = Elided(self)
        self._place = Elided(self)
        self._place.setFont(tabular(self._place.font()))
        self._review.setFont(tabular(self._review.font()))
        self._jobs = JobStrip(theme, runner, self)
        self.addWidget(self._left())
        self.addPermanentWidget(self._jobs)
        self.addPermanentWidget(self._right())
        theme.changed.connect(self._show_sign)
        self._good: bool | None = None
        self.show_nothing()

    def show_saved(self, sentence: str, *, good: bool) -> None:
        """Say whether everything is on disk, with a sign beside the words."""
        self._saved.setText(sentence)
        self._saved_sign.setVisible(True)
        restyle(self._saved, "role", "good" if good else "warning")
        if good is not self._good:
            self._good = good
            self._show_sign()

    def show_review(self, sentence: str) -> None:
        """Say what is left to review."""
        self._review.setText(sentence)

    def show_captions(self, sentence: str, *, good: bool) -> None:
        """Say whether the captions keep their style guide."""
        self._captions.setText(sentence)
        restyle(self._captions, "role", "muted" if good else "warning")

    def show_place(self, sentence: str) -> None:
        """Say where the caret is, and in which language."""
        self._place.setText(sentence)

    def show_nothing(self) -> None:
        """No project is open."""
        self._saved.setText("")
        self._saved_sign.setVisible(False)
        self._review.setText("")
        self._captions.setText("")
        self._place.setText("")

    def _left(self) -> QWidget:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 3, 0, 3)
        row.setSpacing(5)
        row.addWidget(self._saved_sign)
        row.addWidget(self._saved)
        row.addSpacing(16)
        row.addWidget(self._review)
        row.addSpacing(16)
        row.addWidget(self._captions)
        return box

    def _right(self) -> QWidget:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(8, 3, 12, 3)
        row.addWidget(self._place)
        return box

    def _show_sign(self) -> None:
        good = self._good is not False
        colour = self._theme.colour("good" if good else "warning")
        picture = pixmap("check" if good else "warning", colour, self.devicePixelRatioF(), 14)
        self._saved_sign.setPixmap(picture)


class JobStrip(QWidget):
    """What runs in the background: its name, a bar and a way to stop it. Nothing while idle."""

    def __init__(self, theme: Theme, runner: ThreadRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._runner = runner
        self._shown: ThreadJob | None = None
        self._text = muted(parent=self)
        self._bar = QProgressBar(self)
        self._bar.setProperty("role", "job")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(110)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._stop = QToolButton(self)
        self._stop.setProperty("role", "quiet")
        self._stop.setToolTip(self.tr("Cancel this job"))
        self._stop.setAccessibleName(self.tr("Cancel this job"))
        self._stop.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(8)
        for part in (self._text, self._bar, self._stop):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._show_sign)
        runner.changed.connect(self.refresh)
        self._show_sign()
        self.refresh()

    def refresh(self) -> None:
        """Show the job that has run longest."""
        jobs = self._runner.jobs
        self.setVisible(bool(jobs))
        if not jobs:
            self._shown = None
            return
        job, step = jobs[0]
        self._shown = job
        more = self.tr(" and {count} more").format(count=len(jobs) - 1) if len(jobs) > 1 else ""
        share = step.share
        percent = "" if share is None else f" {share * 100:.0f} %"
        self._text.setText(f"{job_title(job.name, step)}{percent}{more}")
        self._bar.setRange(0, 0 if share is None else 1000)
        self._bar.setValue(0 if share is None else round(share * 1000))

    def _show_sign(self) -> None:
        self._stop.setIcon(icon("close", self._theme.colour("muted")))

    def _cancel(self) -> None:
        if self._shown is not None:
            self._shown.cancel()


def job_title(name: str, step: Step) -> str:
    """Return what a job is doing in words: its step's note, else its name."""
    words = table("jobs")
    return words.get(step.note) or words.get(name) or name
