"""Cleaning by keys alone: ask why, choose a profile, listen, defend - and take it all back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from editor.app.cleaning_choice import profile_of
from editor.app.never import never_rules
from editor.model.marks import MarkState
from editor.model.render import clean_text
from editor.ui.dialogs.cleaning_profile import CleaningProfile
from editor.ui.features.review import Review
from tests.stories.conftest import Story

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def cleaned(story: Story) -> list[str]:
    return [clean_text(line) for line in story.desk.session.episode.transcript]


def test_an_editor_reviews_defends_and_takes_back(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    before = cleaned(story)
    assert before[0] == "Hello, and welcome to the show."
    assert before[2] == "It is early very early indeed."
    runner, message = story.window.runner, story.window.message

    # what is this mark, and why?
    story.desk.take_focus()
    story.press(Qt.Key.Key_Home, CTRL)
    mark = story.desk.session.episode.transcript[0].marks[-1]
    story.press(Qt.Key.Key_Right, times=mark.start + 1)
    story.press(Qt.Key.Key_Y, CTRL, SHIFT)
    assert "The word is said twice in a row." in message.text

    # for captions, "you know" stays; the profile is kept with the project
    story.do("clean.profile")
    qtbot.waitUntil(lambda: bool(story.desk.findChildren(CleaningProfile)))
    dialog = story.desk.findChildren(CleaningProfile)[0]
    dialog._names.setFocus()
    story.press(Qt.Key.Key_Up)
    story.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not runner.jobs and not story.desk.session.busy, timeout=20_000)
    assert profile_of(story.desk.session.episode.info).name == "captions"
    assert cleaned(story)[2] == "It is early, you know, very early indeed."

    story.window.activateWindow()  # as every window system does once a dialog is gone
    qtbot.waitUntil(story.window.isActiveWindow)

    # strike a negation by hand: it touches meaning until somebody has listened
    story.desk.take_focus()
    story.press(Qt.Key.Key_End, CTRL)
    story.write(" It was not ready.")
    for key in (Qt.Key.Key_Left,) * 7:
        story.press(key)
    story.press(Qt.Key.Key_D, CTRL)
    assert cleaned(story)[3] == "The oven was hot. It was ready."
    story.do("finding.unheard")
    review = story.desk.feature(Review)
    qtbot.waitUntil(lambda: review.settled, timeout=20_000)
    assert QApplication.focusWidget() is review.panel.list
    story.press(Qt.Key.Key_H)
    story.do("finding.unheard")
    qtbot.waitUntil(lambda: review.settled, timeout=20_000)
    assert "Nothing that is struck waits" in message.text

    # the ledger says so
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "l.csv"), ""))
    story.do("ledger.export")
    qtbot.waitUntil(lambda: "Every removal that touches meaning" in message.text, timeout=10_000)
    rows = (tmp_path / "l.csv").read_text("utf-8-sig").splitlines()
    assert any("Struck by hand" in row and row.endswith("negation,yes") for row in rows)

    # tomorrow it is all still there; and all of it can be taken back
    story.close()
    story.open()
    assert any(m.heard for line in story.desk.session.episode.transcript for m in line.marks)
    while story.desk.session.history.undoable is not None:
        story.press(Qt.Key.Key_Z, CTRL)
    assert cleaned(story) == before
    assert profile_of(story.desk.session.episode.info).name == "clean"


def test_never_again_by_one_key(story: Story, qtbot: QtBot) -> None:
    runner = story.window.runner
    review = story.desk.feature(Review)
    qtbot.waitUntil(lambda: review.settled, timeout=20_000)
    story.do("panel.review")
    for _ in range(review.panel._kinds.count()):
        if "you know" in review.panel._kinds.currentText():
            break
        story.press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: review.settled, timeout=20_000)
    story.press(Qt.Key.Key_N)
    assert never_rules(story.desk.session.episode.info) == [("marker", "you know")]
    story.do("clean.run")
    qtbot.waitUntil(lambda: not runner.jobs and not story.desk.session.busy, timeout=20_000)
    assert cleaned(story)[2] == "It is early, you know, very early indeed."
    story.press(Qt.Key.Key_Z, CTRL)
    assert never_rules(story.desk.session.episode.info) == []
    states = [m.state for line in story.desk.session.episode.transcript for m in line.marks]
    assert MarkState.STET not in states
