"""Answering: what an answer to an item of the review does, as one edit."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from editor.app.jobs import Step, Work
from editor.app.review.items import Item, Source, noted
from editor.app.review.marks import Marks, all_alike, mark_of
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.marks import MarkState
from editor.model.verbs.cleaning import decide, hear


class How(StrEnum):
    """What a person may say. ``HEARD``: listened to, nothing decided."""

    ACCEPT = "accept"
    STET = "stet"
    ACCEPT_ALIKE = "accept-alike"
    STET_ALIKE = "stet-alike"
    NEVER = "never"
    HEARD = "heard"

    @property
    def of_all(self) -> bool:
        """Whether it answers whatever is alike, too."""
        return self in (How.ACCEPT_ALIKE, How.STET_ALIKE, How.NEVER)

    @property
    def accepts(self) -> bool:
        """Whether it does what the item suggests."""
        return self in (How.ACCEPT, How.ACCEPT_ALIKE)


def acceptable(item: Item) -> bool:
    """Whether there is something that accepting would do."""
    return item.suggestion is not None or item.source == Marks.name


def answer(
    episode: Episode, source: Source, how: How, items: Sequence[Item], *, listened: bool = False
) -> Edit:
    """Plan the answer to the first item, and to the others, which are alike.

    ``listened``: it was heard just before, which the change ledger wants to know.
    Raises ``UserError`` where "never" has no word to know the likes by.
    """
    item = items[0]
    if how is How.NEVER:
        return source.never(episode, items)
    mark = mark_of(episode, item)
    if mark is not None:
        if how is How.HEARD:
            return hear(episode, [(item.line, mark)])
        if how.of_all:
            state = MarkState.STRUCK if how.accepts else MarkState.STET
            return all_alike(episode, item, state)
        if how.accepts and listened:
            return decide(episode, [(item.line, mark)], MarkState.STRUCK, heard=True)
    if not how.accepts:
        return source.stet(episode, items)
    accepted = source.accept(episode, items)
    return accepted if item.source == Marks.name else noted(episode, accepted, items)


def answering(episode: Episode, source: Source, how: How, items: Sequence[Item]) -> Work[Edit]:
    """The same as a job, where all of a long episode is to be looked through."""
    yield Step(0, len(items), "review")
    return answer(episode, source, how, items)
