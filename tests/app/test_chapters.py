"""Lists of chapters: read as people write them, checked as players want them, in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.chapters import chapter_at, of_page, opened_at, parse_list, problems_of
from editor.app.jobs import run
from editor.app.note_export import notes_csv, notes_markdown, save_notes
from editor.app.steps import nudge
from editor.app.texts import filled, table
from editor.model.chapter import Chapter
from editor.model.checks import problems
from editor.model.episode import Episode
from editor.model.info import Info
from editor.model.note import Note
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.verbs import people
from editor.model.verbs.outline import add_chapter, move_chapter_to, set_chapters
from tests.strategies import episodes

LINES = [Segment(n, n * 15_000, n * 15_000 + 14_000, f"Line {n}.", 1 + n % 2) for n in range(8)]
PEOPLE = [Speaker(1, "Ada"), Speaker(2, "Bo")]


def _episode(*chapters: Chapter) -> Episode:
    return Episode(LINES, PEOPLE, chapters)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("0:00 Intro", (0, "Intro")),
        ("  • (00:48) - Introducing Dr Clenton", (48_000, "Introducing Dr Clenton")),
        ("1:02:03.5 | The end", (3_723_500, "The end")),
        ("[03:51] – How do we?", (231_000, "How do we?")),
        ("0:10 - 1:20 A stretch", (10_000, "A stretch")),
        ("Water and salt (4:05)", (245_000, "Water and salt")),
        ("3. Water: 4:05", (245_000, "3. Water")),
        ("12:34", None),
        ("no time at all", None),
        ("9:99 wrong clock", None),
        ("x" * 100_000 + " 1:00", None),
        ("-" * 990 + "0:1", None),
        ("1. 0:20 Numbered", (20_000, "Numbered")),
        ("#3 0:40 Numbered", (40_000, "Numbered")),
        ("(4)  - 0:50 Numbered", (50_000, "Numbered")),
        ("1:30 to 1:40 Flour", (90_000, "Flour")),
        ("1:30\u20101:40 \u2212 Flour", (90_000, "Flour")),
        ("1:50\u2011Flour", (110_000, "Flour")),
        ("1h02m03s Flour", (3_723_000, "Flour")),
        ("Flour 4m10s", (250_000, "Flour")),
        ("[2:10](https://x.org/?t=130) Flour", (130_000, "Flour")),
        ("\uff10\uff1a\uff13\uff10 Flour", (30_000, "Flour")),
        ("\u0660:\u0663\u0660 Flour", (30_000, "Flour")),
    ],
)
def test_a_line_of_a_pasted_list(line: str, expected: tuple[int, str] | None) -> None:
    found, odd = parse_list(line)
    assert (found[0] if found else None) == expected
    assert odd == (() if expected else (1,))


def test_a_list_is_put_in_order_and_its_odd_lines_named() -> None:
    found, odd = parse_list("Chapters\n\n4:05 Water\n0:00 Flour\n")
    assert found == ((0, "Flour"), (245_000, "Water"))
    assert odd == (1,)


def test_a_chapters_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "chapters.json"
    path.write_text(
        '{"version": "1.2.0", "chapters": [{"startTime": 168.5, "title": "Hearing  aids"},'
        ' {"startTime": 0, "title": "Intro"}, {"startTime": 9, "title": "Picture", "toc": false},'
        ' {"startTime": "x", "title": "None"}, {"startTime": 12}, 5]}'
    )
    assert run(of_page(path)) == ((0, "Intro"), (168_500, "Hearing aids"))


@given(st.text(max_size=200))
def test_no_paste_breaks_the_reader(text: str) -> None:
    found, odd = parse_list(text)
    assert len(found) + len(odd) == sum(bool(line.strip()) for line in text.splitlines())
    episode = _episode()
    episode.apply(set_chapters(episode, found))
    assert list(problems(episode)) == []


def test_chapters_are_checked_for_what_players_want() -> None:
    listed = _episode(
        Chapter(1, 15_000, "One", 1),
        Chapter(2, 20_000, "x" * 80),
        Chapter(3, 300_000, "one"),
    )
    codes = [(one.code, one.chapter) for one in problems_of(listed)]
    assert codes == [
        ("first-late", 1), ("short", 1), ("past-end", 3), ("long-title", 2), ("between-lines", 2),
        ("same-title", 3), ("between-lines", 3),
    ]  # fmt: skip
    for one in problems_of(listed):
        assert "(" not in filled(table("chapters")[one.code], dict(one.facts))
    assert [one.code for one in problems_of(_episode(Chapter(1, 0, "A", 0)))] == ["few"]
    early = Chapter(1, 0, "A"), Chapter(2, 15_000, "B", 1), Chapter(3, 30_000, "C", 2)
    assert list(problems_of(_episode(*early))) == [], "0:00 is right, before the first line as well"
    good = (Chapter(1, 0, "A", 0), Chapter(2, 15_000, "B", 1), Chapter(3, 30_000, "C", 2))
    assert list(problems_of(_episode(*good))) == []
    assert list(problems_of(_episode())) == []


def test_a_chapter_is_dragged_between_its_neighbours_and_tied_to_lines() -> None:
    episode = _episode(
        Chapter(1, 0, "A", 0), Chapter(2, 15_000, "B", 1), Chapter(3, 60_000, "C", 4)
    )
    episode.apply(move_chapter_to(episode, 2, 30_000))
    assert (episode.chapters[1].start, episode.chapters[1].segment) == (30_000, 2)
    episode.apply(move_chapter_to(episode, 2, 31_234))
    assert (episode.chapters[1].start, episode.chapters[1].segment) == (31_234, None)


def test_a_chapter_of_the_first_line_begins_at_nought_as_players_want_it() -> None:
    late = [Segment(n + 1, s.start + 1_000, s.end + 1_000, s.text) for n, s in enumerate(LINES)]
    episode = Episode(late, PEOPLE)
    for row, title in ((4, "C"), (2, "B"), (0, "A")):
        episode.apply(add_chapter(episode, row, title))
    assert [(c.start, c.title, c.segment) for c in episode.chapters] == [
        (0, "A", 1), (31_000, "B", 3), (61_000, "C", 5),
    ]  # fmt: skip
    assert list(problems_of(episode)) == []
    assert opened_at(episode, 0, 0) == episode.chapters[0], "so that the key gives it another title"
    episode.apply(move_chapter_to(episode, 1, 500))
    episode.apply(move_chapter_to(episode, 1, 0))
    episode.apply(move_chapter_to(episode, 3, 0))
    assert [(c.start, c.segment) for c in episode.chapters][2] == (31_001, None)


def test_a_line_that_starts_a_little_sooner_stays_in_the_chapter_it_opens() -> None:
    episode = _episode()
    episode.apply(add_chapter(episode, 1, "B"))
    assert chapter_at(episode, 0, 0) is None
    assert chapter_at(episode, 1, 0) == episode.chapters[0]
    episode.apply(nudge(episode, 1, start=-50))
    assert chapter_at(episode, 1, 0) == opened_at(episode, 1, 0) == episode.chapters[0]
    assert opened_at(episode, 2, 0) is None
    assert chapter_at(episode, 2, 0) == episode.chapters[0]


@given(episodes(), st.integers(-10_000, 10_000_000), st.randoms())
def test_dragging_never_puts_chapters_out_of_order(
    episode: Episode, at: int, random: object
) -> None:
    from random import Random

    assert isinstance(random, Random)
    starts = {chapter.start for chapter in episode.chapters}
    if not episode.chapters or len(starts) < len(episode.chapters):
        return
    chapter = random.choice(list(episode.chapters)).id
    order = [one.id for one in episode.chapters]
    edit = move_chapter_to(episode, chapter, at)
    episode.apply(edit)
    assert [one.id for one in episode.chapters] == order
    assert list(problems(episode)) == []


def test_the_page_gives_its_chapters(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("Bread\n\n • (00:01) - Flour\n • (00:12) - Water\n\n0:01\nHello.\n", "utf-8")
    assert run(of_page(path)) == ((1_000, "Flour"), (12_000, "Water"))


def test_two_people_are_swapped_and_a_range_given_to_another() -> None:
    episode = _episode()
    episode.apply(people.swap(episode, range(4), 1, 2))
    assert [line.speaker for line in episode.transcript] == [2, 1, 2, 1, 1, 2, 1, 2]
    episode.apply(people.reassign(episode, range(2, 8), 1, 2))
    assert [line.speaker for line in episode.transcript] == [2, 1, 2, 2, 2, 2, 2, 2]
    edit = people.move(episode, 2, 0)
    episode.apply(edit)
    assert [person.id for person in episode.speakers] == [2, 1]
    episode.apply(edit.inverse)
    assert [person.id for person in episode.speakers] == [1, 2]
    assert not people.move(episode, 1, 0)


NOTED = Episode(
    LINES,
    PEOPLE,
    [Chapter(1, 0, "Flour & salt", 0)],
    [Note(1, 15_000, "=check *this*", 1), Note(2, 31_000)],
    Info(title="Bread"),
)


def test_notes_are_a_table_that_cannot_calculate() -> None:
    rows = notes_csv(NOTED).splitlines()
    assert rows[0] == "time,kind,note,chapter,speaker,line"
    assert rows[1] == "00:00:15.000,note,'=check *this*,Flour & salt,Bo,Line 1."
    assert rows[2] == "00:00:31.000,bookmark,,Flour & salt,,"


def test_notes_are_a_list_to_read(tmp_path: Path) -> None:
    expected = (
        "# Bread\n\n## Flour & salt\n\n- **0:15** =check \\*this\\*\n  > Line 1.\n"
        "- **0:31** *bookmark*\n"
    )
    assert notes_markdown(NOTED) == expected
    path = tmp_path / "notes.md"
    assert save_notes(NOTED, path) == 2
    assert path.read_text("utf-8") == expected
    assert save_notes(NOTED, tmp_path / "notes.csv") == 2
    assert (tmp_path / "notes.csv").read_bytes().startswith(b"\xef\xbb\xbftime")
