"""Finding cards: one finding in its words, with the keys that decide on it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from editor.app.reasons import reason, stakes
from editor.app.texts import table
from editor.model.marks import Kind, Mark
from editor.model.time import clock
from editor.ui.command_button import CommandButton
from editor.ui.pieces import muted

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QResizeEvent

    from editor.model.episode import Episode
    from editor.model.segment import Segment
    from editor.ui.actions import Actions
    from editor.ui.theme import Theme

CONTEXT: Final = 42
"""Characters shown on each side of what was found."""

_MORE: Final = ("finding.stet-alike", "finding.never", "finding.hear")


class FindingCard(QFrame):
    """Shows one finding; only the current card has buttons. ``chosen`` makes it current."""

    chosen = Signal()

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget, *, current: bool) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setProperty("current", "true" if current else "false")
        self._theme = theme
        self._current = current
        self._title = QLabel(self)
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.RichText)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._reason = muted("", self)
        self._reason.setWordWrap(True)
        self._stakes = QLabel(self)
        self._stakes.setProperty("role", "warning")
        self._stakes.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 11)
        layout.setSpacing(6)
        for part in (self._title, self._words, self._reason, self._stakes):
            layout.addWidget(part)
        if current:
            layout.addSpacing(2)
            layout.addWidget(self._buttons(actions))
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_finding(self, episode: Episode, segment: Segment, mark: Mark) -> None:
        """Put a finding on the card."""
        speaker = episode.speaker(segment.speaker)
        who = short(speaker.name) if speaker else self.tr("no speaker")
        facts = f"{clock(segment.start)} · {escape(who)} · {mark.confidence * 100:.0f} %"
        quiet = self._theme.tokens.muted
        name = escape(kind_name(mark.kind))
        self._title.setText(f"<b>{name}</b> <span style='color:{quiet}'>· {facts}</span>")
        self._words.setText(in_context(segment, mark, self._theme))
        why = reason(mark, segment.text)
        self._reason.setText(why)
        self._reason.setVisible(bool(why) and self._current)
        weight = stakes(episode, segment, mark)
        self._stakes.setText(weight)
        self._stakes.setVisible(bool(weight))
        plain = segment.text[max(0, mark.start - CONTEXT) : mark.end + CONTEXT]
        self.setAccessibleName(f"{kind_name(mark.kind)}: {segment.text[mark.start : mark.end]}")
        said = (f"{plain}.", f"{clock(segment.start)}, {who}.", why, weight)
        self.setAccessibleDescription(" ".join(filter(None, said)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._current:
            self.chosen.emit()
        super().mousePressEvent(event)

    def _buttons(self, actions: Actions) -> ButtonRow:
        row = ButtonRow(self)
        for name, command in (
            (self.tr("Strike"), "finding.strike"),
            (self.tr("Stet"), "finding.stet"),
            (self.tr("Listen"), "finding.listen"),
            (self.tr("As if cut"), "finding.listen-cut"),
            (self.tr("Alike"), "finding.alike"),
        ):
            row.add(CommandButton(name, command, actions, self))
        more = QPushButton(self.tr("More"), self)
        more.setProperty("role", "key")
        more.setAccessibleName(self.tr("More to do with this finding"))
        menu = QMenu(more)
        menu.setAccessibleName(more.accessibleName())
        menu.addActions([actions[command] for command in _MORE])
        more.setMenu(menu)
        row.add(more)
        return row


class ButtonRow(QWidget):
    """Buttons in one row where they fit, else in two."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all: list[QPushButton] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)

    def add(self, button: QPushButton) -> None:
        """Put one more button at the end."""
        self._all.append(button)
        self._place(2)

    def minimumSizeHint(self) -> QSize:
        widest = max((button.sizeHint().width() for button in self._all), default=0)
        return QSize(2 * widest + _GAP, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        needed = sum(button.sizeHint().width() + _GAP for button in self._all) - _GAP
        self._place(len(self._all) if needed <= event.size().width() else 2)

    def _place(self, columns: int) -> None:
        for number, button in enumerate(self._all):
            if columns != self._columns or self._grid.indexOf(button) < 0:
                self._grid.addWidget(button, number // columns, number % columns)
        self._columns = columns


_GAP: Final = 5


def kind_name(kind: Kind) -> str:
    """Return what a kind of mark is called."""
    return table("kinds").get(kind.value, kind.value)


def short(name: str) -> str:
    """Return the name as a card has room for it: without titles, the first of it."""
    words = [word for word in name.split() if word.rstrip(".").lower() not in _TITLES]
    return words[0] if words else name


_TITLES: Final = {"dr", "prof", "mr", "mrs", "ms", "sir", "dame"}


def in_context(segment: Segment, mark: Mark, theme: Theme) -> str:
    """Return the finding with some words around it as rich text, every mark drawn."""
    first, last = max(0, mark.start - CONTEXT), min(len(segment.text), mark.end + CONTEXT)
    first, last = _whole_words(segment.text, first, last)
    parts, at = ["…" if first else ""], first
    for other in sorted(segment.marks, key=lambda m: m.start):
        start, end = max(other.start, at), min(other.end, last)
        if start >= end or not (other.strikes or other == mark):
            continue
        parts.append(escape(segment.text[at:start]))
        parts.append(_marked(segment.text[start:end], other, theme, found=other == mark))
        at = end
    parts += [escape(segment.text[at:last]), "…" if last < len(segment.text) else ""]
    return "".join(parts)


def _marked(text: str, mark: Mark, theme: Theme, *, found: bool) -> str:
    ink, ground = theme.tokens.mark(mark.kind)
    line = "line-through" if mark.strikes else "underline"
    weight = "font-weight:600;" if found else ""
    style = f"color:{ink};background-color:{ground};text-decoration:{line};{weight}"
    return f'<span style="{style}">{escape(text)}</span>'


def _whole_words(text: str, first: int, last: int) -> tuple[int, int]:
    """Move the edges to blanks, so that no word is cut."""
    if first and (blank := text.find(" ", first, first + 14)) >= 0:
        first = blank + 1
    if last < len(text) and (blank := text.rfind(" ", last - 14, last)) >= 0:
        last = blank
    return first, last
