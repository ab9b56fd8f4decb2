"""The log of commands: nothing is written until something has gone wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CODE = """
import logging, sys
from pathlib import Path
from editor.app.log import begin_when_needed
from editor.app.paths import Folders

folders = Folders.under(Path(sys.argv[1]))
begin_when_needed(lambda: folders)
begin_when_needed(lambda: folders)
logging.getLogger("a").info("nothing")
assert not folders.log.exists()
logging.getLogger("a").warning("the worker died")
logging.getLogger("a").warning("and again")
print((folders.log / "stet.log").read_text("utf-8"))
"""


def test_the_first_warning_begins_the_log_and_people_see_none_of_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CODE, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.count("WARNING a the worker died") == 1
    assert done.stdout.count("WARNING a and again") == 1
    assert done.stderr == ""
