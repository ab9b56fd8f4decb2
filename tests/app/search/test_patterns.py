"""Regular expressions: what they find, what they put in, and that none holds the program up."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.errors import sentence
from editor.app.jobs import run
from editor.app.search.hits import search
from editor.app.search.query import LONGEST, Query
from editor.app.search.replacing import Replacement
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.render import View
from editor.model.segment import Segment

ENDLESS = "a" * 3_000 + "!"


def _lines(*texts: str) -> list[Segment]:
    return [Segment(at + 1, at * 1000, at * 1000 + 900, text) for at, text in enumerate(texts)]


def _found(pattern: str, *texts: str, case: bool = False, whole: bool = False) -> list[str]:
    query = Query(pattern, case, whole, regular=True)
    return [texts[h.row][h.start : h.end] for h in run(search(query, _lines(*texts), View.MARKED))]


def _replaced(pattern: str, template: str, *texts: str) -> list[str]:
    query, lines = Query(pattern, regular=True), _lines(*texts)
    found = run(search(query, lines, View.MARKED))
    edit = run(Replacement(query, template).plan(found, lines, View.MARKED))
    episode = Episode(lines)
    episode.apply(edit)
    return [line.text for line in episode.transcript]


def test_a_pattern_finds_what_it_describes() -> None:
    assert _found(r"\bm\w+ise\b", "Mobilise, modernise and wise") == ["Mobilise", "modernise"]
    assert _found(r"ad+as", "Adas addas ADDAS", case=True) == ["addas"]
    assert _found(r"a|an", "an ant a", whole=True) == ["an", "a"]


def test_a_pattern_looks_at_one_line_at_a_time() -> None:
    assert _found(r"^so", "so it is", "and so") == ["so"]
    assert _found(r"end$", "the end", "ending") == ["end"]
    assert _found(r"a\sb", "a", "b") == []


def test_places_without_letters_are_none() -> None:
    assert _found(r"x*", "abc") == []
    assert _found(r"\b", "abc") == []


def test_groups_are_put_in() -> None:
    assert _replaced(r"(\w+) (\w+)", r"\2 \1", "Ada Byrne") == ["Byrne Ada"]
    assert _replaced(r"(?P<n>\d+) per ?cent", r"\g<n>%", "10 per cent of 20 percent") == [
        "10% of 20%"
    ]
    assert _replaced(r"(?<=the )\w+", "cat", "the dog and a dog") == ["the cat and a dog"]


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(x+x+)+y|a*a*a*b"])
def test_a_pattern_without_end_is_stopped_with_a_sentence(pattern: str) -> None:
    with pytest.raises(UserError) as raised:
        _found(pattern, "fine", ENDLESS)
    assert raised.value.code == "find-pattern-slow"
    assert "0:01" in sentence(raised.value)


def test_while_a_pattern_runs_other_threads_do_too() -> None:
    beats = 0
    running = threading.Event()
    running.set()

    def beat() -> None:
        nonlocal beats
        while running.is_set():
            beats += 1

    other = threading.Thread(target=beat)
    other.start()
    try:
        with pytest.raises(UserError):
            _found("(a+)+$", ENDLESS)
    finally:
        running.clear()
        other.join()
    assert beats > 100


@pytest.mark.parametrize(
    "pattern", ["[", "(", "(?P<x", "*", r"\L<x>", "(" * 400 + ")" * 400, "(?<=a+)(", "(?z)"]
)
def test_what_is_no_pattern_is_told(pattern: str) -> None:
    with pytest.raises(UserError) as raised:
        _found(pattern, "some words")
    assert raised.value.code == "find-pattern-bad"
    assert "{" not in sentence(raised.value)


def test_a_broken_pattern_is_told_with_its_place() -> None:
    with pytest.raises(UserError) as raised:
        _found("abc[", "words")
    assert raised.value.facts["at"] == 4


def test_endless_patterns_and_templates_are_refused() -> None:
    with pytest.raises(UserError) as raised:
        _found("a" * (LONGEST + 1), "a")
    assert raised.value.code == "find-pattern-long"
    with pytest.raises(UserError) as raised:
        _replaced("(.+)", r"\1" * 200, "a" * 100)
    assert raised.value.code == "find-replacement-long"


@pytest.mark.parametrize("template", [r"\3", r"\g<none>", "\\"])
def test_a_template_that_cannot_be_filled_is_told(template: str) -> None:
    with pytest.raises(UserError) as raised:
        _replaced("(a)", template, "a")
    assert raised.value.code == "find-template-bad"


@given(st.text("ab()[]*+?{}|\\^$.1,<>=!:P", max_size=12), st.text("ab \\1", max_size=4))
def test_any_pattern_ends_in_places_or_a_sentence(pattern: str, template: str) -> None:
    texts = ["abab ba", ""]
    with suppress(UserError):
        texts = _replaced(pattern, template, *texts)
    assert len(texts) == 2
