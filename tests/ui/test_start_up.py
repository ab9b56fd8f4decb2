"""Start-up and the way out: a process of its own, from the first window to its exit code."""

from __future__ import annotations

import subprocess
import sys

COPIED = """
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication
from editor.ui.start_up import keep_copied_text

app = QApplication([])
copied = QMimeData()
copied.setText("one two")
app.clipboard().setMimeData(copied)
print(app.clipboard().text())
keep_copied_text(app)
print(app.clipboard().text())
"""


def test_what_was_copied_does_not_stop_the_program_on_its_way_out() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", COPIED], capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.stdout.split("\n") == ["one two", "one two", ""]
    assert ran.returncode == 0
