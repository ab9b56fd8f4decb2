"""The empty window: start page, menus, palette, help, messages, jobs, themes, a light start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QListWidget, QWidget

from editor.app import recent
from editor.app.commands import commands
from editor.app.jobs import Step, Work
from editor.app.log import Crash
from editor.app.paths import Folders
from editor.app.settings import GLOSSARY_FOLDER, THEME
from editor.model.errors import StaleEdit, UserError
from editor.ui.chosen_folders import ChosenFolder
from editor.ui.drop import files_of
from editor.ui.help_page import HelpPage, help_html
from editor.ui.icons import NAMES, pixmap
from editor.ui.main_window import MainWindow
from editor.ui.palette import CommandPalette
from editor.ui.runner import ThreadRunner
from editor.ui.start_up import greet_after_crash
from editor.ui.tokens import DARK, HIGH_CONTRAST, LIGHT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

HEAVY = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from editor.app.paths import user_folders
from editor.app.settings import SAMPLE_SHOWN, Settings
from editor.ui import start_up
Settings.load(user_folders().settings)[SAMPLE_SHOWN] = True
def after(window, files, crash):
    assert window.isVisible()
    found = {name.partition(".")[0] for name in sys.modules}
    print(*sorted(found & {HEAVY}), *[n for n in sys.modules if n == "PySide6.QtMultimedia"])
    QTimer.singleShot(0, window.close)
start_up._after_first_paint = after
sys.exit(start_up.open_window([]))
""".replace(
    "{HEAVY}",
    repr(
        {"rapidfuzz", "platformdirs", "numpy", "sqlalchemy", "av", "pydub", "pysrt", "rich"}
        | {"charset_normalizer", "sqlite3"}
    ),
)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs names the folders")
def test_an_empty_window_brings_no_heavy_library() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HEAVY], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_without_a_project_only_what_works_is_on(window: MainWindow) -> None:
    on = {name for name in window.actions_.commands if window.actions_[name].isEnabled()}
    assert {"project.open", "app.quit", "help.keys", "theme.dark"} <= on
    assert not {"edit.undo", "line.split", "play.toggle", "project.close"} & on


def test_binding_an_unknown_command_fails(window: MainWindow) -> None:
    with pytest.raises(KeyError):
        window.actions_.bind({"no.such": lambda: None})


def test_a_user_error_becomes_a_sentence_with_its_way_out(window: MainWindow) -> None:
    def fail() -> None:
        raise UserError("file-missing", path="/a/b.srt")

    window.actions_.bind({"edit.undo": fail})
    window.actions_["edit.undo"].trigger()
    assert "/a/b.srt" in window.message.text


def test_a_stale_edit_is_told_and_not_raised(window: MainWindow) -> None:
    def fail() -> None:
        raise StaleEdit("split")

    window.actions_.bind({"edit.undo": fail})
    window.actions_["edit.undo"].trigger()
    assert "try again" in window.message.text


def test_a_message_offers_its_way_out_and_goes(window: MainWindow) -> None:
    taken: list[str] = []
    window.message.warn("The recording is gone.", [("Choose…", lambda: taken.append("way"))])
    button = next(b for b in window.message.findChildren(QWidget) if _text(b) == "Choose…")
    button.click()  # type: ignore[attr-defined]
    assert taken == ["way"]
    assert window.message.text == ""


def _text(widget: QWidget) -> str:
    return str(widget.property("text") or "")


def test_the_crash_notice_says_that_nothing_is_lost(window: MainWindow, tmp_path: Path) -> None:
    greet_after_crash(window, Crash("Fatal", tmp_path / "last-crash.log"))
    assert "safe" in window.message.text
    assert "last-crash.log" in window.message.text


def test_themes_change_at_once_and_stay(window: MainWindow, folders: Folders) -> None:
    for name, tokens in (("dark", DARK), ("high-contrast", HIGH_CONTRAST), ("light", LIGHT)):
        window.actions_[f"theme.{name}"].trigger()
        assert window.theme.tokens is tokens
        assert window.settings[THEME] == name
        assert window.actions_[f"theme.{name}"].isChecked()
        ground = QApplication.palette().window().color().name().upper()
        assert ground == tokens.window
    assert [
        n for n in ("system", "light", "dark") if window.actions_[f"theme.{n}"].isChecked()
    ] == ["light"]


def test_recent_projects_are_listed_opened_and_forgotten(
    window: MainWindow, qtbot: QtBot, folders: Folders, project: Path
) -> None:
    recent.add(folders.recent, recent.Recent("/gone/away.stet", "Away"))
    recent.add(folders.recent, recent.Recent(str(project), "Night Train"))
    window.show_start()
    listed = window.start.findChild(QListWidget)
    assert isinstance(listed, QListWidget)
    assert [listed.item(row).text().splitlines()[0] for row in range(listed.count())] == [
        "Night Train",
        "Away",
    ]
    assert listed.item(0).text().splitlines()[1] == f"{project.name} in {project.parent}"
    listed.setCurrentRow(1)
    QTest.keyClick(listed, Qt.Key.Key_Delete)
    assert [entry.title for entry in recent.load(folders.recent)] == ["Night Train"]
    with qtbot.waitSignal(window.opened, timeout=20_000):
        QTest.keyClick(listed, Qt.Key.Key_Return)


