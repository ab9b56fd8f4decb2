"""The command line: one module a command, data to stdout, messages and progress to stderr."""

from editor.cli.program import asks_for_window, main

__all__ = ["asks_for_window", "main"]
