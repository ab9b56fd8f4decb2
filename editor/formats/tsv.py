"""TSV: tables of recognisers (start, end, text; times in ms) and Audacity's labels (in seconds)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from editor.formats.controls import unified
from editor.formats.cue_reading import ReadCue, lines_of
from editor.formats.json_words import is_by_the_word, put_together
from editor.formats.report import Imported, Remarks
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.time import Ms

_HEADING: Final = re.compile(r"^\ufeff?start\tend\ttext[ \t]*$", re.IGNORECASE | re.MULTILINE)
_ROW: Final = re.compile(r"\ufeff?(\d{1,10})(\.\d{1,9})?\t(\d{1,10})(\.\d{1,9})?\t(.*)", re.ASCII)


class Tsv:
    """What Whisper and its kin write as ``.tsv``, and labels of Audacity."""

    id = "tsv"
    suffixes = (".tsv",)

    def sniff(self, name: str, head: str) -> float:
        """How sure (0..1) a text is one: its heading says so, else its first line is a row."""
        first = unified(head).lstrip("\n").partition("\n")[0]
        if _HEADING.match(first):
            return 0.95
        return 0.7 + 0.1 * name.lower().endswith(self.suffixes) if _ROW.match(first) else 0.0

    def read(self, text: str, name: str) -> Imported:
        """Every row as a line; rows of single words are put together to lines.

        Raises ``UserError("tsv-no-rows")`` where there is none.
        """
        remarks = Remarks()
        plain = unified(text)
        cues = [cue for cue in _cues(plain, remarks) if cue.text.strip()]
        if not cues:
            raise UserError("tsv-no-rows", name=name, line=1)
        if _HEADING.match(plain) and is_by_the_word([cue.text for cue in cues]):
            cues = list(put_together(cues))
        segments, speakers, _ = lines_of(cues, remarks)
        episode = Episode(segments, speakers, info=Info(source=name))
        return Imported(episode, remarks.listed(), "utf-8", self.id)


def _cues(text: str, remarks: Remarks) -> Iterator[ReadCue]:
    """The rows; a line that is none goes to the row above, so that no word is lost."""
    row: ReadCue | None = None
    loose: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        found = _ROW.fullmatch(line)
        if found is not None:
            if row is not None:
                yield replace(row, text="\n".join((row.text, *loose)))
            row = ReadCue(_ms(found[1], found[2]), _ms(found[3], found[4]), found[5], number)
            loose = []
        elif line.strip() and not (number == 1 and _HEADING.match(line)):
            remarks.count("tsv-loose", number)
            row = row or ReadCue(None, None, "", number)
            loose.append(line)
    if row is not None:
        yield replace(row, text="\n".join((row.text, *loose)))


def _ms(whole: str, part: str | None) -> Ms:
    """Whole numbers are ms, numbers with a point are seconds."""
    return int(whole) if part is None else round(float(whole + part) * 1000)
