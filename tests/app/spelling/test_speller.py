"""Spelling: real dictionaries in a real process, and a window that goes on when it dies."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from editor.app.spelling import dictionaries
from editor.app.spelling.dictionaries import Dictionary, available, dictionary
from editor.app.spelling.scripts import written_in
from editor.app.spelling.speller import Speller, checkable
from editor.model.words import Token

pytest.importorskip("hunspell", reason="no Hunspell for this machine")


@pytest.fixture
def speller() -> Iterator[Speller]:
    made = Speller.of_language("en-GB")
    yield made
    made.close()


def test_words_are_known_or_not(speller: Speller) -> None:
    words = ["colour", "organise", "recieve", "Clenton", "carer’s", "it's", "color"]
    assert speller.wrong(words) == {"recieve", "Clenton", "color"}
    assert speller.said("recieve") is True
    assert speller.said("colour") is False
    assert speller.said("never asked") is None


def test_american_is_another_language() -> None:
    speller = Speller.of_language("en-US")
    try:
        assert speller.wrong(["colour", "color"]) == {"colour"}
    finally:
        speller.close()


def test_suggestions_begin_with_the_likeliest(speller: Speller) -> None:
    assert speller.suggestions("recieve")[0] == "receive"


def test_strange_letters_are_no_trouble(speller: Speller) -> None:
    assert speller.wrong(["漢字", "naïve", "\ud7ff", "Ωmega", "a" * 5_000]) <= {
        "Ωmega", "漢字", "\ud7ff", "a" * 5_000,
    }  # fmt: skip
    assert speller.wrong(["recieve"]) == {"recieve"}


def test_words_in_other_letters_are_not_judged(speller: Speller) -> None:
    foreign = {"שלום", "مرحبا", "Москва", "λόγος", "漢字"}
    assert speller.wrong({*foreign, "recieve", "naïveté"}) == {"recieve"}
    assert all(speller.said(word) is False for word in foreign)
    assert written_in("ru_RU") == {"CYRILLIC"}
    assert written_in("de-CH") == {"LATIN"}


def test_names_and_figures_are_not_checked() -> None:
    text = "Clenton's 3rd TLAP, well-being at 10:30"
    found = [text[token.start : token.end] for token in checkable(text, {"clenton"})]
    assert found == ["TLAP", "well-being", "at"]


@pytest.mark.parametrize(
    "text",
    ["see https://exampel.org/recieve?teh=x#frag", "mail bobb@exmpl.org", "www.fooo.org/recieve",
     "#hashtagg", "@usernme"],
)  # fmt: skip
def test_addresses_are_not_checked(text: str) -> None:
    found = {text[token.start : token.end] for token in checkable(text)}
    assert found <= {"see", "mail"}
    assert [*checkable("Unit #4 recieve")] == [Token(0, 4), Token(8, 15)]


def test_a_language_without_dictionary_knows_every_word() -> None:
    assert dictionary("xx") is None
    speller = Speller.of_language("xx")
    assert not speller.usable
    assert speller.wrong(["recieve"]) == set()
    assert speller.suggestions("recieve") == []


def test_a_worker_that_dies_is_left_dead(speller: Speller) -> None:
    speller.wrong(["colour"])
    assert speller._worker is not None
    speller._worker.kill()
    speller._worker.wait()
    assert speller.wrong(["recieve"]) == set()
    assert not speller.usable


def test_a_speller_that_is_closed_starts_no_worker_again(speller: Speller) -> None:
    assert speller.wrong(["recieve"]) == {"recieve"}
    speller.close()
    assert speller.wrong(["teh"]) == set()
    assert speller._worker is None


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be stopped there")
def test_closing_waits_for_no_answer(speller: Speller) -> None:
    """The window's thread closes a project, and a large dictionary takes seconds to load."""
    assert speller.wrong(["recieve"]) == {"recieve"}
    assert speller._worker is not None
    os.kill(speller._worker.pid, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as beside:
        asked = beside.submit(speller.wrong, ["teh"])
        while not speller._lock.locked():
            time.sleep(0.001)
        speller.close()
        assert asked.result() == set()


@pytest.mark.parametrize("words", [b"99999999999\n" + b"\xff/\xfe\n" * 20, b"", b"word\n", b"-1\n"])
def test_a_broken_dictionary_says_nothing(
    words: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "qq_QQ.aff").write_bytes(b"\x00\xff" * 50)
    (tmp_path / "qq_QQ.dic").write_bytes(words)
    monkeypatch.setenv("DICPATH", str(tmp_path))
    assert Dictionary("qq_QQ", tmp_path) not in list(available())
    speller = Speller.of_language("qq-QQ")
    assert speller.wrong(["word"]) == set()
    assert speller.suggestions("word") == []
    speller.close()


def test_dictionaries_of_the_system_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for end in ("aff", "dic"):
        (tmp_path / f"de_DE.{end}").write_text("SET UTF-8\n" if end == "aff" else "1\nHaus\n")
    (tmp_path / "fr_FR.dic").write_text("1\nmaison\n")  # without its rules it is none
    monkeypatch.setenv("DICPATH", str(tmp_path) + os.pathsep + str(tmp_path / "none"))
    assert dictionary("de") == Dictionary("de_DE", tmp_path)
    assert {"en_GB", "en_US", "de_DE"} <= {found.name for found in available()}
    assert "fr_FR" not in {found.name for found in available() if found.folder == tmp_path}
    english = dictionary("en-GB")
    assert english is not None
    assert english.folder.name == "spelling"


@pytest.mark.parametrize("inside", ["share/extensions", "Contents/Resources/extensions"])
def test_dictionaries_of_libreoffice_are_found_in_every_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    german = tmp_path / "LibreOffice 24.app" / inside / "dict-de"
    french = tmp_path / "LibreOffice 24.app" / inside / "dict-fr"
    for folder, name in ((german, "de_AT_frami"), (german, "de_DE_frami"), (french, "fr")):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.aff").write_text("SET UTF-8\n")
        (folder / f"{name}.dic").write_text("1\nHaus\n")
    monkeypatch.setattr(dictionaries, "_folders", lambda: dictionaries._of_office(tmp_path))
    assert dictionary("de") == dictionary("de-DE") == Dictionary("de_DE_frami", german)
    assert dictionary("de-AT") == Dictionary("de_AT_frami", german)
    assert dictionary("fr-FR") == Dictionary("fr", french)
