"""Telling a language: English at once, the others by the library, nothing where nothing is sure."""

from __future__ import annotations

import sys

import pytest

from editor.cleaning import language
from editor.cleaning.language import guess

SAID = {
    "de": "Also ich glaube, dass wir darüber noch einmal reden müssen, weil es wichtig ist.",
    "fr": "Je crois que nous devons en parler encore une fois, parce que c'est important.",
    "es": "Creo que tenemos que hablar de esto otra vez, porque es muy importante para todos.",
    "nl": "Ik denk dat we het er nog een keer over moeten hebben, omdat het belangrijk is.",
}


def test_plain_english_asks_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_asked", lambda _sample: pytest.fail("the library was asked"))
    assert guess("So we went to the house, and it was fine, I think.") == "en"
    assert guess("So we went. " * 10_000) == "en"


def test_too_few_words_are_of_no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_asked", lambda _sample: pytest.fail("the library was asked"))
    assert guess("") == ""
    assert guess("um, äh, euh") == ""


@pytest.mark.parametrize("tag", ["de", "nl"])
def test_other_languages_are_told_by_the_library(tag: str) -> None:
    assert guess(SAID[tag]) == tag


def test_what_the_library_is_not_sure_of_is_not_told() -> None:
    assert guess("xq zzv qqq brrr 123 xq zzv") == ""


def test_a_worker_that_cannot_start_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert guess(SAID["de"]) == ""
