"""Replacing: what a replacement would make of each place, and all of them as one edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Final

from editor.app.jobs import Step, Work
from editor.app.search.hits import PORTION, Hit
from editor.app.search.query import PATIENCE, Query, Replacer, Spans
from editor.model.checks import LINE_BREAKING
from editor.model.edits import Edit
from editor.model.render import Rendering, View, render
from editor.model.segment import Segment
from editor.model.verbs.replacing import splices, with_changes
from editor.model.words import TextChange

AROUND: Final = 36
"""Characters shown on each side of a place in the preview."""

_row: Final = attrgetter("row")


@dataclass(frozen=True, slots=True)
class Preview:
    """One place before anything is done: the words around it, what stands there and what would."""

    before: str
    found: str
    added: str
    after: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """``template`` for what ``query`` finds; with a pattern, its groups are filled in.

    Line breaks and control characters, which no line can hold, become blanks.
    """

    query: Query
    template: str

    def preview(self, hit: Hit, line: Segment, view: View, patience: float = PATIENCE) -> Preview:
        """How one place would change; a pattern has ``patience`` seconds to say so."""
        text = render(line, view).text
        (added,) = self._added(patience)(text, [(hit.start, hit.end)])
        return Preview(
            text[max(0, hit.start - AROUND) : hit.start],
            text[hit.start : hit.end],
            added,
            text[hit.end : hit.end + AROUND],
        )

    def plan(
        self, found: Sequence[Hit], lines: Sequence[Segment], view: View, verb: str = "replace"
    ) -> Work[Edit]:
        """The edit that replaces these places.

        ``lines`` are as they were searched; if the episode has changed since, the session refuses
        the edit. A hit that spans words which the view hides keeps those words: they stay behind
        what is added.
        """
        added = self._added()
        changed: list[tuple[int, Segment, Segment]] = []
        done = 0
        for row, group in groupby(found, key=_row):
            hits = list(group)
            line = lines[row]
            after = with_changes(line, _changes(line, view, hits, added))
            if after.text != line.text:
                changed.append((row, line, after))
            done += len(hits)
            if len(changed) % PORTION == 0:
                yield Step(done, len(found), "replace")
        yield Step(done, len(found), "replace")
        return Edit(verb, tuple(splices(changed)))

    def _added(self, patience: float = PATIENCE) -> Replacer:
        """What stands for places, fit for a line."""
        if not self.query.regular:
            return self.query.replacer(_fit(self.template))
        replacer = self.query.replacer(self.template, patience)

        def added(text: str, spans: Spans) -> list[str]:
            return [_fit(made) for made in replacer(text, spans)]

        return added


def _fit(made: str) -> str:
    """What stands for a place as a line can hold it."""
    return LINE_BREAKING.sub(" ", made)


def _changes(line: Segment, view: View, hits: Sequence[Hit], added: Replacer) -> list[TextChange]:
    """The changes of the line's own text, last first."""
    spans = [(hit.start, hit.end) for hit in hits]
    if view is not View.CLEAN or not line.marks:
        made = added(line.text, spans)
        if len(spans) == 1:
            ((start, end),) = spans
            return [TextChange(start, end - start, made[0])]
        pairs = zip(reversed(spans), reversed(made), strict=True)
        return [TextChange(start, end - start, text) for (start, end), text in pairs]
    shown = render(line, view)
    both = [*zip(hits, added(shown.text, spans), strict=True)]
    return [change for hit, text in reversed(both) for change in source_changes(shown, hit, text)]


def source_changes(shown: Rendering, hit: Hit, added: str) -> list[TextChange]:
    """One hit as changes of the line's own text, last first; the first takes what is added."""
    parts: list[TextChange] = []
    for piece in shown.pieces:
        left, right = max(hit.start, piece.shown), min(hit.end, piece.shown + piece.length)
        if left < right:
            if not parts and right < hit.end:
                # Hidden words follow: the blank before them keeps them apart from what is added.
                right = left + len(shown.text[left:right].rstrip())
            text = "" if parts else added
            parts.append(TextChange(piece.source + left - piece.shown, right - left, text))
    return parts[::-1]
