"""SRT.

Cues in through the tolerant scanner, out through pysrt, read back before anybody keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import StringIO
from itertools import pairwise
from typing import Final

from editor.captions.cue import Cue
from editor.formats.report import Remarks
from editor.formats.srt_plain import Scanned
from editor.formats.srt_scanner import Scanner
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.segment import Segment
from editor.model.time import Ms, clock

ID: Final = "srt"
SUFFIXES: Final = (".srt",)
LOSES: Final = ("speakers", "chapters", "notes", "word-times", "marks")

_TAG: Final = re.compile(r"</?(?:i|b|u|s|font)\b[^<>\n]*>|\{\\[^{}\n]*\}", re.IGNORECASE)
_BREAKING: Final = re.compile(r"[\v\f\x1c-\x1e\x85\u2028\u2029\r\n]+")
_DROPPED: Final = re.compile("[\x00\ufeff]")


def sniff(head: str) -> float:
    """How surely a text is SRT: arrows between clocks, and no WebVTT header."""
    if head.lstrip("\ufeff").startswith("WEBVTT"):
        return 0.0
    return 0.9 if re.search(r"\d[ \t]*-?->[ \t]*-?\d", head) else 0.0


def read(text: str, remarks: Remarks) -> Episode:
    """Read captions as lines.

    Each cue a line with its own times, its line breaks kept as breaks.
    """
    scanner = Scanner(text, remarks)
    scanned = list(scanner.cues())
    timed = [(*_times(cue, remarks), cue) for cue in scanned]
    ordered = sorted(timed, key=lambda one: one[0])
    if ordered != timed:
        late = next(b for a, b in pairwise(timed) if b[0] < a[0])
        remarks.add("srt-out-of-order", late[2].line, stamp=clock(late[0]))
    segments = []
    for number, (start, end, cue) in enumerate(ordered, 1):
        words, breaks = _joined(_untagged(cue, remarks))
        segments.append(Segment(number, start, end, words, breaks=breaks, source_text=words))
    if scanner.preamble.strip():
        remarks.add("srt-preamble", 1)
    return Episode(segments, info=Info(show_notes=scanner.preamble.strip()))


def write(cues: Sequence[Cue]) -> str:
    """The text of an SRT file, made by pysrt and read back.

    Raises ``UserError("export-differs")``.
    """
    from pysrt import SubRipFile, SubRipItem

    items = [
        SubRipItem(number, cue.start, cue.end, "\n".join(_safe(line) for line in cue.lines))
        for number, cue in enumerate(cues, 1)
    ]
    out = StringIO(newline="")
    SubRipFile(items).write_into(out, eol="\n")
    text = out.getvalue()
    _compare(cues, text)
    return text


def _compare(cues: Sequence[Cue], text: str) -> None:
    back = list(Scanner(text, Remarks()).cues())
    if len(back) != len(cues):
        raise UserError("export-differs", written=len(cues), read=len(back))
    for number, (cue, again) in enumerate(zip(cues, back, strict=True), 1):
        wanted = "\n".join(_safe(line) for line in cue.lines)
        if (cue.start, cue.end, wanted) != (again.start, again.end, again.text):
            raise UserError("export-differs", written=number, read=again.line)


def _safe(line: str) -> str:
    """A line that no reader takes for a time, a break or an end."""
    plain = _BREAKING.sub(" ", _DROPPED.sub("", line)).replace("-->", "→")
    return plain.strip() or "…"


def _times(cue: Scanned, remarks: Remarks) -> tuple[Ms, Ms]:
    start, end = cue.start, cue.end
    if start is None:
        start = end if end is not None else 0
    if end is None:
        end = start
    if start < 0 or end < 0:
        remarks.add("srt-negative", cue.line)
        start, end = max(0, start), max(0, end)
    if end < start:
        remarks.add("srt-reversed", cue.line, stamp=clock(end))
        start, end = end, start
    return start, end


def _untagged(cue: Scanned, remarks: Remarks) -> str:
    text, removed = _TAG.subn("", cue.text)
    if removed:
        remarks.count("srt-tags", cue.line, removed)
    return text


def _joined(text: str) -> tuple[str, tuple[int, ...]]:
    """The lines of a cue as one text, with the places where they were parted."""
    lines = [part for part in (" ".join(line.split()) for line in text.split("\n")) if part]
    breaks, at = [], 0
    for line in lines[:-1]:
        at += len(line)
        breaks.append(at)
        at += 1
    return " ".join(lines), tuple(breaks)
