"""Glossary: exact corrections, look-alikes only suggested, terms found, CSV there and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.cleaning_choice import protected_of
from editor.app.glossary.entries import (
    MOST,
    Entry,
    add_entries,
    entries_of,
    from_csv,
    load,
    save,
    set_entries,
    to_csv,
)
from editor.app.glossary.looking import Corrections, LookAlikes, harvest
from editor.app.glossary.shows import choose_show
from editor.app.jobs import run
from editor.model.chapter import Chapter
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.people import Speaker
from editor.model.segment import Segment

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


def test_a_glossary_is_kept_with_the_project_and_undone() -> None:
    episode = Episode()
    edit = add_entries(episode, [Entry("ADASS", "Adas"), Entry("ADASS", "Adas"), Entry(" ", "x")])
    episode.apply(edit)
    assert entries_of(episode.info) == (Entry("ADASS", "Adas"),)
    assert "ADASS" in protected_of(episode)
    episode.apply(edit.inverse)
    assert entries_of(episode.info) == ()


@pytest.mark.parametrize("broken", ["{", "7", '{"a": 1}', '[["a"], ["a", 1], 3]', ""])
def test_what_cannot_be_read_is_none(broken: str) -> None:
    assert entries_of(Info(settings=(("glossary", broken),))) == ()


@given(st.lists(st.builds(Entry, CELLS, CELLS), max_size=8))
def test_csv_comes_back_as_it_went(entries: list[Entry]) -> None:
    episode = Episode()
    episode.apply(set_entries(episode, [e for e in entries if e.written.strip()]))
    kept = [e for e in entries_of(episode.info) if e.written[:1] != "'" and e.misheard[:1] != "'"]
    assert list(from_csv(to_csv(kept))) == [e for e in kept if e != ("written", "misheard")]


def test_what_is_misheard_has_one_correction() -> None:
    episode = Episode()
    episode.apply(add_entries(episode, [Entry("ADASS", "Adas"), Entry("TLAP")]))
    episode.apply(add_entries(episode, [Entry("Adas Ltd", "Adas"), Entry("Bo")]))
    assert set(entries_of(episode.info)) == {Entry("Adas Ltd", "Adas"), Entry("TLAP"), Entry("Bo")}
    episode.apply(
        choose_show(episode, "Carers", [Entry("ADASS", "Adas"), Entry("Clenton", "Clin")])
    )
    corrections = {entry.misheard: entry.written for entry in entries_of(episode.info)}
    assert corrections["Adas"] == "Adas Ltd"
    assert corrections["Clin"] == "Clenton"


def test_tables_of_other_programs_are_read() -> None:
    assert from_csv("Mobilise;Mobilize\r\nTLAP\r\n\r\n") == (
        Entry("Mobilise", "Mobilize"),
        Entry("TLAP"),
    )
    assert from_csv('written,misheard\n"Dr, no",Doctor\n') == (Entry("Dr, no", "Doctor"),)
    assert from_csv("'=cmd,x\n") == (Entry("=cmd", "x"),)
    assert len(from_csv("a\n" * (MOST + 10))) == MOST
    assert from_csv("") == ()
    assert from_csv('"Smith, John";Jon\nTLAP;T lap\n') == (
        Entry("Smith, John", "Jon"),
        Entry("TLAP", "T lap"),
    )
    assert from_csv("sep=;\r\nWritten;Misheard\r\nTLAP;T lap\r\n") == (Entry("TLAP", "T lap"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_the_encoding_a_spreadsheet_wrote_it_in(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes("written;misheard\r\nJosé;Hosé\r\nMüller;Miller\r\n".encode(encoding))
    assert load(path) == (Entry("José", "Hosé"), Entry("Müller", "Miller"))


def test_a_file_that_is_no_table_is_told(tmp_path: Path) -> None:
    path = tmp_path / "names.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(UserError) as told:
        load(path)
    assert told.value.code == "file-binary"
    assert told.value.facts["path"] == str(path)


def test_files_go_from_one_episode_to_the_next(tmp_path: Path) -> None:
    path = tmp_path / "shows" / "carers.csv"
    save(path, [Entry("ADASS", "Adas")])
    assert load(path) == (Entry("ADASS", "Adas"),)
    (tmp_path / "empty.csv").write_text("\n")
    with pytest.raises(UserError):
        load(tmp_path / "empty.csv")
    with pytest.raises(UserError):
        load(tmp_path / "missing.csv")


def test_corrections_are_exact() -> None:
    found = Corrections([Entry("ADASS", "Adas"), Entry("Adas plan", "Adas plane")])
    text = "Adas, adas, Adastra, the Adas plane"
    assert [(text[p.start : p.end], p.written) for p in found.of(text)] == [
        ("Adas", "ADASS"),
        ("Adas plane", "Adas plan"),
    ]
    assert Corrections([Entry("TLAP")]).of("TLAP") == []
    text = "Don't ask Don, it's Don's, or Don’s"
    don = Corrections([Entry("Dawn", "Don")])
    assert [place.start for place in don.of(text)] == [10, 20, 30]


def test_ordinary_words_are_never_look_alikes() -> None:
    ordinary = {"work", "clinton"}
    like = LookAlikes({"York", "Dr Clenton Farquharson"}, lambda word: word in ordinary)
    assert like.of("we work in York with Clenton") == []
    text = "Clinton and Farquarson's house"
    assert [(text[p.start : p.end], p.written) for p in like.of(text)] == [
        ("Clinton", "Clenton"),
        ("Farquarson", "Farquharson"),
    ]
    assert LookAlikes((), lambda _word: False).of("anything") == []


def test_terms_are_found_in_notes_people_and_lines() -> None:
    episode = Episode(
        [Segment(n, n, n, "then the Kenway Foundation said so") for n in range(3)],
        [Speaker(1, "Ada Lumen")],
        [Chapter(1, 0, "All about Mobilise")],
        info=Info(show_notes="We talk with Think Local Act Personal. Then we go."),
    )
    found = run(harvest(episode))
    assert found[0] == "Ada Lumen"
    assert {"Mobilise", "Think Local Act Personal", "Kenway Foundation"} <= set(found)
    assert "Then" not in found
    assert "Mobilise" not in run(harvest(episode, {"Mobilise"}))


@pytest.mark.parametrize(
    ("notes", "terms"),
    [
        ("Hosted by Suzanne Bourne and James Townsend.", ["Suzanne Bourne", "James Townsend"]),
        (
            "Then the Department of Health and Social Care.",
            ["Department of Health and Social Care"],
        ),
        ("We meet Siân O'Brien-Smith, D'Angelo", ["Siân O'Brien-Smith", "D'Angelo"]),
        ("wir reden über Züge, été, Él", ["Züge", "Él"]),
        ("mit Jürgen Müller-Lüdenscheidt", ["Jürgen Müller-Lüdenscheidt"]),
        ("with Ursula von der Leyen's team", ["Ursula von der Leyen"]),
        ("from Łukasz Żółć, Жанна Агузарова", ["Łukasz Żółć", "Жанна Агузарова"]),
        ("by Jose\u0301 Garci\u0301a", ["José García"]),
        ("of AT&T, eBay and the UK's", ["AT&T", "eBay", "UK"]),
        ("see https://Example.com/Foo or Bob@Example.org", []),
        ("我们在东京", []),
    ],
)
def test_names_of_all_languages_are_found_whole(notes: str, terms: list[str]) -> None:
    assert run(harvest(Episode([], info=Info(show_notes=notes)))) == terms


def test_a_word_that_is_mostly_small_is_no_name() -> None:
    lines = [Segment(n, n, n, "but it goes on") for n in range(5)]
    episode = Episode(lines, info=Info(show_notes="we say But, and Bournes"))
    assert run(harvest(episode)) == ["Bournes"]
