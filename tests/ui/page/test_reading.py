"""Looking, hearing and finding one's way: views, heard word, following, loading, announcements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from editor.model.edits import Caret, Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.people import Speaker
from editor.model.render import View
from editor.model.segment import Segment
from editor.model.verbs.lines import rewrite, split
from editor.model.verbs.people import assign
from editor.ui.page import TranscriptPage
from editor.ui.page.announce import Announcer
from editor.ui.page.gutter import short_names
from editor.ui.page.shown import Place
from editor.ui.tokens import DARK
from tests.ui.page.conftest import (
    Memory,
    Open,
    lines,
    model_texts,
    shown_texts,
    struck,
    texts,
    with_marks,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

from editor.app.session import Session


class Watch(QObject):
    """Collects what parts of a widget are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[QRect] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.painted.append(event.rect())
        return False


def settle(page: TranscriptPage) -> None:
    for _ in range(5):
        QApplication.processEvents()


def point(page: TranscriptPage, row: int, offset: int) -> QPoint:
    """The middle of a character's left edge in the viewport."""
    cursor = page.textCursor()
    cursor.setPosition(page.block(row).position() + offset)
    rect = page.cursorRect(cursor)
    return QPoint(rect.x() + 2, rect.center().y())


# --- mouse


def test_a_click_moves_the_caret_and_plays_nothing(page: TranscriptPage, qtbot: QtBot) -> None:
    asked: list[int] = []
    page.play_from.connect(asked.append)
    where = point(page, 1, 7)
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert page.caret() == Place(1, 7)
    assert asked == []


def test_a_double_click_plays_from_the_word(page: TranscriptPage, qtbot: QtBot) -> None:
    assert page.session is not None
    starts = [time.start for time in page.session.line(1).word_times()]
    where = point(page, 1, 8)
    with qtbot.waitSignal(page.play_from) as asked:
        qtbot.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert asked.args == [starts[1]]
    QApplication.processEvents()
    control = Qt.KeyboardModifier.ControlModifier
    with qtbot.waitSignal(page.play_from) as asked:
        qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, control, point(page, 1, 15))
    assert asked.args == [starts[3]]


def test_a_click_between_two_text_lines_goes_to_the_nearest(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(lines(20))
    block = page.block(2)
    layout = block.layout()
    assert layout.lineCount() > 1
    place = page.place_of(2)
    assert place is not None
    under = place.top() + layout.lineAt(0).y() + layout.lineAt(0).height()
    over = place.top() + layout.lineAt(1).y()
    assert over - under >= 2, "there is room between the lines"
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, int(over - 1)))
    caret = page.caret()
    assert caret is not None
    assert caret.row == 2
    assert caret.offset not in (0, layout.lineAt(0).textLength(), len(block.text()))


def test_a_click_beside_the_text_goes_to_the_line(page: TranscriptPage, qtbot: QtBot) -> None:
    y = point(page, 2, 0).y()
    qtbot.mouseClick(page.gutter, Qt.MouseButton.LeftButton, pos=QPoint(20, y))
    assert page.caret() == Place(2, 0)
    qtbot.mouseClick(page.edge, Qt.MouseButton.LeftButton, pos=QPoint(5, y))
    assert page.caret() == Place(2, len("And you know, that was that."))


# --- hearing


def test_lighting_a_word_paints_two_words_and_moves_nothing(page: TranscriptPage) -> None:
    page.select(Place(4, 2), Place(4, 7))
    settle(page)
    watch = Watch()
    page.viewport().installEventFilter(watch)
    page.hearing.show(1, 0)
    settle(page)
    page.hearing.show(1, 2)
    settle(page)
    page.viewport().removeEventFilter(watch)
    assert watch.painted
    assert all(rect.height() < 40 for rect in watch.painted)
    assert all(rect.width() < page.viewport().width() / 2 for rect in watch.painted)
    assert page.selected() == (Place(4, 2), Place(4, 7))


def test_the_heard_word_has_its_own_ground(page: TranscriptPage) -> None:
    page.select(Place(4, 0), Place(4, 0))
    before = page.viewport().grab().toImage()
    page.hearing.show(1, 2)
    after = page.viewport().grab().toImage()
    inside = point(page, 1, 11) + QPoint(2, -9)
    assert before.pixelColor(inside).name().upper() == page.tokens.page
    assert after.pixelColor(inside).name().upper() == page.tokens.heard


def test_the_moment_finds_its_word(page: TranscriptPage) -> None:
    assert page.session is not None
    times = page.session.line(1).word_times()
    page.hear(times[1].start + 1)
    assert page.column.heard is not None
    row, word = page.column.heard
    assert (row, "Nobody saw it go."[word.start : word.end]) == (1, "saw")
    page.hear(None)
    assert page.column.heard is None


