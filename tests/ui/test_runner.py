"""Jobs beside the window: stopped, over, quiet, failing, and outlived by nobody's project."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject

from editor.app.jobs import Step
from editor.app.past import NOW
from editor.app.review.sieve import Show, Sieve
from editor.audio.probe import RecordingFacts
from editor.audio.worker import Errand
from editor.model.edits import Edit
from editor.model.episode import Episode
from editor.model.segment import Segment
from editor.store import Project
from editor.ui.dialogs.compare import CompareWindow
from editor.ui.dialogs.edit_choice import EditChoice
from editor.ui.features.film import Film
from editor.ui.features.history import History
from editor.ui.features.review import Review
from editor.ui.features.translation import TranslationFeature
from editor.ui.features.wording import Wording
from editor.ui.runner import OwnJobs, ThreadRunner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from editor.app.jobs import Work
    from editor.ui.desk import Desk
    from editor.ui.main_window import MainWindow

MANY = 3_001
"""Lines from which the review counts beside the window."""


@pytest.fixture
def desk(desk_window: MainWindow) -> Desk:
    assert desk_window.desk is not None
    return desk_window.desk


def _raise(error: Exception) -> None:
    raise error


def _endless() -> Work[str]:
    while True:
        yield Step(1)


def _brief(result: str = "made") -> Work[str]:
    yield Step(0)
    return result


def _broken() -> Work[str]:
    yield Step(0)
    raise ValueError("broken")


def _let_go(runner: ThreadRunner, qtbot: QtBot) -> None:
    """Wait until every job is over and what belongs to it is deleted."""
    qtbot.waitUntil(lambda: not (runner.jobs or runner._quiet or runner._ending))
    qtbot.wait(10)


def test_to_cancel_a_job_that_is_over_does_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    runner, told = ThreadRunner(), list[str]()
    job = runner.start("find", _brief(), done=told.append, failed=_raise)
    qtbot.waitUntil(lambda: bool(told))
    job.cancel()
    _let_go(runner, qtbot)
    job.cancel()
    assert told == ["made"]


def test_the_end_is_told_once_whatever_it_was(qtbot: QtBot, qapp: QApplication) -> None:
    runner, told = ThreadRunner(), list[str]()

    def start(name: str, work: Work[str]) -> None:
        job = runner.start(
            name,
            work,
            done=told.append,
            failed=lambda _: told.append("failed"),
            ended=lambda: told.append(f"{name} over"),
        )
        if name == "stopped":
            job.cancel()
            job.cancel()
        _let_go(runner, qtbot)

    start("done", _brief())
    start("broken", _broken())
    start("stopped", _endless())
    assert told == ["done over", "made", "broken over", "failed", "stopped over"]


def test_a_quiet_job_is_not_shown_and_still_cancelled(qtbot: QtBot, qapp: QApplication) -> None:
    runner, told = ThreadRunner(), list[str]()
    with qtbot.assertNotEmitted(runner.changed):
        job = runner.start("find", _endless(), done=told.append, failed=_raise, quiet=True)
        assert runner.jobs == []
        runner.cancel_all()
    assert job.over
    assert told == []


def test_a_job_whose_worker_says_nothing_is_over_once_it_is_cancelled(
    qtbot: QtBot, qapp: QApplication
) -> None:
    """Two engines at once would be the price of stopping and starting again."""
    errand = Errand("tests.audio.dying_worker", "--none", "worker-died-draft")

    def listening() -> Work[None]:
        with closing(errand.heard(Path("song.mp3"), "mute")) as steps:
            for _ in steps:
                yield Step(1)

    runner, told = ThreadRunner(), list[Step]()
    job = runner.start(
        "draft", listening(), done=lambda _: None, failed=_raise, stepped=told.append
    )
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    job.cancel()
    job.wait(60)
    assert job.over
    _let_go(runner, qtbot)


def test_what_begins_while_all_is_closed_tells_nobody(qtbot: QtBot, qapp: QApplication) -> None:
    runner, told = ThreadRunner(), list[str]()
    runner.cancel_all()
    late = runner.start("review", _brief("late"), done=told.append, failed=_raise)
    late.wait()
    runner.deleteLater()
    qtbot.wait(0)
    qapp.processEvents()
    assert told == []


def test_nobody_is_told_by_a_runner_that_is_gone(qtbot: QtBot, qapp: QApplication) -> None:
    told, looked = list[bool](), Event()

    def slow() -> Work[bool]:
        yield Step(0)
        looked.wait(10)
        return True

    window = QObject()
    job = ThreadRunner(window).start("find", slow(), done=told.append, failed=_raise)
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as caught:
        looked.set()
        job.wait()
        qapp.processEvents()
    assert (told, caught) == ([], [])


def test_an_owner_that_goes_takes_its_jobs_along(qtbot: QtBot, qapp: QApplication) -> None:
    runner, told = ThreadRunner(), list[str]()
    mine = OwnJobs(runner)
    runner.start("export", _brief("other"), done=told.append, failed=_raise)
    for quiet in (False, True):
        mine.start("find", _brief("mine"), done=told.append, failed=_raise, quiet=quiet)
    mine.shut()
    mine.start("find", _brief("late"), done=told.append, failed=_raise)
    _let_go(runner, qtbot)
    assert told == ["other"]


def test_a_project_closes_while_its_findings_are_looked_for(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "long.stet"
    lines = [Segment(n, n * 1_000, n * 1_000 + 900, "So it goes.") for n in range(1, MANY + 1)]
    Project.create(path, Episode(lines)).close()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([path])
    assert window.desk is not None
    review = window.desk.feature(Review)
    review.panel.choose(Sieve(Show.UNHEARD))
    qtbot.waitUntil(lambda: review.panel._sieve._count.text() == "0 shown", timeout=20_000)
    _let_go(window.runner, qtbot)
    review._look()
    assert not review.settled
    assert window.close_project()
    Project.open(path).close()


def test_a_large_edit_that_was_stopped_bars_no_other(desk: Desk, qtbot: QtBot) -> None:
    def never() -> Work[Edit]:
        while True:
            yield Step(1)

    desk.large.plan("replace", never())
    busy = [desk.large.busy]
    ((job, _),) = desk.window_.runner.jobs
    job.cancel()
    assert [*busy, desk.large.busy] == [True, False]
    with qtbot.waitSignal(desk.large.ended):
        desk.window_.actions_.run("clean.run")


def test_a_translation_that_was_stopped_can_be_laid_out_again(desk: Desk, qtbot: QtBot) -> None:
    feature = desk.feature(TranslationFeature)
    feature.language = "de"
    feature._look()
    busy = [feature._busy]
    desk.window_.runner.jobs[-1][0].cancel()
    assert [*busy, feature._busy] == [True, False]
    feature._look()
    qtbot.waitUntil(lambda: not feature._busy)
    assert len(feature.panel.model.pairs) > 0


def test_a_comparison_that_was_stopped_says_so(desk: Desk, qtbot: QtBot) -> None:
    every, past = desk.feature(History).panel.model, desk.opened.project.past()
    window = CompareWindow(desk, (NOW, NOW), NOW, partial(EditChoice, every, past, desk))
    qtbot.addWidget(window)
    desk.window_.runner.jobs[-1][0].cancel()
    assert "stopped" in window._title.text()
    window._begin()
    qtbot.waitUntil(lambda: window._title.text() == "Nothing has changed")


def test_what_comes_after_the_close_of_a_project_is_not_shown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    looked = Event()

    def slow(_path: Path) -> Work[RecordingFacts]:
        yield Step(0)
        looked.wait(10)
        return RecordingFacts(
            9_000, True, "mp4", "aac", channels=2, rate=48_000, has_video=True, pictures=25
        )

    monkeypatch.setattr("editor.ui.features.film._probed", slow)
    window, film = desk.window_, desk.feature(Film)
    film._look(desk.path)
    assert window.close_project()
    looked.set()
    _let_go(window.runner, qtbot)
    assert film.pane is None


def test_a_spelling_that_fails_is_not_passed_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def broken(_words: set[str]) -> set[str]:
        raise ValueError("broken dictionary")

    spelling = desk.feature(Wording).spelling
    spelling._later.stop()
    desk.page.column.misspelt = None  # only what is asked here is asked, whatever is painted
    monkeypatch.setattr(spelling.speller, "wrong", broken)
    spelling._wanted = {"wrod"}
    with qtbot.captureExceptions() as caught:
        spelling._ask()
        _let_go(desk.window_.runner, qtbot)
    assert {str(error) for _, error, _ in caught} == {"broken dictionary"}
