"""The past on disk: seen a stretch at a time, read backwards, and told when it is damaged."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.segment import Segment
from editor.store import Project


def _typed(episode: Episode, index: int, text: str) -> Edit:
    before = episode.transcript[index]
    return Edit("type", (Splice(Track.SEGMENTS, index, (before,), (replace(before, text=text),)),))


def _do(project: Project, episode: Episode, edit: Edit) -> None:
    project.record(edit, merged=None).result()
    episode.apply(edit)


@pytest.fixture
def lived(tmp_path: Path) -> tuple[Path, list[str]]:
    """Return a project with 300 edits of its first line, and what that line said after each."""
    path = tmp_path / "lived.stet"
    lines = [Segment(1, 0, 1000, "Hello."), Segment(2, 1000, 2000, "World.")]
    said = ["Hello."]
    with Project.create(path, Episode(lines)) as project:
        episode = project.load().episode
        for number in range(300):
            said.append(f"Hello {number}.")
            _do(project, episode, _typed(episode, 0, said[-1]))
    return path, said


def test_a_stretch_of_the_history_is_seen_with_its_edits(lived: tuple[Path, list[str]]) -> None:
    with Project.open(lived[0]) as project:
        seen = project.past().seen(290, 310)
    assert [one.position for one in seen] == list(range(290, 300))
    assert {one.verb for one in seen} == {"type"}
    assert [one.lines for one in seen] == [1] * 10
    edit = seen[-1].edit
    assert edit is not None
    assert [getattr(item, "text", "") for item in edit.splices[0].after] == ["Hello 299."]


def test_the_way_back_leads_to_the_beginning(lived: tuple[Path, list[str]]) -> None:
    path, said = lived
    with Project.open(path, read_only=True) as project:
        episode = project.load().episode
        texts = []
        for edit in project.past().edits(0, 300):
            episode.apply(edit.inverse)
            texts.append(episode.transcript[0].text)
    assert texts == list(reversed(said[:-1]))


def test_a_very_large_edit_is_counted_without_being_read(tmp_path: Path) -> None:
    lines = [Segment(n, n * 10, n * 10 + 10, f"Line {n}.") for n in range(1, 3001)]
    path = tmp_path / "large.stet"
    with Project.create(path, Episode(lines)) as project:
        episode = project.load().episode
        after = tuple(replace(line, text=line.text + " Yes.") for line in lines)
        _do(project, episode, Edit("clean", (Splice(Track.SEGMENTS, 0, tuple(lines), after),)))
        each = [
            Splice(Track.SEGMENTS, at, (line,), (replace(line, text="x"),))
            for at, line in enumerate(after)
        ]
        _do(project, episode, Edit("replace", tuple(each)))
        whole, many = project.past().seen(0, 2)
    assert (whole.lines, whole.edit) == (3000, None)
    assert many.lines in (3000, None)


def test_a_lost_edit_is_told(lived: tuple[Path, list[str]]) -> None:
    path, _ = lived
    with Project.open(path) as project:
        past = project.past()
        assert past.seen(0, 1)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE edits SET data = zeroblob(40) WHERE seq = 150")
    connection.close()
    with pytest.raises(UserError) as raised:
        list(past.edits(0, 300))
    assert raised.value.code == "history-damaged"
    assert past.seen(149, 150)[0].edit is None
