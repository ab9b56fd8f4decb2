"""Hostile files: each is read or refused in a sentence, in bounded memory, and nothing runs."""

from __future__ import annotations

import random
import tracemalloc
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.errors import sentence
from editor.app.texts import table
from editor.formats.files import LARGEST
from editor.formats.registry import BINARY, FORMATS, read_file, suffixes
from editor.formats.report import Imported
from editor.formats.xml_guard import DEEPEST
from editor.model.checks import problems
from editor.model.errors import UserError
from editor.model.styles import Style
from tests.formats.broadcast import SCC, STL

TT = '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE tt [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{of};" * 10}">' for of, name in pairwise("abcdefghi"))
    + f"]>{TT}<body><div><p begin='1s' end='2s'>&i;</p></div></body></tt>"
)
OUTSIDE = (
    '<!DOCTYPE tt [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    f"{TT}<body><div><p begin='1s' end='2s'>&file;</p></div></body></tt>"
)
WITH_DTD = f'<!DOCTYPE tt SYSTEM "http://there.invalid/a.dtd">{TT}<body/></tt>'
DEEP = TT + "<body><div><p begin='1s' end='2s'>" + "<span>" * 100_000 + "x"
FAR = f"{TT}<body><div><p begin='99999999999999999h' end='1e9s'>x</p></div></body></tt>"
MANY = TT + "<body><div>" + "<p/>" * 1_000_100 + "</div></body></tt>"


def outcome(path: Path) -> Imported | str:
    """The episode, or the code of a sentence that names the file."""
    try:
        imported = read_file(path)
    except UserError as error:
        if error.code not in table("errors") or path.name not in sentence(error):
            raise
        return error.code
    assert list(problems(imported.episode)) == []
    return imported


def outcome_of(path: Path, text: str) -> Imported | str:
    """The same for a file of this text."""
    path.write_text(text)
    return outcome(path)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LAUGHS, "xml-doctype"),
        (OUTSIDE, "xml-doctype"),
        (WITH_DTD, "xml-doctype"),
        (DEEP, "xml-deep"),
        (MANY, "xml-large"),
        (f"{TT}<body>", "xml-broken"),
        (f"{TT}<body><div><p>a & b</p></div></body></tt>", "xml-broken"),
        (f"{TT}<body><div/></body></tt>", "ttml-no-cues"),
        ("<tt><body/></tt>", "ttml-no-cues"),
    ],
    ids=["laughs", "outside", "dtd", "deep", "many", "cut", "ampersand", "empty", "no namespace"],
)
def test_xml(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "a.ttml"
    path.write_text(text, "utf-8")
    tracemalloc.start()
    try:
        assert outcome(path) == code
        assert tracemalloc.get_traced_memory()[1] < LARGEST + 40 * len(text) + 2**22
    finally:
        tracemalloc.stop()


def test_elements_as_deep_as_is_allowed(tmp_path: Path) -> None:
    spans = DEEPEST - 4
    path = tmp_path / "a.ttml"
    inside = "<span>" * spans + "x" + "</span>" * spans
    path.write_text(f"{TT}<body><div><p begin='1s' end='2s'>{inside}</p></div></body></tt>")
    imported = outcome(path)
    assert isinstance(imported, Imported)
    assert [line.text for line in imported.episode.transcript] == ["x"]


def test_times_beyond_all_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.ttml"
    path.write_text(FAR)
    imported = outcome(path)
    assert isinstance(imported, Imported)
    assert [line.text for line in imported.episode.transcript] == ["x"]
    assert "ttml-said" in {remark.code for remark in imported.remarks}


def test_ebu_stl(tmp_path: Path) -> None:
    path = tmp_path / "a.stl"
    path.write_bytes(STL)
    imported = outcome(path)
    assert isinstance(imported, Imported)
    first, second = imported.episode.transcript
    assert (first.start, first.end, first.text) == (1000, 3480, "It is late, they say.")
    assert [each.at for each in first.breaks] == [12]
    assert (second.start, second.end, second.text) == (4000, 5000, "Is it?")
    assert second.styles == (Style(0, 6, "#ffff00"),)
    assert imported.episode.info.title == "Small hours"


def test_ebu_stl_cut_off_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "a.stl"
    for end in [*range(0, 1024, 61), *range(1024, len(STL), 3)]:
        path.write_bytes(STL[:end])
        imported = outcome(path)
        if isinstance(imported, Imported) and (end - 1024) % 128:
            assert "stl-cut-off" in {remark.code for remark in imported.remarks}


def test_ebu_stl_with_wrong_bytes(tmp_path: Path) -> None:
    chance, path = random.Random(1), tmp_path / "a.stl"
    read = 0
    for _ in range(150):
        data = bytearray(STL)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(11, len(data))] = chance.randrange(256)
        path.write_bytes(bytes(data))
        read += isinstance(outcome(path), Imported)
    assert read > 75  # a wrong byte is no reason to refuse the rest


def test_scc(tmp_path: Path) -> None:
    path = tmp_path / "a.scc"
    path.write_text(SCC)
    imported = outcome(path)
    assert isinstance(imported, Imported)
    assert [line.text for line in imported.episode.transcript] == ["HI", "OK"]
    assert [line.start // 1000 for line in imported.episode.transcript] == [1, 4]


def test_scc_cut_off_anywhere_and_with_wrong_letters(tmp_path: Path) -> None:
    chance, path = random.Random(2), tmp_path / "a.scc"
    refused, whole = 0, outcome_of(path, SCC)
    assert isinstance(whole, Imported)
    for end in range(len(SCC)):
        refused += isinstance(outcome_of(path, SCC[:end]), str)
        signs = list(SCC)
        signs[chance.randrange(20, len(signs))] = chance.choice("0f9x \t:;\n")
        imported = outcome_of(path, "".join(signs))
        assert isinstance(imported, str) or len(imported.episode.transcript) <= 4
    assert 0 < refused < len(SCC)


@pytest.mark.parametrize("suffix", [*suffixes(), ".json"])
def test_what_is_no_captions(tmp_path: Path, suffix: str) -> None:
    noise = random.Random(3).randbytes(200_000)
    for kind in (b"PK\x03\x04" + noise, noise, b"\x00" * 9000, b"<" * 90_000, b"{" * 90_000):
        path = tmp_path / f"a{suffix}"
        path.write_bytes(kind)
        assert isinstance(outcome(path), str)


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.id)
@given(
    st.text(max_size=80), st.sampled_from(["WEBVTT\n\n", TT, "[Script Info]\n[Events]\n", SCC, ""])
)
def test_any_text(known: object, text: str, head: str) -> None:
    form = next(each for each in FORMATS if each is known)
    try:
        assert list(problems(form.read(head + text, "a").episode)) == []
    except UserError as error:
        if error.code not in table("errors"):
            raise


@given(st.binary(max_size=400))
def test_any_bytes(tail: bytes) -> None:
    for form in BINARY:
        try:
            assert list(problems(form.read_bytes(STL[:1024] + tail, "a").episode)) == []
        except UserError as error:
            if error.code not in table("errors"):
                raise
