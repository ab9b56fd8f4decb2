"""Writers: one contract for all; what is written reads back, by others and by us, with looks."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.app.errors import sentence
from editor.app.exporting import Target
from editor.app.texts import repair_sentence, table
from editor.formats.caption_file import (
    PARTS,
    CaptionFile,
    CaptionWriter,
    ShownCue,
    Written,
    written,
)
from editor.formats.place import of_numpad
from editor.formats.registry import BINARY, FORMATS, best
from editor.formats.verifying import verify
from editor.formats.writers import WRITERS
from editor.model.chapter import Chapter
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.styles import Style
from tests.formats.captions import caption_files
from tests.formats.kept import words

EVERY = pytest.mark.parametrize("writer", WRITERS.values(), ids=list(WRITERS))
TEXTS = [name for name in WRITERS if not WRITERS[name].binary]
OF_TEXT = pytest.mark.parametrize("writer", [WRITERS[name] for name in TEXTS], ids=TEXTS)
"""Those that hold every sign there is; the others have their own tests of what they hold."""
PLAIN = st.lists(
    st.sampled_from(["one", "two", "don't", "3,000", "naïve", "東京へ", "–", "“so”", "?"]),
    min_size=1,
    max_size=5,
).map(" ".join)
TIMES = {"stl": (b"\0\1\0", b"\0\2\0"), "json": (b"4.0", b"4.5")}
"""A time of RICH as it stands in a file, and another one."""
TAGS = re.compile(r"</?(?:[ibu]|font[^>]*)>|\{\\an\d\}")
RICH = CaptionFile(
    [
        ShownCue(
            0, 1_500, ("It is late,", "they say."), "Ann", (Style(0, 11, "i"), Style(3, 9, "b"))
        ),
        ShownCue(1_500, 3_000, ("Is it?",), "Ben", (Style(0, 2, "#ff0000"),), of_numpad(8)),
        ShownCue(4_000, 5_000, ("Quite.",), "Ben", (Style(0, 6, "u"),), of_numpad(1)),
    ],
    [Chapter(1, 0, "Night"), Chapter(2, 4_000, "Morning")],
    "Small hours",
    "en",
)


def again(writer: CaptionWriter, done: Written) -> Episode:
    """What we read of what was written."""
    if writer.binary:
        binary = next(known for known in BINARY if known.id == writer.id)
        return binary.read_bytes(done.data, f"a{writer.suffix}").episode
    reader = next(known for known in FORMATS if known.id == writer.id)
    return reader.read(done.text, f"a{writer.suffix}").episode


@EVERY
@settings(max_examples=60)
@given(file=caption_files())
def test_anything_reads_back(writer: CaptionWriter, file: CaptionFile) -> None:
    done = written(writer, file)
    verify(writer, done.meant, done.data)
    for repair in done.repairs:
        assert "(" + repair.code not in repair_sentence(repair.code, repair.line, repair.facts)


@OF_TEXT
@settings(max_examples=60)
@given(file=caption_files())
def test_no_word_is_lost_on_the_way_out(writer: CaptionWriter, file: CaptionFile) -> None:
    done = written(writer, file)
    meant = Counter[str]()
    for cue in file.cues:
        meant += words(TAGS.sub("", "\n".join(cue.lines)))
    kept = sum((words(TAGS.sub("", text)) for text in done.meant.texts), Counter[str]())
    assert meant - kept == Counter()


@OF_TEXT
@settings(max_examples=30)
@given(file=caption_files(PLAIN))
def test_we_read_what_we_write(writer: CaptionWriter, file: CaptionFile) -> None:
    done = written(writer, file)
    cues = [at for at, text in enumerate(done.meant.texts) if text]
    try:
        read = again(writer, done).transcript
    except UserError:
        assert not cues
        return
    said = [
        " ".join("\n".join(cue.lines).split()) for cue in sorted(file.cues, key=lambda c: c.start)
    ]
    assert [" ".join(line.text.split()) for line in read if line.text] == [s for s in said if s]
    assert [line.start for line in read if line.text] == [done.meant.starts[at] for at in cues]
    assert [line.end for line in read if line.text] == [done.meant.ends[at] for at in cues]


@EVERY
def test_a_file_is_told_by_what_was_written(writer: CaptionWriter) -> None:
    done = written(writer, RICH)
    own = [known for known in BINARY if known.is_own(done.data)]
    known = own[0] if writer.binary else best("noname", done.text)
    assert known is not None
    assert known.id == writer.id
    assert writer.suffix in known.suffixes


@EVERY
def test_what_a_format_holds_survives_the_round(writer: CaptionWriter) -> None:
    done = written(writer, RICH)
    episode = again(writer, done)
    first, second, third = episode.transcript
    if "italics" in writer.holds:
        assert Style(0, 11, "i") in first.styles
    if "bold" in writer.holds:
        assert Style(3, 9, "b") in first.styles
    if "underline" in writer.holds:
        assert third.styles == (Style(0, 6, "u"),)
    if "colours" in writer.holds:
        assert second.styles == (Style(0, 2, "#ff0000"),)
    if "places" in writer.holds:
        assert [line.place for line in episode.transcript] == ["", "line:0", "align:start"]
    if "speakers" in writer.holds:
        names = {person.id: person.name for person in episode.speakers}
        assert [names[line.speaker or 0] for line in episode.transcript] == ["Ann", "Ben", "Ben"]
    if "title" in writer.holds:
        assert episode.info.title == "Small hours"
    if "language" in writer.holds:
        assert episode.info.language == "en"
    if "chapters" in writer.holds:
        assert [(c.title, c.segment) for c in episode.chapters] == [("Night", 1), ("Morning", 3)]
    assert not writer.holds & {*done.lost}


@EVERY
def test_what_a_format_cannot_hold_is_listed(writer: CaptionWriter) -> None:
    lost = {*written(writer, RICH).lost}
    has = {"speakers", "chapters", "title", "language", "colours", "places"}
    has |= {"italics", "bold", "underline"}
    assert lost == has - writer.holds
    assert {*writer.holds} <= {*PARTS} <= {*table("losses")}


@EVERY
def test_a_changed_file_is_refused(writer: CaptionWriter) -> None:
    done = written(writer, RICH)
    changes = [(b"they say", b"they lay"), (b"Quite.", b"")]
    for was, now in (*changes, TIMES.get(writer.id, (b":01", b":02"))):
        with pytest.raises(UserError) as caught:
            verify(writer, done.meant, done.data.replace(was, now))
        assert caught.value.code in ("export-differs", "export-unreadable")
        assert "old file" in sentence(caught.value)


@EVERY
def test_a_torn_file_is_refused(writer: CaptionWriter) -> None:
    done = written(writer, RICH)
    data = done.data
    for end in range(0, len(data.rstrip()) // 2, 7):
        with pytest.raises(UserError, match="export-"):
            verify(writer, done.meant, data[:end])


def test_every_writer_can_be_chosen() -> None:
    assert {*WRITERS} == {*Target} - {"txt"}
    assert {*map(str, Target)} == {*table("targets")}
    assert all(WRITERS[name].id == name for name in WRITERS)


def test_signs_that_would_break_a_file_are_told() -> None:
    cues = [
        ShownCue(0, 1000, ("a --> b", "", "c\x00")),
        ShownCue(2000, 2000, ("<i>never closed",)),
        ShownCue(3000, 4000, ("\u202babc",)),
        ShownCue(5000, 6000, ("a\u2028b",)),
    ]
    done = written(WRITERS["srt"], CaptionFile(cues))
    assert {repair.code: repair.line for repair in done.repairs} == {
        "export-arrow": 1, "export-blank": 1, "export-controls": 1, "export-times": 2,
        "export-tags": 2, "export-bidi": 3, "export-line-breaks": 4,
    }  # fmt: skip
    assert done.meant.texts == ["a → b\nc", "‹i›never closed", "\u202babc\u202c", "a\nb"]


def test_webvtt_escapes_what_it_can_and_changes_nothing_else() -> None:
    cues = [ShownCue(0, 1000, ("a --> b < c & d",))]
    done = written(WRITERS["vtt"], CaptionFile(cues))
    assert "a --&gt; b &lt; c &amp; d" in done.text
    assert done.repairs == ()
    assert done.meant.texts == ["a --> b < c & d"]


def test_substation_says_that_it_cannot_hold_ten_hours() -> None:
    late = [ShownCue(36_000_000, 36_001_000, ("late",))]
    with pytest.raises(UserError) as caught:
        written(WRITERS["ass"], CaptionFile(late))
    assert "10 hours" in sentence(caught.value)


def test_names_in_a_file_every_cue_has_one_or_each_names_its_own() -> None:
    named = [ShownCue(n * 1000, n * 1000 + 900, (f"w{n}",), v) for n, v in enumerate("AAB")]
    text = written(WRITERS["vtt"], CaptionFile(named)).text
    assert text.count("<v ") == 2
    sound = ShownCue(3000, 3900, ("[music]",))
    text = written(WRITERS["vtt"], CaptionFile([*named, sound])).text
    assert text.count("<v ") == 3


def test_the_shipped_words_for_repairs() -> None:
    folder = Path(__file__).resolve().parents[2] / "editor" / "formats"
    source = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    codes = {code for code in table("remarks") if code.startswith("export-")}
    assert all(f'"{code}"' in source for code in codes)


def test_each_change_is_told_once() -> None:
    cue = ShownCue(0, 2000, ("a --> b",), "", (Style(0, 1, "i"),), "line:20%")
    done = written(WRITERS["srt"], CaptionFile([cue, ShownCue(3000, 4000, ("c",))]))
    assert [(r.code, r.facts["count"]) for r in done.repairs] == [
        ("export-arrow", 1),
        ("export-place-near", 1),
    ]
    assert done.meant.texts == ["{\\an8}<i>a</i> → b", "c"]


@OF_TEXT
@pytest.mark.parametrize("sign", [" ", "\n", "1", "<", "{", "\\", "-", "&", ":1", "1:1:1,1 "])
def test_long_runs_of_one_sign(writer: CaptionWriter, sign: str) -> None:
    """What takes the square of its length would not end here."""
    cue = ShownCue(0, 2000, (f"a{sign * 200_000}b",), "", (Style(0, 1, "i"),))
    done = written(writer, CaptionFile([cue]))
    assert len(done.meant) == 1
    verify(writer, done.meant, done.data)
