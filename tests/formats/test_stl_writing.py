"""EBU STL as written: the alphabet, the frames, the blocks, and what does not fit them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ttconv.stl.iso6937 import decode

from editor.formats.caption_file import CaptionFile, ShownCue, Written, written
from editor.formats.iso6937 import encode
from editor.formats.stl import Stl
from editor.formats.verifying import verify
from editor.formats.writers import WRITERS
from editor.model.errors import UserError
from editor.model.styles import Style

STL = WRITERS["stl"]
HEAD, BLOCK = 1024, 128
HELD = [chr(code) for code in range(0x20, 0x2200) if not encode(chr(code))[1]]


def write(*cues: ShownCue, title: str = "", language: str = "") -> Written:
    done = written(STL, CaptionFile(cues, title=title, language=language))
    verify(STL, done.meant, done.data)
    return done


def said(*lines: str, start: int = 0, styles: Sequence[Style] = ()) -> ShownCue:
    return ShownCue(start, start + 2000, lines, styles=tuple(styles))


def test_every_sign_of_our_table_is_that_sign_to_another_reader() -> None:
    assert len(HELD) > 320
    for sign in HELD:
        read, _ = decode(bytearray(encode(sign)[0]), errors="strict")
        # The units Ångström and Ohm are letters to everybody, in form NFC.
        assert unicodedata.normalize("NFC", read) == unicodedata.normalize("NFC", sign)


@settings(max_examples=60)
@example([["µΩ"], ["10 \u2126"]])
@given(st.lists(st.lists(st.text(HELD, max_size=150), max_size=3), max_size=4))
def test_every_sign_of_the_alphabet_is_kept(texts: list[list[str]]) -> None:
    done = write(*(said(*lines, start=at * 3000) for at, lines in enumerate(texts)))
    kept = "".join("".join(texts) for texts in done.meant.texts)
    meant = "".join("".join("".join(lines).split()) for lines in texts)
    assert "".join(kept.split()) == unicodedata.normalize("NFC", meant)
    assert len(done.data) == HEAD + BLOCK * int(done.data[238:243])
    assert int(done.data[243:248]) == len(done.meant)


def test_times_are_whole_frames_and_one_cue_stands_at_a_time() -> None:
    done = write(
        ShownCue(1_010, 2_995, ("One.",)),
        ShownCue(2_500, 4_000, ("Two.",)),
        ShownCue(4_000, 4_000, ("Three.",)),
    )
    assert done.meant.starts == [1_000, 3_000, 4_000]
    assert done.meant.ends == [3_000, 4_000, 4_040]
    assert {repair.code for repair in done.repairs} == {"export-times", "export-overlap"}
    assert done.data[HEAD + 5 : HEAD + 13] == bytes((0, 0, 1, 0, 0, 0, 3, 0))


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("Größe — naïve", "00"),
        ("Это поезд.", "01"),
        ("قطار", "02"),
        ("Τρένο.", "03"),
        ("רכבת", "04"),
    ],
)
def test_a_file_is_in_the_alphabet_of_its_text(text: str, table: str) -> None:
    done = write(said(text))
    assert done.data[12:14].decode() == table
    assert done.meant.texts == [text]
    assert Stl().read_bytes(done.data, "a.stl").episode.transcript[0].text == text


def test_signs_the_alphabet_lacks_are_listed_cue_by_cue() -> None:
    done = write(said("All is well."), said("東京 – 5 € …", start=3000))
    assert done.meant.texts == ["All is well.", "?? - 5 EUR ..."]
    assert [(r.code, r.line, dict(r.facts)) for r in done.repairs] == [
        ("export-signs-near", 2, {"count": 1}),
        ("export-signs", 2, {"text": "東 京"}),
    ]


def test_a_long_cue_goes_over_several_blocks() -> None:
    long = " ".join(["carriage"] * 60)
    done = write(said(long), said("Short.", start=3000))
    numbers = [done.data[at + 3] for at in range(HEAD, len(done.data), BLOCK)]
    assert numbers == [0, 1, 2, 3, 0xFF, 0xFF]
    assert done.meant.texts == [long, "Short."]


def test_looks_of_whole_lines_are_kept_and_others_told() -> None:
    whole = said("It is late,", "they say.", styles=[Style(0, 11, "i"), Style(12, 21, "u")])
    part = said("It is late.", start=3000, styles=[Style(3, 5, "i")])
    done = write(whole, part)
    assert [repair.code for repair in done.repairs] == ["export-looks-part"]
    first, second = Stl().read_bytes(done.data, "a.stl").episode.transcript
    assert first.styles == (Style(0, 11, "i"), Style(12, 21, "u"))
    assert second.styles == ()


def test_the_header_says_title_and_language() -> None:
    done = write(said("Gut."), title="Späte Züge", language="de")
    info = Stl().read_bytes(done.data, "a.stl").episode.info
    assert (info.title, info.language, done.repairs) == ("Späte Züge", "de", ())
    near = write(said("Gut."), title="x" * 33, language="de-AT")
    assert {repair.code for repair in near.repairs} == {
        "export-title-near",
        "export-language-near",
    }


@pytest.mark.parametrize(
    ("cue", "code"),
    [
        (ShownCue(86_399_000, 86_400_000, ("Late.",)), "stl-too-late"),
        (said("x" * 27_000), "stl-too-long"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(cue: ShownCue, code: str) -> None:
    with pytest.raises(UserError, match=code):
        write(cue)
