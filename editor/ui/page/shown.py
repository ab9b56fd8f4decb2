"""Shown: the lines as one view shows them; places and changes mapped back to the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

from editor.app.session import Session
from editor.model.edits import Caret, Edit, Splice, Track
from editor.model.render import Rendering, View, render
from editor.model.segment import Segment
from editor.model.verbs.lines import into_one, joined, replace_range, with_change
from editor.model.words import TextChange


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the page: the line's index, and a character offset in the text as shown."""

    row: int
    offset: int


class Shown:
    """What the page shows of a session. Offsets are characters of the text as shown."""

    def __init__(self, session: Session, view: View) -> None:
        self.session = session
        self.view = view

    def __len__(self) -> int:
        return len(self.session.episode.transcript)

    def rendering(self, row: int) -> Rendering:
        """The line as shown, with the way back."""
        return render(self.session.line(row), self.view)

    def text(self, row: int) -> str:
        """The line's text as shown."""
        line = self.session.line(row)
        return render(line, self.view).text if self.view is View.CLEAN else line.text

    def texts(self, first: int, stop: int) -> list[str]:
        """The texts of the lines from ``first`` to before ``stop``, as shown."""
        session, clean = self.session, self.view is View.CLEAN
        if clean or session.typing is not None:
            return [self.text(row) for row in range(first, stop)]
        return [line.text for line in session.episode.transcript[first:stop]]

    def to_source(self, place: Place) -> int:
        """The place in the line's own text."""
        return self.rendering(place.row).to_source(place.offset)

    def to_shown(self, row: int, source: int) -> Place:
        """The place on the page of an offset in the line's own text."""
        return Place(row, self.rendering(row).to_shown(source))

    def found(self, caret: Caret) -> Place | None:
        """Where on the page an edit's caret is, ``None`` where its line is gone."""
        transcript = self.session.episode.transcript
        if not transcript.has(caret.segment):
            return None
        return self.to_shown(transcript.index_of(caret.segment), caret.offset)

    def ends(self, caret: Caret) -> tuple[Place, Place] | None:
        """Where on the page its selection begins and where the caret is; twice that without one."""
        place = self.found(caret)
        if place is None:
            return None
        anchor = self.found(Caret(*caret.anchor)) if caret.anchor else None
        return anchor or place, place

    def kept(self, anchor: Place, place: Place) -> Caret:
        """Caret and selection as an edit keeps them."""
        other = (self._id(anchor), self.to_source(anchor)) if anchor != place else None
        return Caret(self._id(place), self.to_source(place), other)

    def _id(self, place: Place) -> int:
        return self.session.line(place.row).id

    def changes(self, row: int, start: int, end: int, added: str) -> tuple[TextChange, ...]:
        """What a change of the shown text changes in the line's own, last first.

        Struck words that a view hides stay where they are.
        """
        return source_changes(self.rendering(row), start, end, added)

    def replacement(self, first: Place, last: Place, added: str) -> Edit:
        """Plan ``added`` in place of what is shown between two places.

        One line is left, the caret in it.
        """
        if first.row != last.row:
            return self.range_edit(first, last, added)
        line = self.session.line(first.row)
        changes = self.changes(first.row, first.offset, last.offset, added)
        after = reduce(with_change, changes, line)
        splice = Splice(Track.SEGMENTS, first.row, (line,), (after,))
        start = changes[-1].start if changes else self.to_source(first)
        caret = Caret(line.id, start + len(added))
        return Edit("replace-range" if added else "delete-range", (splice,), None, caret)

    def range_edit(self, first: Place, last: Place, added: str) -> Edit:
        """Plan ``added`` in place of everything between two places in different lines.

        Whole lines go with the struck words in them; of others these stay where a view hides them.
        """
        episode = self.session.episode
        if first.offset == last.offset == 0:
            return replace_range(episode, first.row, 0, last.row, 0, added)
        start, end = self.to_source(first), self.to_source(last)
        edit = replace_range(episode, first.row, start, last.row, end, added)
        if self.view is not View.CLEAN:
            return edit
        lines = episode.transcript[first.row : last.row + 1]
        kept = _without_shown(lines, first.offset, last.offset, added)
        if kept is None:
            return edit
        here = Caret(kept.id, start + len(added))
        one = into_one(episode, first.row, lines, kept)
        return replace(edit, splices=one.splices, caret_after=here)


def source_changes(
    rendering: Rendering, start: int, end: int, added: str
) -> tuple[TextChange, ...]:
    """The changes of a line's own text that change its shown text from ``start`` to ``end``."""
    changes = []
    for piece in rendering.pieces:
        left, right = max(start, piece.shown), min(end, piece.shown + piece.length)
        if left < right:
            changes.append(TextChange(piece.source + left - piece.shown, right - left, ""))
    if not changes:
        return (TextChange(rendering.to_source(start), 0, added),) if added else ()
    changes[0] = replace(changes[0], added=added)
    return tuple(reversed(changes))


def _without_shown(lines: Sequence[Segment], start: int, end: int, added: str) -> Segment | None:
    """The lines as one, without what is shown between the places; ``None`` where nothing is hidden.

    The spaces that joining puts between lines stay, so that hidden words keep apart.
    """
    changes: list[TextChange] = []
    whole, hidden = lines[0], 0
    for number, line in enumerate(lines):
        whole = joined(whole, line) if number else line
        at = len(whole.text) - len(line.text)
        shown = render(line, View.CLEAN)
        left = start if number == 0 else 0
        right = end if number == len(lines) - 1 else len(shown.text)
        hidden += len(line.text) - len(shown.text)
        insert = added if number == 0 else ""
        inside = reversed(source_changes(shown, left, right, insert))
        changes.extend(replace(change, start=change.start + at) for change in inside)
    if not hidden:
        return None
    return reduce(with_change, reversed(changes), whole)
