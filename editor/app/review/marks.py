"""Marks: what the cleaning proposes to strike, as items of the one review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from editor.app.jobs import Step, Work
from editor.app.never import never, words_of
from editor.app.review.items import Item
from editor.app.review.sieve import WAITING, Finder, Sieve
from editor.model.marks import Mark, MarkState
from editor.model.verbs.cleaning import Marked, decide

if TYPE_CHECKING:
    from editor.model.edits import Edit
    from editor.model.episode import Episode

PORTION: Final = 400
"""Lines between two steps: a few ms."""


class Marks:
    """The marks that a sieve lets through."""

    name = "mark"

    def __init__(self, sieve: Sieve = WAITING) -> None:
        self._sieve = sieve

    def look(self, episode: Episode) -> Work[list[Item]]:
        """Every such mark, in the order of the text."""
        lines, found = list(episode.transcript), list[Item]()
        finder = Finder(episode, self._sieve)
        for at, line in enumerate(lines):
            for mark in finder.of_line(line):
                words = line.text[mark.start : mark.end]
                risk = round(0.45 - mark.confidence / 10, 3)
                found.append(
                    Item(
                        self.name, line.id, mark.start, mark.end, words, risk, mark.rule,
                        category=mark.kind.value,
                    )
                )  # fmt: skip
            if at % PORTION == 0:
                yield Step(at, len(lines), "review")
        return found

    def accept(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Strike the words."""
        return decide(episode, marks_of(episode, items), MarkState.STRUCK)

    def stet(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Let the words stand; the mark remembers it."""
        return decide(episode, marks_of(episode, items), MarkState.STET)

    def never(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Let what is like the first stand: the cleaning knows one list of such words.

        Raises ``UserError`` (``never-without-words``).
        """
        found = marks_of(episode, items)
        if not found:
            return decide(episode, (), MarkState.STET)
        line, mark = found[0]
        return never(episode, line, mark, alike(episode, line, mark))


def marks_of(episode: Episode, items: Sequence[Item]) -> list[tuple[int, Mark]]:
    """The marks that items are about, as far as they are still there."""
    found = []
    for item in items:
        mark = mark_of(episode, item)
        if mark is not None:
            found.append((item.line, mark))
    return found


def mark_of(episode: Episode, item: Item) -> Mark | None:
    """The mark that an item is about; ``None`` where it is about none, or that one is gone."""
    if item.source != Marks.name or not episode.transcript.has(item.line):
        return None
    known = (item.start, item.end, item.rule)
    marks = episode.transcript.by_id(item.line).marks
    return next((mark for mark in marks if (mark.start, mark.end, mark.rule) == known), None)


def alike(episode: Episode, line: int, mark: Mark) -> list[Marked]:
    """All undecided marks of the same kind over the same words, this one among them."""
    words = words_of(episode.transcript.by_id(line).text, mark)
    return [
        (segment.id, other)
        for segment in episode.transcript
        for other in segment.marks
        if other.kind is mark.kind
        and (not other.decided or (segment.id == line and other == mark))
        and words_of(segment.text, other) == words
    ]


def all_alike(episode: Episode, item: Item, state: MarkState) -> Edit:
    """Decide on a mark and on every undecided one of the same words and kind, in one step."""
    mark = mark_of(episode, item)
    return decide(episode, alike(episode, item.line, mark) if mark is not None else (), state)
