"""Dialects: every way SRT has been seen written, each read as a person would read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.app.texts import remark_sentence, table
from editor.formats.registry import read_file
from editor.formats.report import Imported
from editor.model.breaks import line_breaks
from editor.model.checks import problems

Line = tuple[int, int, str]

ONE, TWO, THREE = (1000, 2000, "One"), (3000, 4000, "Two"), (5000, 6000, "Three")
PLAIN = (
    "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n"
    "2\n00:00:03,000 --> 00:00:04,000\nTwo\n\n"
    "3\n00:00:05,000 --> 00:00:06,000\nThree\n\n"
)
ALL = (ONE, TWO, THREE)


def cue(text: str, times: str = "00:00:03,000 --> 00:00:04,000", number: str = "2\n") -> str:
    """Three cues, the second in another dialect."""
    return PLAIN.replace("2\n00:00:03,000 --> 00:00:04,000\nTwo\n", f"{number}{times}\n{text}\n")


CASES: dict[str, tuple[str | bytes, tuple[Line, ...], set[str]]] = {
    "plain": (PLAIN, ALL, set()),
    "crlf": (PLAIN.replace("\n", "\r\n"), ALL, set()),
    "cr only": (PLAIN.replace("\n", "\r"), ALL, set()),
    "utf-8 with mark": ("\ufeff" + PLAIN, ALL, set()),
    "utf-16-le with mark": (b"\xff\xfe" + PLAIN.encode("utf-16-le"), ALL, set()),
    "utf-16-be with mark": (b"\xfe\xff" + PLAIN.encode("utf-16-be"), ALL, set()),
    "utf-16-le without mark": (PLAIN.encode("utf-16-le"), ALL, set()),
    "utf-32 with mark": (PLAIN.encode("utf-32"), ALL, set()),
    "cp1252": (
        cue("It’s £5 – café").encode("cp1252"),
        (ONE, (3000, 4000, "It’s £5 – café"), THREE),
        {"encoding-guessed"},
    ),
    "no numbers": (
        PLAIN.replace("1\n0", "0").replace("2\n0", "0").replace("3\n0", "0"),
        ALL,
        {"srt-number-missing"},
    ),
    "one number missing": (cue("Two", number=""), ALL, {"srt-number-missing"}),
    "number twice": (cue("Two", number="1\n"), ALL, {"srt-numbering"}),
    "number zero": (PLAIN.replace("1\n0", "0\n0", 1), ALL, {"srt-numbering"}),
    "number is a letter": (cue("Two", number="B\n"), ALL, {"srt-label"}),
    "numbers are names": (
        PLAIN.replace("1\n0", "first\n0", 1).replace("2\n0", "second\n0", 1).replace(
            "3\n0", "third\n0", 1
        ),
        ALL,
        {"srt-label"},
    ),
    "point for comma": (cue("Two", "00:00:03.000 --> 00:00:04.000"), ALL, {"srt-time-form"}),
    "one digit of a second": (
        cue("Two", "00:00:03,5 --> 00:00:04,25"),
        (ONE, (3500, 4250, "Two"), THREE),
        {"srt-time-short-fraction"},
    ),
    "four digits of a second": (
        cue("Two", "00:00:03,5000 --> 00:00:04,2509"),
        (ONE, (3500, 4250, "Two"), THREE),
        set(),
    ),
    "no part of a second": (cue("Two", "00:00:03 --> 00:00:04"), ALL, {"srt-time-form"}),
    "no hours": (cue("Two", "00:03,000 --> 00:04,000"), ALL, {"srt-time-form"}),
    "one digit of hours": (cue("Two", "0:00:03,000 --> 0:00:04,000"), ALL, set()),
    "frames": (
        cue("Two", "00:00:03:05 --> 00:00:04:00"),
        (ONE, (3200, 4000, "Two"), THREE),
        {"srt-time-frames"},
    ),
    "a hundred hours": (
        PLAIN + "4\n100:00:01,000 --> 100:00:02,000\nFour\n",
        (*ALL, (360_001_000, 360_002_000, "Four")),
        {"time-beyond-100-hours"},
    ),
    "99 minutes": (
        PLAIN + "4\n00:99:01,000 --> 00:99:02,000\nFour\n",
        (*ALL, (5_941_000, 5_942_000, "Four")),
        set(),
    ),
    "no spaces round the arrow": (cue("Two", "00:00:03,000-->00:00:04,000"), ALL, set()),
    "short arrow": (cue("Two", "00:00:03,000 -> 00:00:04,000"), ALL, {"srt-time-form"}),
    "spaces in the times": (cue("Two", "00: 00 : 03 , 000 --> 00:00: 04,000"), ALL, set()),
    "coordinates": (
        cue("Two", "00:00:03,000 --> 00:00:04,000  X1:10 X2:200 Y1:5 Y2:50"),
        ALL,
        {"srt-place"},
    ),
    "words beside the times": (
        cue("words", "00:00:03,000 --> 00:00:04,000 Two"),
        (ONE, (3000, 4000, "Two words"), THREE),
        {"srt-text-beside-times"},
    ),
    "blank line in a cue": (
        cue("Two\n\nand more"),
        (ONE, (3000, 4000, "Two and more"), THREE),
        {"srt-blank-inside"},
    ),
    "two blank lines in a cue, and a number": (
        cue("Two\n\n\n42\n\nand more"),
        (ONE, (3000, 4000, "Two 42 and more"), THREE),
        {"srt-blank-inside"},
    ),
    "no blank line between cues": (PLAIN.replace("\n\n", "\n"), ALL, {"srt-blank-missing"}),
    "many blank lines": (PLAIN.replace("\n\n", "\n\n\n\n \n"), ALL, set()),
    "blank line below the times": (cue("\nTwo"), ALL, {"srt-blank-misplaced"}),
    "blank line below the number": (
        cue("Two", number="2\n\n"),
        ALL,
        {"srt-blank-misplaced"},
    ),
    "empty cue": (cue(""), (ONE, (3000, 4000, ""), THREE), {"line-empty"}),
    "blank line of spaces": (PLAIN.replace("\n\n", "\n \t \n"), ALL, set()),
    "text is a number": (cue("42"), (ONE, (3000, 4000, "42"), THREE), set()),
    "text is the next number": (cue("3"), (ONE, (3000, 4000, "3"), THREE), set()),
    "text ends in a number": (
        cue("Route\n66"),
        (ONE, (3000, 4000, "Route 66"), THREE),
        set(),
    ),
    "no numbers, text is one": (
        "00:00:01,000 --> 00:00:02,000\n42\n\n00:00:03,000 --> 00:00:04,000\nTwo\n",
        ((1000, 2000, "42"), TWO),
        {"srt-number-missing"},
    ),
    "no line end at the end": (PLAIN.rstrip(), ALL, {"srt-no-line-end"}),
    "out of order": (
        "1\n00:00:03,000 --> 00:00:04,000\nTwo\n\n2\n00:00:01,000 --> 00:00:02,000\nOne\n",
        (ONE, TWO),
        {"out-of-order"},
    ),
    "overlap": (
        cue("Two", "00:00:03,000 --> 00:00:05,500"),
        (ONE, (3000, 5500, "Two"), THREE),
        {"overlap"},
    ),
    "no duration": (
        cue("Two", "00:00:03,000 --> 00:00:03,000"),
        (ONE, (3000, 3000, "Two"), THREE),
        {"no-duration"},
    ),
    "end before start": (cue("Two", "00:00:04,000 --> 00:00:03,000"), ALL, {"time-reversed"}),
    "a wild start": (
        cue("Two", "77:00:03,000 --> 00:00:04,000"),
        (ONE, (2000, 4000, "Two"), THREE),
        {"time-reversed"},
    ),
    "before zero": (
        PLAIN.replace("00:00:01,000", "-00:00:01,000"),
        ((0, 2000, "One"), TWO, THREE),
        {"time-negative"},
    ),
    "before zero among others": (
        cue("Two", "-00:00:03,000 --> 00:00:04,000"),
        (ONE, (2000, 4000, "Two"), THREE),
        {"time-negative"},
    ),
    "times that cannot be read": (
        cue("Two", "00:00:0x,000 --> 00:00:04,000"),
        (ONE, (2000, 4000, "Two"), THREE),
        {"srt-time-unreadable"},
    ),
    "an end that cannot be read": (
        cue("Two", "00:00:03,000 --> "),
        (ONE, (3000, 5000, "Two"), THREE),
        {"srt-time-unreadable"},
    ),
    "signs that are no tags": (
        cue("a < b & c > d {curly} <laughs>"),
        (ONE, (3000, 4000, "a < b & c > d {curly} <laughs>"), THREE),
        set(),
    ),
    "tags": (
        cue("<i>Two</i> {\\an8}<font color=\"#fff\">and</font>"),
        (ONE, (3000, 4000, "Two and"), THREE),
        set(),
    ),
    "a tag that is not kept": (
        cue('<font face="Arial">Two</font>'),
        ALL,
        {"tags"},
    ),
    "a tag never closed": (cue("<i>Two"), ALL, {"tags-unpaired"}),
    "arrow in the text": (
        cue("Two --> or three"),
        (ONE, (3000, 4000, "Two --> or three"), THREE),
        set(),
    ),
    "junk before the first cue": ("Made by hand\n\n" + PLAIN, ALL, {"text-before-first-line"}),
    "the end is cut off in a number": (PLAIN + "4\n00:0", ALL, {"srt-cut-off"}),
    "nul": (cue("T\x00wo"), ALL, {"control-characters"}),
    "repeated again and again": (
        "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nOne\n\n" for n in range(1, 6)),
        tuple((n * 1000, n * 1000 + 900, "One") for n in range(1, 6)),
        {"line-repeated"},
    ),
}  # fmt: skip
for sign, name in (
    ("\u2028", "U+2028"), ("\x85", "U+0085"), ("\v", "VT"), ("\f", "FF"), ("\x1c", "FS"),
):  # fmt: skip
    CASES[f"{name} in the text"] = (
        cue(f"Two{sign}{sign}and more"),
        (ONE, (3000, 4000, "Two and more"), THREE),
        {"odd-line-breaks"},
    )


def read(content: str | bytes, folder: Path) -> Imported:
    path = folder / "captions.srt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_file(path)


@pytest.mark.parametrize("name", CASES)
def test_dialect(name: str, tmp_path: Path) -> None:
    content, wanted, remarks = CASES[name]
    imported = read(content, tmp_path)
    lines = imported.episode.transcript
    assert [(line.start, line.end, line.text) for line in lines] == list(wanted)
    assert list(problems(imported.episode)) == []
    assert remarks <= {remark.code for remark in imported.remarks}


@pytest.mark.parametrize("name", CASES)
def test_every_repair_is_said_in_words(name: str, tmp_path: Path) -> None:
    for remark in read(CASES[name][0], tmp_path).remarks:
        assert remark.code in table("remarks")
        sentence = remark_sentence(remark.code, remark.line, remark.facts)
        assert "(" + remark.code not in sentence
        assert not [name for name in ("{", "(count)", "(text)", "(stamp)") if name in sentence]
        assert "\n" not in sentence


def test_plain_srt_needs_no_remark(tmp_path: Path) -> None:
    assert read(PLAIN, tmp_path).remarks == ()


def test_the_line_of_a_repair(tmp_path: Path) -> None:
    remarks = read(cue("Two\n\nand more"), tmp_path).remarks
    assert [(remark.code, remark.line) for remark in remarks] == [("srt-blank-inside", 8)]


def test_breaks_of_the_file_are_kept(tmp_path: Path) -> None:
    line = read(cue("Two\nand\nmore"), tmp_path).episode.transcript[1]
    assert (line.text, line.breaks) == ("Two and more", line_breaks([4, 8]))
