"""Chapters: lists of them read from a page, a paste or a recording, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeAlias
from unicodedata import digit

from editor.app.heard import word_span
from editor.app.importing import read
from editor.app.jobs import Step, Work
from editor.model.chapter import Chapter
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.time import Ms, clock, parse_clock, parse_time
from editor.model.verbs.outline import chapter_start

LEAST: Final = 3
"""Chapters that a list needs before players of podcasts and videos show any of it."""

SHORTEST: Final[Ms] = 10_000
"""How long each has to last for the same players (ms)."""

_SECOND: Final[Ms] = 1_000

LONGEST_TITLE: Final = 60
"""Characters of a title that a list beside a player shows; a rule of this house."""

_LINE: Final = 1_000
"""Characters of a line beyond which it is no entry of a list."""

Listed: TypeAlias = tuple[tuple[Ms, str], ...]
"""Starts (ms) and titles."""

_CLOCK: Final = (
    r"(?:(?:\d{1,3}[:\uff1a])?\d{1,3}[:\uff1a]\d{2}(?:[.,]\d{1,3})?"
    r"|\d{1,2}h\s?(?:\d{1,2}m)?\s?(?:\d{1,2}s)?|\d{1,3}m\s?\d{1,2}s)"
)
_DASHES: Final = r"\-\u2010-\u2015\u2212"
_BEFORE: Final = re.compile(
    rf"\W*(?:\d{{1,3}}[.)\]]?\s\W*)??({_CLOCK})(?:\s*(?:[{_DASHES}→]+|to)\s*{_CLOCK})?"
    rf"(?!\w)[\s)\]{_DASHES}:|.]*(.*)"
)
_BEHIND: Final = re.compile(rf"(.*?)[\s(\[{_DASHES}:|]*(?<!\w)({_CLOCK})\W*")
_LINK: Final = re.compile(r"\]\([^)\s]*\)")
"""Where a time leads to, as Markdown writes it."""


@dataclass(frozen=True, slots=True)
class ChapterProblem:
    """One thing wrong with the chapters, or with one of them (its id).

    ``code`` names the sentence in ``resources/texts/en/chapters.toml``.
    """

    code: str
    chapter: int | None = None
    facts: tuple[tuple[str, str], ...] = ()


def problems_of(episode: Episode) -> Iterator[ChapterProblem]:
    """Yield what a list of chapters has to hold to be shown by players, and does not."""
    chapters = episode.chapters
    if not chapters:
        return
    if not _from_the_start(chapters[0]):
        yield ChapterProblem("first-late", chapters[0].id, (("at", clock(chapters[0].start)),))
    if len(chapters) < LEAST:
        yield ChapterProblem("few", None, (("count", str(len(chapters))),))
    yield from _lengths(chapters, episode.duration)
    known: dict[str, int] = {}
    for chapter in chapters:
        yield from _title(chapter, known)
        between = chapter.segment is None and not _from_the_start(chapter)
        if between and len(episode.transcript):
            yield ChapterProblem("between-lines", chapter.id)


def _from_the_start(chapter: Chapter) -> bool:
    """Whether it stands at 0:00, as players want the first one to, whatever is said there."""
    return chapter.start < _SECOND


def _lengths(chapters: Sequence[Chapter], end: Ms) -> Iterator[ChapterProblem]:
    for one, other in pairwise(chapters):
        if other.start - one.start < SHORTEST:
            yield ChapterProblem("short", one.id, (("seconds", f"{SHORTEST // 1000}"),))
    last = chapters[-1]
    if end and last.start >= end:
        yield ChapterProblem("past-end", last.id, (("at", clock(end)),))
    elif end and end - last.start < SHORTEST:
        yield ChapterProblem("short", last.id, (("seconds", f"{SHORTEST // 1000}"),))


def _title(chapter: Chapter, known: dict[str, int]) -> Iterator[ChapterProblem]:
    title = " ".join(chapter.title.split())
    if not title:
        yield ChapterProblem("untitled", chapter.id)
    elif len(title) > LONGEST_TITLE:
        yield ChapterProblem("long-title", chapter.id, (("limit", str(LONGEST_TITLE)),))
    if title and title.casefold() in known:
        yield ChapterProblem("same-title", chapter.id)
    known.setdefault(title.casefold(), chapter.id)


def chapter_at(episode: Episode, row: int, offset: int) -> Chapter | None:
    """The chapter a character of a line is in: the last that has begun there."""
    return next(_begun(episode, row, offset), None)


def opened_at(episode: Episode, row: int, offset: int) -> Chapter | None:
    """The last chapter that has begun at a character of a line, and does so in that line."""
    line = episode.transcript[row].id
    begun = _begun(episode, row, offset)
    return next((chapter for chapter in begun if episode.opened_by(chapter) == line), None)


def in_the_way(episode: Episode, row: int) -> Chapter | None:
    """The chapter that begins when one that begins with this line would."""
    start = chapter_start(episode, row)
    return next((chapter for chapter in episode.chapters if chapter.start == start), None)


def _begun(episode: Episode, row: int, offset: int) -> Iterator[Chapter]:
    """The chapters that begin before the word at a character of a line is over, last first.

    So a line whose start was moved by some ms does not fall out of the chapter it opens.
    """
    heard = word_span(episode.transcript[row], offset)
    for chapter in reversed(episode.chapters):
        if chapter.start <= heard.start or chapter.start < heard.end:
            yield chapter


def parse_list(text: str) -> tuple[Listed, tuple[int, ...]]:
    """Read a pasted list of times and titles, and the numbers of lines that hold neither.

    A time may stand before or behind its title, with a bullet, in brackets, with a dash: as show
    notes have it. Empty lines count for nothing.
    """
    found, odd = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        entry = _entry(line)
        if entry is None:
            odd.append(number)
        else:
            found.append(entry)
    return tuple(sorted(found, key=lambda pair: pair[0])), tuple(odd)


def _entry(line: str) -> tuple[Ms, str] | None:
    if len(line) > _LINE:
        return None
    line = _LINK.sub("]", line).strip()
    for pattern, at, title in ((_BEFORE, 1, 2), (_BEHIND, 2, 1)):
        match = pattern.fullmatch(line)
        words = " ".join(match[title].split()) if match else ""
        start = _moment(match[at]) if match else None
        if words and start is not None:
            return start, words
    return None


def _moment(written: str) -> Ms | None:
    """A clock in the digits of any script, or 1h02m03s; ``None`` where there is no such time."""
    plain = "".join(str(digit(sign)) if sign.isdigit() else sign for sign in written)
    plain = plain.replace("\uff1a", ":")
    return parse_clock(plain) if ":" in plain else parse_time(plain)


def of_recording(path: Path) -> Work[Listed]:
    """Return the chapters in a recording's tags; raises ``UserError("chapters-none")``."""
    from editor.audio.tags import chapters

    yield Step(0, note="probe")
    return chapters(path)


def of_page(path: Path) -> Work[Listed]:
    """Return the chapters of an episode page, or of a chapters file of Podcasting 2.0.

    Raises ``UserError("chapters-none")``.
    """
    from editor.formats.encoding import decode
    from editor.formats.files import read_bytes
    from editor.formats.json_chapters import read_chapters

    listed = read_chapters(decode(read_bytes(path)).text)
    if listed:
        yield Step(0, note="read")
        return listed
    plan = yield from read(path)
    if not plan.episode.chapters:
        raise UserError("chapters-none", path=str(path))
    return tuple((chapter.start, chapter.title) for chapter in plan.episode.chapters)
