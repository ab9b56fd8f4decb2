"""People, chapters and notes: merged, swapped, pasted, checked and walked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
)

from editor.model.verbs.lines import join, set_times
from editor.model.verbs.outline import add_note
from editor.model.verbs.people import add as add_speaker
from editor.model.verbs.people import assign
from editor.ui.dialogs.asking import Question
from editor.ui.dialogs.chapter_paste import ChapterPaste
from editor.ui.dialogs.people import PeopleWindow
from editor.ui.features.notes import Notes
from editor.ui.features.people import roles_of
from editor.ui.panels.timed_rows import TimedRows
from tests.ui.reach import reach, told

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from editor.ui.desk import Desk
    from editor.ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(desk_window: MainWindow) -> Desk:
    assert desk_window.desk is not None
    desk_window.desk.take_focus()
    return desk_window.desk


def _answer(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr(Question, "answer", lambda _: answer)


def _speakers(desk: Desk) -> list[int | None]:
    return [line.speaker for line in desk.session.episode.transcript]


def test_two_people_are_swapped_everywhere_or_in_the_selection(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answer(monkeypatch, "Bo Strand")
    desk.go(0, 0)
    desk.window_.actions_.run("speaker.swap")
    assert _speakers(desk) == [2, 1, 2, 1, None]
    desk.go(0, 0)
    for _ in range(2):  # up to the start of a line has nothing of it
        QTest.keyClick(desk.page, Qt.Key.Key_Down, SHIFT)
    desk.window_.actions_.run("speaker.swap")
    assert _speakers(desk) == [1, 2, 2, 1, None]
    desk.page.undo()
    desk.page.undo()
    assert _speakers(desk) == [1, 2, 1, 2, None]


def test_a_name_that_is_being_typed_into_the_list_stays_while_lines_change(
    desk: Desk, qtbot: QtBot
) -> None:
    (names,) = desk.speakers.findChildren(QListWidget)
    assert names.count() == 3
    names.editItem(names.item(1))
    (field,) = names.findChildren(QLineEdit)
    field.setText("Bo S.")
    desk.do(assign(desk.session.episode, [4], 2))
    desk.speakers.refresh()
    assert names.findChildren(QLineEdit) == [field]
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names.count() == 2)
    assert [names.item(row).text() for row in range(2)] == ["Ada Lumen", "Bo S."]
    assert desk.session.episode.speakers[1].name == "Bo S."


def test_a_title_that_is_being_typed_stays_while_the_next_chapter_is_heard(
    desk: Desk, qtbot: QtBot
) -> None:
    (titles,) = desk.chapters.findChildren(TimedRows)
    desk.chapters.show_time(0)
    titles.editItem(titles.item(0))
    (field,) = titles.findChildren(QLineEdit)
    field.setText("All aboard")
    desk.chapters.show_time(16_000)
    assert titles.state() is QAbstractItemView.State.EditingState
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.session.episode.chapters[0].title == "All aboard")
    desk.chapters.show_time(16_000)
    assert titles.currentRow() == 1


def test_people_are_merged_and_lines_given_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answer(monkeypatch, "Bo Strand")
    desk.go(0, 0)
    desk.window_.actions_.run("speaker.reassign")
    assert _speakers(desk) == [2, 2, 2, 2, None]
    desk.page.undo()
    desk.window_.actions_.run("speaker.merge")
    assert [person.name for person in desk.session.episode.speakers] == ["Bo Strand"]
    desk.window_.actions_.run("speaker.merge")
    assert "nobody else" in desk.window_.message.text


def test_roles_are_written_with_commas(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _answer(monkeypatch, "host,  sound ,host")
    desk.go(0, 0)
    desk.window_.actions_.run("speaker.roles")
    assert desk.session.episode.speakers[0].roles == ("host", "sound")
    assert roles_of(" , ") == ()


def test_the_turns_of_a_person_are_walked(desk: Desk) -> None:
    desk.go(0, 0)
    QTest.keyClick(desk.page, Qt.Key.Key_PageDown, CTRL | SHIFT)
    assert desk.row == 2
    QTest.keyClick(desk.page, Qt.Key.Key_PageUp, CTRL | SHIFT)
    assert desk.row == 0
    desk.go(4, 0)
    desk.window_.actions_.run("speaker.next-line")
    assert "Nobody was given" in desk.window_.message.text


def _cell(table: QTableWidget, row: int, column: int) -> QTableWidgetItem:
    item = table.item(row, column)
    assert item is not None
    return item


def test_talk_time_is_a_chart_that_can_be_read_out(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.window_.actions_.run("speaker.manage")
    (window,) = desk.window_.findChildren(PeopleWindow)
    table = reach(window, QTableWidget, "People and their talk time")
    qtbot.waitUntil(lambda: table.rowCount() == 3, timeout=10_000)
    spoken = _cell(table, 0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Ada Lumen, Talk time: 0:10 · 40 %"
    assert _cell(table, 2, 0).text() == "Nobody named"
    _cell(table, 1, 0).setText("Bo S.")
    assert desk.session.episode.speakers[1].name == "Bo S."
    _cell(table, 1, 1).setText("guest, singer")
    assert desk.session.episode.speakers[1].roles == ("guest", "singer")
    table.setCurrentCell(1, 0)
    reach(window, QPushButton, "Move up").click()
    assert [person.id for person in desk.session.episode.speakers] == [2, 1]
    _answer(monkeypatch, "Ada Lumen")
    assert "2 people, " in told(window)
    reach(window, QPushButton, "Merge into…").click()
    assert [person.name for person in desk.session.episode.speakers] == ["Ada Lumen"]
    qtbot.waitUntil(lambda: "1 person, " in told(window))
    window.close()


def test_a_person_is_removed_and_their_lines_given_to_whom_one_says(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    episode = desk.session.episode
    desk.do(add_speaker(episode, "Cy Vale"))
    listed, spoken = list(episode.speakers), _speakers(desk)
    desk.window_.actions_.run("speaker.manage")
    (window,) = desk.window_.findChildren(PeopleWindow)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    table = reach(window, QTableWidget, "People and their talk time")
    remove = reach(window, QPushButton, "Remove…")
    table.setFocus()
    table.setCurrentCell(2, 0)
    QTest.keyClick(table, Qt.Key.Key_Delete)  # has no line: nobody is asked
    assert (list(episode.speakers), _speakers(desk)) == (listed[:2], spoken)
    desk.page.undo()
    assert list(episode.speakers) == listed
    for answer, left in (("Nobody named", None), ("Bo Strand", 2)):
        qtbot.waitUntil(lambda: _cell(table, 0, 0).text() == "Ada Lumen")
        table.setCurrentCell(0, 0)
        _answer(monkeypatch, answer)
        remove.click()
        assert list(episode.speakers) == listed[1:]
        assert _speakers(desk) == [left if was == 1 else was for was in spoken]
        desk.page.undo()
        assert (list(episode.speakers), _speakers(desk)) == (listed, spoken)
    monkeypatch.setattr(Question, "answer", lambda _: None)
    remove.click()
    assert list(episode.speakers) == listed
    window.close()


def test_chapters_are_walked_by_key(desk: Desk) -> None:
    desk.go(0, 3)
    QTest.keyClick(desk.page, Qt.Key.Key_PageDown, CTRL)
    assert desk.row == 3
    QTest.keyClick(desk.page, Qt.Key.Key_PageUp, CTRL)
    assert desk.row == 0
    desk.window_.actions_.run("chapter.previous")
    assert "no chapter in this direction" in desk.window_.message.text


def test_a_chapter_is_added_before_one_that_begins_midway_in_its_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    episode = desk.session.episode
    desk.do(join(episode, 2))  # the second chapter begins in the middle of this line now
    midway = episode.chapters[1]
    assert (midway.start, midway.segment) == (15_000, episode.transcript[2].id)
    desk.go(2, len(episode.transcript[2].text))
    _answer(monkeypatch, "Another title")
    desk.window_.actions_.run("chapter.here")
    desk.go(2, 0)
    _answer(monkeypatch, "Before it")
    desk.window_.actions_.run("chapter.here")
    assert [(chapter.start, chapter.title) for chapter in episode.chapters] == [
        (0, "Welcome aboard"),
        (10_000, "Before it"),
        (15_000, "Another title"),
    ]
    _answer(monkeypatch, "Better")
    desk.window_.actions_.run("chapter.here")
    assert [chapter.title for chapter in episode.chapters][1:] == ["Better", "Another title"]
    for _ in range(4):
        desk.page.undo()
    assert [chapter.title for chapter in episode.chapters] == ["Welcome aboard", "The way south"]


def test_no_second_chapter_begins_at_one_moment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    episode = desk.session.episode
    desk.do(set_times(episode, 2, 15_000, 15_000))
    _answer(monkeypatch, "Twice")
    desk.go(2, 0)
    desk.window_.actions_.run("chapter.here")
    assert len(episode.chapters) == 2
    assert "0:15: “The way south” does already" in desk.window_.message.text


def test_the_chapter_at_the_caret_is_removed(desk: Desk) -> None:
    episode = desk.session.episode
    before = list(episode.chapters)
    desk.go(4, 2)
    desk.window_.actions_.run("chapter.remove")
    assert list(episode.chapters) == before[:1]
    assert desk.window_.message.text.startswith("“The way south”, which began at 0:15, is no")
    desk.window_.actions_.run("chapter.remove")
    assert not episode.chapters
    desk.window_.actions_.run("chapter.remove")
    assert "No chapter has begun" in desk.window_.message.text
    desk.page.undo()
    desk.page.undo()
    assert list(episode.chapters) == before


def test_a_pasted_list_takes_the_place_of_the_chapters(desk: Desk, qtbot: QtBot) -> None:
    desk.window_.actions_.run("chapter.paste")
    (dialog,) = desk.window_.findChildren(ChapterPaste)
    field = reach(dialog, QPlainTextEdit, "List of chapters")
    field.setFocus()
    field.insertPlainText("0:00 Hello\nnothing\n0:10 The line (10 s)\n")
    assert "line 2" in told(dialog)
    reach(dialog, QPushButton, "Use these").click()
    titles = [chapter.title for chapter in desk.session.episode.chapters]
    assert titles == ["Hello", "The line (10 s)"]
    assert desk.session.episode.chapters[1].segment == 3
    desk.page.undo()
    assert [c.title for c in desk.session.episode.chapters] == ["Welcome aboard", "The way south"]


def test_what_is_wrong_with_chapters_is_said_in_the_list(desk: Desk, qtbot: QtBot) -> None:
    chapters = desk.chapters
    assert "there are 2" in told(chapters)
    spoken = (
        reach(chapters, QListWidget, "Chapters").item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    )
    assert spoken == "0:15 The way south"


def test_the_nearest_chapter_is_moved_to_the_line(desk: Desk) -> None:
    desk.go(2, 0)
    desk.window_.actions_.run("chapter.move-here")
    chapter = desk.session.episode.chapters[1]
    assert (chapter.start, chapter.segment) == (10_000, 3)


def test_without_chapters_in_the_recording_it_is_told(desk: Desk) -> None:
    desk.window_.actions_.run("chapter.from-recording")
    assert "no recording" in desk.window_.message.text


def test_notes_are_exported(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.window_.actions_.run("bookmark.here")
    path = tmp_path / "notes.md"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    desk.window_.actions_.run("notes.export")
    assert "*bookmark*" in path.read_text("utf-8")


def test_chapters_have_a_menu_of_what_their_keys_do(desk: Desk, qtbot: QtBot) -> None:
    rows = desk.chapters.findChild(TimedRows)
    assert isinstance(rows, TimedRows)
    rows.setCurrentRow(1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(rows.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.accessibleName() == "The way south"
    acts = {action.text().partition("\t")[0]: action for action in menu.actions()}
    acts["Go there"].trigger()
    assert desk.row == 3
    acts["Remove"].trigger()
    assert [chapter.title for chapter in desk.session.episode.chapters] == ["Welcome aboard"]
    menu.close()
    qtbot.waitUntil(lambda: rows.count() == 1)


def test_notes_begin_below_their_heading(desk: Desk, qtbot: QtBot) -> None:
    desk.window_.actions_.run("panel.notes")
    panel = desk.feature(Notes).panels[0].panel
    qtbot.waitUntil(panel.isVisible)
    line = desk.session.line(1)
    desk.do(add_note(desk.session.episode, line.start, "Cut here?", line.id))
    notes = reach(panel, QListWidget, "Notes")
    qtbot.waitUntil(lambda: notes.isVisible() and notes.y() < panel.height() // 4)
    desk.window_.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: panel._empty.isVisible() and panel._empty.y() < panel.height() // 4)


def test_known_names_are_offered_while_one_is_typed(desk: Desk, qtbot: QtBot) -> None:
    asked = Question(desk, "Another speaker here", "Name", known=["Ada Lumen", "Bo Strand"])
    qtbot.addWidget(asked)
    asked.show()
    field = asked.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "stra")
    completer = field.completer()
    assert completer is not None
    assert completer.currentCompletion() == "Bo Strand"


def test_a_name_that_is_taken_makes_one_person_of_two_and_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answer(monkeypatch, "Bo Strand")
    desk.go(0, 0)
    desk.window_.actions_.run("speaker.rename")
    assert [person.name for person in desk.session.episode.speakers] == ["Bo Strand"]
    assert desk.window_.message.text == "Ada Lumen and Bo Strand are one person now."
