"""Whole-process figures of the command line, beside a bare Python start in the same run.

Run: .venv/bin/python tests/benchmarks/bench_cli.py PAGE.txt [100000-cues.srt]
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def measured(*arguments: str) -> tuple[float, float, str]:
    """Wall seconds and CPU seconds of a process, and what it wrote to stderr."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, done.stderr


def row(name: str, *arguments: str) -> None:
    """Print the median of five runs."""
    runs = sorted(measured(*arguments)[:2] for _ in range(5))
    wall, cpu = runs[2]
    print(f"{name:<44} {wall:6.2f} s wall {cpu:6.2f} s CPU")


def main() -> None:
    page = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out")
        row("bare Python", "-c", "pass")
        for target in ("srt", "txt"):
            for text in ("verbatim", "clean"):
                arguments = ("export", page, "--to", target, "--text", text, "-o", out)
                row(f"stet export --to {target} --text {text}", "-m", "editor", *arguments)
        row("stet info --json", "-m", "editor", "info", page, "--json")
    imported = measured(
        "-X", "importtime", "-m", "editor", "export", page, "--to", "srt", "-o", "-"
    )
    names = [line.rsplit("|", 1)[-1].strip() for line in imported[2].splitlines()]
    heavy = [n for n in names if n.split(".")[0] in {"PySide6", "sqlalchemy", "av", "numpy"}]
    print(f"Qt, SQLAlchemy, PyAV, numpy imported by an export: {heavy or 'none'}")


if __name__ == "__main__":
    main()
