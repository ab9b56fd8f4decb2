"""Sentences: every error code in the program has one, and an unknown one is honest."""

from __future__ import annotations

import re
from pathlib import Path

from editor.app.errors import sentence
from editor.app.texts import filled, table
from editor.model.errors import UserError

EDITOR = Path(__file__).resolve().parents[2] / "editor"
RAISED = re.compile(r"UserError\(\s*[\"']([a-z0-9-]+)[\"']")


def test_every_code_has_a_sentence() -> None:
    raised = {
        code for path in EDITOR.rglob("*.py") for code in RAISED.findall(path.read_text("utf-8"))
    }
    assert len(raised) > 2
    assert sorted(raised - set(table("errors"))) == []


def test_a_sentence_is_filled_with_the_facts() -> None:
    error = UserError("settings-broken", path="a", kept="a.broken-1")
    assert "a.broken-1" in sentence(error)


def test_a_number_chooses_the_form_of_its_words() -> None:
    said = table("remarks")["check-no-speaker"]
    assert filled(said, {"count": 1, "time": "0:01"}).startswith("1 line has no speaker")
    assert filled(said, {"count": 2, "time": "0:01"}).startswith("2 lines have no speaker")
    assert "{" not in filled(said, {})


def test_a_missing_fact_does_not_hide_the_sentence() -> None:
    assert "(kept)" in sentence(UserError("settings-broken"))


def test_an_unknown_code_is_named_with_its_facts() -> None:
    text = sentence(UserError("never-heard-of", line=7))
    assert "never-heard-of" in text
    assert "7" in text
