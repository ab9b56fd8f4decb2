"""Shot lists and reports of captions, through the menu."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from editor.ui.desk import Desk
from editor.ui.features.captions import CaptionFeature
from editor.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def desk(desk_window: MainWindow) -> Desk:
    desk = desk_window.desk
    assert desk is not None
    return desk


def test_a_shot_list_is_taken_in_and_undone(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = tmp_path / "shots.csv"
    path.write_text("shot,start\n1,0:02.5\n2,0:07.25\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    desk.window_.actions_.run("caption.shots")
    qtbot.waitUntil(lambda: [s.at for s in desk.session.episode.shots] == [2_500, 7_250])
    assert "2 shot changes" in desk.window_.message.text
    desk.window_.actions_.run("edit.undo")
    assert not desk.session.episode.shots
    path.write_text("nothing here\n", "utf-8")
    desk.window_.actions_.run("caption.shots")
    qtbot.waitUntil(lambda: "There is no time in" in desk.window_.message.text)


def test_the_report_says_what_the_panel_says(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = tmp_path / "report.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    desk.window_.actions_.run("caption.report")
    watch = desk.feature(CaptionFeature).watch
    qtbot.waitUntil(path.exists)
    assert watch.findings
    told = json.loads(path.read_text("utf-8"))["findings"]
    assert [(one["cue"] - 1, one["rule"]) for one in told] == [
        (finding.cue, finding.rule) for finding in watch.findings
    ]
