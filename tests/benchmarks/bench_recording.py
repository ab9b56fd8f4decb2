"""How soon a recording is on the screen: a project opened in the window, its peaks never measured.

Run: .venv/bin/python tests/benchmarks/bench_recording.py [HOURS] (default 1; makes its own MP3)
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_LOGGING_RULES"] = "qt.multimedia*=false"

from PySide6.QtWidgets import QApplication

from editor.app.paths import Folders
from editor.app.settings import SAMPLE_SHOWN, Settings
from editor.audio.peaks import Peaks
from editor.model.episode import Episode
from editor.model.info import Info, Recording
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.store import Project
from editor.ui.main_window import MainWindow
from editor.ui.start_up import make_window
from tests.benchmarks.recordings import recording

BAR = 1.0


def project(folder: Path, hours: float) -> Path:
    """Make a project of a recording with a line every 7 s."""
    recording(folder, hours)
    length = round(hours * 3_600_000)
    lines = [
        Segment(n + 1, at, at + 6_900, "We went along the river for a while.", 1)
        for n, at in enumerate(range(0, length, 7_000))
    ]
    info = Info(title="Long", recording=Recording("long.mp3", "", length))
    path = folder / "long.stet"
    Project.create(path, Episode(lines, [Speaker(1, "Ada")], info=info)).close()
    return path


def opened(app: QApplication, folders: Folders, path: Path) -> tuple[MainWindow, list[float]]:
    """Seconds from opening the project to the page, to the first peaks painted, to all of them."""
    window = make_window(app, folders)
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    began = time.perf_counter()
    window.open_files([path])
    found = [0.0, 0.0, 0.0]
    while not found[2]:
        app.processEvents()
        desk = window.desk
        if desk is None:
            continue
        passed = time.perf_counter() - began
        found[0] = found[0] or passed
        peaks = desk.waveform.content.peaks
        if isinstance(peaks, Peaks) and peaks.bins and not desk.waveform.grab().isNull():
            found[1] = found[1] or time.perf_counter() - began
            if peaks.complete:
                found[2] = passed
        time.sleep(0.002)
    return window, found


def main() -> None:
    hours = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    app = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folders = Folders.under(folder / "home")
        Settings.load(folders.settings)[SAMPLE_SHOWN] = True
        path = project(folder, hours)
        print(f"MP3 of {hours:g} h, seconds from opening  the page   first peaks   all of them")
        for title in ("never measured", "from the cache"):
            window, found = opened(app, folders, path)
            print(f"  {title:<30} {found[0]:9.2f} {found[1]:13.2f} {found[2]:13.2f}")
            window.close()
            app.processEvents()
    print(f"bar for the first peaks: {BAR:g}")


if __name__ == "__main__":
    main()
