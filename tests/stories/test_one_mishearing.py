"""One mishearing put right everywhere: with a look first, and undone in one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from editor.ui.features.find_replace import FindReplace
from tests.stories.conftest import Story
from tests.stories.counting import CTRL, Hands

PAGE = """The Road

0:01
We wrote to Adas, and Adas wrote back.

0:08
It is called the Adas plan. Adastra is another.

0:15
Then adas again.
"""


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    path = tmp_path / "road.txt"
    path.write_text(PAGE, "utf-8")
    return path


def test_eight_keys_at_most(story: Story) -> None:
    before = story.texts
    story.desk.go(1, before[1].index("Adas") + 2)
    hands = Hands(story)
    hands.press(Qt.Key.Key_H, CTRL)
    hands.write("ADASS")
    assert "4 of 4" in story.desk.feature(FindReplace).places._about.text()
    hands.press(Qt.Key.Key_Return, CTRL)
    story.settle()
    hands.tell("one mishearing in 4 places, seen first")
    assert hands.keys <= 8
    assert story.texts == [
        "We wrote to ADASS, and ADASS wrote back.",
        "It is called the ADASS plan. Adastra is another.",
        "Then ADASS again.",
    ]
    assert story.shown == story.texts
    story.do("edit.undo")
    story.settle()
    assert story.texts == before == story.shown
