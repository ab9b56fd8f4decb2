"""SRT in: times put right, speakers found where they are, tags told from words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.formats.markup import Marked, read_markup
from editor.formats.names import split_name
from editor.formats.registry import read_file
from editor.formats.report import Imported, Remarks
from editor.formats.srt import Srt
from editor.formats.srt_clock import CLOCK, read_clock
from editor.formats.srt_scanner import Scanner
from editor.model.breaks import line_breaks
from editor.model.checks import problems
from editor.model.errors import UserError
from editor.model.segment import Flag
from editor.model.styles import Style
from tests.formats.kept import codes, lost


def captions(*texts: str) -> str:
    return "".join(
        f"{n}\n00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},900\n{text}\n\n"
        for n, text in enumerate(texts, 1)
    )


def read(*texts: str) -> Imported:
    return Srt().read(captions(*texts), "a.srt")


def said(imported: Imported) -> list[tuple[str | None, str]]:
    people = {speaker.id: speaker.name for speaker in imported.episode.speakers}
    return [(people.get(line.speaker or 0), line.text) for line in imported.episode.transcript]


def test_names_that_recur_are_speakers() -> None:
    imported = read("Ann: Hello.", "BEN 2: Hi.", "Ann: How\nare you?", "BEN 2: Well.")
    assert said(imported) == [
        ("Ann", "Hello."),
        ("BEN 2", "Hi."),
        ("Ann", "How are you?"),
        ("BEN 2", "Well."),
    ]
    assert imported.episode.transcript[2].breaks == line_breaks([4])
    assert codes(imported)["speaker-found"] == 2


def test_who_speaks_on_is_the_one_who_was_named() -> None:
    imported = read("Ann: Hello.", "And welcome.", "Ben: Hi.", "Hi.", "Ann: So.", "Ben: Yes.")
    assert [name for name, _ in said(imported)] == ["Ann", "Ann", "Ben", "Ben", "Ann", "Ben"]
    assert codes(imported)["speaker-carried-on"] == 1


def test_names_in_between_are_not_carried_on() -> None:
    imported = read("Hello.", "Ann: Hi.", "So.", "Ann: Yes.")
    assert [name for name, _ in said(imported)] == [None, "Ann", None, "Ann"]


@pytest.mark.parametrize(
    "text",
    ["Note: this", "As I said: this", "at 5:30 we", "Ann:this", "http://x.y", "so: this", ": this",
     "What? Ann: this", "Ann, Ben: this", "A very long name of five words: this", "Ann:", "1: one"],
)  # fmt: skip
def test_colons_that_follow_no_name(text: str) -> None:
    imported = read(text, "Hello.", text)
    assert imported.episode.speakers == []
    assert imported.episode.transcript[0].text == text


def test_a_name_that_comes_once_is_text() -> None:
    assert said(read("Ann: Hello.", "Hi.")) == [(None, "Ann: Hello."), (None, "Hi.")]


@pytest.mark.parametrize(
    "name", ["Ann", "Dr. Clay", "Jean-Luc O’Hara", "SPEAKER 2", "Ünal", "東京"]
)
def test_what_a_name_looks_like(name: str) -> None:
    assert split_name(f"{name}: words") == (name, len(name) + 2)


@pytest.mark.parametrize(
    ("text", "bare", "said"),
    [
        ("<i>a</i> b", "a b", [(0, 1, "i")]),
        ("{\\an8}a", "a", "line:0"),
        ("{\\a6}a", "a", "line:0"),
        ("{\\pos(1,2)}a", "a", 1),
        ("<font face=x>a</font>", "a", 1),
        ('<font color="red">a</font>', "a", [(0, 1, "#ff0000")]),
        ("<font color=#0f8>a</font>", "a", [(0, 1, "#00ff88")]),
        ("{\\c&H0000FF&}a{\\c} b", "a b", [(0, 1, "#ff0000")]),
        ("{\\i1\\b1}a{\\i0} b", "a b", [(0, 1, "i"), (0, 3, "b")]),
        ("<I>a</I><B>b</B>", "ab", [(0, 1, "i"), (1, 2, "b")]),
        ("<b>a<i>b</b>c</i>", "abc", [(0, 2, "b"), (1, 3, "i")]),
        ("{i}a{/i}", "a", [(0, 1, "i")]),
        ("a<br>b<br />c\\Nd", "a\nb\nc\nd", []),
        ("<i>\na\n</i>", "a", [(0, 1, "i")]),
        ("<font size=3>\n</font>\n<u>a</u>", "a", 1),
        ("a < b > c", "a < b > c", []),
        ("<laughs> {curly} <3 </>", "<laughs> {curly} <3 </>", []),
        ("<ice> <bold> <unit>", "<ice> <bold> <unit>", []),
        ("<i", "<i", []),
    ],
)
def test_tags(text: str, bare: str, said: list[tuple[int, int, str]] | str | int) -> None:
    marked = read_markup(text)
    assert marked.text == bare
    assert marked.place == (said if isinstance(said, str) else "")
    assert marked.dropped == (said if isinstance(said, int) else 0)
    if isinstance(said, list):
        assert [(s.start, s.end, s.look) for s in marked.styles] == said


def test_tags_without_their_other_half() -> None:
    assert read_markup("<i>a\nb") == Marked("a\nb", (Style(0, 3, "i"),), unpaired=1)
    assert read_markup("a</b>") == Marked("a", unpaired=1)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("00:00:01,000", 1_000),
        ("1:02:03.5", 3_723_500),
        ("02:03,25", 123_250),
        ("1.5", 1_500),
        ("2:03", 123_000),
        ("01.02.03", 3_723_000),
        ("01.02.03.004", 3_723_004),
        ("00:00:01:12", 1_480),
        ("00:00:01:120", 1_120),
        ("-00:00:02,500", -2_500),
        ("− 0 : 0 : 2 , 5", -2_500),
        ("00:99:99,999", 6_039_999),
        ("00:00:01,123456", 1_123),
        ("500:00:00,000", 1_800_000_000),
    ],
)
def test_clocks(text: str, at: int) -> None:
    reading = read_clock(text)
    assert reading is not None
    assert reading.at == at


def test_a_time_no_recording_has() -> None:
    assert read_clock("500:00:00,001") is None
    imported = Srt().read("1\n999999:00:00,000 --> 00:00:04,000\nTwo\n", "a.srt")
    assert [(line.start, line.end) for line in imported.episode.transcript] == [(0, 4_000)]
    assert codes(imported)["srt-time-unreadable"] == 1


@given(st.from_regex(re.compile(CLOCK, re.ASCII), fullmatch=True))
def test_every_clock_is_read(text: str) -> None:
    reading = read_clock(text)
    assert reading is None or abs(reading.at) <= 1_800_000_000


def test_repaired_lines_are_flagged() -> None:
    imported = Srt().read("1\n00:00:04,000 --> 00:00:03,000\nTwo\n", "a.srt")
    (line,) = imported.episode.transcript
    assert (line.start, line.end, line.flags) == (3_000, 4_000, Flag.REPAIRED)
    (remark,) = imported.remarks
    assert remark.facts["times"] == "00:00:04,000 --> 00:00:03,000"
    assert (remark.line, remark.segment) == (2, 1)


def test_no_times_at_all() -> None:
    with pytest.raises(UserError) as caught:
        Srt().read("\n\nnothing here\n", "a.srt")
    assert caught.value.code == "srt-no-times"
    assert caught.value.facts == {"name": "a.srt", "line": 3}


PARTS = st.sampled_from(
    [
        *("00:00:01,000 --> 00:00:02,000", "00:00:05,000 --> 00:00:04,000", "- 1 -> 2"),
        *("0:0:7,5 -> 0:0:8,1", "00:00:03,000 --> ", "--> 00:00:03,000", "00:00:0", "a --> b"),
        *("-00:00:01,000 --> 00:00:00,500", "x1 --> 00:00:09,000", "1", "2", "3", "42", "B"),
        *("00:00:06,000 --> 00:00:07,000 X1:1 X2:2 and", "words", "Ann: hello", "alpha"),
        *("<i>it</i>", "{\\an8}up", "\u2028sep", "nul\x00l", "\ufeff", "", "", "", " \t"),
    ]
)


@given(st.lists(PARTS, max_size=30), st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_soup_of_parts_costs_a_word(parts: list[str], eol: str) -> None:
    text = eol.join(["00:00:00,000 --> 00:00:00,500", *parts])
    imported = Srt().read(text, "a.srt")
    assert list(problems(imported.episode)) == []
    markup = {"i", "an", "X", "x"}
    assert {*lost(text, imported)} <= markup
    first, second = (Scanner(text, Remarks()).cues(plain=plain) for plain in (True, False))
    assert first == second


def test_real_captions(samples: Path) -> None:
    for path in sorted((samples / "captions").glob("*.srt")):
        imported = read_file(path)
        assert list(problems(imported.episode)) == []
        assert len(imported.episode.transcript) > 2
    talk = read_file(samples / "podcasting20" / "transcript.srt")
    assert len(talk.episode.transcript) == 222
    assert {"Travis"} <= {speaker.name for speaker in talk.episode.speakers}
