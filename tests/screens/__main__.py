"""Take a picture of every screen - panels, dialogs, menus - in each theme, size and scale.

    python -m tests.screens FOLDER [--page PAGE] [--scale 1 2] [--size 1280x800] [--theme dark]
    python -m tests.screens --docs

Nothing is compared: the pictures are there to be looked at. ``--docs`` takes the pictures of the
README anew. Each scale is a process of its own, for Qt reads it once.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.conftest import PROJECT
from tests.screens.scenes import SCENES

SIZES: Final = ("1280x800", "1024x700")
THEMES: Final = ("light", "dark", "high-contrast")
PAGE: Final = PROJECT.parent / "shared" / "samples" / "episode" / "carer_catalysts.txt"
DOCS: Final = PROJECT / "docs" / "screenshots"
DOCUMENTED: Final = {
    "window-light-1440x900": "window-light",
    "window-dark-1440x900": "window-dark",
    "captions-light-1440x900": "captions-light",
}


def main() -> int:
    asked = _arguments()
    if asked.docs:
        asked.sizes, asked.themes, asked.scales = ["1440x900"], ["light", "dark"], [1]
        asked.scenes = ["sample"]
    if not asked.child:
        return max(_beside(scale) for scale in asked.scales)
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication

    from tests.screens.scenes import put_on
    from tests.screens.stage import stage

    folder = DOCS if asked.docs else asked.folder
    folder.mkdir(parents=True, exist_ok=True)

    def look(name: str, picture: QPixmap) -> None:
        if not asked.docs:
            picture.save(str(folder / f"{name}@{asked.scales[0]}.png"))
        elif name in DOCUMENTED:
            picture.save(str(folder / f"{DOCUMENTED[name]}.png"))

    app = QApplication(sys.argv[:1])
    for scene in asked.scenes:
        with stage(app, look) as made, tempfile.TemporaryDirectory() as work:
            made.sizes = tuple(_size(size) for size in asked.sizes)
            made.themes = tuple(asked.themes)
            put_on(scene, made, asked.page, Path(work))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()))
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument("--scale", dest="scales", type=float, nargs="+", default=[1, 2])
    parser.add_argument("--size", dest="sizes", nargs="+", default=list(SIZES))
    parser.add_argument("--theme", dest="themes", nargs="+", default=list(THEMES))
    parser.add_argument("--scene", dest="scenes", nargs="+", default=list(SCENES), choices=SCENES)
    parser.add_argument("--docs", action="store_true")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _beside(scale: float) -> int:
    """Take the pictures of one scale, on a screen that is wide enough for all of them."""
    screen = {"name": "wide", "x": 0, "y": 0, "width": 3840, "height": 2400}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as config:
        json.dump({"screens": [screen | {"logicalDpi": 96, "logicalBaseDpi": 96}]}, config)
        config.flush()
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": f"offscreen:configfile={config.name}",
            "QT_LOGGING_RULES": "qt.multimedia*=false",
            "QT_SCALE_FACTOR": str(scale),
        }
        command = [sys.executable, "-m", "tests.screens", *sys.argv[1:], "--child", "--scale"]
        return subprocess.run([*command, str(scale)], env=environment, check=False).returncode


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


sys.exit(main())
