"""WebVTT: captions with voices, notes, places and styles in, every word of them; and out again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from editor.formats.controls import CONTROLS, LINE_BREAKS, unified
from editor.formats.cue_reading import ReadCue, lines_of, quoted
from editor.formats.place import sound_settings
from editor.formats.report import Imported, Remarks
from editor.formats.srt_clock import TIMING_HINT
from editor.formats.vtt_blocks import ARROW, Block, Sort, VttFile, is_number, parted
from editor.formats.vtt_text import Spoken, VttText
from editor.formats.vtt_writer import CHAPTER
from editor.model.chapter import Chapter
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.note import Note
from editor.model.segment import Segment

BLOCKS: Final = "webvtt-blocks"
"""The setting that keeps a file's STYLE and REGION blocks for the next export as WebVTT."""

_LANGUAGE: Final = re.compile(r"language\s*:\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*", re.IGNORECASE)


class Vtt:
    """Web Video Text Tracks."""

    id = "vtt"
    suffixes = (".vtt", ".webvtt")

    def sniff(self, name: str, head: str) -> float:
        """How sure (0..1) a text is WebVTT: its first word says so, else the suffix does."""
        named = name.lower().endswith(self.suffixes)
        if head.lstrip("\ufeff \t\r\n").startswith("WEBVTT"):
            return 0.97
        timed = TIMING_HINT.search(head) is not None
        return 0.96 if timed and named else 0.5 if named else 0.0

    def read(self, text: str, name: str) -> Imported:
        """Every cue as a line, every repair as a remark.

        Raises ``UserError("vtt-no-cues")`` where the file holds no cue.
        """
        remarks = Remarks()
        file = parted(unified(text))
        reading = _Reading(file, remarks)
        reading.take_all()
        if not reading.cues:
            raise UserError("vtt-no-cues", name=name, line=1)
        if not file.signed:
            remarks.add("vtt-no-header", 1)
        segments, speakers, _ = lines_of(reading.cues, remarks)
        by_place = {segment.id: segment for segment in segments}
        info = Info(
            title=reading.title,
            show_notes="\n".join(reading.loose),
            language=reading.language,
            source=name,
            settings=((BLOCKS, reading.kept_blocks()),) if reading.kept else (),
        )
        chapters = sorted(reading.chapters(by_place), key=lambda chapter: chapter.start)
        episode = Episode(segments, speakers, chapters, list(reading.notes(by_place)), info)
        return Imported(episode, remarks.listed(), "utf-8", self.id)


