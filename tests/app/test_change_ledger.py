"""The ledger holds every struck word, and knows what somebody should have listened to."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given

from editor.app.change_ledger import Ledger, ledger, risks_of, unheard
from editor.app.jobs import run
from editor.app.ledger_export import LedgerForm, save_ledger, verdict, warning, write_ledger
from editor.cleaning.risks import Risk
from editor.model.episode import Episode
from editor.model.info import Info
from editor.model.marks import Kind, Mark, MarkState
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.verbs.cleaning import hear, strike
from editor.model.verbs.lines import type_text
from editor.model.words import TextChange, count_words
from tests.app.counting_calls import calls
from tests.strategies import episodes


def episode_of(*texts: str) -> Episode:
    lines = [
        Segment(at, at * 5_000, at * 5_000 + 4_000, text, 1, source_text=text)
        for at, text in enumerate(texts, 1)
    ]
    return Episode(lines, [Speaker(1, "Clenton Marsh")], info=Info("A <b>show</b>", language="en"))


def strike_words(episode: Episode, index: int, words: str, kind: Kind = Kind.BY_HAND) -> None:
    start = episode.transcript[index].text.index(words)
    episode.apply(strike(episode, index, start, start + len(words)))
    if kind is not Kind.BY_HAND:
        line = episode.transcript[index]
        marks = tuple(replace(m, kind=kind, state=MarkState.AUTO) for m in line.marks)
        episode.transcript.splice(index, 1, [replace(line, marks=marks)])


@pytest.mark.parametrize(
    ("text", "struck", "kind", "risks"),
    [
        ("We did not go there.", "not ", Kind.BY_HAND, {Risk.NEGATION}),
        ("We didn't, we went home.", "didn't, we ", Kind.BY_HAND, {Risk.NEGATION}),
        ("We did not, not go.", "not, ", Kind.REPEAT, set()),
        ("It was in 2019 or so.", "in 2019 ", Kind.BY_HAND, {Risk.NUMBER}),
        ("There were five of us.", "five ", Kind.BY_HAND, {Risk.NUMBER}),
        ("There were five, five of us.", "five, ", Kind.REPEAT, set()),
        ("I met Suzanne yesterday.", "Suzanne ", Kind.BY_HAND, {Risk.NAME}),
        ("Marsh was late.", "Marsh ", Kind.BY_HAND, {Risk.NAME}),
        ("Rain was late.", "Rain ", Kind.BY_HAND, set()),
        ("Su Suzanne was late, Su Suzanne.", "Su ", Kind.PARTIAL, set()),
        ("I was in town and we left.", "I was in town ", Kind.RESTART, {Risk.CLAUSE}),
        ("It is, you know, fine.", "you know, ", Kind.MARKER, set()),
        ("I was, I was in town.", "I was, ", Kind.REPEAT, set()),
        ("So, , we left.", ", ,", Kind.SCAR, set()),
    ],
)
def test_what_touches_meaning(text: str, struck: str, kind: Kind, risks: set[Risk]) -> None:
    episode = episode_of(text)
    strike_words(episode, 0, struck, kind)
    line = episode.transcript[0]
    assert set(risks_of(episode, line, line.marks[0])) == risks


def test_hearing_makes_it_reviewed_until_the_words_change() -> None:
    episode = episode_of("We did not go there.", "It rained, it rained all day.")
    strike_words(episode, 0, "did not ")
    strike_words(episode, 1, "it rained ", Kind.REPEAT)
    assert [(line, episode.transcript.by_id(line).text) for line, _ in unheard(episode)] == [
        (1, "We did not go there.")
    ]
    assert "1 removal" in warning(episode)
    episode.apply(hear(episode, list(unheard(episode))))
    assert warning(episode) == ""
    assert verdict(run(ledger(episode))).startswith("Every removal")
    episode.apply(type_text(episode, 0, TextChange(0, 2, "They")))
    assert warning(episode) == ""
    episode.apply(type_text(episode, 0, TextChange(5, 4, "")))
    assert [m.heard for m in episode.transcript[0].marks] == [False]
    assert "1 removal" in warning(episode)


def test_nothing_struck_touches_no_meaning() -> None:
    assert verdict(run(ledger(episode_of("All stays.")))).startswith("Nothing")


@given(episodes())
def test_every_struck_word_is_in_the_ledger(episode: Episode) -> None:
    kept = run(ledger(episode))
    for index, segment in enumerate(episode.transcript):
        listed = [e for e in kept.entries if e.line == index + 1]
        struck = [m for m in segment.marks if m.strikes]
        worded = [m for m in struck if count_words(segment.text[m.start : m.end])]
        assert {id(m) for m in worded} <= {id(e.mark) for e in listed}
        assert all(e.mark in struck and e.at <= e.until for e in listed)
    assert kept.reviewed == (not any(True for _ in unheard(episode)))


def sample() -> tuple[Episode, Ledger]:
    episode = episode_of("=1+1 is not <i>two</i> & so on.")
    strike_words(episode, 0, "=1+1 is not <i>two</i> ")
    return episode, run(ledger(episode))


def test_csv_reads_back_and_is_no_formula(tmp_path: Path) -> None:
    episode, kept = sample()
    save_ledger(kept, episode, tmp_path / "l.csv")
    text = (tmp_path / "l.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert rows[0]["Struck words"] == "'=1+1 is not <i>two</i>"
    assert rows[0]["Touches meaning"] == "negation, number, whole clause"
    assert rows[0]["Decided by"] == "person"
    assert rows[0]["Speaker"] == "Clenton Marsh"


class Reader(HTMLParser):
    """Collects texts by element, and every element there is."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = ["document"]
        self.scopes: list[str | None] = []
        self.texts: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.scopes += [value for name, value in attrs if name == "scope"]

    def handle_data(self, data: str) -> None:
        self.texts[self.seen[-1]] = self.texts.get(self.seen[-1], "") + data


def test_html_is_escaped_whole_and_has_headings() -> None:
    episode, kept = sample()
    reader = Reader()
    reader.feed(write_ledger(kept, episode, LedgerForm.HTML))
    assert "i" not in reader.seen
    assert "b" not in reader.seen
    assert "script" not in reader.seen
    assert reader.texts["del"].strip().startswith("=1+1 is not <i>two</i>")
    assert reader.scopes.count("row") == 1
    assert reader.scopes.count("col") == 10
    assert "Change ledger: A <b>show</b>" in reader.texts["h1"]


def test_json_says_the_same(tmp_path: Path) -> None:
    episode, kept = sample()
    save_ledger(kept, episode, tmp_path / "l.json")
    data = json.loads((tmp_path / "l.json").read_text("utf-8"))
    assert data["reviewed"] is False
    assert data["struck"][0]["risks"] == ["negation", "number", "clause"]
    assert data["struck"][0]["decided"] == "person"


@pytest.mark.parametrize(
    "look", [lambda episode: list(unheard(episode)), lambda episode: run(ledger(episode))]
)
def test_twice_the_struck_words_of_one_line_take_twice_the_work(
    look: Callable[[Episode], object],
) -> None:
    def steps(copies: int) -> int:
        episode = episode_of("we did not go there " * copies)
        marks = tuple(
            Mark(at + 7, at + 10, Kind.BY_HAND, "by-hand", 1.0, MarkState.STRUCK)
            for at in range(0, 20 * copies, 20)
        )
        episode.transcript.splice(0, 1, [replace(episode.transcript[0], marks=marks)])
        return calls(lambda: look(episode))

    assert steps(200) <= 2.2 * steps(100)
