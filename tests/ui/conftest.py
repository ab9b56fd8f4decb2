"""A window over folders of its own, without a project or with one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from editor.app.paths import Folders
from editor.app.settings import SAMPLE_SHOWN, Settings
from editor.model.chapter import Chapter
from editor.model.episode import Episode
from editor.model.info import Info
from editor.model.marks import Kind, Mark, MarkState
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.store import Project
from editor.ui.main_window import MainWindow
from editor.ui.start_up import make_window

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LINES = (
    ("Welcome back to the night train, , everyone.", 1),
    ("Thank you, it it is good to be here.", 2),
    ("So, you know, tell us where it goes.", 1),
    ("It goes to Lisbon, and then, you know, further.", 2),
    ("And when?", None),
)


def small_episode() -> Episode:
    """Five lines, two people, two chapters, marks of three kinds."""
    segments = [
        Segment(number, (number - 1) * 5_000, number * 5_000, text, speaker)
        for number, (text, speaker) in enumerate(LINES, 1)
    ]
    marks = {
        0: Mark(31, 33, Kind.SCAR, "scar.comma", 0.99, MarkState.AUTO),
        1: Mark(11, 14, Kind.REPEAT, "repeat.word", 0.95, MarkState.AUTO),
        2: Mark(2, 12, Kind.MARKER, "marker.phrase", 0.7, MarkState.PROPOSED),
        3: Mark(27, 38, Kind.MARKER, "marker.phrase", 0.8, MarkState.PROPOSED),
    }
    marked = [
        Segment(s.id, s.start, s.end, s.text, s.speaker, (marks[at],) if at in marks else ())
        for at, s in enumerate(segments)
    ]
    people = [Speaker(1, "Ada Lumen", ("host",)), Speaker(2, "Bo Strand", ("guest",))]
    chapters = [Chapter(1, 0, "Welcome aboard", 1), Chapter(2, 15_000, "The way south", 4)]
    return Episode(marked, people, chapters, info=Info(title="Night Train", language="en-GB"))


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Return folders nobody else writes into."""
    return Folders.under(tmp_path / "home")


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, folders: Folders) -> Iterator[MainWindow]:
    """Return a shown window with nothing open."""
    Settings.load(folders.settings)[SAMPLE_SHOWN] = True
    made = make_window(qapp, folders)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small episode's project as it was made: tests work on copies."""
    path = tmp_path_factory.mktemp("night") / "night.stet"
    Project.create(path, small_episode()).close()
    return path


@pytest.fixture
def project(night: Path, tmp_path: Path) -> Path:
    """Return a project file with the small episode in it."""
    return Path(shutil.copyfile(night, tmp_path / night.name))


OpenProject = Callable[[], MainWindow]


@pytest.fixture
def desk_window(window: MainWindow, project: Path, qtbot: QtBot) -> MainWindow:
    """Return a window with the small episode open."""
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([project])
    return window
