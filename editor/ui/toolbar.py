"""Toolbar: play controls and clock on the left, views and find field on the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from editor.model.render import View
from editor.model.time import Ms, clock, exact_clock
from editor.ui.actions import with_key
from editor.ui.icons import icon
from editor.ui.pieces import muted, shown_key, spoken_name, tabular

if TYPE_CHECKING:
    from editor.ui.actions import Actions
    from editor.ui.theme import Theme

SPEEDS: Final = (50, 75, 90, 100, 110, 125, 150, 175, 200)
"""What the speed button offers (percent); the keys go by tenths from 50 to 300."""


_NARROW: Final = 53
"""How many lines of letters a toolbar is wide that has no room for all its parts."""


class Toolbar(QWidget):
    """Every button runs a command of the table; ``speed_chosen`` carries percent."""

    speed_chosen = Signal(int)

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Play and view"))
        self._actions = actions
        self._theme = theme
        self._playing = False
        self._back = self._button("play.back", self.tr("2 s"))
        self._play = self._button("play.toggle", self.tr("Play"))
        self._play.setProperty("role", "primary")
        self._forward = self._button("play.forward", self.tr("2 s"))
        self._forward.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._speed = self._speed_button()
        self._position = QLabel(self)
        self._duration = muted(parent=self)
        self.views = ViewSwitch(actions, self)
        self.find_field = FindField(self)
        self._lay_out()
        self._show_keys()
        actions.rekeyed.connect(self._show_keys)
        theme.changed.connect(self._colour)
        self._colour()
        self.show_position(0, 0)
        self.show_speed(1.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a narrow window has no room for and what is elsewhere, too."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW * self.fontMetrics().height()
        self._duration.setHidden(narrow)
        self._speed.setHidden(narrow)
        self.views.tighten(narrow)

    def show_playing(self, playing: bool) -> None:
        """Say what the play button would do."""
        if playing == self._playing:
            return
        self._playing = playing
        self._play.setText(self.tr("Pause") if playing else self.tr("Play"))
        self._colour()

    def show_position(self, at: Ms, whole: Ms) -> None:
        """Show where the playhead is."""
        self._position.setText(exact_clock(at))
        self._duration.setText(f"/ {clock(whole)}")

    def show_speed(self, rate: float) -> None:
        """Show the speed in force."""
        said = f"{rate:.2f}".rstrip("0").rstrip(".") + "×" if rate % 1 else f"{rate:.1f}×"
        self._speed.setText(said)
        self._speed.setAccessibleName(self.tr("Speed {rate}").format(rate=said))

    def show_skip(self, small: Ms) -> None:
        """Show how far the two skip buttons go."""
        text = self.tr("{seconds} s").format(seconds=f"{small / 1000:g}")
        for button, command in ((self._back, "play.back"), (self._forward, "play.forward")):
            button.setText(text)
            button.setAccessibleName(spoken_name(text, self._actions.commands[command].title))

    def _lay_out(self) -> None:
        big = tabular(self._position.font())
        big.setPointSizeF(big.pointSizeF() * 1.3)
        self._duration.setFont(QFont(big))
        big.setWeight(QFont.Weight.DemiBold)
        self._position.setFont(big)
        self._position.setAccessibleName(self.tr("Playhead"))
        self._duration.setAccessibleName(self.tr("Length"))
        # Tenths change ten times a second: the label must not move its neighbours.
        self._position.setMinimumWidth(self._position.fontMetrics().horizontalAdvance("00:00.0"))
        self._position.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 9, 14, 9)
        row.setSpacing(12)
        for part in (self._back, self._play, self._forward, self._speed):
            row.addWidget(part)
        clocks = QHBoxLayout()
        clocks.setSpacing(6)
        clocks.addWidget(self._position)
        clocks.addWidget(self._duration)
        row.addLayout(clocks)
        row.addStretch(1)
        row.addWidget(self.views)
        row.addWidget(self.find_field)

    def _button(self, command: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        row = self._actions.commands[command]
        button.setAccessibleName(spoken_name(text, row.title))
        button.setAccessibleDescription(row.help)
        button.clicked.connect(partial(self._actions.run, command))
        return button

    def _speed_button(self) -> QToolButton:
        button = QToolButton(self)
        menu = QMenu(button)
        for percent in SPEEDS:
            entry = menu.addAction(f"{percent / 100:g}×")
            entry.triggered.connect(partial(self._choose_speed, percent))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _show_keys(self) -> None:
        """Name the keys in force."""
        for button, command in (
            (self._back, "play.back"),
            (self._play, "play.toggle"),
            (self._forward, "play.forward"),
        ):
            button.setToolTip(self._actions[command].toolTip())
        keys = {name: self._actions.commands[f"play.{name}"].key for name in ("slower", "faster")}
        said = self.tr("Speed; voices keep their pitch ({slower}, {faster})")
        self._speed.setToolTip(said.format(**{name: shown_key(key) for name, key in keys.items()}))
        self.find_field.show_key(self._actions.commands["find.open"].key)

    def _choose_speed(self, percent: int, _checked: bool = False) -> None:
        self.speed_chosen.emit(percent)

    def _colour(self) -> None:
        text = self._theme.colour("text")
        self._back.setIcon(icon("back", text))
        self._forward.setIcon(icon("forward", text))
        sign = "pause" if self._playing else "play"
        self._play.setIcon(icon(sign, self._theme.colour("on_accent")))


CAPTIONS: Final = "captions"


class ViewSwitch(QWidget):
    """Verbatim, Marked, Clean, or with the captions laid over: one of four, also by arrow keys."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("View"))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._buttons: dict[str, QPushButton] = {}
        parts = ("first", "middle", "middle", "last")
        for view, part in zip((*View, CAPTIONS), parts, strict=True):
            command = actions.commands[f"view.{view}"]
            button = QPushButton(command.title, self)
            button.setCheckable(True)
            button.setProperty("part", part)
            button.setAccessibleDescription(command.help)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.clicked.connect(partial(actions.run, command.id))
            self._group.addButton(button)
            self._buttons[view] = button
            row.addWidget(button)
        self.tighten(False)
        self._actions = actions
        self._show_keys()
        actions.rekeyed.connect(self._show_keys)

    def tighten(self, on: bool) -> None:
        """Take only the room of the words; each could be bold, so that nothing moves then."""
        for button in self._buttons.values():
            bold = QFont(button.font())
            bold.setBold(True)
            words = QFontMetrics(bold).horizontalAdvance(button.text())
            button.setFixedWidth(words + 23 if on else max(84, words + 34))

    def _show_keys(self) -> None:
        cycle = self._actions.commands["view.cycle"].key
        for view, button in self._buttons.items():
            command = self._actions.commands[f"view.{view}"]
            button.setToolTip(with_key(command.help, command.key or cycle))

    def show_view(self, view: View) -> None:
        """Show which view is on the page."""
        self._buttons[view].setChecked(True)

    def show_captions(self) -> None:
        """Show that captions are laid over the words."""
        self._buttons[CAPTIONS].setChecked(True)


class FindField(QLineEdit):
    """The field that begins a search; its results are walked in the find bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Find in transcript"))
        self.setMinimumWidth(90)
        self.setMaximumWidth(260)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_key(self, key: str) -> None:
        """Name the key that leads here."""
        said = self.tr("Find in transcript   {key}").format(key=shown_key(key))
        self.setPlaceholderText(said.rstrip())

    def sizeHint(self) -> QSize:
        room = self.fontMetrics().horizontalAdvance(self.placeholderText()) + 28
        return QSize(min(260, room), super().sizeHint().height())
