"""Session: disk first, then the episode, the history and everybody who listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from editor.app.session import Session
from editor.model.checks import problems
from editor.model.edits import Edit, joined
from editor.model.episode import Episode
from editor.model.errors import StaleEdit, UserError
from editor.model.history import History
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.verbs import cleaning, lines, outline, people
from editor.model.words import TextChange
from editor.store import Draft, Packed, Project


def episode() -> Episode:
    return Episode(
        [
            Segment(1, 0, 1000, "we we left the town"),
            Segment(2, 1000, 2000, "the night train"),
            Segment(3, 2000, 4000, "was late", speaker=1),
        ],
        [Speaker(1, "Ada"), Speaker(2, "Ben")],
    )


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "trip.stet", episode()) as made:
        yield made


@pytest.fixture
def session(project: Project) -> Session:
    loaded = project.load()
    return Session(loaded.episode, project, loaded.history)


def texts(session: Session) -> list[str]:
    return [segment.text for segment in session.episode.transcript]


def reopened(session: Session, project: Project) -> Session:
    """The session as another start of the program would find it."""
    session.commit()
    path = project.path
    project.close()
    with Project.open(path) as again:
        loaded = again.load()
        return Session(loaded.episode, again, loaded.history, read_only=True)


def test_an_edit_is_on_disk_when_do_returns(session: Session, project: Project) -> None:
    assert session.do(lines.split(session.episode, 0, 6))
    again = reopened(session, project)
    assert texts(again) == ["we we", "left the town", "the night train", "was late"]
    assert len(again.history) == 1


def test_undo_and_redo_go_across_restarts(session: Session, project: Project) -> None:
    before = tuple(session.episode.transcript)
    session.do(lines.join(session.episode, 0))
    session.do(people.assign(session.episode, [0], 2))
    session.undo()
    path = project.path
    project.close()
    with Project.open(path) as again:
        loaded = again.load()
        second = Session(loaded.episode, again, loaded.history)
        redone = second.redo()
        assert redone is not None
        assert redone.verb == "assign"
        second.undo()
        second.undo()
        assert tuple(second.episode.transcript) == before
        assert second.undo() is None


def test_an_empty_edit_does_nothing(session: Session) -> None:
    assert not session.do(people.assign(session.episode, [2], 1))
    assert len(session.history) == 0


def test_keystrokes_become_one_edit_on_commit(session: Session, project: Project) -> None:
    for at, letter in enumerate("So "):
        session.type(0, TextChange(at, 0, letter))
    assert session.typing == 1
    assert session.line(0).text == "So we we left the town"
    assert texts(session)[0] == "we we left the town"
    assert session.commit()
    assert len(session.history) == 1
    session.undo()
    assert texts(session)[0] == "we we left the town"


def test_typing_that_comes_to_nothing_is_no_edit(session: Session) -> None:
    session.type(0, TextChange(0, 0, "x"))
    session.type(0, TextChange(0, 1, ""))
    assert not session.commit()
    assert len(session.history) == 0


def test_a_burst_taken_back_letter_by_letter_undoes_to_the_start(session: Session) -> None:
    start = texts(session)
    session.type(2, TextChange(0, 0, "x"))
    session.commit()
    session.type(2, TextChange(0, 1, ""))
    session.commit()
    while session.undo():
        pass
    assert texts(session) == start


def test_going_to_another_line_commits(session: Session) -> None:
    session.type(0, TextChange(0, 0, "So "))
    session.type(1, TextChange(0, 0, "And "))
    assert texts(session)[0] == "So we we left the town"
    assert session.typing == 2


def test_what_was_being_typed_is_offered_back(session: Session, project: Project) -> None:
    session.type(1, TextChange(0, 3, "a"))
    project.flush()
    path = project.path
    project.close()
    with Project.open(path) as again:
        loaded = again.load()
        assert loaded.draft == Draft(2, "a night train", 1)
        second = Session(loaded.episode, again, loaded.history)
        assert second.restore(loaded.draft)
        assert texts(second)[1] == "a night train"


class _Full:
    """A disk that takes no more: what ``Project`` raises when it is full, nothing else."""

    full = True

    def record(
        self, edit: Edit, *, merged: Edit | None, packed: Packed | None = None
    ) -> Future[None]:
        return self._refused()

    def record_beneath(self, edit: Edit, there: Edit, above: int) -> Future[None]:
        return self._refused()

    def record_step(self, edit: Edit, by: int) -> Future[None]:
        return self._refused()

    def draft(self, draft: Draft | None) -> None: ...

    def remember(self, **values: str | Callable[[], str]) -> None: ...

    def _refused(self) -> Future[None]:
        future: Future[None] = Future()
        if self.full:
            future.set_exception(UserError("project-disk-full", path="x"))
        else:
            future.set_result(None)
        return future


def test_a_full_disk_leaves_screen_and_history_as_they_were() -> None:
    session = Session(episode(), _Full())
    before = tuple(session.episode.transcript)
    with pytest.raises(UserError, match="project-disk-full"):
        session.do(lines.join(session.episode, 0))
    assert tuple(session.episode.transcript) == before
    assert len(session.history) == 0
    session.type(0, TextChange(0, 0, "So "))
    with pytest.raises(UserError):
        session.commit()
    assert session.line(0).text == "So we we left the town"


def test_typing_taken_back_unsaved_is_not_done_again_after_a_large_undo() -> None:
    disk = _Full()
    disk.full = False
    session = Session(episode(), disk)
    session.do(lines.rewrite(session.episode, {0: "a", 1: "b", 2: "c"}))
    disk.full = True
    session.type(0, TextChange(0, 0, "So "))
    session.undo()
    assert session.redoable is not None
    assert session.redoable.verb == "type"
    disk.full = False
    session.begin(joined(session.history.undoing).inverse, by=-1).finish()
    assert session.redoable is session.history.redoable
    session.redo()
    session.commit()
    assert texts(session) == ["a", "b", "c"]


@pytest.mark.parametrize("row", [0, 1])
def test_what_is_heard_elsewhere_leaves_typing_to_be_done_again(row: int) -> None:
    disk = _Full()
    session = Session(episode(), disk)
    session.type(0, TextChange(0, 0, "So "))
    session.undo()
    disk.full = False
    edit = lines.set_times(session.episode, row, 1_000 * row, 1_000 * row + 900)
    assert session.begin_beneath(edit, edit, 0) is not None
    session.redo()
    session.commit()
    assert texts(session)[0] == ("So we we left the town" if row else "we we left the town")


def test_what_the_disk_refuses_beneath_changes_nothing_and_is_told_who_began_it() -> None:
    disk = _Full()
    session = Session(episode(), disk)
    before = tuple(session.episode.transcript)
    edit = lines.set_times(session.episode, 1, 1_000, 1_900)
    pending = session.begin_beneath(edit, edit, 0)
    assert pending is not None
    disk.full = False
    assert session.do(lines.rewrite(session.episode, {0: "So we left."}))
    assert tuple(session.episode.transcript)[1:] == before[1:]
    assert len(session.history) == 1
    with pytest.raises(UserError, match="project-disk-full"):
        pending.written.result()
    pending.finish()
    assert tuple(session.episode.transcript)[1:] == before[1:]


def test_what_is_given_up_is_let_go_of_in_many_steps(tmp_path: Path) -> None:
    rows = [Segment(n, n * 1_000, n * 1_000 + 900, "a") for n in range(1, 9_001)]
    with Project.create(tmp_path / "long.stet", Episode(rows)) as project:
        session = Session(Episode(rows), project)
        session.do(lines.rewrite(session.episode, dict.fromkeys(range(9_000), "b")))
        session.undo()
        fewer = lines.rewrite(session.episode, {0: "c"})
        assert sum(1 for _ in session.begin(fewer).steps) > 4
        assert session.history.redoable is None
        session.undo()
        assert texts(session)[0] == "a"


def test_a_read_only_project_takes_no_edit(project: Project) -> None:
    session = Session(project.load().episode, project, read_only=True)
    with pytest.raises(UserError, match="project-read-only"):
        session.do(lines.join(session.episode, 0))


def test_a_stale_plan_writes_nothing(session: Session, project: Project) -> None:
    stale = lines.join(session.episode, 0)
    session.do(lines.split(session.episode, 0, 3))
    with pytest.raises(StaleEdit):
        session.do(stale)
    assert len(reopened(session, project).history) == 1


def test_a_large_edit_holds_others_off_until_it_is_there(session: Session) -> None:
    pending = session.begin(lines.rewrite(session.episode, {0: "a", 1: "b", 2: "c"}))
    assert session.busy
    with pytest.raises(UserError, match="session-busy"):
        session.do(lines.join(session.episode, 0))
    pending.finish()
    assert texts(session) == ["a", "b", "c"]
    assert not session.busy


def test_a_broken_plan_is_refused(session: Session) -> None:
    broken = lines.rewrite(session.episode, {0: "two\nlines"})
    with pytest.raises(ValueError, match="line break"):
        session.do(broken)
    assert len(session.history) == 0


BOUNDARY_VERBS = [lines.join, lines.push_word, lines.pull_word]


class RandomSession(RuleBasedStateMachine):
    """Any session: invariants hold after every edit, undone it is the start, redone the end."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(episode(), _Memory(), History())
        self.start = self._dump()

    def _dump(self) -> tuple[object, ...]:
        there = self.session.episode
        return tuple(there.transcript), tuple(there.speakers), tuple(there.chapters)

    def _index(self, data: st.DataObject, last: int = 0) -> int:
        return data.draw(st.integers(0, len(self.session.episode.transcript) - 1 - last))

    @rule(data=st.data())
    def split(self, data: st.DataObject) -> None:
        index = self._index(data)
        offset = data.draw(st.integers(0, len(self.session.line(index).text)))
        self.session.commit()
        self.session.do(lines.split(self.session.episode, index, offset))

    @precondition(lambda self: len(self.session.episode.transcript) > 1)
    @rule(data=st.data(), verb=st.sampled_from(BOUNDARY_VERBS))
    def at_a_boundary(self, data: st.DataObject, verb: Callable[[Episode, int], Edit]) -> None:
        self.session.commit()
        self.session.do(verb(self.session.episode, self._index(data, 1)))

    @rule(data=st.data(), added=st.text("ab ',.é", max_size=6))
    def type(self, data: st.DataObject, added: str) -> None:
        index = self._index(data)
        length = len(self.session.line(index).text)
        start = data.draw(st.integers(0, length))
        removed = data.draw(st.integers(0, length - start))
        self.session.type(index, TextChange(start, removed, added))

    @rule(data=st.data(), added=st.sampled_from(["x", ""]))
    def over_lines(self, data: st.DataObject, added: str) -> None:
        self.session.commit()
        first = self._index(data)
        last = data.draw(st.integers(first, len(self.session.episode.transcript) - 1))
        there = self.session.episode.transcript
        start = data.draw(st.integers(0, len(there[first].text)))
        least = start if first == last else 0
        end = data.draw(st.integers(least, max(least, len(there[last].text))))
        edit = lines.replace_range(self.session.episode, first, start, last, end, added)
        self.session.do(edit)

    @rule(data=st.data(), speaker=st.sampled_from([None, 1, 2]))
    def assign(self, data: st.DataObject, speaker: int | None) -> None:
        self.session.commit()
        self.session.do(people.assign(self.session.episode, [self._index(data)], speaker))

    @rule(data=st.data())
    def toggle(self, data: st.DataObject) -> None:
        self.session.commit()
        index = self._index(data)
        length = len(self.session.episode.transcript[index].text)
        if length:
            start = data.draw(st.integers(0, length - 1))
            end = data.draw(st.integers(start + 1, length))
            self.session.do(cleaning.toggle(self.session.episode, index, start, end))

    @rule(data=st.data())
    def chapter(self, data: st.DataObject) -> None:
        self.session.commit()
        self.session.do(outline.add_chapter(self.session.episode, self._index(data), "Here"))

    @rule(data=st.data(), start=st.integers(0, 5000), length=st.integers(0, 3000))
    def retime(self, data: st.DataObject, start: int, length: int) -> None:
        self.session.commit()
        index = self._index(data)
        self.session.do(lines.set_times(self.session.episode, index, start, start + length))

    @rule()
    def undo(self) -> None:
        self.session.undo()

    @rule()
    def redo(self) -> None:
        self.session.redo()

    @invariant()
    def sound(self) -> None:
        assert list(problems(self.session.episode)) == []

    def teardown(self) -> None:
        self.session.commit()
        while self.session.redo():
            pass
        end = self._dump()
        while self.session.undo():
            pass
        assert self._dump() == self.start
        while self.session.redo():
            pass
        assert self._dump() == end


class _Memory:
    """A journal that is always done at once: the property is about the model."""

    def record(
        self, edit: Edit, *, merged: Edit | None, packed: Packed | None = None
    ) -> Future[None]:
        return _done()

    def record_beneath(self, edit: Edit, there: Edit, above: int) -> Future[None]:
        return _done()

    def record_step(self, edit: Edit, by: int) -> Future[None]:
        return _done()

    def draft(self, draft: Draft | None) -> None: ...

    def remember(self, **values: str | Callable[[], str]) -> None: ...


def _done() -> Future[None]:
    future: Future[None] = Future()
    future.set_result(None)
    return future


TestRandomSession = RandomSession.TestCase
TestRandomSession.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
