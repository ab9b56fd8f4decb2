"""The house rules no linter knows: small modules with a sentence each, and a light start."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
EDITOR = PROJECT / "editor"
MODULES = sorted(EDITOR.rglob("*.py"))
NAMES = [str(path.relative_to(PROJECT)) for path in MODULES]
MAX_MODULE_LINES = 400
MAX_FUNCTION_LINES = 40
HEAVY = ("PySide6", "sqlalchemy", "av", "numpy", "pysrt", "pydub", "rich")
VAGUE = {"utils", "util", "common", "helpers", "manager", "misc"}

IMPORT_AND_LIST = """
import importlib, pkgutil, sys
module = importlib.import_module(sys.argv[1])
for found in pkgutil.walk_packages(getattr(module, "__path__", []), module.__name__ + "."):
    importlib.import_module(found.name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_module_is_small_and_says_what_it_is(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= MAX_MODULE_LINES
    assert path.stem not in VAGUE
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, "no docstring"
    sentence, _, rest = docstring.partition("\n")
    assert sentence.endswith((".", "?", "!")), "the docstring's first line is not a sentence"
    assert not rest.strip() or rest.startswith("\n"), "no blank line after the first sentence"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_functions_fit_on_a_screen(path: Path) -> None:
    long = [
        f"{path.name}:{node.lineno} {node.name}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > MAX_FUNCTION_LINES
    ]
    assert long == []


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_group_is_possessive(path: Path) -> None:
    """Python before 3.11.5 (Debian 12 has 3.11.2) matches these wrongly: CPython issue 106052."""
    wrong = re.compile(r"\)(?:[*+?]|\{[\d,]+\})\+|\(\?>")
    assert wrong.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("module", ["editor.app", "editor.cli", "editor.__main__"])
def test_importing_brings_no_heavy_library(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_AND_LIST, module],
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
    )
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) & set(HEAVY) == set()


def test_every_room_is_on_the_map() -> None:
    rooms = {path.parent.name for path in EDITOR.glob("*/__init__.py")}
    for document in ("README.md", "CONTRIBUTING.md"):
        text = (PROJECT / document).read_text("utf-8")
        assert [room for room in sorted(rooms) if f"`{room}`" not in text] == []
