"""Podcast page: everything on the page is in the episode, and what is odd is said."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.formats.page_lines import classify
from editor.formats.podcast_page import PodcastPage
from editor.formats.registry import read_file
from editor.formats.report import Imported
from editor.model.checks import problems
from editor.model.errors import UserError
from editor.model.segment import Flag
from editor.model.time import clock
from tests.formats.kept import codes, lost, words, words_of

PAGE = """Small Hours

Bread before dawn

Two bakers talk about the first loaf of the day.
  • (00:00) - Flour
  • (0:08) - Water
  • (00:21) - Salt

----

Opinions are the bakers' own.

Creators & Guests

Host
Ada Byrne
Ada bakes in the north.
Host
Ben Ode
Guest
Cleo Marsh
Cleo mills rye.

What is Small Hours?

A show for those awake.

0:01
Hello, , and welcome.

0:08
I'm Ben.

0:08
And I'm Ada.

0:15

0:20
.
1:02:03
The the end"""


def read(text: str) -> Imported:
    return PodcastPage().read(text, "page.txt")


def lines(imported: Imported) -> list[tuple[str, str]]:
    return [(clock(line.start), line.text) for line in imported.episode.transcript]


def test_a_page_in_all_its_parts() -> None:
    imported = read(PAGE)
    episode = imported.episode
    assert list(problems(episode)) == []
    assert episode.info.title == "Small Hours – Bread before dawn"
    assert episode.info.show_notes == (
        "Two bakers talk about the first loaf of the day.\n\n"
        "Opinions are the bakers' own.\n\n"
        "What is Small Hours?\n\nA show for those awake."
    )
    assert [(s.name, s.roles, s.about) for s in episode.speakers] == [
        ("Ada Byrne", ("host",), "Ada bakes in the north."),
        ("Ben Ode", ("host",), ""),
        ("Cleo Marsh", ("guest",), "Cleo mills rye."),
    ]
    assert [(c.start, c.title, c.segment) for c in episode.chapters] == [
        (0, "Flour", 1),
        (8_000, "Water", 2),
        (21_000, "Salt", 5),
    ]
    assert lines(imported) == [
        ("0:01", "Hello, , and welcome."),
        ("0:08", "I'm Ben."),
        ("0:08", "And I'm Ada."),
        ("0:15", ""),
        ("0:20", "."),
        ("1:02:03", "The the end"),
    ]
    assert codes(imported) == Counter(
        {
            "page-no-ends": 1,
            "page-whole-seconds": 1,
            "page-same-second": 1,
            "page-empty-line": 1,
            "page-no-words": 1,
            "page-chapter-between": 1,
        }
    )


def test_a_line_lasts_until_the_next_begins() -> None:
    transcript = read(PAGE).episode.transcript
    assert [line.end for line in transcript[:-1]] == [line.start for line in transcript[1:]]
    assert transcript[-1].end > transcript[-1].start
    assert all(Flag.END_INFERRED | Flag.WHOLE_SECONDS in line.flags for line in transcript)


def test_lines_of_one_second_sound_one_after_the_other() -> None:
    imported = read("T\n\n0:05\nOne.\n\n0:05\nTwo two two.\n\n0:05\nThree.\n\n0:06\nFour.")
    assert [stamp for stamp, _ in lines(imported)] == ["0:05", "0:05", "0:05", "0:06"]
    heard = [time for line in imported.episode.transcript for time in line.word_times()]
    assert all(a.end <= b.start for a, b in pairwise(heard))
    starts = [line.start for line in imported.episode.transcript]
    assert sorted(set(starts)) == starts
    assert starts[0] == 5_000


def test_a_long_line_does_not_push_the_next_out_of_its_second() -> None:
    imported = read(f"T\n\n0:05\n{'word ' * 200}\n\n0:05\nYes.\n\n1:30\nEnd.")
    assert [stamp for stamp, _ in lines(imported)] == ["0:05", "0:05", "1:30"]


def test_stamps_that_run_backwards_are_put_in_order_and_said() -> None:
    imported = read("T\n\n0:09\nlate\n\n0:01\nearly\n\n0:12\nlast")
    assert [text for _, text in lines(imported)] == ["early", "late", "last"]
    (remark,) = [remark for remark in imported.remarks if remark.code == "page-backwards"]
    assert (remark.line, remark.facts["stamp"]) == (6, "0:01")


@pytest.mark.parametrize(
    "stamp",
    ["0:05", "[0:05]", "(0:05)", "\\[0:05\\]", "00:00:05", "0:05 ", "\u00a00:05\u00a0", "**0:05**",
     "## 0:05", "0:05:", "0:05 –"],
)  # fmt: skip
def test_stamps_in_other_dress(stamp: str) -> None:
    assert lines(read(f"T\n\n{stamp}\nhello")) == [("0:05", "hello")]


@pytest.mark.parametrize(
    "line", ["0:05 hello", "[0:05] hello", "(0:05) hello", "00:00:05 hello", "0:05\u00a0 hello"]
)
def test_stamps_in_front_of_words(line: str) -> None:
    later = line.replace("05", "09").replace("hello", "bye")
    assert lines(read(f"T\n\n{line}\n\n{later}")) == [("0:05", "hello"), ("0:09", "bye")]


def test_parts_of_a_second_are_kept() -> None:
    imported = read("T\n\n0:05.250\nhello\n\n0:07.500\nbye")
    assert [line.start for line in imported.episode.transcript] == [5_250, 7_500]
    assert Flag.WHOLE_SECONDS not in imported.episode.transcript[0].flags


@pytest.mark.parametrize("sign", ["-", " ", " - ", "–", " to"])
def test_a_line_of_dashes_behind_a_time_is_a_line_like_any_other(sign: str) -> None:
    """It took a second for 5,000 of them, and four for twice as many."""
    (line,) = classify("0:00 " + 200_000 * sign + "x")
    assert (line.at, line.until) == (0, None)


@pytest.mark.parametrize(
    "layout",
    [
        "{name} [00:00:{at}]\n{text}\n\n",
        "{name}  0:{at}\n{text}\n\n",
        "{name}\t0:{at}\n\n{text}\n",
        "{name} (00:{at}):\n{text}\n\n",
        "**{name}** (00:{at}):\n{text}\n\n",
        "**{name}:** [00:{at}]\n{text}\n",
        "{name}: [00:00:{at}] {text}\n",
        "{name} (00:{at}): {text}\n",
        "[00:00:{at}] {name}: {text}\n",
        "00:{at}\n{name}: {text}\n",
    ],
)
@pytest.mark.parametrize("copies", [1, 8])
def test_names_in_front_of_times(layout: str, copies: int, tmp_path: Path) -> None:
    said = [
        ("Ada Byrne", "Flour: a lot."),
        ("SPEAKER 2", "Water"),
        ("Bo", "5:30 is early"),
    ] * copies
    page = "".join(
        layout.format(name=name, at=f"{at + 5:02}", text=text)
        for at, (name, text) in enumerate(said)
    )
    path = tmp_path / "talk.txt"
    path.write_text(page, "utf-8")
    episode = read_file(path).episode
    people = {person.id: person.name for person in episode.speakers}
    assert [
        (line.start // 1000, people.get(line.speaker or 0), line.text)
        for line in episode.transcript
    ] == [(at + 5, name, text) for at, (name, text) in enumerate(said)]


@pytest.mark.parametrize(
    "text",
    [
        "Lunch 12:30\nSoup.\n\nDinner 19:00\nBread.",
        "Ada: 5:30 was too early.\n\nBo: 6:30 would do.",
        "Flour (00:05)\nWater (00:09)\nSalt (00:21)",  # a list of titles
        "Ada (00:05) said so.\nBo (00:09) did not.",
        "we meet at  5:30\nor so\n\nand eat at  6:30\nor so",
        "Ada [00:05]\nOne alone may be anything.",
    ],
)
def test_names_and_times_that_head_no_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(UserError, match="format-unknown"):
        read_file(path)


def test_a_name_and_a_time_among_stamped_lines_are_words() -> None:
    imported = read("0:05\nhello\n\n0:09\nAda (00:30):\nlate\n\n0:12\nBo (00:40):\nlater")
    assert lines(imported) == [
        ("0:05", "hello"),
        ("0:09", "Ada (00:30): late"),
        ("0:12", "Bo (00:40): later"),
    ]


def test_words_before_a_colon_are_no_names_where_not_every_line_has_one() -> None:
    imported = read("0:05 Paris: a city.\n\n0:09 Rome: another.\n\n0:12 I saw both.")
    assert not imported.episode.speakers


def test_over_an_hour() -> None:
    imported = read("T\n\n59:58\na\n\n1:00:02\nb\n\n72:10\nc")
    assert [line.start for line in imported.episode.transcript] == [3_598_000, 3_602_000, 4_330_000]


def test_times_that_were_said_are_words() -> None:
    below = read("T\n\n0:05\nWe meet at\n5:30 or so\n\n0:09\n5:30 is early")
    assert lines(below) == [("0:05", "We meet at 5:30 or so"), ("0:09", "5:30 is early")]
    beside = read("0:05 We meet\n\n0:09 at about\n\n5:30 or so\n\n0:12 in the morning")
    assert lines(beside) == [
        ("0:05", "We meet"),
        ("0:09", "at about 5:30 or so"),
        ("0:12", "in the morning"),
    ]


def test_chapters_before_lines_with_stamps_in_them() -> None:
    imported = read("T\n\n(0:05) - One\n(0:09) - Two\n\n0:05 hello\n\n0:09 bye")
    assert [(c.title, c.segment) for c in imported.episode.chapters] == [("One", 1), ("Two", 2)]
    assert lines(imported) == [("0:05", "hello"), ("0:09", "bye")]


@pytest.mark.parametrize(
    "line", ["• 0:05 Title", "- (0:05) Title", "* [0:05] - Title", "(00:05) – Title",
             "0:05 - Title", "0:05 | Title", "  •\u00a0(00:05)\u00a0-\u00a0Title"],
)  # fmt: skip
def test_lists_of_chapters(line: str) -> None:
    (chapter,) = read(f"T\n\n{line}\n\n0:05\nhello").episode.chapters
    assert (chapter.start, chapter.title, chapter.segment) == (5_000, "Title", 1)


def test_chapters_out_of_order() -> None:
    imported = read("T\n\n• (0:09) - Two\n• (0:05) - One\n\n0:05\na\n\n0:09\nb")
    assert [chapter.title for chapter in imported.episode.chapters] == ["One", "Two"]
    assert codes(imported)["page-chapters-sorted"] == 1


def test_a_person_in_two_roles_is_one_person() -> None:
    page = "T\n\nHosts and guests\n\nHost, Producer\nAda\nBakes.\n\nEditor\nAda\n\n0:01\nhello"
    (ada,) = read(page).episode.speakers
    assert (ada.name, ada.roles, ada.about) == ("Ada", ("host", "producer", "editor"), "Bakes.")


def test_people_of_the_page_speak_where_their_names_stand() -> None:
    page = PAGE.replace("I'm Ben.", "Ben: I'm Ben.").replace("And I'm", "Ada Byrne: And I'm")
    episode = read(page).episode
    assert [line.speaker for line in episode.transcript][:3] == [None, 2, 1]
    assert len(episode.speakers) == 3
    assert episode.transcript[1].text == "I'm Ben."


def test_no_chapters_no_people_no_title() -> None:
    episode = read("0:01\nhello").episode
    assert (episode.info.title, list(episode.chapters), list(episode.speakers)) == ("", [], [])


def test_paragraphs_below_one_stamp_are_one_line() -> None:
    imported = read("T\n\n0:01\nOne.\n\nTwo.\n\n0:09\nThree.")
    assert lines(imported)[0] == ("0:01", "One. Two.")
    assert codes(imported)["page-lines-joined"] == 1


@pytest.mark.parametrize("text", ["T\n\nno time here\n", "T\n\n• (0:01) - One\n", "999:99\nx"])
def test_a_page_without_stamps(text: str) -> None:
    with pytest.raises(UserError) as caught:
        read(text)
    assert caught.value.code == "page-no-stamps"


def test_text_that_should_have_had_stamps_is_pointed_at() -> None:
    assert codes(read(f"T\n\n{'word ' * 90}.\n\n0:01\nhello"))["page-mostly-notes"] == 1


PARTS = st.sampled_from(
    [
        *("0:01", "0:07", "0:07", "1:02:03", "(00:07) - Salt", "• 0:09 Flour", "0:05 inline words"),
        *("Host", "Guest", "Ada Byrne", "Ada: hello", "Ben: yes", "Hello, , you", "It ended."),
        *("Creators & Guests", "What is Bread?", "----", "", "", "a\u00a0b", "« é »", "nul\x00l"),
        *("\u2028sep", "999999:00:00", "[0:12] said", "5:30 was early", "Guest host"),
    ]
)


@given(st.lists(PARTS, max_size=30), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_word_of_a_page_is_somewhere_in_the_episode(parts: list[str], eol: str) -> None:
    text = eol.join([*parts, "0:20", "last"])
    imported = read(text)
    assert list(problems(imported.episode)) == []
    markup = {"Creators", "Guests", "Host", "Guest", "host"}
    twice = {word for person in imported.episode.speakers for word in words(person.name)}
    assert {*lost(text, imported)} <= markup | twice  # a person with two roles is named once


@pytest.fixture
def sample(samples: Path) -> Imported:
    return read_file(samples / "episode" / "carer_catalysts.txt")


def test_the_sample_page(sample: Imported) -> None:
    episode = sample.episode
    assert list(problems(episode)) == []
    assert episode.info.title.startswith("Carer Catalysts")
    assert len(episode.transcript) == 323
    assert len(episode.chapters) == 11
    assert [s.roles for s in episode.speakers] == [("host",), ("host",), ("guest",)]
    assert all(s.about for s in episode.speakers)
    for chapter in episode.chapters:
        assert chapter.segment is not None
        assert episode.transcript.by_id(chapter.segment).start == chapter.start
    assert codes(sample) == Counter(
        {
            "page-no-ends": 1,
            "page-whole-seconds": 1,
            "page-same-second": 8,
            "page-empty-line": 1,
            "page-no-words": 1,
        }
    )
    heard = [time for line in episode.transcript for time in line.word_times()]
    assert all(a.end <= b.start for a, b in pairwise(heard))


def test_no_word_of_the_sample_is_lost(sample: Imported, samples: Path) -> None:
    raw = (samples / "episode" / "carer_catalysts.txt").read_text("utf-8")
    gone = words(raw) - words_of(sample.episode)
    assert gone == Counter({"Host": 2, "Guest": 1, "Creators": 1, "Guests": 1})


def test_transcripts_of_other_shows(samples: Path) -> None:
    for path in sorted((samples / "talkpython").glob("*.txt")):
        imported = read_file(path)
        assert list(problems(imported.episode)) == []
        assert len(imported.episode.transcript) > 30
        assert not lost(path.read_text("utf-8"), imported)


ARROWS = """From London --> Paris: a night on rails.

0:01
We took the train.

0:06
London --> Paris, they said.
12:30 --> 13:05 was the delay.

0:12
And so we went.
"""


def test_arrows_between_words_make_no_captions_of_a_page(tmp_path: Path) -> None:
    path = tmp_path / "trip.txt"
    path.write_text(ARROWS.replace("12:30 --> 13:05", "An hour"))
    imported = read_file(path)
    assert imported.format == "page"
    assert [line.start for line in imported.episode.transcript] == [1000, 6000, 12_000]
    assert imported.episode.transcript[1].text.startswith("London --> Paris")


def test_stamps_outnumber_a_line_that_looks_like_a_caption(tmp_path: Path) -> None:
    path = tmp_path / "trip.txt"
    more = "".join(f"0:{second}\nOn we went.\n\n" for second in range(13, 20))
    path.write_text(ARROWS + more)
    imported = read_file(path)
    assert imported.format == "page"
    assert len(imported.episode.transcript) == 10
