"""Typed: what a person has typed as an edit - a line in hand, restored, or taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from editor.model.edits import Caret, Edit, Splice, Track
from editor.model.verbs.captions import Extent, Place, hold, hold_of
from editor.model.verbs.lines import with_text

if TYPE_CHECKING:
    from editor.model.episode import Episode
    from editor.model.segment import Segment
    from editor.store import CaptionDraft, Draft
    from editor.store.content import Spot


@dataclass(frozen=True, slots=True)
class Typed:
    """A line being typed in: as it stands in the episode, and as the keystrokes have made it."""

    before: Segment
    after: Segment
    caret_before: Caret
    caret_after: Caret

    def edit(self, episode: Episode) -> Edit:
        """What was typed as an edit."""
        index = episode.transcript.index_of(self.before.id)
        splice = Splice(Track.SEGMENTS, index, (self.before,), (self.after,))
        return Edit("type", (splice,), self.caret_before, self.caret_after)


def restoring(episode: Episode, draft: Draft) -> Edit:
    """Plan to bring back what was typed in a line that is there."""
    index = episode.transcript.index_of(draft.segment)
    before = episode.transcript[index]
    splice = Splice(Track.SEGMENTS, index, (before,), (with_text(before, draft.text),))
    caret = Caret(before.id, min(draft.caret, len(draft.text)))
    return Edit("restore-draft", (splice,), caret, caret)


def restoring_caption(episode: Episode, draft: CaptionDraft) -> Edit:
    """Plan to give a caption the text that it was being given.

    Empty where it has that text; raises ``KeyError`` where its words are no longer there.
    """
    lines = episode.transcript

    def place(spot: Spot) -> Place:
        found = Place(lines.index_of(spot[0]), spot[1])
        if found.at > len(lines[found.index].text):
            raise KeyError(spot)
        return found

    start = place(draft.start)
    stop = Place(len(lines), 0) if draft.stop is None else place(draft.stop)
    if start >= stop:
        raise KeyError(draft.start)
    held = hold_of(episode, start)
    if held.lines == draft.lines:
        return Edit("restore-caption", ())
    extent = Extent(start, stop, tuple(map(place, draft.breaks)))
    wanted = replace(held, lines=draft.lines, source=draft.source)
    return hold(episode, extent, wanted, "restore-caption")


def taking_back(episode: Episode, restored: Edit) -> Edit | None:
    """Plan to take back what was restored; ``None`` where its line has been changed since."""
    (splice,) = restored.splices
    _, (after,) = splice.lines
    lines = episode.transcript
    if not lines.has(after.id) or lines.by_id(after.id) != after:
        return None
    undone = Splice(Track.SEGMENTS, lines.index_of(after.id), splice.after, splice.before)
    return Edit("take-back-draft", (undone,), restored.caret_after, restored.caret_before)
