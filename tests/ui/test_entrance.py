"""Files coming in and going out: preview, import, sample project, export, in the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTabWidget,
)

from editor.app import recent
from editor.app.exporting import Target
from editor.app.glossary.entries import Entry
from editor.app.glossary.shows import Shows, show_of
from editor.app.log import Crash
from editor.app.paths import Folders
from editor.app.settings import OPEN_PROJECT, SAMPLE_SHOWN
from editor.formats.registry import read_file
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.segment import Segment
from editor.store import Project
from editor.ui import start_up
from editor.ui.dialogs.export_preview import ExportPreview
from editor.ui.dialogs.import_preview import ImportPreview
from editor.ui.features.review import Review
from editor.ui.main_window import MainWindow
from tests.ui.reach import called, choose, label, reach, told, write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PAGE = """Small Hours

Bread before dawn

  • (00:01) - Flour

Creators & Guests

Host
Ada Byrne

0:01
Hello, , and welcome to the the show.

0:08
Caf\u00e9 first.
"""


Shown = TypeVar("Shown", bound=QDialog)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return an episode page in a folder of its own."""
    path = tmp_path / "page" / "small-hours.txt"
    path.parent.mkdir()
    path.write_text(PAGE, "utf-8")
    return path


def _dialog(kind: type[Shown], qtbot: QtBot) -> Shown:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind), timeout=20_000)
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def test_a_page_is_looked_at_then_imported(
    window: MainWindow, qtbot: QtBot, page: Path, folders: Folders
) -> None:
    window.open_files([page])
    dialog = _dialog(ImportPreview, qtbot)
    assert "Small Hours" in told(dialog)
    assert "2 lines" in told(dialog)
    assert not dialog.project.exists(), "nothing is written before a person says so"
    with qtbot.waitSignal(window.opened, timeout=20_000):
        dialog.accept()
    assert window.desk is not None
    assert [s.start for s in window.desk.session.episode.transcript] == [1_000, 8_000]
    assert window.desk.path == page.with_suffix(".stet")
    assert [entry.path for entry in recent.load(folders.recent)] == [str(page.with_suffix(".stet"))]
    assert page.read_text("utf-8") == PAGE


def test_a_glossary_corrects_what_is_ticked_and_nothing_unasked(
    window: MainWindow, qtbot: QtBot, page: Path, folders: Folders
) -> None:
    shows, terms = Shows(folders.glossaries), [Entry("Kaffee", "Caf\u00e9"), Entry("Hi", "Hello")]
    shows.change("Bakers", shows.differences("Bakers", terms))
    window.open_files([page])
    dialog = _dialog(ImportPreview, qtbot)
    places = reach(dialog, QListWidget, "What would be corrected; Space lets a place stand")
    tabs = dialog.findChildren(QTabWidget)[0]
    unasked = dialog.glossary
    assert unasked is None
    choose(reach(dialog, QComboBox, "Glossary"), "Bakers")
    qtbot.waitUntil(lambda: places.count() == 2, timeout=20_000)
    taken = dialog.glossary
    assert taken is not None
    assert taken.places == ()
    assert "Hello → Hi, , and welcome" in places.item(0).text()
    reach(dialog, QCheckBox, "Correct what it says is misheard").setChecked(True)
    assert tabs.tabText(3) == "Corrections (2)"
    places.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert tabs.tabText(3) == "Corrections (1)"
    with qtbot.waitSignal(window.opened, timeout=20_000):
        dialog.accept()
    assert window.desk is not None
    lines = [line.text for line in window.desk.session.episode.transcript]
    assert lines == ["Hello, , and welcome to the the show.", "Kaffee first."]
    assert show_of(window.desk.session.episode.info) == "Bakers"


def test_another_encoding_is_read_again(window: MainWindow, qtbot: QtBot, page: Path) -> None:
    page.write_bytes(PAGE.encode("cp1252"))
    window.open_files([page])
    dialog = _dialog(ImportPreview, qtbot)
    dialog.encoding_chosen.emit("cp1252")
    encodings = reach(dialog, QComboBox, "Encoding of the file")
    qtbot.waitUntil(lambda: encodings.currentData() == "cp1252", timeout=20_000)
    item = reach(dialog, QTableWidget, "The first lines").item(1, 1)
    assert item is not None
    assert item.text() == "Caf\u00e9 first."
    dialog.reject()
    assert window.desk is None


def test_an_old_project_is_never_overwritten(window: MainWindow, qtbot: QtBot, page: Path) -> None:
    page.with_suffix(".stet").write_bytes(b"something of mine")
    window.open_files([page])
    dialog = _dialog(ImportPreview, qtbot)
    assert dialog.project == page.with_name(f"{page.stem} 2.stet"), "a name that is free"
    write(reach(dialog, QLineEdit, "Project file"), str(page.with_suffix(".stet")))
    dialog.accept()
    qtbot.waitUntil(lambda: "already" in told(dialog), timeout=20_000)
    assert page.with_suffix(".stet").read_bytes() == b"something of mine"
    dialog.reject()


