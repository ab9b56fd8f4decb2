"""Podcast page: title, show notes, chapters, people and stamped lines of an episode's page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from editor.formats.report import Imported, Remarks
from editor.model.chapter import Chapter
from editor.model.checks import LINE_BREAKING
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.info import Info
from editor.model.people import Speaker
from editor.model.segment import Flag, Segment
from editor.model.time import Ms, clock, parse_clock
from editor.model.words import count_words

_CLOCK: Final = r"(?:\d+:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?"
_STAMP: Final = re.compile(rf"\s*[(\[]?({_CLOCK})[)\]]?\s*", re.ASCII)
_INLINE: Final = re.compile(rf"\s*[(\[]?({_CLOCK})[)\]]?[ \t\u00a0]+(\S.*)", re.ASCII)
_CHAPTER: Final = re.compile(
    rf"\s*[•*·◦–-]?\s*[(\[]?({_CLOCK})[)\]]?\s*(?:[-–—:|]\s*)?(\S.*)", re.ASCII
)
_PEOPLE: Final = re.compile(r"(?:creators|hosts?|people|speakers)\s*(?:&|and)\s*guests?", re.I)
_ABOUT: Final = re.compile(r"what is .+\?", re.I)
_ROLES: Final = frozenset(
    {"host", "co-host", "guest", "producer", "editor", "writer", "narrator", "composer", "creator"}
)
_FLAGS: Final = Flag.END_INFERRED | Flag.WHOLE_SECONDS
_SPACES: Final = re.compile(r"[^\S\n]+")
_LONGEST_SUBTITLE: Final = 120
WORDS_PER_SECOND: Final = 2.5
"""How fast the last line is taken to be spoken: 150 words a minute (product default)."""


@dataclass(slots=True)
class _Head:
    """What stands before the first stamp."""

    title: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    chapters: list[tuple[Ms, str, int]] = field(default_factory=list)
    people: list[Speaker] = field(default_factory=list)


@dataclass(slots=True)
class _Stamped:
    """One stamp and the lines below it; ``line`` is that of the stamp, from 1."""

    start: Ms
    line: int
    parts: list[str]


class PodcastPage:
    """The page of an episode as its host shows it, pasted or saved as text."""

    id = "page"
    suffixes = (".txt", ".md", ".text")
    loses = ()

    def sniff(self, name: str, head: str) -> float:
        """How sure (0..1) a text is an episode page: stamps on lines of their own above words."""
        lines = head.split("\n")
        alone = sum(1 for line in lines if _STAMP.fullmatch(line))
        named = 0.05 * name.lower().endswith(self.suffixes)
        if "-->" in head or alone < 1:
            inline = sum(1 for line in lines if _INLINE.fullmatch(line))
            return 0.3 + named if inline > 1 else 0.0
        return min(0.9, 0.5 + alone / 20) + named

    def read(self, text: str, name: str) -> Imported:
        """Read a page; every word of it is in the episode, every oddity in the remarks.

        Raises ``UserError("page-no-stamps")`` where no line is stamped.
        """
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        first, inline = _first_stamp(lines)
        if first == len(lines):
            raise UserError("page-no-stamps", name=name)
        remarks = Remarks()
        head = _head(lines[:first])
        segments = list(_segments(list(_stamped(lines, first, inline=inline)), remarks))
        chapters = list(_chapters(head, segments, remarks))
        episode = Episode(segments, head.people, chapters, info=_info(head, name))
        return Imported(episode, remarks.listed(), "utf-8", self.id)


def _first_stamp(lines: Sequence[str]) -> tuple[int, bool]:
    """Where the transcript begins, and whether its stamps stand in the lines of text."""
    for at, line in enumerate(lines):
        if _STAMP.fullmatch(line) and _clock_of(_STAMP, line) is not None:
            return at, False
    stamped = [at for at, line in enumerate(lines) if _clock_of(_INLINE, line) is not None]
    return (stamped[0], True) if stamped else (len(lines), False)


def _clock_of(pattern: re.Pattern[str], line: str) -> Ms | None:
    found = pattern.fullmatch(line)
    return parse_clock(found[1]) if found else None


def _head(lines: Sequence[str]) -> _Head:
    head = _Head()
    section = "notes"
    roles: list[tuple[str, list[str]]] = []
    for number, raw in enumerate(lines, 1):
        line = _tidy(raw)
        if _PEOPLE.fullmatch(line):
            section = "people"
        elif _ABOUT.fullmatch(line):
            section = "about"
            head.notes.append(line)
        elif section == "people" and line:
            _take_person(roles, line)
        elif found := _chapter_of(line):
            head.chapters.append((*found, number))
        elif line and len(head.title) < 2 and _titles(head, line):
            head.title.append(line)
        else:
            head.notes.append(line)
    head.people = list(_people(roles))
    return head


def _titles(head: _Head, line: str) -> bool:
    """Whether a line is the show's name or, below it, the episode's: short, and no sentence."""
    if any(head.notes) or len(line) > _LONGEST_SUBTITLE:
        return False
    return not head.title or line[-1] not in ".:;"


def _chapter_of(line: str) -> tuple[Ms, str] | None:
    found = _CHAPTER.fullmatch(line)
    start = parse_clock(found[1]) if found else None
    return (start, found[2].strip()) if found and start is not None else None


def _take_person(roles: list[tuple[str, list[str]]], line: str) -> None:
    if line.casefold() in _ROLES:
        roles.append((line.casefold(), []))
    elif roles:
        roles[-1][1].append(line)
    else:
        roles.append(("", [line]))


def _people(roles: Sequence[tuple[str, list[str]]]) -> Iterator[Speaker]:
    known: dict[str, tuple[list[str], list[str]]] = {}
    for role, lines in roles:
        if lines:
            has, about = known.setdefault(lines[0], ([], []))
            if role and role not in has:
                has.append(role)
            about.extend(lines[1:])
    for number, (name, (has, about)) in enumerate(known.items(), 1):
        yield Speaker(number, name, tuple(has), "\n".join(about))


def _stamped(lines: Sequence[str], first: int, *, inline: bool) -> Iterator[_Stamped]:
    pattern = _INLINE if inline else _STAMP
    current: _Stamped | None = None
    for number, line in enumerate(lines[first:], first + 1):
        start = _clock_of(pattern, line)
        if start is not None:
            if current is not None:
                yield current
            found = pattern.fullmatch(line)
            text = found[2] if inline and found else ""
            current = _Stamped(start, number, [text])
        elif current is not None:
            current.parts.append(line)
    if current is not None:
        yield current


def _segments(stamped: Sequence[_Stamped], remarks: Remarks) -> Iterator[Segment]:
    ordered = sorted(stamped, key=lambda one: one.start)
    if ordered != list(stamped):
        late = next(b for a, b in pairwise(stamped) if b.start < a.start)
        remarks.add("page-backwards", late.line, stamp=clock(late.start))
    if ordered:
        remarks.count("page-no-ends", ordered[0].line, len(ordered))
    for number, one in enumerate(ordered):
        text = _line_text(one, remarks)
        after = next((b.start for b in ordered[number + 1 :] if b.start > one.start), None)
        end = after if after is not None else one.start + _guessed_length(text)
        _tell(one, text, ordered[number - 1] if number else None, number + 1, remarks)
        yield Segment(number + 1, one.start, end, text, source_text=text, flags=_FLAGS)


def _tell(
    one: _Stamped, text: str, before: _Stamped | None, segment: int, remarks: Remarks
) -> None:
    """The oddities of one stamped line."""
    stamp = clock(one.start)
    if before is not None and before.start == one.start:
        remarks.add("page-same-second", one.line, segment, stamp=stamp)
    if not text:
        remarks.add("page-empty-line", one.line, segment, stamp=stamp)
    elif not count_words(text):
        remarks.add("page-no-words", one.line, segment, stamp=stamp, text=text)


def _line_text(one: _Stamped, remarks: Remarks) -> str:
    text = _tidy(" ".join(part for part in one.parts if part.strip()))
    if LINE_BREAKING.search(text):
        remarks.count("page-control", one.line)
        text = _tidy(LINE_BREAKING.sub(" ", text))
    return text


def _tidy(line: str) -> str:
    return _SPACES.sub(" ", line).strip()


def _guessed_length(text: str) -> Ms:
    return max(1_000, round(count_words(text) / WORDS_PER_SECOND * 1000))


def _chapters(head: _Head, segments: Sequence[Segment], remarks: Remarks) -> Iterator[Chapter]:
    starts = {segment.start: segment.id for segment in reversed(segments)}
    for number, (start, title, line) in enumerate(sorted(head.chapters), 1):
        tied = starts.get(start)
        if tied is None:
            tied = next((s.id for s in reversed(segments) if s.start <= start), None)
            remarks.add("page-chapter-between", line, tied, title=title, stamp=clock(start))
        yield Chapter(number, start, title, tied)


def _info(head: _Head, name: str) -> Info:
    notes = re.sub(r"\n{3,}", "\n\n", "\n".join(head.notes)).strip()
    return Info(title=" – ".join(head.title), show_notes=notes, source=name)
