"""Start Stet: `python -m editor` is `stet`; without a command it opens the window."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Final

from editor.cli import asks_for_window
from editor.cli import main as run_command

WORKERS: Final = {
    "--peaks-worker": "editor.audio.peaks_worker",
    "--cut-worker": "editor.audio.cut_worker",
    "--clip-worker": "editor.audio.clip_worker",
    "--align-worker": "editor.audio.align_worker",
    "--drift-worker": "editor.audio.drift_worker",
    "--voice-worker": "editor.audio.voice_worker",
    "--timbre-worker": "editor.audio.timbre_worker",
    "--recognise-worker": "editor.audio.recognise_worker",
    "--language-worker": "editor.cleaning.language",
    "--spelling-worker": "editor.app.spelling.worker",
}
"""The modules that a bundled program is asked to be, by the flag that asks for it."""


def main() -> int:
    """Run the command that was given, or open the window; returns the exit code."""
    arguments = sys.argv[1:]
    if arguments and arguments[0] in WORKERS:
        return int(import_module(WORKERS[arguments[0]]).main(arguments[1:]))
    if not asks_for_window(arguments):
        return run_command(arguments)
    # Imported here: the command line knows no Qt.
    from editor.ui.start_up import open_window

    return open_window([Path(name).absolute() for name in arguments])


if __name__ == "__main__":
    sys.exit(main())
