"""Rehearsal: a session without an app, for random edits, undo and redo on a project."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from editor.model.beneath import places
from editor.model.edits import Edit, Splice, Track, joined
from editor.model.episode import Episode
from editor.model.history import History
from editor.store import Project
from editor.store.packing import pack
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
        if choice < 0.15 and self.history.undoing:
            self.move(-1)
        elif choice < 0.25 and self.history.redoing:
            self.move(1)
        elif choice < 0.35:
            self.follow(random)
        else:
            self.do(plan(random, self.episode))

    def do(self, edit: Edit) -> None:
        """Do an edit, merged into the last one where the history says so."""
        if not edit:
            return
        merged = self.history.merged(edit)
        if self.project is not None:
            packed = pack(edit) if merged is None and len(self.history) % 2 else None
            self.project.record(edit, merged=merged, packed=packed).result()
        self.episode.apply(edit)
        self.history.push(merged or edit, merge=merged is not None)

    def follow(self, random: Random) -> None:
        """Change a line as deep in the history as it may be changed."""
        lines, history = self.episode.transcript, self.history
        row = random.randrange(max(1, len(lines)))
        found = places(history, lines, [row] if lines else [], random.randint(0, history.head))
        for row, place in found.items():
            line = lines[row]
            splice = Splice(Track.SEGMENTS, row, (line,), (replace(line, end=line.end + 7),))
            edit = Edit("follow", (splice,))
            there = Edit("follow", (replace(splice, index=place.index),))
            above = history.since(place.position)
            assert all(other.splices is not None for other in above)
            if self.project is not None:
                self.project.record_beneath(edit, there, history.head - place.position).result()
            self.episode.apply(edit)
            history.insert(place.position, there)

    def move(self, by: int) -> None:
        """Undo a step (-1) or redo it (+1)."""
        edits = self.history.undoing if by < 0 else self.history.redoing
        edit = joined(edits).inverse if by < 0 else joined(edits)
        if self.project is not None:
            self.project.record_step(edit, by * len(edits)).result()
        self.episode.apply(edit)
        self.history.step(by)

    @property
    def state(self) -> tuple[object, ...]:
        """Episode and history, to be compared."""
        return state(self.episode), history_state(self.history)
