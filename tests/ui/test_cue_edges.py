"""Captions on the waveform: their edges are drawn by the mouse and moved by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from editor.ui.desk import Desk
from editor.ui.features.captions import CaptionFeature
from editor.ui.main_window import MainWindow
from editor.ui.waveform.signs import RULER

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def desk(desk_window: MainWindow, qtbot: QtBot) -> Desk:
    desk = desk_window.desk
    assert desk is not None
    desk_window.actions_.run("view.captions")
    feature = desk.feature(CaptionFeature)
    qtbot.waitUntil(lambda: feature.panel.model.rowCount() > 0)
    desk.waveform.zoom_to_all()
    return desk


def spans(desk: Desk) -> list[tuple[int, int]]:
    return [(cue.start, cue.end) for cue in desk.feature(CaptionFeature).board.cues]


def drag(desk: Desk, start: int, end: int) -> None:
    strip = desk.waveform
    y = RULER + 50
    QTest.mousePress(strip, LEFT, NONE, QPoint(round(strip.view.x(start)), y))
    for share in (0.4, 1.0):
        x = strip.view.x(start + (end - start) * share)
        QTest.mouseMove(strip, QPoint(round(x), y))
    QTest.mouseRelease(strip, LEFT, NONE, QPoint(round(strip.view.x(end)), y))


def test_an_edge_is_drawn_and_undone(desk: Desk, qtbot: QtBot) -> None:
    before, lines = spans(desk), [(s.start, s.end) for s in desk.session.episode.transcript]
    last = len(before) - 1
    start, end = before[last]
    drag(desk, end, end - 1_000)
    qtbot.waitUntil(lambda: spans(desk) != before)
    after = spans(desk)
    assert after[last][0] == start
    assert abs(after[last][1] - (end - 1_000)) < 300
    assert after[:last] == before[:last]
    assert [(s.start, s.end) for s in desk.session.episode.transcript] == lines
    track = desk.waveform.content.track
    assert track is not None
    assert [(cue.start, cue.end) for cue in track.cues] == after
    desk.window_.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: spans(desk) == before)


def test_keys_move_the_edges_by_a_frame(desk: Desk, qtbot: QtBot) -> None:
    desk.go(1, 0)
    row = desk.feature(CaptionFeature).panel.row
    start, end = spans(desk)[row]
    for command in ("caption.start-later", "caption.end-earlier"):
        desk.window_.actions_.run(command)
    qtbot.waitUntil(lambda: spans(desk)[row] == (start + 40, end - 40))
    for command in ("caption.start-earlier", "caption.end-later"):
        desk.window_.actions_.run(command)
    qtbot.waitUntil(lambda: spans(desk)[row] == (start, end))


def test_without_captions_the_edges_of_lines_are_back(desk: Desk) -> None:
    desk.window_.actions_.run("view.captions")
    assert desk.waveform.content.track is None
    desk.go(1, 0)
    drag(desk, 5_000, 6_000)
    assert abs(desk.session.episode.transcript[1].start - 6_000) < 50
