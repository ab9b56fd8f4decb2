"""The disk says no while somebody types: nothing is lost, nothing is claimed, all ways are open."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import connect
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from editor.app.exporting import Target
from editor.model.edits import Edit
from editor.model.errors import UserError
from editor.store import Draft, Project
from editor.ui import large
from editor.ui.dialogs.export_preview import ExportPreview
from editor.ui.features.find_replace import FindReplace
from tests.stories.conftest import Story

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows keeps open files where they are"
)


@pytest.fixture(autouse=True)
def given_up(story: Story) -> Iterator[None]:
    """Give up at the end what could not be saved, so that the window closes."""
    yield
    if story.window.desk is not None:
        story.desk.session.drop()


def button(story: Story, words: str) -> QPushButton:
    QApplication.processEvents()
    found = [b for b in story.window.message.findChildren(QPushButton) if b.text() == words]
    found = [b for b in found if not b.isHidden()]
    assert len(found) == 1, (words, story.window.message.text)
    return found[0]


def click(story: Story, words: str) -> None:
    QTest.mouseClick(button(story, words), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def hide(story: Story) -> Path:
    """Rename the project under the open window."""
    return story.project.rename(story.project.with_name("elsewhere.moved"))


def type_at(story: Story, row: int, words: str) -> None:
    """Type at the start of a line."""
    story.window.activateWindow()
    story.desk.page.setFocus()
    story.desk.go(row, 0)
    story.write(words)


def type_unsaved(story: Story, words: str = "ALPHA ") -> Path:
    """Type at the start of the first line, and fail to write it."""
    moved = hide(story)
    type_at(story, 0, words)
    story.desk.page.editing.commit()
    QApplication.processEvents()
    assert story.texts[0].startswith(words)
    return moved


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_how: (str(path), ""))


def first_line(project: Path) -> str:
    with Project.open(project, read_only=True) as opened:
        loaded = opened.load()
        assert loaded.draft is None
        return loaded.episode.transcript[0].text


def gone_on_in(story: Story, copy: Path, bot: QtBot) -> None:
    bot.waitUntil(lambda: story.window.desk is not None and story.desk.path == copy)
    story.settle()


def test_a_copy_holds_what_could_not_be_saved_and_one_goes_on_in_it(
    story: Story, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_unsaved(story)
    copy = tmp_path / "further" / "copy.stet"
    copy.parent.mkdir()
    choose(monkeypatch, copy)
    click(story, "Save a copy…")
    gone_on_in(story, copy, qtbot)
    assert story.texts[0].startswith("ALPHA ")
    assert "You go on in it" in story.window.message.text
    type_at(story, 0, "OMEGA ")
    story.close()
    assert first_line(copy).startswith("OMEGA ALPHA ")
    story.project = copy
    story.open()
    story.do("edit.undo")
    story.do("edit.undo")
    assert not story.texts[0].startswith("ALPHA")


def test_a_copy_may_take_the_very_place_of_the_missing_project(
    story: Story, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_unsaved(story)
    choose(monkeypatch, story.project)
    click(story, "Save a copy…")
    qtbot.waitUntil(lambda: "You go on in it" in story.window.message.text)
    gone_on_in(story, story.project, qtbot)
    story.close()
    assert first_line(story.project).startswith("ALPHA ")


def test_a_copy_of_a_project_another_program_changed_is_what_the_screen_shows(
    story: Story, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(connect(story.project, isolation_level=None)) as other:
        other.execute("UPDATE segments SET text = 'FOREIGN' WHERE id = 1").close()
    type_at(story, 0, "ALPHA ")
    story.desk.page.editing.commit()
    copy = tmp_path / "copy.stet"
    choose(monkeypatch, copy)
    story.do("project.save-copy")
    gone_on_in(story, copy, qtbot)
    assert story.texts[0].startswith("ALPHA Hello")
    story.close()
    assert first_line(copy).startswith("ALPHA Hello")


@contextmanager
def copying(story: Story, bot: QtBot, copy: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is done while a copy is being written."""
    choose(patch, copy)
    written, go_on, real = Event(), Event(), Project.copy_to

    def held_up(project: Project, path: Path, further: Sequence[Edit] = ()) -> None:
        real(project, path, further)
        written.set()
        go_on.wait(60)

    patch.setattr(Project, "copy_to", held_up)
    story.do("project.save-copy")
    assert written.wait(60)
    try:
        yield
    finally:
        go_on.set()
    bot.waitUntil(lambda: "A copy is saved" in story.window.message.text)


