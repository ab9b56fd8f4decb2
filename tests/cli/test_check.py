"""``stet check``: the same answer as the export gives, by the guide that the project has chosen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from editor.app.captioning import choose_own_profile, choose_profile
from editor.app.opening import opened
from editor.captions.profile_text import write_profile
from editor.captions.profiles import profile
from editor.cli import main
from editor.cli.command import Exit

CUES = """1
00:00:00,100 --> 00:00:02,400
Ada: We walked along the canal and we
talked about the weather of that day.

2
00:00:02,400 --> 00:00:04,800
Ben: And then it rained.

3
00:00:04,800 --> 00:00:08,000
Ada: It did, for hours on end.

4
00:00:08,000 --> 00:00:10,000
Ben: I see.
"""


@pytest.fixture
def cues(tmp_path: Path) -> Path:
    path = tmp_path / "cues.srt"
    path.write_text(CUES, encoding="utf-8")
    return path


def counted(said: str) -> int:
    found = re.search(r"(\d+) findings? in", said)
    return int(found[1]) if found else 0


def test_a_file_is_checked_as_its_export_said(
    cues: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(cues.with_name("out.vtt"))
    main(["captions", str(cues), "--profile", "bbc", "--refit", "--to", "vtt", "-o", target])
    promised = counted(capsys.readouterr().err)
    main(["check", target, "--profile", "bbc"])
    shown = capsys.readouterr()
    assert counted(shown.err) == promised > 0
    assert len(shown.out.splitlines()) == promised


def test_a_project_is_checked_by_its_own_guide(
    cues: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = cues.with_name("cues.stet")
    assert main(["import", str(cues), "-o", str(path)]) == Exit.DONE
    capsys.readouterr()
    main(["check", str(path)])
    assert "checked against" not in capsys.readouterr().err
    with opened(path) as project:
        project.session.do(choose_profile(project.session.episode, "bbc"))
    assert main(["check", str(path)]) == Exit.FOUND
    said = capsys.readouterr().err
    assert "checked against BBC." in said
    assert f"stet check {path} --profile bbc" in said
    with opened(path) as project:
        own = write_profile(profile("bbc"), "bbc")
        project.session.do(choose_own_profile(project.session.episode, own))
    assert main(["check", str(path), "--profile", "own"]) == Exit.FOUND
    assert counted(capsys.readouterr().err) == counted(said) > 0


def test_what_only_the_project_knows_is_told_apart_from_what_its_file_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, project, written = (str(tmp_path / name) for name in ("p.txt", "p.stet", "p.srt"))
    Path(page).write_text(
        "00:01\nWe walked along the canal and it rained.\n00:09\nIt did, for hours on end.\n"
        "00:14\nSo we turned back.\n",
        "utf-8",
    )
    main(["import", page, "-o", project])
    main(["captions", project, "-o", written])
    capsys.readouterr()
    main(["check", project, "--profile", "default"])
    ours = capsys.readouterr().err
    main(["check", written, "--profile", "default"])
    theirs = capsys.readouterr().err
    alone = re.search(r"(\d+) of them only the project knows", ours)
    assert alone
    assert counted(ours) - int(alone[1]) == counted(theirs)
    assert "only the project knows" not in theirs
