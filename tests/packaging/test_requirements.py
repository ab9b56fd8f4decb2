"""requirements.txt installs what pyproject.toml asks for, and names no package registry."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[2]
COMPILED = PROJECT / "packaging" / "requirements.txt"

# Pieces, so that this file does not find itself.
REGISTRY = re.compile(
    "|".join(
        [
            "pypi" + r"\.(org|python\.org)",
            "files" + r"\.pythonhosted",
            r"--(extra-)?" + "index-url[ =]",
            r"https?://[^\s'\"]*/" + r"simple\b",
        ]
    )
)
PASSED_OVER = re.compile(r"docs|build|dist|__pycache__|\.git|\.venv.*|\..*_cache|\.hypothesis")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = ("linux", "darwin", "win32")


def asked_for() -> list[Requirement]:
    table = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    lines = [*table["project"]["dependencies"], *table["dependency-groups"]["dev"]]
    return [Requirement(line) for line in lines]


def compiled() -> list[Requirement]:
    lines = COMPILED.read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line.strip() and line.strip()[0] != "#"]


def applies(requirement: Requirement, python: str, system: str) -> bool:
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.7",
        "sys_platform": system,
        "platform_python_implementation": "CPython",
    }
    return requirement.marker is None or requirement.marker.evaluate(environment)


def pinned(requirement: Requirement) -> str:
    (specifier,) = requirement.specifier
    assert specifier.operator == "==", f"{requirement} is not pinned"
    return specifier.version


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_every_wish_is_pinned_within_its_bounds(python: str, system: str) -> None:
    pins = {
        canonicalize_name(line.name): pinned(line)
        for line in compiled()
        if applies(line, python, system)
    }
    wishes = [wish for wish in asked_for() if applies(wish, python, system)]
    assert wishes
    for wish in wishes:
        version = pins.get(canonicalize_name(wish.name))
        assert version is not None, f"{wish} is in pyproject.toml and not in {COMPILED.name}"
        assert wish.specifier.contains(version, prereleases=True), f"{wish} got {version}"


def files_of_the_project() -> Iterator[Path]:
    for folder, folders, names in os.walk(PROJECT):
        folders[:] = [name for name in folders if not PASSED_OVER.fullmatch(name)]
        yield from (Path(folder) / name for name in names if name != "uv.lock")


def test_no_file_names_a_registry() -> None:
    found = [
        f"{path.relative_to(PROJECT)}: {match[0]}"
        for path in files_of_the_project()
        if (match := REGISTRY.search(path.read_text("utf-8", errors="replace")))
    ]
    assert found == []


def test_requirements_hold_no_address() -> None:
    assert "://" not in COMPILED.read_text("utf-8")


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    command = "sh packaging/test.sh"
    assert command in (PROJECT / "README.md").read_text("utf-8")
    assert command in (PROJECT / ".ci" / "run").read_text("utf-8")