def test_trouble_with_a_backup_takes_nobody_to_the_copy(
    story: Story, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The daily backup found the disk full; the project itself is written all the time."""
    story.window.entrance.troubled.emit(UserError("project-disk-full", path=str(story.project)))
    with copying(story, qtbot, tmp_path / "copy.stet", monkeypatch):
        type_at(story, 1, "BRAVO ")
        story.desk.page.editing.commit()
    assert story.desk.path == story.project
    assert story.texts[1].startswith("BRAVO ")
    assert "What you have changed since is not in it." in story.window.message.text


def test_what_is_done_while_the_copy_is_written_is_not_left_behind(
    story: Story, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = hide(story)
    story.desk.page.editing.split()
    with copying(story, qtbot, tmp_path / "copy.stet", monkeypatch):
        moved.rename(story.project)
        type_at(story, 1, "BRAVO ")
        story.desk.page.editing.commit()
        moved = hide(story)
        story.desk.page.editing.split()
    assert story.desk.path == story.project
    assert story.texts[1].startswith("BRAVO ")
    assert "What you have changed since is not in it." in story.window.message.text
    moved.rename(story.project)


def test_what_could_not_be_saved_is_exported(story: Story, qtbot: QtBot, tmp_path: Path) -> None:
    type_unsaved(story)
    story.do("export.open")
    dialog = story.desk.findChild(ExportPreview)
    assert dialog is not None
    qtbot.waitUntil(lambda: "ALPHA" in dialog._text.toPlainText())
    target = tmp_path / "out.txt"
    dialog._target.setCurrentIndex(dialog._target.findData(str(Target.TXT)))
    dialog._place.setText(str(target))
    qtbot.waitUntil(dialog._write.isEnabled)
    dialog.accept()
    qtbot.waitUntil(target.exists)
    assert "ALPHA" in target.read_text("utf-8")


def test_closing_asks_before_words_are_lost(story: Story) -> None:
    type_unsaved(story)
    assert not story.window.close_project()
    assert "ALPHA" in story.window.message.text
    click(story, "Stay")
    assert story.texts[0].startswith("ALPHA ")
    assert QApplication.focusWidget() is story.desk.page
    assert not story.window.close()
    click(story, "Close and lose them")
    assert story.window.desk is None
    assert not story.window.isVisible()


def test_what_could_not_be_saved_can_be_undone_and_done_again(story: Story) -> None:
    before = story.texts
    moved = type_unsaved(story)
    story.do("edit.undo")
    assert story.texts == before == story.shown
    story.do("edit.redo")
    assert story.texts[0].startswith("ALPHA ")
    assert story.shown == story.texts
    moved.rename(story.project)
    story.desk.page.editing.commit()
    story.close()
    assert first_line(story.project).startswith("ALPHA ")


def test_redo_types_again_what_was_taken_back_before_it_does_a_large_edit_again(
    story: Story, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large, "LARGE", 1)
    story.desk.go(0, 3)
    story.desk.page.editing.split()
    QApplication.processEvents()
    story.do("edit.undo")
    qtbot.waitUntil(lambda: not story.desk.large.busy)
    lines = len(story.texts)
    type_unsaved(story)
    story.do("edit.undo")
    story.do("edit.redo")
    qtbot.waitUntil(lambda: not story.desk.large.busy)
    assert len(story.texts) == lines
    assert story.texts[0].startswith("ALPHA ")


def test_it_is_tried_again_and_the_alarm_goes_with_the_first_success(
    story: Story, qtbot: QtBot
) -> None:
    moved = type_unsaved(story)
    qtbot.waitUntil(lambda: "no longer there" in story.window.status._saved.text())
    assert "no longer there" in story.window.message.text
    moved.rename(story.project)
    story.desk.saving._again.setInterval(0)
    story.desk.saving._again.start()
    qtbot.waitUntil(lambda: story.window.status._saved.text() == "All changes saved")
    assert story.window.message.text == ""
    assert story.desk.session.unsaved is None


def test_a_refused_edit_leaves_no_alarm_behind(story: Story, qtbot: QtBot) -> None:
    moved = hide(story)
    story.desk.page.editing.split()
    assert "no longer there" in story.window.message.text
    moved.rename(story.project)
    story.desk.go(0, 3)
    story.desk.page.editing.split()
    qtbot.waitUntil(lambda: story.window.message.text == "")
    assert len(story.texts) == 5


def test_the_alarm_leaves_room_for_the_rest_of_the_status_bar(story: Story, qtbot: QtBot) -> None:
    type_unsaved(story)
    qtbot.waitUntil(lambda: "no longer there" in story.window.status._saved.text())
    bar, place = story.window.status, story.window.status._place
    assert place.width() >= place.sizeHint().width()
    assert place.mapTo(bar, place.rect().topRight()).x() < bar.width()
    assert "no longer there" in bar._saved.toolTip()


def test_the_first_click_on_a_way_out_counts(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The press takes the focus from the line, which is then tried to be written and fails."""
    type_unsaved(story)
    asked: list[bool] = []

    def ask(*_args: object, **_how: object) -> tuple[str, str]:
        asked.append(True)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    story.write("x")
    assert QApplication.focusWidget() is story.desk.page
    click(story, "Save a copy…")
    assert asked == [True]
    assert QApplication.focusWidget() is story.desk.page


def stopped_while_typing(story: Story, text: str) -> None:
    story.close()
    with Project.open(story.project) as stopped:
        stopped.load()
        stopped.draft(Draft(2, text, 3))
        stopped.flush()
    story.open()
    assert story.texts[1] == text


def test_taking_back_takes_exactly_what_was_brought_back(story: Story) -> None:
    before = story.texts
    stopped_while_typing(story, "PENDING words")
    type_at(story, 3, "MYNEW ")
    click(story, "Take it back")
    assert story.texts == [*before[:3], f"MYNEW {before[3]}"]
    story.do("edit.undo")
    assert story.texts[1] == "PENDING words"


def test_taking_back_is_offered_no_longer_than_it_can_be_done(story: Story) -> None:
    stopped_while_typing(story, "PENDING words")
    type_at(story, 1, "MORE ")
    shown = [b for b in story.window.message.findChildren(QPushButton) if not b.isHidden()]
    assert "Take it back" not in [b.text() for b in shown]
    assert "being typed in" in story.window.message.text


def test_what_was_taken_back_stays_away(story: Story) -> None:
    stopped_while_typing(story, "PENDING words")
    story.do("edit.undo")
    story.close()
    story.open()
    assert story.texts[1] != "PENDING words"


def test_what_the_disk_refuses_to_replace_is_not_said_to_be_replaced(
    story: Story, qtbot: QtBot
) -> None:
    desk = story.desk
    finding, bar = desk.feature(FindReplace), desk.find_bar
    bar.open("the", replace=False, row=0, offset=0)
    qtbot.waitUntil(lambda: not desk.search.running)
    assert not finding.panels[0].known  # nobody looks at the list of places
    desk.frame.bring_up("find")
    before, hits = story.texts, len(desk.search.hits)
    hide(story)
    bar.replace_all()
    assert story.texts == before
    bar._begin()
    qtbot.waitUntil(lambda: not desk.search.running)
    assert "replaced" not in story.window.message.text
    assert len(finding.places.model.wanted) == hits > 1
