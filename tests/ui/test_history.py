"""The history panel and the compare window: every edit told, looked into, lines taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QTextBrowser,
)

from editor.app.comparing import Fate, changes_of
from editor.app.glossary.entries import Entry, add_entries
from editor.app.jobs import run
from editor.app.past import Point, PointKind
from editor.model.edits import Edit, Splice, Track
from editor.model.segment import Segment
from editor.model.verbs import outline
from editor.model.verbs.lines import set_times
from editor.model.verbs.people import assign, rename, set_roles
from editor.store.past import between
from editor.ui.command_button import CommandButton
from editor.ui.dialogs.asking import Question
from editor.ui.dialogs.compare import CompareWindow
from editor.ui.dialogs.edit_choice import EditChoice
from editor.ui.dialogs.edit_search import EditSearch, words_of
from editor.ui.features.history import History
from editor.ui.panels.history_model import GIST, LABEL, TIME
from editor.ui.text import moment_words
from tests.strategies import state
from tests.ui.reach import called, reach, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from editor.ui.desk import Desk
    from editor.ui.main_window import MainWindow
    from editor.ui.panels.history import HistoryPanel


@pytest.fixture
def desk(desk_window: MainWindow) -> Desk:
    assert desk_window.desk is not None
    return desk_window.desk


def _type(desk: Desk, row: int, words: str) -> None:
    desk.take_focus()
    desk.go(row, 0)
    QTest.keyClicks(desk.page, words)
    desk.session.commit(desk)


def _shown(desk: Desk, qtbot: QtBot, count: int) -> History:
    """Wait until so many edits are listed and read."""
    history = desk.feature(History)
    model = history.panel.model
    qtbot.waitUntil(lambda: model.rowCount() == count, timeout=5_000)
    for row in range(count):
        model.index(row).data(GIST)
    qtbot.waitUntil(lambda: all(model.index(row).data(TIME) for row in range(count)), timeout=5_000)
    return history


def test_what_listening_brought_in_parts_is_one_row(desk: Desk, qtbot: QtBot) -> None:
    session = desk.session
    for row, verb in ((0, "align"), (1, "follow"), (1, "follow")):
        line = session.episode.transcript[row]
        later = replace(line, end=line.end + 7)
        session.do(Edit(verb, (Splice(Track.SEGMENTS, row, (line,), (later,)),)))
    _type(desk, 0, "Oh, ")
    desk.window_.actions_.run("panel.history")
    history = _shown(desk, qtbot, 2)
    model = history.panel.model
    assert [model.index(row).data(LABEL) for row in range(2)] == ["Typing", "Word times"]
    assert model.index(1).data(GIST).startswith("2 lines")
    history.panel.list.setCurrentIndex(model.index(1))
    qtbot.waitUntil(lambda: "time changed" in _detail(history.panel).toPlainText())
    desk.window_.actions_.run("edit.undo")
    desk.window_.actions_.run("edit.undo")
    assert session.history.head == 0


def test_what_is_no_word_is_told_before_and_after(desk: Desk, qtbot: QtBot) -> None:
    episode = desk.session.episode
    said = [
        "0:15.000 The way south → 0:14.250 The way south",
        "Bo Strand (guest) → Bo Strand (guest, poet)",
        "Lisboa (Lisbon)",
        "0:05.000–0:10.000 → 0:05.050–0:10.000",
        "nobody → Ada Lumen",
    ]
    plans: list[Callable[[], Edit]] = [
        lambda: outline.move_chapter_to(episode, 2, 14_250),
        lambda: set_roles(episode, 2, ("guest", "poet")),
        lambda: add_entries(episode, [Entry("Lisboa", "Lisbon")]),
        lambda: set_times(episode, 1, 5_050, 10_000),
        lambda: assign(episode, [4], 1),
    ]
    desk.window_.actions_.run("panel.history")
    panel = desk.feature(History).panel
    for number, (plan, words) in enumerate(zip(plans, said, strict=True), 1):
        desk.do(plan())
        _shown(desk, qtbot, number)
        panel.list.setCurrentIndex(panel.model.index(0))
        qtbot.waitUntil(partial(_says, _detail(panel), words), timeout=5_000)
    desk.window_.actions_.run("history.since-import")
    window = _compared(desk, qtbot)
    for words in said:
        qtbot.waitUntil(partial(_says, _changes(window), words), timeout=5_000)
    reach(window, QPushButton, "Copy as text").click()
    copied = QGuiApplication.clipboard().text()
    assert [words for words in said if words not in copied] == []
    assert "<" not in copied


def _says(browser: QTextBrowser, words: str) -> bool:
    return words in browser.toPlainText()


def _compared(desk: Desk, qtbot: QtBot) -> CompareWindow:
    """Wait for the window that compares."""
    windows = desk.window_.findChildren
    qtbot.waitUntil(lambda: bool(windows(CompareWindow)), timeout=10_000)
    return windows(CompareWindow)[0]


def _detail(panel: HistoryPanel) -> QTextBrowser:
    """Where the panel shows the words of the chosen edit."""
    return reach(panel, QTextBrowser, "Before and after")


def _changes(window: CompareWindow) -> QTextBrowser:
    return reach(window, QTextBrowser, "Changes")


def _from(window: CompareWindow) -> QComboBox:
    return reach(window, QComboBox, "From")


def _back(window: CompareWindow) -> QPushButton:
    """The button that says where it goes back to."""
    buttons = window.findChildren(QPushButton)
    return next(button for button in buttons if called(button).startswith("Go back to: "))


def test_every_edit_is_listed_the_newest_first(desk: Desk, qtbot: QtBot) -> None:
    _type(desk, 0, "Oh, ")
    desk.do(rename(desk.session.episode, 1, "Ada L."))
    desk.window_.actions_.run("panel.history")
    model = _shown(desk, qtbot, 2).panel.model
    assert model.index(0).data(LABEL) == "Rename"
    assert model.index(0).data(GIST) == "− Ada Lumen  + Ada L."
    assert model.index(1).data(LABEL) == "Typing"
    assert model.index(1).data(GIST) == "Line 1  + Oh,"
    desk.page.undo()
    qtbot.waitUntil(lambda: "undone" in str(model.index(0).data()), timeout=5_000)


def test_an_edit_after_an_undo_takes_the_undone_ones_place(desk: Desk, qtbot: QtBot) -> None:
    _type(desk, 0, "Oh, ")
    _shown(desk, qtbot, 1)
    desk.page.undo()
    desk.do(rename(desk.session.episode, 1, "Ada L."))
    history = _shown(desk, qtbot, 1)
    qtbot.waitUntil(lambda: history.panel.model.index(0).data(LABEL) == "Rename", timeout=5_000)


def test_looking_into_an_edit_shows_its_words_and_restores_the_line(
    desk: Desk, qtbot: QtBot
) -> None:
    before = desk.session.episode.transcript[0].text
    _type(desk, 0, "Oh, ")
    _type(desk, 1, "Well, ")
    desk.window_.actions_.run("panel.history")
    panel = _shown(desk, qtbot, 2).panel
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Home)
    QTest.keyClick(panel.list, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: "Oh," in _detail(panel).toPlainText(), timeout=5_000)
    _detail(panel).anchorClicked.emit(QUrl("restore:1"))
    qtbot.waitUntil(lambda: desk.session.episode.transcript[0].text == before, timeout=5_000)
    assert desk.session.episode.transcript[1].text.startswith("Well, ")
    desk.page.undo()
    assert desk.session.episode.transcript[0].text.startswith("Oh, ")


def test_what_changed_since_the_import_is_told_and_restored(desk: Desk, qtbot: QtBot) -> None:
    before = desk.session.episode.transcript[1].text
    _type(desk, 1, "Well, ")
    desk.window_.actions_.run("history.since-import")
    window = _compared(desk, qtbot)
    qtbot.waitUntil(lambda: "1 change of lines" in told(window), timeout=10_000)
    qtbot.waitUntil(lambda: "Well," in _changes(window).toPlainText(), timeout=5_000)
    reach(window, QCheckBox, "With signs").setChecked(True)
    qtbot.waitUntil(lambda: "[+Well,+]" in _changes(window).toPlainText(), timeout=5_000)
    reach(window, QCheckBox, "Side by side").setChecked(True)
    qtbot.waitUntil(lambda: "Thank you" in _changes(window).toPlainText(), timeout=5_000)
    reach(window, QPushButton, "Copy as text").click()
    assert "[+Well,+] Thank you" in QGuiApplication.clipboard().text()
    _changes(window).anchorClicked.emit(QUrl("restore:0"))
    assert desk.session.episode.transcript[1].text == before
    qtbot.waitUntil(lambda: "Nothing has changed" in told(window), timeout=10_000)
    window.close()


def test_the_chosen_edit_is_a_point_that_says_what_it_was(desk: Desk, qtbot: QtBot) -> None:
    _type(desk, 0, "Oh, ")
    desk.do(assign(desk.session.episode, [4], 1))
    desk.window_.actions_.run("panel.history")
    panel = _shown(desk, qtbot, 2).panel
    panel.list.setCurrentIndex(panel.model.index(0))
    desk.window_.actions_.run("history.compare")
    window = _compared(desk, qtbot)
    assert _from(window).currentText() == "Before edit 2: speaker"


def test_the_whole_goes_back_to_before_an_edit_by_keys(desk: Desk, qtbot: QtBot) -> None:
    actions, message = desk.window_.actions_, desk.window_.message
    actions.run("history.return")
    assert message.text == "Choose an edit in the history first."
    _type(desk, 0, "Oh, ")
    then = state(desk.session.episode)
    desk.do(rename(desk.session.episode, 1, "Ada L."))
    _type(desk, 1, "Well, ")
    now = state(desk.session.episode)
    actions.run("panel.history")
    panel = _shown(desk, qtbot, 3).panel
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Home)
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert panel.position == 1
    (back,) = (each for each in panel.findChildren(CommandButton) if "Go back" in each.text())
    back.setFocus()
    QTest.keyClick(back, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: message.text.startswith("Everything is as it was"), timeout=10_000)
    assert message.text == (
        "Everything is as it was before edit 2: rename. 1 line was changed. Ctrl+Z takes that back."
    )
    assert state(desk.session.episode) == then
    model = _shown(desk, qtbot, 4).panel.model
    assert model.index(0).data(LABEL) == "Going back"
    actions.run("edit.undo")
    assert state(desk.session.episode) == now


def test_a_snapshot_is_brought_back_as_a_whole_by_keys(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions, message = desk.window_.actions_, desk.window_.message
    monkeypatch.setattr(Question, "answer", lambda _: "Before it")
    actions.run("history.snapshot")
    qtbot.waitUntil(lambda: "is kept" in message.text, timeout=10_000)
    then = state(desk.session.episode)
    _type(desk, 0, "Oh, ")
    desk.do(outline.add_note(desk.session.episode, 5_000, "check", 2))
    now = state(desk.session.episode)
    actions.run("history.compare")
    window = _compared(desk, qtbot)
    ends = _from(window)
    ends.setFocus()
    QTest.keyClicks(ends, "Snap")
    QTest.keyClick(ends, Qt.Key.Key_Return)
    assert ends.currentText().startswith("Snapshot “Before it”")
    QTest.keyClick(ends, Qt.Key.Key_Tab)
    back = _back(window)
    assert window.focusWidget() is back
    QTest.keyClick(back, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "as in the snapshot “Before it”" in message.text, timeout=10_000)
    assert "1 line was changed." in message.text
    assert state(desk.session.episode) == then
    qtbot.waitUntil(lambda: "Nothing has changed" in told(window), timeout=10_000)
    QTest.keyClick(back, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Nothing had to be changed." in message.text, timeout=10_000)
    actions.run("edit.undo")
    assert state(desk.session.episode) == now


def test_both_sides_are_any_edit_found_by_its_words(desk: Desk, qtbot: QtBot) -> None:
    for row, words in ((0, "Oh, "), (1, "Well, "), (2, "Quite, ")):
        _type(desk, row, words)
    desk.do(rename(desk.session.episode, 1, "Ada L."))
    desk.window_.actions_.run("history.compare")
    window = _compared(desk, qtbot)
    both = (_from(window), reach(window, QComboBox, "To"))
    for box, words in zip(both, ("well", "ADA"), strict=True):
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_End)
        qtbot.waitUntil(lambda: bool(window.findChildren(EditChoice)), timeout=5_000)
        choice = window.findChildren(EditChoice)[-1]
        assert reach(choice, QAbstractItemView, "Edits").model().rowCount() == 4
        field = reach(choice, QLineEdit, "Find an edit")
        assert choice.focusWidget() is field
        QTest.keyClicks(field, words)
        qtbot.waitUntil(partial(_found, choice, 1), timeout=10_000)
        QTest.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not window.findChildren(EditChoice), timeout=5_000)
    assert [box.currentText() for box in both] == [
        "Before edit 2: typing", "Before edit 4: rename",
    ]  # fmt: skip
    qtbot.waitUntil(lambda: "0 changes of people" in told(window), timeout=10_000)
    assert "2 changes of lines" in told(window)
    assert "0 words removed · 2 words added" in told(window)
    window.close()


def _found(choice: EditChoice, count: int) -> bool:
    return (
        choice._job is None and not choice._pause.isActive() and (choice._model.rowCount() == count)
    )


def test_a_point_keeps_to_its_edit_while_the_work_goes_on(desk: Desk, qtbot: QtBot) -> None:
    session = desk.session
    _type(desk, 0, "Oh, ")
    desk.do(rename(session.episode, 1, "Ada L."))
    panel = desk.feature(History).panel
    panel.list.setCurrentIndex(panel.model.index(0))
    desk.window_.actions_.run("history.compare")
    window = _compared(desk, qtbot)
    at = _from(window).currentIndex()
    assert window._point(at) == Point(PointKind.EDIT, 1)
    line = session.episode.transcript[3]
    heard = Edit("align", (Splice(Track.SEGMENTS, 3, (line,), (replace(line, end=line.end - 7),)),))
    session.begin_beneath(heard, heard, 0)
    session.settle()
    assert window._point(at) == Point(PointKind.EDIT, 2)
    desk.page.undo()
    _type(desk, 1, "Well, ")
    _from(window).activated.emit(at)
    assert "That edit has changed since: choose it again" in told(window)
    assert not _back(window).isEnabled()
    window.close()


def test_an_edit_is_found_by_number_name_and_all_of_the_words(desk: Desk, qtbot: QtBot) -> None:
    for row, words in ((0, "Oh, "), (1, "Well, "), (1, "Oh no, ")):
        _type(desk, row, words)
    desk.do(rename(desk.session.episode, 1, "Ada L."))
    past, bounds = desk.opened.project.past(), [0, 1, 2, 3, 4]
    known: dict[int, str] = {}

    def positions(words: str) -> list[int]:
        return list(run(EditSearch(words_of(words), bounds, past, known).work()))

    assert positions("typing oh") == [2, 0]
    assert positions("rename") == [3]
    assert positions("3 typing") == [2]
    assert positions("nowhere") == []


def test_the_newest_edits_are_found_first(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editor.ui.dialogs.edit_search._STRETCH", 1)
    for row in (0, 1, 2):
        _type(desk, row, "Oh, ")
    search = EditSearch(["oh"], [0, 1, 2, 3], desk.opened.project.past(), {})
    assert [tuple(search.found) for _ in search.work()] == [(), (2,), (2, 1)]
    assert search.found == [2, 1, 0]
    panel = desk.feature(History).panel
    choice = EditChoice(panel.model, desk.opened.project.past(), desk, desk)
    qtbot.addWidget(choice)
    choice._fresh = False
    choice._show_found([2])
    choice._show_found([2, 1])
    listed = reach(choice, QAbstractItemView, "Edits")
    assert listed.model().rowCount() == 2
    assert listed.currentIndex().row() == 0
    QTest.keyClick(reach(choice, QLineEdit, "Find an edit"), Qt.Key.Key_Return)
    assert choice.position == 2, "taken before all has been looked through"


_SOME: Final = st.lists(st.sampled_from(("oh", "Oh,", "no", "a", "")), max_size=8).map(" ".join)


@given(_SOME, _SOME)
def test_a_glance_has_every_word_that_a_whole_look_tells(was: str, now: str) -> None:
    line = Segment(1, 0, 900, was)
    edit = Edit("type", (Splice(Track.SEGMENTS, 0, (line,), (replace(line, text=now),)),))
    glanced = between(was, now).split()
    pieces = [piece for change in changes_of(edit, 1) for piece in change.pieces]
    said = [word for p in pieces if p.fate is not Fate.SAME for word in p.text.split()]
    assert set(said) <= set(glanced)


def test_without_an_export_there_is_nothing_to_compare_with(desk: Desk, qtbot: QtBot) -> None:
    desk.window_.actions_.run("history.since-export")
    qtbot.waitUntil(lambda: "Nothing was exported" in desk.window_.message.text, timeout=5_000)


def test_a_named_snapshot_can_be_compared_with(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Question, "answer", lambda _: "Before the clean-up")
    desk.window_.actions_.run("history.snapshot")
    qtbot.waitUntil(lambda: "is kept" in desk.window_.message.text, timeout=10_000)
    _type(desk, 0, "Oh, ")
    desk.window_.actions_.run("history.compare")
    window = _compared(desk, qtbot)
    ends = _from(window)
    names = [ends.itemText(at) for at in range(ends.count())]
    assert names[0] == "As imported"
    assert names[-2:] == ["Now", "An edit of the history…"]
    assert any(name.startswith("Snapshot “Before the clean-up”") for name in names)
    window.close()


def test_what_an_earlier_session_did_is_undone_with_a_word(
    desk: Desk, project: Path, window: MainWindow, qtbot: QtBot
) -> None:
    _type(desk, 0, "Oh, ")
    assert window.close_project()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([project])
    desk = window.desk  # type: ignore[assignment]
    message = window.message
    _type(desk, 1, "Ah, ")
    desk.window_.actions_.run("edit.undo")
    assert desk.session.history.head == 1
    assert message.text == "", "what was done a moment ago is no news"
    desk.window_.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: bool(message.text))
    assert message.text.startswith("Undone: typing (from ")
    assert message.text.endswith("before this project was opened). Ctrl+Shift+Z does it again.")
    desk.window_.actions_.run("edit.redo")
    assert message.text == ""


def test_moments_are_told_by_the_day_while_that_is_plain() -> None:
    now = datetime(2026, 11, 26, 18, 0).astimezone()
    assert moment_words(now - timedelta(hours=4), now) == "today 14:00"
    assert moment_words(now - timedelta(days=2), now) == "Tuesday 18:00"
    assert moment_words(now - timedelta(days=7), now) == "19 Nov 2026 18:00"
