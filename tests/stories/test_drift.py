"""A transcript that is not in time with its recording, found out and put right in one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from editor.ui.dialogs.two_points import TwoPoints
from tests.stories.conftest import Story

pytestmark = pytest.mark.timeout(600)

PAGE = """Late Platforms

Twenty beds to Halvern

0:03
And I'm Tobi Marrow, and I've, I've brought tea.

0:06
You always bring tea.

0:08
It's it's a night show, you know, somebody has to.

0:11
Tonight we are talking about beds that move, and we have exactly the right person for it.

0:17
Anselm Corrick worked on the sleeper between Vessen and Halfern for 26 years.

0:22
Anselm, welcome aboard.

0:23
Thank you, Ines, um, it's a pleasure to be sitting still.
"""
"""As the sample's page, five seconds early: what was cut away before the talk."""


@pytest.fixture
def page_text() -> str:
    return PAGE


def starts(story: Story) -> list[int]:
    return [line.start for line in story.desk.session.episode.transcript]


def undo(story: Story, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: story.window.actions_["edit.undo"].isEnabled(), timeout=20_000)
    story.do("edit.undo")


def test_an_intro_the_transcript_lacks_is_named_and_moved_by_one_button(
    heard_story: Story, qtbot: QtBot
) -> None:
    story, message = heard_story, heard_story.window.message
    before = starts(story)
    story.do("drift.check")
    qtbot.waitUntil(
        lambda: message.isVisible() and "lacks" in message._text.text(), timeout=200_000
    )
    assert "The recording has 5" in message._text.text()
    (move,) = [button for button in message.findChildren(QPushButton) if "Move" in button.text()]
    move.click()
    qtbot.waitUntil(lambda: starts(story) != before, timeout=20_000)
    qtbot.waitUntil(lambda: not story.desk.large.busy, timeout=20_000)
    moves = {now - was for was, now in zip(before, starts(story), strict=True)}
    assert len(moves) == 1
    assert 4_500 <= moves.pop() <= 6_000
    undo(story, qtbot)
    assert starts(story) == before


def test_two_points_by_hand_move_and_stretch_in_one_step(heard_story: Story, qtbot: QtBot) -> None:
    story = heard_story
    story.desk.go(0, 0)
    story.do("drift.by-hand")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, TwoPoints)
    said = [dialog._heard, dialog._later, dialog._later_heard]
    for field, time, tabs in zip(said, ("8", "23", "8"), (1, 2, 1), strict=True):
        for _ in range(tabs):  # by way of the playhead's button, row by row
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is field
        QTest.keyClicks(field, time)  # its text is selected as it gets the focus
    assert not dialog._move.isEnabled()
    QTest.keyClick(dialog._later_heard, Qt.Key.Key_Home)
    QTest.keyClicks(dialog._later_heard, "4")
    assert "100.00 % slower" in dialog._told.text()
    QTest.keyClick(dialog._heard, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: starts(story)[0] == 8_000, timeout=20_000)
    qtbot.waitUntil(lambda: not story.desk.large.busy, timeout=20_000)
    assert starts(story) == [8_000, 14_000, 18_000, 24_000, 36_000, 46_000, 48_000]
    undo(story, qtbot)
    assert starts(story)[:2] == [3_000, 6_000]
