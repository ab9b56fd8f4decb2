"""Podcast page: title, show notes, chapters, people and stamped lines of an episode's page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from editor.formats.controls import CONTROLS, LINE_BREAKS, unified
from editor.formats.page_head import Head, read_head
from editor.formats.page_lines import PageLine, Sort, Stamped, classify, stamped, transcript_start
from editor.formats.report import Imported, Remarks
from editor.formats.speakers import with_speakers
from editor.formats.srt_clock import TIMING_HINT
from editor.model.chapter import Chapter
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.segment import Flag, Segment
from editor.model.time import Ms, Span, clock
from editor.model.words import WORD

_PACE: Final = 15.0
"""Characters a second, where a page is too short to measure its own pace (150 words a minute)."""
_MEASURED: Final = 20
"""Lines from which a page's own pace is measured."""
_CERTAIN: Final = 20
"""Stamps on lines of their own, each of which makes it that much surer that a text is a page."""
_SECOND: Final[Ms] = 1000
"""Within which a line begins whose stamp counts whole seconds."""
_MOSTLY: Final = 3
"""How many times as long as all lines the show notes are where a person is told of it."""


class PodcastPage:
    """The page of an episode as its host shows it, pasted or saved as text."""

    id = "page"
    suffixes = (".txt", ".md", ".text")

    def sniff(self, name: str, head: str) -> float:
        """How sure (0..1) a text is an episode page: stamps on lines of their own, or leading.

        Timing lines of captions tell it is none, unless stamps outnumber them: people write arrows
        between places, and between times.
        """
        if head.lstrip("\ufeff \n").startswith(("{", "<", "WEBVTT")):
            return 0.0
        plain = unified(head)
        sorts = [line.sort for line in classify(plain)]
        named = 0.05 * name.lower().endswith(self.suffixes)
        timings = sum(1 for _ in TIMING_HINT.finditer(plain))
        alone, inline = sorts.count(Sort.STAMP), sorts.count(Sort.INLINE)
        if timings and alone + inline < 2 * timings:  # a timing line counts as inline as well
            return 0.0
        if alone:
            return min(0.9, 0.5 + alone / _CERTAIN) + named
        others = inline + sorts.count(Sort.CALLED) + sorts.count(Sort.LISTED)
        return 0.3 + named if others else 0.0

    def read(self, text: str, name: str) -> Imported:
        """Read a page; every word of it is in the episode, every oddity in the remarks.

        Raises ``UserError("page-no-stamps")`` where no line is stamped.
        """
        remarks = Remarks()
        lines = classify(_without_controls(unified(text), remarks))
        first = transcript_start(lines)
        blocks = list(stamped(lines[first:]))
        if not blocks:
            raise UserError("page-no-stamps", name=name, line=len(lines))
        head = read_head(lines[:first])
        segments = _segments(blocks, remarks)
        chapters = list(_chapters(head.chapters, segments, remarks))
        sources = [block.line for block in sorted(blocks, key=_start)]
        if len(head.show_notes) > _MOSTLY * sum(len(line.text) for line in segments):
            remarks.add("page-mostly-notes", blocks[0].line)
        named, speakers = with_speakers(segments, sources, head.people, remarks)
        episode = Episode(named, speakers, chapters, info=_info(head, name))
        return Imported(episode, remarks.listed(), "utf-8", self.id)


def _start(block: Stamped) -> Ms:
    return block.start


def _without_controls(text: str, remarks: Remarks) -> str:
    for pattern, code, instead in (
        (CONTROLS, "control-characters", ""),
        (LINE_BREAKS, "odd-line-breaks", " "),
    ):
        if found := pattern.search(text):
            line = 1 + text.count("\n", 0, found.start())
            remarks.count(code, line, len(pattern.findall(text)))
            text = pattern.sub(instead, text)
    return text


def _segments(blocks: Sequence[Stamped], remarks: Remarks) -> list[Segment]:
    """The lines in order of their stamps; lines of one second share it by their length.

    A stamp of whole seconds says that a line begins *within* that second. Lines with the same stamp
    therefore get different starts inside it: each still shows its stamp, they sound one after the
    other, and no word is estimated before one that was said earlier.
    """
    _tell_backwards(blocks, remarks)
    ordered = sorted(blocks, key=_start)
    texts = [_text(block) for block in ordered]
    spans = _spans(ordered, texts)
    whole = Flag.NONE if any(block.exact for block in ordered) else Flag.WHOLE_SECONDS
    ends = [block.until if _alone(at, ordered) else None for at, block in enumerate(ordered)]
    if endless := ends.count(None):
        remarks.count("page-no-ends", ordered[ends.index(None)].line, endless)
    if whole:
        remarks.count("page-whole-seconds", ordered[0].line, len(ordered))
    segments = []
    before: Stamped | None = None
    rows = zip(ordered, texts, spans, ends, strict=True)
    for number, (block, text, span, end) in enumerate(rows, 1):
        flags = whole if end is not None else Flag.END_INFERRED | whole
        if span.start != block.start:
            flags |= Flag.REPAIRED
        _tell(block, text, before, number, remarks)
        before, stop = block, span.end if end is None else end
        segments.append(Segment(number, span.start, stop, text, source_text=text, flags=flags))
    return segments


