"""WebVTT writer: voices, looks, places, chapters as notes; nothing that trips a parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from typing import Final

from editor.formats.caption_file import CaptionFile, Columns, Dress, ShownCue, families
from editor.formats.colours import NAMED, VTT_CLASSES
from editor.formats.place import settings, sound_settings
from editor.formats.report import Remarks
from editor.formats.safe_cues import bare, safe_cues
from editor.formats.styled import nested
from editor.formats.vtt_blocks import ARROW
from editor.model.chapter import Chapter
from editor.model.time import Ms, full_clock

CHAPTER: Final = "Chapter: "
"""How a note begins that names the chapter which starts with the next cue."""
_ESCAPES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\u00a0": "&nbsp;", "\u200e": "&lrm;",
     "\u200f": "&rlm;"}
)  # fmt: skip
_CLASSES: Final = {NAMED[name]: name for name in VTT_CLASSES}
_CLASS: Final = re.compile(r"\.[^\s<>.&]+")
_GENERIC: Final = {
    "proportionalSansSerif": "sans-serif",
    "proportionalSerif": "serif",
    "monospaceSansSerif": "monospace",
    "monospaceSerif": "monospace",
}
_REGION_ID: Final = re.compile(r"^id:(\S+)|\sid:(\S+)", re.MULTILINE)


class VttWriter:
    """Writes WebVTT as the standard (W3C WebVTT, 4) wants it of authors."""

    id = "vtt"
    binary = False
    suffix = ".vtt"
    step: Ms = 1
    holds = frozenset(
        {"speakers", "chapters", "title", "italics", "bold", "underline", "colours", "classes",
         "places", "vertical", "style-sheets"}
    )  # fmt: skip

    def write(self, file: CaptionFile, repairs: Remarks) -> tuple[bytes, Columns]:
        """The text of the file, and the cues that it says."""
        cues = list(safe_cues(file.cues, repairs))
        regions = {found[1] or found[2] for found in _REGION_ID.finditer(file.blocks)}
        meant = Columns()
        parts = [_head(file.title), *_sheets(file, cues)]
        names = _names(cues)
        notes = _chapter_notes(file.chapters)
        for number, (cue, name) in enumerate(zip(cues, names, strict=True), 1):
            parts.extend(notes(cue.start))
            text = "\n".join(cue.lines)
            meant.add(cue.start, cue.end, text)
            parts.append(_cue(cue, text, name, _place(cue.place, regions, number, repairs)))
        parts.extend(notes(None))
        return ("\n\n".join(parts) + "\n").encode(), meant

    def read_back(self, data: bytes) -> Columns:
        """The cues as webvtt-py reads them."""
        import webvtt

        read = Columns()
        for caption in webvtt.from_string(data.decode(), strict=True).captions:
            start, end = (_ms(stamp.to_tuple()) for stamp in (caption.start_time, caption.end_time))
            read.add(start, end, unescape(caption.text))
        return read


def _ms(parts: Sequence[int]) -> Ms:
    hours, minutes, seconds, millis = parts
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + millis


def _head(title: str) -> str:
    title = bare(title).replace(ARROW, "→")
    return f"WEBVTT - {title}" if title else "WEBVTT"


def _sheets(file: CaptionFile, cues: Sequence[ShownCue]) -> Iterator[str]:
    """The style sheets and regions the cues came with, and one for what else they look like."""
    blocks = file.blocks
    if blocks:
        yield blocks
    looks = sorted({style.look for cue in cues for style in cue.styles})
    rules = [rule for rule in _rules(file.dress) if rule not in blocks]
    rules += [
        f"::cue(.color{look[1:]}) {{ color: {look}; }}"
        for look in looks
        if look.startswith("#") and look not in _CLASSES and f".color{look[1:]}" not in blocks
    ]
    if rules:
        yield "\n".join(["STYLE", *rules])


def _rules(dress: Dress) -> Iterator[str]:
    """The look of all cues in CSS, whose one generic family of TTML's is sans-serif."""
    named = [_GENERIC.get(name, name) for name in families(dress.font)]
    fonts = ", ".join(name if name in _GENERIC.values() else f'"{name}"' for name in named)
    parts = {"color": dress.colour, "background-color": dress.ground, "font-family": fonts}
    said = " ".join(f"{name}: {value};" for name, value in parts.items() if value)
    if said:
        yield f"::cue {{ {said} }}"


def _names(cues: Sequence[ShownCue]) -> list[str]:
    """Whom each cue names: who speaks where that changes, as guides for podcasts want it.

    Where some cues have no speaker, each of the others names its own.
    """
    voices = [bare(cue.voice) for cue in cues]
    if not all(voices):
        return voices
    return [voice if at == 0 or voice != voices[at - 1] else "" for at, voice in enumerate(voices)]


def _chapter_notes(chapters: Sequence[Chapter]) -> Callable[[Ms | None], list[str]]:
    """Gives the notes of the chapters that have begun by a moment, each once."""
    waiting = sorted(chapters, key=lambda chapter: chapter.start)

    def due(at: Ms | None) -> list[str]:
        notes = []
        while waiting and (at is None or waiting[0].start <= at):
            title = bare(waiting.pop(0).title).replace(ARROW, "→")
            notes.append(f"NOTE {CHAPTER}{title}")
        return notes

    return due


def _place(place: str, regions: set[str], number: int, repairs: Remarks) -> str:
    """The settings the standard knows, less a region that the file does not have."""
    if not place:
        return ""
    kept, refused = sound_settings(place)
    given = settings(kept)
    if "region" in given and given["region"] not in regions:
        del given["region"]
        refused += 1
    if refused:
        repairs.count("export-place", number)
    return " " + " ".join(f"{name}:{value}" for name, value in given.items()) if given else ""


def _cue(cue: ShownCue, text: str, name: str, place: str) -> str:
    times = f"{full_clock(cue.start)} {ARROW} {full_clock(cue.end)}{place}"
    words = nested(text, cue.styles, _tags, _escaped) if cue.styles else _escaped(text)
    voice = f"<v {_escaped(name)}>" if name else ""
    return f"{times}\n{voice}{words}" if words or voice else times


def _escaped(text: str) -> str:
    return text if text.isascii() and text.isalnum() else text.translate(_ESCAPES)


def _tags(look: str) -> tuple[str, str] | None:
    if look in ("i", "b", "u"):
        return f"<{look}>", f"</{look}>"
    if look.startswith("#"):
        return f"<c.{_CLASSES.get(look, f'color{look[1:]}')}>", "</c>"
    return (f"<c{look}>", "</c>") if _CLASS.fullmatch(look) else None
