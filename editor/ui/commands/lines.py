"""Transcript commands: lines, words over their boundaries, times, and what is put beside a line."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from editor.app import steps
from editor.app.chapters import in_the_way, opened_at
from editor.app.heard import moment_of
from editor.app.settings import NUDGE
from editor.model.segment import Flag
from editor.model.time import Span, clock
from editor.model.verbs import lines, outline
from editor.ui.dialogs.asking import ask_text
from editor.ui.page.shown import Place

if TYPE_CHECKING:
    from editor.model.edits import Edit
    from editor.model.episode import Episode
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk

_HEARD_AFTER_NUDGE: Final = 1_000
"""Ms that are played after an edge was moved, so that the ear can judge it."""


class LineCommands:
    """What the Transcript menu does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of this menu with what they do."""
        return {
            "line.split": self._desk.page.editing.split,
            "line.split-speaker": self._split_speaker,
            "line.join-up": self._desk.page.editing.join_up,
            "line.join-down": self._desk.page.editing.join_down,
            "line.push-word": self._push,
            "line.pull-word": self._pull,
            "line.next": partial(self._step, 1),
            "line.previous": partial(self._step, -1),
            "line.reviewed": self._reviewed,
            "line.start-here": self._start_here,
            "line.end-here": self._end_here,
            "line.start-earlier": partial(self._nudge, start=-1),
            "line.start-later": partial(self._nudge, start=1),
            "line.end-earlier": partial(self._nudge, end=-1),
            "line.end-later": partial(self._nudge, end=1),
            "line.inaudible": self._inaudible,
            "chapter.here": self._chapter,
            "note.here": self._note,
            "bookmark.here": self._bookmark,
        }

    @property
    def _episode(self) -> Episode:
        return self._desk.session.episode

    def _settled(self) -> tuple[int, int]:
        """Make pending typing an edit, then say where the caret is: verbs plan on what is there."""
        self._desk.session.commit(self._desk)
        self._desk.need_line()
        return self._desk.row, self._desk.offset

    def _split_speaker(self) -> None:
        row, offset = self._settled()
        self._desk.do(steps.split_to_next_speaker(self._episode, row, offset))

    def _push(self) -> None:
        row, _ = self._settled()
        if self._reaches_down(row):
            self._desk.do(lines.push_word(self._episode, row, self._desk.view))

    def _pull(self) -> None:
        row, _ = self._settled()
        if self._reaches_down(row):
            self._desk.do(lines.pull_word(self._episode, row, self._desk.view))

    def _reaches_down(self, row: int) -> bool:
        """Whether there is a line below to give words to, and it is seen."""
        there = row + 1 < len(self._episode.transcript)
        return there and not self._desk.page.editing.uncovered(row, row + 1)

    def _step(self, by: int) -> None:
        row = self._desk.page.beside(self._desk.row, by)
        if row >= 0:
            self._desk.go(row, 0)

    def _reviewed(self) -> None:
        self._settled()
        rows = self._desk.rows
        on = not all(self._episode.transcript[row].flags & Flag.REVIEWED for row in rows)
        verb = "reviewed" if on else "not-reviewed"
        self._desk.do(lines.set_flag(self._episode, rows, Flag.REVIEWED, on, verb))
        following = self._desk.page.beside(rows[-1], 1)
        if on and following >= 0:
            self._desk.go(following, 0)

    def _start_here(self) -> None:
        row, _ = self._settled()
        at, end = self._desk.playback.position, self._episode.transcript[row].end
        self._desk.do(lines.set_times(self._episode, row, at, end))

    def _end_here(self) -> None:
        row, _ = self._settled()
        at, start = self._desk.playback.position, self._episode.transcript[row].start
        self._desk.do(lines.set_times(self._episode, row, start, at))

    def _nudge(self, start: int = 0, end: int = 0) -> None:
        row, _ = self._settled()
        by = self._desk.settings[NUDGE]
        self._desk.do(steps.nudge(self._episode, row, start * by, end * by))
        line = self._episode.transcript[row]
        edge = line.start if start else max(line.start, line.end - _HEARD_AFTER_NUDGE)
        self._desk.playback.play_span(Span(edge, min(edge + _HEARD_AFTER_NUDGE, line.end)))

    def _inaudible(self) -> None:
        row, offset = self._settled()
        first, last = self._desk.page.selected()
        if first != last:
            self._inaudible_over(first, last)
            return
        at = self._desk.playback.position if self._desk.playback.ready else self._moment(row)
        self._desk.do(steps.insert_inaudible(self._episode, row, offset, at))

    def _inaudible_over(self, first: Place, last: Place) -> None:
        """Write it in place of the selection, with the time at which its first word is said."""
        page = self._desk.page
        shown = page.shown
        if shown is None:
            return
        if last.offset == 0 and last.row > first.row:  # the line behind whole ones stays as it is
            last = Place(last.row - 1, len(shown.text(last.row - 1)))
        if page.editing.uncovered(first.row, last.row):
            return
        at = moment_of(self._episode.transcript[first.row], shown.to_source(first))
        before, after = shown.text(first.row)[: first.offset], shown.text(last.row)[last.offset :]
        edit = shown.replacement(first, last, steps.inaudible(at, before, after))
        self._desk.do(replace(edit, verb="inaudible", caret_before=page.kept_selection()))

    def _chapter(self) -> None:
        row, offset = self._settled()
        here = opened_at(self._episode, row, offset)
        other = in_the_way(self._episode, row) if here is None else None
        if other is not None:
            said = self._desk.tr("No second chapter can begin at {time}: “{title}” does already.")
            self._desk.say(said.format(title=other.title, time=clock(other.start)))
            return
        title = ask_text(
            self._desk,
            self._desk.tr("Chapter here"),
            self._desk.tr("Title of the chapter that begins with this line"),
            here.title if here else "",
        )
        if title is None:
            return
        edit: Edit = outline.add_chapter(self._episode, row, title)
        if here is not None:
            edit = outline.retitle_chapter(self._episode, here.id, title)
        self._do_beside(edit)

    def _note(self) -> None:
        at, line = self._noted()
        text = ask_text(
            self._desk,
            self._desk.tr("Note here"),
            self._desk.tr("What to remember here"),
        )
        if text is not None:
            self._do_beside(outline.add_note(self._episode, at, text, line))

    def _bookmark(self) -> None:
        at, line = self._noted()
        self._do_beside(outline.add_note(self._episode, at, "", line))

    def _do_beside(self, edit: Edit) -> None:
        """Put something beside the lines: undo and redo go to where it was done."""
        here = self._desk.page.editing.here()
        self._desk.do(replace(edit, caret_before=here, caret_after=here))

    def _noted(self) -> tuple[int, int]:
        """The moment that is heard while it plays, else the line at the caret."""
        row, _ = self._settled()
        playback = self._desk.playback
        return steps.note_place(self._episode, row, playback.position if playback.playing else None)

    def _moment(self, row: int) -> int:
        return self._episode.transcript[row].start
