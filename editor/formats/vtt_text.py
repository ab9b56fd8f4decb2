"""WebVTT text: the words of a cue, with voices, looks and times of words, read from its tags."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Final

from editor.formats.colours import NAMED, colour
from editor.formats.cue_reading import HEARD
from editor.formats.styled import StyledText
from editor.model.styles import Style

_TAG: Final = re.compile(
    r"<(?:(?P<stamp>(?:\d+:)?\d{1,2}:\d{2}\.\d{3})"
    r"|(?P<close>/?)(?P<name>[A-Za-z]+)(?P<classes>(?:\.[^\s<>.]*)*)(?P<note>[ \t\n][^<>]*)?/?)>"
)
_LOOKS: Final = {"i": "i", "em": "i", "b": "b", "strong": "b", "u": "u"}
_TAGS: Final = frozenset({*_LOOKS, "c", "lang", "ruby", "rt", "font", "v"})
_FONT: Final = re.compile(r"color\s*=\s*(\"[^\"]*\"|'[^']*'|\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words of one voice (``""`` where the file names none) with the looks laid over them."""

    voice: str
    text: str
    styles: tuple[Style, ...] = ()


class VttText:
    """Reads the text of one cue.

    The standard's tokenizer ignores tags it does not know, and text in angle brackets with them
    (``<laughs>``, ``a < b > c``); here they are words. ``unpaired`` and ``dropped`` count tags as
    in ``markup``; a voice is closed by the next one or by the end of the cue.
    """

    def __init__(self, text: str) -> None:
        self.spoken: list[Spoken] = []
        self.dropped = 0
        self.unpaired = 0
        self.stamped = False
        self._voice = ""
        self._out = StyledText()
        if "<" not in text and "&" not in text:
            self.spoken.append(Spoken("", text))
            return
        self._read(text)

    def _read(self, text: str) -> None:
        at = 0
        for found in _TAG.finditer(text):
            name = (found["name"] or "").lower()
            if name and name not in _TAGS and name != "br":
                continue
            self._add(text[at : found.start()])
            at = found.end()
            if found["stamp"]:
                self._stamp(found["stamp"])
            elif name == "br":
                self._add("\n")
            elif name == "v":
                self._speaks("" if found["close"] else unescape(found["note"] or ""))
            elif found["close"]:
                self.unpaired += not self._out.turn_off(name)
            else:
                self._open(name, found["classes"] or "", found["note"] or "")
        self._add(text[at:])
        self._end_voice()

    def _add(self, text: str) -> None:
        self._out.add(unescape(text) if "&" in text else text)

    def _stamp(self, stamp: str) -> None:
        self.stamped = True
        clock, _, millis = stamp.partition(".")
        seconds = 0
        for part in clock.split(":"):
            seconds = seconds * 60 + int(part)
        self._out.turn_off(HEARD)
        self._out.turn_on(HEARD, f"{HEARD}{seconds * 1000 + int(millis)}")

    def _open(self, name: str, classes: str, note: str) -> None:
        look = _LOOKS.get(name, "")
        if name == "c":
            look = _class_look(classes)
        elif name == "font" and (named := _FONT.search(note)):
            look = colour(named[1]) or ""
        elif name == "rt":
            self._add(" ")
        self.dropped += name in ("lang", "ruby", "font") and not look
        self._out.turn_on(name, look)

    def _speaks(self, name: str) -> None:
        self._end_voice()
        self._voice = " ".join(name.split())

    def _end_voice(self) -> None:
        if self._out.length:
            self._out.turn_off(HEARD)
            text, styles, left = self._out.end()
            if text.strip():
                self.spoken.append(Spoken(self._voice, text, styles))
            self.unpaired += left
        self._out, self._voice = StyledText(), ""


def _class_look(classes: str) -> str:
    """The look of a span's classes: a colour every player knows, or the first class as it is."""
    names = [name for name in classes.split(".") if name]
    for name in names:
        if name in NAMED:
            return NAMED[name]
        if name.startswith("color") and (code := colour(name[5:])):
            return code
    return f".{names[0]}" if names else ""
