"""Figures of the sound room: peaks beside plain decoding in the same run, and seeks.

Run: .venv/bin/python tests/benchmarks/bench_audio.py [HOURS] (default 1; makes its own MP3)
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from editor.audio.decode import Decoder
from editor.audio.peaks import Peaks
from editor.audio.peaks_worker import peaks_of
from editor.audio.worker import ALONE
from tests.audio.sounds import encode, noise

RUNS = 5
_REPORT = (
    "status = open('/proc/self/status').read()\n"
    "peak = int(status.split('VmHWM:')[1].split()[0]) / 1024\n"
    "print(time.process_time() - began, peak)\n"
)
FLOOR = (
    "import sys, time, av; began = time.process_time()\n"
    "with av.open(sys.argv[1]) as c:\n"
    "    for frame in c.decode(c.streams.audio[0]): pass\n" + _REPORT
)
PEAKS = (
    "import sys, time, av, numpy; from pathlib import Path\n"
    "from editor.audio.measure import measure; began = time.process_time()\n"
    "for step in measure(Path(sys.argv[1])): pass\n" + _REPORT
)


def recording(folder: Path, hours: float) -> Path:
    """Make an MP3 of 128 kb/s, 44.1 kHz, stereo: one minute again and again."""
    minute = encode(folder / "minute.mp3", noise(60, 44100, 2), 44100, "libmp3lame", header=False)
    path = folder / "long.mp3"
    path.write_bytes(minute.read_bytes() * round(hours * 60))
    return path


def process(code: str, path: Path) -> tuple[float, float]:
    """CPU seconds (imports left out) and peak RSS in MiB of a process that runs ``code``."""
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
        env=os.environ | ALONE,
    )
    cpu, rss = done.stdout.split()
    return float(cpu), float(rss)


def seeks(path: Path, peaks: Peaks) -> tuple[float, float]:
    """Median and largest ms from a seek to the first samples, with the packet index."""
    took = []
    with Decoder(path) as decoder:
        decoder.index = peaks.index
        for _ in range(50):
            at = random.randrange(peaks.duration_ms - 1_000)
            began = time.perf_counter()
            next(iter(decoder.blocks(at)))
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took), max(took)


def main() -> None:
    hours = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = recording(folder, hours)
        floors, found = [], []
        for _ in range(RUNS if hours <= 1 else 2):
            floors.append(process(FLOOR, path))
            found.append(process(PEAKS, path))
        floor, cpu = min(floors)[0], min(found)[0]
        print(f"MP3 of {hours:g} h, best of {len(found)} runs each, turn about")
        print(f"  plain decoding        {floor:7.2f} s CPU   {max(f[1] for f in floors):4.0f} MiB")
        print(f"  peaks and index       {cpu:7.2f} s CPU   {max(f[1] for f in found):4.0f} MiB")
        print(f"  peaks / decoding      {cpu / floor:7.2f}     (bar: 1.2)")
        peaks = Peaks()
        began = time.perf_counter()
        first = None
        for _ in peaks_of(path, folder / "cache", peaks):
            first = first or time.perf_counter() - began
        whole = time.perf_counter() - began
        print(f"  worker: first peaks   {first or 0:7.2f} s       all {whole:.2f} s")
        began = time.perf_counter()
        list(peaks_of(path, folder / "cache", Peaks()))
        print(f"  from the cache        {(time.perf_counter() - began) * 1000:7.1f} ms")
        began = time.perf_counter()
        for _ in range(100):
            peaks.columns(0, peaks.duration_ms, 1_920)
        print(f"  1920 columns, all of it{(time.perf_counter() - began) * 10:6.2f} ms")
        median, largest = seeks(path, peaks)
        print(f"  seek to samples       {median:7.1f} ms      largest {largest:.1f} ms")


if __name__ == "__main__":
    main()
