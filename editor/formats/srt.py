"""SRT: caption files of any dialect in, through our own scanner; ``srt_writer`` writes them."""

from __future__ import annotations

from editor.formats.caption_times import UNUSUAL, mended
from editor.formats.controls import unified
from editor.formats.cue_reading import joined, quoted, tell_oddities
from editor.formats.markup import read_markup, tell_tags
from editor.formats.report import Imported, Remarks
from editor.formats.speakers import with_speakers
from editor.formats.srt_clock import TIMING_HINT
from editor.formats.srt_plain import ScannedCues
from editor.formats.srt_scanner import Scanner
from editor.formats.styled import tidied
from editor.model.breaks import Break
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.segment import Flag, Segment, segment
from editor.model.time import Span
from editor.model.words import NO_TIMES


class Srt:
    """SubRip captions."""

    id = "srt"
    suffixes = (".srt",)

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
            remarks.add("text-before-first-line", 1, None, text=quoted(scanner.preamble))
        if not text.endswith(("\n", "\r")):
            remarks.add("srt-no-line-end", cues.lines[-1])
        lines = _lines(cues, remarks)
        lines, speakers = with_speakers(lines, cues.lines, (), remarks)
        tell_oddities(lines, cues.lines, remarks)
        lines.sort(key=lambda line: line.start)
        info = Info(source=name, show_notes=scanner.preamble)
        episode = Episode(lines, speakers, info=info)
        return Imported(episode, remarks.listed(), "utf-8", self.id)


def _lines(cues: ScannedCues, remarks: Remarks) -> list[Segment]:
    lines = []
    columns = zip(cues.starts, cues.ends, cues.texts, cues.lines, strict=True)
    for number, (start, end, text, source) in enumerate(columns, 1):
        flags = Flag.NONE
        if start is None or end is None or not 0 <= start <= end < UNUSUAL:
            start, end, flags = mended(cues, number - 1, remarks)
        if "<" in text or "{" in text or "\\" in text:
            lines.append(_styled(number, Span(start, end), text, flags, source, remarks))
            continue
        breaks: tuple[Break, ...] = ()
        if "\n" in text:
            text, breaks = joined(text)
        lines.append(segment(number, start, end, text, None, (), NO_TIMES, breaks, text, flags))
    return lines


def _styled(
    number: int, span: Span, text: str, flags: Flag, source: int, remarks: Remarks
) -> Segment:
    """The line of a cue whose text may hold tags."""
    marked = read_markup(text)
    tell_tags(marked, source + 1, remarks)
    text, styles = tidied(marked.text, marked.styles, lambda _: None)
    text, breaks = joined(text)
    return Segment(
        *(number, span.start, span.end, text, None, (), NO_TIMES, breaks, text, flags),
        *(styles, marked.place),
    )


def _first_line(text: str) -> int:
    lines = unified(text).split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.strip()), 1)
