"""The past: any state comes back exactly, changes are told word by word, lines are restored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings

from editor.app.comparing import Fate, Hunk, Piece, counts, entries, hunks
from editor.app.jobs import Step, Work, run
from editor.app.opening import Opened, opened
from editor.app.past import (
    NOW,
    Point,
    PointKind,
    Present,
    keep_snapshot,
    lines_in,
    points,
    remembered,
    restored,
    returning,
    state_at,
)  # fmt: skip
from editor.model.checks import problems
from editor.model.edits import Track
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.model.marks import Kind, Mark, MarkState
from editor.model.people import Speaker
from editor.model.segment import Segment
from editor.model.verbs.lines import join, split, type_text
from editor.model.verbs.outline import add_note
from editor.model.verbs.people import assign, rename
from editor.model.words import TextChange
from editor.store import Project
from tests.strategies import episodes, plan, state

LINES = (
    Segment(1, 0, 4000, "My name is Clinton and I work here."),
    Segment(2, 4000, 8000, "I have been here for ten years."),
    Segment(3, 8000, 12000, "It was was fine."),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Opened]:
    path = tmp_path / "lived.stet"
    Project.create(path, Episode(LINES, [Speaker(1, "Ada"), Speaker(2, "Bo")])).close()
    with opened(path) as there:
        yield there


def _live(there: Opened) -> None:
    """Correct a name, part a line, give it away, join two, name a person, write a note."""
    session = there.session
    episode = session.episode
    session.do(type_text(episode, 0, TextChange(11, 7, "Clenton")))
    session.do(split(episode, 1, 16))
    session.do(assign(episode, [2], 2))
    session.do(join(episode, 2))
    session.do(rename(episode, 1, "Ada Lumen"))
    session.do(add_note(episode, 5000, "check"))


def _same(one: Episode, other: Episode) -> bool:
    return all([*one.items(track)] == [*other.items(track)] for track in Track)


def test_every_state_of_the_past_comes_back_exactly(project: Opened) -> None:
    session = project.session
    states = [session.episode.snapshot()]
    session.history.fence()
    _live(project)
    session.undo()
    present = Present.of(session)
    head = session.history.head
    at = [
        run(state_at(Point(PointKind.EDIT, n), present, project.project)) for n in range(head + 1)
    ]
    assert _same(at[0], states[0])
    assert _same(at[head], session.episode)
    assert at[1].transcript[0].text.startswith("My name is Clenton")
    redone = run(state_at(Point(PointKind.EDIT, head + 1), present, project.project))
    assert redone.notes[0].text == "check"
    assert _same(run(state_at(NOW, present, project.project)), session.episode)


def test_a_correction_is_told_word_by_word(project: Opened) -> None:
    _live(project)
    before = run(state_at(Point(PointKind.IMPORT, 0), Present.of(project.session), project.project))
    first, second = hunks(before.transcript, project.session.episode.transcript)
    assert first.pieces == (
        Piece(Fate.SAME, "My name is"),
        Piece(Fate.GONE, "Clinton"),
        Piece(Fate.NEW, "Clenton"),
        Piece(Fate.SAME, "and I work here."),
    )
    assert counts(first.pieces) == (1, 1)
    assert [line.id for line in second.before] == [2, 3]
    changed = {
        (entry.track.value, entry.before is None)
        for entry in entries(before, project.session.episode)
    }
    assert changed == {("speakers", False), ("notes", True)}


def test_a_strike_is_told_as_such() -> None:
    struck = Mark(7, 10, Kind.REPEAT, "r", 0.9, MarkState.AUTO)
    line = LINES[2]
    now = Segment(3, 8000, 12000, line.text, marks=(struck,))
    assert Hunk((line,), (now,)).pieces[1] == Piece(Fate.STRUCK, "was")
    assert Hunk((now,), (line,)).pieces[1] == Piece(Fate.STANDS, "was")


def test_parting_and_joining_change_no_word(project: Opened) -> None:
    session = project.session
    before = session.episode.snapshot()
    session.do(split(session.episode, 1, 16))
    (hunk,) = hunks(before.transcript, session.episode.transcript)
    assert (len(hunk.before), len(hunk.after)) == (1, 2)
    assert {piece.fate for piece in hunk.pieces} == {Fate.SAME}
    assert hunk.retimed


@settings(max_examples=25)
@given(episodes(max_lines=6), episodes(max_lines=6))
def test_hunks_hold_every_difference_and_nothing_else(one: Episode, other: Episode) -> None:
    before, after = list(one.transcript), list(other.transcript)
    found = list(hunks(before, after))
    gone = {line.id for hunk in found for line in hunk.before}
    come = {line.id for hunk in found for line in hunk.after}
    kept = [line for line in before if line.id not in gone]
    assert kept == [line for line in after if line.id in {k.id for k in kept}]
    assert {line.id for line in after} - come == {line.id for line in kept}
    for hunk in found:
        words = " ".join(p.text for p in hunk.pieces if p.fate is not Fate.NEW)
        assert words.split() == " ".join(line.text for line in hunk.before).split()
        words = " ".join(p.text for p in hunk.pieces if p.fate is not Fate.GONE)
        assert words.split() == " ".join(line.text for line in hunk.after).split()


def test_one_line_is_restored_and_nothing_else(project: Opened) -> None:
    session = project.session
    _live(project)
    then = run(state_at(Point(PointKind.IMPORT, 0), Present.of(session), project.project))
    untouched = session.episode.transcript[0]
    session.do(restored(2, then, session.episode))
    assert [line.text for line in session.episode.transcript] == [
        untouched.text, *(line.text for line in LINES[1:]),
    ]  # fmt: skip
    assert list(problems(session.episode)) == []
    session.undo()
    session.do(restored(1, then, session.episode))
    assert session.episode.transcript[0].text == LINES[0].text
    with pytest.raises(UserError) as raised:
        restored(1, then, session.episode)
    assert raised.value.code == "line-unchanged"


def test_what_was_tied_to_a_part_is_tied_to_the_whole_again(project: Opened) -> None:
    session = project.session
    then = session.episode.snapshot()
    session.do(split(session.episode, 1, 16))
    part = session.episode.transcript[2]
    session.do(add_note(session.episode, part.start, "here", part.id))
    session.do(restored(2, then, session.episode))
    assert session.episode.notes[0].segment == 2
    assert list(problems(session.episode)) == []


def test_a_line_that_was_nobodys_is_nobodys_again(project: Opened) -> None:
    session = project.session
    then = session.episode.snapshot()
    session.do(assign(session.episode, [1], 2))
    session.do(restored(2, then, session.episode))
    assert session.episode.transcript[1].speaker is None


def test_the_only_line_is_not_taken_away() -> None:
    with pytest.raises(UserError) as raised:
        restored(1, Episode(), Episode(LINES[:1]))
    assert raised.value.code == "line-is-last"


@settings(max_examples=25)
@given(episodes(min_lines=1, max_lines=6), episodes(max_lines=6))
def test_any_line_of_any_state_can_be_restored_soundly(one: Episode, other: Episode) -> None:
    for hunk in list(hunks(one.transcript, other.transcript)):
        line = (*hunk.before, *hunk.after)[0].id
        episode = other.snapshot()
        edit = restored(line, one, episode)
        episode.apply(edit)
        assert list(problems(episode)) == []
        episode.apply(edit.inverse)
        assert _same(episode, other)


def _exported() -> Work[str]:
    yield Step(0)
    return "file"


def _refused() -> Work[str]:
    yield Step(0)
    raise UserError("file-not-writable")


def test_snapshots_keep_their_names_and_the_last_export_its_state(
    tmp_path: Path, project: Opened
) -> None:
    session, there = project.session, project.project
    run(keep_snapshot(session, there, "Before the clean-up / 1st"))
    assert run(remembered(_exported(), there)) == "file"
    _live(project)
    run(remembered(_exported(), there))
    with pytest.raises(UserError):
        run(remembered(_refused(), there))
    there.flush()
    memory = there.load().memory
    listed = points(there, memory)
    kinds = [point.kind for point in listed]
    assert kinds.count(PointKind.EXPORT) == 1
    assert kinds[0] is PointKind.IMPORT
    names = [point.name for point in listed if point.kind is PointKind.SNAPSHOT]
    assert names == ["Before the clean-up / 1st"]
    snapshot = next(point for point in listed if point.kind is PointKind.SNAPSHOT)
    exported = next(point for point in listed if point.kind is PointKind.EXPORT)
    session.undo()
    session.undo()
    session.do(add_note(session.episode, 1, "another way"))
    then = run(state_at(snapshot, Present.of(session), there))
    assert [line.text for line in then.transcript] == [line.text for line in LINES]
    at_export = run(state_at(exported, Present.of(session), there))
    assert at_export.notes[0].text == "check", "an undone way is not lost for what was exported"


@pytest.mark.parametrize("seed", range(4))
def test_the_whole_comes_back_from_any_point_and_undo_is_exact(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    path = tmp_path / "lived.stet"
    people = [Speaker(1, "Ada"), Speaker(2, "Bo")]
    Project.create(path, Episode(LINES, people)).close()
    with opened(path) as there:
        session, states = there.session, []
        snapshot = ("", state(session.episode))
        for number in range(30):
            states.append(state(session.episode))
            session.history.fence()
            while not session.do(plan(random, session.episode)):
                pass
            if number == 12:
                run(keep_snapshot(session, there.project, "halfway"))
                snapshot = ("halfway", state(session.episode))
        there.project.flush()
        now = state(session.episode)
        listed = points(there.project, there.project.memory())
        named = next(point for point in listed if point.name == snapshot[0])
        at = random.randrange(30)
        for point, then in ((Point(PointKind.EDIT, at), states[at]), (named, snapshot[1])):
            edit = run(returning(point, Present.of(session), there.project))
            session.do(edit)
            assert state(session.episode) == then
            session.undo()
            assert state(session.episode) == now
            session.redo()
            there.project.flush()
            assert state(there.project.load().episode) == then, "the file has it, too"
            session.undo()


def test_going_back_counts_the_lines_and_changes_nothing_twice(project: Opened) -> None:
    session = project.session
    _live(project)
    point = Point(PointKind.IMPORT, 0)
    edit = run(returning(point, Present.of(session), project.project))
    assert lines_in(edit) == 3
    session.do(edit)
    assert not run(returning(point, Present.of(session), project.project))
