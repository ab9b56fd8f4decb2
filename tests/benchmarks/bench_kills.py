"""Kill -9 in a loop: python tests/benchmarks/bench_kills.py [KILLS] [SEED]."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.store.killing import found, run, typing_lost


def main(kills: int, seed: int) -> int:
    """Run the loop and say what came of it; 1 where anything was lost."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        result = run(kills, seed, Path(folder))
        took = time.monotonic() - started
        path = Path(folder) / "typed.stet"
        found(path)
        random = Random(seed)
        lost = sorted(typing_lost(path, random) for _ in range(max(10, kills // 4)))
    print(f"{result.kills} kills in {took:.1f} s, {result.steps} acknowledged steps compared")
    print(f"  the step in flight was there too: {result.in_flight} times")
    print(f"  acknowledged drafts looked for: {result.drafts}")
    print(f"  faults: {len(result.faults)}", *result.faults, sep="\n    ")
    middle, most = lost[len(lost) // 2], lost[-1]
    print(
        f"{len(lost)} kills of a typist: {middle} ms of typing lost in the middle, {most} at most"
    )
    return bool(result.faults)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    kills, seed, *_ = [*numbers, *[100, 1][len(numbers) :]]
    sys.exit(main(kills, seed))