def test_each_kind_of_file_is_asked_for_where_it_was_chosen_last(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_parent: object, _title: str, folder: str, *_kinds: str) -> tuple[list[str], str]:
        asked.append(folder)
        return [str(tmp_path / "there" / "nothing.srt")], ""

    (tmp_path / "there").mkdir()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    window.entrance.ask()
    window.entrance.ask()
    assert asked == [str(Path.home()), str(tmp_path / "there")]
    glossary = ChosenFolder(window.settings, GLOSSARY_FOLDER, tmp_path)
    assert str(glossary) == str(tmp_path), "each kind has its own folder"
    glossary.keep(tmp_path / "gone" / "words.csv")
    assert str(glossary) == str(tmp_path)


def test_dropping_files_opens_them(window: MainWindow, qtbot: QtBot, project: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(project)), QUrl("https://example.org/page")])
    assert files_of(data) == [project]
    with qtbot.waitSignal(window.opened, timeout=20_000):
        _let_fall(window, data)
    assert window.desk is not None
    page = window.desk.page
    before = page.toPlainText()
    _let_fall(page.viewport(), data)
    assert page.toPlainText() == before, "a file is opened, not its path typed"
    assert window.desk.page is page, "what is open stays open"


def _let_fall(target: QWidget, data: QMimeData) -> None:
    held = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, *held)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, *held))


def test_a_missing_file_is_a_sentence(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.entrance.failed, timeout=20_000):
        window.open_files([tmp_path / "not-there.srt"])
    assert "not-there.srt" in window.message.text


def test_the_palette_runs_what_was_typed(window: MainWindow, qtbot: QtBot) -> None:
    palette = CommandPalette(window.actions_, window)
    qtbot.addWidget(palette)
    palette.show()
    QTest.keyClicks(palette._field, "dark")
    QTest.keyClick(palette._field, Qt.Key.Key_Down)
    QTest.keyClick(palette._field, Qt.Key.Key_Up)
    QTest.keyClick(palette._field, Qt.Key.Key_Return)
    assert palette.command == "theme.dark"


def test_the_help_page_holds_every_command(window: MainWindow, qtbot: QtBot) -> None:
    page = HelpPage(window.actions_, window.theme, window)
    qtbot.addWidget(page)
    html = help_html(commands(), page._words(), "#000000")
    for command in commands():
        assert command.title.removesuffix("…").replace("&", "&amp;") in html, command.id


def _work(steps: int, log: list[str]) -> Work[str]:
    try:
        for number in range(steps):
            yield Step(number, steps, "peaks")
        return "made"
    finally:
        log.append("tidied")


def test_a_job_runs_beside_the_window(qtbot: QtBot, qapp: QApplication) -> None:
    runner, log, results = ThreadRunner(), list[str](), list[str]()
    runner.start("peaks", _work(3, log), done=results.append, failed=_raise)
    qtbot.waitUntil(lambda: bool(results))
    assert (results, log, runner.jobs) == (["made"], ["tidied"], [])


def _raise(error: Exception) -> None:
    raise error


def test_a_job_that_fails_tells_its_error(qtbot: QtBot, qapp: QApplication) -> None:
    def work() -> Work[None]:
        yield Step(0)
        raise UserError("file-missing", path="x")

    runner, errors = ThreadRunner(), list[Exception]()
    runner.start("import", work(), done=lambda _: None, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], UserError)


def test_a_cancelled_job_tidies_up_and_reports_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    def endless() -> Work[str]:
        try:
            while True:
                yield Step(1)
        finally:
            log.append("tidied")

    runner, log, results = ThreadRunner(), list[str](), list[str]()
    job = runner.start("peaks", endless(), done=results.append, failed=_raise)
    job.cancel()
    job.wait(5)
    qtbot.wait(20)
    assert (results, log, runner.jobs) == ([], ["tidied"], [])


def test_the_status_bar_shows_a_job_and_can_stop_it(window: MainWindow, qtbot: QtBot) -> None:
    def endless() -> Work[None]:
        while True:
            yield Step(41, 100, "peaks")

    job = window.runner.start("peaks", endless(), done=lambda _: None, failed=_raise)
    strip = window.status._jobs
    qtbot.waitUntil(lambda: "41 %" in strip._text.text())
    assert strip.isVisible()
    assert "waveform" in strip._text.text()
    strip._stop.click()
    job.wait(5)
    assert not strip.isVisible()


@pytest.mark.parametrize("name", NAMES)
def test_every_sign_can_be_seen(qapp: QApplication, window: MainWindow, name: str) -> None:
    picture = pixmap(name, window.theme.colour("text"), 2).toImage()
    inked = sum(
        picture.pixelColor(x, y).alpha() > 100
        for x in range(picture.width())
        for y in range(picture.height())
    )
    assert inked > 40


def test_labels_do_not_hide_text_at_the_smallest_size(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(window.minimumSize())
    qtbot.wait(10)
    for label in window.start.findChildren(QLabel):
        if label.text() and label.isVisible():
            assert label.height() >= label.heightForWidth(label.width()) or not label.wordWrap()
    assert window.start.horizontalScrollBar().maximum() == 0, "wider than the window"
