"""A caption's own text that is half typed when the program is killed: kept, and brought back."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from editor.app.typed import restoring_caption
from editor.model.breaks import Hold
from editor.model.verbs.captions import add_sound
from editor.store import CaptionDraft, Project
from editor.ui.features.captions import CaptionFeature

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from editor.ui.desk import Desk
    from editor.ui.main_window import MainWindow

TYPING = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from editor.app.paths import Folders
from editor.ui.features.captions import CaptionFeature
from editor.ui.start_up import make_window

app = QApplication([])
project = Path(sys.argv[1])
window = make_window(app, Folders.under(project.parent / "other home"))
window.show()
window.open_files([project])
while window.desk is None:
    app.processEvents()
desk = window.desk
desk.go(3, 0)
window.actions_.run("caption.edit")
panel = desk.feature(CaptionFeature).panel
while not (editors := panel.list.findChildren(QPlainTextEdit)):
    app.processEvents()
QTest.keyClicks(editors[0], "To the so")
app.processEvents()
desk.opened.project.flush()
print("typed", flush=True)
while True:
    app.processEvents()
"""


@pytest.fixture
def desk(desk_window: MainWindow, qtbot: QtBot) -> Desk:
    """Return a desk with its captions made."""
    made = desk_window.desk
    assert made is not None
    made.window_.actions_.run("view.captions")
    qtbot.waitUntil(lambda: made.feature(CaptionFeature).panel.model.rowCount() > 0)
    return made


def _kept(project: Path) -> CaptionDraft | None:
    with Project.open(project, read_only=True) as there:
        return there.load().caption


def _holds(window: MainWindow) -> list[Hold]:
    assert window.desk is not None
    lines = window.desk.session.episode.transcript
    return [each.hold for line in lines for each in line.breaks if each.hold]


def test_half_a_caption_outlives_a_kill_and_can_be_undone(
    window: MainWindow, qtbot: QtBot, project: Path
) -> None:
    command = [sys.executable, "-c", TYPING, str(project)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as typing:
        assert typing.stdout is not None
        assert typing.stdout.readline() == "typed\n"
        typing.kill()
    with qtbot.waitSignal(window.opened):
        window.open_files([project])
    assert [hold.lines for hold in _holds(window)] == [("To the so",)]
    assert "To the so" in window.message.text
    window.actions_.run("edit.undo")
    assert _holds(window) == []
    window.close()
    assert _kept(project) is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Escape])
def test_what_was_taken_over_or_given_up_is_no_draft(desk: Desk, qtbot: QtBot, key: Qt.Key) -> None:
    project, panel = desk.opened.project, desk.feature(CaptionFeature).panel
    desk.go(3, 0)
    desk.window_.actions_.run("caption.edit")
    (editor,) = panel.list.findChildren(QPlainTextEdit)
    QTest.keyClicks(editor, "To the so")
    project.flush()
    kept = _kept(desk.path)
    assert kept is not None
    assert kept.lines == ("To the so",)
    QTest.keyClick(editor, key)
    qtbot.waitUntil(lambda: not panel.list.findChildren(QPlainTextEdit))
    project.flush()
    assert _kept(desk.path) is None


@pytest.mark.parametrize(
    ("start", "stop"), [((999, 0), None), ((4, 5_000), None), ((4, 0), (2, 0))]
)
def test_a_draft_whose_words_are_not_there_is_told(
    window: MainWindow,
    qtbot: QtBot,
    project: Path,
    start: tuple[int, int],
    stop: tuple[int, int] | None,
) -> None:
    with Project.open(project) as stopped:
        stopped.draft_caption(CaptionDraft(start, stop, (), ("To the so",), "And further."))
        stopped.flush()
    with qtbot.waitSignal(window.opened):
        window.open_files([project])
    assert _holds(window) == []
    assert "no longer there. What was typed: To the so" in window.message.text


def test_a_draft_that_became_an_edit_before_the_kill_is_none_after_it(
    window: MainWindow, qtbot: QtBot, project: Path
) -> None:
    for _ in range(2):
        with qtbot.waitSignal(window.opened):
            window.open_files([project])
        desk = window.desk
        assert desk is not None
        line = desk.session.episode.transcript[3]
        draft = CaptionDraft((line.id, 0), None, (), ("To the so",), line.text)
        edit = restoring_caption(desk.session.episode, draft)
        if edit:
            desk.do(edit)
            desk.opened.project.draft_caption(draft)  # the kill came before it was taken out
        assert [hold.lines for hold in _holds(window)] == [("To the so",)]
        assert window.message.isHidden(), window.message.text
        assert window.close_project()
    assert _kept(project) is None


def test_the_text_of_a_caption_that_names_a_sound_is_its_label(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    feature, end = desk.feature(CaptionFeature), desk.session.episode.duration
    desk.do(add_sound(desk.session.episode, end + 1000, end + 2000, "door closes"))
    qtbot.waitUntil(lambda: any(cue.sound is not None for cue in feature.board.cues))
    named = next(at for at, cue in enumerate(feature.board.cues) if cue.sound is not None)
    feature.panel.show_row(named)
    feature.panel.list.setFocus()
    monkeypatch.setattr("editor.ui.features.caption_sounds.ask_text", lambda *_: "glass breaks")
    desk.window_.actions_.run("caption.edit")
    assert [sound.label for sound in desk.session.episode.sounds] == ["glass breaks"]
