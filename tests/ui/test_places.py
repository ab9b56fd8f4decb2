"""Places: back and forward, marks beside the page, and the page as it was left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionSlider

from editor.app.search.hits import Hit
from editor.app.settings import QUESTION_MARKS, RIGHT_PANEL
from editor.model.chapter import Chapter
from editor.model.episode import Episode
from editor.model.info import Info
from editor.model.marks import Kind, Mark, MarkState
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.verbs.lines import type_text
from editor.model.words import TextChange
from editor.store import Project
from editor.ui.features.places import Places
from editor.ui.page.scroll_marks import Sort

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from editor.ui.desk import Desk
    from editor.ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def long_path(tmp_path: Path) -> Path:
    """Return a project of 400 lines, a finding in line 101, a note on 201, a chapter at 301."""
    mark = Mark(0, 4, Kind.MARKER, "marker.phrase", 0.7, MarkState.PROPOSED)
    lines = [
        Segment(n, n * 1000, n * 1000 + 900, f"Line {n} speaks.", marks=(mark,) if n == 101 else ())
        for n in range(1, 401)
    ]
    chapters, notes = [Chapter(1, 301_000, "Late", 301)], [Note(1, 201_000, "here", 201)]
    path = tmp_path / "long.stet"
    Project.create(path, Episode(lines, (), chapters, notes)).close()
    return path


@pytest.fixture
def desk(window: MainWindow, long_path: Path, qtbot: QtBot) -> Desk:
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([long_path])
    assert window.desk is not None
    window.desk.take_focus()
    return window.desk


def test_one_goes_back_and_forward_by_key(desk: Desk) -> None:
    desk.go(2, 3)
    desk.go(300, 0)
    QTest.keyClick(desk.page, Qt.Key.Key_F5, SHIFT)
    assert (desk.row, desk.offset) == (2, 3)
    QTest.keyClick(desk.page, Qt.Key.Key_F5, CTRL | SHIFT)
    assert desk.row == 300
    desk.window_.actions_.run("go.forward")
    assert "further on" in desk.window_.message.text


def test_marks_beside_the_page_show_findings_notes_chapters_and_hits(
    desk: Desk, qtbot: QtBot
) -> None:
    marks = desk.feature(Places).marks
    qtbot.waitUntil(lambda: bool(marks.marked(Sort.FINDING)), timeout=10_000)
    for sort, row in ((Sort.FINDING, 100), (Sort.NOTE, 200), (Sort.CHAPTER, 300)):
        assert list(marks.marked(sort)) == [row]
    marks.show_hits([Hit(0, 0, 1), Hit(0, 2, 3), Hit(399, 0, 1)])
    assert len(marks.drawn(Sort.HIT)) == 2
    empty = desk.window_.theme.colour("panel")
    (row,) = marks.drawn(Sort.NOTE)
    picture = marks.grab().toImage()
    inked = [picture.pixelColor(x, row) for x in range(picture.width())]
    assert any(colour != empty for colour in inked)


def test_a_mark_is_where_the_handle_is_once_its_text_line_is_in_the_middle(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    texts = [" ".join(["and so we rowed on,"] * (n % 7 * 9 + 1)) for n in range(90)]
    lines = [Segment(n + 1, n * 9000, n * 9000 + 8900, text) for n, text in enumerate(texts)]
    path = tmp_path / "wrapped.stet"
    Project.create(path, Episode(lines)).close()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([path])
    desk = window.desk
    assert desk is not None
    qtbot.waitUntil(lambda: desk.page.sheet.complete, timeout=10_000)
    page, bar, marks = desk.page, desk.page.verticalScrollBar(), desk.feature(Places).marks
    for row in range(90):  # every line is laid out from here on
        page.blockBoundingRect(page.block(row))
    page.resize(page.width() + 1, page.height())
    for row in range(90):
        page.blockBoundingRect(page.block(row))
    hits = [Hit(row, at, at + 1) for row in (0, 7, 13, 40, 41, 62, 89) for at in (0, 90, 600)]
    hits = [hit for hit in hits if hit.end <= len(texts[hit.row])]
    below = []
    for hit in hits:
        block = page.block(hit.row)
        line = block.firstLineNumber() + block.layout().lineForTextPosition(hit.start).lineNumber()
        bar.setValue(line - bar.pageStep() // 2)
        marks.show_hits([hit])
        (mark,) = marks.drawn(Sort.HIT)
        option = QStyleOptionSlider()
        bar.initStyleOption(option)
        handle = bar.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, bar
        )
        assert handle.top() <= mark <= handle.bottom() + 1
        if 0 < bar.value() < bar.maximum():
            assert abs(mark - (handle.top() + handle.height() / 2)) <= 2
        below.append(mark)
    assert below == sorted(below)
    assert len(set(below)) > 10
    marks.show_hits(hits)
    assert marks.drawn(Sort.HIT) == sorted(set(below))


def test_the_page_comes_back_as_it_was_left(
    desk: Desk, long_path: Path, window: MainWindow, qtbot: QtBot
) -> None:
    desk.go(250, 2)
    bar = desk.page.verticalScrollBar()
    bar.setValue(bar.value() + 4)
    first = next(desk.page.row(block) for block, _ in desk.page.visible_blocks())
    assert window.close_project()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([long_path])
    assert window.desk is not None
    page = window.desk.page
    assert window.desk.row == 250
    assert next(page.row(block) for block, _ in page.visible_blocks()) == first


@pytest.mark.parametrize(("caret", "top"), [(5, 390), (390, 5)])
def test_the_page_comes_back_scrolled_far_from_the_caret(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, caret: int, top: int
) -> None:
    text = "We went along the river for a long while, and nobody had anything to say about it. " * 3
    path = tmp_path / "wide.stet"
    Project.create(
        path, Episode([Segment(n, n * 1000, n * 1000 + 900, text) for n in range(1, 451)])
    ).close()

    def complete() -> bool:
        return window.desk is not None and window.desk.page.sheet.complete

    for _ in range(2):
        with qtbot.waitSignal(window.opened, timeout=20_000):
            window.open_files([path])
        desk = window.desk
        assert desk is not None
        qtbot.waitUntil(complete)
        if desk.row == 0:
            desk.go(caret, 2)
            desk.page.to_top(top, 1)
            assert desk.page.top_line() == (top, 1)
        else:
            assert (desk.row, desk.offset) == (caret, 2)
            assert desk.page.top_line() == (top, 1)
        assert window.close_project()


def test_everything_else_the_review_asks_is_marked_beside_the_page(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    lines = [Segment(n, n * 1000, n * 1000 + 900, f"Line {n} speaks.", 1) for n in range(1, 401)]
    lines[49] = replace(lines[49], text="we recieve guests")  # no capital, and misspelt
    lines[149] = replace(lines[149], speaker=None)
    lines[249] = replace(lines[249], text="Too much was said in far too short a time.", end=250_100)
    path = tmp_path / "asked.stet"
    people = [Speaker(1, "Ada")]
    Project.create(path, Episode(lines, people, info=Info(language="en-GB"))).close()
    window.settings[RIGHT_PANEL] = False  # the list of the review is not on the screen
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([path])
    desk = window.desk
    assert desk is not None
    marks, session = desk.feature(Places).marks, desk.session

    def marked(*rows: int) -> None:
        qtbot.waitUntil(lambda: list(marks.marked(Sort.QUESTION)) == [*rows], timeout=20_000)

    marked(49, 149, 249)
    session.do(type_text(session.episode, 49, TextChange(0, 10, "We receive")))
    marked(149, 249)
    session.undo()
    marked(49, 149, 249)
    window.settings[QUESTION_MARKS] = False
    marked()
    window.settings[QUESTION_MARKS] = True
    marked(49, 149, 249)


def test_questions_and_findings_have_sides_of_their_own(desk: Desk, qtbot: QtBot) -> None:
    marks, lines = desk.feature(Places).marks, desk.session.episode.transcript
    marks.show_questions({lines[0].id: [0], lines[399].id: [5]})
    qtbot.waitUntil(lambda: list(marks.marked(Sort.QUESTION)) == [0, 399])
    first, _ = marks.drawn(Sort.QUESTION)
    (found,) = marks.drawn(Sort.FINDING)
    theme, picture = desk.window_.theme, marks.grab().toImage()
    right, left = picture.width() - 2, 1
    assert picture.pixelColor(right, first) == theme.colour("mark_partial")
    assert picture.pixelColor(left, first) != theme.colour("mark_partial")
    assert picture.pixelColor(left, found) == theme.colour("mark_scar")
    assert picture.pixelColor(right, found) != theme.colour("mark_scar")
