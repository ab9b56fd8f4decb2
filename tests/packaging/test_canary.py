"""The canary: Qt calls must not eat references to None and True.

PySide6 6.12.0 on Python 3.11 does, and dies of it after some thousand calls.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

# In a process of its own: where the fault is present, it would kill the test run itself.
CALLS = 500
CANARY = f"""
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Bell(QObject):
    rung = Signal(bool)

application = QApplication([])
label, bell = QLabel(), Bell()
bell.rung.connect(lambda on: None)
before = sys.getrefcount(None), sys.getrefcount(True)
for _ in range({CALLS}):
    label.setText("x")
    bell.rung.emit(True)
print(before[0] - sys.getrefcount(None), before[1] - sys.getrefcount(True))
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal from 3.12 on")
def test_qt_calls_lose_no_references_to_none_and_true() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CANARY], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    lost_none, lost_true = map(int, done.stdout.split())
    assert lost_none < CALLS // 5
    assert lost_true < CALLS // 5
