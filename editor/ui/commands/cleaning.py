"""Clean-up commands: strike and stet by hand, walk the findings, look anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.app import steps
from editor.app.review import heard_span
from editor.model.verbs import cleaning

if TYPE_CHECKING:
    from editor.model.edits import Edit
    from editor.model.marks import Mark
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk


class CleanCommands:
    """What the Clean-up menu does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        desk.review.shown.connect(self._show)
        desk.review.listened.connect(self._listen)

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of this menu with what they do."""
        review = self._desk.review
        return {
            "clean.toggle": self._toggle,
            "finding.next": self._next,
            "finding.previous": self._previous,
            "finding.strike": review.strike,
            "finding.stet": review.stet,
            "finding.listen": review.listen,
            "finding.alike": review.strike_alike,
            "clean.run": self._run,
        }

    def _toggle(self) -> None:
        """Strike or stet the selection, else the mark or word at the caret."""
        desk = self._desk
        desk.session.commit(desk)
        stretch = desk.selected
        if stretch is None:
            text = desk.session.line(desk.row).text
            mark = next((m for m in desk.marks_here() if m.strikes or not m.decided), None)
            stretch = (mark.start, mark.end) if mark else steps.word_around(text, desk.offset)
        if stretch is not None:
            row, offset = desk.row, desk.offset
            desk.do(cleaning.toggle(desk.session.episode, row, *stretch))
            desk.go(row, offset)

    def _next(self) -> None:
        if not self._desk.review.show_from(self._desk.row, self._desk.offset):
            self._desk.say(self._desk.tr("No finding after this place waits for you."))

    def _previous(self) -> None:
        if not self._desk.review.show_before(self._desk.row, self._desk.offset):
            self._desk.say(self._desk.tr("No finding before this place waits for you."))

    def _show(self, line: int, mark: Mark) -> None:
        self._desk.show_finding(line, mark)

    def _listen(self, line: int, mark: Mark) -> None:
        segment = self._desk.session.episode.transcript.by_id(line)
        self._desk.playback.play_span(heard_span(segment, mark))

    def _run(self) -> None:
        from editor.app.cleaning import clean

        desk = self._desk
        desk.session.commit(desk)
        desk.window_.runner.start(
            "clean", clean(desk.session.episode), done=self._lay, failed=desk.failed
        )

    def _lay(self, edit: Edit) -> None:
        self._desk.do_large(edit)
