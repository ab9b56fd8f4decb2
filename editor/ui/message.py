"""Message bar: a calm sentence at the foot of the page, with its way out; never a modal box."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from editor.ui.flow import ElidedButton, Flow
from editor.ui.icons import icon, pixmap
from editor.ui.pieces import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from editor.ui.theme import Theme

STAY: Final = 12_000
"""Ms that good news without a button stays; it was announced, and nothing is lost with it."""

_WAYS_MOST: Final = 0.45
"""The part of its width that the buttons may take beside the sentence; wider ones go below it."""

_GAP: Final = 8
"""Points between two of them."""

WayOut = tuple[str, Callable[[], object]]


class MessageBar(QFrame):
    """Shows one message at a time until it is closed or its way out is taken.

    It takes its room from the page alone: panels, toolbar and waveform stay as they are, and what
    is read stays where it is.
    ``left`` comes as it goes with the focus in it: somebody else has to take that.
    """

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self.setAccessibleName(self.tr("Message"))
        self._theme = theme
        self._kind = "warning"
        self._about = ""
        self._buttons: list[QPushButton] = []
        self._acts: list[Callable[[], object]] = []
        self._sign = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._ways = Flow(_GAP)
        self._close = QToolButton(self)
        self._close.setProperty("role", "quiet")
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 8, 7)
        row.setSpacing(10)
        row.addWidget(self._sign)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addWidget(self._text, 1)
        self._body.addLayout(self._ways)
        row.addLayout(self._body, 1)
        row.addWidget(self._close)
        theme.changed.connect(self._colour)
        self._gone = QTimer(self, singleShot=True, interval=STAY)
        self._gone.timeout.connect(self.dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence on the screen, ``""`` where there is none."""
        return "" if self.isHidden() else self._text.text()

    def warn(self, sentence: str, ways: Sequence[WayOut] = (), about: str = "") -> None:
        """Say what went wrong; ``about`` is its code, for who knows when it holds no longer."""
        self._show("warning", sentence, ways)
        self._about = about

    def note(self, sentence: str, ways: Sequence[WayOut] = ()) -> None:
        """Say something good to know."""
        self._show("note", sentence, ways)

    def dismiss(self) -> None:
        """Take the message away."""
        focus: QWidget | None = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.left.emit()
        self.hide()

    def dismiss_warning(self) -> None:
        """Take a warning away, as what it was about is closed; what is good to know stays."""
        if self._kind == "warning":
            self.dismiss()

    def dismiss_about(self, codes: Container[str]) -> None:
        """Take the message away if it is about one of these."""
        if self._about in codes and not self.isHidden():
            self.dismiss()

    def withdraw(self, title: str) -> None:
        """Take away a way out that is none any more; what is said stays."""
        ways = zip(self._buttons, self._acts, strict=True)
        self._offer([(button.text(), act) for button, act in ways if button.text() != title])

    def dismiss_if(self, sentence: str) -> None:
        """Take the message away if it still says this, which holds no longer."""
        if self.text == sentence:
            self.dismiss()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return take a way out as Space does: outside a dialog no button of Qt's does that."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focus in self._buttons:
            self._take(self._buttons.index(focus))
        else:
            super().keyPressEvent(event)

    def _make_room(self) -> None:
        """Put the buttons below the sentence where they would leave it too little room."""
        beside = self._ways.sizeHint().width() <= self.width() * _WAYS_MOST
        way, align = QBoxLayout.Direction, Qt.AlignmentFlag
        self._body.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._body.setAlignment(self._ways, align.AlignVCenter if beside else align(0))

    def _show(self, kind: str, sentence: str, ways: Sequence[WayOut]) -> None:
        self._kind, self._about = kind, ""
        self._gone.stop()
        if kind == "note" and not ways:
            self._gone.start()
        restyle(self, "kind", kind)
        self._text.setText(sentence)
        self._offer(ways)
        self._colour()
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _offer(self, ways: Sequence[WayOut]) -> None:
        """Show these ways out; buttons that say the same stay, for one of them may be pressed.

        The very press takes the focus from the page, which then tries to write, and fails anew.
        """
        self._acts = [act for _, act in ways]
        titles = [title for title, _ in ways]
        if titles == [button.text() for button in self._buttons]:
            return
        for old in self._buttons:
            self._ways.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = [ElidedButton(title, self) for title in titles]
        for place, button in enumerate(self._buttons):
            button.clicked.connect(lambda _checked=False, place=place: self._take(place))
            self._ways.addWidget(button)
            button.show()
        for before, after in pairwise((self._close, *self._buttons, self._close)):
            self.setTabOrder(before, after)  # what was made last would come last in the window
        self._make_room()

    def _take(self, place: int) -> None:
        act = self._acts[place]
        self.dismiss()
        act()

    def _colour(self) -> None:
        note = self._kind == "note"
        colour = self._theme.colour("accent" if note else "mark_scar")
        sign = "check" if note else "warning"
        self._sign.setPixmap(pixmap(sign, colour, self.devicePixelRatioF(), 18))
        self._close.setIcon(icon("close", self._theme.colour("muted")))
