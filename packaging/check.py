"""Run every quality gate, all of them even when one fails, and say at the end which failed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON_PATHS = ["editor", "tests", "packaging", "projects", "resources"]

GATES: list[tuple[str, list[str]]] = [
    ("format", ["ruff", "format", "--check", *PYTHON_PATHS]),
    ("lint", ["ruff", "check", *PYTHON_PATHS]),
    ("types", ["mypy", "--strict", "editor", "tests"]),
    ("rooms", ["lint-imports"]),
    # Last: its closing line is the last thing that is read. Who has no work left takes another's.
    ("tests", ["pytest", "-n", "auto", "--dist", "worksteal"]),
]


def run(name: str, command: list[str]) -> bool:
    """Run one gate in the project's folder and return whether it passed."""
    print(f"== {name}: {' '.join(command)}", flush=True)
    started = time.monotonic()
    program, *arguments = command
    done = subprocess.run([BIN / program, *arguments], cwd=PROJECT, check=False)
    word = "passed" if done.returncode == 0 else "FAILED"
    print(f"-- {name} {word} after {time.monotonic() - started:.0f} s", flush=True)
    return done.returncode == 0


def main(pytest_arguments: list[str]) -> int:
    """Run the gates in order; 0 when all passed, else 1."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    gates = [(name, [*command]) for name, command in GATES]
    gates[-1][1].extend(pytest_arguments)
    failed = [name for name, command in gates if not run(name, command)]
    if failed:
        print(f"Failed: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