def _text(block: Stamped) -> str:
    """What a line says, the name in front of it as in all lines of pages."""
    return " ".join((f"{block.name}:", *block.parts) if block.name else block.parts)


def _alone(at: int, ordered: Sequence[Stamped]) -> bool:
    """Whether no other line has the same stamp."""
    near = (*ordered[max(0, at - 1) : at], *ordered[at + 1 : at + 2])
    return all(block.start != ordered[at].start for block in near)


def _tell_backwards(blocks: Sequence[Stamped], remarks: Remarks) -> None:
    for before, block in pairwise(blocks):
        if block.start < before.start:
            remarks.add("page-backwards", block.line, None, stamp=clock(block.start))


def _spans(blocks: Sequence[Stamped], texts: Sequence[str]) -> list[Span]:
    pace = _pace(blocks, texts)
    spans: list[Span] = []
    for start, grouped in groupby(range(len(blocks)), key=lambda at: blocks[at].start):
        together = list(grouped)
        after = together[-1] + 1
        lengths = [len(texts[at]) + 1 for at in together]
        if after < len(blocks):
            end = blocks[after].start
        else:
            end = start + max(_SECOND, round(sum(lengths) / pace * 1000))
        spans.extend(_shared(start, end, lengths))
    return spans


def _shared(start: Ms, end: Ms, lengths: Sequence[int]) -> Iterator[Span]:
    """One stretch of time for lines with the same stamp: in order, each from within its second."""
    total, done, count = sum(lengths), 0, len(lengths)
    starts = []
    for at, length in enumerate(lengths):
        share = (end - start) * done // total
        starts.append(start + min(share, _SECOND * at // count))
        done += length
    for begins, ends in zip(starts, (*starts[1:], end), strict=True):
        yield Span(begins, ends)


def _pace(blocks: Sequence[Stamped], texts: Sequence[str]) -> float:
    """Characters a second over all lines but the last, whose end nobody knows."""
    seconds = (blocks[-1].start - blocks[0].start) / 1000
    spoken = sum(map(len, texts[:-1]))
    return spoken / seconds if len(blocks) > _MEASURED and seconds > 0 and spoken else _PACE


def _tell(
    block: Stamped, text: str, before: Stamped | None, segment: int, remarks: Remarks
) -> None:
    """The oddities of one stamped line."""
    if before is not None and before.start == block.start:
        remarks.add("page-same-second", block.line, segment, stamp=clock(block.start))
    if not text:
        remarks.add("page-empty-line", block.line, segment, stamp=clock(block.start))
    elif WORD.search(text) is None:
        remarks.add("page-no-words", block.line, segment, stamp=clock(block.start), text=text)
    if len(block.parts) > 1:
        remarks.count("page-lines-joined", block.line)


def _chapters(
    listed: Sequence[PageLine], segments: Sequence[Segment], remarks: Remarks
) -> Iterator[Chapter]:
    """Chapters tied to the line that starts with them, else to the one that is heard then.

    One before all lines opens with the first: most pages begin at 0:00, and their lines later.
    """
    if any(after.at < before.at for before, after in pairwise(listed)):
        remarks.count("page-chapters-sorted", listed[0].number, len(listed))
    starts = [segment.start for segment in segments]
    lines = {segment.start: segment.id for segment in reversed(segments)}
    for number, line in enumerate(sorted(listed, key=lambda line: line.at), 1):
        tied = lines.get(line.at)
        if tied is None:
            row = bisect_right(starts, line.at) - 1
            tied = segments[max(0, row)].id
            late = line.at >= max(segments[-1].end, 1)
            code = "page-chapter-outside" if late else "page-chapter-between"
            if row >= 0 or late:
                remarks.add(code, line.number, tied, title=line.words, stamp=clock(line.at))
        yield Chapter(number, line.at, line.words, tied)


def _info(head: Head, name: str) -> Info:
    return Info(title=head.title, show_notes=head.show_notes, source=name)
