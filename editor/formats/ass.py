"""ASS and SSA: styled subtitles in, through pysubs2, every line of the file accounted for."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from editor.formats.controls import unified
from editor.formats.cue_reading import ReadCue, lines_of, quoted
from editor.formats.markup import read_markup, tell_tags
from editor.formats.report import Imported, Remarks
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.note import Note

if TYPE_CHECKING:
    from pysubs2 import SSAEvent, SSAFile, SSAStyle

_HEAD: Final = re.compile(r"^\ufeff?[ \t]*\[Script Info\]|^\[V4\+? Styles\]", re.I | re.M)
_SECTION: Final = re.compile(r"\ufeff?\[([^\]]*[a-z][^\]]*)\]", re.IGNORECASE)
_EVENT: Final = re.compile(
    r"(Dialogue|Comment):[ \t]*[^,]*,[ \t]*(\d{1,3}:\d\d:\d\d[.:]\d{1,3})[ \t]*,"
    r"[ \t]*(\d{1,3}:\d\d:\d\d[.:]\d{1,3})[ \t]*,(?:[^,]*,){6}",
    re.ASCII,
)
_BROKEN: Final = re.compile(r"(?:Dialogue|Comment):(?:[^,]*,){0,9}")
_OTHER: Final = ("Format:", "Picture:", "Sound:", "Movie:", "Command:", ";")
_TECHNICAL: Final = re.compile(
    r"(ScriptType|Collisions|PlayRes[XY]|PlayDepth|Timer|WrapStyle|ScaledBorderAndShadow|YCbCr"
    r"|LayoutRes|Last Style|Video|Audio|Synch|Scroll|Active|Export|Update)",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"\{([^\\{}]+)\}")
_DRAWING: Final = re.compile(
    r"\{[^{}]*\\p[1-9]\d*[^{}]*\}.*?(?:\{[^{}]*\\p0[^{}]*\}|\Z)", re.DOTALL
)


class Ass:
    """Advanced SubStation Alpha, and SubStation Alpha before it."""

    id = "ass"
    suffixes = (".ass", ".ssa")

    def sniff(self, name: str, head: str) -> float:
        """How sure (0..1) a text is ASS or SSA: its sections say so, else the suffix does."""
        named = name.lower().endswith(self.suffixes)
        if _HEAD.search(head):
            return 0.98
        return 0.5 if named and "Dialogue:" in head else 0.0

    def read(self, text: str, name: str) -> Imported:
        """Every dialogue as a line, every comment as a note.

        Raises ``UserError``: ``ass-no-cues``.
        """
        remarks = Remarks()
        script = _script(unified(text))
        file = _parsed(script, remarks)
        cues: list[ReadCue] = []
        comments: list[tuple[int, str]] = []
        sound = iter(file.events)
        for event in script.events:
            read = next(sound) if event.sound else None
            cue = _cue(event, read, file, remarks)
            if event.text.startswith("Comment"):
                comments.append((cue.start or 0, " ".join(cue.text.split())))
            else:
                cues.append(cue)
        if not cues:
            raise UserError("ass-no-cues", name=name, line=1)
        segments, speakers, _ = lines_of(cues, remarks)
        notes = [Note(n, at, said) for n, (at, said) in enumerate(sorted(comments), 1) if said]
        if notes:
            remarks.count("ass-comments", None, len(notes))
        info = Info(script.title, "\n".join(script.info), source=name)
        whole = Episode(segments, speakers, (), notes, info)
        return Imported(whole, remarks.listed(), "utf-8", self.id)


@dataclass(slots=True)
class _Event:
    """A line of the events; ``sound`` where pysubs2 can read it. ``more`` are lines it lost."""

    text: str
    line: int
    sound: bool
    more: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Script:
    """The lines of a file by what they are."""

    title: str = ""
    info: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    events: list[_Event] = field(default_factory=list)
    kind: str = "ass"


def _script(text: str) -> _Script:
    script = _Script()
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip(" \t\ufeff")
        if heading := _SECTION.match(line):
            section = heading[1].lower()
            script.kind = "ssa" if section == "v4 styles" else script.kind
        elif line.startswith(("Dialogue:", "Comment:")):
            script.events.append(_Event(line, number, _EVENT.match(line) is not None))
        elif line.startswith("Style:"):
            script.styles.append(line)
        elif section == "script info":
            _take_info(script, line)
        elif section == "events" and line and not line.startswith(_OTHER) and script.events:
            script.events[-1].more.append(line)
    return script


def _take_info(script: _Script, line: str) -> None:
    key, colon, value = line.partition(":")
    if not colon or line.startswith(";") or not value.strip() or _TECHNICAL.match(key):
        return
    if key.strip() == "Title":
        script.title = value.strip()
    else:
        script.info.append(f"{key.strip()}: {value.strip()}")


def _parsed(script: _Script, remarks: Remarks) -> SSAFile:
    """What pysubs2 makes of the styles and the sound events; odd styles are left out."""
    import pysubs2

    events = [event.text for event in script.events if event.sound]
    heading = "[V4+ Styles]" if script.kind == "ass" else "[V4 Styles]"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        for styles in (script.styles, []):
            try:
                lines = ("[Script Info]", heading, *styles, "[Events]", *events)
                return pysubs2.SSAFile.from_string("\n".join(lines), script.kind)
            except (ValueError, TypeError, IndexError):
                remarks.count("ass-styles")
    return pysubs2.SSAFile()


def _cue(event: _Event, read: SSAEvent | None, file: SSAFile, remarks: Remarks) -> ReadCue:
    if read is None:
        remarks.add("ass-unreadable", event.line, text=quoted(event.text))
        text = _BROKEN.sub("", event.text, count=1)
    else:
        text = read.text
    if event.more:
        remarks.count("ass-loose", event.line)
        text = "\n".join((text, *event.more))
    text = _without_hidden(text, event.line, remarks)
    if read is not None and read.style in file.styles:
        text = _dressed(text, file.styles[read.style])
    marked = read_markup(text.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", "\u00a0"))
    tell_tags(marked, event.line, remarks)
    start, end = (read.start, read.end) if read else (None, None)
    voice = " ".join(read.name.split()) if read else ""
    return ReadCue(start, end, marked.text, event.line, voice, marked.styles, marked.place)


def _without_hidden(text: str, line: int, remarks: Remarks) -> str:
    """Text without drawings, which are no words, and without comments, which are told."""
    if "\\p" in text and _DRAWING.search(text):
        remarks.count("ass-drawings", line)
        text = _DRAWING.sub("", text)
    for hidden in _COMMENT.findall(text):
        remarks.add("ass-comment", line, text=quoted(hidden))
    return _COMMENT.sub("", text)


def _dressed(text: str, style: SSAStyle) -> str:
    """The text with its style written out as overrides; its own come behind and win."""
    codes = "".join(f"\\{code}1" for code, on in _switches(style) if on)
    colour = style.primarycolor
    if (colour.r, colour.g, colour.b) != (255, 255, 255):
        codes += f"\\c&H{colour.b:02X}{colour.g:02X}{colour.r:02X}&"
    place = f"{{\\an{int(style.alignment)}}}" if int(style.alignment) != 2 else ""
    return (f"{{{codes}}}" if codes else "") + text + place


def _switches(style: SSAStyle) -> Iterator[tuple[str, bool]]:
    yield "i", style.italic
    yield "b", style.bold
    yield "u", style.underline
