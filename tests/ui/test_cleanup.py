"""The clean-up panel through its keys: sieve, decide alike, never, hear, and why it is marked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from editor.app.cleaning_choice import profile_of
from editor.app.never import never_rules
from editor.app.review import WAITING, Show, Sieve
from editor.cleaning import PROFILES, Tier
from editor.model.marks import Kind, MarkState
from editor.ui.desk import Desk
from editor.ui.dialogs.cleaning_profile import CleaningProfile
from editor.ui.features.cleanup import CleanUp
from editor.ui.main_window import MainWindow
from editor.ui.panels.review import ReviewPanel


@pytest.fixture
def desk(desk_window: MainWindow) -> Desk:
    assert desk_window.desk is not None
    return desk_window.desk


@pytest.fixture
def panel(desk: Desk) -> ReviewPanel:
    return desk.feature(CleanUp).review


def states(desk: Desk) -> list[MarkState]:
    return [mark.state for line in desk.session.episode.transcript for mark in line.marks]


def press(panel: ReviewPanel, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    panel._kinds.setFocus()
    modifiers = Qt.KeyboardModifier.NoModifier
    for modifier in held:
        modifiers |= modifier
    QTest.keyClick(panel._kinds, key, modifiers)
    QApplication.processEvents()


def test_a_kind_is_walked_struck_unasked_or_not(panel: ReviewPanel, desk: Desk) -> None:
    panel._walk(Kind.MARKER)
    assert panel._sieve.sieve == Sieve(Show.OPEN, Kind.MARKER)
    assert [mark.kind for _, mark in panel._found] == [Kind.MARKER, Kind.MARKER]
    assert "2 shown" in panel._sieve._count.text()
    first = panel.current
    panel._walk(Kind.MARKER)
    assert panel.current != first
    panel._walk(Kind.MARKER)
    assert panel.current == first
    panel._sieve._clear.click()
    assert panel._sieve.sieve == WAITING
    assert desk.row == 2


def test_speaker_and_confidence_sieve_too(panel: ReviewPanel) -> None:
    panel.choose(Sieve(Show.ALL, speaker=2))
    panel.show_from(0, -1)
    assert [line for line, _ in panel._found] == [2, 4]
    panel.choose(Sieve(Show.ALL, high=0.8 - 1e-9))
    assert [line for line, _ in panel._found] == [3]
    panel.choose(Sieve(Show.DECIDED))
    assert panel.current is None


def test_stet_alike_and_undo(panel: ReviewPanel, desk: Desk) -> None:
    press(panel, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert states(desk).count(MarkState.STET) == 2
    desk.window_.actions_.run("edit.undo")
    assert states(desk).count(MarkState.STET) == 0


def test_never_is_kept_with_the_project_and_undone(panel: ReviewPanel, desk: Desk) -> None:
    press(panel, Qt.Key.Key_N)
    assert never_rules(desk.session.episode.info) == [("marker", "you know")]
    assert states(desk).count(MarkState.STET) == 2
    desk.window_.actions_.run("edit.undo")
    assert never_rules(desk.session.episode.info) == []
    assert states(desk).count(MarkState.STET) == 0


def test_a_strike_after_listening_is_noted_as_heard(panel: ReviewPanel, desk: Desk) -> None:
    press(panel, Qt.Key.Key_L)
    press(panel, Qt.Key.Key_A)
    press(panel, Qt.Key.Key_A)
    marks = [m for line in desk.session.episode.transcript for m in line.marks]
    assert [m.heard for m in marks if m.state is MarkState.STRUCK] == [True, False]


def test_what_touches_meaning_is_shown_heard_and_done(panel: ReviewPanel, desk: Desk) -> None:
    desk.go(3, 11)
    desk.page.select(*(desk.page.shown.to_shown(3, at) for at in (11, 17)))  # type: ignore[union-attr]
    desk.window_.actions_.run("clean.toggle")
    desk.window_.actions_.run("finding.unheard")
    line, mark = panel._found[0]
    assert desk.session.episode.transcript.by_id(line).text[mark.start : mark.end] == "Lisbon"
    assert "name" in panel._cards[0]._stakes.text()
    assert "not listened to" in panel._cards[0].accessibleDescription()
    press(panel, Qt.Key.Key_H)
    assert panel._found == []
    desk.window_.actions_.run("finding.unheard")
    assert "Nothing that is struck waits" in desk.window_.message.text


def test_a_key_says_why_something_is_marked(desk: Desk) -> None:
    desk.go(1, 12)
    desk.window_.actions_.run("finding.why")
    assert "The word is said twice in a row." in desk.window_.message.text
    assert "95 % sure" in desk.window_.message.text
    desk.go(0, 2)
    desk.window_.actions_.run("finding.why")
    assert desk.window_.message.text == "Nothing is marked at the caret."


def test_so_does_the_mouse(desk: Desk, qtbot: QtBot) -> None:
    page = desk.page
    block = page.block(1)
    place = page.blockBoundingGeometry(block).translated(page.contentOffset())
    rect = next(rect for _, rect in page.column.rects(block, 11, 13))
    at = rect.translated(place.topLeft()).center().toPoint()
    ask = QHelpEvent(QHelpEvent.Type.ToolTip, at, page.viewport().mapToGlobal(at))
    QApplication.sendEvent(page.viewport(), ask)
    qtbot.waitUntil(lambda: "said twice" in QToolTip.text())
    away = QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(2, 2), QPoint(2, 2))
    QApplication.sendEvent(page.viewport(), away)
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_people_who_come_and_go_can_be_chosen(panel: ReviewPanel, desk: Desk) -> None:
    from editor.model.verbs.people import add_and_assign

    desk.do(add_and_assign(desk.session.episode, "Cleo", [0]))
    panel.refresh()
    names = [panel._sieve._speaker.itemText(at) for at in range(panel._sieve._speaker.count())]
    assert names == ["Everybody", "Ada Lumen", "Bo Strand", "Cleo", "Nobody yet"]


def test_a_profile_is_chosen_kept_and_undone(desk: Desk, qtbot: QtBot) -> None:
    runner = desk.window_.runner
    desk.window_.actions_.run("clean.profile")
    dialog = desk.findChildren(CleaningProfile)[0]
    assert dialog.profile == PROFILES["clean"]
    names = dialog._names
    names.setCurrentIndex(names.findData("verbatim"))
    names.activated.emit(names.currentIndex())
    assert {box.currentText() for box in dialog._switches.values()} == {"Leave"}
    switch = dialog._switches["repeat"]
    switch.setCurrentIndex(1)
    switch.activated.emit(1)
    assert names.currentData() == "own"
    assert dialog.profile.switch("repeat") is Tier.SUGGEST
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not runner.jobs and not desk.session.busy, timeout=20_000)
    assert profile_of(desk.session.episode.info).switch("scar") is None
    assert {mark.kind for line in desk.session.episode.transcript for mark in line.marks} <= {
        Kind.REPEAT
    }
    desk.window_.actions_.run("edit.undo")
    desk.window_.actions_.run("edit.undo")
    assert profile_of(desk.session.episode.info) == PROFILES["clean"]
    assert states(desk).count(MarkState.PROPOSED) == 2


def test_setting_a_category_back_is_the_shipped_profile_again(qtbot: QtBot) -> None:
    dialog = CleaningProfile(PROFILES["clean"], "xx")
    qtbot.addWidget(dialog)
    switch = dialog._switches["repeat"]
    for place in (2, 0):
        switch.setCurrentIndex(place)
        switch.activated.emit(place)
    assert dialog.profile.switch("repeat") is Tier.AUTO
    assert dialog.language == "xx"


def test_each_finding_is_read_out(desk: Desk, panel: ReviewPanel) -> None:
    said: list[str] = []
    desk.page.announcer._say = said.append
    panel.show_from(0, -1)
    panel.stet()
    assert said[0].startswith("you know. “you know”, “I mean”, suggested, 70 % sure.")
    assert said[1].startswith("you know. “you know”, “I mean”, suggested, 80 % sure.")
