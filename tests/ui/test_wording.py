"""Spelling, glossary and review in the window, by the keys."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QTableWidget,
)

from editor.app.glossary.entries import Entry, add_entries, entries_of
from editor.app.glossary.shows import Difference, Shows, show_of
from editor.app.never import never_rules
from editor.app.review.sources import known_words
from editor.app.settings import SPELLING
from editor.model.errors import UserError
from editor.model.verbs.outline import choose
from editor.model.words import TextChange
from editor.ui.dialogs.ticked import Ticked
from editor.ui.features.review import Review
from editor.ui.features.wording import Wording
from tests.ui.reach import reach, told

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from editor.model.episode import Episode
    from editor.ui.desk import Desk
    from editor.ui.main_window import MainWindow
    from editor.ui.panels.glossary import GlossaryPanel
    from editor.ui.panels.review import ReviewPanel

pytest.importorskip("hunspell", reason="no Hunspell for this machine")


@pytest.fixture
def desk(desk_window: MainWindow) -> Desk:
    assert desk_window.desk is not None
    return desk_window.desk


@pytest.fixture
def wording(desk: Desk) -> Wording:
    return desk.feature(Wording)


@pytest.fixture
def panel(desk: Desk) -> ReviewPanel:
    return desk.feature(Review).panel


def texts(desk: Desk) -> list[str]:
    return [line.text for line in desk.session.episode.transcript]


def misspell(desk: Desk, row: int, text: str) -> None:
    line = desk.session.episode.transcript[row]
    desk.session.type(row, TextChange(0, len(line.text), text))
    desk.session.commit()


def checked(desk: Desk, qtbot: QtBot) -> list[str]:
    desk.window_.actions_.run("review.run")
    qtbot.waitUntil(lambda: desk.feature(Review).settled, timeout=20_000)
    return [item.words for item in desk.feature(Review).panel.model.items]


def test_misspelt_words_are_underlined_names_and_terms_are_not(
    desk: Desk, wording: Wording, qtbot: QtBot
) -> None:
    text = "I recieve Lumen and Zyxwor"
    misspell(desk, 0, text)
    qtbot.waitUntil(lambda: len(wording.spelling.spans(text)) == 2, timeout=20_000)
    desk.do(add_entries(desk.session.episode, [Entry("Zyxwor")]))
    qtbot.waitUntil(lambda: wording.spelling.spans(text) == [(2, 9)], timeout=20_000)
    desk.window_.actions_.run("view.spelling")
    assert not desk.settings[SPELLING]
    assert wording.spelling.spans(text) == []


def test_a_line_no_page_could_hold_is_not_spelled_while_it_is_painted(
    desk: Desk, wording: Wording
) -> None:
    wording.spelling.spans("Teh end. " * 100)
    assert wording.spelling._wanted
    wording.spelling._wanted.clear()
    assert wording.spelling.spans("Teh end of it. " * 150_000) == []
    assert not wording.spelling._wanted


def test_a_suggestion_is_taken_from_the_menu_by_keys(
    desk: Desk, wording: Wording, qtbot: QtBot
) -> None:
    misspell(desk, 0, "I recieve it")
    desk.go(0, 5)
    with qtbot.waitSignal(wording.spelling.suggested, timeout=20_000):
        desk.window_.actions_.run("spelling.suggest")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "receive"
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert texts(desk)[0] == "I receive it"


def test_the_menu_of_a_misspelt_word_holds_suggestions_and_the_glossary(
    desk: Desk, wording: Wording, qtbot: QtBot
) -> None:
    misspell(desk, 0, "I recieve it")
    qtbot.waitUntil(lambda: bool(wording.spelling.spans("I recieve it")), timeout=20_000)
    qtbot.waitUntil(lambda: bool(wording.spelling.speller.said("recieve")), timeout=20_000)
    desk.go(0, 5)
    at = desk.page.cursorRect().center()
    asked = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, desk.page.viewport().mapToGlobal(at)
    )
    with qtbot.waitSignal(wording.spelling.suggested, timeout=20_000):
        QApplication.sendEvent(desk.page.viewport(), asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [action.text() for action in menu.actions()]
    assert "receive" in offered[:5]
    assert "Add “recieve” to the glossary" in offered
    assert any("Paste" in text for text in offered)
    menu.actions()[offered.index("receive")].trigger()
    assert texts(desk)[0] == "I receive it"
    menu.close()


def written_in(glossary: GlossaryPanel) -> QLineEdit:
    """Where one says how a name or term is written."""
    return reach(glossary, QLineEdit, "Written")


def misheard_in(glossary: GlossaryPanel) -> QLineEdit:
    return reach(glossary, QLineEdit, "Misheard as: one, several with commas, none")


def test_a_show_is_named_kept_and_taken_in(desk: Desk, wording: Wording, qtbot: QtBot) -> None:
    panel = wording.glossary
    desk.do(add_entries(desk.session.episode, [Entry("Lisboa", "Lisbon")]))
    show = reach(panel, QComboBox, "Show")
    show.setEditText("Night Train")
    QTest.keyClick(show, Qt.Key.Key_Return)
    assert show_of(desk.session.episode.info) == "Night Train"
    shows = Shows(desk.window_.folders.glossaries)
    shows.change("Night Train", [Difference(None, Entry("Porto", "Porta"))])
    keep = reach(panel, QPushButton, "Keep for the show…")
    qtbot.waitUntil(keep.isEnabled)
    keep.click()
    asked = panel.findChild(Ticked)
    assert asked is not None
    listed = asked.findChild(QListWidget)
    assert listed is not None
    said = [listed.item(row).text() for row in range(listed.count())]
    assert said == ["Add: Lisbon → Lisboa", "Remove: Porta → Porto"]
    asked.accept()
    assert "Every episode of Night Train" in desk.window_.message.text
    kept = (Entry("Lisboa", "Lisbon"), Entry("Porto", "Porta"))
    assert shows.entries("Night Train") == kept, "what another episode put there stays"
    shows.change("Other", [Difference(None, Entry("Zyxwor"))])
    panel.refresh()
    show.setEditText("Other")
    QTest.keyClick(show, Qt.Key.Key_Return)
    assert Entry("Zyxwor") in entries_of(desk.session.episode.info)
    desk.window_.actions_.run("edit.undo")
    assert show_of(desk.session.episode.info) == "Night Train"


def test_the_check_up_is_answered_by_keys_and_asks_once(
    desk: Desk, panel: ReviewPanel, qtbot: QtBot
) -> None:
    desk.do(add_entries(desk.session.episode, [Entry("Lisboa", "Lisbon"), Entry("nite", "night")]))
    misspell(desk, 4, "And recieve Lisbon?")
    words = checked(desk, qtbot)
    assert words[:3] == ["night", "Lisbon", "Lisbon"] or words[:3].count("Lisbon") == 2
    assert "recieve" in words
    row = words.index("Lisbon")
    panel.list.setCurrentIndex(panel.model.index(row))
    before = texts(desk)
    QTest.keyClick(panel.list, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert [text.count("Lisboa") for text in texts(desk)] == [0, 0, 0, 1, 1]
    desk.window_.actions_.run("edit.undo")
    assert texts(desk) == before
    desk.window_.actions_.run("edit.redo")
    words = checked(desk, qtbot)
    assert "Lisbon" not in words
    panel.list.setCurrentIndex(panel.model.index(words.index("recieve")))
    QTest.keyClick(panel.list, Qt.Key.Key_R)
    assert "\n3 of " in f"\n{told(panel)}", "two put right, one let stand"
    assert "recieve" not in checked(desk, qtbot)


def test_never_means_all_alike_from_now_on(desk: Desk, panel: ReviewPanel, qtbot: QtBot) -> None:
    misspell(desk, 0, "Zyxwor and Zyxwor")
    words = checked(desk, qtbot)
    assert words.count("Zyxwor") == 2
    panel.list.setCurrentIndex(panel.model.index(words.index("Zyxwor")))
    QTest.keyClick(panel.list, Qt.Key.Key_N)
    misspell(desk, 1, "Zyxwor again")
    assert "Zyxwor" not in checked(desk, qtbot)


def test_one_kind_at_a_time(desk: Desk, panel: ReviewPanel, qtbot: QtBot) -> None:
    misspell(desk, 0, "Zyxwor")
    checked(desk, qtbot)
    panel._kinds.choose("spelling")
    panel._kinds.chosen.emit("spelling")
    assert {item.rule for item in panel.model.items} == {"spelling"}
    panel.step(1)
    item = panel.current
    assert item is not None
    assert item.words in panel.model.index(0).data()


def test_the_glossary_is_written_in_its_panel(desk: Desk, wording: Wording, qtbot: QtBot) -> None:
    desk.go(3, 12)
    desk.window_.actions_.run("glossary.add")
    panel = wording.glossary
    assert misheard_in(panel).text() == "Lisbon"
    written_in(panel).setText("Lisboa")
    desk.window_.activateWindow()
    QTest.keyClick(written_in(panel), Qt.Key.Key_Return)
    assert entries_of(desk.session.episode.info) == (Entry("Lisboa", "Lisbon"),)
    qtbot.waitUntil(desk.page.hasFocus)
    table = reach(panel, QTableWidget, "Glossary")
    qtbot.waitUntil(lambda: table.rowCount() == 1)
    cell = table.item(0, 0)
    assert cell is not None
    cell.setText("Lisboa city")
    assert entries_of(desk.session.episode.info) == (Entry("Lisboa city", "Lisbon"),)
    reach(panel, QPushButton, "Find terms").click()
    terms = reach(panel, QListWidget, "Terms found")
    qtbot.waitUntil(lambda: terms.count() >= 2)
    found = [terms.item(row).text() for row in range(terms.count())]
    assert found[:2] == ["Ada Lumen", "Bo Strand"]
    QTest.keyClick(terms, Qt.Key.Key_Return)
    assert Entry("Ada Lumen") in entries_of(desk.session.episode.info)
    table.selectRow(0)
    reach(panel, QPushButton, "Remove").click()
    assert len(entries_of(desk.session.episode.info)) == 1


def test_the_glossary_lists_its_corrections_alone(
    desk: Desk, wording: Wording, panel: ReviewPanel, qtbot: QtBot
) -> None:
    glossary = wording.glossary
    written_in(glossary).setText("Lisboa")
    misheard_in(glossary).setText("Lisbon, Lizbon ,")
    QTest.keyClick(misheard_in(glossary), Qt.Key.Key_Return)
    entries = entries_of(desk.session.episode.info)
    assert entries == (Entry("Lisboa", "Lisbon"), Entry("Lisboa", "Lizbon"))
    misspell(desk, 0, "Lizbon")
    glossary.checked.emit()
    qtbot.waitUntil(lambda: len(panel.model.items) == 2, timeout=20_000)
    assert [(item.words, item.suggestion) for item in panel.model.items] == [
        ("Lizbon", "Lisboa"), ("Lisbon", "Lisboa"),
    ]  # fmt: skip
    for _ in range(2):
        QTest.keyClick(panel.list, Qt.Key.Key_A)
    assert "Lisboa" in texts(desk)[3]
    glossary.checked.emit()
    qtbot.waitUntil(lambda: "misheard" in desk.window_.message.text, timeout=20_000)


def test_never_of_a_mark_is_the_never_of_the_cleaning(
    desk: Desk, panel: ReviewPanel, qtbot: QtBot
) -> None:
    open_before = desk.tallies.all_marks().proposed
    checked(desk, qtbot)
    rules = [item.rule for item in panel.model.items]
    panel.list.setCurrentIndex(panel.model.index(rules.index("marker.phrase")))
    QTest.keyClick(panel.list, Qt.Key.Key_N)
    assert never_rules(desk.session.episode.info) == [("marker", "you know")]
    assert desk.tallies.all_marks().proposed == open_before - 2 == 0


def test_an_answer_the_disk_refuses_is_told_and_asked_again(
    desk: Desk, panel: ReviewPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    misspell(desk, 0, "Zyxwor")
    words = checked(desk, qtbot)
    panel.list.setCurrentIndex(panel.model.index(words.index("Zyxwor")))
    with monkeypatch.context() as full:
        full.setattr(desk.opened.project, "record", refuse)
        QTest.keyClick(panel.list, Qt.Key.Key_R)
    assert desk.window_.message.isVisible()
    assert "the disk is full" in desk.window_.message.text
    assert "Zyxwor" in checked(desk, qtbot)


def refuse(*_edit: object, merged: object) -> Future[None]:
    del merged
    done: Future[None] = Future()
    done.set_exception(UserError("project-disk-full", path="night.stet"))
    return done


def test_the_glossary_is_not_read_while_somebody_types(
    desk: Desk, wording: Wording, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.do(add_entries(desk.session.episode, [Entry("Zyxwor")]))
    qtbot.waitUntil(lambda: not wording._known_later.isActive())
    table = reach(wording.glossary, QTableWidget, "Glossary")
    assert table.rowCount() == 1
    asked: list[object] = []

    def note(episode: Episode) -> frozenset[str]:
        asked.append(1)
        return known_words(episode)

    monkeypatch.setattr("editor.ui.spelling.known_words", note)
    cell = table.item(0, 0)
    QTest.keyClicks(desk.page, "so")
    desk.session.commit()
    QApplication.processEvents()
    assert asked == []
    desk.do(choose(desk.session.episode, "else", "where"))
    qtbot.waitUntil(lambda: asked == [1])
    assert table.item(0, 0) is cell
