"""Find and replace in the window: patterns, parts, the list with its ticks, large replacements."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QListView, QPushButton

from editor.app.jobs import Work
from editor.app.search.scope import Where
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.info import Info
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.verbs.replacing import change_all
from editor.model.words import TextChange
from editor.store import Project
from editor.ui.features.find_replace import FindReplace
from editor.ui.features.review import Review
from editor.ui.large import LARGE
from editor.ui.page.shown import Place
from editor.ui.panels import places as places_panel
from tests.ui.reach import reach, told

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from editor.ui.desk import Desk
    from editor.ui.main_window import MainWindow
    from editor.ui.panels.places import PlacePanel

MANY = 3_000


@pytest.fixture
def desk(desk_window: MainWindow) -> Desk:
    assert desk_window.desk is not None
    return desk_window.desk


@pytest.fixture
def places(desk: Desk) -> PlacePanel:
    return desk.feature(FindReplace).places


def look_for(desk: Desk, text: str, qtbot: QtBot, *, regular: bool = False) -> None:
    desk.find_bar.open("" if regular else text, replace=True, row=0, offset=0)
    if regular:
        desk.toolbar.find_field.setText(text)
        reach(desk.find_bar, QCheckBox, "Pattern").setChecked(True)
    qtbot.waitUntil(lambda: not desk.search.running)


def instead(desk: Desk) -> QLineEdit:
    """Where one writes what is to stand instead."""
    return reach(desk.find_bar, QLineEdit, "Replace with")


def texts(desk: Desk) -> list[str]:
    return [line.text for line in desk.session.episode.transcript]


def test_tab_goes_from_what_is_looked_for_to_what_replaces_it(desk: Desk, qtbot: QtBot) -> None:
    desk.window_.activateWindow()
    desk.find_bar.open("Lisbon", replace=True, row=0, offset=0)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is instead(desk))
    QTest.keyClick(instead(desk), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is desk.toolbar.find_field
    qtbot.waitUntil(lambda: not desk.search.running)
    for here, there in pairwise(desk.find_bar.stops):
        QTest.keyClick(here, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is there


def test_a_pattern_replaces_with_its_groups(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places_panel, "_LOOK", 60)  # a busy machine is no hard pattern
    look_for(desk, r"(goes) to (\w+)", qtbot, regular=True)
    instead(desk).setText(r"\2 from \1")
    said = str(desk.feature(FindReplace).places.model.index(0).data())
    assert said.startswith("0:15: goes to Lisbon becomes Lisbon from goes, in It goes to Lisbon,")
    desk.find_bar.replace_all()
    qtbot.waitUntil(lambda: texts(desk)[3].startswith("It Lisbon from goes"))
    assert desk.page.toPlainText().split("\n")[3].startswith("It Lisbon from goes")


def test_a_wrong_pattern_is_told_where_it_is_typed(desk: Desk, qtbot: QtBot) -> None:
    look_for(desk, "(", qtbot, regular=True)
    assert "no regular expression" in told(desk.find_bar)
    assert desk.toolbar.find_field.property("state") == "wrong"
    reach(desk.find_bar, QCheckBox, "Pattern").setChecked(False)
    assert "Not found" in told(desk.find_bar)


def test_only_a_part_is_searched(desk: Desk, qtbot: QtBot) -> None:
    desk.go(0, 0)
    look_for(desk, "it", qtbot)
    counts = {}
    scopes = reach(desk.find_bar, QComboBox, "Search in")
    for where in (Where.ALL, Where.SPEAKER, Where.CHAPTER):
        desk.go(0, 0)
        scopes.setCurrentIndex(scopes.findData(where))
        qtbot.waitUntil(lambda: not desk.search.running)
        counts[where] = len(desk.search.hits)
    assert counts == {Where.ALL: 4, Where.SPEAKER: 1, Where.CHAPTER: 3}


def test_a_selection_of_several_lines_is_where_one_searches(desk: Desk, qtbot: QtBot) -> None:
    desk.page.select(Place(1, 0), Place(2, 5))
    desk.window_.actions_.run("find.replace")
    assert desk.find_bar.where is Where.SELECTION
    desk.toolbar.find_field.selectAll()
    QTest.keyClicks(desk.toolbar.find_field, "it")
    qtbot.waitUntil(lambda: {hit.row for hit in desk.search.hits} == {1})
    desk.go(0, 0)
    desk.window_.actions_.run("find.open")
    assert str(desk.find_bar.where) == "all"


def test_a_place_is_spared_by_its_tick_with_the_keys_alone(
    desk: Desk, places: PlacePanel, qtbot: QtBot
) -> None:
    look_for(desk, "it", qtbot)
    instead(desk).setText("IT")
    desk.window_.actions_.run("panel.find")
    for _ in range(6):
        if isinstance(QApplication.focusWidget(), QListView):
            break
        QTest.keyClick(QApplication.focusWidget() or desk, Qt.Key.Key_Tab)
    view = QApplication.focusWidget()
    assert isinstance(view, QListView)
    view.setCurrentIndex(places.model.index(1))
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert len(places.model.wanted) == len(desk.search.hits) - 1
    assert "3 of 4" in told(places)
    before = texts(desk)
    spared = places.model.hit(1)
    assert spared is not None
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert desk.page.selected()[0] == Place(spared.row, spared.start)
    places.replace_asked.emit()
    after = texts(desk)
    assert after[spared.row][spared.start : spared.end] == "it"
    assert sum(text.count("IT") for text in after) == 3
    desk.window_.actions_.run("edit.undo")
    assert texts(desk) == before


def test_return_replaces_one_and_goes_on(desk: Desk, qtbot: QtBot) -> None:
    look_for(desk, "you", qtbot)
    instead(desk).setText("ye")
    instead(desk).setFocus()
    QTest.keyClick(instead(desk), Qt.Key.Key_Return)
    assert texts(desk)[1].startswith("Thank ye")
    qtbot.waitUntil(lambda: "1 of 2" in told(desk.find_bar))
    QTest.keyClick(instead(desk), Qt.Key.Key_Return)
    assert texts(desk)[2] == "So, ye know, tell us where it goes."


def test_one_goes_on_behind_what_a_pattern_put_in(desk: Desk, qtbot: QtBot) -> None:
    look_for(desk, "(know)", qtbot, regular=True)
    desk.find_bar._with.setText(r"\1-\1-\1")
    desk.find_bar._with.setFocus()

    def replaced(row: int, count: str) -> bool:
        there = texts(desk)[row].count("know") == 3
        return there and desk.find_bar._count.text() == count

    for row, count in ((2, "4 of 4"), (3, "1 of 6")):
        QTest.keyClick(desk.find_bar._with, Qt.Key.Key_Return)
        qtbot.waitUntil(partial(replaced, row, count))


def test_thousands_are_replaced_and_undone_in_one_step_each(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    lines = [
        Segment(n + 1, n * 1000, n * 1000 + 900, f"we met Adas and Bo, number {n}", 1)
        for n in range(MANY)
    ]
    path = tmp_path / "many.stet"
    Project.create(path, Episode(lines, [Speaker(1, "Ada")], info=Info(title="Many"))).close()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([path])
    desk = window.desk
    assert desk is not None
    before = texts(desk)
    look_for(desk, "Adas", qtbot)
    instead(desk).setText("ADASS")
    with qtbot.waitSignal(desk.large.ended, timeout=20_000):
        desk.find_bar.replace_all()
    assert texts(desk) == [text.replace("Adas", "ADASS") for text in before]
    assert len(desk.session.history) == 1
    with qtbot.waitSignal(desk.large.ended, timeout=20_000):
        desk.window_.actions_.run("edit.undo")
    assert texts(desk) == before
    qtbot.waitUntil(lambda: desk.page.sheet.complete)
    assert desk.page.toPlainText().split("\n") == before


def test_the_word_at_the_caret_is_the_first_place_gone_to(desk: Desk, qtbot: QtBot) -> None:
    look_for(desk, "it", qtbot)
    second = desk.search.hits[1]
    desk.find_bar.dismiss()
    desk.go(second.row, second.start + 1)
    desk.window_.actions_.run("find.replace")
    assert "2 of " in told(desk.find_bar)
    assert desk.page.selected()[0] == Place(second.row, second.start)


def test_what_was_replaced_is_not_replaced_again(
    desk: Desk, places: PlacePanel, qtbot: QtBot
) -> None:
    look_for(desk, "it", qtbot)
    instead(desk).setText("to it")
    desk.window_.actions_.run("panel.find")
    QTest.keyClick(
        reach(places, QListView, "Places found"),
        Qt.Key.Key_Return,
        Qt.KeyboardModifier.ControlModifier,
    )
    qtbot.waitUntil(lambda: not desk.search.running and not places.model.wanted)
    assert len(desk.search.hits) == 4
    assert "4 places replaced." in desk.window_.message.text
    once = texts(desk)
    assert sum(text.lower().count("to it") for text in once) == 4
    desk.find_bar.replace_all()
    assert texts(desk) == once
    assert "Nothing was replaced" in desk.window_.message.text


def test_ticks_are_as_they_were_once_a_replacement_is_undone(
    desk: Desk, places: PlacePanel, qtbot: QtBot
) -> None:
    look_for(desk, "it", qtbot)
    instead(desk).setText("IT")
    tick(places, 1, on=False)
    assert len(places.model.wanted) == 3
    desk.find_bar.replace_all()
    qtbot.waitUntil(lambda: not desk.search.running and not places.model.wanted)
    desk.window_.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: len(places.model.wanted) == 3)
    assert places.model.hit(1) not in places.model.wanted
    assert desk.window_.message.isHidden()
    desk.window_.actions_.run("edit.redo")
    qtbot.waitUntil(lambda: not places.model.wanted)


def test_the_bar_says_how_many_are_ticked(desk: Desk, places: PlacePanel, qtbot: QtBot) -> None:
    look_for(desk, "it", qtbot)
    reach(desk.find_bar, QPushButton, "Replace all 4")
    tick(places, 1, on=False)
    desk.find_bar.step(1)
    reach(desk.find_bar, QPushButton, "Replace all 3")


def test_a_place_far_down_stays_unticked_when_it_is_searched_again(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = many_lines(window, tmp_path / "many.stet", qtbot, MANY)
    places = desk.feature(FindReplace).places
    look_for(desk, "Ada", qtbot)
    instead(desk).setText("Eva")
    tick(places, MANY - 1, on=False)
    found = desk.search.hits
    desk.do(change_all(desk.session.episode, {3: (TextChange(0, 3, "Now Ada"),)}))
    qtbot.waitUntil(lambda: desk.search.hits is not found and not desk.search.running)
    assert len(places.model.wanted) == MANY - 1
    assert places.model.hit(MANY - 1) not in places.model.wanted


def tick(places: PlacePanel, row: int, *, on: bool) -> None:
    state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
    index = places.model.index(row)
    assert places.model.setData(index, state, Qt.ItemDataRole.CheckStateRole)


def many_lines(window: MainWindow, path: Path, qtbot: QtBot, count: int) -> Desk:
    lines = [Segment(n + 1, n * 1000, n * 1000 + 900, f"Ada met Bo, {n}") for n in range(count)]
    Project.create(path, Episode(lines, info=Info(title="Many"))).close()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([path])
    assert window.desk is not None
    return window.desk


def test_words_put_in_their_own_place_are_not_said_to_be_replaced(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = many_lines(window, tmp_path / "many.stet", qtbot, LARGE + 1)
    look_for(desk, "Ada", qtbot)
    instead(desk).setText("Ada")
    with qtbot.waitSignal(desk.large.ended, timeout=20_000) as ended:
        desk.find_bar.replace_all()
    assert ended.args == [False]
    look_for(desk, "Bo", qtbot)
    assert "replaced" not in window.message.text
    assert len(desk.feature(FindReplace).places.model.wanted) == LARGE + 1


def test_what_is_planned_while_the_list_is_read_is_what_is_replaced(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = many_lines(window, tmp_path / "many.stet", qtbot, LARGE + 50)
    find, before = desk.feature(FindReplace), texts(desk)
    look_for(desk, "Ada", qtbot)
    instead(desk).setText("Eva")
    qtbot.waitUntil(lambda: find.planned)
    index = find.places.model.index(7)
    find.places.model.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert not find.planned  # that plan had the place in it
    qtbot.waitUntil(lambda: find.planned)
    with qtbot.waitSignal(desk.large.ended, timeout=20_000):
        desk.find_bar.replace_all()
    wanted = [text.replace("Ada", "Eva") for text in before]
    assert texts(desk) == [*wanted[:7], before[7], *wanted[8:]]
    assert f"{LARGE + 49} places replaced." in window.message.text
    assert len(desk.session.history) == 1
    with Project.open(desk.path, read_only=True) as project:
        assert [line.text for line in project.load().episode.transcript] == texts(desk)
    desk.window_.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: texts(desk) == before)


def test_what_was_planned_before_a_line_changed_is_planned_anew(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = many_lines(window, tmp_path / "many.stet", qtbot, LARGE + 50)
    find = desk.feature(FindReplace)
    look_for(desk, "Ada", qtbot)
    instead(desk).setText("Eva")
    qtbot.waitUntil(lambda: find.planned)
    desk.do(change_all(desk.session.episode, {3: (TextChange(0, 3, "Now Ada"),)}))
    with qtbot.waitSignal(desk.large.ended, timeout=20_000):
        desk.find_bar.replace_all()
    assert texts(desk)[:5] == [f"{'Now ' if n == 3 else ''}Eva met Bo, {n}" for n in range(5)]
    assert not any("Ada" in text for text in texts(desk))


def test_another_replacement_than_the_planned_one_is_made_at_once(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = many_lines(window, tmp_path / "many.stet", qtbot, LARGE + 50)
    find = desk.feature(FindReplace)
    look_for(desk, "Ada", qtbot)
    instead(desk).setText("Eva")
    qtbot.waitUntil(lambda: find.planned)
    instead(desk).setText("Ida")
    with qtbot.waitSignal(desk.large.ended, timeout=20_000):
        desk.find_bar.replace_all()
    assert all(text.startswith("Ida met") for text in texts(desk))


def nothing() -> Work[Edit]:
    yield from ()
    return Edit("review", ())


def test_what_is_refused_meanwhile_forgets_no_replacement(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = many_lines(window, tmp_path / "many.stet", qtbot, LARGE + 1)
    look_for(desk, "Ada", qtbot)
    instead(desk).setText("Dr Ada")
    with qtbot.waitSignal(desk.large.ended, timeout=20_000):
        desk.find_bar.replace_all()
        assert not desk.large.plan("review", nothing())
    assert f"{LARGE + 1} places replaced." in window.message.text
    model = desk.feature(FindReplace).places.model
    qtbot.waitUntil(lambda: not desk.search.running and model.rowCount() > 0 and not model.wanted)


def test_a_replacement_that_was_stopped_is_not_said_to_be_made_by_the_next_large_edit(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = many_lines(window, tmp_path / "many.stet", qtbot, LARGE + 1)
    look_for(desk, "Ada", qtbot)
    instead(desk).setText("Dr Ada")
    desk.find_bar.replace_all()
    ((job, _),) = window.runner.jobs
    job.cancel()
    changes = {row: (TextChange(0, 3, "Eva"),) for row in range(LARGE)}
    with qtbot.waitSignal(desk.large.ended, timeout=20_000):
        desk.do_large(change_all(desk.session.episode, changes))
    look_for(desk, "Bo", qtbot)
    assert "replaced" not in window.message.text
    assert len(desk.feature(FindReplace).places.model.wanted) == LARGE + 1


def test_a_look_at_the_episode_gives_way_to_a_large_edit(desk: Desk, qtbot: QtBot) -> None:
    review = desk.feature(Review)
    qtbot.waitUntil(lambda: desk.page.sheet.complete)
    review._look()
    looking = [review._job is not None]
    with qtbot.waitSignal(desk.large.ended, timeout=20_000):
        assert desk.large.plan("review", nothing())
        looking.append(review._job is not None)
        review._look()
        looking.append(review._job is not None)
    assert looking == [True, False, False]
    assert not review.settled
    review._look()
    qtbot.waitUntil(lambda: review.settled)


def test_esc_leaves_what_belongs_to_the_search_and_plays_from_the_page(
    desk: Desk, qtbot: QtBot
) -> None:
    window, bar, field = desk.window_, desk.find_bar, desk.toolbar.find_field
    played: list[str] = []
    window.actions_.bind({"play.toggle": lambda: played.append("play")})
    window.activateWindow()
    window.actions_.run("find.open")
    field.setText("the")
    desk.take_focus()
    QTest.keyClick(desk.page, Qt.Key.Key_Escape)
    assert (bar.isVisible(), len(played)) == (True, 1), "the page keeps its key"
    scopes = reach(bar, QComboBox, "Search in")
    scopes.setFocus()
    scopes.showPopup()
    QTest.keyClick(scopes.view(), Qt.Key.Key_Escape)
    assert bar.isVisible(), "only the list was closed"
    for part in bar.stops:
        window.actions_.run("find.replace")
        part.setFocus()
        QTest.keyClick(part, Qt.Key.Key_Escape)
        assert bar.isHidden()
        assert QApplication.focusWidget() is desk.page
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is desk.page, "the field is left though no bar is open"
    assert len(played) == 1
