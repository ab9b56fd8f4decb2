"""Safe cues: cues in order, with a length, and with nothing in their text that breaks a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import Final

from editor.formats.caption_file import ShownCue
from editor.formats.controls import CONTROLS, LINE_BREAKS, unified
from editor.formats.report import Remarks
from editor.formats.styled import changed, is_tidy, tidied
from editor.model.styles import Style, move
from editor.model.words import TextChange

_OPENING: Final = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
_ISOLATES: Final = "\u2066\u2067\u2068"
_POP: Final = "\u202c"
_POP_ISOLATE: Final = "\u2069"
_BIDI: Final = re.compile(f"[{_OPENING}{_POP}{_POP_ISOLATE}]")
NONCHARACTERS: Final = re.compile("[\ufffe\uffff]")
"""Code points that are no characters, and that XML refuses."""
_CODES: Final = {"control-characters": "export-controls", "odd-line-breaks": "export-line-breaks"}


def safe_cues(cues: Iterable[ShownCue], repairs: Remarks, step: int = 1) -> Iterator[ShownCue]:
    """The cues in order of start, each on the grid of ``step`` ms and at least that long.

    Lines are without blanks at their ends, without empty ones, controls or characters that some
    readers take for a line end; marks of direction are closed where they are opened. Each change
    is told with the number of its cue.
    """
    for number, cue in enumerate(sorted(cues, key=attrgetter("start")), 1):
        start = (max(0, cue.start) + step // 2) // step * step
        end = max((cue.end + step // 2) // step * step, start + step)
        if cue.start < 0 or cue.end <= cue.start:
            repairs.count("export-times", number)
        text, styles = safe_text("\n".join(cue.lines), cue.styles, number, repairs)
        yield replace(cue, start=start, end=end, lines=tuple(text.split("\n")), styles=styles)


def safe_text(
    text: str, styles: tuple[Style, ...], number: int, repairs: Remarks
) -> tuple[str, tuple[Style, ...]]:
    """The text of the cue of this number without what no format of captions holds."""
    if is_tidy(text):
        return text, styles
    if "\r" in text:
        text, styles = changed(text, styles, re.compile("\r\n?"), "\n")
    if "\n\n" in text or text != text.strip("\n"):
        repairs.count("export-blank", number)
    if _BIDI.search(text):
        text, styles = _closed(text, styles, number, repairs)
    return tidied(text, styles, partial(_tell, repairs, number))


def _tell(repairs: Remarks, number: int, code: str) -> None:
    repairs.count(_CODES[code], number)


def bare(text: str) -> str:
    """A line of its own (a title, a name) without controls, line breaks and noncharacters."""
    kept = NONCHARACTERS.sub("", CONTROLS.sub("", unified(text)))
    return " ".join(LINE_BREAKS.sub(" ", kept).split())


def _closed(
    text: str, styles: tuple[Style, ...], number: int, repairs: Remarks
) -> tuple[str, tuple[Style, ...]]:
    """Directions that are opened and never closed, or closed and never opened, made to pair.

    An open one would turn round whatever a player shows behind the cue. Openings are closed at the
    end of the cue, closings without an opening go.
    """
    open_: list[str] = []
    stray: list[int] = []
    for found in _BIDI.finditer(text):
        sign = found[0]
        if sign in _OPENING:
            open_.append(_POP_ISOLATE if sign in _ISOLATES else _POP)
        elif sign in open_:
            while open_.pop() != sign:
                pass
        else:
            stray.append(found.start())
    if not open_ and not stray:
        return text, styles
    repairs.count("export-bidi", number)
    for at in reversed(stray):
        change = TextChange(at, 1, "")
        text, styles = change.apply(text), move(styles, change)
    return text + "".join(reversed(open_)), styles
