"""A page on a small episode, whose journal writes nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from editor.app.session import Session
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.marks import Kind, Mark, MarkState
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.store import Draft, Packed
from editor.ui.page import TranscriptPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TEXTS = (
    "So, um, the the boat left at nine.",
    "Nobody saw it go.",
    "And you know, that was that.",
    "",
    "Were you there, there on the quay?",
)


class Memory:
    """A journal that keeps drafts in mind, and refuses to write when it is told to be full."""

    def __init__(self) -> None:
        self.drafts: list[Draft | None] = []
        self.full = False

    def record(
        self, edit: Edit, *, merged: Edit | None, packed: Packed | None = None
    ) -> Future[None]:
        return self._done()

    def record_beneath(self, edit: Edit, there: Edit, above: int) -> Future[None]:
        return self._done()

    def record_step(self, edit: Edit, by: int) -> Future[None]:
        return self._done()

    def draft(self, draft: Draft | None) -> None:
        self.drafts.append(draft)

    def remember(self, **values: str | Callable[[], str]) -> None:
        """Nothing is kept."""

    def _done(self) -> Future[None]:
        done: Future[None] = Future()
        if self.full:
            done.set_exception(UserError("disk-full"))
        else:
            done.set_result(None)
        return done


def struck(start: int, end: int, state: MarkState = MarkState.AUTO) -> Mark:
    return Mark(start, end, Kind.REPEAT, "test", 0.9, state)


def boat() -> Episode:
    """Five lines of two people; in the first a filler and a doubling are struck."""
    marks = {0: (struck(4, 8), struck(12, 16)), 2: (struck(4, 14, MarkState.PROPOSED),)}
    segments = [
        Segment(n + 1, n * 4000, n * 4000 + 3500, text, 1 if n < 2 else 2, marks.get(n, ()))
        for n, text in enumerate(TEXTS)
    ]
    return Episode(segments, [Speaker(1, "Ada Lumen"), Speaker(2, "Dr Bo Strand")])


def lines(count: int) -> Episode:
    """So many lines, each longer than the page is wide."""
    text = "we went along the river for a long while and nobody had anything to say about it, "
    segments = [
        Segment(n + 1, n * 2000, n * 2000 + 1900, f"Line {n}: {text * (1 + n % 3)}", 1 + n // 7 % 2)
        for n in range(count)
    ]
    return Episode(segments, [Speaker(1, "Ada"), Speaker(2, "Bo")])


Open = Callable[..., TranscriptPage]


@pytest.fixture
def journal() -> Memory:
    return Memory()


@pytest.fixture
def open_page(qtbot: QtBot, journal: Memory) -> Open:
    """Return a function that shows an episode on a page of 900 by 600."""

    def opened(episode: Episode | None = None, *, read_only: bool = False) -> TranscriptPage:
        page = TranscriptPage()
        qtbot.addWidget(page)
        page.resize(900, 600)
        page.open(Session(episode or boat(), journal, read_only=read_only))
        page.show()
        qtbot.waitUntil(lambda: page.sheet.complete)
        QApplication.processEvents()
        return page

    return opened


@pytest.fixture
def page(open_page: Open) -> TranscriptPage:
    """Return a page on ``boat``."""
    return open_page()


def shown_texts(page: TranscriptPage) -> list[str]:
    """What the document says, line by line."""
    block, found = page.document().firstBlock(), []
    while block.isValid():
        found.append(block.text())
        block = block.next()
    return found


def model_texts(page: TranscriptPage) -> list[str]:
    """What the model says in the page's view."""
    assert page.shown is not None
    return [page.shown.text(row) for row in range(len(page.shown))] or [""]


def texts(page: TranscriptPage) -> list[str]:
    """The lines' own texts, what is being typed included; the page has to show the same."""
    assert page.session is not None
    assert shown_texts(page) == model_texts(page)
    session = page.session
    return [session.line(row).text for row in range(len(session.episode.transcript))]


def with_marks(episode: Episode, row: int, marks: Sequence[Mark]) -> Segment:
    """A line of an episode with other marks."""
    return replace(episode.transcript[row], marks=tuple(marks))


@pytest.fixture(scope="session", autouse=True)
def _empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """What is on the clipboard must go before Qt does: its owner is gone when the process ends."""
    yield
    qapp.clipboard().clear()
