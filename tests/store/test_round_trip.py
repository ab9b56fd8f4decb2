"""What goes into a project file comes out: any episode, any session, reopened at any point."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from editor.model.checks import problems
from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.history import History
from editor.model.segment import Segment
from editor.store import Project
from tests.store.rehearsal import Rehearsal
from tests.strategies import episodes, history_state, randoms, state


@contextmanager
def fresh_path() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "episode.stet"


def reloaded(path: Path) -> Rehearsal:
    with Project.open(path, read_only=True) as project:
        loaded = project.load()
    assert loaded.restored == ()
    return Rehearsal(loaded.episode, loaded.history)


@given(episodes())
def test_an_episode_comes_back_as_it_was(episode: Episode) -> None:
    with fresh_path() as path:
        Project.create(path, episode).close()
        with Project.open(path, read_only=True) as project:
            loaded = project.load()
    assert list(problems(loaded.episode)) == []
    assert state(loaded.episode) == state(episode)
    assert loaded.restored == ()
    assert loaded.history.edits == ()
    assert loaded.draft is None


@given(episodes(min_lines=1), randoms(), st.lists(st.booleans(), min_size=1, max_size=30))
def test_a_session_reopened_at_any_point_is_the_one_in_memory(
    episode: Episode, random: Random, reopenings: list[bool]
) -> None:
    with fresh_path() as path:
        rehearsal = Rehearsal(episode, History(), Project.create(path, episode))
        for reopen in reopenings:
            rehearsal.step(random)
            if reopen:
                assert rehearsal.project is not None
                rehearsal.project.close()
                rehearsal.project = Project.open(path)
                loaded = rehearsal.project.load()
                assert state(loaded.episode) == state(rehearsal.episode)
                assert history_state(loaded.history) == history_state(rehearsal.history)
                # Go on with what was loaded: it must be as good as what was in memory.
                rehearsal.episode, rehearsal.history = loaded.episode, loaded.history
        assert rehearsal.project is not None
        rehearsal.project.close()
        assert reloaded(path).state == rehearsal.state


def test_a_long_session_undone_to_its_start_and_redone_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "long.stet"
    episode = Episode()
    random = Random(7)
    rehearsal = Rehearsal(episode, History(), Project.create(path, episode))
    assert rehearsal.project is not None
    start = state(episode)
    lines = tuple(Segment(n, n * 1000, n * 1000 + 900, f"line {n} of many") for n in range(1, 80))
    rehearsal.do(Edit("import", (Splice(Track.SEGMENTS, 0, (), lines),)))
    for _ in range(400):
        rehearsal.step(random)
    end = rehearsal.state
    rehearsal.project.close()

    again = Project.open(path)
    loaded = again.load()
    rehearsal = Rehearsal(loaded.episode, loaded.history, again)
    assert rehearsal.state == end
    head = rehearsal.history.head
    while rehearsal.history.undoing:
        rehearsal.move(-1)
    assert state(rehearsal.episode) == start
    again.flush()
    assert state(again.load().episode) == start
    while rehearsal.history.head < head:
        rehearsal.move(1)
    assert rehearsal.state == end
    again.close()
    assert reloaded(path).state == end
