"""SRT: caption files of any dialect in, through our own scanner; out through pysrt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from editor.captions.cue import Cue
from editor.formats.caption_times import UNUSUAL, mended
from editor.formats.controls import unified
from editor.formats.markup import without_tags
from editor.formats.report import Imported, Remarks
from editor.formats.speakers import with_speakers
from editor.formats.srt_clock import TIMING_HINT
from editor.formats.srt_plain import ScannedCues
from editor.formats.srt_scanner import Scanner
from editor.model.breaks import Break, line_breaks
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.segment import Flag, Segment
from editor.model.words import WordTimes

_NO_TIMES: Final = WordTimes()
_STUCK: Final = 4
"""As many equal cues in a row are what a stuck recogniser writes (Talk Python: 30 % of files)."""


class Srt:
    """SubRip captions."""

    id = "srt"
    suffixes = (".srt",)
    loses = ("speakers", "chapters", "show-notes", "marks", "word-times")

    def sniff(self, name: str, head: str) -> float:
        """How sure (0..1) the beginning of a file is SRT; the suffix alone says half."""
        if head.lstrip("\ufeff \t\r\n").startswith("WEBVTT"):
            return 0.0
        timed = TIMING_HINT.search(head) is not None
        named = name.lower().endswith(self.suffixes)
        return 0.95 if timed and named else 0.8 if timed else 0.5 if named else 0.0

    def read(self, text: str, name: str) -> Imported:
        """Every cue as a line, in order of start, and every repair as a remark.

        Raises ``UserError("srt-no-times")`` where no line of the file holds times.
        """
        remarks = Remarks()
        scanner = Scanner(text, remarks)
        cues = scanner.cues()
        if not cues.texts:
            raise UserError("srt-no-times", name=name, line=_first_line(text))
        if scanner.preamble:
            remarks.add("text-before-first-line", 1, None, text=_quoted(scanner.preamble))
        if not text.endswith(("\n", "\r")):
            remarks.add("srt-no-line-end", cues.lines[-1])
        lines = _lines(cues, remarks)
        lines, speakers = with_speakers(lines, cues.lines, (), remarks)
        _tell_oddities(lines, cues, remarks)
        lines.sort(key=lambda line: line.start)
        info = Info(source=name, show_notes=scanner.preamble)
        episode = Episode(lines, speakers, info=info)
        return Imported(episode, remarks.listed(), "utf-8", self.id)

    def write(self, cues: Sequence[Cue], eol: str = "\n") -> str:
        """SRT of ``cues``, read back and compared before it is returned."""
        from editor.formats.srt_writer import write

        return write(cues, eol)


def _lines(cues: ScannedCues, remarks: Remarks) -> list[Segment]:
    lines = []
    columns = zip(cues.starts, cues.ends, cues.texts, cues.lines, strict=True)
    for number, (start, end, text, source) in enumerate(columns, 1):
        flags = Flag.NONE
        if start is None or end is None or not 0 <= start <= end < UNUSUAL:
            start, end, flags = mended(cues, number - 1, remarks)
        if "<" in text or "{" in text or "\\" in text:
            text, tags = without_tags(text)
            if tags:
                remarks.count("tags", source + 1, tags)
        breaks: tuple[Break, ...] = ()
        if "\n" in text:
            text, breaks = _joined(text)
        lines.append(Segment(number, start, end, text, None, (), _NO_TIMES, breaks, text, flags))
    return lines


def _joined(text: str) -> tuple[str, tuple[Break, ...]]:
    """Lines as one, and where in it each but the first begins."""
    parts = text.split("\n")
    breaks, at = [], 0
    for part in parts[:-1]:
        at += len(part) + 1
        breaks.append(at)
    return " ".join(parts), line_breaks(breaks)


def _tell_oddities(lines: Sequence[Segment], cues: ScannedCues, remarks: Remarks) -> None:
    """What is kept as it is and a person should know of."""
    latest = previous_end = run = 0
    said = ""
    for line, source in zip(lines, cues.lines, strict=True):
        start, text = line.start, line.text
        if not text:
            remarks.add("line-empty", source, line.id)
        if start < latest:
            remarks.count("out-of-order", source)
        elif start < previous_end:
            remarks.count("overlap", source)
        if start == line.end and not line.flags & Flag.REPAIRED:
            remarks.count("no-duration", source)
        latest, previous_end = max(latest, start), line.end
        run = run + 1 if text == said else 1
        said = text
        if run == _STUCK and said:
            remarks.add("line-repeated", source, line.id, text=_quoted(said))


def _quoted(text: str) -> str:
    return " ".join(text[:80].split())


def _first_line(text: str) -> int:
    lines = unified(text).split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.strip()), 1)
