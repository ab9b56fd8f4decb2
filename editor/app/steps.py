"""Steps of a person at work: edits that a key plans out of several verbs, as one undo step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from unicodedata import category

from editor.model.edits import Caret, Edit
from editor.model.episode import Episode
from editor.model.time import Ms, full_clock
from editor.model.verbs.lines import set_times, split, type_text
from editor.model.verbs.people import assign
from editor.model.words import WORD, TextChange


def next_speaker(episode: Episode, index: int) -> int | None:
    """Who most likely speaks next: whoever spoke last before, else the next of the list."""
    lines = episode.transcript
    now = lines[index].speaker
    for at in range(index - 1, max(-1, index - 400), -1):
        other = lines[at].speaker
        if other is not None and other != now:
            return other
    people = [person.id for person in episode.speakers]
    if not people:
        return None
    return people[(people.index(now) + 1) % len(people)] if now in people else people[0]


def split_to_next_speaker(episode: Episode, index: int, offset: int) -> Edit:
    """Part the line and give the right part, if it has a word, to the next speaker.

    Where no word is before the place, the whole line is that speaker's.
    """
    line, speaker = episode.transcript[index], next_speaker(episode, index)
    if WORD.search(line.text) and not WORD.search(line.text, 0, offset):
        whole = assign(episode, [index], speaker)
        return replace(whole, verb="split-speaker", caret_after=Caret(line.id, offset))
    speakers = line.speaker, speaker
    return split_between(episode, index, offset, speakers)


def split_between(
    episode: Episode, index: int, offset: int, speakers: tuple[int | None, int | None]
) -> Edit:
    """Part the line and give each part to one of two speakers."""
    edit = split(episode, index, offset)
    splice = edit.splices[0]
    _, (left, right) = splice.lines
    after = replace(left, speaker=speakers[0]), replace(right, speaker=speakers[1])
    return replace(edit, verb="split-speaker", splices=(replace(splice, after=after),))


def insert_inaudible(episode: Episode, index: int, offset: int, at: Ms) -> Edit:
    """Write ``[inaudible hh:mm:ss]`` at a place of the line, blanks around it as needed."""
    text = episode.transcript[index].text
    change = TextChange(offset, 0, inaudible(at, text[:offset], text[offset:]))
    return replace(type_text(episode, index, change), verb="inaudible")


def inaudible(at: Ms, before: str, after: str) -> str:
    """``[inaudible hh:mm:ss]`` between two texts, with blanks as needed: none before a comma."""
    left = " " if before and not (before[-1].isspace() or _opens(before[-1])) else ""
    right = " " if after and (after[0].isalnum() or _opens(after[0])) else ""
    return f"{left}[inaudible {full_clock(at).partition('.')[0]}]{right}"


def _opens(sign: str) -> bool:
    """Whether it is a bracket or a quotation mark that opens."""
    return category(sign) in {"Ps", "Pi"}


def nudge(episode: Episode, index: int, start: Ms = 0, end: Ms = 0) -> Edit:
    """Move a line's start or end by some ms."""
    line = episode.transcript[index]
    return set_times(episode, index, max(0, line.start + start), max(0, line.end + end), "nudge")


def note_place(episode: Episode, row: int, heard: Ms | None) -> tuple[Ms, int]:
    """Where a note belongs, moment (ms) and line: to what is being heard, else to the line."""
    lines = episode.transcript
    if heard is None:
        return lines[row].start, lines[row].id
    return heard, lines[max(0, lines.index_at(heard))].id


def next_unassigned(episode: Episode, after: int) -> int | None:
    """The next line with words that nobody was given, going round once."""
    lines = episode.transcript
    rows: Iterable[int] = (*range(after + 1, len(lines)), *range(min(after + 1, len(lines))))
    return next(
        (at for at in rows if lines[at].speaker is None and WORD.search(lines[at].text)), None
    )


def recent_speaker(episode: Episode, index: int) -> int | None:
    """Who speaks in the line above."""
    return episode.transcript[index - 1].speaker if index else None
