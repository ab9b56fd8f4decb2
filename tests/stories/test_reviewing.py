"""The whole sample page reviewed by keys alone: every question answered, nothing asked twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.model.marks import MarkState
from editor.ui.features.review import Review
from tests.stories.conftest import Story
from tests.stories.counting import CTRL, Hands

pytest.importorskip("hunspell", reason="no Hunspell for this machine")


@pytest.fixture
def page_file(samples: Path) -> Path:
    return samples / "episode" / "carer_catalysts.txt"


def test_the_sample_page_takes_250_keys_at_most(story: Story, qtbot: QtBot) -> None:
    review = story.desk.feature(Review)
    panel = review.panel

    def looked() -> bool:
        return review.settled

    hands = Hands(story)
    hands.press(Qt.Key.Key_F5, CTRL)
    qtbot.waitUntil(lambda: looked() and bool(panel.model.items), timeout=30_000)
    asked = len(panel.model.items)
    while (item := panel.current) is not None:
        assert QApplication.focusWidget() is panel.list
        hands.press(Qt.Key.Key_A if item.source == "mark" else Qt.Key.Key_R)
    hands.tell(f"review of the sample page, {asked} questions")
    assert hands.keys <= 250
    marks = [mark for line in story.desk.session.episode.transcript for mark in line.marks]
    assert not any(mark.state is MarkState.PROPOSED for mark in marks)
    hands.press(Qt.Key.Key_F5, CTRL)
    qtbot.waitUntil(looked, timeout=30_000)
    assert panel.model.items == []
