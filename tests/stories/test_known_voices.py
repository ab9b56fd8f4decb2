"""Speakers suggested by their voices through the real window, by the real encoder."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.ui.features.review import Review
from editor.ui.features.speaker_voices import SpeakerVoices
from tests.stories.conftest import Story

pytestmark = pytest.mark.timeout(600)

CTRL = Qt.KeyboardModifier.ControlModifier
PAGE = """Late Platforms

Twenty beds to Halvern

Creators & Guests

Host
Ines Haldane
Host
Tobi Marrow

0:00
Hello and welcome to Late Platforms, the podcast about everything that happens.

0:06
I'm Ines Haldane.

0:08
And I'm Tobi Marrow, and I've, I've brought tea.

0:11
You always bring tea.

0:13
It's it's a night show, you know, somebody has to.

0:16
Tonight we are talking about beds that move, and we have exactly the right person for it.

0:22
Anselm Corrick worked on the sleeper between Vessen and Halfern for 26 years.
"""


@pytest.fixture
def page_text() -> str:
    return PAGE


def test_tagged_voices_are_known_again_and_given_to_lines_by_a_key(
    heard_story: Story, qtbot: QtBot
) -> None:
    story = heard_story
    voices, review = story.desk.feature(SpeakerVoices), story.desk.feature(Review)
    story.desk.page.setFocus()
    story.do("speakers.suggest")
    qtbot.waitUntil(lambda: "too few lines" in story.window.message._text.text(), timeout=200_000)
    for row, digit in ((2, 2), (4, 2), (5, 1), (6, 1)):
        story.desk.go(row, 0)
        story.press(Qt.Key(Qt.Key.Key_0.value + digit), CTRL)
    speakers = [line.speaker for line in story.desk.session.episode.transcript]
    story.do("speakers.suggest")
    qtbot.waitUntil(lambda: bool(voices.hints.hints), timeout=200_000)
    assert speakers == [line.speaker for line in story.desk.session.episode.transcript]
    story.do("review.run")
    qtbot.waitUntil(lambda: review.settled, timeout=200_000)
    items = review.panel.model.items
    row = next(at for at, item in enumerate(items) if item.rule == "speaker-hint")
    assert items[row].words.startswith("Hello and welcome")
    assert (items[row].suggestion or "").startswith("Ines Haldane (+0.")
    review.panel.list.setCurrentIndex(review.panel.model.index(row))
    review.panel.list.setFocus()
    story.press(Qt.Key.Key_A)
    assert story.desk.session.episode.transcript[0].speaker == 1
    story.do("edit.undo")
    assert story.desk.session.episode.transcript[0].speaker is None
