"""Start Stet: `python -m editor` is `stet`; without a command it opens the window."""

from __future__ import annotations

import sys
from pathlib import Path

from editor.cli import asks_for_window
from editor.cli import main as run_command


def main() -> int:
    """Run the command that was given, or open the window; returns the exit code."""
    arguments = sys.argv[1:]
    if not asks_for_window(arguments):
        return run_command(arguments)
    # Imported here: the command line knows no Qt.
    from editor.ui.start_up import open_window

    return open_window([Path(name) for name in arguments])


if __name__ == "__main__":
    sys.exit(main())
