"""Replacing: many exact changes of many lines as one edit, planned at the speed of a search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from typing import Final

from editor.model import marks as marking
from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.segment import Segment, segment
from editor.model.verbs.lines import with_change
from editor.model.words import WORD, TextChange, estimated

RUN: Final = 250
"""Lines in a row that go into one splice: few enough to be applied between two frames."""


def change_all(
    episode: Episode, changes: Mapping[int, Sequence[TextChange]], verb: str = "replace"
) -> Edit:
    """Apply exact changes to several lines (by index) in one step.

    Each line's changes last first.
    """
    lines = episode.transcript
    pairs = ((at, lines[at], with_changes(lines[at], listed)) for at, listed in changes.items())
    return Edit(verb, tuple(splices(sorted(pairs, key=lambda pair: pair[0]))))


def splices(changed: Iterable[tuple[int, Segment, Segment]]) -> list[Splice]:
    """Splices of changed lines (index, before, after; in order), those in a row taken together."""
    made: list[Splice] = []
    first, before, after = 0, list[Segment](), list[Segment]()
    for index, was, now in changed:
        if before and (index != first + len(before) or len(before) == RUN):
            made.append(Splice(Track.SEGMENTS, first, tuple(before), tuple(after)))
            before, after = [], []
        if not before:
            first = index
        before.append(was)
        after.append(now)
    if before:
        made.append(Splice(Track.SEGMENTS, first, tuple(before), tuple(after)))
    return made


def with_changes(line: Segment, changes: Sequence[TextChange]) -> Segment:
    """The line after several changes of its text, last first: what ``with_change`` makes of each.

    Where every change puts as many words in place of as many, no time moves, and nothing has to be
    worked out again: of 70,000 replaced names nearly all are so.
    """
    if not changes:
        return line
    text, words = line.text, line.words
    held = line.breaks or line.styles
    if held or (words and words.confident) or not _keeps_count(text, changes):
        return reduce(with_change, changes, line)
    for change in changes:
        text = change.apply(text)
    return segment(
        line.id,
        line.start,
        line.end,
        text,
        line.speaker,
        reduce(marking.move, changes, line.marks) if line.marks else (),
        words or estimated(line.text, line.span),
        (),
        line.source_text,
        line.flags,
        (),
        line.place,
    )


def _keeps_count(text: str, changes: Sequence[TextChange]) -> bool:
    """Whether every change leaves as many words as there were between the blanks around it.

    No word reaches across a blank, so what lies beyond is the same before and after.
    """
    behind = len(text) + 1
    for change in changes:
        left = text.rfind(" ", 0, change.start) + 1
        right = text.find(" ", change.end)
        if right < 0:
            right = len(text)
        if right >= behind:
            return False  # two changes between the same blanks
        behind = left
        added = text[left : change.start] + change.added + text[change.end : right]
        if _count(text[left:right]) != _count(added):
            return False
    return True


@lru_cache(1024)
def _count(text: str) -> int:
    return len(WORD.findall(text))
