"""What is heard comes in beside a person's edits: one step, on disk, in order wherever one goes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.app.aligning import Heard
from editor.app.laying import Laying
from editor.app.session import Session
from editor.audio.speech.following import LineHeard
from editor.model.checks import problems
from editor.model.episode import Episode
from editor.model.segment import Flag, Segment
from editor.model.verbs.lines import split
from editor.model.words import TimeKind, WordTime, count_words
from editor.store import Project
from tests.strategies import plan, randoms, state

WORDS = ["we", "took", "the", "night", "train", "to", "Vessen", "and", "it", "was", "late", "again"]
ROUGH = Flag.WHOLE_SECONDS | Flag.END_INFERRED


def rough() -> Episode:
    """Lines stamped by whole seconds, some of them at the same one."""
    starts = [0, 1_000, 1_000, 2_000, 4_000, 4_000, 5_000, 6_000]
    return Episode(
        [
            Segment(at + 1, start, start + 1_000, " ".join(WORDS[at : at + 3]), flags=ROUGH)
            for at, start in enumerate(starts)
        ]
    )


def heard(random: Random, lines: list[Segment]) -> Heard:
    """Words of these lines, each line up to a second late."""
    told = Heard()
    for line in lines:
        start = line.start + random.randint(0, 1_400)
        times = tuple(
            WordTime(start + 200 * at, start + 200 * at + 150, TimeKind.MEASURED, 0.9)
            for at in range(count_words(line.text))
        )
        told.texts[line.id] = line.text
        told.lines[line.id] = LineHeard(line.id, times, (), 0.9)
    return told


def step(random: Random, session: Session, runs: list[Laying], act: str) -> None:
    lines = session.episode.transcript
    if act == "u":
        session.undo()
    elif act == "r":
        session.redo()
    elif act == "e":
        session.settle()  # an edit is planned for lines as they are on the disk
        session.do(plan(random, session.episode))
    elif act == "n":
        runs[1] = Laying(session, "align")
    elif lines:
        chosen = sorted(random.sample(range(len(lines)), min(3, len(lines))))
        for pending in runs[act == "a"].lay(heard(random, [lines[row] for row in chosen])):
            if random.random() < 0.5:
                break  # what is done next finishes it
            pending.finish()


def lay(run: Laying, told: Heard) -> None:
    for pending in run.lay(told):
        pending.finish()


def through(session: Session) -> tuple[object, object]:
    """Go to the beginning and to the end, the lines in order all the way; returns both states."""
    for move in (session.undo, session.redo):
        while move() is not None:
            assert list(problems(session.episode)) == []
        if move == session.undo:
            start = state(session.episode)
    return start, state(session.episode)


@given(randoms(), st.lists(st.sampled_from("aaaaeeefunr"), max_size=25))
def test_any_session_undone_is_the_start_and_on_disk_as_it_is_on_screen(
    random: Random, acts: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, whole = Path(folder) / "p.stet", rough()
        start = state(whole)
        with Project.create(path, whole) as project:
            session = Session(whole, project)
            runs = [Laying(session), Laying(session, "align")]
            for act in acts:
                step(random, session, runs, act)
                assert list(problems(session.episode)) == []
            session.settle()
            now, edits = state(whole), session.history.edits
        with Project.open(path) as project:
            loaded = project.load()
            assert (loaded.restored, state(loaded.episode)) == ((), now)
            assert loaded.history.edits == edits
            again = Session(loaded.episode, project, loaded.history)
            ends = through(again)
            assert ends[0] == start
            assert ends == through(again)


def test_a_run_is_one_step_whatever_is_done_meanwhile() -> None:
    random = Random(7)
    whole = rough()
    with (
        tempfile.TemporaryDirectory() as folder,
        Project.create(Path(folder) / "p.stet", whole) as project,
    ):
        session = Session(whole, project)
        run, lines = Laying(session, "align"), whole.transcript
        for row in range(len(lines)):
            lay(run, heard(random, [lines[row % len(lines)]]))
            if row % 3 == 0:
                session.do(plan(random, whole))
        verbs = [session.history.at(at).verb for at in session.history.steps]
        assert verbs.count("align") == 1
        assert "follow" not in verbs
        assert not run.undone
        while session.history.undoable is not None:
            session.undo()
        assert run.undone


def test_a_step_that_is_begun_parts_no_edit_from_what_followed_it(tmp_path: Path) -> None:
    random, whole = Random(7), rough()
    lines = whole.transcript
    with Project.create(tmp_path / "p.stet", whole) as project:
        session = Session(whole, project)
        run, following = Laying(session, "align"), Laying(session)
        session.do(split(whole, 2, 3))
        lay(following, heard(random, [lines[2]]))
        assert [edit.verb for edit in session.history.edits] == ["split", "follow"]
        lay(run, heard(random, [lines[3]]))
        history = session.history
        assert [history.at(at).verb for at in history.steps] == ["split", "align"]
        assert [edit.verb for edit in history.undoing] == ["align"]


def test_what_is_heard_waits_while_a_large_edit_goes_to_the_disk(tmp_path: Path) -> None:
    random, whole = Random(7), rough()
    told = heard(random, list(whole.transcript[:2]))
    with Project.create(tmp_path / "p.stet", whole) as project:
        session = Session(whole, project)
        run = Laying(session, "align")
        large = session.begin(split(whole, 4, 3))
        laying = run.lay(told)
        with pytest.raises(StopIteration) as over:
            next(laying)
        assert over.value.value.lines == told.lines
        large.finish()
        lay(run, over.value.value)
        assert [edit.verb for edit in session.history.edits] == ["align", "split"]