def test_where_no_word_can_be_lit_the_time_is(page: TranscriptPage) -> None:
    page.hearing.show(3, None)
    assert page.heard_line == 3
    page.set_view(View.CLEAN)
    page.hearing.show(0, 1)
    assert page.heard_line == 0, "the word is struck and not on the page"
    page.hearing.show(0, 0)
    assert page.heard_line == -1


def test_the_page_follows_until_a_person_takes_over(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(lines(200))
    page.set_follow(True)
    page.hear(100 * 2000 + 10)
    settle(page)
    place = page.place_of(100)
    assert place is not None
    assert 0 <= place.top() < page.viewport().height() / 2
    wheel = QWheelEvent(
        QPointF(50, 50), page.mapToGlobal(QPointF(50, 50)), QPoint(), QPoint(0, 240),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    with qtbot.waitSignal(page.follow_changed):
        QApplication.sendEvent(page.viewport(), wheel)
    here = page.verticalScrollBar().value()
    page.hear(150 * 2000 + 10)
    assert page.verticalScrollBar().value() == here
    page.set_follow(True)
    assert page.verticalScrollBar().value() > here
    page.go_to(150)
    qtbot.keyClicks(page, "x")
    assert not page.follow


def test_the_wheel_with_control_asks_for_another_size(page: TranscriptPage, qtbot: QtBot) -> None:
    wheel = QWheelEvent(
        QPointF(50, 50), page.mapToGlobal(QPointF(50, 50)), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    with qtbot.waitSignal(page.zoom_asked) as asked:
        QApplication.sendEvent(page.viewport(), wheel)
    assert asked.args == [-1]


# --- views and loading


def test_views_keep_the_caret_on_its_word(page: TranscriptPage) -> None:
    source = len("So, um, the the boat le")
    page.go_to(0, source)
    for view in (View.CLEAN, View.VERBATIM, View.MARKED, View.CLEAN):
        page.set_view(view)
        caret = page.caret()
        assert caret is not None
        assert page.shown is not None
        assert page.shown.to_source(caret) == source
        assert shown_texts(page) == model_texts(page)


def test_views_keep_the_first_visible_line(open_page: Open) -> None:
    episode = lines(400)
    for row in range(400):
        line = with_marks(episode, row, [struck(0, 60 + row % 40)])
        episode.apply(
            Edit("mark", (Splice(Track.SEGMENTS, row, (episode.transcript[row],), (line,)),))
        )
    page = open_page(episode)
    page.scroll_to(200)
    for view in (View.CLEAN, View.MARKED):
        page.set_view(view)
        while not page.sheet.complete:
            settle(page)
        assert page.row(page.firstVisibleBlock()) == 200


def test_the_caret_is_told_in_the_lines_own_text(page: TranscriptPage, qtbot: QtBot) -> None:
    page.set_view(View.CLEAN)
    with qtbot.waitSignal(page.line_changed) as told:
        page.go_to(2)
    assert told.args == [2]
    with qtbot.waitSignal(page.caret_moved) as moved:
        page.go_to(0, len("So, um, the the boat"))
    assert moved.args == [0, len("So, um, the the boat")]


def test_a_long_transcript_opens_where_the_caret_is(qtbot: QtBot, journal: Memory) -> None:
    page = TranscriptPage()
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    QApplication.processEvents()
    episode = lines(6000)
    session = Session(episode, journal)
    page.open(session, Caret(4001, 5))
    assert page.sheet.rows < 1000, "most lines are not in the document yet"
    page.viewport().grab()
    assert page.caret() == Place(4000, 5)
    place = page.place_of(4000)
    assert place is not None
    assert 0 <= place.top() < page.viewport().height()
    qtbot.keyClicks(page, "typed")
    top = page.row(page.firstVisibleBlock())
    with qtbot.waitSignal(page.loaded):
        pass
    assert page.sheet.base == 0
    assert page.row(page.firstVisibleBlock()) == top
    assert page.caret() == Place(4000, 10)
    assert texts(page)[4000].startswith("Line typed4000")


def test_the_last_line_is_a_key_away_while_others_load(qtbot: QtBot, journal: Memory) -> None:
    page = TranscriptPage()
    qtbot.addWidget(page)
    page.open(Session(lines(6000), journal))
    qtbot.keyClick(page, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    caret = page.caret()
    assert caret is not None
    assert caret.row == 5999


def test_parting_a_line_while_others_load(qtbot: QtBot, journal: Memory) -> None:
    page = TranscriptPage()
    qtbot.addWidget(page)
    page.open(Session(lines(6000), journal), Caret(3001, 8))
    page.editing.split()
    with qtbot.waitSignal(page.loaded):
        pass
    assert len(texts(page)) == 6001


def test_a_change_of_many_lines_is_shown(open_page: Open) -> None:
    page = open_page(lines(3000))
    assert page.session is not None
    episode = page.session.episode
    page.scroll_to(1500)
    page.session.do(rewrite(episode, {row: f"All new {row}" for row in range(3000)}))
    visible = [block.text() for block, _ in page.visible_blocks()]
    assert visible
    assert all(text.startswith("All new") for text in visible), "what is seen is new at once"
    while not page.sheet.complete:
        settle(page)
    assert texts(page)[2999] == "All new 2999"


def settle_all(page: TranscriptPage) -> None:
    while not page.sheet.complete:
        settle(page)


@pytest.mark.parametrize("view", [View.MARKED, View.CLEAN])
@pytest.mark.parametrize("every", [1, 2, 9])
def test_a_change_of_many_lines_leaves_caret_and_screen_where_they_are(
    open_page: Open, view: View, every: int
) -> None:
    """Lines hold characters of two units, and every one of them or only some have changed."""
    page = open_page(lines(600))
    page.set_view(view)
    assert page.session is not None
    page.session.do(
        rewrite(page.session.episode, {7: "Zwei 🎙️ Wörter", 411: "\U0001d504 to \U0001d505"})
    )
    page.select(Place(408, 3), Place(411, 2))
    page.scroll_to(100)
    lengths, top = [len(text) for text in shown_texts(page)], page.top_line()
    said = {row: f"New {'🎙️' * (row % 3)} {row}" for row in range(0, 600, every)}
    for row in (408, 411):
        said.pop(row, None)
    page.session.do(rewrite(page.session.episode, said))
    settle_all(page)
    assert shown_texts(page) == model_texts(page)
    assert page.selected() == (Place(408, 3), Place(411, 2))
    assert page.top_line() == top
    assert len(lengths) == len(shown_texts(page))
    page.session.undo()
    settle_all(page)
    assert [len(text) for text in shown_texts(page)] == lengths


def test_edits_of_others_are_shown(page: TranscriptPage) -> None:
    assert page.session is not None
    episode = page.session.episode
    page.select(Place(4, 5), Place(4, 5))
    page.session.do(split(episode, 1, 7))
    assert texts(page)[1:3] == ["Nobody", "saw it go."]
    assert page.caret() == Place(5, 5)
    page.session.do(assign(episode, [1], 2))
    assert page.starts_turn(1)


def test_turns_have_room_between_them(page: TranscriptPage) -> None:
    plain, first = page.place_of(1), page.place_of(2)
    assert plain is not None
    assert first is not None
    assert first.height() > plain.height()
    assert page.session is not None
    page.session.do(assign(page.session.episode, [2], 1))
    settle(page)
    joined = page.place_of(2)
    assert joined is not None
    assert joined.height() == plain.height()


def test_closing_a_project_empties_the_page(page: TranscriptPage) -> None:
    page.open(None)
    assert page.toPlainText() == ""
    assert page.isReadOnly()


# --- how it looks


def test_text_from_right_to_left_stands_at_the_right(open_page: Open) -> None:
    segments = [Segment(1, 0, 1000, "مرحبا بالعالم"), Segment(2, 1000, 2000, "hello")]
    page = open_page(Episode(segments))
    assert point(page, 0, 0).x() > page.viewport().width() * 0.8
    assert point(page, 1, 0).x() < page.viewport().width() * 0.2


def test_lines_from_right_to_left_stay_there_when_they_are_moved(open_page: Open) -> None:
    long = "שלום לכולם, ברוכים הבאים לתוכנית של היום. " * 5
    segments = [Segment(1, 0, 1000, long), Segment(2, 1000, 2000, long)]
    page = open_page(Episode(segments, [Speaker(1, "Ada")]))
    assert page.session is not None
    page.session.do(assign(page.session.episode, [1], 1))  # a turn begins: it moves down
    QApplication.processEvents()
    layout = page.block(1).layout()
    for at in range(layout.lineCount()):
        line = layout.lineAt(at)
        assert line.naturalTextRect().right() == pytest.approx(
            page.block(0).layout().lineAt(0).naturalTextRect().right(), abs=2
        )


def test_words_of_both_directions_are_marked_where_they_stand(open_page: Open) -> None:
    text = "של היום עם Ada Lovelace כאן."
    page = open_page(Episode([Segment(1, 0, 1000, text)]))
    block = page.block(0)

    def box(words: str) -> list[tuple[float, float]]:
        start = text.index(words)
        found = page.column.rects(block, start, start + len(words))
        return sorted((rect.left(), rect.right()) for _, rect in found)

    (name,) = box("Ada")
    (family,) = box("Lovelace")
    (before,) = box("עם")
    assert name[1] < family[0] < family[1] < before[0], "the name stands left of what is before it"
    assert box("עם Ada")[0] == pytest.approx(name)
    assert box("עם Ada")[-1] == pytest.approx(before)


def test_zoom_keeps_the_place(open_page: Open) -> None:
    page = open_page(lines(300))
    page.scroll_to(120)
    before = page.fonts.pitch
    page.set_text(200)
    assert page.fonts.pitch > 1.8 * before
    assert page.row(page.firstVisibleBlock()) == 120


def test_a_full_line_holds_about_seventy_characters(open_page: Open) -> None:
    page = open_page(lines(30))
    page.resize(1600, 700)
    settle(page)
    page.viewport().grab()
    lengths = []
    for row in (1, 2, 4, 5):
        layout = page.block(row).layout()
        lengths += [layout.lineAt(at).textLength() for at in range(layout.lineCount() - 1)]
    assert 60 <= sum(lengths) / len(lengths) <= 80


def test_a_theme_changes_every_ground(page: TranscriptPage) -> None:
    page.set_tokens(DARK)
    image = page.grab().toImage()
    corners = (QPoint(3, image.height() - 3), QPoint(image.width() // 2, image.height() - 3))
    assert {image.pixelColor(corner).name().upper() for corner in corners} == {DARK.page}


def test_names_in_the_margin_are_short_and_told_apart() -> None:
    people = ["Dr Ada Lumen", "Bo Strand", "Bo Mast", "Prof.", ""]
    speakers = [Speaker(number, name) for number, name in enumerate(people)]
    assert list(short_names(speakers).values()) == ["Ada", "Bo S.", "Bo M.", "Prof.", ""]


def test_matches_and_findings_are_outlined(page: TranscriptPage) -> None:
    plain = page.viewport().grab().toImage()
    page.show_matches([(1, 0, 6), (4, 0, 4)])
    found = page.viewport().grab().toImage()
    assert found != plain
    page.show_matches([])
    assert page.viewport().grab().toImage() == plain
    page.show_finding(2, 4, 12)
    assert page.viewport().grab().toImage() != plain


def test_the_margin_moves_along_when_a_line_grows(page: TranscriptPage, qtbot: QtBot) -> None:
    page.go_to(1, 5)
    settle(page)
    watch = Watch()
    page.gutter.installEventFilter(watch)
    qtbot.keyClicks(page, "x")
    settle(page)
    assert watch.painted == [], "a key within the line leaves the margin alone"
    page.insert("and on and on " * 20)
    settle(page)
    assert any(rect.height() >= page.gutter.height() for rect in watch.painted)


# --- for the ear


def test_entering_a_line_is_announced_once(page: TranscriptPage, qtbot: QtBot) -> None:
    said: list[str] = []
    page.announcer = Announcer(page, said.append)
    for row in (1, 2, 3, 0, 2):
        page.go_to(row)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["0:08, Dr Bo Strand, 1 finding"]


def test_undo_and_redo_are_announced_before_the_line(page: TranscriptPage, qtbot: QtBot) -> None:
    said: list[str] = []
    page.go_to(2)
    page.insert("Well, ")
    page.editing.commit()
    page.go_to(0)
    page.announcer = Announcer(page, said.append)
    page.undo()
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["Undone: typing. 0:08, Dr Bo Strand, 1 finding"]
    page.redo()
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1] == "Done again: typing"


def test_nothing_is_announced_while_playing(page: TranscriptPage, qtbot: QtBot) -> None:
    said: list[str] = []
    page.announcer = Announcer(page, said.append)
    page.hear(100)
    page.go_to(2)
    page.hear(None)
    page.go_to(1)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["0:04, Ada Lumen"]


def test_the_page_is_an_accessible_text(page: TranscriptPage) -> None:
    reader = QAccessible.queryAccessibleInterface(page)
    assert reader is not None
    assert reader.text(QAccessible.Text.Name) == "Transcript"
    assert reader.text(QAccessible.Text.Description)
    assert reader.role() is QAccessible.Role.EditableText
    text = reader.textInterface()
    assert text is not None
    page.go_to(1, 3)
    assert text.cursorPosition() == page.textCursor().position()
    assert text.text(0, 6) == "So, um"


def test_the_lit_word_goes_along_with_its_letters(page: TranscriptPage, qtbot: QtBot) -> None:
    def lit() -> tuple[int, str]:
        assert page.column.heard is not None
        row, word = page.column.heard
        return row, shown_texts(page)[row][word.start : word.end]

    session = page.session
    assert session is not None
    page.hear(session.line(1).word_times()[1].start + 1)
    page.select(Place(1, 0), Place(1, 0))
    qtbot.keyClicks(page, "Why, ")
    assert lit() == (1, "saw")
    page.select(Place(0, 4), Place(0, 4))
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert lit() == (2, "saw")
    page.undo()
    page.undo()
    assert lit() == (1, "saw")
