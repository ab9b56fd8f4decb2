"""Markup: the tags of SubRip and SubStation in a cue's text, told apart from words and kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from editor.formats.colours import colour
from editor.formats.place import of_numpad
from editor.formats.report import Remarks
from editor.formats.styled import StyledText, changed
from editor.model.styles import Style

_TAG: Final = re.compile(
    r"<(?P<close>/?)(?P<tag>[ibus]|em|strong|font|c|ruby|rt|span)(?P<rest>[ .][^<>\n]*)?/?>"
    r"|(?P<line><br[ ]*/?>|(?<=\S)\\N(?=\S))"
    r"|\{\\(?P<codes>[^{}\n]*)\}|\{(?P<off>/?)(?P<brace>[ibus])\}",
    re.IGNORECASE,
)
_LOOKS: Final = {"i": "i", "em": "i", "b": "b", "strong": "b", "u": "u"}
_COLOUR: Final = re.compile(r"color\s*[=:]\s*(\"[^\"]*\"|'[^']*'|[^\s;\"'>]+)", re.IGNORECASE)
_CODE: Final = re.compile(r"\\?\s*([^\\]+)")
_COLOUR_CODE: Final = re.compile(r"1?c(?:&H([0-9A-Fa-f]{1,8})&?)?")
_KEYS: Final = "123456789"
_SUBSTATION: Final = {1: 1, 2: 2, 3: 3, 5: 7, 6: 8, 7: 9, 9: 4, 10: 5, 11: 6}
"""SSA's old alignment by the numbers of a keypad."""
_BRACKETS: Final = str.maketrans("<>{}", "‹›()")
_EMPTY_LINE: Final = re.compile(r"\A\s*\n+|\n\s*(?=\n|\Z)")


@dataclass(frozen=True, slots=True)
class Marked:
    """Text less its tags, and what they said.

    ``dropped`` counts tags that say what Stet does not keep (fonts, fades), ``unpaired`` those that
    close nothing or are never closed.
    """

    text: str
    styles: tuple[Style, ...] = ()
    place: str = ""
    dropped: int = 0
    unpaired: int = 0


def read_markup(text: str) -> Marked:
    """The words of a cue's text apart from its tags.

    Only known tags are tags: ``a < b``, ``{curly}`` and ``<laughs>`` are words. A tag that breaks
    the line becomes a line break. Lines that held nothing but tags are closed.
    """
    reading = _Reading()
    at = 0
    for found in _TAG.finditer(text):
        reading.out.add(text[at : found.start()])
        reading.take(found)
        at = found.end()
    if at == 0:
        return Marked(text)
    reading.out.add(text[at:])
    bare, styles, left = reading.out.end()
    if "\n" in bare:
        bare, styles = changed(bare, styles, _EMPTY_LINE, "")
    return Marked(bare, styles, reading.place, reading.dropped, reading.unpaired + left)


def without_brackets(text: str) -> str:
    """The text with its tags in brackets that no player takes for tags: ``‹i›``."""
    return _TAG.sub(lambda tag: tag[0].translate(_BRACKETS), text)


def tell_tags(marked: Marked, line: int, remarks: Remarks) -> None:
    """The tags of a cue that are not kept, and those without their other half."""
    if marked.dropped:
        remarks.count("tags", line, marked.dropped)
    if marked.unpaired:
        remarks.count("tags-unpaired", line, marked.unpaired)


class _Reading:
    """What the tags of one cue have said so far."""

    def __init__(self) -> None:
        self.out = StyledText()
        self.place = ""
        self.dropped = 0
        self.unpaired = 0

    def take(self, found: re.Match[str]) -> None:
        if found["line"]:
            self.out.add("\n")
        elif found["codes"] is not None:
            self._codes(found["codes"])
        elif found["brace"]:
            self._tag(found["brace"].lower(), "", closes=bool(found["off"]))
        else:
            self._tag(found["tag"].lower(), found["rest"] or "", closes=bool(found["close"]))

    def _tag(self, tag: str, rest: str, *, closes: bool) -> None:
        if closes:
            self.unpaired += not self.out.turn_off(tag)
            return
        look = _LOOKS.get(tag, "")
        if tag in ("font", "span") and (named := _COLOUR.search(rest)):
            look = colour(named[1]) or ""
        self.dropped += not look
        self.out.turn_on(tag, look)

    def _codes(self, codes: str) -> None:
        r"""SubStation's overrides: ``\an8``, ``\i1``, ``\c&H0000FF&`` (blue, green, red)."""
        for code in (found[1] for found in _CODE.finditer(codes)):
            if len(code) == 3 and code.startswith("an") and code[2] in _KEYS:
                self.place = self.place or of_numpad(int(code[2:]))
            elif code[0] == "a" and code[1:].isdecimal() and len(code) < 4:
                self.place = self.place or of_numpad(_SUBSTATION.get(int(code[1:]), 2))
            elif code[0] in "ibu" and code[1:].isdecimal():
                self._switch(code[0], on=code[1:].strip("0") != "")
            elif found := _COLOUR_CODE.fullmatch(code):
                self._colour(found[1] or "")
            else:
                self.dropped += 1

    def _switch(self, look: str, *, on: bool) -> None:
        self.out.turn_off("\\" + look)
        if on:
            self.out.turn_on("\\" + look, look)

    def _colour(self, code: str) -> None:
        self.out.turn_off("\\c")
        if code:
            value = int(code, 16) & 0xFFFFFF
            blue, green, red = value >> 16, value >> 8 & 0xFF, value & 0xFF
            self.out.turn_on("\\c", f"#{red:02x}{green:02x}{blue:02x}")
