"""Typing, joining, parting, pasting, striking: what is done to the page is in the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QInputMethodEvent,
    QKeyEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication

from editor.app.session import Session
from editor.model.edits import Caret
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.marks import MarkState
from editor.model.render import View, render
from editor.model.segment import Segment
from editor.ui.page import TranscriptPage
from editor.ui.page.shown import Place
from tests.ui.page.conftest import TEXTS, Memory, Open, boat, struck, texts
from tests.ui.page.hands import put

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def session_of(page: TranscriptPage) -> Session:
    assert page.session is not None
    return page.session


def at(page: TranscriptPage, row: int, offset: int) -> None:
    page.select(Place(row, offset), Place(row, offset))


def test_typing_is_drafted_and_becomes_one_edit_after_a_pause(
    page: TranscriptPage, journal: Memory, qtbot: QtBot
) -> None:
    session = session_of(page)
    at(page, 1, 6)
    qtbot.keyClicks(page, " here")
    assert texts(page)[1] == "Nobody here saw it go."
    assert [d.text for d in journal.drafts if d][-1] == "Nobody here saw it go."
    assert len(session.history) == 0
    qtbot.waitUntil(lambda: session.typing is None)
    assert [edit.verb for edit in session.history.edits] == ["type"]


def test_leaving_the_line_ends_typing(page: TranscriptPage, qtbot: QtBot) -> None:
    at(page, 1, 0)
    qtbot.keyClicks(page, "x")
    qtbot.keyClick(page, Qt.Key.Key_Down)
    assert session_of(page).typing is None
    assert texts(page)[1] == "xNobody saw it go."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("We 👨‍👩‍👧‍👦", "We "),
        ("We 🇩🇪🇫🇷", "We 🇩🇪"),
        ("We 👍🏽", "We "),
        ("We 1️⃣", "We "),
        ("We ❤️", "We "),
        ("We cafe\u0301", "We cafe"),
        ("We 🎈🎈", "We 🎈"),
        ("We ש\u05b8", "We ש"),
        ("We 漢字", "We 漢"),
    ],
)
def test_backspace_takes_a_sign_out_as_a_whole(
    open_page: Open, qtbot: QtBot, text: str, left: str
) -> None:
    page = open_page(Episode([Segment(1, 0, 1000, text)], ()))
    qtbot.keyClick(page, Qt.Key.Key_End)
    qtbot.keyClick(page, Qt.Key.Key_Backspace)
    assert session_of(page).line(0).text == left
    page.undo()
    assert texts(page) == [text]
    assert page.caret() == Place(0, len(text))


def test_of_two_equal_words_the_one_under_the_caret_goes(
    page: TranscriptPage, qtbot: QtBot
) -> None:
    at(page, 4, len("Were you there, "))
    for _ in range(len(" there,")):
        qtbot.keyClick(page, Qt.Key.Key_Backspace)
    assert texts(page)[4] == "Were you there on the quay?"
    at(page, 0, 12)
    qtbot.keyClick(page, Qt.Key.Key_Delete, CTRL)
    line = session_of(page).line(0)
    assert line.text == "So, um, the boat left at nine."
    assert [(m.start, m.end) for m in line.marks] == [(4, 8)], (
        "the struck 'the' went, not the other"
    )


def test_backspace_at_the_start_joins(page: TranscriptPage, qtbot: QtBot) -> None:
    at(page, 1, 0)
    qtbot.keyClick(page, Qt.Key.Key_Backspace)
    assert texts(page)[0] == "So, um, the the boat left at nine. Nobody saw it go."
    assert page.caret() == Place(0, 35)
    assert session_of(page).history.edits[-1].verb == "join"


def test_delete_at_the_end_joins(page: TranscriptPage, qtbot: QtBot) -> None:
    at(page, 1, len("Nobody saw it go."))
    qtbot.keyClick(page, Qt.Key.Key_Delete)
    assert texts(page)[1] == "Nobody saw it go. And you know, that was that."
    assert page.caret() == Place(1, 18)


def test_nothing_is_before_the_first_line_or_behind_the_last(
    page: TranscriptPage, qtbot: QtBot
) -> None:
    before = texts(page)
    at(page, 0, 0)
    qtbot.keyClick(page, Qt.Key.Key_Backspace)
    at(page, 4, len(before[4]))
    qtbot.keyClick(page, Qt.Key.Key_Delete)
    assert texts(page) == before
    assert len(session_of(page).history) == 0


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, SHIFT])
def test_return_parts_the_line(
    page: TranscriptPage, qtbot: QtBot, modifier: Qt.KeyboardModifier
) -> None:
    at(page, 1, 7)
    qtbot.keyClick(page, Qt.Key.Key_Return, modifier)
    assert texts(page)[1:3] == ["Nobody", "saw it go."]
    assert page.caret() == Place(2, 0)


def test_return_over_a_selection_replaces_it(page: TranscriptPage, qtbot: QtBot) -> None:
    page.select(Place(1, 6), Place(2, 12))
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert texts(page)[1:3] == ["Nobody", ", that was that."]


def test_typing_over_lines_makes_one_of_them(page: TranscriptPage, qtbot: QtBot) -> None:
    page.select(Place(1, 7), Place(2, 14))
    qtbot.keyClicks(page, "knew ")
    assert texts(page)[1] == "Nobody knew that was that."
    assert page.caret() == Place(1, 12)
    session_of(page).commit()
    assert [edit.verb for edit in session_of(page).history.edits] == ["replace-range"]
    page.undo()
    assert texts(page) == [line.text for line in boat().transcript]


def test_composing_over_lines_is_one_step(page: TranscriptPage) -> None:
    page.select(Place(2, 14), Place(1, 7))
    for preedit, committed in (("か", ""), ("かな", ""), ("", "仮名 ")):
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(committed)
        QApplication.sendEvent(page, event)
        page.editing.commit()  # somebody who composes may stop to think
    assert texts(page)[1] == "Nobody 仮名 that was that."
    assert [edit.verb for edit in session_of(page).history.edits] == ["replace-range"]
    page.undo()
    assert texts(page) == [line.text for line in boat().transcript]
    assert page.kept_selection() == Caret(2, 7, (3, 14))


def test_cutting_across_lines(page: TranscriptPage) -> None:
    page.select(Place(0, 8), Place(1, 7))
    page.cut()
    assert texts(page)[0] == "So, um, saw it go."
    assert QApplication.clipboard().text() == "the the boat left at nine.\nNobody "


@pytest.mark.parametrize("key", ["Delete", "Backspace", "cut", "A"])
@pytest.mark.parametrize("view", list(View))
def test_whole_lines_go_and_the_next_keeps_its_time(
    open_page: Open, qtbot: QtBot, key: str, view: View
) -> None:
    episode = Episode(
        [
            Segment(1, 0, 7_000, "We left."),
            Segment(2, 7_000, 12_000, "As I said, um, it was late.", marks=(struck(10, 14),)),
            Segment(3, 12_000, 19_000, "Ask him."),
            Segment(4, 19_000, 24_000, "And perhaps it was."),
        ]
    )
    page = open_page(episode)
    page.set_view(view)
    at(page, 1, 0)
    for _ in range(2):
        qtbot.keyClick(page, Qt.Key.Key_Down, SHIFT)
    if key == "cut":
        qtbot.keyClick(page, Qt.Key.Key_X, CTRL)
    elif key == "A":
        qtbot.keyClicks(page, "A")  # as the lines begin that give way to it
    else:
        qtbot.keyClick(page, Qt.Key[f"Key_{key}"])
    assert texts(page) == ["We left.", ("A" if key == "A" else "") + "And perhaps it was."]
    line = session_of(page).line(1)
    assert (line.start, line.end, line.id) == (19_000, 24_000, 4)
    page.undo()
    assert [each.start for each in session_of(page).episode.transcript][1:3] == [7_000, 12_000]


def test_cut_lines_are_lines_again_when_pasted(page: TranscriptPage, qtbot: QtBot) -> None:
    before = [*session_of(page).episode.transcript]
    at(page, 1, 0)
    for _ in range(2):
        qtbot.keyClick(page, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(page, Qt.Key.Key_X, CTRL)
    qtbot.keyClick(page, Qt.Key.Key_V, CTRL)
    after = [*session_of(page).episode.transcript]
    assert [(line.start, line.end, line.text, line.speaker, line.marks) for line in after] == [
        (line.start, line.end, line.text, line.speaker, line.marks) for line in before
    ]
    assert texts(page) == [line.text for line in before]
    assert page.caret() == Place(2, len(before[2].text))
    page.undo()
    page.undo()
    assert [*session_of(page).episode.transcript] == before


def test_cut_words_are_struck_again_when_pasted(page: TranscriptPage) -> None:
    before = session_of(page).line(0)
    page.select(Place(0, 3), Place(0, 12))
    page.cut()
    assert session_of(page).line(0).marks != before.marks
    page.paste()
    line = session_of(page).line(0)
    assert (line.text, line.marks, line.word_times()) == (
        before.text,
        before.marks,
        before.word_times(),
    )
    assert page.caret() == Place(0, 12)


def test_pasted_breaks_become_spaces(page: TranscriptPage) -> None:
    at(page, 3, 0)
    page.insertFromMimeData(put("one\r\ntwo\u2028three\x00\x0bfour"))
    assert texts(page)[3] == "one two three four"
    assert page.caret() == Place(3, 18)


def test_what_is_copied_is_words_only(page: TranscriptPage) -> None:
    page.select(Place(0, 0), Place(0, 8))
    data = page.createMimeDataFromSelection()
    assert data.formats() == ["text/plain", "application/x-stet-lines"]
    assert data.text() == "So, um, "
    page.set_view(View.CLEAN)
    page.selectAll()
    assert page.createMimeDataFromSelection().text().startswith("So, the boat left")


def test_undo_and_redo_bring_the_caret_back(page: TranscriptPage, qtbot: QtBot) -> None:
    at(page, 1, 7)
    qtbot.keyClick(page, Qt.Key.Key_Return)
    at(page, 4, 0)
    qtbot.keyClick(page, Qt.Key.Key_Z, CTRL)
    assert page.caret() == Place(1, 7)
    assert texts(page) == [line.text for line in boat().transcript]
    qtbot.keyClick(page, Qt.Key.Key_Z, CTRL | SHIFT)
    assert page.caret() == Place(2, 0)
    assert texts(page)[1:3] == ["Nobody", "saw it go."]


@pytest.mark.parametrize(
    ("ends", "key"),
    [
        ((Place(1, 7), Place(1, 10)), "x"),
        ((Place(1, 10), Place(1, 7)), "x"),
        ((Place(1, 7), Place(2, 14)), "x"),
        ((Place(1, 7), Place(2, 14)), "cut"),
        ((Place(1, 0), Place(1, 6)), "strike"),
    ],
)
def test_undo_selects_again_what_was_selected(
    page: TranscriptPage, qtbot: QtBot, ends: tuple[Place, Place], key: str
) -> None:
    page.select(*ends)
    if key == "strike":
        page.editing.strike()
    elif key == "cut":
        qtbot.keyClick(page, Qt.Key.Key_X, CTRL)
    else:
        qtbot.keyClicks(page, key)
    at(page, 4, 3)
    page.undo()
    assert texts(page) == [line.text for line in boat().transcript]
    cursor = page.textCursor()
    assert page.selected() == (min(ends, key=_place), max(ends, key=_place))
    assert (cursor.anchor() < cursor.position()) is (_place(ends[0]) < _place(ends[1]))


def _place(place: Place) -> tuple[int, int]:
    return place.row, place.offset


def test_pasted_stamps_are_kept(page: TranscriptPage) -> None:
    at(page, 1, 3)
    page.insertFromMimeData(put("0:06\nThe gulls did.\n0:07\nPerhaps."))
    assert texts(page)[1:4] == ["Nobody saw it go.", "The gulls did.", "Perhaps."]
    assert [session_of(page).line(row).start for row in (2, 3)] == [6_000, 7_000]
    assert page.caret() == Place(3, 8)
    page.undo()
    assert texts(page) == [line.text for line in boat().transcript]


STAMPED = "0:06\nThe gulls did.\n0:07\nPerhaps."


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize(
    ("first", "last", "left"),
    [
        (Place(1, 7), Place(1, 10), [(4_000, "Nobody  it go."), (8_000, TEXTS[2])]),
        (Place(1, 7), Place(2, 4), [(4_000, "Nobody you know, that was that.")]),
        (Place(1, 0), Place(2, 0), [(8_000, TEXTS[2])]),
        (Place(1, 0), Place(1, 17), [(8_000, TEXTS[2])]),
        (Place(1, 0), Place(2, 28), []),
    ],
)
def test_pasted_stamps_take_the_place_of_a_selection(
    page: TranscriptPage, first: Place, last: Place, left: list[tuple[int, str]], back: bool
) -> None:
    before = [*session_of(page).episode.transcript]
    page.select(*((last, first) if back else (first, last)))
    ends = page.textCursor().anchor(), page.textCursor().position()
    page.insertFromMimeData(put(STAMPED))
    there = [(line.start, line.text) for line in session_of(page).episode.transcript]
    pasted = [(6_000, "The gulls did."), (7_000, "Perhaps.")]
    others = [(line.start, line.text) for line in (before[0], *before[3:])]
    assert there == sorted([*others, *left, *pasted])
    assert texts(page) == [text for _, text in there]
    assert page.caret() == Place(there.index(pasted[1]), 8)
    page.undo()
    assert [*session_of(page).episode.transcript] == before
    assert (page.textCursor().anchor(), page.textCursor().position()) == ends
    assert not session_of(page).history.undoable


def test_lines_copied_with_their_times_keep_them_over_a_selection(page: TranscriptPage) -> None:
    before = [*session_of(page).episode.transcript]
    page.selectAll()
    page.copy()
    page.selectAll()
    page.paste()
    after = [*session_of(page).episode.transcript]
    assert [(line.start, line.end, line.text, line.speaker, line.marks) for line in after] == [
        (line.start, line.end, line.text, line.speaker, line.marks) for line in before
    ]
    assert texts(page) == list(TEXTS)
    page.undo()
    assert [*session_of(page).episode.transcript] == before


def test_words_carried_keep_their_times_over_others_where_order_allows(
    page: TranscriptPage,
) -> None:
    page.select(Place(0, 16), Place(0, 21))
    heard = session_of(page).line(0).word_times()[4]
    page.cut()
    page.select(Place(0, 16), Place(0, 20))
    page.paste()
    line = session_of(page).line(0)
    assert (line.text, line.word_times()[4]) == ("So, um, the the boat  at nine.", heard)
    assert page.caret() == Place(0, 21)
    page.select(Place(4, 0), Place(4, 4))
    page.paste()  # said long before: words alone
    assert texts(page)[4].startswith("boat  you there")


def test_three_clicks_select_the_line(page: TranscriptPage, qtbot: QtBot) -> None:
    at(page, 1, 0)
    where = page.cursorRect().center()
    view = page.viewport()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=where)
    assert page.selected() == (Place(1, 0), Place(1, 17))


def test_undo_while_typing_takes_back_what_was_typed(page: TranscriptPage, qtbot: QtBot) -> None:
    at(page, 1, 0)
    qtbot.keyClicks(page, "ab")
    page.undo()
    assert texts(page)[1] == "Nobody saw it go."
    page.redo()
    assert texts(page)[1] == "abNobody saw it go."


def test_what_the_disk_refuses_is_taken_back(
    page: TranscriptPage, journal: Memory, qtbot: QtBot
) -> None:
    before = texts(page)
    journal.full = True
    with qtbot.waitSignal(page.failed) as failed:
        page.select(Place(0, 3), Place(2, 3))
        qtbot.keyClick(page, Qt.Key.Key_Delete)
    assert isinstance(failed.args[0], UserError)
    assert texts(page) == before
    with qtbot.waitSignal(page.failed):
        at(page, 1, 3)
        qtbot.keyClick(page, Qt.Key.Key_Return)
    assert texts(page) == before


def test_a_read_only_project_is_read(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(read_only=True)
    before = texts(page)
    at(page, 1, 3)
    for key in (Qt.Key.Key_A, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Delete):
        qtbot.keyClick(page, key)
    page.insertFromMimeData(put("x"))
    page.editing.strike()
    assert texts(page) == before
    qtbot.keyClick(page, Qt.Key.Key_Right)
    assert page.caret() == Place(1, 4), "the caret can still be moved"


def test_a_screen_reader_can_edit(page: TranscriptPage) -> None:
    reader = QAccessible.queryAccessibleInterface(page)
    assert reader is not None
    editable = reader.editableTextInterface()
    assert editable is not None
    start = page.document().findBlockByNumber(1).position()
    editable.insertText(start, "Still, ")
    assert texts(page)[1] == "Still, Nobody saw it go."
    editable.deleteText(start + 5, start + 28)
    assert texts(page)[1] == "Still you know, that was that."
    editable.insertText(start, "a\nb")
    assert texts(page)[1] == "a bStill you know, that was that."


def test_an_input_method_composes_and_commits(page: TranscriptPage) -> None:
    at(page, 3, 0)
    QApplication.sendEvent(page, QInputMethodEvent("かな", []))
    assert texts(page)[3] == ""
    done = QInputMethodEvent("", [])
    done.setCommitString("仮名")
    QApplication.sendEvent(page, done)
    assert texts(page)[3] == "仮名"


def test_an_empty_transcript_takes_no_text(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(Episode())
    qtbot.keyClicks(page, "abc")
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert page.toPlainText() == ""
    assert page.caret() is None


# --- the clean view


def test_typing_in_clean_leaves_struck_words_where_they_are(
    page: TranscriptPage, qtbot: QtBot
) -> None:
    page.set_view(View.CLEAN)
    assert page.document().firstBlock().text() == "So, the boat left at nine."
    at(page, 0, 4)
    qtbot.keyClicks(page, "perhaps ")
    assert texts(page)[0] == "So, perhaps um, the the boat left at nine."
    assert page.document().firstBlock().text() == "So, perhaps the boat left at nine."
    assert page.caret() == Place(0, 12)
    assert len(session_of(page).line(0).marks) == 2


def test_deleting_in_clean_leaves_struck_words_where_they_are(
    page: TranscriptPage, qtbot: QtBot
) -> None:
    page.set_view(View.CLEAN)
    page.select(Place(0, 0), Place(0, 8))
    qtbot.keyClicks(page, "A ")
    assert texts(page)[0] == "A um, the boat left at nine."
    assert page.document().firstBlock().text() == "A boat left at nine."


def test_deleting_lines_in_clean_leaves_struck_words_where_they_are(page: TranscriptPage) -> None:
    page.set_view(View.CLEAN)
    page.select(Place(0, 2), Place(1, 6))
    page.textCursor().removeSelectedText()
    line = session_of(page).line(0)
    assert "um, " in line.text
    assert page.document().firstBlock().text().startswith("So")
    assert page.document().firstBlock().text().endswith("saw it go.")
    assert len(texts(page)) == 4


# --- striking


def test_strike_and_stet_the_word_at_the_caret(page: TranscriptPage) -> None:
    at(page, 1, 9)
    page.editing.strike()
    line = session_of(page).line(1)
    assert [(m.start, m.end, m.state) for m in line.marks] == [(7, 10, MarkState.STRUCK)]
    page.editing.strike()
    assert session_of(page).line(1).marks == ()


def test_stet_a_mark_at_the_caret(page: TranscriptPage) -> None:
    at(page, 0, 5)
    page.editing.strike()
    states = [m.state for m in session_of(page).line(0).marks]
    assert states == [MarkState.STET, MarkState.AUTO]


def test_striking_lines_keeps_the_selection(page: TranscriptPage) -> None:
    page.select(Place(1, 7), Place(2, 3))
    page.editing.strike()
    assert page.selected() == (Place(1, 7), Place(2, 3))
    assert len(session_of(page).history) == 1
    spans = [[(m.start, m.end) for m in session_of(page).line(row).marks] for row in (1, 2)]
    assert spans == [[(7, 17)], [(0, 3), (4, 14)]]


def test_striking_in_clean_takes_the_words_off_the_page(page: TranscriptPage) -> None:
    page.set_view(View.CLEAN)
    at(page, 0, 10)
    page.editing.strike()
    assert page.document().firstBlock().text() == "So, the left at nine."
    assert len(session_of(page).line(0).marks) == 3


# --- drag and drop


def test_dropping_text_from_elsewhere(page: TranscriptPage) -> None:
    where = page.cursorRect(page.textCursor())
    data = put("Well:\n")
    event = QDropEvent(
        QPointF(where.center()),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    assert texts(page)[0].startswith("Well: So,")
    assert page.selected() == (Place(0, 0), Place(0, 6))


def test_the_caret_is_drawn_where_it_is_after_a_drop(page: TranscriptPage) -> None:
    page.setFocus()
    at(page, 1, 3)
    here, data = QPointF(page.cursorRect().center()), put("Well ")
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    plain = Qt.KeyboardModifier.NoModifier
    for event in (
        QDragEnterEvent(here.toPoint(), *how, plain),
        QDragMoveEvent(here.toPoint(), *how, plain),
    ):
        QApplication.sendEvent(page.viewport(), event)
    QApplication.sendEvent(page.viewport(), QDropEvent(here, *how, plain))
    assert texts(page)[1] == "NobWell ody saw it go."
    at(page, 0, 0)
    assert page.getPaintContext().cursorPosition <= 0


def test_files_are_left_to_the_window(page: TranscriptPage) -> None:
    data = put("/home/ada/episode.srt")
    data.setUrls([QUrl.fromLocalFile("/home/ada/episode.srt")])
    assert not page.canInsertFromMimeData(data)
    link = put("https://example.org")
    link.setUrls([QUrl("https://example.org")])
    assert page.canInsertFromMimeData(link)


def test_keys_of_commands_part_no_line(page: TranscriptPage, qtbot: QtBot) -> None:
    before = texts(page)
    at(page, 1, 5)
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    assert texts(page) == before


def drag(page: TranscriptPage, to: Place, *, copy: bool = False) -> None:
    target = QTextCursor(page.document())
    target.setPosition(page.document().findBlockByNumber(to.row).position() + to.offset)
    page.editing.drag(target, copy=copy)


def test_moving_a_word_within_its_line(page: TranscriptPage) -> None:
    page.select(Place(1, 0), Place(1, 7))
    drag(page, Place(1, 11))
    assert texts(page)[1] == "saw Nobody it go."
    assert page.textCursor().selectedText() == "Nobody "


@pytest.mark.parametrize(
    ("first", "last", "to", "shown"),
    [
        ((1, 0), (1, 7), (0, 0), ["Nobody So, um, the the boat left at nine.", "saw it go."]),
        ((1, 0), (1, 7), (2, 4), ["saw it go.", "And Nobody you know, that was that."]),
        ((1, 7), (2, 8), (1, 0), ["saw it go. And you Nobody know, that was that."]),
        ((1, 7), (2, 8), (2, 14), ["Nobody know, saw it go. And you that was that."]),
        ((0, 29), (1, 7), (4, 0), ["So, um, the the boat left at saw it go.", "nine. Nobody Were"]),
        ((1, 0), (2, 0), (4, 0), ["And you know", "", "Nobody saw it go. Were you there,"]),
    ],
)
def test_dragging_is_one_step_however_many_lines_it_is_over(
    page: TranscriptPage,
    first: tuple[int, int],
    last: tuple[int, int],
    to: tuple[int, int],
    shown: list[str],
) -> None:
    before = texts(page)
    page.select(Place(*first), Place(*last))
    taken = page.textCursor().selectedText().replace("\u2029", " ")
    drag(page, Place(*to))
    whole = "\n".join(texts(page))
    assert all(part in whole for part in shown), whole
    assert page.textCursor().selectedText() == taken
    assert sorted(whole.split()) == sorted("\n".join(before).split())
    assert len(session_of(page).history) == 1
    page.undo()
    assert texts(page) == before
    assert page.selected() == (Place(*first), Place(*last))


@pytest.mark.parametrize("copy", [False, True])
def test_struck_words_are_struck_where_they_are_dragged_to(
    page: TranscriptPage, copy: bool
) -> None:
    page.select(Place(0, 4), Place(0, 8))
    drag(page, Place(1, 7), copy=copy)
    line = session_of(page).line(1)
    assert line.text == "Nobody um, saw it go."
    (mark,) = line.marks
    assert line.text[mark.start : mark.end] == "um, "
    assert ("um, " in texts(page)[0]) is copy
    assert render(line, View.CLEAN).text == "Nobody saw it go."


@pytest.mark.parametrize("cut", [False, True])
def test_struck_words_are_struck_where_they_are_pasted(page: TranscriptPage, cut: bool) -> None:
    page.select(Place(0, 4), Place(0, 8))
    (page.cut if cut else page.copy)()
    at(page, 1, 7)
    page.paste()
    line = session_of(page).line(1)
    assert line.text == "Nobody um, saw it go."
    assert render(line, View.CLEAN).text == "Nobody saw it go."
    assert page.caret() == Place(1, 11)
    page.undo()
    assert texts(page)[1] == "Nobody saw it go."


def test_hidden_words_stay_when_those_around_them_are_dragged(page: TranscriptPage) -> None:
    page.set_view(View.CLEAN)
    page.select(Place(0, 0), Place(0, 8))
    drag(page, Place(1, 0))
    assert page.textCursor().selectedText() == "So, the "
    lines = session_of(page).episode.transcript
    clean = [render(line, View.CLEAN).text for line in lines[:2]]
    assert clean == ["boat left at nine.", "So, the Nobody saw it go."]
    assert "um, " in session_of(page).line(0).text
    page.undo()
    assert session_of(page).line(0).text == boat().transcript[0].text


def test_the_windows_keys_come_before_the_pages(page: TranscriptPage) -> None:
    def takes(key: Qt.Key, modifier: Qt.KeyboardModifier) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
        event.ignore()
        QApplication.sendEvent(page, event)
        return event.isAccepted()

    assert not takes(Qt.Key.Key_Z, CTRL)
    assert not takes(Qt.Key.Key_E, CTRL)
    assert takes(Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
