"""Figures of SRT: reading and writing 100,000 cues beside pysrt's own open and save, same run.

Run: .venv/bin/python tests/benchmarks/bench_srt.py [FILE.srt] (makes a file of its own without)
"""

from __future__ import annotations

import gc
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pysrt

from editor.formats.caption_file import CaptionFile, ShownCue
from editor.formats.files import write_atomically
from editor.formats.registry import read_file
from editor.formats.report import Remarks
from editor.formats.srt_writer import SrtWriter
from editor.model.time import full_clock

CUES = 100_000
ROUNDS = 7
BAR = 0.6
WORDS = ["and", "so", "the", "night", "train", ",", ",", "stops", "where", "nobody", "gets", "off"]


def make(path: Path) -> None:
    """A file like one a recogniser writes: 3 to 30 words a cue, some cues without any."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number in range(1, CUES + 1):
            start = number * 3_500 + chance.randrange(900)
            times = f"{full_clock(start, ',')} --> {full_clock(start + 2_500, ',')}"
            count = chance.randrange(3, 31) if number % 300 else 0
            file.write(f"{number}\n{times}\n{' '.join(chance.choices(WORDS, k=count))}\n\n")


class Clock:
    """Adds up CPU seconds by name."""

    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = {}

    @contextmanager
    def measure(self, name: str) -> Iterator[None]:
        """Take the time of what is done inside."""
        gc.collect()
        began = time.process_time()
        yield
        self.taken.setdefault(name, []).append(time.process_time() - began)


def main(path: Path, folder: Path) -> int:
    """Print the table; 1 where the bar is missed or a cue is."""
    clock, counts = Clock(), set()
    ours, theirs = folder / "ours.srt", folder / "theirs.srt"
    for _ in range(ROUNDS):
        with clock.measure("open"):
            opened = pysrt.open(str(path), encoding="utf-8")
        with clock.measure("save"):
            opened.save(str(theirs))
        del opened
        with clock.measure("read"):
            imported = read_file(path)
        lines = imported.episode.transcript
        cues = [ShownCue(line.start, line.end, (line.text,)) for line in lines]
        counts.add(len(cues))
        del imported, lines
        with clock.measure("write"):
            data, _ = SrtWriter().write(CaptionFile(cues), Remarks())
            write_atomically(ours, data)
        del cues
        counts.add(len(read_file(ours).episode.transcript))
    return report(clock.taken, counts)


def report(figures: dict[str, list[float]], counts: set[int]) -> int:
    """Print medians and the ratio, round by round, because both were as busy then."""
    for name, taken in figures.items():
        print(f"{name:>6}  median {statistics.median(taken):5.2f} s   best {min(taken):5.2f} s CPU")
    rounds = zip(*figures.values(), strict=True)
    ratios = sorted((read + write) / (open_ + save) for open_, save, read, write in rounds)
    ratio = statistics.median(ratios)
    print(f"cues in and out: {sorted(counts)}")
    print(
        f"(read + write) / (pysrt open + save): {ratio:.2f}  [{ratios[0]:.2f} .. {ratios[-1]:.2f}]"
    )
    print(f"bar {BAR}: {'kept' if ratio <= BAR else 'MISSED'}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")
    return int(ratio > BAR or len(counts) != 1)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        source = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(place) / "cues.srt"
        if len(sys.argv) == 1:
            make(source)
        sys.exit(main(source, Path(place)))
