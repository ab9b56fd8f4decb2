"""Edit search: which steps of the history tell of some words, the newest first."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from editor.app.jobs import Step, Work
from editor.ui.panels.history_model import clock, read_each
from editor.ui.text import verb_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from editor.store.past import Glimpse, Past

_WORD: Final = re.compile(r"\w[\w:'’-]*")

_STRETCH: Final = 512
"""Steps glanced at in one go: about 10 ms."""

Known = dict[int, str]
"""The words that steps tell, by where they begin."""


def words_of(text: str) -> list[str]:
    """Return what an edit is found by of a text: words, numbers and times of day."""
    return _WORD.findall(text.casefold())


class EditSearch:
    """Looks for steps that tell of all that is wanted; each word may be the beginning of one.

    ``bounds`` are where the steps begin and the last ends. ``found`` grows while the ``work`` is
    done, on another thread perhaps: where steps begin, the newest first. Of most a glance tells
    that they are none of those; ``known`` keeps what others tell.
    """

    def __init__(
        self, wanted: Sequence[str], bounds: Sequence[int], past: Past, known: Known
    ) -> None:
        self.found: list[int] = []
        self._wanted = [f" {word}" for word in wanted]
        self._bounds = bounds
        self._past = past
        self._known = known
        self._verb = cache(lambda verb: _spaced(verb_words(verb)))
        self._time = cache(lambda minute: _spaced(clock(minute)))

    def work(self) -> Work[Sequence[int]]:
        """Go through the history."""
        steps = len(self._bounds) - 1
        for stop in range(steps, 0, -_STRETCH):
            yield Step(steps - stop, steps, "history")
            self.found += self._look_through(max(0, stop - _STRETCH), stop)
        return self.found

    def _look_through(self, first: int, stop: int) -> list[int]:
        """Those of the steps from ``first`` up to ``stop``, the newest first."""
        bounds = self._bounds
        seen = self._past.glimpses(bounds[first], bounds[stop])
        glimpses = {glimpse.position: glimpse for glimpse in seen}
        missing = {
            at: self._missing(at, glimpses[bounds[at]])
            for at in reversed(range(first, stop))
            if bounds[at] in glimpses
        }
        may = [at for at, words in missing.items() if self._may_tell(glimpses[bounds[at]], words)]
        self._learn([at for at in reversed(may) if missing[at] and bounds[at] not in self._known])
        return [
            bounds[at]
            for at in may
            if all(word in self._known.get(bounds[at], "") for word in missing[at])
        ]

    def _missing(self, at: int, glimpse: Glimpse) -> list[str]:
        """What is wanted and neither in the number nor in the name nor in the time of a step."""
        minute: datetime = glimpse.made.replace(second=0, microsecond=0)
        label = f" {at + 1}{self._verb(glimpse.verb)}{self._time(minute)}"
        return [word for word in self._wanted if word not in label]

    @staticmethod
    def _may_tell(glimpse: Glimpse, missing: Sequence[str]) -> bool:
        if not missing or glimpse.words is None:
            return True
        words = glimpse.words.casefold()
        return all(word[1:] in words for word in missing)

    def _learn(self, steps: Sequence[int]) -> None:
        """Look at some steps as a whole, in their order."""
        runs = [
            [at for _, at in run]
            for _, run in groupby(enumerate(steps), key=lambda numbered: numbered[1] - numbered[0])
        ]
        for told in read_each(self._past, [self._bounds[r[0] : r[-1] + 2] for r in runs]):
            for position, one in told:
                self._known[position] = _spaced(f"{one.gone} {one.came}")


def _spaced(text: str) -> str:
    """The words of a text, each of them behind a blank."""
    return "".join(f" {word}" for word in words_of(text))
