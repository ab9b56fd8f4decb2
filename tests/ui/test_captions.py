"""Captions in the window: breaks on the page, the list, decisions by key, all of it undone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton

from editor.captions.checks.finding import Grade
from editor.captions.cues import cues
from editor.model.edits import Edit, Splice, Track
from editor.model.render import View
from editor.model.segment import Flag
from editor.model.verbs.captions import add_sound
from editor.model.verbs.lines import join, type_text
from editor.model.words import TextChange
from editor.store import Project
from editor.ui.desk import Desk
from editor.ui.features.captions import CaptionFeature
from editor.ui.main_window import MainWindow
from editor.ui.panels.captions import CaptionPanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def desk(desk_window: MainWindow, qtbot: QtBot) -> Desk:
    """Return a desk whose lines have no ends of their own, captions shown."""
    desk = desk_window.desk
    assert desk is not None
    lines = tuple(desk.session.episode.transcript)
    loose = tuple(replace(line, flags=Flag.END_INFERRED) for line in lines)
    desk.session.do(Edit("test", (Splice(Track.SEGMENTS, 0, lines, loose),)))
    desk.window_.actions_.run("view.captions")
    feature = desk.feature(CaptionFeature)
    qtbot.waitUntil(lambda: feature.panel.model.rowCount() > 0)
    return desk


def shown(desk: Desk) -> list[tuple[str, ...]]:
    feature = desk.feature(CaptionFeature)
    return [cue.lines for cue in feature.board.cues]


def rows(desk: Desk) -> list[str]:
    model = desk.feature(CaptionFeature).panel.model
    edit = Qt.ItemDataRole.EditRole
    return [str(model.index(row).data(edit)) for row in range(model.rowCount())]


def exported(desk: Desk) -> list[tuple[str, ...]]:
    board = desk.feature(CaptionFeature).board
    return [cue.lines for cue in cues(desk.session.episode, board.profile, board.view)]


def drawn(desk: Desk) -> bool:
    return desk.page.column.seams is not None


def in_step(desk: Desk) -> bool:
    return (
        rows(desk)
        == ["\n".join(lines) for lines in exported(desk)]
        == ["\n".join(lines) for lines in shown(desk)]
    )


def test_captions_are_laid_over_the_clean_words(desk: Desk) -> None:
    assert desk.view is View.CLEAN
    assert drawn(desk)
    assert desk.window_.actions_["view.captions"].isChecked()
    assert in_step(desk)
    desk.set_view(View.MARKED)
    assert not drawn(desk)
    assert not desk.window_.actions_["view.captions"].isChecked()


def test_one_view_at_a_time_is_ticked_also_once_it_is_closed(desk: Desk) -> None:
    def ticked() -> list[str]:
        names = ("verbatim", "marked", "clean", "captions")
        return [name for name in names if desk.window_.actions_[f"view.{name}"].isChecked()]

    assert ticked() == ["captions"]
    desk.set_view(View.MARKED)
    assert ticked() == ["marked"]
    desk.window_.actions_.run("view.captions")
    window = desk.window_
    window.close_project()
    assert not window.actions_["view.captions"].isChecked()


def test_typing_and_undo_re_flow_the_list(desk: Desk, qtbot: QtBot) -> None:
    before = rows(desk)
    desk.do(type_text(desk.session.episode, 1, TextChange(0, 5, "Many thanks, dear Ada")))
    qtbot.waitUntil(lambda: rows(desk) != before)
    assert in_step(desk)
    desk.window_.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: rows(desk) == before)


def test_a_caption_is_parted_at_the_caret_and_joined_again(desk: Desk, qtbot: QtBot) -> None:
    before = rows(desk)
    line = desk.session.episode.transcript[3].text
    desk.go(3, line.index("Lisbon"))
    desk.window_.actions_.run("caption.part")
    assert any(row.startswith("Lisbon") for row in rows(desk))
    assert in_step(desk)
    desk.window_.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: rows(desk) == before)


def test_the_list_follows_the_caret_and_leads_to_the_words(desk: Desk) -> None:
    panel = desk.feature(CaptionFeature).panel
    desk.go(3, 0)
    assert "Lisbon" in rows(desk)[panel.row]
    panel.chosen.emit(0)
    assert (desk.row, desk.offset) == (0, 0)
    assert panel.row == 0


def test_lines_that_go_under_the_caret_do_no_harm(desk: Desk, qtbot: QtBot) -> None:
    actions = desk.window_.actions_
    for _ in range(2):
        desk.do(join(desk.session.episode, 2))
        desk.go(2, 0)
        qtbot.waitUntil(lambda: in_step(desk))
        actions.run("edit.undo")
        qtbot.waitUntil(lambda: in_step(desk))


def test_a_caption_gets_a_text_of_its_own(desk: Desk, qtbot: QtBot) -> None:
    panel = desk.feature(CaptionFeature).panel
    desk.go(3, 0)
    row = panel.row
    desk.window_.actions_.run("caption.edit")
    editors = panel.list.findChildren(QPlainTextEdit)
    assert len(editors) == 1
    editors[0].setPlainText("To Lisbon.")
    qtbot.keyClick(editors[0], Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: rows(desk)[row] == "To Lisbon.")
    assert "own text" in str(panel.model.index(row).data())
    assert "Lisbon" in desk.session.episode.transcript[3].text
    desk.window_.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: rows(desk)[row] != "To Lisbon.")


def test_a_caption_text_that_is_being_typed_is_kept_when_the_project_is_closed(desk: Desk) -> None:
    window, path, panel = desk.window_, desk.path, desk.feature(CaptionFeature).panel
    desk.go(3, 0)
    window.actions_.run("caption.edit")
    (editor,) = panel.list.findChildren(QPlainTextEdit)
    editor.setPlainText("To Lisbon.")
    assert window.close_project()
    with Project.open(path, read_only=True) as kept:
        line = kept.load().episode.transcript[3]
    assert [each.hold.lines for each in line.breaks if each.hold] == [("To Lisbon.",)]


def test_a_caption_text_that_is_being_typed_stays_whatever_comes_meanwhile(
    desk: Desk, qtbot: QtBot
) -> None:
    panel = desk.feature(CaptionFeature).panel
    desk.go(3, 0)
    row = panel.row
    desk.window_.actions_.run("caption.edit")
    (editor,) = panel.list.findChildren(QPlainTextEdit)
    QTest.keyClicks(editor, "To the south")
    desk.session.do(type_text(desk.session.episode, 3, TextChange(0, 2, "He")))
    qtbot.waitUntil(lambda: rows(desk)[row].startswith("He"))
    assert editor.toPlainText() == "To the south"
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: rows(desk)[row] == "To the south")


def test_a_locked_caption_says_so(desk: Desk) -> None:
    panel = desk.feature(CaptionFeature).panel
    desk.go(3, 0)
    desk.window_.actions_.run("caption.lock")
    assert "locked" in str(panel.model.index(panel.row).data(Qt.ItemDataRole.AccessibleTextRole))


def test_another_style_guide_makes_them_anew(desk: Desk, qtbot: QtBot) -> None:
    feature = desk.feature(CaptionFeature)
    guide = next(
        box
        for box in feature.panel.findChildren(QComboBox)
        if box.accessibleName() == "Style guide"
    )
    guide.activated.emit(guide.findData("dcmp"))
    qtbot.waitUntil(lambda: feature.board.profile.key == "dcmp" and feature.board.cues != [])
    qtbot.waitUntil(lambda: in_step(desk))
    assert dict(desk.session.episode.info.settings)
    desk.window_.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: feature.board.profile.key == "default")


def test_a_key_that_comes_before_the_captions_waits_for_them(
    desk_window: MainWindow, qtbot: QtBot
) -> None:
    desk = desk_window.desk
    assert desk is not None
    feature = desk.feature(CaptionFeature)
    desk.go(3, 10)
    desk.window_.actions_.run("caption.lock")
    assert not feature.board.cues
    assert "being made" in desk.window_.message.text
    qtbot.waitUntil(lambda: any(cue.locked for cue in feature.board.cues))
    assert in_step(desk)


def test_a_key_that_waits_is_forgotten_where_the_caret_has_gone_on(
    desk_window: MainWindow, qtbot: QtBot
) -> None:
    desk = desk_window.desk
    assert desk is not None
    feature = desk.feature(CaptionFeature)
    desk.go(3, 10)
    desk.window_.actions_.run("caption.lock")
    desk.go(1, 0)
    qtbot.waitUntil(lambda: "are made" in desk.window_.message.text)
    assert not any(cue.locked for cue in feature.board.cues)


def test_captions_that_nobody_sees_are_left_alone_until_somebody_does(
    desk: Desk, qtbot: QtBot
) -> None:
    feature, session = desk.feature(CaptionFeature), desk.session
    desk.window_.actions_.run("view.captions")
    desk.frame.bring_up("history")
    assert not feature.panel.isVisible()
    before = list(feature.board.cues)
    desk.do(type_text(session.episode, 1, TextChange(0, 0, "Many thanks, dear Ada")))
    qtbot.wait(20)
    assert list(feature.board.cues) == before
    desk.frame.bring_up("captions")
    assert in_step(desk)
    assert list(feature.board.cues) != before


def test_what_cannot_be_done_is_said(desk: Desk) -> None:
    desk.go(4, 0)
    desk.window_.actions_.run("caption.join")
    assert desk.window_.message.isVisible()


def test_the_caption_in_hand_stays_in_view(desk: Desk, qtbot: QtBot) -> None:
    panel = desk.feature(CaptionFeature).panel
    desk.go(3, 0)

    def in_view() -> bool:
        place = panel.list.visualRect(panel.list.currentIndex())
        return panel.list.viewport().rect().contains(place)

    qtbot.waitUntil(in_view)
    panel.list.setFixedHeight(panel.list.visualRect(panel.list.currentIndex()).height() + 6)
    qtbot.waitUntil(in_view)


def test_the_model_is_a_sound_one(desk: Desk, qtmodeltester: object) -> None:
    model = desk.feature(CaptionFeature).panel.model
    assert isinstance(model, QAbstractItemModel)
    check = getattr(qtmodeltester, "check")  # noqa: B009 - pytest-qt has no types
    check(model, force_py=True)


def test_what_breaks_the_guide_is_walked_to_told_and_mended(desk: Desk, qtbot: QtBot) -> None:
    feature = desk.feature(CaptionFeature)
    line = desk.session.episode.transcript[3].text
    desk.do(type_text(desk.session.episode, 3, TextChange(line.index("and"), 0, "i ")))
    qtbot.waitUntil(lambda: feature.watch.safe > 0)
    before = len(feature.watch.findings)
    safe = next(found for found in feature.watch.findings if found.grade is Grade.SAFE)
    desk.go(0, 0)
    while feature.panel.row < safe.cue:
        desk.window_.actions_.run("caption.next")
    assert feature.panel.row == safe.cue
    told = feature.panel.findings.findChildren(QPushButton)
    assert any(button.accessibleName().startswith("Fix: ") for button in told)
    desk.window_.actions_.run("caption.repair-all")
    qtbot.waitUntil(lambda: feature.watch.safe == 0, timeout=10_000)
    assert len(feature.watch.findings) < before
    assert re.match(r"\d+ lines? (was|were) repaired\.", desk.window_.message.text)
    assert in_step(desk)
    desk.window_.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: len(feature.watch.findings) == before)


def test_a_break_that_cannot_be_made_is_told(desk: Desk, qtbot: QtBot) -> None:
    run, message = desk.window_.actions_.run, desk.window_.message
    qtbot.waitUntil(lambda: desk.feature(CaptionFeature).watch.ready)
    text = desk.session.episode.transcript[1].text
    for command in ("caption.part", "caption.line", "caption.together"):
        desk.go(1, len(text))
        run(command)
        assert "No word follows" in message.text
        message.dismiss()
    desk.go(1, text.rindex(" ") + 1)
    run("caption.part")
    assert not message.text
    run("caption.part")
    assert "so already" in message.text


def test_what_is_safe_and_cannot_be_repaired_is_told(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    feature, run = desk.feature(CaptionFeature), desk.window_.actions_.run
    said: list[str] = []
    monkeypatch.setattr(desk, "say", said.append)
    qtbot.waitUntil(lambda: feature.watch.ready)
    run("caption.repair-all")
    qtbot.waitUntil(lambda: "can be repaired unseen" in " ".join(said))
    at = desk.session.episode.transcript[3].text.index("and")
    desk.do(type_text(desk.session.episode, 3, TextChange(at, 0, "i ")))
    qtbot.waitUntil(lambda: feature.watch.safe > 0)
    desk.go(3, at + 1)
    run("caption.lock")
    run("caption.repair-all")
    qtbot.waitUntil(lambda: "they are locked" in " ".join(said))


def test_a_sound_is_named_reworded_and_taken_out_by_keys(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    feature, run = desk.feature(CaptionFeature), desk.window_.actions_.run
    answers = iter(["music", "door slams"])
    monkeypatch.setattr("editor.ui.features.caption_sounds.ask_text", lambda *_asked: next(answers))
    run("caption.sound")
    assert [sound.label for sound in desk.session.episode.sounds] == ["music"]
    assert not desk.window_.message.text
    desk.go(3, 0)  # the caret's caption names no sound, the one at the playhead does
    run("caption.sound-remove")
    assert list(desk.session.episode.sounds) == []
    desk.set_view(View.MARKED)
    monkeypatch.setattr("editor.ui.features.caption_sounds.ask_text", lambda *_asked: "rain")
    run("caption.sound")
    assert "“rain” is named at 0:00.0" in desk.window_.message.text
    run("edit.undo")
    run("view.captions")
    monkeypatch.setattr("editor.ui.features.caption_sounds.ask_text", lambda *_asked: next(answers))
    silence = desk.session.episode.transcript.end + 3000
    desk.do(add_sound(desk.session.episode, silence, silence + 2000, "door closes"))
    qtbot.waitUntil(lambda: rows(desk)[-1] == "[door closes]")
    feature.panel.list.setFocus()
    feature.panel.show_row(len(feature.board.cues) - 1)
    monkeypatch.setattr(feature.panel.list, "hasFocus", lambda: True)
    run("caption.sound-edit")
    assert rows(desk)[-1] == "[door slams]"
    feature.panel.model.rewritten.emit(len(rows(desk)) - 1, "[glass breaks]")
    assert [sound.label for sound in desk.session.episode.sounds] == ["glass breaks"]
    run("caption.sound-remove")
    assert list(desk.session.episode.sounds) == []
    run("edit.undo")
    qtbot.waitUntil(lambda: rows(desk)[-1] == "[glass breaks]")


def test_captions_of_a_file_are_cut_anew_in_one_step(desk: Desk, qtbot: QtBot) -> None:
    lines = tuple(desk.session.episode.transcript)
    kept = tuple(replace(line, flags=Flag.NONE) for line in lines)
    desk.session.do(Edit("test", (Splice(Track.SEGMENTS, 0, lines, kept),)))
    qtbot.waitUntil(lambda: in_step(desk))
    before = rows(desk)
    assert any(len(row) > 42 for row in before)
    desk.window_.actions_.run("caption.refit")
    qtbot.waitUntil(lambda: rows(desk) != before, timeout=10_000)
    assert all(len(line) <= 42 for row in rows(desk) for line in row.split("\n"))
    desk.window_.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: rows(desk) == before, timeout=10_000)


def test_a_list_that_is_still_made_says_so(desk_window: MainWindow, qtbot: QtBot) -> None:
    desk = desk_window.desk
    assert desk is not None
    feature = desk.feature(CaptionFeature)
    panel = CaptionPanel(feature.board, feature.watch, desk_window.actions_, desk_window.theme)
    qtbot.addWidget(panel)
    assert panel._count.text() == "being made…"
    list(feature.board.build())
    panel.show_all()
    assert panel._count.text() == "5"


def test_a_break_that_is_there_already_is_pinned_with_a_word(desk: Desk) -> None:
    message, before = desk.window_.message, rows(desk)
    desk.go(1, 0)
    QTest.keyClick(desk.page, Qt.Key.Key_F5)
    assert message.text.startswith("Pinned: “Thank you, it is good to be here.” began a caption")
    assert rows(desk) == before
    QTest.keyClick(desk.page, Qt.Key.Key_F5)
    assert message.text == "It is so already: nothing was changed."
    message.dismiss()
    desk.go(1, 11)
    QTest.keyClick(desk.page, Qt.Key.Key_F5)
    assert len(rows(desk)) == len(before) + 1
    assert message.text == "", "what is seen needs no word"
