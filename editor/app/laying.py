"""Laying: what was heard is laid beneath what a person did meanwhile, all of a run as one step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from editor.app.aligning import Heard, hear
from editor.model.beneath import Place, places
from editor.model.time import Span

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping

    from editor.app.pending import Pending
    from editor.app.session import Session
    from editor.model.edits import Edit

_PART: Final = "follow"
"""The verb of an edit that belongs to the step it stands in (``model.history``)."""


class Laying:
    """Lays the lines of one run, as they are heard, into the history of a session.

    The first ones begin a step called ``verb``; those heard later become a part of it, wherever it
    stands by then. Lines that a person changed after it began come and go with that change, and
    without a ``verb`` all lines do.
    """

    def __init__(self, session: Session, verb: str = _PART) -> None:
        self._session = session
        self._verb = verb
        self._floor = session.history.head
        self._begun: Edit | None = None

    @property
    def undone(self) -> bool:
        """Whether the step was begun and is no longer done: nobody wants the rest of it."""
        if self._begun is None:
            return False
        step = self._session.history.step_of(self._begun)
        return step is None or step.start >= self._session.history.head

    def lay(self, heard: Heard, origin: object = None) -> Generator[Pending, None, Heard]:
        """Give lines their times; returns those that wait, for what was undone has changed them.

        So do all that are not begun when a large edit goes to the disk. Each edit is told as it
        begins to be written; it is finished before the next one begins.
        Raises ``UserError`` as ``Session.do``.
        """
        lines = self._session.episode.transcript
        while True:
            self._session.settle()
            if self.undone:
                return heard.only(())  # by what was done while the edit before was written
            if self._session.busy:
                return heard
            rows = {lines.index_of(number): number for number in heard.lines if lines.has(number)}
            found = self._places(rows)
            if not found:
                return heard.only(rows.values())
            position = min(place.position for place in found.values())
            placed = {row: place for row, place in found.items() if place.position == position}
            pending = self._begin(heard, placed, position, origin)
            if pending is not None:
                yield pending
            heard = heard.only(number for row, number in rows.items() if row not in placed)

    def _places(self, rows: Iterable[int]) -> dict[int, Place]:
        """Where the lines go; what begins the step does not part another one."""
        history, lines, floor = self._session.history, self._session.episode.transcript, -1
        lowest = self._deepest()
        found: dict[int, Place] = {}
        while floor < lowest:
            floor = lowest
            found = places(history, lines, rows, floor)
            if found and self._begun is None and self._verb != _PART:
                lowest = history.boundary(min(place.position for place in found.values()))
        return found

    def _deepest(self) -> int:
        """How deep in the history lines may be laid: to the end of the step, once it is begun."""
        history = self._session.history
        step = history.step_of(self._begun) if self._begun is not None else None
        self._floor = min(self._floor if step is None else step.stop, history.head)
        return self._floor

    def _begin(
        self, heard: Heard, placed: Mapping[int, Place], position: int, origin: object
    ) -> Pending | None:
        episode = self._session.episode
        lines = {episode.transcript[row].id: place for row, place in placed.items()}
        within = {number: Span(place.low, place.high) for number, place in lines.items()}
        verb = self._verb if self._begun is None else _PART
        edit = hear(episode, heard.only(lines), verb, within)
        splices = (replace(each, index=placed[each.index].index) for each in edit.splices)
        there = replace(edit, splices=tuple(splices))
        pending = self._session.begin_beneath(edit, there, position, origin)
        if pending is not None and verb != _PART:
            self._begun = there
        return pending
