"""WebVTT blocks: a file parted as the standard's parser parts it (W3C WebVTT, 6.1 and 6.2).

What that parser would throw away is handed on as a ``LOST`` block, so that no word goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final, NamedTuple

from editor.formats.srt_clock import CLOCK, read_clock
from editor.model.time import Ms

ARROW: Final = "-->"
_BLANK: Final = " \t\f\r\n"
_STAMP: Final = r"(?:(\d{2,9}):([0-5]\d)|([0-5]\d)):([0-5]\d)\.(\d{3})"
"""Hours, where given, of two digits or more; minutes and seconds below 60; three decimals."""
_TIMING: Final = re.compile(
    rf"[{_BLANK}]*{_STAMP}[{_BLANK}]*-->[{_BLANK}]*{_STAMP}(?!\d)(.*)", re.ASCII
)
_TOLERANT: Final = re.compile(rf"\s*({CLOCK})\s*-->\s*({CLOCK})(?![\d:.,])(.*)", re.ASCII)
_MEANT: Final = re.compile(r"\s*[-+]?\d[\d:.,;]*\s*-->|.*-->\s*[-+]?\d+[:.,]\d", re.ASCII)
"""A line with an arrow that was meant as times, whatever they are."""
_NUMBER: Final = re.compile(r"\d+", re.ASCII)


class Sort(Enum):
    """What a block is."""

    CUE = auto()
    NOTE = auto()
    STYLE = auto()
    REGION = auto()
    LOST = auto()
    """Text that belongs to nothing: the standard's parser drops it."""


class Timing(NamedTuple):
    """The times of a cue and the settings behind them; ``None`` where a time cannot be read.

    ``sound`` tells whether the standard's parser reads them as well; ``raw`` is the line as it is
    where a time cannot be read.
    """

    start: Ms | None
    end: Ms | None
    settings: str
    sound: bool
    raw: str = ""


@dataclass(slots=True)
class Block:
    """Lines of a file that belong together; ``line`` is that of the first, or of the times.

    A ``touching`` cue follows the one before without a blank line and is told by its number.
    """

    sort: Sort
    line: int
    lines: list[str]
    timing: Timing | None = None
    id: str = ""
    touching: bool = False


@dataclass(slots=True)
class VttFile:
    """The head of a file and its blocks; ``signed`` is whether it begins with ``WEBVTT``."""

    signed: bool
    title: str = ""
    header: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def parted(text: str) -> VttFile:
    """The blocks of a text whose lines end with LF alone."""
    lines = text.split("\n")
    first = lines[0].removeprefix("\ufeff")
    signed = first.startswith("WEBVTT") and (len(first) == 6 or first[6] in " \t")
    file = VttFile(signed)
    at = 0
    if signed:
        file.title = first[6:].strip()
        at = 1
        while at < len(lines) and lines[at] and ARROW not in lines[at]:
            file.header.append(lines[at])
            at += 1
    file.blocks = list(_blocks(lines, at))
    return file


def _blocks(lines: list[str], at: int) -> Iterator[Block]:
    number = ""
    while at < len(lines):
        if not lines[at]:
            at += 1
            continue
        block, at = _block(lines, at)
        if number:
            block.id, block.touching, number = number, True, ""
        if at < len(lines) and lines[at] and _ends_in_next_number(block):
            number = block.lines.pop()
        yield block


def _ends_in_next_number(block: Block) -> bool:
    """Whether the last line of a cue's text is the number of the cue that follows it closely."""
    if not (block.timing and block.lines and is_number(block.id) and is_number(block.lines[-1])):
        return False
    return int(block.lines[-1]) == int(block.id) + 1


def _block(lines: list[str], at: int) -> tuple[Block, int]:
    """The block that begins at a line, and where the next one may begin."""
    first = at
    if ARROW not in lines[at]:
        if at + 1 < len(lines) and ARROW in lines[at + 1] and (timing := _timing(lines[at + 1])):
            body, after = _body(lines, at + 2)
            return Block(Sort.CUE, at + 2, body, timing, lines[at]), after
        body, after = _body(lines, at)
        return Block(_sort(body), first + 1, body), after
    timing = _timing(lines[at])
    body, after = _body(lines, at + 1)
    if timing is None:
        return Block(Sort.LOST, first + 1, [lines[at], *body]), after
    return Block(Sort.CUE, first + 1, body, timing), after


def _body(lines: list[str], at: int) -> tuple[list[str], int]:
    first = at
    while at < len(lines) and lines[at] and ARROW not in lines[at]:
        at += 1
    return lines[first:at], at


def _sort(body: list[str]) -> Sort:
    """What lines without times are; a style sheet behind a cue is one too, if a useless one."""
    first = body[0]
    if first == "NOTE" or first.startswith(("NOTE ", "NOTE\t")):
        return Sort.NOTE
    if len(body) > 1 and first.rstrip(_BLANK) in ("STYLE", "REGION"):
        return Sort[first.rstrip(_BLANK)]
    return Sort.LOST


def _timing(line: str) -> Timing | None:
    """The times of a line with an arrow; ``None`` where it is a line of text."""
    found = _TIMING.fullmatch(line)
    if found is not None:
        stamps = found.groups()
        return Timing(_moment(stamps[:5]), _moment(stamps[5:10]), stamps[10].strip(), sound=True)
    found = _TOLERANT.fullmatch(line)
    if found is not None:
        readings = [read_clock(found[1]), read_clock(found[2])]
        start, end = (reading.at if reading else None for reading in readings)
        raw = line if start is None or end is None else ""
        return Timing(start, end, found[3].strip(), sound=False, raw=raw)
    return Timing(None, None, "", sound=False, raw=line) if _MEANT.match(line) else None


def _moment(parts: tuple[str, ...]) -> Ms:
    hours, minutes, short, seconds, millis = parts
    whole = (int(hours or 0) * 60 + int(minutes or short)) * 60 + int(seconds)
    return whole * 1000 + int(millis)


def is_number(text: str) -> bool:
    """Whether an id only counts the cues."""
    return len(text) < 12 and _NUMBER.fullmatch(text.strip()) is not None
