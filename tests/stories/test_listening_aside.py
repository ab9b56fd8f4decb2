"""What listening brings, beside a person who undoes things or chooses another recording."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from editor.app.aligning import Heard
from editor.app.jobs import Step, Work
from editor.app.laying import Laying
from editor.app.opening import link_recording
from editor.audio.speech.following import LineHeard
from editor.model.info import Recording
from editor.model.words import TimeKind, WordTime, tokens
from editor.ui.features import following
from editor.ui.features.drifting import Drifting
from editor.ui.features.listening import Listening
from editor.ui.features.speaker_voices import SpeakerVoices
from editor.ui.features.word_times import WordTimes
from tests.stories.conftest import Story

pytestmark = pytest.mark.timeout(120)


def hears(story: Story, *rows: int) -> WordTimes:
    """Lines were listened to, and nobody has taken their times yet."""
    words = story.desk.feature(WordTimes)
    for row in rows:
        line = story.desk.session.episode.transcript[row]
        times = tuple(
            WordTime(line.start + 100 * at, line.start + 100 * at + 80, TimeKind.MEASURED, 0.9)
            for at in range(len(tokens(line.text)))
        )
        told = LineHeard(line.id, times, (), 0.9)
        words._heard.texts[line.id] = line.text
        words._heard.lines[line.id] = told
        words._heard.waiting.append(told)
    return words


def take(words: WordTimes) -> None:
    """Take what was heard, and wait until it is on the disk and on the page."""
    words._take()
    words._layer.finish()


def waiting(words: WordTimes) -> int:
    """How many lines were heard that nobody has taken."""
    return len(words._heard.waiting) + len(words._blocked.lines)


def timed(story: Story) -> list[int]:
    """The rows whose words have times that were heard."""
    lines = story.desk.session.episode.transcript
    return [row for row, line in enumerate(lines) if line.words.measured]


def listener(part: WordTimes | SpeakerVoices | Drifting) -> Listening:
    """What carries out its job."""
    return part._asked if isinstance(part, WordTimes) else part._listening


def write_well(story: Story, row: int) -> None:
    story.desk.page.setFocus()
    story.desk.go(row, 0)
    story.write("Well ")
    story.desk.page.editing.commit()


def endless(_recording: Path) -> Work[None]:
    while True:
        time.sleep(0.001)
        yield Step(0, note="align")


def nothing(_result: object) -> None:
    raise AssertionError


def test_a_run_is_one_step_beneath_what_somebody_did_meanwhile(story: Story) -> None:
    take(hears(story, 0))
    write_well(story, 3)
    take(hears(story, 1))
    assert timed(story) == [0, 1]
    story.do("edit.undo")
    assert not story.texts[3].startswith("Well ")
    take(hears(story, 2))
    assert timed(story) == [0, 1, 2]
    story.do("edit.redo")
    assert story.texts[3].startswith("Well ")
    story.close()
    story.open()
    assert timed(story) == [0, 1, 2]
    story.do("edit.undo")
    story.do("edit.undo")
    assert timed(story) == []
    story.do("edit.redo")
    assert timed(story) == [0, 1, 2]
    assert story.desk.session.history.redoable is not None


def test_a_key_finds_the_lines_as_they_were_heard(story: Story, qtbot: QtBot) -> None:
    hears(story, 0, 3)._take()
    write_well(story, 3)
    assert story.texts[3].startswith("Well ")
    assert timed(story) == [0, 3]
    assert story.desk.session.history.undoable is not None
    story.do("edit.undo")
    assert not story.texts[3].startswith("Well ")
    assert timed(story) == [0, 3]


def test_what_is_heard_is_laid_without_anybody_waiting(story: Story, qtbot: QtBot) -> None:
    hears(story, 0, 3)._take()
    qtbot.waitUntil(lambda: timed(story) == [0, 3])
    take(hears(story, 1))
    assert timed(story) == [0, 1, 3]


def test_what_is_heard_waits_while_a_question_is_asked(story: Story, qtbot: QtBot) -> None:
    question = QDialog(story.window)
    question.setModal(True)
    question.show()
    words = hears(story, 0, 3)
    words._take()
    assert not words._layer.busy
    question.close()
    qtbot.waitUntil(lambda: timed(story) == [0, 3])


def test_what_is_heard_of_changed_lines_is_laid_some_lines_at_a_time(
    story: Story, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "BATCH", 2)
    words = hears(story, 0, 1, 2)
    heard, words._heard = words._heard, Heard()
    write_well(story, 3)
    words._following._followed(heard)
    words._layer.finish()
    assert timed(story) == [0, 1]
    qtbot.waitUntil(lambda: timed(story) == [0, 1, 2])
    story.do("edit.undo")
    assert not story.texts[3].startswith("Well ")


def test_what_is_left_of_changed_lines_waits_while_somebody_types(
    story: Story, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "BATCH", 2)
    words = hears(story, 0, 1, 2)
    heard, words._heard = words._heard, Heard()
    words._following._followed(heard)
    words._layer.finish()
    words._following._soon.stop()
    story.desk.page.setFocus()
    story.desk.go(3, 0)
    story.write("Well ")
    assert story.desk.session.typing is not None
    words._following._lay()
    assert timed(story) == [0, 1]
    assert words._following._changed >= {story.desk.session.episode.transcript[2].id}
    assert words._following._rest.isActive()


def test_a_run_that_is_undone_while_it_goes_on_is_stopped(story: Story, qtbot: QtBot) -> None:
    relink(story, "one")
    words = story.desk.feature(WordTimes)
    words._asked.start(endless, nothing)
    words._first, words._laying = 1, Laying(story.desk.session, "align")
    take(hears(story, 0))
    hears(story, 1, 2)
    qtbot.waitUntil(lambda: story.window.actions_["edit.undo"].isEnabled())
    story.do("edit.undo")
    assert words.idle
    assert timed(story) == []
    assert "undone" in story.window.message.text
    story.do("edit.redo")
    assert timed(story) == [0]


def test_a_line_whose_change_was_undone_waits_and_the_change_can_be_redone(story: Story) -> None:
    write_well(story, 3)
    story.do("edit.undo")
    words = hears(story, 0, 3)
    take(words)
    assert timed(story) == [0]
    assert waiting(words) == 1
    story.do("edit.redo")
    assert story.texts[3].startswith("Well ")
    take(words)
    assert not waiting(words)  # other words were heard: it is listened for again
    story.close()
    story.open()
    assert timed(story) == [0]


def relink(story: Story, fingerprint: str) -> None:
    desk, new = story.desk, story.desk.path.parent / "new.wav"
    new.touch()
    assert link_recording(desk.session, desk.path, new, Recording("", fingerprint, 20_000))


@pytest.mark.parametrize("feature", [WordTimes, SpeakerVoices, Drifting])
def test_with_another_recording_nobody_listens_to_the_old_one(
    story: Story, feature: type[WordTimes | SpeakerVoices | Drifting]
) -> None:
    relink(story, "old")
    one = listener(story.desk.feature(feature))
    one.start(endless, nothing)
    assert one.busy
    one.start(endless, nothing)
    assert "already" in story.window.message.text
    relink(story, "new")
    assert not one.busy


def test_what_the_old_recording_said_is_not_laid_under_the_words(story: Story) -> None:
    relink(story, "old")
    words = hears(story, 0)
    relink(story, "new")
    take(words)
    assert not waiting(words)
    assert not story.desk.session.episode.transcript[0].words.measured
