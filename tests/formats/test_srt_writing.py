"""SRT out and in: what is written reads back, by us and by pysrt, and no text can break a file."""

from __future__ import annotations

import pysrt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.formats.caption_file import CaptionFile, ShownCue
from editor.formats.report import Remarks
from editor.formats.srt_scanner import Scanner
from editor.formats.srt_writer import SrtWriter
from editor.model.time import Ms
from tests.formats.kept import words

TIMES = st.integers(0, 360_000_000)
SHOWN = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="->–—="), min_size=1
)
LINES = st.lists(
    st.one_of(
        SHOWN, st.sampled_from(["42", "1", "2", "a b", "00:00:01,000", "<i>x</i>", "ﬁ é 東"])
    ),
    min_size=1,
    max_size=3,
).map(tuple)
NASTY = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["00:00:01,000 --> 00:00:02,000", "7\n00:00:01,000 -> 00:00:02,000\nx", "\n\n", "\r", "1",
         "", "a\u2028b", "\ufeff", "a --> b", "-->", "\x00", "\x85x", "   ", "3\n\n4", "\ud800"]
    ),
)  # fmt: skip


@st.composite
def cues(draw: st.DrawFn, lines: st.SearchStrategy[tuple[str, ...]] = LINES) -> list[ShownCue]:
    """Cues in order of start, each with a length."""
    starts = sorted(draw(st.lists(TIMES, max_size=8)))
    return [ShownCue(at, at + draw(st.integers(1, 9_000)), draw(lines)) for at in starts]


def srt(made: list[ShownCue]) -> str:
    data, _ = SrtWriter().write(CaptionFile(made), Remarks())
    return data.decode()


def scanned(text: str, *, plain: bool = True) -> list[tuple[Ms | None, Ms | None, str]]:
    cues = Scanner(text, Remarks()).cues(plain=plain)
    return list(zip(cues.starts, cues.ends, cues.texts, strict=True))


def flat(made: list[ShownCue]) -> list[tuple[Ms, Ms, str]]:
    ordered = sorted(made, key=lambda cue: cue.start)
    return [(cue.start, cue.end, "\n".join(cue.lines)) for cue in ordered]


@given(cues(), st.sampled_from(["\n", "\r\n"]))
def test_what_is_written_is_what_is_read(made: list[ShownCue], eol: str) -> None:
    assert scanned(srt(made).replace("\n", eol)) == flat(made)


@given(cues())
def test_pysrt_reads_the_same(made: list[ShownCue]) -> None:
    text = srt(made)
    read = pysrt.SubRipFile()
    read.read([line + "\n" for line in text.split("\n")])
    assert [(i.start.ordinal, i.end.ordinal, i.text) for i in read] == flat(made)
    assert [i.index for i in read] == list(range(1, len(made) + 1))


@given(cues(st.lists(NASTY, max_size=4).map(tuple)))
def test_no_text_breaks_a_file(made: list[ShownCue]) -> None:
    text = srt(made)
    read = scanned(text)
    assert len(read) == len(made)
    said = "\n".join(line for cue in made for line in cue.lines)
    assert words(said) == words("\n".join(text for *_, text in read))


@given(cues(st.lists(NASTY, max_size=4).map(tuple)))
def test_the_second_look_sees_the_same(made: list[ShownCue]) -> None:
    text = srt(made)
    assert Scanner(text, Remarks()).cues(plain=False) == Scanner(text, Remarks()).cues()


def test_times_are_made_possible() -> None:
    made = [
        ShownCue(5_000, 4_000, ("b",)),
        ShownCue(-200, 900, ("a",)),
        ShownCue(7_000, 7_000, ("c",)),
    ]
    assert scanned(srt(made)) == [
        (0, 900, "a"),
        (5_000, 5_001, "b"),
        (7_000, 7_001, "c"),
    ]


def test_the_text_of_a_file() -> None:
    made = [ShownCue(1_000, 2_500, ("Hello,", "you.")), ShownCue(3_723_004, 3_725_000, ("Bye.",))]
    assert srt(made) == (
        "1\n00:00:01,000 --> 00:00:02,500\nHello,\nyou.\n\n"
        "2\n01:02:03,004 --> 01:02:05,000\nBye.\n\n"
    )


def test_as_many_cues_as_a_batch_and_one() -> None:
    made = [ShownCue(at * 10, at * 10 + 9, (f"word {at}",)) for at in range(1_001)]
    assert scanned(srt(made)) == flat(made)


@pytest.mark.parametrize("count", [0, 1])
def test_few(count: int) -> None:
    made = [ShownCue(0, 1, ("a",))] * count
    assert len(scanned(srt(made))) == count
