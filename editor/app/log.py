"""The log: a rotating file without a word of the transcript, and the last crash's notice."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Final, TextIO

from editor.app.paths import Folders

_SIZE: Final = 500_000
_KEPT: Final = 3
"""Bytes of a log file, and how many full ones are kept beside the one that is written."""
_CRASHES: Final = "crash-*.log"
_LAST: Final = "last-crash.log"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Crash:
    """What a run left behind when a fault killed it: the report, and where it is kept."""

    report: str
    kept: Path


def last_crash(folders: Folders) -> Crash | None:
    """Read what a crash wrote, and put it away so that it is told of once."""
    crash = None
    for path in sorted(folders.log.glob(_CRASHES)):
        try:
            report = path.read_text("utf-8", errors="replace").strip()
            if report:
                kept = path.with_name(_LAST)
                path.replace(kept)
                crash = Crash(report, kept)
        except OSError as error:
            _log.info("crash report not read: %s", error.strerror)
    return crash


def watch_faults(folders: Folders) -> TextIO | None:
    """Let the interpreter write its own faults to a file of this run; call after ``last_crash``.

    A folder that cannot be written is no reason not to start.
    """
    try:
        folders.log.mkdir(parents=True, exist_ok=True)
        file = (folders.log / f"crash-{os.getpid()}.log").open("w", encoding="utf-8")
    except OSError:
        return None
    faulthandler.enable(file)
    return file


def end_watch(file: TextIO | None) -> None:
    """Take the file away at a regular end."""
    if file is None:
        return
    faulthandler.disable()
    file.close()
    Path(file.name).unlink(missing_ok=True)


def begin(folders: Folders) -> None:
    """Log to a rotating file, from INFO up."""
    # Imported here: it brings sockets and pickle, and nothing is logged before the first paint.
    from logging.handlers import RotatingFileHandler

    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        folders.log.mkdir(parents=True, exist_ok=True)
        path = folders.log / "stet.log"
        handler = RotatingFileHandler(
            path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)


def begin_when_needed(folders: Callable[[], Folders]) -> None:
    """Log from the first warning on: a command that goes well writes nothing."""
    root = logging.getLogger()

    class FirstWarning(logging.Handler):
        """Gives its place to the file."""

        def emit(self, record: logging.LogRecord) -> None:
            root.removeHandler(self)
            begin(folders())
            root.handle(record)

    if not root.handlers:
        root.addHandler(FirstWarning(logging.WARNING))


def watch_exceptions() -> None:
    """Record every exception nobody catches, then do with it what Python does."""

    def excepthook(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            _log.error("unexpected %s", described(kind, trace))
        sys.__excepthook__(kind, error, trace)

    sys.excepthook = excepthook


def described(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return an exception's kind and places; not its message, which may quote the transcript."""
    places = [
        f"  {frame.f_code.co_filename}:{line} {frame.f_code.co_name}"
        for frame, line in walk_tb(trace)
    ]
    return "\n".join([f"{kind.__module__}.{kind.__qualname__}", *places])
