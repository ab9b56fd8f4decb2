"""Pieces the panels are made of: headings, muted lines, figures, buttons that show their key."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

SIDE: Final = 14
"""Points between the edge of a panel and what it holds."""

_SMALLER: Final = 0.85
_GAP: Final = 7
_CAP_PADDING: Final = 5


def small(font: QFont, factor: float = _SMALLER) -> QFont:
    """Return the font at 85 %, or another factor, of its size."""
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * factor)
    else:
        made.setPixelSize(max(1, round(font.pixelSize() * factor)))
    return made


def tabular(font: QFont) -> QFont:
    """Return the font with figures of one width, so that numbers do not dance (Qt 6.7 on)."""
    made = QFont(font)
    if hasattr(made, "setFeature"):
        made.setFeature(QFont.Tag.fromString("tnum"), 1)
    return made


def heading_font(font: QFont) -> QFont:
    """Return the font of a panel's heading: small capitals, a little spaced."""
    made = small(font)
    made.setCapitalization(QFont.Capitalization.AllUppercase)
    made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 105)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def heading(text: str, parent: QWidget | None = None) -> QLabel:
    """Return a panel's heading."""
    label = QLabel(text, parent)
    label.setProperty("role", "heading")
    label.setFont(heading_font(label.font()))
    return label


def heading_row(title: QLabel, count: QLabel) -> QHBoxLayout:
    """Return the row of a panel's heading with a figure or a word at its right."""
    row = QHBoxLayout()
    row.setContentsMargins(SIDE, 10, SIDE, 2)
    row.addWidget(title, 1)
    row.addWidget(count)
    return row


def title_label(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Return the large line a dialog begins with."""
    label = QLabel(text, parent)
    font = small(label.font(), 1.35)
    font.setBold(True)
    label.setFont(font)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def muted(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Return a quiet line of text."""
    label = QLabel(text, parent)
    label.setProperty("role", "muted")
    return label


class ChoiceBox(QComboBox):
    """One of several things, named to a screen reader together with its list.

    On Linux Qt has a box called by what is chosen in it, so its name is its description as well.
    """

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.view().setAccessibleName(name)
        if not self.accessibleDescription():
            self.setAccessibleDescription(name)


class Elided(QLabel):
    """A quiet line that ends in an ellipsis where there is no room; its tool tip has all of it.

    It asks for ``most`` points at the most, however long its text is.
    """

    def __init__(self, parent: QWidget | None = None, most: int | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self.setProperty("role", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._whole = ""

    def text(self) -> str:
        return self._whole

    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._elide()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        room = self.fontMetrics().horizontalAdvance(self._whole) + 1
        room = room if self._most is None else min(room, self._most)
        return QSize(room, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        room = self.fontMetrics().horizontalAdvance("…") if self._whole else 0
        return QSize(room, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 0)
        )
        super().setText(shown)
        self.setToolTip("" if shown == self._whole else self._whole)


def spoken_name(seen: str, title: str) -> str:
    """Return what a part is called by a screen reader: its title, with the words seen on it in it.

    Who speaks to the program says what is to be seen (success criterion 2.5.3 of WCAG 2.2).
    """
    return title if f" {seen} ".casefold() in f" {title} ".casefold() else f"{seen}: {title}"


def explained(field: QWidget, words: QLabel) -> QVBoxLayout:
    """Return a field of a form with words below it; in a row of their own they take a line more."""
    both = QVBoxLayout()
    both.setSpacing(6)
    both.addWidget(field)
    both.addWidget(words)
    return both


def grow(dialog: QWidget) -> None:
    """Let a dialog be as high as its words need once they are others; Qt keeps its height."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        needed = layout.totalHeightForWidth(dialog.width())
        if needed > dialog.height():
            dialog.resize(dialog.width(), needed)


def inset(part: QWidget, above: int = 0, below: int = 0) -> QHBoxLayout:
    """Return a row that keeps a part from the edges of its panel.

    Margins of a label's own are gone once the style sheet changes while it is hidden.
    """
    row = QHBoxLayout()
    row.setContentsMargins(SIDE, above, SIDE, below)
    row.addWidget(part)
    return row


def rule(parent: QWidget | None = None) -> QFrame:
    """Return a hairline across."""
    line = QFrame(parent)
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property the style sheet looks at, and let it look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def shown_key(key: str) -> str:
    """Return a key as this system writes it: ``⇧A`` on a Mac, ``Shift+A`` elsewhere."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class KeyButton(QPushButton):
    """A button that carries the key that does the same, drawn as a key cap where there is room."""

    def __init__(self, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", "key")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._key = ""
        self._cap_font = small(self.font(), 0.8)
        self.set_key(key)

    def set_key(self, key: str) -> None:
        """Show another key, or none."""
        self._key = shown_key(key).replace("Shift+", "⇧")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        cap = _GAP + self._cap_width() if self._key else 0
        return QSize(hint.width() + cap, hint.height())

    def minimumSizeHint(self) -> QSize:
        return super().sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        text, option.text = option.text, ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setPen(self.palette().text().color())
        cap_width = self._cap_width()
        text_width = QFontMetrics(self.font()).horizontalAdvance(text)
        capped = bool(self._key) and self._roomy()
        both = text_width + (_GAP + cap_width if capped else 0)
        left = (self.width() - both) // 2
        line = QRect(left, 0, text_width + 1, self.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)
        if capped:
            cap = self._cap(left + text_width + _GAP, cap_width)
            draw_cap(painter, cap, self._key, self._cap_font)
        painter.end()

    def _roomy(self) -> bool:
        """Whether every button of the group has room for its key: all show theirs, or none."""
        holder = self.parentWidget()
        if holder is None:
            return self.width() >= self.sizeHint().width()
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        group = holder.findChildren(KeyButton, options=direct)
        return all(one.width() >= one.sizeHint().width() for one in group if one.isVisible())

    def _cap(self, left: int, width: int) -> QRect:
        height = QFontMetrics(self._cap_font).height() + 2
        return QRect(left, (self.height() - height) // 2, width, height)

    def _cap_width(self) -> int:
        return QFontMetrics(self._cap_font).horizontalAdvance(self._key) + 2 * _CAP_PADDING


def draw_cap(painter: QPainter, cap: QRect, key: str, font: QFont) -> None:
    """Draw a key cap with the pen's colour for its letter."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = painter.pen()
    edge = pen.color()
    edge.setAlphaF(0.35)
    painter.setPen(edge)
    painter.drawRoundedRect(cap.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(pen)
    painter.setFont(font)
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()
