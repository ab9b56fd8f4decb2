"""Figures of the sound room: peaks beside plain decoding in the same run, and seeks.

Run: .venv/bin/python tests/benchmarks/bench_audio.py [HOURS] [mp3|m4a|wav] (default 1 h of MP3; it
makes its own, 10 h of WAVE are 6 GB). How exact a seek is, is held to the first stretch of the
recording as it is read from the start: the rest of it repeats that.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from editor.audio.decode import Block, Decoder, SampleForm
from editor.audio.peaks import Peaks
from editor.audio.peaks_worker import peaks_of
from editor.audio.worker import ALONE
from tests.audio.sounds import Samples, lag
from tests.benchmarks.recordings import Long, recording

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


def seeks(long: Long, peaks: Peaks) -> tuple[list[float], list[float], float]:
    """Seek to 50 places: ms to the first samples, ms off the right ones, least likeness."""
    took, off, alike = [], [], 1.0
    with Decoder(long.path, SampleForm("flt", 1)) as decoder:
        rate = decoder.rate
        first = _samples(decoder, 0, round((long.period / rate + 2) * 1000))
        decoder.index = peaks.index
        for _ in range(50):
            at = random.randrange(2_000, peaks.duration_ms - 1_000)
            began = time.perf_counter()
            blocks = decoder.blocks(at, at + 500)
            begin = next(blocks)
            took.append((time.perf_counter() - began) * 1000)
            heard = _joined([begin, *blocks])
            place = round(at * rate / 1000) % long.period
            place += long.period if place < rate else 0  # its first frames lack what was before
            samples, likeness = lag(heard, first, place, rate // 20)
            off.append(abs(samples) * 1000 / rate)
            alike = min(alike, likeness)
    return took, off, alike


def _samples(decoder: Decoder, start: int, stop: int) -> Samples:
    return _joined(decoder.blocks(start, stop))


def _joined(blocks: Iterable[Block]) -> Samples:
    return np.frombuffer(b"".join(block.data for block in blocks), np.float32)


def main() -> None:
    hours = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    kind = sys.argv[2] if len(sys.argv) > 2 else "mp3"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        long = recording(folder, hours, f".{kind}")
        path = long.path
        floors, found = [], []
        for _ in range(RUNS if hours <= 1 else 2):
            floors.append(process(FLOOR, path))
            found.append(process(PEAKS, path))
        floor, cpu = min(floors)[0], min(found)[0]
        print(f"{kind.upper()} of {hours:g} h, best of {len(found)} runs each, turn about")
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
        took, off, alike = seeks(long, peaks)
        print(f"  seek to samples       {np.median(took):7.1f} ms      largest {max(took):.1f} ms")
        print(f"  off the right ones    {max(off):7.3f} ms      (likeness at least {alike:.3f})")


if __name__ == "__main__":
    main()
