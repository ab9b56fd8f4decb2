"""SBV: YouTube's plain captions in, through a scanner of our own, and out again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from editor.formats.caption_file import CaptionFile, Columns
from editor.formats.controls import unified
from editor.formats.cue_reading import ReadCue, lines_of, quoted
from editor.formats.markup import read_markup, tell_tags, without_brackets
from editor.formats.report import Imported, Remarks
from editor.formats.safe_cues import safe_cues
from editor.formats.srt_clock import CLOCK, read_clock
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.time import Ms

_TIMING: Final = re.compile(
    r"^[ \t\ufeff]*(\d{1,3}:\d{1,2}:\d{1,2}[.,]\d{1,3})[ \t]*,[ \t]*"
    r"(\d{1,3}:\d{1,2}:\d{1,2}[.,]\d{1,3})[ \t]*$",
    re.ASCII | re.MULTILINE,
)
_MEANT: Final = re.compile(rf"^[ \t]*{CLOCK}[ \t]*,[ \t]*(?=\d*:)[\d:., \t]*$", re.ASCII | re.M)


class Sbv:
    """SubViewer captions as YouTube writes them."""

    id = "sbv"
    suffixes = (".sbv", ".sub")

    def sniff(self, name: str, head: str) -> float:
        """How sure (0..1) a text is SBV: it has lines of two times and a comma."""
        timed = _TIMING.search(unified(head)) is not None
        return 0.85 + 0.1 * name.lower().endswith(self.suffixes) if timed else 0.0

    def read(self, text: str, name: str) -> Imported:
        """Every cue as a line. Raises ``UserError("sbv-no-cues")`` where there is none."""
        remarks = Remarks()
        plain = unified(text)
        cues = list(_cues(plain, remarks))
        if not cues:
            raise UserError("sbv-no-cues", name=name, line=1)
        first = _TIMING.search(plain)
        preamble = plain[: first.start()].strip("\ufeff \t\n") if first else ""
        if preamble:
            remarks.add("text-before-first-line", 1, None, text=quoted(preamble))
        segments, speakers, _ = lines_of(cues, remarks)
        info = Info(source=name, show_notes=preamble)
        return Imported(Episode(segments, speakers, info=info), remarks.listed(), "utf-8", self.id)


def _cues(text: str, remarks: Remarks) -> Iterator[ReadCue]:
    """A cue ends where the next line of times begins, so that blank lines cost no word."""
    found = list(_TIMING.finditer(text))
    line, read = 1, 0
    for at, timing in enumerate(found):
        line += text.count("\n", read, timing.start())
        read = timing.start()
        stop = found[at + 1].start() if at + 1 < len(found) else len(text)
        body = text[timing.end() : stop]
        if "\n\n" in body.strip():
            remarks.add("srt-blank-inside", line)
        if _MEANT.search(body):
            remarks.count("sbv-time-in-text", line)
        marked = read_markup(body)
        tell_tags(marked, line + 1, remarks)
        start, end = read_clock(timing[1]), read_clock(timing[2])
        yield ReadCue(
            start.at if start else None,
            end.at if end else None,
            marked.text,
            line,
            "",
            marked.styles,
            marked.place,
        )


class SbvWriter:
    """Writes SBV: times and words, which is all it holds."""

    id = "sbv"
    binary = False
    suffix = ".sbv"
    step: Ms = 1
    holds: frozenset[str] = frozenset()

    def write(self, file: CaptionFile, repairs: Remarks) -> tuple[bytes, Columns]:
        """The text of the file, and the cues that it says; a cue without text is left out."""
        meant = Columns()
        parts = []
        for number, cue in enumerate(safe_cues(file.cues, repairs), 1):
            text = "\n".join(cue.lines)
            if not text:
                repairs.count("export-empty", number)
                continue
            if "<" in text and read_markup(text).text != text:
                repairs.count("export-tags", number)
                text = without_brackets(text)
            if _TIMING.search(text):
                repairs.count("export-like-times", number)
                text = _TIMING.sub(r"\1 – \2", text)
            meant.add(cue.start, cue.end, text)
            parts.append(f"{_clock(cue.start)},{_clock(cue.end)}\n{text}\n")
        return "\n".join(parts).encode(), meant

    def read_back(self, data: bytes) -> Columns:
        """The cues as webvtt-py reads them."""
        import webvtt

        read = Columns()
        if not data:
            return read
        lines = iter(data.decode().splitlines(keepends=True))
        for caption in webvtt.from_buffer(lines, format="sbv").captions:
            times = (caption.start_time, caption.end_time)
            start, end = (
                ((stamp.hours * 60 + stamp.minutes) * 60 + stamp.seconds) * 1000
                + stamp.milliseconds
                for stamp in times
            )
            read.add(start, end, caption.raw_text)
        return read


def _clock(at: Ms) -> str:
    seconds, millis = divmod(at, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}.{millis:03}"
