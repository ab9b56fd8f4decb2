"""Pasting: text that carries stamps becomes lines at their times, not words in one line."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from editor.formats.registry import HEAD, best
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.segment import Flag, Segment
from editor.model.verbs.inserting import insert_lines

_SURE: Final = 0.5
"""Below this a single stamp may be a time that was talked about: “4:12 in the morning”."""


def stamped(text: str) -> Episode | None:
    """The lines of a pasted text that carries stamps; ``None`` where it is just words.

    A text that has more than lines (a page's title, show notes, chapters) is no paste but an
    import: nothing of it may get lost, so it is left to be pasted as words.
    """
    form = best("", text[:HEAD])
    if form is None:
        return None
    try:
        pasted = form.read(text, "").episode
    except UserError:
        return None
    lines, info = pasted.transcript, pasted.info
    if len(lines) == 1 and form.sniff("", text[:HEAD]) < _SURE:
        return None
    if not lines or info.title or info.show_notes or pasted.chapters or pasted.notes:
        return None
    return pasted


def paste_lines(episode: Episode, pasted: Episode) -> Edit:
    """Plan that stamped lines go where they are heard, with their people."""
    people = {person.id: person.name for person in pasted.speakers}
    return insert_lines(episode, (_within(episode, line) for line in pasted.transcript), people)


def _within(episode: Episode, line: Segment) -> Segment:
    """A line whose end nobody stamped ends where the next one here starts, at the latest."""
    lines = episode.transcript
    following = lines.index_at(line.start) + 1
    if not line.flags & Flag.END_INFERRED or following == len(lines):
        return line
    return replace(line, end=min(line.end, lines[following].start))
