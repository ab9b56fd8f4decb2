"""Rehearsal: a session without an app, for random edits, undo and redo on a project."""

from __future__ import annotations

from random import Random

from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.history import History
from editor.store import Project
from tests.strategies import history_state, plan, state


class Rehearsal:
    """Does what ``app.session`` does, or without a project only applies."""

    def __init__(self, episode: Episode, history: History, project: Project | None = None) -> None:
        self.episode = episode
        self.history = history
        self.project = project

    def step(self, random: Random) -> None:
        """Do one thing: mostly an edit, sometimes undo or redo."""
        choice = random.random()
        if choice < 0.15 and self.history.undoable is not None:
            self.move(self.history.undoable.inverse, -1)
        elif choice < 0.25 and self.history.redoable is not None:
            self.move(self.history.redoable, 1)
        else:
            self.do(plan(random, self.episode))

    def do(self, edit: Edit) -> None:
        """Do an edit, merged into the last one where the history says so."""
        if not edit:
            return
        merged = self.history.merged(edit)
        if self.project is not None:
            self.project.record(merged or edit, merged=merged is not None).result()
        self.episode.apply(edit)
        self.history.push(merged or edit, merge=merged is not None)

    def move(self, edit: Edit, by: int) -> None:
        """Undo (-1, ``edit`` is the inverse) or redo (+1)."""
        if self.project is not None:
            self.project.record_step(edit, by).result()
        self.episode.apply(edit)
        self.history.step(by)

    @property
    def state(self) -> tuple[object, ...]:
        """Episode and history, to be compared."""
        return state(self.episode), history_state(self.history)
