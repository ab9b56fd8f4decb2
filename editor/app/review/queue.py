"""Queue: the open items in their order, by category and by likeness, and how many are answered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias

from editor.app.jobs import Step, Work
from editor.app.review.items import Item, Source, answered, count_answered, open_items
from editor.app.review.marks import Marks
from editor.model.episode import Episode

Likeness: TypeAlias = tuple[str, str]


class Order(StrEnum):
    """What comes first: what would be worst to let go out, or what stands first in the text."""

    RISK = "risk"
    TEXT = "text"


class Queue:
    """Made beside the window, so that an answer costs it little at any length.

    Items that are answered are crossed out here; whether they come back, the next look tells.
    ``done`` counts kept answers; what was decided about marks is counted with them, elsewhere.
    ``asked`` holds by line where in it something is asked that is no mark, whoever speaks.
    """

    def __init__(
        self, items: Iterable[Item] = (), done: int = 0, asked: dict[int, list[int]] | None = None
    ) -> None:
        self.done = done
        self.asked = {} if asked is None else asked
        self._items = list(items)
        self._gone: set[int] = set()
        self._alike: defaultdict[Likeness, list[Item]] = defaultdict(list)
        for item in self._items:
            self._alike[_likeness(item)].append(item)
        self._left = Counter(item.group for item in self._items)

    @property
    def left(self) -> int:
        """How many wait for an answer."""
        return len(self._items) - len(self._gone)

    @property
    def categories(self) -> Mapping[str, int]:
        """How many wait in each category that had any."""
        return self._left

    def of(self, category: str = "") -> list[Item]:
        """What waits, in order: all of it, or one category."""
        if not category and not self._gone:
            return list(self._items)
        return [
            item
            for item in self._items
            if id(item) not in self._gone and (not category or item.group == category)
        ]

    def alike(self, item: Item) -> list[Item]:
        """What waits and asks the same about the same words, the item itself among them."""
        return [one for one in self._alike[_likeness(item)] if id(one) not in self._gone]

    def cross_out(self, items: Iterable[Item]) -> None:
        """Take out what has just been answered."""
        for item in items:
            if id(item) not in self._gone:
                self._gone.add(id(item))
                self._left[item.group] -= 1
                if item.source != Marks.name:
                    self.done += 1
                    self._no_longer_asked(item)

    def _no_longer_asked(self, item: Item) -> None:
        places = self.asked.get(item.line, [])
        if item.start in places:
            places.remove(item.start)
        if not places:
            self.asked.pop(item.line, None)


def gather(
    episode: Episode,
    found_by: Sequence[Source],
    order: Order = Order.RISK,
    keep: Callable[[Item], bool] | None = None,
) -> Work[Queue]:
    """Ask all the sources; the queue holds what nobody has answered yet.

    ``keep`` lets through what is wanted of it.
    """
    items: list[Item] = []
    for source in found_by:
        items += yield from source.look(episode)
    waiting = open_items(items, answered(episode))
    asked = _asked(waiting)
    left = waiting if keep is None else [*filter(keep, waiting)]
    if order is Order.TEXT:
        left = _as_they_stand(episode, left)
    yield Step(len(items), len(items), "review")
    return Queue(left, count_answered(episode), asked)


def beyond(episode: Episode, items: Sequence[Item], here: tuple[int, int], by: int) -> int:
    """Which of the items, in the order of the text, comes next (1) after a place or before it (-1).

    A place is a line's index and an offset in it. Past the last or -1 where there is none. Items
    whose lines are gone are passed over; a few of all are looked at.
    """
    lines = episode.transcript

    def there(at: int) -> int:
        """The item there or the next before it whose line is not gone."""
        while at >= 0 and not lines.has(items[at].line):
            at -= 1
        return at

    def place(at: int) -> tuple[int, int]:
        known = there(at)
        return (lines.index_of(items[known].line), items[known].start) if known >= 0 else (-1, 0)

    if by > 0:
        return bisect_right(range(len(items)), here, key=place)
    return there(bisect_left(range(len(items)), here, key=place) - 1)


def _asked(items: Iterable[Item]) -> dict[int, list[int]]:
    """Where in each line something is asked that is no mark."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for item in items:
        if item.source != Marks.name:
            places[item.line].append(item.start)
    return dict(places)


def _as_they_stand(episode: Episode, items: Iterable[Item]) -> list[Item]:
    """The items in the order of the text; those of one line by where they begin."""
    of_line: defaultdict[int, list[Item]] = defaultdict(list)
    for item in items:
        of_line[item.line].append(item)
    return [
        item
        for line in episode.transcript
        for item in sorted(of_line.get(line.id, ()), key=lambda item: item.start)
    ]


def _likeness(item: Item) -> Likeness:
    return item.rule, item.words.strip(" ,.;:").casefold()
