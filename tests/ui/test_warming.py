"""Warming: looking for a file imports what opening needs, in an interpreter that has not got it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from editor.app.paths import Folders
from editor.ui.start_up import make_window

app = QApplication([])
window = make_window(app, Folders.under(Path(sys.argv[1])))
window.show()
app.processEvents()
print("sqlalchemy" in sys.modules)
window.entrance.asking.emit()
window.warming.wait()
print("sqlalchemy" in sys.modules and "editor.ui.desk" in sys.modules)
window.close()
"""


def test_a_person_who_looks_for_a_file_need_not_wait_for_libraries(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert ran.stdout.split() == ["False", "True"]
