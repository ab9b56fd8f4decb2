"""Slices go on in turns between the events of the window, whatever becomes of their owners."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject

from editor.ui.slices import Slices
from tests.patience import PatientBot


def steps(name: str, said: list[str], count: int) -> Iterator[None]:
    for _ in range(count):
        said.append(name)
        yield


def test_pieces_of_work_take_turns(qtbot: PatientBot) -> None:
    owner, said = QObject(), list[str]()
    pieces = [Slices(0.0, owner) for _ in range(3)]
    for name, piece in zip("abc", pieces, strict=True):
        piece.begin(steps(name, said, 40))
    turns = list[int]()
    while len(said) < 9:
        before = len(said)
        QCoreApplication.processEvents()
        turns.append(len(said) - before)
    # A step may be over before the clock has moved; no more than one piece goes on in a turn.
    firsts = [name for at, name in enumerate(said) if not at or said[at - 1] != name]
    assert firsts[:3] == ["a", "b", "c"]
    qtbot.waitUntil(lambda: not any(piece.busy for piece in pieces))
    assert sorted(said) == sorted("abc" * 40)


def test_the_others_go_on_when_an_owner_is_gone(qtbot: PatientBot) -> None:
    owner, other, said = QObject(), QObject(), list[str]()
    gone, left = Slices(0.0, owner), Slices(0.0, other)
    gone.begin(steps("gone", said, 1_000_000))
    left.begin(steps("left", said, 50))
    shiboken6.delete(owner)
    with qtbot.waitSignal(left.finished):
        pass
    assert said == ["left"] * 50


def test_work_that_is_stopped_is_not_finished(qtbot: PatientBot) -> None:
    owner, said, told = QObject(), list[str](), list[bool]()
    stopped, last = Slices(0.0, owner), Slices(0.0, owner)
    stopped.finished.connect(lambda: told.append(True))
    stopped.begin(steps("stopped", said, 1_000_000))
    stopped.stop()
    last.begin(steps("last", said, 10))
    qtbot.waitUntil(lambda: not last.busy)
    assert (told, stopped.busy) == ([], False)
    assert said == ["last"] * 10
    last.begin(steps("at once", said, 3))
    last.finish()
    assert said[-3:] == ["at once"] * 3
    assert not last.busy


def test_work_that_broke_off_is_not_finished_and_the_others_go_on(qtbot: PatientBot) -> None:
    def broken() -> Iterator[None]:
        yield
        raise ValueError("broken")

    owner, said, told = QObject(), list[str](), list[bool]()
    bad, good = Slices(0.0, owner), Slices(0.0, owner)
    bad.finished.connect(lambda: told.append(True))
    good.begin(steps("good", said, 20))
    bad.begin(broken())
    with qtbot.captureExceptions() as raised:
        qtbot.waitUntil(lambda: not bad.busy and not good.busy)
    assert [str(error) for _, error, _ in raised] == ["broken"]
    assert (told, said) == ([], ["good"] * 20)
    bad.begin(broken())
    with pytest.raises(ValueError, match="broken"):
        bad.finish()
    assert (told, bad.busy) == ([], False)
