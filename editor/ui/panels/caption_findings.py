"""Caption findings: what breaks the style guide in the chosen caption, and what would mend it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from editor.app.caption_checks import finding_sentence, repair_words
from editor.app.texts import table
from editor.captions.checks.rules import source_of
from editor.ui.command_button import CommandButton
from editor.ui.panels.fitting import FittingArea
from editor.ui.pieces import SIDE, heading, heading_row, inset, muted, small

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from editor.captions.checks.finding import Finding
    from editor.captions.checks.repairs import Repair
    from editor.captions.profile import Profile
    from editor.ui.actions import Actions

_MOST: Final = 4
"""Findings of one caption that are shown at once."""

Told = tuple["Finding", "Repair | None"]
"""A finding, and what would mend it where something does."""


class CaptionFindings(QWidget):
    """``repaired`` carries the number of the finding, among those shown, that is to be mended."""

    repaired = Signal(int)

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("To fix"))
        self._count = muted("", self)
        self._clear = QLabel(self)
        self._clear.setProperty("role", "good")
        self._clear.setWordWrap(True)
        told = QWidget(self)
        self._told = QVBoxLayout(told)
        self._told.setContentsMargins(0, 0, 0, 0)
        self._told.setSpacing(4)
        self._area = FittingArea(told, self.tr("Findings of this caption"), self)
        self._high = 0
        self._rows = [_Row(told) for _ in range(_MOST)]
        for number, row in enumerate(self._rows):
            row.button.clicked.connect(partial(self.repaired.emit, number))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(SIDE, 2, SIDE, 8)
        buttons.setSpacing(6)
        for text, command in (
            (self.tr("Previous"), "caption.previous"),
            (self.tr("Next"), "caption.next"),
            (self.tr("Fix all safe"), "caption.repair-all"),
        ):
            buttons.addWidget(CommandButton(text, command, actions, self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(heading_row(heading(self.tr("To fix"), self), self._count))
        layout.addLayout(inset(self._clear))
        for row in self._rows:
            self._told.addWidget(row)
        layout.addWidget(self._area)
        layout.addLayout(buttons)
        self.show_findings((), None)

    def show_count(self, count: int, safe: int, profile: Profile) -> None:
        """Say how much there is to fix in all captions."""
        words = table("caption_rules")
        self._count.setText(
            self.tr("{count} · {safe} safe").format(count=f"{count:,}", safe=f"{safe:,}")
            if count
            else ""
        )
        self._clear.setVisible(not count)
        self._clear.setText("✓ " + words["clear"].format(profile=profile.title))

    def show_findings(self, found: Sequence[Told], profile: Profile | None) -> None:
        """Show the findings of the chosen caption."""
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(found))
            if number < len(found) and profile is not None:
                row.show_told(*found[number], profile)
        self._fit()

    def give(self, high: int) -> None:
        """Give the findings of one caption so much height (pixels); what needs more scrolls."""
        self._high = high
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = any(not row.isHidden() for row in self._rows)
        needed = self._told.minimumHeightForWidth(self.width()) if shown else 0
        self._area.setVisible(shown)
        self._area.setFixedHeight(min(needed, self._high))


class _Row(QFrame):
    """One finding: its sentence, what would mend it and the button that does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setFont(small(self._words.font(), 0.92))
        self.button = QPushButton(self.tr("Fix"), self)
        self.button.setProperty("role", "key")
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, 2, SIDE, 2)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)

    def show_told(self, finding: Finding, mended: Repair | None, profile: Profile) -> None:
        """Show one finding."""
        said = finding_sentence(finding)
        self._words.setText(f"{finding.rule} · {said}")
        source = source_of(finding, profile)
        self._words.setToolTip(source)
        self._words.setAccessibleDescription(source)
        self.button.setVisible(mended is not None)
        if mended is not None:
            does = repair_words(mended)
            self.button.setToolTip(does)
            self.button.setAccessibleName(self.tr("Fix: {does}").format(does=does))
            self.button.setAccessibleDescription(said)
