"""Killing: a child edits a project and says what is safe; it is killed at a random moment.

The child is forked from a process that has everything imported, so that a hundred kills take
seconds. ``python tests/benchmarks/bench_kills.py 100`` runs it by itself and prints what came of
it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from editor.model.checks import problems
from editor.model.episode import Episode
from editor.model.history import History
from editor.model.segment import Segment
from editor.store import Draft, Project
from tests.store.rehearsal import Rehearsal
from tests.strategies import state

LINES = 200


def child(path: Path, seed: int, pipe: Connection) -> None:
    """Edit without end. Sends the number of steps that are durable, and drafts that are."""
    project = Project.open(path)
    loaded = project.load()
    rehearsal = Rehearsal(loaded.episode, loaded.history, project)
    random = Random(seed)
    pipe.send(("ready", 0))
    for step in range(1, 1_000_000):
        rehearsal.step(random)
        pipe.send(("step", step))
        if step % 5 == 0 and len(rehearsal.episode.transcript):
            line = rehearsal.episode.transcript[0]
            project.draft(Draft(line.id, f"{line.text} draft {step}", 0))
            project.flush()
            pipe.send(("draft", step))


def typist(path: Path, _seed: int, pipe: Connection) -> None:
    """Type without end, a key each 10 ms; the draft says when it was typed."""
    project = Project.open(path)
    line = project.load().episode.transcript[0]
    project.flush()
    pipe.send(("ready", 0))
    while True:
        now = time.monotonic_ns() // 1_000_000
        project.draft(Draft(line.id, str(now), 0))
        pipe.send(("typed", now))
        time.sleep(0.01)


@dataclass
class Tally:
    """What a loop of kills has shown."""

    kills: int = 0
    steps: int = 0
    in_flight: int = 0
    drafts: int = 0
    faults: list[str] = field(default_factory=list)

    def fault(self, what: str) -> None:
        """Note what should not be."""
        self.faults.append(f"kill {self.kills}: {what}")


def found(path: Path, lines: int = LINES) -> Rehearsal:
    """Make the project that is edited, and its like in memory."""
    numbers = range(1, lines + 1)
    segments = [Segment(n, n * 1000, n * 1000 + 900, f"the the night train {n}") for n in numbers]
    Project.create(path, Episode(segments)).close()
    return Rehearsal(Episode(segments), History())


def kill_once(path: Path, memory: Rehearsal, random: Random, tally: Tally) -> Rehearsal:
    """Let a child edit for a moment, kill it, reopen, and compare with the same steps in memory."""
    seed = random.randrange(2**32)
    said = _killed(child, path, seed, random.randrange(20), random.random() * 0.02)
    tally.kills += 1
    return _compare(path, memory, seed, said, tally)


def typing_lost(path: Path, random: Random) -> int:
    """Kill somebody who types; returns how much typing is lost (ms)."""
    said = _killed(typist, path, 0, 0, 0.3 + random.random() * 0.5)
    with Project.open(path) as project:
        draft = project.load().draft
    return said["typed"] - int(draft.text if draft else 0)


def _killed(
    work: Callable[[Path, int, Connection], None], path: Path, seed: int, steps: int, after: float
) -> dict[str, int]:
    """Let a child work, kill it ``after`` seconds behind so many steps, however slow the machine.

    Returns the last thing it said of each kind.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.killing", "editor.store.storage"])
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(path, seed, sender))
    process.start()
    sender.close()
    assert receiver.recv() == ("ready", 0)
    said = {"step": 0, "draft": 0, "typed": 0}
    while said["step"] < steps:
        kind, number = receiver.recv()
        said[kind] = number
    time.sleep(after)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    _hear_out(receiver, said)
    receiver.close()
    return said


def _hear_out(receiver: Connection, said: dict[str, int]) -> None:
    try:
        while True:
            kind, number = receiver.recv()
            said[kind] = number
    except (EOFError, OSError):
        return


def _compare(
    path: Path, memory: Rehearsal, seed: int, said: dict[str, int], tally: Tally
) -> Rehearsal:
    with Project.open(path) as project:
        loaded = project.load()
        there = Rehearsal(loaded.episode, loaded.history)
        if "closed-unexpectedly" not in {note.code for note in loaded.restored}:
            tally.fault("opening did not tell of the kill")
        for problem in problems(loaded.episode):
            tally.fault(problem)
        random = Random(seed)
        for _ in range(said["step"]):
            memory.step(random)
        tally.steps += said["step"]
        if not same(there, memory):
            memory.step(random)  # the one being written may be there: never a later one
            tally.in_flight += 1
            if not same(there, memory):
                tally.fault(f"neither the state of step {said['step']} nor of the next")
    if said["draft"]:
        tally.drafts += 1
        kept = loaded.draft.text.rpartition(" ")[2] if loaded.draft else "0"
        if int(kept) < said["draft"]:
            tally.fault(f"draft {said['draft']} is lost")
    return reopened(memory)


def same(one: Rehearsal, other: Rehearsal) -> bool:
    """Whether two sessions stand at the same point.

    Of a long history the last edits are compared.
    """
    lately = slice(max(0, one.history.head - 15), one.history.head + 15)
    verbs = [[edit.verb for edit in session.history.edits] for session in (one, other)]
    return (
        state(one.episode) == state(other.episode)
        and one.history.head == other.history.head
        and verbs[0] == verbs[1]
        and one.history.edits[lately] == other.history.edits[lately]
    )


def reopened(memory: Rehearsal) -> Rehearsal:
    """The session as reopening it would give it.

    Ids are counted anew, nothing merges with the past.
    """
    episode = memory.episode
    fresh = Episode(
        episode.transcript,
        episode.speakers,
        episode.chapters,
        episode.notes,
        episode.info,
        episode.sounds,
        episode.shots,
        episode.translations,
        episode.answers,
    )
    return Rehearsal(fresh, History(memory.history.edits, memory.history.head))


def run(kills: int, seed: int, folder: Path) -> Tally:
    """Kill so many times, always going on with the same project."""
    path = folder / "killed.stet"
    memory = found(path)
    random, tally = Random(seed), Tally()
    for _ in range(kills):
        memory = kill_once(path, memory, random, tally)
    return tally
