"""Figures of WebVTT: reading, writing and verifying 20,000 cues beside webvtt-py, in the same run.

Run: .venv/bin/python tests/benchmarks/bench_vtt.py
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import webvtt

from editor.formats.caption_file import CaptionFile, ShownCue, written
from editor.formats.registry import read_file
from editor.formats.verifying import verify
from editor.formats.vtt_writer import VttWriter
from editor.model.time import full_clock

CUES = 20_000
ROUNDS = 5
WORDS = ["and", "so", "the", "night", "train", "stops", "where", "nobody", "gets", "off", "&amp;"]


def make(path: Path) -> None:
    """A file like a podcast's: a voice at each change, some italics, two lines a cue."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("WEBVTT\n\n")
        for number in range(1, CUES + 1):
            start = number * 3_500 + chance.randrange(900)
            lines = [" ".join(chance.choices(WORDS, k=chance.randrange(2, 8))) for _ in range(2)]
            voice = f"<v {chance.choice(['Ann', 'Ben'])}>" if number % 7 == 1 else ""
            lines[1] = f"<i>{lines[1]}</i>" if number % 20 == 0 else lines[1]
            times = f"{full_clock(start)} --> {full_clock(start + 2_500)}"
            file.write(f"{times}\n{voice}{lines[0]}\n{lines[1]}\n\n")


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


def main(folder: Path) -> int:
    """Print the table; 1 where a cue is missed."""
    source, clock, counts = folder / "cues.vtt", Clock(), set()
    make(source)
    writer = VttWriter()
    for _ in range(ROUNDS):
        with clock.measure("webvtt-py read"):
            read = webvtt.read(str(source))
        with clock.measure("webvtt-py save"):
            read.save(str(folder / "theirs.vtt"))
        del read
        with clock.measure("read"):
            lines = read_file(source).episode.transcript
        cues = [
            ShownCue(line.start, line.end, (line.text,), str(line.speaker), line.styles)
            for line in lines
        ]
        with clock.measure("write"):
            done = written(writer, CaptionFile(cues))
        with clock.measure("verify"):
            verify(writer, done.meant, done.text.encode())
        counts |= {len(lines), len(done.meant)}
    for name, taken in clock.taken.items():
        print(
            f"{name:>14}  median {statistics.median(taken):5.2f} s   best {min(taken):5.2f} s CPU"
        )
    rounds = zip(*clock.taken.values(), strict=True)
    ratios = [(ours + wrote) / (theirs + saved) for theirs, saved, ours, wrote, _ in rounds]
    print(f"cues in and out: {sorted(counts)}")
    print(f"(read + write) / (webvtt-py read + save): {statistics.median(ratios):.2f}")
    return int(counts != {CUES})


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        sys.exit(main(Path(place)))
