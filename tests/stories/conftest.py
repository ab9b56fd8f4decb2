"""What the stories share: the real window on a project of a small page, driven by its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor.app.importing import read
from editor.app.jobs import run
from editor.app.opening import create
from editor.app.paths import Folders
from editor.ui.desk import Desk
from editor.ui.main_window import MainWindow
from editor.ui.start_up import make_window
from tests.audio.sounds import beginning
from tests.conftest import PROJECT

PAGE = """Small Hours

Bread before dawn

Two bakers talk about the first loaf.

  • (00:01) - Flour
  • (00:12) - Water

Creators & Guests

Host
Ada Byrne
Guest
Cleo Marsh

0:01
Hello, , and welcome to the the show.

0:08
I'm Ada and this is Cleo. Hello.

0:12
It is um early, you know, very early indeed.

0:15
The oven was was hot.
"""

Keys = Callable[..., None]


class Story:
    """A window with one project open, and what a person does in it."""

    def __init__(self, window: MainWindow, project: Path, bot: QtBot) -> None:
        self.window = window
        self.project = project
        self._bot = bot

    @property
    def desk(self) -> Desk:
        """The open project."""
        assert self.window.desk is not None
        return self.window.desk

    @property
    def texts(self) -> list[str]:
        """The lines as the model has them, typing included."""
        session = self.desk.session
        return [session.line(index).text for index in range(len(session.episode.transcript))]

    @property
    def shown(self) -> list[str]:
        """The lines as the page shows them."""
        return self.desk.page.toPlainText().split("\n")

    def open(self) -> None:
        """Open the project, and wait until all of it is there."""
        self.window.open_files([self.project])
        self._bot.waitUntil(lambda: self.window.desk is not None, timeout=10_000)
        self.settle()

    def close(self) -> None:
        """Close the project as leaving the program does."""
        assert self.window.close_project()

    def settle(self) -> None:
        """Let everything that is due happen."""
        self._bot.waitUntil(lambda: len(self.shown) == len(self.texts), timeout=10_000)
        QApplication.processEvents()

    def press(self, key: Qt.Key, *held: Qt.KeyboardModifier, times: int = 1) -> None:
        """Press a key where the focus is."""
        modifiers = Qt.KeyboardModifier.NoModifier
        for modifier in held:
            modifiers |= modifier
        for _ in range(times):
            QTest.keyClick(self._focus(), key, modifiers)
            QApplication.processEvents()

    def write(self, text: str) -> None:
        """Type where the focus is."""
        QTest.keyClicks(self._focus(), text)
        QApplication.processEvents()

    def do(self, command: str) -> None:
        """Ask for a command, as menu, key and palette do."""
        assert self.window.actions_[command].isEnabled(), command
        self.window.actions_[command].trigger()
        QApplication.processEvents()

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.desk.page


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    path = tmp_path / "small hours.txt"
    path.write_text(PAGE, "utf-8")
    return path


@pytest.fixture
def story(page_file: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Story]:
    project = tmp_path / "small hours.stet"
    create(run(read(page_file)), project)
    with opened_story(project, tmp_path, qapp, qtbot) as told:
        yield told


@contextmanager
def opened_story(project: Path, folder: Path, app: QApplication, bot: QtBot) -> Iterator[Story]:
    """A window of its own on a project, closed again."""
    window = make_window(app, Folders.under(folder / "home"))
    window.resize(1280, 800)
    window.show()
    bot.waitExposed(window)
    told = Story(window, project, bot)
    told.open()
    yield told
    window.close()
    window.deleteLater()


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The beginning of the sample's recording, as much as a story needs."""
    whole = PROJECT / "projects" / "night-train" / "night-train.ogg"
    return beginning(whole, tmp_path_factory.mktemp("sound") / "late.wav", 37)


@pytest.fixture
def heard_story(
    page_text: str, sound: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> Iterator[Story]:
    """A story on a page (``page_text``) and the sample's recording."""
    page, project = tmp_path / "late.txt", tmp_path / "late.stet"
    page.write_text(page_text, "utf-8")
    create(run(read(page, sound)), project)
    with opened_story(project, tmp_path, qapp, qtbot) as told:
        yield told
