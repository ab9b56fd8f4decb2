"""Item card: what is asked now, in its words, with the keys that answer."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from editor.app.reasons import reason, stakes
from editor.app.review.answering import acceptable
from editor.app.review.marks import mark_of
from editor.app.texts import table
from editor.model.time import clock
from editor.ui.command_button import CommandButton
from editor.ui.panels.review_list import group_name
from editor.ui.pieces import muted

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from editor.app.review.items import Item
    from editor.model.episode import Episode
    from editor.model.marks import Mark
    from editor.model.segment import Segment
    from editor.ui.actions import Actions
    from editor.ui.theme import Theme

CONTEXT: Final = 42
"""Characters shown on each side of what was found."""
_LONG: Final = 240
"""Characters of a whole line that are shown."""

_LONG_RUN: Final = re.compile(r"\S{16}")

_ACCEPTING: Final = ("finding.strike", "finding.alike")
_MORE: Final = ("finding.stet-alike", "finding.never", "finding.hear", "finding.edit")


class ItemCard(QFrame):
    """Shows the item that is asked now, in its line, with the keys that answer."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setProperty("current", "true")
        self._theme = theme
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
        self._accepting: list[CommandButton] = []
        self._row = self._buttons(actions)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 11)
        layout.setSpacing(6)
        for part in (self._title, self._words, self._reason, self._stakes):
            layout.addWidget(part)
        layout.addSpacing(2)
        layout.addWidget(self._row)

    def show_item(self, episode: Episode, item: Item) -> None:
        """Put an item on the card; its line is there."""
        segment = episode.transcript.by_id(item.line)
        mark = mark_of(episode, item)
        speaker = episode.speaker(segment.speaker)
        who = short(speaker.name) if speaker else self.tr("no speaker")
        facts = [clock(segment.start), who]
        if mark is not None:
            facts.append(f"{mark.confidence * 100:.0f} %")
        name, quiet = group_name(item.group), self._theme.tokens.muted
        told = escape(" · ".join(facts))
        self._title.setText(f"<b>{escape(name)}</b> <span style='color:{quiet}'>· {told}</span>")
        shown = in_context(segment, item, mark, self._theme)
        if item.suggestion is not None:
            good = self._theme.tokens.good
            shown += (
                f" <span style='color:{good};font-weight:600'>→ {_written(item.suggestion)}</span>"
            )
        self._words.setText(shown)
        why = reason(mark, segment.text) if mark else table("review").get(f"{item.rule}-why", "")
        self._reason.setText(why)
        self._reason.setVisible(bool(why))
        weight = stakes(episode, segment, mark) if mark else ""
        self._stakes.setText(weight)
        self._stakes.setVisible(bool(weight))
        plain = segment.text[max(0, item.start - CONTEXT) : item.end + CONTEXT]
        becomes = "" if item.suggestion is None else f" → {item.suggestion}"
        self.setAccessibleName(f"{name}: {item.words}{becomes}")
        for button in self._accepting:
            button.setEnabled(acceptable(item))
        said = (f"{plain}.", f"{clock(segment.start)}, {who}.", why, weight)
        self.setAccessibleDescription(" ".join(filter(None, said)))

    def _buttons(self, actions: Actions) -> ButtonRow:
        row = ButtonRow(self)
        for name, command in (
            (self.tr("Accept"), "finding.strike"),
            (self.tr("Stet"), "finding.stet"),
            (self.tr("Listen"), "finding.listen"),
            (self.tr("As if cut"), "finding.listen-cut"),
            (self.tr("Alike"), "finding.alike"),
        ):
            button = CommandButton(name, command, actions, self)
            row.add(button)
            if command in _ACCEPTING:
                self._accepting.append(button)
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
    """Buttons in one row where they fit, else in three or two columns."""

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
        return QSize(self._needed(2), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        wanted = (len(self._all), 3, 2)
        self._place(next((n for n in wanted if self._needed(n) <= event.size().width()), 2))

    def _needed(self, columns: int) -> int:
        """How wide so many columns are."""
        widths = [button.sizeHint().width() for button in self._all]
        widest = (max(widths[at::columns], default=0) for at in range(columns))
        return sum(widest) + _GAP * (columns - 1)

    def _place(self, columns: int) -> None:
        for number, button in enumerate(self._all):
            if columns != self._columns or self._grid.indexOf(button) < 0:
                self._grid.addWidget(button, number // columns, number % columns)
        self._columns = columns


_GAP: Final = 5


def short(name: str) -> str:
    """Return the name as a card has room for it: without titles, the first of it."""
    words = [word for word in name.split() if word.rstrip(".").lower() not in _TITLES]
    return words[0] if words else name


_TITLES: Final = {"dr", "prof", "mr", "mrs", "ms", "sir", "dame"}


def in_context(segment: Segment, item: Item, mark: Mark | None, theme: Theme) -> str:
    """Return the words of an item with some around them as rich text, every mark drawn."""
    first, last = max(0, item.start - CONTEXT), min(len(segment.text), item.end + CONTEXT)
    if item.end - item.start > _LONG:
        last = item.start + _LONG
    first, last = _whole_words(segment.text, first, last)
    spans: list[tuple[int, int, Mark | None]] = [
        (m.start, m.end, m) for m in segment.marks if m.strikes or m == mark
    ]
    if mark is None and item.end - item.start < len(segment.text):
        spans = [span for span in spans if span[1] <= item.start or span[0] >= item.end]
        spans.append((item.start, item.end, None))
    parts, at = ["…" if first else ""], first
    for start, end, other in sorted(spans, key=lambda span: span[:2]):
        start, end = max(start, at), min(end, last)
        if start >= end:
            continue
        parts.append(_written(segment.text[at:start]))
        words = segment.text[start:end]
        parts.append(
            _marked(words, other, theme, found=other == mark)
            if other is not None
            else _asked(words)
        )
        at = end
    parts += [_written(segment.text[at:last]), "…" if last < len(segment.text) else ""]
    return "".join(parts)


def _asked(text: str) -> str:
    return f'<span style="text-decoration:underline;font-weight:600">{_written(text)}</span>'


def _marked(text: str, mark: Mark, theme: Theme, *, found: bool) -> str:
    ink, ground = theme.tokens.mark(mark.kind)
    line = "line-through" if mark.strikes else "underline"
    weight = "font-weight:600;" if found else ""
    style = f"color:{ink};background-color:{ground};text-decoration:{line};{weight}"
    return f'<span style="{style}">{_written(text)}</span>'


def _written(text: str) -> str:
    """Text as rich text; a word wider than the card may break anywhere."""
    return escape(_LONG_RUN.sub("\\g<0>\u200b", text))


def _whole_words(text: str, first: int, last: int) -> tuple[int, int]:
    """Move the edges to blanks, so that no word is cut."""
    if first and (blank := text.find(" ", first, first + 14)) >= 0:
        first = blank + 1
    if last < len(text) and (blank := text.rfind(" ", last - 14, last)) >= 0:
        last = blank
    return first, last
