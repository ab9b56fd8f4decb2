"""CPU and memory from `stet` to an empty window under Xvfb, beside a window of bare Qt in one run.

Needs Xvfb. Run: .venv/bin/python tests/benchmarks/bench_start.py
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.show()
app.exec()
"""
_BEGUN = 0.05
"""CPU seconds below which a program cannot have shown a window; bare Qt takes 0.1 at times."""
_RESTED = 4
_PATIENCE = 60.0
"""Seconds for a window to come and rest."""
HEAVY = ("libavcodec", "_sqlite3", "multiarray_umath", "libQt6Multimedia", "cyextension")


@contextmanager
def screen() -> Iterator[str]:
    """A display of its own, which tells its number itself: xvfb-run may miss that and wait on."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            number = server.stdout.readline().strip() if server.stdout else ""
            if not number:
                raise SystemExit("Xvfb does not start here.")
            yield f":{number}"
        finally:
            server.terminate()


def when_quiet(program: subprocess.Popen[bytes]) -> float:
    """The CPU seconds of a program once it has rested for 1 s: shown, and not yet warming up."""
    before, rested, until = 0.0, 0, time.monotonic() + _PATIENCE
    while program.poll() is None and time.monotonic() < until:
        time.sleep(0.25)
        stat = Path(f"/proc/{program.pid}/stat").read_text().rsplit(")", 1)[1].split()
        cpu = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
        rested = rested + 1 if cpu == before and cpu > _BEGUN else 0
        before = cpu
        if rested == _RESTED:
            return cpu
    raise SystemExit(f"No window that rests within {_PATIENCE:.0f} s.")


def figures(name: str, command: list[str], environment: dict[str, str]) -> None:
    """Start, wait until it is quiet, and print what it took."""
    with subprocess.Popen(command, env=environment) as program:
        try:
            cpu = when_quiet(program)
            status = Path(f"/proc/{program.pid}/status").read_text()
            peak = next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]
            maps = Path(f"/proc/{program.pid}/maps").read_text()
            heavy = [library for library in HEAVY if library in maps]
        finally:
            program.kill()
    print(f"{name:<14} {cpu:5.2f} s CPU {int(peak) / 1024:6.0f} MiB  heavy: {heavy or 'none'}")


def main() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        settings = home / ".config" / "stet" / "settings.json"
        settings.parent.mkdir(parents=True)
        settings.write_text(json.dumps({"sample-shown": True}))
        with screen() as display:
            places = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "DISPLAY": display}
            environment = {**os.environ, **places}
            for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "QT_QPA_PLATFORM"):
                environment.pop(variable, None)
            for _ in range(3):
                figures("bare Qt", [sys.executable, "-c", BARE], environment)
                figures("stet, empty", [sys.executable, "-m", "editor"], environment)


if __name__ == "__main__":
    main()
