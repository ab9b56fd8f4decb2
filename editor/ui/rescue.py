"""Rescue: what a person can do about a project that is damaged."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from editor.app.errors import for_people
from editor.model.errors import UserError
from editor.ui.dialogs.asking import ask_choice

if TYPE_CHECKING:
    from editor.app.rescuing import Rest
    from editor.store.backups import Backup
    from editor.ui.message import WayOut
    from editor.ui.runner import ThreadRunner

HELPS: Final = frozenset({"project-damaged", "project-foreign-schema", "rescue-nothing"})
"""Errors that it helps with: of opening, and of saving what can be read."""


class Rescue(QObject):
    """Puts an earlier copy in a project's place, or saves what is left of it to a new one."""

    ready = Signal(Path)
    """A project that can be opened."""
    saved = Signal(str)
    """What to say of a rescue that may not have got everything."""
    failed = Signal(UserError)

    def __init__(self, window: QWidget, runner: ThreadRunner) -> None:
        super().__init__(window)
        self._window = window
        self._runner = runner

    def ways_out(self, error: UserError) -> list[WayOut]:
        """The buttons of the message that says what is wrong."""
        from editor.app.rescuing import copies

        project = Path(str(error.facts["path"]))
        ways: list[WayOut] = []
        if copies(project):
            ways.append((self.tr("Earlier copies…"), partial(self.choose_copy, project)))
        if error.code != "rescue-nothing":
            ways.append((self.tr("Save what can be read…"), partial(self.save_rest, project)))
        return ways

    def choose_copy(self, project: Path) -> None:
        """Let a person choose the copy that takes the project's place."""
        from editor.app.rescuing import copies, put_back

        found = copies(project)
        question = self.tr("It takes the place of {name}, which is kept beside it.")
        rows = [self._row(number, copy) for number, copy in enumerate(found, 1)]
        chosen = ask_choice(
            self._window, self.tr("Earlier copies"), question.format(name=project.name), rows
        )
        if chosen is not None:
            self._runner.start(
                "restore",
                put_back(found[chosen].path, project),
                done=lambda _aside: self.ready.emit(project),
                failed=self._failed,
            )

    def save_rest(self, project: Path) -> None:
        """Let a person say where what can be read goes, and open that."""
        from editor.app.opening import free_project_path
        from editor.app.rescuing import save_rest

        proposed = free_project_path(project.with_stem(f"{project.stem} rescued"))
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save what can be read"),
            str(proposed),
            self.tr("Stet projects (*.stet)"),
        )
        if name:
            target = Path(name)
            self._runner.start(
                "rescue",
                save_rest(project, target),
                done=partial(self._saved, target),
                failed=self._failed,
            )

    def _row(self, number: int, copy: Backup) -> str:
        when = copy.made.astimezone().strftime("%d %b %Y, %H:%M")
        return f"{number}  {when}  {copy.label}"

    def _saved(self, target: Path, rest: Rest) -> None:
        self.ready.emit(target)
        if not rest.complete:
            text = self.tr(
                "{count} lines could be read. Compare with the recording what is missing."
            )
            self.saved.emit(text.format(count=f"{rest.lines:,}"))

    def _failed(self, error: Exception) -> None:
        self.failed.emit(for_people(error))
