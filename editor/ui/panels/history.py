"""History panel: every edit with its time, what it touched, and the words before and after."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStyleOptionViewItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from editor.ui.command_button import CommandButton
from editor.ui.difference import entry, facts, html, speaker_name
from editor.ui.panels.history_model import DONE, GIST, LABEL, TIME, HistoryModel
from editor.ui.pieces import SIDE, heading, heading_row, inset, muted, small, tabular
from editor.ui.rows import Index, RowDelegate, RowTable, draw_elided

if TYPE_CHECKING:
    from editor.app.comparing import Change, Entry
    from editor.app.session import Session
    from editor.ui.actions import Actions
    from editor.ui.theme import Theme

SHOWN: Final = 20
"""Changes of one edit that are shown word by word."""


class HistoryPanel(QWidget):
    """``chosen`` carries the position of the edit to look into; ``restored`` a line's id."""

    chosen = Signal(int)
    restored = Signal(int)
    gone_to = Signal(int)
    ended = Signal()
    """The project is closed: windows that look into its past close too."""

    def __init__(self, session: Session, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("History"))
        self._session = session
        self._theme = theme
        self.model = HistoryModel(session)
        self.list = RowTable(self)
        self._count = muted("", self)
        self._empty = QLabel(self)
        self._detail = QTextBrowser(self)
        self._name_parts(theme)
        self._lay_out(actions)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.activated.connect(self._activate)
        self._detail.anchorClicked.connect(self._follow)
        self.refresh()

    @property
    def position(self) -> int | None:
        """The edit that is looked into."""
        index = self.list.currentIndex()
        return self.model.position(index.row()) if index.isValid() else None

    def refresh(self) -> None:
        """Follow what the session did."""
        self.model.follow()
        count = self.model.rowCount()
        self._count.setText(f"{count:,}" if count else "")
        self._empty.setVisible(not count)
        self._detail.setVisible(bool(count) and self.position is not None)

    def show_changes(self, changes: Sequence[Change], entries: Sequence[Entry]) -> None:
        """Show what the chosen edit did to the words and beside them; more is only told of."""
        parts = [self._change(change) for change in changes[:SHOWN]]
        parts += [entry(each, self._theme.tokens) for each in entries[:SHOWN]]
        if len(changes) > SHOWN or len(entries) > SHOWN:
            parts.append(f"<p>{self.tr('… and more. Compare two points to see them all.')}</p>")
        if not parts:
            parts.append(f"<p>{self.tr('No words of a line were changed.')}</p>")
        self._detail.setHtml("".join(parts))
        self._detail.setVisible(True)

    def _change(self, change: Change) -> str:
        tokens, hunk = self._theme.tokens, change.hunk
        segment = (*hunk.before, *hunk.after)[0]
        name = partial(speaker_name, self._session.episode)
        links = (
            f"<a href='restore:{segment.id}'>{self.tr('Restore as before')}</a> &nbsp; "
            f"<a href='go:{segment.id}'>{self.tr('Go there')}</a>"
        )
        quiet = f"<span style='color:{tokens.muted}'>{escape(facts(hunk, name, name))}</span>"
        return f"<p>{quiet}<br>{html(change.pieces, tokens)}<br>{links}</p>"

    def _name_parts(self, theme: Theme) -> None:
        self.list.setModel(self.model)
        self.list.show_by(EditRows(theme, self.list))
        theme.changed.connect(self.list.viewport().update)
        self.list.setAccessibleName(self.tr("Edits"))
        self.list.setAccessibleDescription(
            self.tr("The newest first. Return shows the words before and after.")
        )
        self._empty.setText(self.tr("Nothing was changed yet. Every edit will be listed here."))
        self._empty.setProperty("role", "muted")
        self._empty.setWordWrap(True)
        self._detail.setAccessibleName(self.tr("Before and after"))
        self._detail.setOpenLinks(False)
        self._detail.setProperty("role", "detail")
        self._detail.setMinimumHeight(90)

    def _lay_out(self, actions: Actions) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(SIDE, 4, SIDE, 10)
        buttons.setSpacing(6)
        buttons.addWidget(CommandButton(self.tr("Snapshot…"), "history.snapshot", actions, self))
        buttons.addWidget(CommandButton(self.tr("Compare…"), "history.compare", actions, self))
        buttons.addWidget(CommandButton(self.tr("Go back"), "history.return", actions, self))
        buttons.addStretch(1)
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.setChildrenCollapsible(False)
        both.addWidget(self.list)
        both.addWidget(self._detail)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        self._detail.setFrameShape(QFrame.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(heading_row(heading(self.tr("Edits"), self), self._count))
        layout.addLayout(inset(self._empty, 2, 8))
        layout.addWidget(both, 1)
        layout.addLayout(buttons)

    def _choose(self, now: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self.model.position(now.row()))

    def _activate(self) -> None:
        self._detail.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, link: QUrl) -> None:
        line = int(link.path())
        (self.restored if link.scheme() == "restore" else self.gone_to).emit(line)


class EditRows(RowDelegate):
    """What was done and when; below, which line and which words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        return QSize(120, round(QFontMetrics(option.font).height() * 2.05) + 12)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = option.rect.adjusted(SIDE, 5, -SIDE, -5)
        self._first(painter, option, index, box)
        painter.setFont(small(option.font, 0.92))
        painter.setPen(self._theme.colour("muted"))
        draw_elided(painter, box, str(index.data(GIST)), Qt.AlignmentFlag.AlignBottom)

    def _first(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        box: QRect,
    ) -> None:
        done, time = bool(index.data(DONE)), str(index.data(TIME))
        font = tabular(option.font)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, time)
        label = str(index.data(LABEL)) if done else f"{index.data(LABEL)} · {self.tr('undone')}"
        painter.setPen(self._theme.colour("text" if done else "muted"))
        font.setItalic(not done)
        painter.setFont(font)
        room = box.width() - metrics.horizontalAdvance(time) - 10
        shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignTop, shown)
