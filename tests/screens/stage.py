"""Stage: the real window, set up for a picture, and pictures of all that is on the screen."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from editor.app.paths import Folders
from editor.app.settings import SAMPLE_SHOWN, THEME, Settings
from editor.ui.desk import Desk
from editor.ui.main_window import MainWindow
from editor.ui.start_up import make_window

Size = tuple[int, int]
Look = Callable[[str, QPixmap], object]

_PATIENCE: Final = 60.0
"""Seconds until something that does not come is a fault of the scene."""

_REST: Final = 350
"""Ms in which what is due after a change - a count, a list, a preview - has come."""


class Stage:
    """One window in a home of its own; ``look`` gets each picture with its name."""

    def __init__(self, window: MainWindow, look: Look) -> None:
        self.window = window
        self._look = look
        self.sizes: tuple[Size, ...] = ((1280, 800),)
        self.themes: tuple[str, ...] = ("light",)

    @property
    def desk(self) -> Desk:
        """The open project."""
        assert self.window.desk is not None
        return self.window.desk

    def rest(self, ms: int = _REST) -> None:
        """Let everything that is due happen."""
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    def until(self, there: Callable[[], object]) -> None:
        """Wait for something; raises ``TimeoutError``."""
        begun = time.monotonic()
        while not there():
            if time.monotonic() - begun > _PATIENCE:
                raise TimeoutError(there)
            self.rest(20)

    def open(self, path: Path) -> None:
        """Open a project, and wait until nothing is under way any more."""
        self.window.open_files([path])
        self.until(lambda: self.window.desk is not None and self.window.desk.path == path)
        self.settle()

    def settle(self) -> None:
        """Wait until no job is under way."""
        self.rest()
        self.until(lambda: not self.window.runner.jobs)
        self.rest()

    def do(self, *commands: str) -> None:
        """Ask for commands as menu, key and palette do."""
        for command in commands:
            self.window.actions_.run(command)
            self.rest()

    def shoot(self, name: str) -> None:
        """Take what is on the screen, in each theme at each size."""
        for theme in self.themes:
            self.window.settings[THEME] = theme
            for size in self.sizes:
                self.window.resize(*size)
                self.rest()
                self._look(f"{name}-{theme}-{size[0]}x{size[1]}", self._picture())

    def ask(self, command: str, name: str, then: Callable[[QWidget], object] | None = None) -> None:
        """Take what a command asks, however modal it is, and think better of it.

        A dialog may have an event loop of its own, so it is taken from inside of that.
        """
        taken: list[str] = []

        def take() -> None:
            self.take(name, then)
            taken.append(name)

        QTimer.singleShot(_REST, take)
        self.window.actions_.run(command)
        self.until(lambda: taken)

    def take(self, name: str, then: Callable[[QWidget], object] | None = None) -> None:
        """Take the dialog that is about to come, and leave it."""
        self.until(self._asking)
        self.rest()
        asking = self._asking()
        assert asking is not None
        if then is not None:
            then(asking)
            self.settle()
        self.shoot(name)
        asking.close()
        self.rest(50)

    def menu(self, menu: QMenu, name: str, at: QPoint) -> None:
        """Take an open menu."""
        menu.popup(self.window.mapToGlobal(at))
        self.rest(100)
        self.shoot(name)
        menu.close()

    def context_menu(self, over: QWidget, at: QPoint, name: str) -> None:
        """Take the menu that a right click opens, from inside of its event loop."""

        def take() -> None:
            self.shoot(name)
            if (menu := QApplication.activePopupWidget()) is not None:
                menu.close()

        QTimer.singleShot(_REST, take)
        click = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, over.mapToGlobal(at))
        QApplication.sendEvent(over, click)
        self.rest()

    def _asking(self) -> QWidget | None:
        open_ = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
        return next((dialog for dialog in open_ if dialog.isVisible()), None)

    def _picture(self) -> QPixmap:
        """The window, and over it whatever else is on the screen."""
        picture = self.window.grab()
        painter = QPainter(picture)
        for over in QApplication.topLevelWidgets():
            if over is self.window or not over.isVisible() or _is_tip(over):
                continue
            if isinstance(over, QDialog):
                over.move(self.window.geometry().center() - over.rect().center())
                shade = QColor(Qt.GlobalColor.black)
                shade.setAlphaF(0.35)
                painter.fillRect(self.window.rect(), shade)
            painter.drawPixmap(over.pos() - self.window.pos(), over.grab())
        painter.end()
        return picture


def _is_tip(widget: QWidget) -> bool:
    return widget.windowType() is Qt.WindowType.ToolTip


@contextmanager
def stage(app: QApplication, look: Look) -> Iterator[Stage]:
    """A window with nothing open, closed again."""
    with tempfile.TemporaryDirectory() as home:
        folders = Folders.under(Path(home))
        Settings.load(folders.settings)[SAMPLE_SHOWN] = True
        window = make_window(app, folders)
        window.show()
        made = Stage(window, look)
        made.rest()
        yield made
        window.close()
        window.deleteLater()
        made.rest(50)
