"""What an aligner is told of a transcript, and what comes back, as they cross between processes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from editor.audio.speech.engines import DEFAULT
from editor.audio.speech.following import LineHeard, Um
from editor.audio.speech.reading import is_english, read_aloud
from editor.audio.speech.windows import Line, reach_of
from editor.model.time import Ms
from editor.model.words import TimeKind, WordTime, tokens

_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of the transcript: its id, when it is heard about, whether its end is known."""

    id: int
    start: Ms
    end: Ms
    end_known: bool
    text: str


@dataclass(frozen=True, slots=True)
class Script:
    """All lines in their order, which of them to listen for (by index, in the order wished for).

    ``language`` is an IETF tag, ``""`` where not known; ``known`` respells names that are said
    otherwise than they are written ("siobhan": "shiv awn").
    """

    lines: Sequence[Spoken]
    wanted: Sequence[int]
    language: str = ""
    engine: str = DEFAULT
    known: Mapping[str, str] = field(default_factory=dict)

    def packed(self) -> bytes:
        """As a request to the worker."""
        rows = [[s.id, s.start, s.end, s.end_known, s.text] for s in self.lines]
        request = {
            "lines": rows,
            "wanted": list(self.wanted),
            "language": self.language,
            "engine": self.engine,
            "known": dict(self.known),
        }
        return json.dumps(request).encode()

    @classmethod
    def unpack(cls, request: bytes) -> Script:
        """The script of a request."""
        asked = json.loads(request)
        lines = [Spoken(*row) for row in asked["lines"]]
        return cls(lines, asked["wanted"], asked["language"], asked["engine"], asked["known"])

    def read(self, *, heard: bool) -> list[Line]:
        """The lines with what is spoken for each word.

        As it is written; in English, where an engine listens (``heard``), as it is read aloud.
        """
        made, aloud = [], heard and is_english(self.language)
        starts = [*(line.start for line in self.lines[1:]), None]
        for line, following in zip(self.lines, starts, strict=True):
            spoken = read_aloud(line.text) if aloud else _as_written(line.text)
            reach = reach_of(line.start, line.end, following, len(spoken), end_known=line.end_known)
            made.append(Line(line.id, line.start, reach, line.text, spoken))
        return made


def _as_written(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple((text[token.start : token.end].lower(),) for token in tokens(text))


def packed_lines(heard: Sequence[LineHeard]) -> bytes:
    """What was heard, as a message of the worker."""
    return json.dumps([_row(line) for line in heard]).encode()


def _row(line: LineHeard) -> list[Any]:
    words = [
        [word.start, word.end, int(word.kind), round(word.confidence or 0, _DIGITS)]
        for word in line.words
    ]
    fillers = [[um.start, um.end, round(um.confidence, _DIGITS), um.word] for um in line.fillers]
    return [line.id, words, fillers, round(line.fit, _DIGITS), round(line.voiced, _DIGITS)]


def unpacked_lines(message: bytes) -> list[LineHeard]:
    """The lines of a message."""
    return [
        LineHeard(
            number,
            tuple(WordTime(start, end, TimeKind(kind), sure) for start, end, kind, sure in words),
            tuple(Um(*filler) for filler in fillers),
            fit,
            voiced,
        )
        for number, words, fillers, fit, voiced in json.loads(message)
    ]
