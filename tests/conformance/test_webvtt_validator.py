"""WebVTT before W3C's validator: nothing that Stet writes may displease it.

Needs node and ``npm install --prefix .node webvtt-parser`` (or the package on NODE_PATH).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.app.exporting import ExportProfile, Target, export
from editor.app.importing import read
from editor.app.jobs import run
from editor.formats.caption_file import CaptionFile, written
from editor.formats.vtt import Vtt
from editor.formats.vtt_writer import VttWriter
from tests.formats.captions import caption_files
from tests.formats.test_writers import RICH

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


class Verdict(TypedDict):
    cues: int
    errors: list[str]


@cache
def modules() -> str:
    """Where node finds the validator, ``""`` where it does not."""
    places = [str(ROOT / ".node" / "node_modules"), *os.environ.get("NODE_PATH", "").split(":")]
    return next(
        (place for place in places if place and (Path(place) / "webvtt-parser").is_dir()), ""
    )


def is_there() -> bool:
    """Whether there is a node that can load the validator; an old one may not."""
    if shutil.which("node") is None or not modules():
        return False
    place = {**os.environ, "NODE_PATH": modules()}
    load = ["node", "-e", "require('webvtt-parser')"]
    return subprocess.run(load, capture_output=True, check=False, env=place).returncode == 0


pytestmark = pytest.mark.skipif(
    not is_there(),
    reason="node or its package webvtt-parser is missing: npm install --prefix .node webvtt-parser",
)


def verdicts(texts: list[str]) -> list[Verdict]:
    done = subprocess.run(
        ["node", str(HERE / "validate_vtt.js")],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NODE_PATH": modules()},
    )
    answer: list[Verdict] = json.loads(done.stdout)
    return answer


def test_the_validator_finds_faults() -> None:
    (verdict,) = verdicts(["WEBVTT\n\n00:02.000 --> 00:01.000\n<v>x\n"])
    assert verdict["errors"]


def test_a_file_with_everything() -> None:
    blocks = "STYLE\n::cue(.loud) { color: red }"
    file = CaptionFile(RICH.cues, RICH.chapters, RICH.title, RICH.language, blocks)
    (verdict,) = verdicts([written(VttWriter(), file).text])
    assert verdict == {"cues": 3, "errors": []}


@settings(max_examples=8)
@given(st.lists(caption_files(), min_size=25, max_size=25))
def test_anything_that_is_written(files: list[CaptionFile]) -> None:
    texts = [written(VttWriter(), file).text for file in files]
    for text, verdict, file in zip(texts, verdicts(texts), files, strict=True):
        errors = [error for error in verdict["errors"] if not _is_about_order(error)]
        assert errors == [], text
        assert verdict["cues"] == len(file.cues)


def _is_about_order(error: str) -> bool:
    """Cues of a person may overlap, and start together: the standard allows both."""
    return "Start timestamp is not greater" in error


def test_the_sample_project() -> None:
    page = ROOT / "projects" / "night-train" / "night-train.txt"
    (verdict,) = verdicts([export(run(read(page)).episode, ExportProfile(Target.VTT)).text])
    assert verdict["errors"] == []
    assert verdict["cues"] > 20


def test_files_of_others_written_again() -> None:
    folder = ROOT.parent / "shared" / "samples"
    paths = sorted(folder.glob("*/*.vtt"))
    if not paths:
        pytest.skip(f"no samples in {folder}")
    texts = []
    for path in paths:
        if "REGION\n" in path.read_text("utf-8"):
            continue  # the validator knows no regions
        episode = Vtt().read(path.read_text("utf-8"), path.name).episode
        texts.append(export(episode, ExportProfile(Target.VTT)).text)
    assert [verdict["errors"] for verdict in verdicts(texts)] == [[] for _ in texts]
