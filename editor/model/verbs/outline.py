"""Verbs on the outline: chapters, notes and bookmarks, and what is known of the whole episode."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from editor.model.chapter import Chapter
from editor.model.edits import Edit, Item, Splice, Track
from editor.model.episode import Episode
from editor.model.info import Info
from editor.model.note import Note
from editor.model.time import Ms

_Entry = TypeVar("_Entry", Chapter, Note)


def add_chapter(episode: Episode, index: int, title: str) -> Edit:
    """A chapter that begins with a line."""
    line, start = episode.transcript[index], chapter_start(episode, index)
    chapter = Chapter(episode.next_id(Track.CHAPTERS), start, title, line.id)
    at = bisect_right(episode.chapters, start, key=lambda c: c.start)
    return Edit("add-chapter", (Splice(Track.CHAPTERS, at, (), (chapter,)),))


def chapter_start(episode: Episode, index: int) -> Ms:
    """When a chapter begins that begins with a line; the first one's at 0:00, as players want."""
    return episode.transcript[index].start if index else 0


def retitle_chapter(episode: Episode, chapter: int, title: str) -> Edit:
    """Another title for a chapter."""
    index, before = _find(episode.chapters, chapter)
    return _one("retitle-chapter", Track.CHAPTERS, index, before, replace(before, title=title))


def move_chapter_to(episode: Episode, chapter: int, at: Ms) -> Edit:
    """Let a chapter begin at a moment (ms), tied to the line that begins just there, if one does.

    Chapters are never put out of order by this: the start stays between the neighbours'.
    """
    index, before = _find(episode.chapters, chapter)
    floor = episode.chapters[index - 1].start + 1 if index else 0
    last = index + 1 == len(episode.chapters)
    ceiling = None if last else episode.chapters[index + 1].start - 1
    start = max(floor, at if ceiling is None else min(at, ceiling))
    after = replace(before, start=start, segment=_line_at(episode, start))
    return _one("move-chapter", Track.CHAPTERS, index, before, after)


def set_chapters(episode: Episode, listed: Iterable[tuple[Ms, str]]) -> Edit:
    """Other chapters in place of all there are, by start; each tied to a line that begins there."""
    first = episode.next_id(Track.CHAPTERS)
    after = tuple(
        Chapter(number, start, title, _line_at(episode, start))
        for number, (start, title) in enumerate(sorted(listed, key=lambda pair: pair[0]), first)
    )
    before = tuple(episode.chapters)
    return Edit("import-chapters", (Splice(Track.CHAPTERS, 0, before, after),))


def _line_at(episode: Episode, start: Ms) -> int | None:
    """The line that begins at this very moment; the last of several, as the page lists them.

    Before all lines it is the first: what is said there opens the chapter.
    """
    lines = episode.transcript
    index = lines.index_at(start)
    if index < 0:
        return lines[0].id if lines else None
    return lines[index].id if lines[index].start == start else None


def remove_chapter(episode: Episode, chapter: int) -> Edit:
    """Take a chapter out; its line stays."""
    index, before = _find(episode.chapters, chapter)
    return Edit("remove-chapter", (Splice(Track.CHAPTERS, index, (before,), ()),))


def add_note(episode: Episode, at: Ms, text: str = "", segment: int | None = None) -> Edit:
    """A note, or with an empty text a bookmark, at a moment (ms)."""
    note = Note(episode.next_id(Track.NOTES), at, text, segment)
    index = bisect_right(episode.notes, at, key=lambda n: n.at)
    return Edit("add-note", (Splice(Track.NOTES, index, (), (note,)),))


def edit_note(episode: Episode, note: int, text: str) -> Edit:
    """Another text for a note."""
    index, before = _find(episode.notes, note)
    return _one("edit-note", Track.NOTES, index, before, replace(before, text=text))


def remove_note(episode: Episode, note: int) -> Edit:
    """Take a note out."""
    index, before = _find(episode.notes, note)
    return Edit("remove-note", (Splice(Track.NOTES, index, (before,), ()),))


def set_info(episode: Episode, info: Info) -> Edit:
    """Another title, language or recording."""
    return _one("set-info", Track.INFO, 0, episode.info, info)


def choose(episode: Episode, key: str, value: str, verb: str = "choose") -> Edit:
    """Make a choice for this episode; an empty value takes it back."""
    others = [(name, was) for name, was in episode.info.settings if name != key]
    settings = tuple(sorted([*others, (key, value)] if value else others))
    return _one(verb, Track.INFO, 0, episode.info, replace(episode.info, settings=settings))


def _one(verb: str, track: Track, index: int, before: Item, after: Item) -> Edit:
    return Edit(verb, (Splice(track, index, (before,), (after,)),))


def _find(entries: Sequence[_Entry], entry: int) -> tuple[int, _Entry]:
    return next((i, e) for i, e in enumerate(entries) if e.id == entry)
