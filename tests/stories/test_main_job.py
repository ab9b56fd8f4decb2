"""The main job through the real window: correct, clean, tag, export, come back tomorrow."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from editor.app.exporting import ExportProfile, Target, export, save
from editor.model.checks import problems
from editor.model.marks import MarkState
from editor.model.render import View
from tests.stories.conftest import Story

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_word_is_corrected_in_place(story: Story) -> None:
    story.desk.go(0, 5)
    story.press(Qt.Key.Key_Home)
    story.write("Oh, ")
    assert story.texts[0] == "Oh, Hello, , and welcome to the the show."
    assert story.shown[0] == story.texts[0]
    story.do("edit.undo")
    assert story.texts[0] == "Hello, , and welcome to the the show."
    story.do("edit.redo")
    assert story.texts[0].startswith("Oh, ")


def test_a_turn_that_changes_in_the_middle_gets_its_speakers(story: Story) -> None:
    story.desk.go(1, len("I'm Ada and this is Cleo. "))
    story.press(Qt.Key.Key_Return)
    story.settle()
    assert story.texts[1:3] == ["I'm Ada and this is Cleo.", "Hello."]
    assert story.shown[1:3] == story.texts[1:3]
    story.desk.go(1, 0)
    story.press(Qt.Key.Key_1, CTRL)
    story.press(Qt.Key.Key_2, CTRL)
    transcript = story.desk.session.episode.transcript
    assert [transcript[1].speaker, transcript[2].speaker] == [1, 2]
    story.desk.go(2, 0)
    story.press(Qt.Key.Key_Backspace)
    story.settle()
    assert story.texts[1] == "I'm Ada and this is Cleo. Hello."


def test_cleaning_is_struck_let_stand_and_shown_in_three_views(story: Story) -> None:
    story.do("view.clean")
    story.settle()
    assert story.shown[0] == "Hello, and welcome to the show."
    story.do("view.marked")
    story.settle()
    assert story.shown[0] == "Hello, , and welcome to the the show."
    first = story.desk.session.episode.transcript[0].marks[-1]
    story.desk.go(0, first.start + 1)
    story.do("clean.toggle")
    marks = story.desk.session.episode.transcript[0].marks
    assert marks[-1].state is MarkState.STET
    story.do("view.clean")
    story.settle()
    assert story.shown[0] == "Hello, and welcome to the the show."


def test_typing_in_clean_leaves_the_struck_words_where_they_are(story: Story) -> None:
    story.do("view.clean")
    story.settle()
    story.desk.page.setFocus()
    story.desk.go(0, 0)
    story.press(Qt.Key.Key_End)
    story.press(Qt.Key.Key_Backspace)
    story.write("!")
    assert story.texts[0] == "Hello, , and welcome to the the show!"
    assert story.shown[0] == "Hello, and welcome to the show!"


def test_what_is_exported_is_what_was_seen(story: Story, tmp_path: Path) -> None:
    story.do("view.clean")
    story.settle()
    episode = story.desk.session.episode
    text = export(episode, ExportProfile(Target.TXT, View.CLEAN, headings=False)).text
    assert " ".join(text.split()) == " ".join(" ".join(story.shown).split())
    path = tmp_path / "out.srt"
    assert save(episode, ExportProfile(Target.SRT), path).count > 0
    assert path.read_text("utf-8").startswith("1\n00:00:01,000 --> ")


def test_tomorrow_everything_is_where_it_was(story: Story) -> None:
    story.desk.go(3, 4)
    story.write("brick ")
    story.do("view.verbatim")
    story.settle()
    story.close()
    story.open()
    assert story.texts[3] == "The brick oven was was hot."
    assert story.desk.page.view is View.VERBATIM
    assert story.desk.row == 3
    story.do("edit.undo")
    assert story.texts[3] == "The oven was was hot."


def test_lines_typed_over_become_one(story: Story) -> None:
    story.desk.go(2, 0)
    story.press(Qt.Key.Key_Down, SHIFT)
    story.press(Qt.Key.Key_End, SHIFT)
    story.write("x")
    story.settle()
    assert len(story.texts) == 3
    assert story.shown == story.texts
    story.do("edit.undo")
    story.settle()
    assert len(story.texts) == 4
    assert list(problems(story.desk.session.episode)) == []