def test_an_import_that_cannot_be_made_so_keeps_all_that_was_chosen(
    desk_window: MainWindow, qtbot: QtBot, page: Path
) -> None:
    window = desk_window
    window.open_files([page])
    dialog = _dialog(ImportPreview, qtbot)
    chosen = page.with_name("other.stet")
    write(reach(dialog, QLineEdit, "Project file"), str(chosen))
    recording = reach(dialog, QLineEdit, "Recording")
    write(recording, str(page.with_name("none.mp3")))
    dialog.accept()
    qtbot.waitUntil(lambda: "none.mp3" in told(dialog), timeout=20_000)
    assert dialog.isVisible()
    assert dialog.project == chosen
    assert not window.message.text, "the open project has nothing to do with it"
    recording.clear()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        dialog.accept()
    assert window.desk is not None
    assert (window.desk.path, window.desk.session.episode.info.recording) == (chosen, None)


def test_a_recording_missing_elsewhere_is_not_chosen_for_the_open_project(
    desk_window: MainWindow, page: Path
) -> None:
    missing = UserError("recording-missing", path=str(page.with_suffix(".mp3")))
    assert desk_window._ways_out(missing) == []


def test_a_warning_goes_with_the_project_it_was_about(desk_window: MainWindow) -> None:
    desk_window.message.warn("The recording is gone.")
    desk_window.close_project()
    assert not desk_window.message.text


def test_access_keys_of_the_import_lead_to_their_fields(
    window: MainWindow, qtbot: QtBot, page: Path
) -> None:
    window.open_files([page])
    dialog = _dialog(ImportPreview, qtbot)
    reached = {}
    for key in (Qt.Key.Key_P, Qt.Key.Key_G, Qt.Key.Key_R, Qt.Key.Key_E):
        QTest.keyClick(dialog, key, Qt.KeyboardModifier.AltModifier)
        focus = dialog.focusWidget()
        assert focus is not None
        reached[key.name] = called(focus)
    assert reached == {
        "Key_P": "Project file",
        "Key_G": "Glossary",
        "Key_R": "Recording",
        "Key_E": "Encoding of the file",
    }
    dialog.reject()


def test_what_was_open_when_the_program_was_killed_is_opened_again(
    window: MainWindow, qtbot: QtBot, project: Path
) -> None:
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([project])
    assert window.settings[OPEN_PROJECT] == str(project)
    window.close_project()
    assert window.settings[OPEN_PROJECT] == ""
    window.settings[OPEN_PROJECT] = str(project)  # as a kill leaves it
    with qtbot.waitSignal(window.opened, timeout=20_000):
        start_up._after_first_paint(window, [], Crash("Fatal", project.with_name("crash.log")))
    assert window.desk is not None
    assert window.desk.path == project
    assert "stopped by a fault" in window.message.text


def test_who_first_came_with_a_file_is_shown_no_sample_later(
    window: MainWindow, qtbot: QtBot, project: Path
) -> None:
    window.settings[SAMPLE_SHOWN] = False
    with qtbot.waitSignal(window.opened, timeout=20_000):
        start_up._after_first_paint(window, [project], None)
    window.close_project()
    start_up._after_first_paint(window, [], None)
    assert not window.runner.jobs
    assert window.start.isVisibleTo(window)


def test_the_sample_project_is_made_once_and_kept(
    window: MainWindow, qtbot: QtBot, folders: Folders
) -> None:
    with qtbot.waitSignal(window.opened, timeout=60_000):
        window.actions_.run("project.open-sample")
    assert window.desk is not None
    path = window.desk.path
    assert path.is_relative_to(folders.projects)
    assert len(window.desk.session.episode.transcript) > 20
    window.desk.go(0, 0)
    QTest.keyClicks(window.desk.page, "X")
    qtbot.waitUntil(lambda: not window.runner.jobs, timeout=60_000)
    window.close_project()
    with qtbot.waitSignal(window.opened, timeout=60_000):
        window.actions_.run("project.open-sample")
    assert window.desk.session.episode.transcript[0].text.startswith("X")
    qtbot.waitUntil(lambda: not window.runner.jobs, timeout=60_000)


