"""EBU STL in: codes of looks and colours stand where blanks do, and part words."""

from __future__ import annotations

import pytest

from editor.formats.caption_file import CaptionFile, ShownCue, written
from editor.formats.stl import Stl
from editor.formats.writers import WRITERS
from editor.model.segment import Segment

HEAD, TEXT, BLOCK = 1024, 16, 128
TELETEXT = 11
"""Where the header says that a file is teletext."""


def read(text: bytes, *, teletext: bool = False) -> Segment:
    """The one subtitle of a file whose text field begins with these bytes."""
    made = written(WRITERS["stl"], CaptionFile([ShownCue(1_000, 3_000, ("x",))])).data
    data = bytearray(made)
    data[HEAD + TEXT : HEAD + BLOCK] = text.ljust(BLOCK - TEXT, b"\x8f")
    if teletext:
        data[TELETEXT] = ord("1")
    return Stl().read_bytes(bytes(data), "a.stl").episode.transcript[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"Hello \x80world\x81 again", "Hello world again"),
        (b"Hello\x80world\x81again", "Hello world again"),
        (b"Hello \x80\x82world\x81\x83 again", "Hello world again"),
        (b"Hello  \x80 world", "Hello world"),
        (b"one\x8a\x80two\x81 three", "one two three"),
    ],
)
def test_a_look_glues_no_words_together(text: bytes, words: str) -> None:
    line = read(text)
    assert " ".join(line.text.split()) == words
    assert "i" in {style.look for style in line.styles}


@pytest.mark.parametrize("text", [b"Oh \x03yes\x07 no", b"Oh\x03yes\x07no", b"Oh\x0b\x03yes\x07no"])
def test_teletext_has_its_words_and_its_colours(text: bytes) -> None:
    line = read(b"\x0d\x0b\x0b" + text + b"\x0a\x0a", teletext=True)
    assert line.text == "Oh yes no"
    assert {line.text[s.start : s.end].strip() for s in line.styles} == {"yes"}
    assert {style.look for style in line.styles} == {"#ffff00"}


def test_a_colour_that_is_read_is_listed_as_lost_where_it_cannot_be_written() -> None:
    line = read(b"\x0d\x0b\x0b\x03Yes.\x0a\x0a", teletext=True)
    cue = ShownCue(line.start, line.end, (line.text,), styles=line.styles)
    assert "colours" in written(WRITERS["stl"], CaptionFile([cue])).lost
    assert "colours" not in written(WRITERS["vtt"], CaptionFile([cue])).lost


def test_a_full_field_is_left_as_it_is() -> None:
    full = (b"ab\x80\x82" * 28)[: BLOCK - TEXT - 1] + b"z"
    assert read(full).text.replace(" ", "") == "ab" * 27 + "abz"
