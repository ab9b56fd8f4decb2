"""Dragging: words of the page dragged to another place of it, moved or copied, as one edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from editor.model.edits import Caret, Edit, Splice, Track
from editor.model.render import View
from editor.model.segment import Segment
from editor.model.verbs.inserting import with_pieces
from editor.model.verbs.lines import part
from editor.ui.page.capture import plain
from editor.ui.page.shown import Place, Shown


def copied(shown: Shown, first: Place, last: Place, to: Place) -> Edit:
    """Plan that what is shown between two places is said at a third as well."""
    line = shown.session.line(to.row)
    offset = shown.to_source(to)
    after = with_pieces(line, offset, _pieces(shown, first, last))
    splice = Splice(Track.SEGMENTS, to.row, (line,), (after,))
    return Edit("copy-words", (splice,), None, _put_in(line, after, offset))


def moved(shown: Shown, first: Place, last: Place, to: Place) -> Edit:
    """Plan that what is shown between two places is said at a third, outside of it, instead.

    What is struck of it stays struck; words that the view hides stay where they are.
    """
    pieces = _pieces(shown, first, last)
    removal = shown.replacement(first, last, "")
    taken, *tied = removal.splices
    if not first.row <= to.row <= last.row:
        gone = len(taken.before) - len(taken.after) if to.row > last.row else 0
        edit = copied(shown, first, last, to)
        (put,) = edit.splices
        return replace(
            edit,
            verb="move-words",
            splices=(*removal.splices, replace(put, index=put.index - gone)),
        )
    _, (left, *_) = taken.lines
    offset = shown.to_source(to)
    if (to.row, to.offset) > (first.row, first.offset):  # behind it: counted from the end
        offset += len(left.text) - len(shown.session.line(last.row).text)
    after = with_pieces(left, offset, pieces)
    splices = (replace(taken, after=(after,)), *tied)
    return Edit("move-words", splices, None, _put_in(left, after, offset))


def _pieces(shown: Shown, first: Place, last: Place) -> Sequence[Segment]:
    """What lies between two places, line by line; of the clean view the words alone."""
    pieces = []
    for row in range(first.row, last.row + 1):
        line = shown.session.line(row)
        place = Place(row, first.offset if row == first.row else 0)
        stop = Place(row, last.offset if row == last.row else len(shown.text(row)))
        if shown.view is View.CLEAN:
            said = plain(shown.text(row)[place.offset : stop.offset])
            pieces.append(replace(line, text=said, marks=()))
        else:
            pieces.append(part(line, place.offset, stop.offset))
    return pieces


def _put_in(before: Segment, after: Segment, offset: int) -> Caret:
    """What was put into a line, selected."""
    end = offset + len(after.text) - len(before.text)
    return Caret(after.id, end, (after.id, offset))
