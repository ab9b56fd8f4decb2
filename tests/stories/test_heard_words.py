"""Words found in the recording through the real window, by the real aligner."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.model.checks import problems
from editor.model.segment import Flag, Segment
from editor.ui.features.review import Review
from editor.ui.features.word_times import WordTimes
from tests.stories.conftest import Story

PAGE = """Late Platforms

Twenty beds to Halvern

Creators & Guests

Host
Ines Haldane

0:08
And I'm Tobi Marrow, and I've, , I've brought tea.

0:11
, you always bring tea.

0:13
It's it's a night show, you know, somebody has to.

0:22
Anselm Corrick worked on the sleeper between Vessen and Halfern for 26 years.

0:27
Anselm, welcome aboard.

0:28
Thank you, Ines, it's a pleasure to be sitting still.

0:32
Quarterly dividends exceeded every forecast.
"""
"""As the sample's page, but for two lines and a word: the one at 0:16 is missing, the one at 0:32
says something else, and the "um" of 0:28 was not written down."""

DONE = 200_000
"""Milliseconds: on a busy machine the aligner, which is nice, waits for everybody."""

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def page_text() -> str:
    return PAGE


@pytest.fixture
def story(heard_story: Story) -> Story:
    return heard_story


def lines(story: Story) -> list[Segment]:
    return list(story.desk.session.episode.transcript)


def listened(story: Story, qtbot: QtBot) -> WordTimes:
    feature = story.desk.feature(WordTimes)
    story.do("words.find")
    qtbot.waitUntil(lambda: feature.idle, timeout=DONE)
    return feature


def asked(story: Story, qtbot: QtBot) -> list[tuple[str, str]]:
    story.do("review.run")
    review = story.desk.feature(Review)
    qtbot.waitUntil(lambda: review.settled, timeout=DONE)
    heard = ("disagrees", "silent", "untranscribed", "unwritten-filler", "unsure")
    return [(i.rule, i.words) for i in review.panel.model.items if i.rule in heard]


def answer(story: Story, rule: str, key: Qt.Key, words: str = "") -> None:
    panel = story.desk.feature(Review).panel
    items = panel.model.items
    row = next(at for at, i in enumerate(items) if i.rule == rule and words in i.words)
    panel.list.setCurrentIndex(panel.model.index(row))
    panel.list.setFocus()
    story.press(key)


def test_words_are_found_stopped_and_found_on_and_all_of_it_undone(
    story: Story, qtbot: QtBot
) -> None:
    before = lines(story)
    assert {line.flags & Flag.WHOLE_SECONDS for line in before} == {Flag.WHOLE_SECONDS}
    caret = story.desk.page.textCursor().position()
    feature = story.desk.feature(WordTimes)
    story.do("words.find")
    qtbot.waitUntil(lambda: any(line.words.measured for line in lines(story)), timeout=DONE)
    feature._asked.cancel()
    qtbot.waitUntil(lambda: feature.idle, timeout=DONE)
    kept = [line.words for line in lines(story) if line.words.measured]
    listened(story, qtbot)
    after = lines(story)
    assert all(words in [line.words for line in after] for words in kept)
    assert all(line.words.measured for line in after[:-1])
    assert not any(line.flags & Flag.END_INFERRED for line in after[:2])
    assert any(line.start % 1000 for line in after)
    assert list(problems(story.desk.session.episode)) == []
    assert story.desk.page.textCursor().position() == caret
    assert "words heard" in story.window.status._place.text()
    assert len(story.desk.session.history.steps) <= len(("find", "find"))
    while story.desk.session.history.undoing:
        story.do("edit.undo")
    assert lines(story) == before


def test_what_does_not_fit_is_asked_once_and_answered_by_a_key(story: Story, qtbot: QtBot) -> None:
    listened(story, qtbot)
    found = asked(story, qtbot)
    story.close()
    story.open()
    assert asked(story, qtbot) == found
    rules = [rule for rule, _ in found]
    assert (
        "disagrees",
        "Quarterly dividends exceeded every forecast.",
    ) in found
    assert "untranscribed" in rules
    assert ("unwritten-filler", "Ines, it's") in found
    answer(story, "unwritten-filler", Qt.Key.Key_A, "Ines, it's")
    assert "Ines, um, it's a pleasure" in story.texts[5]
    answer(story, "untranscribed", Qt.Key.Key_A, "0:21")
    assert story.texts[3].startswith("[inaudible 00:00:1")
    answer(story, "disagrees", Qt.Key.Key_R)
    answer(story, "unwritten-filler", Qt.Key.Key_R, "you")
    left = asked(story, qtbot)
    answered = {
        ("disagrees", "Quarterly dividends exceeded every forecast."),
        ("unwritten-filler", "you"),
        ("unwritten-filler", "Ines, it's"),
    }
    assert answered.isdisjoint(left)


def test_a_corrected_line_is_listened_for_again_and_undone_with_its_correction(
    story: Story, qtbot: QtBot
) -> None:
    feature = listened(story, qtbot)
    before = lines(story)
    steps = len(story.desk.session.history.steps)
    story.desk.page.setFocus()
    story.desk.go(4, len("Anselm"))
    story.press(Qt.Key.Key_Backspace)
    story.write("n")
    story.desk.page.editing.commit()
    assert None in [time.confidence for time in lines(story)[4].word_times()]
    feature._following._rest.setInterval(0)
    feature._following._rest.start()
    qtbot.waitUntil(
        lambda: None not in [time.confidence for time in lines(story)[4].word_times()],
        timeout=DONE,
    )
    assert len(story.desk.session.history.steps) == steps + 1
    story.do("edit.undo")
    assert lines(story) == before
    story.close()
    story.open()
    assert lines(story) == before
    story.do("edit.redo")
    assert story.texts[4] == "Anseln, welcome aboard."
