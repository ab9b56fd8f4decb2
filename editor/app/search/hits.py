"""Hits: the places a query is found at, searched for beside the window, and walked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from editor.app.jobs import Step, Work
from editor.app.search.query import Query
from editor.app.search.scope import EVERYWHERE, Scope
from editor.model.errors import UserError
from editor.model.render import View, render
from editor.model.segment import Segment
from editor.model.time import clock

PORTION: Final = 500
"""Lines between two steps: some ms."""


class Hit(NamedTuple):
    """A place in the text as shown: line index and characters ``start`` to ``end``."""

    row: int
    start: int
    end: int


def search(
    query: Query,
    lines: Sequence[Segment],
    view: View,
    scope: Scope = EVERYWHERE,
    found: list[Hit] | None = None,
) -> Work[list[Hit]]:
    """Look through the lines; ``found`` grows with each step and is returned complete.

    ``lines`` must not change meanwhile: hand in a copy. Raises ``UserError`` for a pattern that is
    wrong, or too slow for a line (``find-pattern-slow``, with the line's time).
    """
    found = [] if found is None else found
    seek = query.seeker()
    rows = scope.of(len(lines))
    for first in range(0, len(rows), PORTION):
        for row in rows[first : first + PORTION]:
            try:
                spans = seek(shown_text(lines[row], view))
            except UserError as error:
                raise UserError(error.code, time=clock(lines[row].start)) from error
            if spans:
                found += [Hit(row, *span) for span in scope.within(row, spans)]
        yield Step(min(first + PORTION, len(rows)), len(rows), "find")
    return found


def shown_text(line: Segment, view: View) -> str:
    """A line's text in a view."""
    return render(line, view).text if view is View.CLEAN else line.text


def nearest(found: Sequence[Hit], row: int, offset: int, step: int) -> int | None:
    """Return the place in the list of the next hit (step 1) or the one before (-1), going round."""
    if not found:
        return None
    if step > 0:
        later = bisect_left(found, (row, offset, 0))
        return later if later < len(found) else 0
    before = bisect_right(found, (row, offset), key=lambda hit: (hit.row, hit.end)) - 1
    return before if before >= 0 else len(found) - 1
