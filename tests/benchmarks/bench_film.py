"""What a film costs the window, and how far its pictures are from the sound.

    python -m tests.benchmarks.bench_film [FILM ...]

Plays ten seconds of each film in a pane of 1280 x 720 points with a caption over it, by a clock of
its own; without one, of three that ffmpeg makes (720p, 1080p, 2160p at 25 pictures a second).
``show`` is the window's own CPU time for a picture: taking it over, painting it and the caption.
``behind`` is the age of the picture on the screen, of which 0 to 40 ms are its own duration.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from editor.app.settings import Settings
from editor.ui.lettering import Lettering
from editor.ui.player.film import FilmPane
from editor.ui.theme import Theme

SECONDS: Final = 10
SIZES: Final = ("1280x720", "1920x1080", "3840x2160")
CAPTION: Final = Lettering(
    ("There is a caption over every picture,", "of two lines and with its edge."), "#ffffff"
)


def made(folder: Path, size: str) -> Path:
    """A moving test picture with a tone, in H.264."""
    path = folder / f"{size}.mp4"
    source = f"testsrc2=size={size}:rate=25:duration={SECONDS + 2}"
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    tone = ["-f", "lavfi", "-i", f"sine=440:duration={SECONDS + 2}"]
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, *tone, *coded, str(path)]
    subprocess.run(command, check=True)
    return path


def played(path: Path, theme: Theme) -> tuple[list[float], list[float], float]:
    """CPU ms of each picture shown, ms it is behind at each look, and CPU seconds in all."""
    window = QMainWindow()
    window.resize(1340, 800)
    pane = FilmPane(path, theme, window)
    pane.setFloating(True)
    pane.resize(1280, 720)
    pane.screen_.show_caption(CAPTION, "", safe=True)
    window.show()
    cost: list[float] = []
    behind: list[float] = []
    last = None
    loop = QEventLoop()
    begun, spent = time.perf_counter(), time.process_time()

    def look() -> None:
        nonlocal last
        at = (time.perf_counter() - begun) * 1000
        pane.follow(round(at))
        picture = pane.screen_.picture
        if picture is not None and at > 1000:
            behind.append(at - picture.at)
        if picture is not None and picture is not last:
            last = picture
            before = time.thread_time()
            pane.screen_.show_picture(picture)
            pane.screen_.repaint()
            cost.append((time.thread_time() - before) * 1000)
        if at > SECONDS * 1000:
            loop.quit()

    frames = QTimer(interval=16)
    frames.timeout.connect(look)
    frames.start()
    loop.exec()
    spent = time.process_time() - spent
    frames.stop()
    pane.shut()
    window.close()
    return cost, behind, spent


def main() -> None:
    """Print a table."""
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        theme = Theme(app, Settings.load(Path(folder) / "settings.json"))  # type: ignore[arg-type]
        films = [Path(name) for name in sys.argv[1:]] or [made(Path(folder), s) for s in SIZES]
        print("film               shown  show ms: median  p95   max | behind ms: median  p95 | CPU")
        for path in films:
            cost, behind, spent = played(path, theme)
            cost.sort()
            behind.sort()
            print(
                f"{path.stem:18} {len(cost):5}        {median(cost):8.1f} "
                f"{cost[int(len(cost) * 0.95)]:5.1f} {cost[-1]:5.1f} |       {median(behind):7.0f} "
                f"{behind[int(len(behind) * 0.95)]:5.0f} | {spent / SECONDS:.0%}"
            )


if __name__ == "__main__":
    main()
