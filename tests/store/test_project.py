"""A project from day to day: drafts, memory, report, history, copies."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.history import History
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.verbs import lines, people
from editor.model.words import TextChange
from editor.store import Draft, Entry, Project
from tests.store.rehearsal import Rehearsal
from tests.strategies import state


def episode_of(count: int) -> Episode:
    segments = [Segment(n, n * 1000, n * 1000 + 900, f"line {n}") for n in range(1, count + 1)]
    return Episode(segments, [Speaker(1, "Ada")])


def opened(tmp_path: Path, count: int = 5) -> Rehearsal:
    episode = episode_of(count)
    return Rehearsal(episode, History(), Project.create(tmp_path / "a.stet", episode))


def project_of(rehearsal: Rehearsal) -> Project:
    assert rehearsal.project is not None
    return rehearsal.project


def test_importing_the_store_brings_no_database() -> None:
    code = "import sys, editor.store; print(sorted({'sqlalchemy', 'sqlite3'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_closed_project_is_one_file(tmp_path: Path) -> None:
    rehearsal = opened(tmp_path)
    rehearsal.do(lines.split(rehearsal.episode, 0, 2))
    project_of(rehearsal).close()
    assert [path.name for path in tmp_path.iterdir()] == ["a.stet"]
    with Project.open(tmp_path / "a.stet", read_only=True) as project:
        project.load()
    assert [path.name for path in tmp_path.iterdir()] == ["a.stet"]


def test_creating_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "a.stet"
    path.write_text("somebody's")
    with pytest.raises(UserError) as caught:
        Project.create(path, Episode())
    assert caught.value.code == "project-exists"
    assert path.read_text() == "somebody's"
    assert [found.name for found in tmp_path.iterdir()] == ["a.stet"]


def test_the_report_and_the_memory_are_kept(tmp_path: Path) -> None:
    report = [Entry("odd", 3, None, {"n": 1, "text": "ö"}), Entry("empty", None, 2)]
    with Project.create(tmp_path / "a.stet", Episode(), report) as project:
        project.remember(caret="2:5", view="clean")
        project.remember(caret="3:1")
    with Project.open(tmp_path / "a.stet") as project:
        loaded = project.load()
    assert loaded.report == tuple(report)
    assert loaded.memory == {"caret": "3:1", "view": "clean"}


def test_of_two_works_of_the_memory_the_first_may_take_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works: list[Callable[[Connection], None]] = []
    with Project.create(tmp_path / "a.stet", Episode()) as project:
        storage = project._storage
        assert storage is not None
        with monkeypatch.context() as held:
            held.setattr(storage.writer, "soon", lambda _name, work, _within: works.append(work))
            project.remember(caret="2:5")
            project.remember(caret="3:1")
        for work in works:
            storage.writer.ask(work).result()
    with Project.open(tmp_path / "a.stet") as project:
        assert project.load().memory == {"caret": "3:1"}


def test_a_draft_is_offered_back(tmp_path: Path) -> None:
    with project_of(opened(tmp_path)) as project:
        project.draft(Draft(2, "line 2 and m", 12))
        project.draft(Draft(2, "line 2 and more", 15))
    with Project.open(tmp_path / "a.stet") as project:
        loaded = project.load()
    assert loaded.draft == Draft(2, "line 2 and more", 15)
    assert [(note.code, note.facts) for note in loaded.restored] == [("draft-offered", {"line": 2})]


def test_a_draft_that_became_an_edit_is_not_offered(tmp_path: Path) -> None:
    rehearsal = opened(tmp_path)
    project = project_of(rehearsal)
    project.draft(Draft(1, "line 1 an", 9))
    project.flush()
    project.draft(Draft(1, "line 1 and", 10))  # on its way to the disk when the edit comes
    rehearsal.do(lines.type_text(rehearsal.episode, 0, TextChange(6, 0, " and")))
    project.flush()
    assert project.load().draft is None
    project.close()


def test_a_draft_that_the_edit_does_not_hold_stays(tmp_path: Path) -> None:
    rehearsal = opened(tmp_path)
    project = project_of(rehearsal)
    project.draft(Draft(1, "line 1 andy", 11))
    rehearsal.do(lines.type_text(rehearsal.episode, 0, TextChange(6, 0, " and")))
    rehearsal.do(people.assign(rehearsal.episode, [0], 1))
    project.flush()
    assert project.load().draft == Draft(1, "line 1 andy", 11)
    project.draft(None)
    project.flush()
    assert project.load().draft is None
    project.close()


def test_the_draft_of_a_line_that_is_gone_is_still_told(tmp_path: Path) -> None:
    rehearsal = opened(tmp_path)
    project_of(rehearsal).draft(Draft(2, "precious", 8))
    rehearsal.do(lines.join(rehearsal.episode, 0))
    project_of(rehearsal).flush()
    loaded = project_of(rehearsal).load()
    assert [note.code for note in loaded.restored] == ["draft-without-line"]
    assert loaded.restored[0].facts == {"text": "precious"}
    project_of(rehearsal).close()


def test_drafts_are_coalesced(tmp_path: Path) -> None:
    with project_of(opened(tmp_path)) as project:
        project.flush()
        assert project._storage is not None
        before = project._storage.writer.transactions
        for number in range(2000):
            project.draft(Draft(1, f"text {number}", 0))
        project.flush()
        written = project._storage.writer.transactions - before
        # The first at once, then one each 250 ms, then what flush writes, and flush itself: a few.
        assert written < 100
        assert project.load().draft == Draft(1, "text 1999", 0)


def test_merged_typing_is_one_edit_in_the_file(tmp_path: Path) -> None:
    rehearsal = opened(tmp_path)
    for at, letter in enumerate("more"):
        rehearsal.do(lines.type_text(rehearsal.episode, 0, TextChange(at, 0, letter)))
    rehearsal.do(lines.split(rehearsal.episode, 1, 2))
    moments = project_of(rehearsal).timeline()
    assert [moment.verb for moment in moments] == ["type", "split"]
    assert project_of(rehearsal).load().history.edits == rehearsal.history.edits
    project_of(rehearsal).close()


def test_the_timeline_knows_when_and_what_is_undone(tmp_path: Path) -> None:
    clock = [datetime(2026, 3, 1, 12, 0, tzinfo=UTC)]
    episode = episode_of(3)
    project = Project.create(tmp_path / "a.stet", episode, clock=lambda: clock[0])
    rehearsal = Rehearsal(episode, History(), project)
    rehearsal.do(lines.split(episode, 0, 2))
    clock[0] = datetime(2025, 12, 31, 23, 59, tzinfo=UTC)  # the clock was set back
    rehearsal.do(lines.join(episode, 0))
    rehearsal.move(-1)
    moments = project.timeline()
    assert [(m.verb, m.done, m.made.year) for m in moments] == [
        ("split", True, 2026),
        ("join", False, 2025),
    ]
    project.close()


def test_a_new_edit_cuts_what_could_be_redone(tmp_path: Path) -> None:
    rehearsal = opened(tmp_path)
    for _ in range(3):
        rehearsal.do(lines.split(rehearsal.episode, 0, 2))
    for _ in range(2):
        rehearsal.move(-1)
    rehearsal.do(people.rename(rehearsal.episode, 1, "Ben"))
    project = project_of(rehearsal)
    assert [m.verb for m in project.timeline()] == ["split", "rename-speaker"]
    assert project.load().history.head == 2
    project.close()


def test_when_one_edit_fails_those_behind_it_fail_and_later_ones_work(tmp_path: Path) -> None:
    rehearsal = opened(tmp_path)
    project, episode = project_of(rehearsal), rehearsal.episode
    good = people.rename(episode, 1, "Ben")
    half = Segment(1, 1000, 1900, "half a \ud83d")
    bad = Edit("type", (Splice(Track.SEGMENTS, 0, (episode.transcript[0],), (half,)),))
    first, second = project.record(bad, merged=None), project.record(good, merged=None)
    for failed in (first, second):
        error = failed.exception()
        assert isinstance(error, UserError)
        assert error.code == "project-half-character"
    assert project.timeline() == ()
    rehearsal.do(good)
    assert state(project.load().episode) == state(episode)
    project.close()


def test_loading_in_steps_shows_the_first_page_early(tmp_path: Path) -> None:
    episode = episode_of(10_000)
    with Project.create(tmp_path / "a.stet", episode) as project:
        steps = list(project.load_steps())
    assert len(steps[0].segments) < 1000
    assert steps[0].outline.speakers == tuple(episode.speakers)
    assert [step.loaded for step in steps[:-1]] == [None] * (len(steps) - 1)
    assert [line for step in steps for line in step.segments] == list(episode.transcript)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert {step.total for step in steps} == {10_000}
    assert steps[-1].loaded is not None
    assert state(steps[-1].loaded.episode) == state(episode)


def test_a_loading_that_is_cancelled_leaves_the_project_usable(tmp_path: Path) -> None:
    rehearsal = opened(tmp_path, 10_000)
    steps = project_of(rehearsal).load_steps()
    next(steps)
    steps.close()
    rehearsal.do(lines.split(rehearsal.episode, 0, 2))
    project_of(rehearsal).close()
    assert [path.name for path in tmp_path.iterdir()] == ["a.stet"]


def test_edits_while_somebody_reads_are_not_seen_by_that_reading(tmp_path: Path) -> None:
    rehearsal = opened(tmp_path, 10_000)
    before = list(rehearsal.episode.transcript)
    steps = project_of(rehearsal).load_steps()
    seen = list(next(steps).segments)
    rehearsal.do(lines.split(rehearsal.episode, 9_000, 2))
    for step in steps:
        seen += step.segments
    assert seen == before
    project_of(rehearsal).close()


def test_splitting_one_place_until_the_ranks_are_spread_out(tmp_path: Path) -> None:
    rehearsal = opened(tmp_path, 50)
    for _ in range(120):
        rehearsal.do(lines.split(rehearsal.episode, 20, 0))
    project_of(rehearsal).close()
    with Project.open(tmp_path / "a.stet") as project:
        loaded = project.load()
        assert state(loaded.episode) == state(rehearsal.episode)
        again = Rehearsal(loaded.episode, loaded.history, project)
        for _ in range(120):
            again.move(-1)
        assert state(project.load().episode) == state(episode_of(50))


def test_a_copy_is_a_project_of_its_own(tmp_path: Path) -> None:
    rehearsal = opened(tmp_path)
    project = project_of(rehearsal)
    rehearsal.do(lines.split(rehearsal.episode, 0, 2))
    project.copy_to(tmp_path / "b.stet")
    with pytest.raises(UserError) as caught:
        project.copy_to(tmp_path / "b.stet")
    assert caught.value.code == "project-exists"
    with Project.open(tmp_path / "b.stet") as copy:
        loaded = copy.load()
        assert state(loaded.episode) == state(rehearsal.episode)
        assert loaded.history.edits == rehearsal.history.edits
    project.close()


def test_paths_with_marks_that_mean_something_in_addresses(tmp_path: Path) -> None:
    folder = tmp_path / "50% of #1? ü & co"
    folder.mkdir()
    path = folder / "a b%20c?mode=memory.stet"
    Project.create(path, episode_of(2)).close()
    with Project.open(path) as project:
        assert len(project.load().episode.transcript) == 2
    assert path.is_file()


def test_closing_twice_is_harmless_and_writing_after_it_is_refused(tmp_path: Path) -> None:
    rehearsal = opened(tmp_path)
    project = project_of(rehearsal)
    project.close()
    project.close()
    project.draft(Draft(1, "x", 0))
    with pytest.raises(UserError) as caught:
        project.record(lines.split(rehearsal.episode, 0, 2), merged=None)
    assert caught.value.code == "project-read-only"
