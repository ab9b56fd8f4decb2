"""A line of a whole hour: painted as a short one is, and at no greater cost."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from editor.model.episode import Episode
from editor.model.segment import Segment
from editor.ui.page import TranscriptPage, painting
from editor.ui.page.shown import Place
from tests.app.counting_calls import calls
from tests.ui.page.conftest import Open, struck

PHRASES = {
    "plain": "so um we went along the river ",
    "emoji": "so um we 🎈 went along the river ",
    "both ways": "so um של היום עם Ada Lovelace כאן. ",
}


def monologue(times: int, phrase: str = PHRASES["plain"]) -> Episode:
    """One line that says a phrase again and again, its "um" struck each time."""
    marks = tuple(struck(at + 3, at + 6) for at in range(0, times * len(phrase), len(phrase)))
    return Episode([Segment(1, 0, 3_600_000, phrase * times, None, marks)])


def opened(open_page: Open, episode: Episode) -> TranscriptPage:
    """The page with every third "river" outlined and misspelt, looked at in its middle."""
    page = open_page(episode)
    text = episode.transcript[0].text
    rivers = [at for at in range(len(text)) if text.startswith(("river", "Lovelace"), at)]
    page.show_matches([(0, at, at + 5) for at in rivers[::3]])
    page.column.misspelt = lambda _: [(at, at + 5) for at in rivers[1::3]]
    page.go_to(0, len(text) // 2)
    QApplication.processEvents()
    return page


def test_painting_a_long_line_costs_what_is_on_the_screen(open_page: Open) -> None:
    costs = []
    for times in (200, 1_600):
        page = opened(open_page, monologue(times))
        page.viewport().repaint()
        costs.append(calls(page.viewport().repaint))
    assert costs[1] < costs[0] * 1.5


@pytest.mark.parametrize("phrase", PHRASES.values(), ids=list(PHRASES))
@pytest.mark.parametrize("selected", [False, True])
def test_what_is_left_out_is_not_on_the_screen(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, phrase: str, selected: bool
) -> None:
    page = opened(open_page, monologue(300, phrase))
    if selected:
        middle = len(phrase) * 150
        page.select(Place(0, 3), Place(0, middle + 5))
    seen = page.viewport().grab().toImage()
    monkeypatch.setattr(painting, "_seen", lambda *_: range(1_000_000))
    assert page.viewport().grab().toImage() == seen
