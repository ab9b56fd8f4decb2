"""History: every edit as a panel, earlier ones told when they are undone, snapshots, comparing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QTimer

from editor.app.comparing import changes_of, entries_of
from editor.app.jobs import Step, Work
from editor.app.past import (
    NOW,
    Point,
    PointKind,
    Present,
    keep_snapshot,
    points,
    restoring,
)
from editor.model.edits import joined
from editor.ui.dialogs.asking import ask_text
from editor.ui.features.feature import Feature
from editor.ui.panels.history import SHOWN, HistoryPanel
from editor.ui.panels.history_model import read
from editor.ui.pieces import shown_key
from editor.ui.returning import Returning
from editor.ui.side import Tab
from editor.ui.text import moment_words, verb_name

if TYPE_CHECKING:
    from editor.app.comparing import Change, Entry
    from editor.model.edits import Edit
    from editor.store.past import Seen
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk
    from editor.ui.runner import ThreadJob

T = TypeVar("T")

_PATIENCE: Final = 2.0
"""Seconds that closing waits at most for what is being read of the past."""


class History(Feature):
    """Reads the past beside the window; what was read arrives between two frames."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._tab = Tab("history", desk.tr("History"), self._make_panel)
        self.panels = (self._tab,)
        self._past = desk.opened.project.past()
        self._readers: list[ThreadJob] = []
        self._head = desk.session.history.head
        self._said = ""
        self._returning = Returning(desk)
        self._later = QTimer(desk, singleShot=True, interval=150)
        self._later.timeout.connect(lambda: self.panel.refresh())
        self._unlisten = desk.session.listen(self._touched)

    @property
    def panel(self) -> HistoryPanel:
        """The list of every edit, and what the chosen one did."""
        return self._tab.panel

    def _make_panel(self) -> HistoryPanel:
        window = self._desk.window_
        panel = HistoryPanel(self._desk.session, window.actions_, window.theme)
        panel.model.wanted.connect(self._read)
        panel.chosen.connect(self._look)
        panel.restored.connect(self._restore)
        panel.gone_to.connect(self._go)
        return panel

    def _touched(self) -> None:
        if self._tab.known:
            self._later.start()
        history, head = self._desk.session.history, self._head
        self._head = history.head
        if history.head < min(head, history.found):
            self._tell_undone(history.head)
        elif history.head > head:
            self._desk.window_.message.dismiss_if(self._said)

    def _tell_undone(self, position: int) -> None:
        """Say that a step was undone that was done before the project was opened, and when.

        Whoever presses the key here may only have meant to look whether there was something.
        """
        desk = self._desk

        def show(seen: Sequence[Seen]) -> None:
            history = desk.session.history
            if not seen or history.head != position or history.redoable is None:
                return  # it was done again meanwhile, or another one went the same way
            said = desk.tr("Undone: {what} (from {when}, before this project was opened).")
            key = shown_key(desk.window_.actions_["edit.redo"].shortcut().toString())
            again = desk.tr("{key} does it again.").format(key=key) if key else ""
            what, when = verb_name(history.redoable), moment_words(seen[0].made)
            self._said = f"{said.format(what=what, when=when)} {again}".strip()
            desk.say(self._said)

        self._beside(lambda: self._past.seen(position, position + 1), show)

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of the history with what they do."""
        return {
            "history.snapshot": self._snapshot,
            "history.compare": partial(self._compare, None),
            "history.since-import": partial(self._compare, PointKind.IMPORT),
            "history.since-export": partial(self._compare, PointKind.EXPORT),
            "history.restore": self._restore_here,
            "history.return": self._return,
        }

    def shut(self) -> None:
        if self._tab.known:
            self.panel.ended.emit()
        self._unlisten()
        self._later.stop()
        for reader in self._readers:
            reader.wait(_PATIENCE)  # a few ms, so that nothing holds the file that is closed next

    def _read(self, bounds: Sequence[int]) -> None:
        self._beside(partial(read, self._past, bounds), self.panel.model.take)

    def _look(self, position: int) -> None:
        step = self._desk.session.history.step_at(position)

        def work() -> tuple[Sequence[Change], Sequence[Entry]]:
            whole = joined(step)
            return changes_of(whole, SHOWN + 1), entries_of(whole, SHOWN + 1)

        def show(found: tuple[Sequence[Change], Sequence[Entry]]) -> None:
            if self.panel.position == position:
                self.panel.show_changes(*found)

        self._beside(work, show)

    def _beside(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do something beside the window, and go on here with what came of it."""

        def steps() -> Work[T]:
            yield Step(0)
            return work()

        desk = self._desk
        self._readers = [reader for reader in self._readers if not reader.over]
        self._readers.append(
            desk.runner.start("history", steps(), done=then, failed=desk.failed, quiet=True)
        )

    def _restore_here(self) -> None:
        """Bring back the line at the caret as it was before the chosen edit, else as imported."""
        transcript = self._desk.session.episode.transcript
        if transcript:
            self._restore(transcript[self._desk.row].id)

    def _restore(self, line: int) -> None:
        desk = self._desk
        position = self.panel.position or 0
        point = Point(PointKind.EDIT, position)
        work = restoring(line, point, Present.of(desk.session), desk.opened.project)
        desk.runner.start("restore-line", work, done=self._lay, failed=desk.failed)

    def _return(self) -> None:
        """Make everything what it was before the chosen edit."""
        position = self.panel.position
        if position is None:
            self._desk.say(self._desk.tr("Choose an edit in the history first."))
            return
        self._returning.begin(Point(PointKind.EDIT, position))

    def _lay(self, edit: Edit) -> None:
        self._desk.do(edit)

    def _go(self, line: int) -> None:
        transcript = self._desk.session.episode.transcript
        if transcript.has(line):
            self._desk.go(transcript.index_of(line), 0)
            self._desk.take_focus()
        else:
            self._desk.say(self._desk.tr("That line was joined with another since."))

    def _snapshot(self) -> None:
        desk = self._desk
        name = ask_text(
            desk,
            desk.tr("Keep a snapshot"),
            desk.tr("A name for it, such as “before the clean-up”"),
        )
        if name is None:
            return
        desk.session.commit(desk)
        desk.session.history.fence()
        desk.runner.start(
            "snapshot",
            keep_snapshot(desk.session, desk.opened.project, name),
            done=lambda _: desk.say(desk.tr("The snapshot “{name}” is kept.").format(name=name)),
            failed=desk.failed,
        )

    def _compare(self, kind: PointKind | None) -> None:
        """Look beside the window what there is to compare with, then show it."""
        project = self._desk.opened.project

        def work() -> tuple[Point, ...]:
            project.flush()
            return points(project, project.memory())

        self._beside(work, partial(self._show, kind))

    def _show(self, kind: PointKind | None, listed: tuple[Point, ...]) -> None:
        from editor.ui.dialogs.compare import CompareWindow
        from editor.ui.dialogs.edit_choice import EditChoice

        desk = self._desk
        position = self.panel.position
        if position is not None:
            listed = (*listed, Point(PointKind.EDIT, position))
        chosen = next((point for point in listed if point.kind is kind), None)
        if kind is PointKind.EXPORT and chosen is None:
            desk.say(desk.tr("Nothing was exported from this project yet."))
            return
        choose = partial(EditChoice, self.panel.model, self._past, desk)
        window = CompareWindow(desk, (*listed, NOW), chosen or listed[-1], choose)
        window.returned.connect(self._returning.begin)
        window.show()
        self.panel.ended.connect(window.close)
