"""CPU and memory from `stet` to an empty window under Xvfb, beside a window of bare Qt in one run.

Needs xvfb-run. Run: .venv/bin/python tests/benchmarks/bench_start.py
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.show()
app.exec()
"""
_BEGUN = 0.1
_RESTED = 4
_PATIENCE = 60.0
"""Seconds for a window to come and rest; without a display to come to, it never does."""
HEAVY = ("libavcodec", "_sqlite3", "multiarray_umath", "libQt6Multimedia", "cyextension")


def tree(pid: int) -> list[int]:
    """The process and all it started."""
    found = [pid]
    for process in found:
        for task in Path(f"/proc/{process}/task").glob("*"):
            found += map(int, (task / "children").read_text().split())
    return found


def when_quiet(server: subprocess.Popen[bytes]) -> tuple[int, float]:
    """The process and its CPU seconds once it has rested for 1 s: shown, and not yet warming up."""
    before, rested, until = 0.0, 0, time.monotonic() + _PATIENCE
    while server.poll() is None and time.monotonic() < until:
        time.sleep(0.25)
        found = [p for p in tree(server.pid) if "python" in _name(p)]
        if not found:
            continue
        stat = Path(f"/proc/{found[-1]}/stat").read_text().rsplit(")", 1)[1].split()
        cpu = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
        rested = rested + 1 if cpu == before and cpu > _BEGUN else 0
        before = cpu
        if rested == _RESTED:
            return found[-1], cpu
    raise SystemExit(f"No window within {_PATIENCE:.0f} s: does xvfb-run work here?")


def figures(name: str, command: list[str], home: Path) -> None:
    """Start, wait until it is quiet, and print what it took."""
    environment = {**os.environ, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "QT_QPA_PLATFORM"):
        environment.pop(variable, None)
    server = subprocess.Popen(["xvfb-run", "-a", *command], env=environment, start_new_session=True)
    try:
        python, cpu = when_quiet(server)
        status = Path(f"/proc/{python}/status").read_text()
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]
        maps = Path(f"/proc/{python}/maps").read_text()
        heavy = [name for name in HEAVY if name in maps]
        print(f"{name:<14} {cpu:5.2f} s CPU {int(peak) / 1024:6.0f} MiB  heavy: {heavy or 'none'}")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def _name(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")[0].decode()


def main() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        settings = home / ".config" / "stet" / "settings.json"
        settings.parent.mkdir(parents=True)
        settings.write_text(json.dumps({"sample-shown": True}))
        for _ in range(3):
            figures("bare Qt", [sys.executable, "-c", BARE], home)
            figures("stet, empty", [sys.executable, "-m", "editor"], home)


if __name__ == "__main__":
    main()
