"""Striking: which words a person means when they strike or stet, and the edit that does it."""

from __future__ import annotations

from dataclasses import replace

from editor.model.edits import Edit, Splice, Track
from editor.model.marks import Kind, Mark, MarkState
from editor.model.render import View
from editor.model.segment import Segment
from editor.model.verbs.cleaning import toggle
from editor.model.words import tokens
from editor.ui.page.shown import Place, Shown, source_changes


def plan_strike(shown: Shown, first: Place, last: Place) -> Edit | None:
    """Strike or stet from one place to another; at a single place, the mark or word there."""
    edits = []
    for row in range(first.row, last.row + 1):
        length = len(shown.rendering(row).text)
        start = first.offset if row == first.row else 0
        end = last.offset if row == last.row else length
        edit = _in_line(shown, row, start, end)
        if edit is not None and edit:
            edits.append(edit)
    if not edits:
        return None
    return Edit(edits[0].verb, tuple(splice for edit in edits for splice in edit.splices))


def word_at(line: Segment, offset: int) -> tuple[int, int] | None:
    """The mark, else the word, that a place in a line's own text is in or beside."""
    for mark in line.marks:
        if mark.start <= offset <= mark.end and mark.state is not MarkState.STET:
            return mark.start, mark.end
    for token in tokens(line.text):
        if token.start <= offset <= token.end:
            return token.start, token.end
    return None


def _in_line(shown: Shown, row: int, start: int, end: int) -> Edit | None:
    line, rendering = shown.session.line(row), shown.rendering(row)
    if start == end:
        offset = rendering.to_source(start)
        if shown.view is View.CLEAN:
            return _strike_word(shown, row, start)
        found = word_at(line, offset)
        return toggle(shown.session.episode, row, *found) if found else None
    if shown.view is View.CLEAN:
        return _strike_shown(shown, row, start, end)
    return toggle(shown.session.episode, row, start, end)


def _strike_word(shown: Shown, row: int, offset: int) -> Edit | None:
    for token in tokens(shown.rendering(row).text):
        if token.start <= offset <= token.end:
            return _strike_shown(shown, row, token.start, token.end)
    return None


def _strike_shown(shown: Shown, row: int, start: int, end: int) -> Edit:
    """Strike what is shown, and leave alone what the view hides between."""
    line = shown.session.line(row)
    fresh = [
        Mark(part.start, part.end, Kind.BY_HAND, "by-hand", 1.0, MarkState.STRUCK)
        for part in source_changes(shown.rendering(row), start, end, "")
    ]
    kept = [m for m in line.marks if not any(m.start < f.end and f.start < m.end for f in fresh)]
    marks = tuple(sorted([*kept, *fresh], key=lambda mark: mark.start))
    return Edit("strike", (Splice(Track.SEGMENTS, row, (line,), (replace(line, marks=marks),)),))
