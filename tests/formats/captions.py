"""Caption files drawn for tests: any cues, any styles, any text that a person could paste."""

from __future__ import annotations

from hypothesis import strategies as st

from editor.formats.caption_file import CaptionFile, ShownCue
from editor.formats.place import of_numpad
from editor.model.chapter import Chapter
from editor.model.styles import Style, settled

LONGEST = 35_000_000
"""Below 10 hours, so that every format holds it (ms)."""
NASTY = (
    "00:00:01,000 --> 00:00:02,000", "0:00:01.000,0:00:02.000", "7\n00:00:01,000 -> 00:00:02,000",
    "\n\n", "\r\n", "1", "", "a\u2028b", "\ufeff", "a --> b", "-->", "->", "\x00", "\x85x", "   ",
    "3\n\n4", "\ud800", "<i>", "</b>", "<i>x</i>", "<v Ann>", "<00:01.000>", "&amp; &", "a < b > c",
    "{\\an8}", "{curly}", "\\N", "\\h\\n", "\u202bx", "x\u2069", "\u2067a\u202c", "NOTE x", "STYLE",
    "WEBVTT", "Dialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,x", "]]>", "<!-- x", "&#0;", "\ufffe",
    "\t", "a\u00a0b", "\u200e\u200f", "‹i›", "Note: x", "東京へ", "مرحبا", "e\u0301", "\x1b[0m",
)  # fmt: skip


def pieces() -> st.SearchStrategy[str]:
    """Draw a stretch of text, often one that has broken some program's files."""
    return st.one_of(st.sampled_from(NASTY), st.text(max_size=12), st.just("plain words"))


@st.composite
def shown_cues(draw: st.DrawFn, text: st.SearchStrategy[str] | None = None) -> ShownCue:
    """Draw a cue, sound or not."""
    start = draw(st.integers(-500, LONGEST))
    lines = tuple(draw(st.lists(pieces() if text is None else text, max_size=3)))
    length = len("\n".join(lines))
    places = st.integers(0, length)
    looks = st.sampled_from(["i", "b", "u", "#ff0000", "#123456", ".loud"])
    styles = draw(st.lists(st.tuples(places, places, looks), max_size=3))
    return ShownCue(
        start,
        start + draw(st.integers(-10, 9000)),
        lines,
        draw(st.sampled_from(["", "", "Ann", "Ben <b>", "A\nB, C"])),
        settled(Style(min(a, b), max(a, b), look) for a, b, look in styles),
        draw(
            st.sampled_from(["", "", *map(of_numpad, range(1, 10)), "line:5,end size:40%", "x:y"])
        ),
    )


@st.composite
def caption_files(draw: st.DrawFn, text: st.SearchStrategy[str] | None = None) -> CaptionFile:
    """Draw a caption file."""
    starts = draw(st.lists(st.integers(0, LONGEST), max_size=2))
    return CaptionFile(
        draw(st.lists(shown_cues(text), min_size=1, max_size=5)),
        [Chapter(n, at, draw(pieces()).replace("\n", " ")) for n, at in enumerate(starts, 1)],
        draw(pieces()),
        draw(st.sampled_from(["", "en", "de-AT"])),
    )
