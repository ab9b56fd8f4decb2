"""The project file at 100,000 lines: python tests/benchmarks/bench_store.py [LINES].

Prints a table; the floor of each figure is measured in the same run on the same disk.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.marks import Kind, Mark, MarkState
from editor.model.people import Speaker
from editor.model.segment import Flag, Segment
from editor.model.verbs import lines
from editor.model.words import TextChange, TimeKind, WordTime, WordTimes
from editor.store import Draft, Project

WORDS = [
    *("there's", "quite", "a", "few", "moving", "parts", "to", "it", "for", "me", "in", "the"),
    *("sector,", "yes", "there", "is", "an", "agreement", "on", "the", "story", "that", "we're"),
    *("trying", "tell.", "absolutely", "um,", "so", "and", "but", "what", "was", "before", "then"),
]
EDITS = 400


def segments(count: int) -> list[Segment]:
    """Make lines of twelve words, all with measured times, every other one with a mark."""
    random, made, at = Random(1), [], 0
    for number in range(1, count + 1):
        text = " ".join(random.choice(WORDS) for _ in range(12))
        times = [WordTime(at + 320 * n, at + 320 * n + 300, TimeKind.MEASURED) for n in range(12)]
        mark = Mark(0, random.randint(1, 8), Kind.SCAR, "comma-scar", 0.9, MarkState.PROPOSED)
        made.append(
            Segment(
                number,
                at,
                at + 3900,
                text,
                1 + number // 7 % 3,
                (mark,) if number % 2 else (),
                WordTimes.pack(times),
                (),
                text if number % 5 else text[:-3],
            )
        )
        at += 4000
    return made


def row(name: str, value: str, bar: str = "") -> None:
    print(f"{name:<52} {value:>16}   {bar}", flush=True)


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def milliseconds(samples: list[float]) -> str:
    ordered = sorted(samples)
    p95 = ordered[int(len(ordered) * 0.95)]
    return f"{statistics.median(ordered) * 1e3:.2f} / {p95 * 1e3:.2f} ms"


def resident() -> float:
    """Return the process's memory now, in MiB."""
    with Path("/proc/self/statm").open() as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20


def floors(folder: Path, path: Path) -> None:
    """Measure what nothing here can beat: fsync, a raw commit, raw rows."""
    with (folder / "floor").open("wb") as file:

        def sync() -> None:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())

        row(
            "floor: 4 KiB + fsync, median / p95",
            milliseconds([seconds(sync) for _ in range(EDITS)]),
        )
    raw = sqlite3.connect(folder / "floor.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)")

    def commit() -> None:
        raw.execute("BEGIN")
        raw.execute("INSERT INTO t (x) VALUES (?)", ("x" * 1000,))
        raw.execute("COMMIT")

    row("floor: raw sqlite3 commit", milliseconds([seconds(commit) for _ in range(EDITS)]))
    raw.close()
    reader = sqlite3.connect(path)
    query = "SELECT * FROM segments ORDER BY rank"
    best = min(seconds(lambda: reader.execute(query).fetchall()) for _ in range(3))
    row("floor: raw sqlite3 rows of all lines", f"{best:.2f} s")
    reader.close()


def load(path: Path) -> Episode:
    """Measure opening and loading, three times; memory the first time."""
    before, times, cpu, firsts = resident(), list[float](), list[float](), list[float]()
    for number in range(3):
        started = time.perf_counter()
        with Project.open(path) as project:
            opened, worked = time.perf_counter(), time.process_time()
            steps = project.load_steps()
            next(steps)
            firsts.append(time.perf_counter() - started)
            *_, last = steps
            assert last.loaded is not None
            episode = last.loaded.episode
            times.append(time.perf_counter() - opened)
            cpu.append(time.process_time() - worked)
            if number == 0:
                row("memory taken by the episode", f"{resident() - before:.0f} MiB", "250 in all")
            project.flush()
    row("open + first 500 lines, best of 3", f"{min(firsts) * 1e3:.0f} ms", "first page 1000")
    row("open + first 500 lines, first time (backup due)", f"{firsts[0] * 1e3:.0f} ms")
    row("the same, CPU", f"{min(cpu):.2f} s")
    row("load all lines to the model, checked, best of 3", f"{min(times):.2f} s", "well under 1")
    return episode


def edits(path: Path, episode: Episode) -> None:
    """Measure durable edits in the middle, and what large ones cost."""
    random = Random(2)
    with Project.open(path) as project:
        project.load()
        project.flush()

        def durable(edit: Edit) -> float:
            took = seconds(lambda: project.record(edit, merged=None).result())
            episode.apply(edit)
            return took

        def at() -> int:
            return random.randrange(len(episode.transcript) - 1)

        typed = [
            durable(lines.type_text(episode, at(), TextChange(0, 0, "a"))) for _ in range(EDITS)
        ]
        row("durable edit: typing, median / p95", milliseconds(typed), "p95 under 10")
        split = [durable(lines.split(episode, at(), 10)) for _ in range(EDITS)]
        row("durable edit: split, median / p95", milliseconds(split), "p95 under 10")
        asked = []
        for number in range(EDITS):
            draft = Draft(1, f"text {number}", 3)
            asked.append(seconds(lambda draft=draft: project.draft(draft)))  # type: ignore[misc]
        row("draft, as the caller waits", milliseconds(asked))
        everything = lines.set_flag(
            episode, range(len(episode.transcript)), Flag.REVIEWED, True, "review"
        )
        row("one edit that changes every line", f"{durable(everything):.2f} s", "in the background")
        project.flush()
        row("undo of it: read from the file", f"{seconds(lambda: _last(project)):.2f} s")
        row("size of the file", f"{path.stat().st_size / 2**20:.0f} MiB")
        row("close", f"{seconds(project.close) * 1e3:.0f} ms")


def _last(project: Project) -> None:
    loaded = project.load()
    undo = loaded.history.undoable
    assert undo is not None
    started = time.perf_counter()
    assert undo.splices
    row("  of that: the edit alone", f"{time.perf_counter() - started:.2f} s")


def main(count: int) -> None:
    print(f"{count:,} lines of 12 words, all word times measured")
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "bench.stet"
        row("first import of SQLAlchemy and all", f"{seconds(_import) * 1e3:.0f} ms", "on a worker")
        people = [Speaker(n, f"Speaker {n}") for n in (1, 2, 3)]
        took = seconds(lambda: Project.create(path, Episode(segments(count), people)).close())
        row("make the lines and create", f"{took:.2f} s")
        floors(Path(scratch), path)
        edits(path, load(path))


def _import() -> None:
    import editor.store.reading
    import editor.store.storage  # noqa: F401


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
