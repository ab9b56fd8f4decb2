"""The review through its keys: sieve, decide alike, never, hear, and why something is marked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from editor.app.cleaning_choice import profile_of
from editor.app.never import never_rules
from editor.app.review.items import Item
from editor.app.review.queue import Order
from editor.app.review.sieve import WAITING, Show, Sieve
from editor.cleaning import PROFILES, Tier
from editor.model.marks import Kind, MarkState
from editor.model.segment import Segment
from editor.ui.command_button import CommandButton
from editor.ui.desk import Desk
from editor.ui.dialogs.cleaning_profile import CleaningProfile
from editor.ui.features.review import Review
from editor.ui.main_window import MainWindow
from editor.ui.panels.cards import ItemCard, in_context


@pytest.fixture
def desk(desk_window: MainWindow) -> Desk:
    assert desk_window.desk is not None
    return desk_window.desk


@pytest.fixture
def review(desk: Desk, qtbot: QtBot) -> Review:
    feature = desk.feature(Review)
    look(feature, qtbot)
    return feature


def look(review: Review, qtbot: QtBot) -> list[str]:
    """Wait until the list is as the episode is; return the words in it."""
    qtbot.waitUntil(lambda: review.settled, timeout=20_000)
    return [item.words.strip(" ,") for item in review.panel.model.items]


def states(desk: Desk) -> list[MarkState]:
    return [mark.state for line in desk.session.episode.transcript for mark in line.marks]


def press(review: Review, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    review.panel.list.setFocus()
    modifiers = Qt.KeyboardModifier.NoModifier
    for modifier in held:
        modifiers |= modifier
    QTest.keyClick(review.panel.list, key, modifiers)
    QApplication.processEvents()


def choose(review: Review, sieve: Sieve, qtbot: QtBot) -> list[str]:
    review.panel.choose(sieve)
    return look(review, qtbot)


def test_a_category_is_listed_what_waits_or_all_of_it(review: Review, qtbot: QtBot) -> None:
    panel = review.panel
    rows = [panel._kinds.itemText(row) for row in range(panel._kinds.count())]
    assert rows[0].startswith("Everything (")
    assert {"“you know”, “I mean” (2)", "Repeats", "Scars"} <= set(rows)
    panel._kinds.choose(Kind.MARKER)
    panel._list_kind(Kind.MARKER)
    assert look(review, qtbot) == ["you know", "you know"]
    panel._kinds.choose(Kind.REPEAT)
    panel._list_kind(Kind.REPEAT)
    assert look(review, qtbot) == ["it"]
    assert panel.sieve == Sieve(Show.ALL)
    assert "1 shown" in panel._sieve._count.text()
    panel._sieve._clear.click()
    look(review, qtbot)
    assert panel.sieve == WAITING


def test_speaker_and_confidence_sieve_too(review: Review, qtbot: QtBot) -> None:
    choose(review, Sieve(Show.ALL, speaker=2), qtbot)
    assert sorted(item.line for item in review.panel.model.items) == [2, 4]
    choose(review, Sieve(Show.ALL, high=0.8 - 1e-9), qtbot)
    assert [item.line for item in review.panel.model.items] == [3]
    assert choose(review, Sieve(Show.DECIDED), qtbot) == []


def test_decided_ones_stay_listed_where_they_are_asked_for(review: Review, qtbot: QtBot) -> None:
    before = choose(review, Sieve(Show.ALL), qtbot)
    review.panel.go(0)
    press(review, Qt.Key.Key_R)
    assert look(review, qtbot) == before
    assert review.panel.list.currentIndex().row() == 1


def test_in_the_order_of_the_text_the_next_is_behind_the_caret(
    review: Review, desk: Desk, qtbot: QtBot
) -> None:
    bar = review.panel._sieve
    bar._order.setCurrentIndex(bar._order.findData(Order.TEXT))
    look(review, qtbot)
    assert review.panel.order is Order.TEXT
    desk.go(2, 5)
    desk.window_.actions_.run("finding.next")
    assert desk.row == 3
    desk.window_.actions_.run("finding.previous")
    assert (desk.row, desk.offset) == (2, 2)


def test_stet_alike_and_undo(review: Review, desk: Desk) -> None:
    mark_first(review)
    press(review, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert states(desk).count(MarkState.STET) == 2
    desk.window_.actions_.run("edit.undo")
    assert states(desk).count(MarkState.STET) == 0


def mark_first(review: Review) -> None:
    """Put the list on its first mark."""
    items = review.panel.model.items
    assert review.panel.go(next(at for at, item in enumerate(items) if item.source == "mark"))


def test_never_is_kept_with_the_project_and_undone(review: Review, desk: Desk) -> None:
    mark_first(review)
    press(review, Qt.Key.Key_N)
    assert never_rules(desk.session.episode.info) == [("marker", "you know")]
    assert states(desk).count(MarkState.STET) == 2
    desk.window_.actions_.run("edit.undo")
    assert never_rules(desk.session.episode.info) == []
    assert states(desk).count(MarkState.STET) == 0


def test_a_strike_after_listening_is_noted_as_heard(review: Review, desk: Desk) -> None:
    mark_first(review)
    press(review, Qt.Key.Key_L)
    press(review, Qt.Key.Key_A)
    mark_first(review)
    press(review, Qt.Key.Key_A)
    marks = [m for line in desk.session.episode.transcript for m in line.marks]
    assert sorted(m.heard for m in marks if m.state is MarkState.STRUCK) == [False, True]


def test_what_touches_meaning_is_shown_heard_and_done(
    review: Review, desk: Desk, qtbot: QtBot
) -> None:
    desk.go(3, 11)
    desk.page.select(*(desk.page.shown.to_shown(3, at) for at in (11, 17)))  # type: ignore[union-attr]
    desk.window_.actions_.run("clean.toggle")
    desk.window_.actions_.run("finding.unheard")
    assert look(review, qtbot) == ["Lisbon"]
    assert "name" in review.panel._card._stakes.text()
    assert "not listened to" in review.panel._card.accessibleDescription()
    press(review, Qt.Key.Key_H)
    assert look(review, qtbot) == []
    desk.window_.actions_.run("finding.unheard")
    look(review, qtbot)
    assert "Nothing that is struck waits" in desk.window_.message.text


def test_words_are_corrected_by_hand_from_the_list(review: Review, desk: Desk) -> None:
    mark_first(review)
    press(review, Qt.Key.Key_E)
    assert desk.selected_text == ", you know"
    QTest.keyClicks(desk.page, "!")
    assert desk.session.line(2).text == "So!, tell us where it goes."


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


def test_people_who_come_and_go_can_be_chosen(review: Review, desk: Desk) -> None:
    from editor.model.verbs.people import add_and_assign

    desk.do(add_and_assign(desk.session.episode, "Cleo", [0]))
    review.panel.refresh()
    people = review.panel._sieve._speaker
    names = [people.itemText(at) for at in range(people.count())]
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


def test_each_finding_is_read_out(desk: Desk, review: Review) -> None:
    said: list[str] = []
    desk.page.announcer._say = said.append
    mark_first(review)
    press(review, Qt.Key.Key_R)
    assert said[0].startswith("you know. “you know”, “I mean”, suggested, ")
    assert said[1].startswith("you know. “you know”, “I mean”, suggested, ")


def test_a_word_wider_than_the_card_breaks(desk: Desk) -> None:
    line = Segment(1, 0, 1_000, "so " + "x" * 400)
    item = Item("spelling", 1, 3, 403, "x" * 400, 0.5, "spelling")
    label = QLabel(in_context(line, item, None, desk.window_.theme))
    label.setWordWrap(True)
    assert label.minimumSizeHint().width() < 240


def test_accept_is_offered_where_something_is_suggested(desk: Desk) -> None:
    card = ItemCard(desk.window_.actions_, desk.window_.theme, desk)
    first = desk.session.episode.transcript[0]
    for suggestion, on in ((None, False), ("So", True)):
        item = Item("capital", first.id, 0, 2, first.text[:2], 0.5, "capital", suggestion)
        card.show_item(desk.session.episode, item)
        named = {one.accessibleName(): one.isEnabled() for one in card.findChildren(CommandButton)}
        title = desk.window_.actions_.commands["finding.strike"].title
        assert named[title] is on


def test_undo_comes_back_to_what_was_answered(review: Review, desk: Desk, qtbot: QtBot) -> None:
    before = look(review, qtbot)
    first = review.panel.model.items[:3]
    assert review.panel.go(0)
    for _ in first:
        press(review, Qt.Key.Key_R)
    assert look(review, qtbot) == before[3:]
    for item in reversed(first):
        desk.window_.actions_.run("edit.undo")
        assert look(review, qtbot)[0] == item.words.strip(" ,")
        assert review.panel.current == item
        assert desk.session.line(desk.row).id == item.line
        assert desk.offset == item.start
    assert look(review, qtbot) == before
