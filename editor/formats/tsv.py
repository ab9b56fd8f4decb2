"""TSV: tables of recognisers (in ms) and of spreadsheets (clocks), Audacity's labels (seconds)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from editor.formats.controls import unified
from editor.formats.cue_reading import ReadCue, lines_of
from editor.formats.json_words import is_by_the_word, put_together
from editor.formats.report import Imported, Remarks
from editor.formats.srt_clock import LATEST
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.time import Ms, parse_clock

_NUMBER: Final = re.compile(r"(\d{1,10})(\.\d{1,9})?", re.ASCII)
_NAMES: Final = {
    "start": ("start", "begin", "in", "time", "timestamp", "timecode", "start time"),
    "end": ("end", "stop", "out", "end time"),
    "voice": ("speaker", "name", "who"),
    "text": ("text", "transcript", "words", "caption", "subtitle"),
}
"""What the columns of a table are called, in small letters."""
_LONGEST_NAME: Final = 60
"""Characters of the longest name of a speaker; more are said."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column of a table is what; the text may hold tabs of its own where it is the last."""

    start: int
    text: int
    end: int | None = None
    voice: int | None = None

    def cells(self, line: str) -> Sequence[str]:
        """The cells of a row."""
        others = (self.start, self.end or 0, self.voice or 0)
        return line.split("\t", self.text if self.text > max(others) else -1)

    def cue(self, line: str, number: int) -> ReadCue | None:
        """A row as a cue; ``None`` where it is none."""
        cells = self.cells(line.removeprefix("\ufeff"))
        if len(cells) <= max(self.start, self.text, self.end or 0, self.voice or 0):
            return None
        start = _moment(cells[self.start])
        end = None if self.end is None else _moment(cells[self.end])
        if start is None or (end is None and self.end is not None):
            return None
        voice = "" if self.voice is None else cells[self.voice].strip()
        return ReadCue(start, end, cells[self.text], number, voice)


_PLAIN: Final = _Columns(0, 2, end=1)
"""Start, end and text, as every program writes them that gives its columns no names."""


class Tsv:
    """What Whisper and its kin write as ``.tsv``, rows of a spreadsheet, labels of Audacity."""

    id = "tsv"
    suffixes = (".tsv",)

    def sniff(self, name: str, head: str) -> float:
        """How sure (0..1) a text is one: its heading says so, else its first line is a row."""
        first = _first(unified(head))
        if _named(first):
            return 0.95
        return 0.7 + 0.1 * name.lower().endswith(self.suffixes) if _unnamed(first) else 0.0

    def read(self, text: str, name: str) -> Imported:
        """Every row as a line; rows of single words are put together to lines.

        Raises ``UserError("tsv-no-rows")`` where there is none.
        """
        remarks = Remarks()
        plain = unified(text)
        named = _named(_first(plain))
        cues = [cue for cue in _cues(plain, remarks) if cue.text.strip()]
        if not cues:
            raise UserError("tsv-no-rows", name=name, line=1)
        if named and is_by_the_word([cue.text for cue in cues]):
            cues = list(put_together(cues))
        segments, speakers, _ = lines_of(cues, remarks)
        episode = Episode(segments, speakers, info=Info(source=name))
        return Imported(episode, remarks.listed(), "utf-8", self.id)


def _first(text: str) -> str:
    """The first line that says anything: a heading, or a row."""
    return next(filter(str.strip, text.split("\n")), "")


def _named(line: str) -> _Columns | None:
    """The columns a heading names; ``None`` where it is no heading."""
    cells = [cell.strip().casefold() for cell in line.removeprefix("\ufeff").split("\t")]
    found = {
        column: next((at for at, cell in enumerate(cells) if cell in names), None)
        for column, names in _NAMES.items()
    }
    start, text = found["start"], found["text"]
    if start is None or text is None:
        return None
    return _Columns(start, text, found["end"], found["voice"])


def _unnamed(line: str) -> _Columns | None:
    """The columns of a row of a table without a heading; ``None`` where it is no row."""
    if _PLAIN.cue(line, 0) is not None:
        voiced = _Columns(0, 3, end=1, voice=2)
        row = voiced.cue(line, 0)
        return voiced if row is not None and _is_name(row.voice) and ":" in line else _PLAIN
    voiced = _Columns(0, 2, voice=1)
    row = voiced.cue(line, 0)
    clock = ":" in line.partition("\t")[0]
    return voiced if row is not None and clock and _is_name(row.voice) else None


def _is_name(cell: str) -> bool:
    return 0 < len(cell) <= _LONGEST_NAME and any(map(str.isalpha, cell))


def _cues(text: str, remarks: Remarks) -> Iterator[ReadCue]:
    """The rows; a line that is none goes to the row above, so that no word is lost."""
    row: ReadCue | None = None
    loose: list[str] = []
    columns: _Columns | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if columns is None and line.strip():
            columns = _named(line)
            if columns is not None:
                continue
            columns = _unnamed(line) or _PLAIN
        found = columns.cue(line, number) if columns else None
        if found is not None:
            if row is not None:
                yield replace(row, text="\n".join((row.text, *loose)))
            row, loose = found, []
        elif line.strip():
            remarks.count("tsv-loose", number)
            row = row or ReadCue(None, None, "", number)
            loose.append(line)
    if row is not None:
        yield replace(row, text="\n".join((row.text, *loose)))


def _moment(cell: str) -> Ms | None:
    """Whole numbers are ms, numbers with a point are seconds, and clocks say what they are.

    ``None`` where it is none of these, or later than any recording.
    """
    found = _NUMBER.fullmatch(cell.strip())
    if found is None:
        at = parse_clock(cell)
    else:
        at = int(found[1]) if found[2] is None else round(float(found[0]) * 1000)
    return at if at is not None and at <= LATEST else None
