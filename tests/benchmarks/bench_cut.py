"""Figures of the cut copy: CPU time and memory for 20 minutes and 2 hours, beside plain decoding.

python -m tests.benchmarks.bench_cut
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from editor.audio.cutting import cut_copy
from editor.audio.decode import Decoder, SampleForm
from editor.audio.encode import coding_of
from editor.model.time import Span
from tests.audio.sounds import encode, noise

RATE = 44_100
MINUTES = 1
LENGTHS = (20, 120)
EVERY, LONG = 6_000, 350
"""A cut of 350 ms every 6 s: the sample page's 200 cuts in 37 minutes are one every 11 s."""


def cuts(minutes: int) -> list[Span]:
    return [Span(at, at + LONG) for at in range(2_000, minutes * 60_000 - LONG, EVERY)]


def recording(folder: Path, minutes: int) -> Path:
    """An MP3 of so many minutes, made of the same one."""
    part = folder / "part.mp3"
    if not part.exists():
        encode(part, noise(MINUTES * 60, RATE), RATE, "libmp3lame", header=False)
    whole = folder / f"{minutes}.mp3"
    whole.write_bytes(part.read_bytes() * (minutes // MINUTES))
    return whole


def decode(path: Path) -> None:
    with Decoder(path, SampleForm("flt", 1)) as decoder:
        for _ in decoder.blocks():
            pass


def copy(path: Path, minutes: int, suffix: str) -> None:
    target = path.with_name(f"cut{suffix}")
    coding = coding_of(target)
    assert coding is not None
    for _ in cut_copy(path, target, coding, cuts(minutes), 20):
        pass


def measured(*arguments: str) -> tuple[float, float]:
    """CPU seconds and MiB at most of a run in a process of its own; Linux tells the latter."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_cut", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, size = done.stdout.split()
    return float(seconds), float(size)


def main() -> None:
    if sys.argv[1:]:
        what, path, minutes = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
        began = time.process_time()
        decode(path) if what == "decode" else copy(path, minutes, what)
        peak = Path("/proc/self/status").read_text("ascii").split("VmHWM:")[1].split()[0]
        print(time.process_time() - began, int(peak) / 1024)
        return
    print(f"{'minutes':>8} {'what':>8} {'CPU s':>8} {'of decode':>10} {'MiB at most':>12}")
    with tempfile.TemporaryDirectory() as folder:
        for minutes in LENGTHS:
            path = recording(Path(folder), minutes)
            plain = 0.0
            for what in ("decode", ".wav", ".mp3"):
                seconds, size = measured(what, str(path), str(minutes))
                plain = plain or seconds
                print(
                    f"{minutes:>8} {what:>8} {seconds:>8.1f} {seconds / plain:>10.2f} {size:>12.0f}"
                )


if __name__ == "__main__":
    main()
