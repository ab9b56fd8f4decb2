"""An open project: every command does what its title says, and can be taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from editor.app.commands import commands
from editor.app.settings import RIGHT_PANEL, TEXT_SIZE
from editor.model.edits import Caret
from editor.model.marks import MarkState
from editor.model.render import View
from editor.model.segment import Flag
from editor.model.verbs.people import assign
from editor.store import Project
from editor.ui.commands import lines, people
from editor.ui.desk import Desk
from editor.ui.features.review import Review
from editor.ui.main_window import MainWindow
from editor.ui.page.shown import Place
from tests.ui.reach import reach, told

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def desk(desk_window: MainWindow) -> Desk:
    """Return the desk of the small episode, the caret at its start."""
    assert desk_window.desk is not None
    desk_window.desk.go(0, 0)
    return desk_window.desk


def _texts(desk: Desk) -> list[str]:
    return [segment.text for segment in desk.session.episode.transcript]


def _people(desk: Desk) -> list[int | None]:
    return [segment.speaker for segment in desk.session.episode.transcript]


def _run(desk: Desk, *names: str) -> None:
    for name in names:
        desk.window_.actions_.run(name)


def _key(desk: Desk, key: str, target: QWidget | None = None) -> None:
    """Press a key as the system would send it, shortcuts and all."""
    from PySide6.QtGui import QKeySequence

    combination = QKeySequence(key)[0]  # type: ignore[index]
    QTest.keyClick(
        target or QApplication.focusWidget() or desk.page,
        combination.key(),
        combination.keyboardModifiers(),
    )


def test_every_command_has_a_handler(desk: Desk) -> None:
    assert desk.window_.actions_.bound == {command.id for command in commands()}


def test_closing_takes_the_handlers_away(desk_window: MainWindow) -> None:
    assert desk_window.close_project()
    assert desk_window.desk is None
    assert "line.split" not in desk_window.actions_.bound
    assert desk_window.start.isVisible()


def test_split_and_join_are_taken_back(desk: Desk) -> None:
    before = _texts(desk)
    desk.go(3, 18)
    _run(desk, "line.split")
    assert _texts(desk)[3:5] == ["It goes to Lisbon,", "and then, you know, further."]
    assert desk.row == 4
    _run(desk, "line.join-up")
    assert _texts(desk) == before
    _run(desk, "edit.undo", "edit.undo")
    assert _texts(desk) == before
    _run(desk, "edit.redo")
    assert len(_texts(desk)) == 6


def test_split_to_the_next_speaker(desk: Desk) -> None:
    desk.go(2, 20)
    _run(desk, "line.split-speaker")
    assert _people(desk)[2:4] == [1, 2]


def test_words_move_over_the_boundary(desk: Desk) -> None:
    _run(desk, "line.push-word")
    assert _texts(desk)[1].startswith("everyone.")
    _run(desk, "line.pull-word")
    assert _texts(desk)[0].endswith("everyone.")


def test_digits_give_a_speaker_and_go_on(desk: Desk) -> None:
    _run(desk, "speaker.2", "speaker.2")
    assert _people(desk)[:3] == [2, 2, 1]
    assert desk.row == 2
    _run(desk, "speaker.same")
    assert _people(desk)[2] == 2


def test_the_next_line_without_speaker(desk: Desk) -> None:
    _run(desk, "speaker.unassigned")
    assert desk.row == 4
    _run(desk, "speaker.1", "speaker.unassigned")
    assert "Every line" in desk.window_.message.text


def test_a_new_speaker_is_named_and_given_the_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "ask_text", lambda *_: "Cy Vale")
    desk.go(4, 0)
    _run(desk, "speaker.3")
    assert [person.name for person in desk.session.episode.speakers][2:] == ["Cy Vale"]
    assert _people(desk)[4] == 3


def test_renaming_to_a_known_name_makes_one_person_of_two(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "ask_text", lambda *_: "Ada L.")
    _run(desk, "speaker.rename")
    assert desk.session.episode.speakers[0].name == "Ada L."
    monkeypatch.setattr(people, "ask_text", lambda *_, **__: "Bo Strand")
    _run(desk, "speaker.rename")
    assert [person.name for person in desk.session.episode.speakers] == ["Bo Strand"]
    assert _people(desk)[0] == 2


def test_another_speaker_here_leaves_the_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "ask_text", lambda *_, **__: "Bo Strand")
    _run(desk, "speaker.rename-here")
    assert _people(desk)[:3] == [2, 2, 1]


def test_a_new_speaker_of_a_known_name_is_that_person(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "ask_text", lambda *_: "bo strand")
    _run(desk, "speaker.new")
    assert [person.name for person in desk.session.episode.speakers] == ["Ada Lumen", "Bo Strand"]
    assert _people(desk)[0] == 2
    assert "Bo Strand" in desk.window_.message.text


def test_chapter_note_and_bookmark(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.go(1, 0)
    monkeypatch.setattr(lines, "ask_text", lambda *_: "Being here")
    _run(desk, "chapter.here", "note.here", "bookmark.here")
    episode = desk.session.episode
    assert [(c.start, c.title) for c in episode.chapters][1] == (5_000, "Being here")
    assert [(note.at, note.text) for note in episode.notes] == [(5_000, "Being here"), (5_000, "")]
    monkeypatch.setattr(lines, "ask_text", lambda *_: "Retitled")
    _run(desk, "chapter.here")
    assert [c.title for c in episode.chapters] == ["Welcome aboard", "Retitled", "The way south"]


@pytest.mark.parametrize("command", ["chapter.here", "note.here", "bookmark.here"])
def test_undo_goes_to_where_something_was_put_beside_a_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(lines, "ask_text", lambda *_: "Being here")
    desk.page.select(Place(1, 9), Place(1, 4))
    _run(desk, command)
    for step in ("edit.undo", "edit.redo"):
        desk.go(4, 0)
        _run(desk, step)
        assert desk.page.kept_selection() == Caret(2, 4, (2, 9))


def test_times_follow_the_playhead_and_the_nudge(desk: Desk) -> None:
    desk.go(1, 0)
    _run(desk, "line.start-later")
    assert desk.session.episode.transcript[1].start == 5_050
    _run(desk, "line.end-earlier")
    assert desk.session.episode.transcript[1].end == 9_950


def test_reviewed_lines_are_ticked_and_left(desk: Desk) -> None:
    _run(desk, "line.reviewed")
    assert desk.session.episode.transcript[0].flags & Flag.REVIEWED
    assert desk.row == 1


def test_inaudible_is_written_at_the_caret(desk: Desk) -> None:
    desk.go(4, 9)
    _run(desk, "line.inaudible")
    assert _texts(desk)[4] == "And when? [inaudible 00:00:20]"


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize(
    ("first", "last", "left"),
    [
        (
            Place(3, 11),
            Place(3, 17),
            ["It goes to [inaudible 00:00:16], and then, you know, further.", "And when?"],
        ),
        (
            Place(3, 8),
            Place(3, 11),
            ["It goes [inaudible 00:00:15] Lisbon, and then, you know, further.", "And when?"],
        ),
        (Place(3, 19), Place(4, 3), ["It goes to Lisbon, [inaudible 00:00:17] when?"]),
        (Place(3, 0), Place(4, 0), ["[inaudible 00:00:15]", "And when?"]),
    ],
)
def test_inaudible_takes_the_place_of_the_selected_words(
    desk: Desk, first: Place, last: Place, left: list[str], back: bool
) -> None:
    before, carets = list(desk.session.episode.transcript), desk.page.textCursor
    desk.page.select(*((last, first) if back else (first, last)))
    ends = carets().anchor(), carets().position()
    _run(desk, "line.inaudible")
    assert _texts(desk) == [*(line.text for line in before[:3]), *left]
    there = desk.page.caret()
    assert there is not None
    assert there.row == 3
    assert left[0][: there.offset].rstrip().endswith("]")
    _run(desk, "edit.undo")
    assert list(desk.session.episode.transcript) == before
    assert (carets().anchor(), carets().position()) == ends
    assert not desk.session.history.undoable


def _list_marks(desk: Desk, qtbot: QtBot) -> None:
    """Look through the project and list what waits of the "you know"s."""
    qtbot.waitUntil(lambda: desk.feature(Review).settled, timeout=20_000)
    desk.feature(Review).panel._kinds.choose("marker")
    desk.feature(Review).panel._list_kind("marker")


def test_findings_are_walked_and_decided_by_keys(desk: Desk, qtbot: QtBot) -> None:
    _list_marks(desk, qtbot)
    assert desk.row == 2
    _run(desk, "finding.next")
    assert desk.row == 3
    _run(desk, "finding.previous")
    qtbot.wait(1)
    _run(desk, "finding.strike")
    assert _states(desk)[2] is MarkState.STRUCK
    assert desk.row == 3
    _run(desk, "finding.stet")
    assert _states(desk)[3] is MarkState.STET
    qtbot.wait(10)
    assert "2 decided" in desk.window_.status._review.text()
    _run(desk, "edit.undo", "edit.undo")
    assert _states(desk)[2:] == [MarkState.PROPOSED, MarkState.PROPOSED]


def test_alike_findings_are_struck_in_one_step(desk: Desk, qtbot: QtBot) -> None:
    _list_marks(desk, qtbot)
    _run(desk, "finding.next", "finding.alike")
    assert _states(desk)[2:] == [MarkState.STRUCK, MarkState.STRUCK]
    _run(desk, "edit.undo")
    assert _states(desk)[2:] == [MarkState.PROPOSED, MarkState.PROPOSED]


def _states(desk: Desk) -> list[MarkState]:
    return [mark.state for segment in desk.session.episode.transcript for mark in segment.marks]


def test_letters_decide_only_while_the_list_has_the_focus(desk: Desk, qtbot: QtBot) -> None:
    _list_marks(desk, qtbot)
    _run(desk, "finding.next")
    desk.window_.activateWindow()
    desk.take_focus()
    row, before = desk.row, _texts(desk)
    _key(desk, "A", desk.page)
    desk.session.commit()
    assert _texts(desk)[row] != before[row], "typed"
    _run(desk, "edit.undo")
    desk.feature(Review).panel.list.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is desk.feature(Review).panel.list)
    _run(desk, "finding.next")
    _key(desk, "A", desk.feature(Review).panel.list)
    states = {m.state for s in desk.session.episode.transcript for m in s.marks}
    assert MarkState.STRUCK in states


def test_strike_and_stet_at_the_caret(desk: Desk) -> None:
    desk.go(0, 2)
    _run(desk, "clean.toggle")
    struck = [m for m in desk.session.episode.transcript[0].marks if m.state is MarkState.STRUCK]
    assert [(m.start, m.end) for m in struck] == [(0, 7)]
    _run(desk, "clean.toggle")
    assert not [m for m in desk.session.episode.transcript[0].marks if m.start == 0]


def test_views_are_switched_and_ticked(desk: Desk) -> None:
    for view in (View.CLEAN, View.VERBATIM, View.MARKED):
        _run(desk, f"view.{view}")
        assert desk.view is view
        ticked = [v for v in View if desk.window_.actions_[f"view.{v}"].isChecked()]
        assert ticked == [view]
    _run(desk, "view.cycle")
    assert desk.view is View.CLEAN


def test_panels_hide_and_come_back(desk: Desk) -> None:
    assert desk.feature(Review).panel.isVisible()
    _run(desk, "view.right")
    assert not desk.feature(Review).panel.isVisible()
    assert desk.settings[RIGHT_PANEL] is False
    _run(desk, "view.right")
    assert desk.feature(Review).panel.isVisible()


def test_text_size_stays_within_limits(desk: Desk) -> None:
    for _ in range(40):
        _run(desk, "view.larger")
    assert desk.settings[TEXT_SIZE] == TEXT_SIZE.high
    _run(desk, "view.normal-size", "view.smaller")
    assert desk.settings[TEXT_SIZE] == 90


def test_panes_are_walked_round_and_round(desk: Desk, qtbot: QtBot) -> None:
    desk.window_.activateWindow()
    desk.take_focus()
    seen = []
    for _ in range(6):
        _run(desk, "pane.next")
        seen.append(_pane(desk))
    assert seen[0] != 2
    assert set(seen) >= {0, 1, 2, 3, 4}
    _run(desk, "pane.previous")
    assert _pane(desk) != seen[-1]


def _pane(desk: Desk) -> int:
    focus = QApplication.focusWidget()
    assert focus is not None
    shown = [pane for pane in desk.frame._panes if pane.isVisible()]
    panes = [p is focus or p.isAncestorOf(focus) for p in shown]
    return panes.index(True)


def test_find_counts_shows_and_goes_on(desk: Desk, qtbot: QtBot) -> None:
    _run(desk, "find.open")
    QTest.keyClicks(desk.toolbar.find_field, "you know")
    qtbot.waitUntil(lambda: "1 of 2" in told(desk.find_bar))
    assert desk.selected_text == "you know"
    assert desk.row == 2
    _run(desk, "find.next")
    assert (desk.row, "2 of 2" in told(desk.find_bar)) == (3, True)
    _run(desk, "find.next")
    assert desk.row == 2
    _run(desk, "find.previous")
    assert desk.row == 3


def test_find_says_when_nothing_is_there(desk: Desk, qtbot: QtBot) -> None:
    _run(desk, "find.open")
    QTest.keyClicks(desk.toolbar.find_field, "zebra")
    qtbot.waitUntil(lambda: "Not found" in told(desk.find_bar))


def test_replace_all_is_one_step(desk: Desk, qtbot: QtBot) -> None:
    before = _texts(desk)
    _run(desk, "find.replace")
    desk.find_bar.open("goes", replace=True, row=0, offset=0)
    reach(desk.find_bar, QLineEdit, "Replace with").setText("runs")
    qtbot.waitUntil(lambda: not desk.search.running)
    desk.find_bar.replace_all()
    assert [text for text in _texts(desk) if "runs" in text] == [
        "So, you know, tell us where it runs.",
        "It runs to Lisbon, and then, you know, further.",
    ]
    _run(desk, "edit.undo")
    assert _texts(desk) == before


def test_go_to_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from editor.ui.commands import editing

    monkeypatch.setattr(editing, "ask_time", lambda *_: 12_000)
    _run(desk, "go.time")
    assert desk.row == 2


def test_undo_says_what_it_would_undo(desk: Desk, qtbot: QtBot) -> None:
    assert not desk.window_.actions_["edit.undo"].isEnabled()
    _run(desk, "line.push-word")
    qtbot.wait(10)
    assert desk.window_.actions_["edit.undo"].text() == "Undo push word down"
    assert desk.window_.actions_["edit.undo"].isEnabled()


def test_a_large_edit_is_written_beside_the_window(desk: Desk, qtbot: QtBot) -> None:
    from editor.model.verbs.lines import rewrite

    edit = rewrite(desk.session.episode, {0: "Another line."})
    desk.do_large(edit)
    assert desk.large.busy
    qtbot.waitUntil(lambda: not desk.large.busy)
    assert _texts(desk)[0] == "Another line."


def test_undo_and_redo_of_a_large_edit_are_told_to_screen_readers(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editor.ui.large.LARGE", 2)
    said: list[str] = []
    desk.page.announcer._say = said.append
    with qtbot.waitSignal(desk.large.ended, timeout=20_000):
        desk.do_large(assign(desk.session.episode, range(5), 1))
    assert not [words for words in said if "Undone" in words]
    _run(desk, "edit.undo")
    qtbot.waitUntil(lambda: "Undone: speaker" in " ".join(said), timeout=20_000)
    _run(desk, "edit.redo")
    qtbot.waitUntil(lambda: "Done again: speaker" in " ".join(said), timeout=20_000)


def test_looking_for_what_to_clean_keeps_decisions(desk: Desk, qtbot: QtBot) -> None:
    _list_marks(desk, qtbot)
    _run(desk, "finding.stet")
    _run(desk, "clean.run")
    qtbot.waitUntil(lambda: not desk.window_.runner.jobs and not desk.large.busy)
    assert desk.session.episode.transcript[2].marks[0].state is MarkState.STET


def test_the_project_reopens_where_it_was(
    desk: Desk, qtbot: QtBot, project: Path, desk_window: MainWindow
) -> None:
    desk.go(3, 6)
    _run(desk, "view.clean")
    desk_window.close_project()
    with qtbot.waitSignal(desk_window.opened, timeout=20_000):
        desk_window.open_files([project])
    assert desk_window.desk is not None
    assert (desk_window.desk.row, desk_window.desk.offset) == (3, 6)
    assert desk_window.desk.view is View.CLEAN


def test_what_is_typed_is_on_disk_after_closing(
    desk: Desk, project: Path, desk_window: MainWindow
) -> None:
    desk.go(4, 0)
    QTest.keyClicks(desk.page, "Oh ")
    desk_window.close_project()
    with Project.open(project, read_only=True) as closed:
        assert closed.load().episode.transcript[4].text == "Oh And when?"


def test_keys_of_the_window_reach_it_from_the_page(desk: Desk, qtbot: QtBot) -> None:
    desk.window_.activateWindow()
    desk.take_focus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is desk.page)
    _key(desk, "Ctrl+Shift+Down", desk.page)
    assert _texts(desk)[1].startswith("everyone.")
    _key(desk, "Ctrl+Z", desk.page)
    assert _texts(desk)[0].endswith("everyone.")
    desk.go(3, 0)
    _key(desk, "Ctrl+1", desk.page)
    assert _people(desk)[3] == 1


def test_the_snapshot_is_kept_and_told(desk: Desk, qtbot: QtBot) -> None:
    _run(desk, "project.snapshot")
    qtbot.waitUntil(lambda: "kept as" in desk.window_.message.text)


def test_without_a_recording_play_does_nothing_and_says_so(desk: Desk) -> None:
    _run(desk, "play.toggle", "play.line", "play.caret", "play.replay", "play.back", "play.faster")
    assert not desk.playback.playing
    assert "No recording" in desk.waveform.content.instead


def test_a_narrow_window_keeps_the_page_and_gives_the_panels_back(desk: Desk, qtbot: QtBot) -> None:
    desk.window_.resize(720, 480)
    qtbot.waitUntil(lambda: not desk.chapters.isVisible())
    assert desk.window_.width() == 720
    assert desk.feature(Review).panel.isVisible()
    qtbot.waitUntil(lambda: desk.page.width() >= 350)
    desk.window_.resize(1280, 800)
    qtbot.waitUntil(desk.chapters.isVisible)
