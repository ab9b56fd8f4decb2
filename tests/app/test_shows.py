"""Shows: a glossary chosen for a project, kept for others of the show, and used on import."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.app.glossary.entries import Entry, entries_of
from editor.app.glossary.on_import import Taken, correctable, take
from editor.app.glossary.shows import Difference, Shows, choose_show, show_name, show_of
from editor.app.importing import Plan
from editor.app.jobs import run
from editor.app.making import make
from editor.formats.report import Imported
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.segment import Segment
from editor.store import Project

CLENTON = Entry("Clenton", "Clinton")


def _plan(*texts: str) -> Plan:
    lines = [Segment(n, n * 1_000, n * 1_000 + 900, t, source_text=t) for n, t in enumerate(texts)]
    return Plan(Path("page.txt"), Imported(Episode(lines), (), "utf-8", "page"), None)


def _keep(shows: Shows, *entries: Entry, show: str = "Carer Catalysts") -> None:
    shows.change(show, shows.differences(show, entries))


def test_keeping_says_what_it_adds_changes_and_removes(tmp_path: Path) -> None:
    shows = Shows(tmp_path / "glossaries")
    adass, tlap = Entry("ADASS", "Adas"), Entry("TLAP")
    _keep(shows, CLENTON, tlap, adass)
    klenton = Entry("Klenton", "Clinton")
    changes = shows.differences("Carer Catalysts", [klenton, adass, Entry("Bo")])
    assert changes == [
        Difference(None, Entry("Bo")),
        Difference(CLENTON, klenton),
        Difference(tlap, None),
    ]
    shows.change("Carer Catalysts", changes[1:])
    assert shows.entries("Carer Catalysts") == (adass, klenton)
    assert shows.differences("Carer Catalysts", [adass, klenton]) == []
    _keep(shows)
    assert shows.names() == []


def test_what_one_episode_keeps_another_takes_in(tmp_path: Path) -> None:
    shows = Shows(tmp_path / "glossaries")
    assert shows.names() == []
    _keep(shows, CLENTON)
    _keep(shows, Entry("Mobilise", "Mobilize"), CLENTON)
    assert shows.names() == ["Carer Catalysts"]
    episode = Episode()
    edit = choose_show(episode, "Carer Catalysts", shows.entries("Carer Catalysts"))
    episode.apply(edit)
    assert show_of(episode.info) == "Carer Catalysts"
    assert entries_of(episode.info) == (CLENTON, Entry("Mobilise", "Mobilize"))
    episode.apply(edit.inverse)
    assert (show_of(episode.info), entries_of(episode.info)) == ("", ())


@pytest.mark.parametrize(
    ("typed", "name"),
    [("../../etc/passwd", "etc passwd"), (" a:b ", "a b"), ("..", ""), ("x" * 99, "x" * 80)],
)
def test_a_name_never_leaves_the_folder(typed: str, name: str, tmp_path: Path) -> None:
    assert show_name(typed) == name
    shows = Shows(tmp_path)
    assert not shows.has(typed)
    with pytest.raises(UserError, match="glossary-unknown"):
        shows.entries(typed if not Path(typed).is_file() else "nothing")


def test_a_file_is_a_glossary_of_no_show(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("Clenton,Clinton\n", "utf-8")
    shows = Shows(tmp_path / "glossaries")
    assert shows.entries(str(table)) == (CLENTON,)
    assert not shows.has(str(table))


def test_an_import_corrects_the_ticked_places_and_says_so(tmp_path: Path) -> None:
    plan = _plan("Clinton spoke.", "So Clinton, and Clintonian.", "Clinton Street")
    places = run(correctable(plan.episode, [CLENTON]))
    assert [place.line for place in places] == [0, 1, 2]
    assert entries_of(plan.episode.info) == ()
    project = run(make(plan, None, tmp_path / "p.stet", Taken("Show", [CLENTON], places[:2])))
    with Project.open(project) as opened:
        loaded = opened.load()
    assert [line.text for line in loaded.episode.transcript] == [
        "Clenton spoke.",
        "So Clenton, and Clintonian.",
        "Clinton Street",
    ]
    assert loaded.episode.transcript[0].source_text == "Clinton spoke."
    assert entries_of(loaded.episode.info) == (CLENTON,)
    assert show_of(loaded.episode.info) == "Show"
    (entry,) = loaded.report
    assert (entry.code, entry.facts["count"]) == ("glossary-corrected", 2)
    assert entry.facts["words"] == "Clinton → Clenton"


def test_a_glossary_alone_changes_no_word() -> None:
    plan = _plan("Clinton spoke.")
    taken = take(plan, Taken("", [CLENTON]))
    assert taken.episode.transcript[0].text == "Clinton spoke."
    assert taken.imported.remarks == ()
    assert entries_of(taken.episode.info) == (CLENTON,)
