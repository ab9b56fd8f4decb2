"""What is made of the clean-up from the window: ledger, statistics, cuts, a shorter copy."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from editor.app.jobs import Work, run
from editor.app.never import never_rules
from editor.app.opening import opened
from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.info import Info, Recording
from editor.model.people import Speaker
from editor.model.words import WordTimes
from editor.store import Project
from editor.ui.desk import Desk
from editor.ui.dialogs.cut_recording import CutDialog
from editor.ui.dialogs.statistics import StatisticsDialog
from editor.ui.dialogs.ticked import Ticked
from editor.ui.features.review import Review
from editor.ui.main_window import MainWindow
from tests.app.test_cutting import line
from tests.audio.sounds import spoken

D = TypeVar("D", bound=QDialog)
SAID = [("So", 300, 600), ("*not*", 800, 1_100), ("we", 1_250, 1_500), ("went", 1_800, 2_200)]
Named = Callable[[Path], None]


@pytest.fixture
def desk(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A desk with one struck word that touches meaning, and its recording."""
    spoken(tmp_path / "talk.wav", [(s, e) for _, s, e in SAID], 2_500, 16_000)
    info = Info("Talk", language="en", recording=Recording("talk.wav", "", 2_500))
    told = replace(line(1, *SAID), speaker=1)
    path = tmp_path / "talk.stet"
    Project.create(path, Episode([told], [Speaker(1, "Ada")], info=info)).close()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window.open_files([path])
    assert window.desk is not None
    yield window.desk
    qtbot.waitUntil(lambda: not window.runner.jobs, timeout=20_000)


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> Named:
    """What a person answers when asked for a file."""
    return lambda path: monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(path), "")
    )


def dialog_of(kind: type[D], parent: QObject, qtbot: QtBot) -> D:
    qtbot.waitUntil(lambda: bool(parent.findChildren(kind)), timeout=10_000)
    return parent.findChildren(kind)[0]


def test_the_ledger_says_what_nobody_listened_to(
    desk: Desk, tmp_path: Path, named: Named, qtbot: QtBot
) -> None:
    message = desk.window_.message
    named(tmp_path / "l.html")
    desk.window_.actions_.run("ledger.export")
    qtbot.waitUntil(lambda: "Not reviewed: 1 removal" in message.text, timeout=10_000)
    assert "<del>not</del>" in (tmp_path / "l.html").read_text("utf-8")
    desk.window_.actions_.run("finding.unheard")
    qtbot.waitUntil(lambda: desk.feature(Review).settled, timeout=20_000)
    desk.window_.actions_.run("finding.hear")
    desk.window_.actions_.run("ledger.export")
    qtbot.waitUntil(lambda: "Every removal that touches" in message.text, timeout=10_000)


def test_an_export_of_clean_text_warns(desk: Desk, qtbot: QtBot) -> None:
    from editor.ui.dialogs.export_preview import ExportPreview

    desk.window_.actions_.run("export.open")
    dialog = dialog_of(ExportPreview, desk, qtbot)
    told = "1 removal that touches meaning has not been listened to"
    qtbot.waitUntil(lambda: told in dialog._facts.text(), timeout=20_000)
    dialog._view.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "caption" in dialog._facts.text(), timeout=20_000)
    assert "removal" not in dialog._facts.text()
    dialog.reject()


def test_statistics_are_shown_and_saved(
    desk: Desk, tmp_path: Path, named: Named, qtbot: QtBot
) -> None:
    desk.window_.actions_.run("stats.open")
    dialog = dialog_of(StatisticsDialog, desk, qtbot)
    model = dialog._table.model()
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert shown == ["Ada", "0:01", "4", "1", "0:00", *5 * ["0.0"]]
    named(tmp_path / "s.csv")
    dialog.saving.emit()
    rows = list(csv.DictReader((tmp_path / "s.csv").read_text("utf-8-sig").splitlines()))
    assert rows[0]["Speaker"] == "Ada"
    assert rows[0]["Words struck"] == "1"
    dialog.reject()


