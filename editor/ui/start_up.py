"""Start-up: from `stet` to a painted window, and only then everything that can wait."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import createdByPython

from editor.app import log
from editor.app.errors import sentence
from editor.app.paths import Folders, user_folders
from editor.app.settings import OPEN_PROJECT, SAMPLE_SHOWN, Settings
from editor.ui.main_window import MainWindow
from editor.ui.theme import Theme, choose_font

if TYPE_CHECKING:
    from editor.app.log import Crash


def open_window(files: Sequence[Path]) -> int:
    """Show the window, open the files in it and run until it is closed; returns the exit code."""
    folders = user_folders()
    crash = log.last_crash(folders)
    watch = log.watch_faults(folders)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    window = make_window(app, folders)
    window.show()
    QTimer.singleShot(0, lambda: _after_first_paint(window, files, crash))
    code = app.exec()
    keep_copied_text(app)
    log.end_watch(watch)
    return code


def keep_copied_text(app: QApplication) -> None:
    """Give what was copied to Qt itself: our own data is gone before Qt lets go of it.

    A clipboard without a desktop behind it (``offscreen``) does not say whose its data is.
    """
    clipboard = app.clipboard()
    data: QMimeData | None = clipboard.mimeData()
    if clipboard.ownsClipboard() or (data is not None and createdByPython(data)):
        clipboard.setText(clipboard.text())


def make_window(app: QApplication, folders: Folders) -> MainWindow:
    """Build the window, not yet shown."""
    app.setApplicationName("Stet")
    app.setDesktopFileName("stet")
    choose_font(app)
    settings = Settings.load(folders.settings)
    return MainWindow(settings, folders, Theme(app, settings))


def _after_first_paint(window: MainWindow, files: Sequence[Path], crash: Crash | None) -> None:
    log.begin(window.folders)
    log.watch_exceptions()
    settings = window.settings
    killed = Path(settings[OPEN_PROJECT]) if settings[OPEN_PROJECT] else None
    if files:
        settings[SAMPLE_SHOWN] = True  # who comes with a file needs no sample the next time
        window.open_files(files)
    elif killed is not None and killed.is_file():
        window.open_files([killed])
    elif not settings[SAMPLE_SHOWN]:
        settings[SAMPLE_SHOWN] = True
        window.entrance.sample()
    else:
        window.warming.wait_for_idle()
    # Said last: to open a file takes away what was said before.
    for problem in (settings.problem, window.actions_.keymap.problem):
        if problem is not None:
            window.message.warn(sentence(problem))
    if crash is not None:
        greet_after_crash(window, crash)


def greet_after_crash(window: MainWindow, crash: Crash) -> None:
    """Say that Stet was stopped by a fault, that nothing was lost, and where the report lies."""
    said = window.tr(
        "Stet was stopped by a fault last time. All your edits are safe: every one was saved as "
        "you made it. A report, without a word of your transcript, is in {path}."
    ).format(path=crash.kept)
    window.message.note(
        said, [(window.tr("Show the report"), lambda: window.actions_.run("help.logs"))]
    )
