"""The waveform strip: what a mouse and keys do on it, and what it asks of the rest."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest

from editor.app.search.query import Query
from editor.app.settings import CHANNELS, SKIP_SILENCE, VOLUME
from editor.model.time import Span
from editor.model.verbs.lines import set_times, type_text
from editor.model.words import TextChange
from editor.ui.desk import Desk
from editor.ui.features.waveform import WaveformTools
from editor.ui.main_window import MainWindow
from editor.ui.waveform.pictures import Pictures
from editor.ui.waveform.signs import RULER
from editor.ui.waveform.spoken import spoken_place, spoken_span
from editor.ui.waveform.strip import Waveform
from editor.ui.waveform.viewport import SHORTEST, SPAN, Viewport

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

BODY = RULER + 40
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def desk(desk_window: MainWindow) -> Desk:
    assert desk_window.desk is not None
    return desk_window.desk


@pytest.fixture
def strip(desk: Desk) -> Waveform:
    desk.waveform.zoom_to_all()
    return desk.waveform


def point(strip: Waveform, at: int, y: int = BODY) -> QPoint:
    return QPoint(round(strip.view.x(at)), y)


def drag(strip: Waveform, start: int, end: int, y: int = BODY, held: object = NONE) -> None:
    assert isinstance(held, Qt.KeyboardModifier)
    QTest.mousePress(strip, LEFT, held, point(strip, start, y))
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(strip, point(strip, round(start + (end - start) * share), y))
    QTest.mouseRelease(strip, LEFT, held, point(strip, end, y))


def _moving(strip: Waveform) -> bool:
    return strip.content.moving is not None


def times(desk: Desk) -> list[tuple[int, int]]:
    return [(line.start, line.end) for line in desk.session.episode.transcript]


def test_an_edge_is_drawn_and_the_neighbour_moves_along(desk: Desk, strip: Waveform) -> None:
    desk.go(1, 0)
    drag(strip, 5_000, 6_000)
    assert times(desk)[0][1] == times(desk)[1][0] == pytest.approx(6_000, abs=40)
    desk.window_.actions_.run("edit.undo")
    assert times(desk)[:2] == [(0, 5_000), (5_000, 10_000)]


def test_another_button_lets_the_edge_go_back(desk: Desk, strip: Waveform) -> None:
    before = times(desk)
    QTest.mousePress(strip, LEFT, NONE, point(strip, 5_000))
    QTest.mouseMove(strip, point(strip, 6_000))
    assert _moving(strip)
    QTest.mousePress(strip, Qt.MouseButton.RightButton, NONE, point(strip, 6_000))
    QTest.mouseRelease(strip, LEFT, NONE, point(strip, 6_000))
    assert not _moving(strip)
    assert times(desk) == before


def test_a_drag_selects_and_a_click_selects_nothing(desk: Desk, strip: Waveform) -> None:
    drag(strip, 11_000, 13_000)
    span = strip.content.selection
    assert span is not None
    assert span.start == pytest.approx(11_000, abs=40)
    assert span.end == pytest.approx(13_000, abs=40)
    assert desk.feature(WaveformTools).selection == span
    QTest.mouseClick(strip, LEFT, NONE, point(strip, 12_000))
    assert strip.content.selection is None


def test_a_double_click_puts_the_caret_there(desk: Desk, strip: Waveform) -> None:
    QTest.mouseDClick(strip, LEFT, NONE, point(strip, 16_000))
    assert desk.row == 3


def test_the_map_goes_anywhere(desk: Desk, strip: Waveform) -> None:
    strip.zoom(0.1, 0)
    asked: list[int] = []
    strip.sought.connect(asked.append)
    at = QPoint(strip.width() // 2, strip.height() - 5)
    QTest.mouseClick(strip, LEFT, NONE, at)
    assert asked == [pytest.approx(strip.maximum() / 2, abs=60)]


def test_the_ruler_scrubs(strip: Waveform) -> None:
    heard: list[int] = []
    strip.scrubbed.connect(heard.append)
    drag(strip, 2_000, 9_000, y=8)
    assert len(heard) > 2
    assert heard[-1] == -1
    assert heard[:-1] == sorted(heard[:-1])


def test_keys_walk_and_select(desk: Desk, strip: Waveform) -> None:
    desk.go_to_time(4_200)
    QTest.keyClick(strip, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert strip.value() == 5_000, "the next edge"
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(strip, Qt.Key.Key_Right, shift)
    QTest.keyClick(strip, Qt.Key.Key_Right, shift)
    assert strip.content.selection == Span(5_000, 7_000)
    QTest.keyClick(strip, Qt.Key.Key_Left, shift)
    assert strip.content.selection == Span(5_000, 6_000)
    QTest.keyClick(strip, Qt.Key.Key_Delete)
    assert strip.content.selection is None


def test_zooming_by_keys_reaches_single_samples_and_the_whole(strip: Waveform) -> None:
    for _ in range(40):
        QTest.keyClick(strip, Qt.Key.Key_Plus)
    assert strip.view.length == SHORTEST
    QTest.keyClick(strip, Qt.Key.Key_0)
    assert (strip.view.start, strip.view.length) == (0, strip.maximum())
    QTest.keyClick(strip, Qt.Key.Key_Z)
    assert strip.view.length == pytest.approx(6_000)
    for _ in range(40):
        QTest.keyClick(strip, Qt.Key.Key_Minus)
    assert strip.view.length == max(SPAN, strip.maximum())


@pytest.mark.parametrize("length", [20, 300, 5_000, 45_000, 25_000])
def test_every_zoom_can_be_painted(strip: Waveform, length: int) -> None:
    strip.view = Viewport(5_000, length, strip.width())
    strip.select(Span(5_010, 5_200))
    strip.set_hits([5_100, 5_101, 9_000])
    strip.set_loudness([Span(5_100, 5_400)], 2.0)
    strip.repaint_all()
    assert not strip.pictures.wave.isNull()
    assert not strip.pictures.map.isNull()


def test_what_changes_on_the_screen_is_painted_anew_between_the_events(
    desk: Desk, strip: Waveform, qtbot: QtBot
) -> None:
    before = strip.pictures.wave
    desk.session.do(set_times(desk.session.episode, 2, 10_400, 15_000))
    qtbot.waitUntil(lambda: strip.pictures.wave is not before)
    renewed = strip.pictures.wave.toImage()
    strip.repaint_all()
    assert strip.pictures.wave.toImage() == renewed


def is_another_map(strip: Waveform, than: QPixmap) -> bool:
    return strip.pictures.map is not than


def test_a_picture_of_where_the_strip_was_is_not_shown_where_it_is_now(
    desk: Desk, strip: Waveform, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editor.ui.waveform.pictures._SLICE", 0.0)
    strip.pictures = Pictures(strip, desk.window_.theme)
    strip.setUpdatesEnabled(False)  # as where the window is painted later than its timers run
    for turns in range(1, 9):
        wave, whole = strip.pictures.wave, strip.pictures.map
        strip.renew_all()
        for _ in range(turns):
            qtbot.wait(1)
        (strip.zoom_in if turns % 2 else strip.zoom_out)()
        qtbot.waitUntil(partial(is_another_map, strip, whole))
        shown = strip.pictures.wave
        assert shown is not wave
        strip.repaint_all()
        assert strip.pictures.wave.toImage() == shown.toImage()


def test_what_changes_elsewhere_leaves_the_picture(
    desk: Desk, strip: Waveform, qtbot: QtBot
) -> None:
    strip.view = Viewport(0, 4_000, strip.width())
    strip.repaint_all()
    wave, whole = strip.pictures.wave, strip.pictures.map
    desk.session.do(set_times(desk.session.episode, 2, 10_400, 15_000))
    qtbot.waitUntil(lambda: strip.pictures.map is not whole)
    assert strip.pictures.wave is wave


def test_a_search_shows_where_its_places_are_heard(desk: Desk, strip: Waveform) -> None:
    desk.search.begin(Query("you know"))
    assert not desk.search.running  # so few lines are looked through at once
    hits = list(strip.content.hits)
    assert len(hits) == 2
    assert 10_000 < hits[0] < 15_000 < hits[1] < 20_000


def test_none_of_many_places_of_a_search_is_left_out(
    desk: Desk, strip: Waveform, qtbot: QtBot
) -> None:
    many = " ".join(["then"] * 301)
    desk.do(type_text(desk.session.episode, 2, TextChange(0, 0, many + " ")))
    desk.search.begin(Query("then"))
    qtbot.waitUntil(lambda: len(strip.content.hits) >= 301)
    hits, span = list(strip.content.hits), desk.session.line(2).span
    assert hits == sorted(hits)
    assert span.start <= hits[0] < hits[300] < span.end


def test_a_screen_reader_hears_place_speaker_and_words(desk: Desk) -> None:
    assert spoken_place(desk.session, 5_000, 25_000) == (
        "0:05.0 of 0:25.0, Bo Strand: Thank you, it it is"
    )
    line = desk.session.episode.transcript[1]
    last = line.word_times()[-1]
    assert spoken_place(desk.session, last.start, 25_000).endswith("Bo Strand: here")
    assert "between lines" in spoken_place(desk.session, 26_000, 25_000)
    assert spoken_place(None, 0, 0) == "0:00.0 of 0:00.0"
    assert spoken_span(Span(1_000, 2_500)) == "from 0:01.0 to 0:02.5, 1.5 seconds"


def test_loudness_is_set_by_commands_and_ticked(desk: Desk) -> None:
    actions = desk.window_.actions_
    actions.run("play.softer")
    assert desk.settings[VOLUME] == 90
    actions.run("play.louder")
    actions.run("play.louder")
    assert desk.settings[VOLUME] == 100
    actions.run("play.channels-left")
    assert desk.settings[CHANNELS] == "left"
    assert actions["play.channels-left"].isChecked()
    assert not actions["play.channels-both"].isChecked()
    actions.run("play.skip-silence")
    assert desk.settings[SKIP_SILENCE]
    assert actions["play.skip-silence"].isChecked()


def test_selected_words_are_a_selection_too(desk: Desk) -> None:
    from editor.ui.page.shown import Place

    desk.page.select(Place(1, 0), Place(1, 9))
    span = desk.feature(WaveformTools).selection
    assert span is not None
    words = desk.session.line(1).word_times()
    assert span == Span(words[0].start, words[1].end)


@given(
    st.floats(0, 1e7),
    st.floats(SHORTEST, 1e7),
    st.integers(1, 4_000),
    st.floats(0.05, 20),
    st.floats(0, 1),
    st.integers(0, 10_000_000),
)
def test_what_is_under_the_pointer_stays_there(
    start: float, length: float, width: int, factor: float, share: float, whole: int
) -> None:
    view = Viewport(start, length, width)
    x = share * width
    zoomed = view.zoomed(factor, x, whole)
    assert SHORTEST <= zoomed.length <= max(SPAN, whole)
    assert 0 <= zoomed.start <= max(0, whole - zoomed.length / 2)
    free = view.at(x) - zoomed.length * x / width
    if 0 <= free <= whole - zoomed.length / 2:
        assert zoomed.at(x) == pytest.approx(view.at(x), abs=1e-3)
    assert view.at(view.x(start + 5)) == pytest.approx(start + 5, abs=1e-3)


def test_a_chapter_is_drawn_to_another_line_and_not_past_its_neighbour(
    desk: Desk, strip: Waveform
) -> None:
    foot = round(strip.map_top) - 12
    drag(strip, 15_000, 10_100, foot)
    chapters = desk.session.episode.chapters
    assert [(c.start, c.segment) for c in chapters] == [(0, 1), (10_000, 3)]
    drag(strip, 10_000, 0, foot)
    assert chapters[1].start == 1, "the order of chapters is the order of time"
    desk.page.undo()
    desk.page.undo()
    assert chapters[1].start == 15_000


def _flying(strip: Waveform) -> bool:
    return strip.content.flag is not None


def test_a_chapter_let_go_by_another_button_stays(desk: Desk, strip: Waveform) -> None:
    foot = round(strip.map_top) - 12
    QTest.mousePress(strip, LEFT, NONE, point(strip, 15_000, foot))
    QTest.mouseMove(strip, point(strip, 8_000, foot))
    assert _flying(strip)
    QTest.mousePress(strip, Qt.MouseButton.RightButton, NONE, point(strip, 8_000, foot))
    QTest.mouseRelease(strip, LEFT, NONE, point(strip, 8_000, foot))
    assert not _flying(strip)
    assert desk.session.episode.chapters[1].start == 15_000