@dataclass(slots=True)
class _Reading:
    """What has been read of a file: cues, and what stands between them."""

    file: VttFile
    remarks: Remarks
    cues: list[ReadCue] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    kept: list[Block] = field(default_factory=list)
    title: str = ""
    language: str = ""
    _notes: list[tuple[int, str, int]] = field(default_factory=list)
    _ids: list[tuple[int, str]] = field(default_factory=list)
    _rolling: bool = False
    _shown: str = ""

    def take_all(self) -> None:
        self._take_header()
        self._rolling = any(
            block.sort is Sort.CUE and "<c>" in line and re.search(r"<\d\d:\d\d[\d:.]*>", line)
            for block in self.file.blocks
            for line in block.lines
        )
        for block in self.file.blocks:
            match block.sort:
                case Sort.CUE:
                    self._take_cue(block)
                case Sort.NOTE:
                    self._take_note(block)
                case Sort.LOST:
                    self._take_lost(block)
                case _:
                    self.kept.append(block)
        if self._ids:
            line, first = self._ids[0]
            self.remarks.add("vtt-ids", line, None, text=quoted(first), count=len(self._ids))

    def kept_blocks(self) -> str:
        return "\n\n".join("\n".join(_clean(line) for line in b.lines) for b in self.kept)

    def _take_header(self) -> None:
        self.title = _clean(self.file.title).removeprefix("-").strip()
        style: list[str] = []
        for number, line in enumerate(self.file.header, 2):
            if found := _LANGUAGE.fullmatch(line):
                self.language = found[1]
            elif style or line.strip() == "Style:":
                style.append(_clean(line))
            elif words := _clean(line).strip():
                self.remarks.add("vtt-header", number, None, text=quoted(words))
        if style:
            self.remarks.add("vtt-header", 2, None, text=quoted(" ".join(style)))

    def _take_cue(self, block: Block) -> None:
        timing = block.timing
        if timing is None:
            return
        if block.id and not is_number(block.id):
            self._ids.append((block.line - 1, block.id))
        if block.touching:
            self.remarks.count("vtt-blank-missing", block.line)
        if timing.raw:
            self.remarks.add("vtt-time-unreadable", block.line, text=quoted(timing.raw))
        elif not timing.sound:
            self.remarks.count("vtt-time-form", block.line)
        place, refused = sound_settings(_clean(timing.settings))
        if refused:
            self.remarks.add("vtt-settings", block.line, text=quoted(timing.settings))
        text = VttText("\n".join(self._not_repeated(block.lines)))
        if text.dropped:
            self.remarks.count("tags", block.line + 1, text.dropped)
        if text.unpaired:
            self.remarks.count("tags-unpaired", block.line + 1, text.unpaired)
        if self._rolling and not text.spoken and block.lines:
            self.remarks.count("vtt-rolling", block.line)
            return
        self._add(block, place, text.spoken or [Spoken("", "")])

    def _add(self, block: Block, place: str, spoken: Sequence[Spoken]) -> None:
        """The cue, or one for each of its voices, which share its time by their words."""
        timing = block.timing
        if timing is None:
            return
        if len(spoken) > 1:
            self.remarks.add("vtt-voices", block.line, None, count=len(spoken))
        total = sum(len(each.text) + 1 for each in spoken)
        done = 0
        for each in spoken:
            start, end = timing.start, timing.end
            if start is not None and end is not None and len(spoken) > 1 and end > start:
                length = end - start
                start, end = (
                    start + length * done // total,
                    start + length * (done + len(each.text) + 1) // total,
                )
            done += len(each.text) + 1
            cue = ReadCue(start, end, each.text, block.line, each.voice, each.styles, place)
            self.cues.append(cue)

    def _not_repeated(self, lines: Sequence[str]) -> list[str]:
        """The lines of a cue less those that the last one showed already (YouTube's rolling)."""
        if not self._rolling:
            return list(lines)
        bare = ["".join(each.text for each in VttText(line).spoken).strip() for line in lines]
        kept = [
            line for line, words in zip(lines, bare, strict=True) if words and words != self._shown
        ]
        said = [words for words in bare if words]
        self._shown = said[-1] if said else self._shown
        return kept

    def _take_note(self, block: Block) -> None:
        first = block.lines[0][4:].strip()
        text = _clean("\n".join(filter(None, (first, *block.lines[1:])))).strip()
        if text:
            self._notes.append((len(self.cues), text, block.line))

    def _take_lost(self, block: Block) -> None:
        """Text behind a blank line, or a line with an arrow: it goes on where it was broken off."""
        words = VttText("\n".join(block.lines))
        text = "\n".join(each.text for each in words.spoken)
        if not text.strip():
            return
        if not self.cues:
            self.loose.append(_clean(text))
            self.remarks.add("text-before-first-line", block.line, None, text=quoted(text))
            return
        code = "vtt-arrow" if ARROW in block.lines[0] else "vtt-blank-inside"
        self.remarks.add(code, block.line)
        last = self.cues[-1]
        whole = f"{last.text}\n{text}" if last.text else text
        self.cues[-1] = ReadCue(
            *(last.start, last.end, whole, last.line, last.voice, last.styles, last.place)
        )

    def chapters(self, lines: dict[int, Segment]) -> Iterator[Chapter]:
        named = [note for note in self._notes if note[1].startswith(CHAPTER)]
        for number, (at, text, _) in enumerate(named, 1):
            line = lines.get(at + 1)
            title = " ".join(text.removeprefix(CHAPTER).split())
            start = line.start if line else max(each.end for each in lines.values())
            yield Chapter(number, start, title, line.id if line else None)

    def notes(self, lines: dict[int, Segment]) -> Iterator[Note]:
        others = [note for note in self._notes if not note[1].startswith(CHAPTER)]
        if others:
            self.remarks.count("vtt-notes", others[0][2], len(others))
        for number, (at, text, _) in enumerate(others, 1):
            line = lines.get(at + 1) or lines.get(at)
            yield Note(number, line.start if line else 0, text, line.id if line else None)


def _clean(text: str) -> str:
    return LINE_BREAKS.sub(" ", CONTROLS.sub("", text))