def test_a_locked_project_can_be_opened_for_reading(
    window: MainWindow, qtbot: QtBot, project: Path
) -> None:
    with Project.open(project):
        with qtbot.waitSignal(window.entrance.failed, timeout=20_000):
            window.open_files([project])
        way = _way_out(window, "Open for reading only")
        with qtbot.waitSignal(window.opened, timeout=20_000):
            QTest.mouseClick(way, Qt.MouseButton.LeftButton)
        assert window.desk is not None
        assert window.desk.session.read_only
        before = window.desk.page.toPlainText()
        QTest.keyClicks(window.desk.page, "typed")
        assert window.desk.page.toPlainText() == before
        window.actions_.run("speaker.2")
        assert "reading only" in window.message.text
        window.close_project()


def _way_out(window: MainWindow, title: str) -> QPushButton:
    return next(b for b in window.message.findChildren(QPushButton) if b.text() == title)


def test_an_export_is_shown_written_and_written_again(
    desk_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    desk_window.actions_.run("export.open")
    dialog = _dialog(ExportPreview, qtbot)
    target = tmp_path / "out.srt"
    write(reach(dialog, QLineEdit, "File to write"), str(target))
    preview = reach(dialog, QPlainTextEdit, "The text of the file")
    qtbot.waitUntil(lambda: bool(preview.toPlainText()), timeout=20_000)
    shown = preview.toPlainText()
    dialog.accept()
    qtbot.waitUntil(lambda: "Exported" in desk_window.message.text, timeout=20_000)
    assert target.read_text("utf-8-sig").strip() == shown.strip()
    target.unlink()
    desk_window.actions_.run("export.again")
    qtbot.waitUntil(target.exists, timeout=20_000)


def test_a_copy_can_be_saved(
    desk_window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.stet"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_how: (str(target), ""))
    desk_window.actions_.run("project.save-copy")
    qtbot.waitUntil(lambda: "copy.stet" in desk_window.message.text, timeout=20_000)
    with Project.open(target, read_only=True) as copy:
        assert len(copy.load().episode.transcript) == 5


def test_what_was_typed_when_the_program_was_stopped_is_brought_back(
    window: MainWindow, qtbot: QtBot, project: Path
) -> None:
    from editor.store import Draft

    with Project.open(project) as stopped:
        stopped.load()
        stopped.draft(Draft(5, "And when, then?", 9))
        stopped.flush()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([project])
    assert window.desk is not None
    assert window.desk.session.episode.transcript[4].text == "And when, then?"
    QTest.mouseClick(_way_out(window, "Take it back"), Qt.MouseButton.LeftButton)
    assert window.desk.session.episode.transcript[4].text == "And when?"


def test_escape_closes_the_find_bar_before_it_plays(desk_window: MainWindow, qtbot: QtBot) -> None:
    desk = desk_window.desk
    assert desk is not None
    desk_window.activateWindow()
    desk_window.actions_.run("find.open")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is desk.toolbar.find_field)
    QTest.keyClick(desk.toolbar.find_field, Qt.Key.Key_Escape)
    assert desk.find_bar.isHidden()
    assert QApplication.focusWidget() is desk.page


def test_an_export_that_a_format_cannot_hold_is_said_before_it_is_written(
    window: MainWindow, qtbot: QtBot
) -> None:
    from editor.app.exporting import ExportProfile
    from editor.model.episode import Episode
    from editor.model.segment import Segment
    from editor.ui.dialogs.export_preview import ExportPreview

    late = Episode([Segment(1, 36_000_000, 36_002_000, "Late")])
    dialog = ExportPreview(late, ExportProfile(Target.ASS), Path("there"), window.runner)
    qtbot.addWidget(dialog)
    export = reach(dialog, QPushButton, "Export")
    preview = reach(dialog, QPlainTextEdit, "The text of the file")
    qtbot.waitUntil(lambda: "10 hours" in told(dialog), timeout=20_000)
    assert not export.isEnabled()
    choose(reach(dialog, QComboBox, "Write"), str(Target.VTT))
    qtbot.waitUntil(lambda: "WEBVTT" in preview.toPlainText(), timeout=20_000)
    assert export.isEnabled()


def test_a_damaged_project_is_put_back_or_what_is_left_of_it_saved(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, saved = tmp_path / "a.stet", tmp_path / "saved.stet"
    lines = [Segment(n, n * 1000, n * 1000 + 900, f"This is line {n}.") for n in range(1, 800)]
    Project.create(path, Episode(lines)).close()
    with Project.open(path) as project:
        project.snapshot("before the storm").result()
    data = bytearray(path.read_bytes())
    middle = data.index(b"This is line 400.") // 4096 * 4096
    data[middle : middle + 4096] = b"\xa5" * 4096
    path.write_bytes(data)

    def press(title: str) -> None:
        buttons = window.message.findChildren(QPushButton)
        qtbot.mouseClick(next(b for b in buttons if b.text() == title), Qt.MouseButton.LeftButton)

    window.open_files([path])
    qtbot.waitUntil(lambda: "is damaged" in window.message.text)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    with qtbot.waitSignal(window.opened, timeout=20_000):
        press("Save what can be read…")
    assert window.desk is not None
    assert 0 < len(window.desk.session.episode.transcript) < 799
    assert "lines could be read" in window.message.text

    window.open_files([path])
    qtbot.waitUntil(lambda: "is damaged" in window.message.text)

    def choose(_parent: object, _title: str, _label: str, rows: list[str]) -> int:
        return next(at for at, row in enumerate(rows) if "before-the-storm" in row)

    monkeypatch.setattr("editor.ui.rescue.ask_choice", choose)
    with qtbot.waitSignal(window.opened, timeout=20_000):
        press("Earlier copies…")
    assert window.desk is not None
    assert len(window.desk.session.episode.transcript) == 799


def test_where_nothing_can_be_read_an_earlier_copy_alone_is_offered(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "a.stet"
    Project.create(path, Episode([Segment(1, 0, 900, "This is a line.")])).close()
    with Project.open(path) as project:
        project.snapshot("before the storm").result()
    error = UserError("rescue-nothing", path=str(path))
    assert [title for title, _ in window._ways_out(error)] == ["Earlier copies…"]


def test_no_export_proposes_to_replace_the_file_that_was_imported(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    source = tmp_path / "transcript.srt"
    words = "1\n00:00:01,000 --> 00:00:03,000\nSo, um, we went home.\n"
    source.write_text(words, "utf-8")
    path = tmp_path / "transcript.stet"
    Project.create(path, read_file(source).episode).close()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([path])
    for times in range(2):
        window.actions_.run("export.open")
        dialog = _dialog(ExportPreview, qtbot)
        assert dialog.path.parent == tmp_path
        assert dialog.path.name == "transcript (stet).srt"
        assert ("as it was exported" in told(dialog)) == (times == 1), "its own file it may replace"
        target = reach(dialog, QComboBox, "Write")
        choose(target, str(Target.VTT))
        assert dialog.path.name == "transcript.vtt"
        choose(target, str(Target.SRT))
        window.message.dismiss()
        dialog.accept()
        qtbot.waitUntil(lambda: "Exported" in window.message.text, timeout=20_000)
    assert source.read_text("utf-8") == words


def test_an_export_over_another_hands_work_says_so_first(
    desk_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "out.srt"

    def preview() -> ExportPreview:
        dialog = _dialog(ExportPreview, qtbot)
        write(reach(dialog, QLineEdit, "File to write"), str(target))
        return dialog

    def exported(dialog: ExportPreview) -> None:
        desk_window.message.dismiss()
        dialog.accept()
        qtbot.waitUntil(lambda: "Exported" in desk_window.message.text)

    target.write_text("MY HAND-EDITED CAPTIONS", "utf-8")
    desk_window.actions_.run("export.open")
    dialog = preview()
    assert label(dialog, "not as this project wrote it").property("role") == "warning"
    exported(dialog)
    desk_window.actions_.run("export.open")
    dialog = preview()
    assert label(dialog, "as it was exported").property("role") == "muted"
    dialog.reject()
    target.write_text("MY HAND-EDITED CAPTIONS", "utf-8")
    desk_window.actions_.run("export.again")  # asks before it takes that away
    dialog = preview()
    assert label(dialog, "not as this project wrote it").property("role") == "warning"
    assert target.read_text("utf-8") == "MY HAND-EDITED CAPTIONS"
    dialog.reject()


def test_a_project_is_put_on_the_screen_in_turns_and_is_open_once_it_stands(
    window: MainWindow, qtbot: QtBot, project: Path
) -> None:
    half: list[bool] = []
    window.entrance.opened.connect(lambda *_: half.append(window.desk is None))
    with qtbot.waitSignal(window.opened):
        window.open_files([project])
    assert half == [True], "built after the turn in which its file was read"
    assert window.desk is not None
    assert window.desk.page.document().blockCount() == 5
    assert window.desk.feature(Review)._tab.known, "the panel in front comes with the others"


def test_another_project_opened_meanwhile_takes_the_place_of_the_first(
    window: MainWindow, qtbot: QtBot, project: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.stet"
    Project.create(other, Episode()).close()
    window.entrance.opened.connect(
        lambda *_: window.open_files([other]), Qt.ConnectionType.SingleShotConnection
    )
    window.open_files([project])
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.path == other)
    Project.open(project).close()  # raises where it is still open


def test_a_window_closed_meanwhile_lets_go_of_the_project(
    window: MainWindow, qtbot: QtBot, project: Path
) -> None:
    closed: list[bool] = []
    window.entrance.opened.connect(lambda *_: closed.append(window.close()))
    window.open_files([project])
    qtbot.waitUntil(lambda: closed == [True])
    assert window.desk is None
    Project.open(project).close()
