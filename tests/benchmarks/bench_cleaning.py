"""Figures of the cleaning room: how fast, how linear, and how right on transcripts left in place.

Besides, what the ledger and the cut plan of 100,000 lines take.

Run: .venv/bin/python tests/benchmarks/bench_cleaning.py [SAMPLES] (default: ../shared/samples)
"""

from __future__ import annotations

import gc
import json
import re
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from editor.app.change_ledger import ledger
from editor.app.cutting import plan
from editor.cleaning import Tier, propose, removed_spans
from editor.model.episode import Episode
from editor.model.marks import Mark, MarkState
from editor.model.segment import Segment
from editor.model.words import tokens

HERE = Path(__file__).resolve().parent
STAMP = re.compile(r"^\d\d:\d\d:\d\d ")
PAGE_STAMP = re.compile(r"(?:\d+:)?\d{1,2}:\d\d")
RUNS = 5
MANY = 100_000


def row(name: str, figure: str, bar: str = "") -> None:
    print(f"{name:<52}{figure:>16}  {bar}")


def seconds(work: Callable[[], object]) -> float:
    """The least CPU time of some runs: the one other programs disturbed least."""
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def page_lines(path: Path) -> list[str]:
    """The stamped lines of a page."""
    lines = path.read_text("utf-8").splitlines()
    return [
        b for a, b in zip(lines, islice(lines, 1, None), strict=False) if PAGE_STAMP.fullmatch(a)
    ]


def clean_all(lines: list[str]) -> None:
    for line in lines:
        removed_spans(line)


def speed(lines: list[str]) -> None:
    began = time.process_time()
    removed_spans("So.")
    row("language pack loaded", f"{(time.process_time() - began) * 1000:.0f} ms", "< 60 ms")
    page = seconds(lambda: clean_all(lines))
    row(f"page of {len(lines)} lines", f"{page:.3f} s", "< 0.3 s")
    longest = max(lines, key=len)
    row("longest line of it", f"{seconds(lambda: removed_spans(longest)) * 1000:.2f} ms", "< 3 ms")
    block = " ".join(lines)
    once, twice = seconds(lambda: removed_spans(block)), seconds(lambda: removed_spans(block * 2))
    row(f"one line of {len(block.split())} words", f"{once:.3f} s")
    row("twice the words", f"{twice / once:.2f} x", "<= 2.2 x")
    many = (lines * (MANY // len(lines) + 1))[:MANY]
    began = time.process_time()
    clean_all(many)
    row(f"{MANY:,} lines", f"{time.process_time() - began:.1f} s", "< 10 s")


def accounts(lines: list[str]) -> None:
    """What the ledger and the cut plan of a very long transcript take, and their longest step."""
    marks = [
        tuple(
            Mark(f.start, f.end, f.kind, f.rule, f.confidence, MarkState.AUTO)
            for f in propose(line)
            if f.tier is Tier.AUTO
        )
        for line in lines
    ]
    count = len(lines)
    episode = Episode(
        [
            Segment(i + 1, 4_000 * i, 4_000 * i + 4_000, lines[i % count], marks=marks[i % count])
            for i in range(MANY)
        ]
    )
    gc.disable()  # as in the program, where the window's thread alone collects
    for name, work in (("ledger", ledger(episode)), ("cut plan", plan(episode))):
        began, last, longest = time.process_time(), time.process_time(), 0.0
        for _ in work:
            longest, last = max(longest, time.process_time() - last), time.process_time()
        took = f"{time.process_time() - began:.1f} s"
        row(f"{name} of {MANY:,} lines", took, f"< 10 s; longest step {longest * 1000:.0f} ms")
    gc.enable()


def rightness(samples: Path) -> None:
    """Words struck in our own labelled lines: which were right, which are missing."""
    for labelled in json.loads((HERE / "spoken_labels.json").read_text("utf-8"))["sets"]:
        right = wrong = missing = 0
        for text, struck in _labelled_lines(samples, labelled):
            said = tokens(text)
            gone = removed_spans(text)
            for word in said:
                is_struck = any(a <= word.start and word.end <= b for a, b in gone)
                is_due = any(a <= word.start and word.end <= b for a, b in struck)
                right += is_struck and is_due
                wrong += is_struck and not is_due
                missing += is_due and not is_struck
        precision = right / (right + wrong) if right + wrong else 1.0
        recall = right / (right + missing) if right + missing else 1.0
        name = f"{labelled['source']} ({labelled['lines']} lines)"
        row(name, f"P {precision:.3f} R {recall:.3f}", "P >= .985, R >= .83")


def _labelled_lines(
    samples: Path, labelled: dict[str, Any]
) -> list[tuple[str, list[tuple[int, int]]]]:
    lines = (samples / labelled["source"]).read_text("utf-8").split("\n")
    return [
        (STAMP.sub("", lines[number]), labelled["struck"].get(str(number), []))
        for number in range(labelled["first"], labelled["last"] + 1)
    ]


def main() -> None:
    samples = Path(sys.argv[1]) if sys.argv[1:] else HERE.parents[2] / "shared" / "samples"
    lines = page_lines(samples / "episode" / "carer_catalysts.txt")
    speed(lines)
    accounts(lines)
    rightness(samples)


if __name__ == "__main__":
    main()
