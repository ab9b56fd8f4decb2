"""Folding: one speaker's lines on the page, nothing lost, nothing typed where nothing is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from editor.model.episode import Episode
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.store import Project
from editor.ui.features.people import People

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from editor.ui.desk import Desk
    from editor.ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(desk_window: MainWindow) -> Desk:
    assert desk_window.desk is not None
    desk_window.desk.take_focus()
    desk_window.desk.go(0, 0)
    return desk_window.desk


def _rows(desk: Desk, qtbot: QtBot) -> list[int]:
    folding = desk.feature(People).folding
    qtbot.waitUntil(lambda: not folding.busy, timeout=5_000)
    return [desk.page.row(block) for block, _ in desk.page.visible_blocks()]


def test_one_speaker_alone_and_all_again(desk: Desk, qtbot: QtBot) -> None:
    assert _rows(desk, qtbot) == [0, 1, 2, 3, 4]
    QTest.keyClick(desk.page, Qt.Key.Key_F6, CTRL)
    assert _rows(desk, qtbot) == [0, 2]
    assert desk.window_.actions_["speaker.only"].isChecked()
    assert len(desk.page.toPlainText().split("\n")) == 5, "out of sight, not gone"
    QTest.keyClick(desk.page, Qt.Key.Key_F6, CTRL)
    assert _rows(desk, qtbot) == [0, 1, 2, 3, 4]
    assert not desk.window_.actions_["speaker.only"].isChecked()


def test_the_arrows_step_over_what_is_hidden(desk: Desk, qtbot: QtBot) -> None:
    desk.window_.actions_.run("speaker.only")
    _rows(desk, qtbot)
    QTest.keyClick(desk.page, Qt.Key.Key_Down)
    assert desk.row == 2
    QTest.keyClicks(desk.page, "Oh ")
    assert "Oh " in desk.session.line(2).text
    assert _rows(desk, qtbot) == [0, 2]


def test_a_line_given_away_leaves_and_going_to_a_hidden_line_shows_all(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.window_.actions_.run("speaker.only")
    _rows(desk, qtbot)
    QTest.keyClick(desk.page, Qt.Key.Key_2, CTRL)
    assert desk.session.episode.transcript[0].speaker == 2
    assert desk.row == 2, "on to the next line that is shown"
    assert _rows(desk, qtbot) == [2]
    desk.go(3, 0)
    assert _rows(desk, qtbot) == [0, 1, 2, 3, 4]
    assert desk.feature(People).folding.speaker is None


def _alone(desk: Desk, qtbot: QtBot) -> list[Segment]:
    """Only lines 0 and 2 are seen; what the lines are now."""
    desk.window_.actions_.run("speaker.only")
    assert _rows(desk, qtbot) == [0, 2]
    return list(desk.session.episode.transcript)


def _end_of(desk: Desk, row: int) -> None:
    desk.go(row, len(desk.session.line(row).text))


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_X, Qt.Key.Key_Return])
def test_a_selection_over_hidden_lines_changes_nothing_and_shows_them(
    desk: Desk, qtbot: QtBot, key: Qt.Key
) -> None:
    before = _alone(desk, qtbot)
    _end_of(desk, 0)
    QTest.keyClick(desk.page, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert desk.row == 2
    QTest.keyClick(desk.page, key)
    assert list(desk.session.episode.transcript) == before
    assert desk.session.typing is None
    assert _rows(desk, qtbot) == [0, 1, 2, 3, 4]
    assert desk.page.toPlainText().split("\n") == [line.text for line in before]


@pytest.mark.parametrize(
    ("row", "command"),
    [
        (0, "line.join-down"), (2, "line.join-up"),
        (0, "line.push-word"), (0, "line.pull-word"), (2, "line.push-word"),
    ],
)  # fmt: skip
def test_what_reaches_into_a_hidden_line_shows_it_first(
    desk: Desk, qtbot: QtBot, row: int, command: str
) -> None:
    desk.go(0, 0)
    before = _alone(desk, qtbot)
    desk.go(row, 0)
    desk.window_.actions_.run(command)
    assert list(desk.session.episode.transcript) == before
    assert _rows(desk, qtbot) == [0, 1, 2, 3, 4]
    desk.window_.actions_.run(command)
    assert list(desk.session.episode.transcript) != before


def test_of_everything_selected_only_what_is_seen_is_given_to_another(
    desk: Desk, qtbot: QtBot
) -> None:
    before = _alone(desk, qtbot)
    QTest.keyClick(desk.page, Qt.Key.Key_A, CTRL)
    desk.window_.actions_.run("speaker.2")
    after = list(desk.session.episode.transcript)
    assert [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b] == [0, 2]


def test_a_line_that_is_given_back_comes_back_and_the_others_stay_out_of_sight(
    desk: Desk, qtbot: QtBot
) -> None:
    _alone(desk, qtbot)
    desk.go(0, 3)
    desk.window_.actions_.run("speaker.2")
    assert _rows(desk, qtbot) == [2]
    desk.window_.actions_.run("edit.undo")
    assert _rows(desk, qtbot) == [0, 2]
    assert (desk.row, desk.offset) == (0, 3)


def test_the_next_line_is_the_next_that_is_seen(desk: Desk, qtbot: QtBot) -> None:
    _alone(desk, qtbot)
    desk.window_.actions_.run("line.next")
    assert desk.row == 2
    desk.window_.actions_.run("line.previous")
    assert desk.row == 0
    desk.window_.actions_.run("line.reviewed")
    assert desk.row == 2
    assert _rows(desk, qtbot) == [0, 2]


def test_the_word_that_lines_are_hidden_goes_when_they_are_shown(desk: Desk, qtbot: QtBot) -> None:
    _alone(desk, qtbot)
    message = desk.window_.message
    assert message.isVisible()
    desk.go(3, 0)
    assert not message.isVisible()


def test_the_line_on_top_stays_and_every_line_keeps_its_height(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    texts = [" ".join(["we rowed on,"] * (n % 5 * 12 + 1)) for n in range(300)]
    lines = [Segment(n + 1, n * 900, n * 900 + 800, t, 1 + n // 3 % 2) for n, t in enumerate(texts)]
    path = tmp_path / "two.stet"
    Project.create(path, Episode(lines, [Speaker(1, "Ada"), Speaker(2, "Bo")])).close()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([path])
    desk = window.desk
    assert desk is not None
    page, bar = desk.page, desk.page.verticalScrollBar()
    qtbot.waitUntil(lambda: page.sheet.complete, timeout=10_000)
    desk.go(120, 0)
    page.to_top(120, 0)
    heights = [page.blockBoundingRect(page.block(row)).height() for row in range(115, 130)]
    desk.window_.actions_.run("speaker.only")
    seen = _rows(desk, qtbot)
    assert seen[0] == 120
    assert {lines[row].speaker for row in seen} == {1}
    bar.setValue(bar.maximum())
    assert _rows(desk, qtbot)[-1] == 296, "the last line of this speaker"
    bar.setValue(0)
    assert _rows(desk, qtbot)[:4] == [0, 1, 2, 6]
    page.to_top(120, 0)
    desk.window_.actions_.run("speaker.only")
    seen = _rows(desk, qtbot)
    assert seen == list(range(120, 120 + len(seen)))
    assert heights == [page.blockBoundingRect(page.block(row)).height() for row in range(115, 130)]
