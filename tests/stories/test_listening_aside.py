"""What listening brings, beside a person who undoes things or chooses another recording."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from editor.app.jobs import Step, Work
from editor.app.opening import link_recording
from editor.audio.speech.following import LineHeard
from editor.model.info import Recording
from editor.model.words import TimeKind, WordTime, tokens
from editor.ui.features.drifting import Drifting
from editor.ui.features.listening import Listening
from editor.ui.features.speaker_voices import SpeakerVoices
from editor.ui.features.word_times import WordTimes
from tests.stories.conftest import Story

pytestmark = pytest.mark.timeout(120)


def hears(story: Story, index: int) -> WordTimes:
    """A line was listened to, and nobody has taken its times yet."""
    words = story.desk.feature(WordTimes)
    line = story.desk.session.episode.transcript[index]
    times = tuple(
        WordTime(line.start + 100 * at, line.start + 100 * at + 80, TimeKind.MEASURED, 0.9)
        for at in range(len(tokens(line.text)))
    )
    told = LineHeard(line.id, times, (), 0.9)
    words._heard.texts[line.id] = line.text
    words._heard.lines[line.id] = told
    words._heard.waiting.append(told)
    return words


def waiting(words: WordTimes) -> int:
    """How many lines were heard that nobody has taken."""
    return len(words._heard.waiting)


def listener(part: WordTimes | SpeakerVoices | Drifting) -> Listening:
    """What carries out its job."""
    return part._asked if isinstance(part, WordTimes) else part._listening


def undo_typing(story: Story) -> None:
    story.desk.page.setFocus()
    story.desk.go(3, 0)
    story.write("Well ")
    story.desk.page.editing.commit()
    story.do("edit.undo")


def endless(_recording: Path) -> Work[None]:
    while True:
        time.sleep(0.001)
        yield Step(0, note="align")


def nothing(_result: object) -> None:
    raise AssertionError


def test_what_was_undone_can_be_redone_after_listening_ended(story: Story) -> None:
    undo_typing(story)
    words = hears(story, 0)
    words._ended()
    assert story.desk.session.history.redoable is not None
    assert waiting(words)
    story.do("edit.redo")
    assert story.texts[3].startswith("Well ")
    words._take()
    assert not waiting(words)
    assert story.desk.session.episode.transcript[0].words.measured


def test_what_was_undone_can_be_redone_after_the_project_was_closed(story: Story) -> None:
    undo_typing(story)
    hears(story, 0)
    story.close()
    story.open()
    story.do("edit.redo")
    assert story.texts[3].startswith("Well ")


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
    words._take()
    assert not waiting(words)
    assert not story.desk.session.episode.transcript[0].words.measured
