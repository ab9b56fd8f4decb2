"""Frame: how the parts of the desk are laid out, shown, hidden and walked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from editor.app.settings import LEFT_PANEL, RIGHT_PANEL, SPLITTER, WAVEFORM, Setting
from editor.ui.side import Side, Tabbed

if TYPE_CHECKING:
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk

_LEFT_PART, _LEFT_MOST = 0.195, 232
_RIGHT_PART, _RIGHT_MOST = 0.285, 364
"""How much of the width a side takes until a person draws its edge, and the points it needs."""
_LEFT_LEAST, _PAGE_LEAST, _RIGHT_LEAST = 170, 400, 290
"""Points each part needs; the page comes first where a window is too narrow for all of them."""


class Frame(QObject):
    """Holds toolbar, sides, page and waveform, and knows in which order the focus walks them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._settings = desk.settings
        self._left = Side(self.tr("Outline"), [(desk.chapters, 1), (desk.speakers, 0)])
        panels = [panel for feature in desk.features for panel in feature.panels]
        self._right = Tabbed(self.tr("Panels"), panels)
        self._by_key = {panel.key: panel for panel in panels}
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._drawn = False
        self._called = False
        self._lay_out()
        message = desk.window_.message
        self._panes = (desk.toolbar, self._left, desk.page, message, desk.waveform, self._right)
        self._shown: Final[tuple[tuple[Setting[bool], QWidget, str], ...]] = (
            (LEFT_PANEL, self._left, "view.left"),
            (RIGHT_PANEL, self._right, "view.right"),
            (WAVEFORM, desk.waveform, "view.waveform"),
        )
        self._ends: list[Callable[[], None]] = [
            self._settings.watch(setting, self._show_panels) for setting, _, _ in self._shown
        ]
        self._show_panels()
        desk.installEventFilter(self)

    def filling(self) -> Iterator[None]:
        """Make the panel that is in front on the right, if it is to be seen."""
        if not self._right.isHidden():
            yield from self._right.front.filling()

    def handlers(self) -> dict[str, Handler]:
        """Return the commands that bring a panel to the front, each with its keys."""
        return {f"panel.{key}": partial(self.show_panel, key) for key in self._by_key}

    def bring_up(self, key: str) -> None:
        """Bring a panel on the right to the front; the focus stays where it is."""
        self._settings[RIGHT_PANEL] = True
        self._right.show_panel(self._by_key[key])
        self._called = True

    def show_panel(self, key: str) -> None:
        """Bring a panel on the right to the front and put the focus into it."""
        self.bring_up(key)
        self._by_key[key].fill()
        self._enter(self._by_key[key])

    def next_pane(self, by: int) -> None:
        """Move the focus to the next pane that is on the screen.

        From a panel that a command has brought up it comes back to the page.
        """
        panes = [pane for pane in self._panes if pane.isVisible()]
        now, called, self._called = QApplication.focusWidget(), self._called, False
        if called and by > 0 and _holds(self._right, now):
            self._desk.take_focus()
            return
        inside = [at for at, pane in enumerate(panes) if _holds(pane, now)]
        at = inside[0] if inside else 0
        for step in range(1, len(panes) + 1):
            if self._enter(panes[(at + by * step) % len(panes)]):
                return

    def shut(self) -> None:
        """Remember the layout and stop listening."""
        if self._drawn:
            state = bytes(self._splitter.saveState().toBase64().data()).decode("ascii")
            self._settings[SPLITTER] = state
        self._desk.removeEventFilter(self)
        self._desk.window_.take_messages()
        for end in self._ends:
            end()

    def _lay_out(self) -> None:
        """Put everything in its place.

        The Tab key walks in this order: the panels on the right come last, for what is made when it
        is first looked at comes behind all that is there. From the field of what is looked for it
        goes through the bar below, which belongs to it.
        """
        desk = self._desk
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(desk.find_bar)
        column.addWidget(desk.page, 1)
        column.addWidget(desk.window_.message)
        whole = QVBoxLayout(desk)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(desk.toolbar)
        whole.addWidget(self._splitter, 1)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(middle)
        whole.addWidget(desk.waveform)
        self._splitter.addWidget(self._right)
        for place, part in enumerate((self._left, middle, self._right)):
            self._splitter.setStretchFactor(place, 1 if part is middle else 0)
        if state := self._settings[SPLITTER]:
            self._drawn = self._splitter.restoreState(QByteArray.fromBase64(state.encode("ascii")))
        self._splitter.splitterMoved.connect(self._draw)
        for one, other in pairwise(desk.find_bar.stops):
            QWidget.setTabOrder(one, other)

    def _enter(self, pane: QWidget) -> bool:
        """Put the focus where Tab would stop first in a pane; where that is nowhere, it stays.

        Qt itself goes there. To look for the place along Qt's chain would leave Python objects
        behind that stand for its inner widgets, and for others at their address once they are gone.
        """
        window, reason = self._desk.window_, Qt.FocusReason.ShortcutFocusReason
        was: QWidget | None = window.focusWidget()
        pane.setFocus(reason)
        if not pane.focusPolicy() & Qt.FocusPolicy.TabFocus:
            window.focusNextPrevChild(True)
        if _holds(pane, window.focusWidget()):
            return True
        if was is not None:
            was.setFocus(reason)
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._show_panels()
            self._share()
        return super().eventFilter(watched, event)

    def _draw(self) -> None:
        self._drawn = True

    def _share(self) -> None:
        """Give the sides their parts of the width, as long as nobody has drawn their edges."""
        if self._drawn:
            return
        width = self._desk.width()
        left = min(_LEFT_MOST, max(_LEFT_LEAST, round(width * _LEFT_PART)))
        right = min(_RIGHT_MOST, max(_RIGHT_LEAST, round(width * _RIGHT_PART)))
        self._splitter.setSizes([left, width - left - right, right])

    def _show_panels(self) -> None:
        """Show what is asked for, as far as there is room beside the page; a film takes some."""
        desk = self._desk
        room = (desk if desk.isVisible() else desk.window_).width() - _PAGE_LEAST
        for setting, panel, command in reversed(self._shown):
            least = {self._left: _LEFT_LEAST, self._right: _RIGHT_LEAST}.get(panel, 0)
            shown = self._settings[setting] and room >= least
            room -= least if shown else 0
            panel.setVisible(shown)
            self._desk.window_.actions_.check(command, on=self._settings[setting])


def _holds(pane: QWidget, inner: QWidget | None) -> bool:
    return inner is not None and (pane is inner or pane.isAncestorOf(inner))