@pytest.mark.parametrize("command", ["stats.open", "ledger.export", "clean.run"])
def test_a_job_reads_the_episode_as_it_was_when_asked_for(
    desk: Desk, tmp_path: Path, named: Named, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    asked: list[Work[object]] = []
    named(tmp_path / "l.html")
    with monkeypatch.context() as later:
        later.setattr(desk.runner, "start", lambda _, work, **__: asked.append(work))
        desk.window_.actions_.run(command)
        desk.window_.actions_.run(command)
    before = run(asked[0])
    episode = desk.session.episode
    known, ada = episode.transcript[0], episode.speakers[0]
    new = replace(known, text="Um, um, we stay.", marks=(), words=WordTimes())
    renamed = Splice(Track.SPEAKERS, 0, (ada,), (replace(ada, name="Bo"),))
    desk.session.do(Edit("edit", (Splice(Track.SEGMENTS, 0, (known,), (new,)), renamed)))
    assert run(asked[1]) == before


def test_cuts_are_counted_again_after_they_were_counted(desk: Desk, qtbot: QtBot) -> None:
    runner = desk.window_.runner
    desk.window_.actions_.run("cut.export")
    dialog = dialog_of(CutDialog, desk, qtbot)
    for _ in range(2):
        qtbot.waitUntil(lambda: not (runner.jobs or runner._ending), timeout=20_000)
        qtbot.wait(10)  # what belonged to the job is deleted by then
        with qtbot.waitSignal(runner.changed):
            dialog.planned.emit()
    dialog.reject()


def test_a_copy_without_the_struck_word_opens_as_a_project(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    before = (tmp_path / "talk.wav").read_bytes()
    desk.window_.actions_.run("cut.export")
    dialog = dialog_of(CutDialog, desk, qtbot)
    qtbot.waitUntil(lambda: "1 cut," in dialog._facts.text(), timeout=10_000)
    assert dialog.path == tmp_path / "talk.cut.wav"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    message = desk.window_.message
    qtbot.waitUntil(lambda: "talk.cut.wav is written" in message.text, timeout=30_000)
    assert (tmp_path / "talk.wav").read_bytes() == before
    with opened(tmp_path / "talk.cut.stet") as project:
        assert project.session.episode.transcript[0].text == "So we went"


def test_a_cut_list_in_frames(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    desk.window_.actions_.run("cut.export")
    dialog = dialog_of(CutDialog, desk, qtbot)
    dialog._form.setCurrentIndex(2)
    dialog._rate.setCurrentText("29.97")
    dialog._drop.setChecked(True)
    assert dialog.path == tmp_path / "talk.edl"
    dialog.accept()
    qtbot.waitUntil(lambda: (tmp_path / "talk.edl").exists(), timeout=10_000)
    text = (tmp_path / "talk.edl").read_text("utf-8")
    assert "FCM: DROP FRAME" in text
    assert "Struck by hand: not" in text


def test_what_is_never_struck_can_be_struck_again(desk: Desk, qtbot: QtBot) -> None:
    from editor.app.never import set_never

    desk.window_.actions_.run("never.open")
    assert "Nothing is kept from being struck" in desk.window_.message.text
    desk.do(set_never(desk.session.episode, [("marker", "you know"), ("repeat", "the")]))
    desk.window_.actions_.run("never.open")
    dialog = dialog_of(Ticked, desk, qtbot)
    QTest.keyClick(dialog._list, Qt.Key.Key_Space)
    dialog.accept()
    assert never_rules(desk.session.episode.info) == [("repeat", "the")]
    desk.window_.actions_.run("edit.undo")
    assert len(never_rules(desk.session.episode.info)) == 2


def test_what_is_struck_is_skipped_when_heard_as_if_cut(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.playback.ready and desk.playback.duration > 0, timeout=20_000)
    feature = desk.feature(Review)
    desk.go(0, 0)
    desk.window_.actions_.run("play.as-cut")
    assert feature.audition.as_cut
    heard: list[int] = []
    desk.sound.placed.connect(heard.append)
    qtbot.waitUntil(lambda: not desk.playback.playing, timeout=20_000)
    assert not [at for at in heard if 800 <= at < 1_150]
    assert [at for at in heard if at < 700]
    assert [at for at in heard if at > 1_300]
    desk.window_.actions_.run("finding.unheard")
    qtbot.waitUntil(lambda: feature.settled, timeout=20_000)
    feature.audition.play_cut(feature.panel.current)
    assert feature.audition.as_cut
    desk.playback.pause()
    assert not feature.audition.as_cut
