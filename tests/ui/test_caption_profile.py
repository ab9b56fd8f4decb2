"""A style guide of one's own: begun from a shipped one, checked live, kept, saved and loaded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
)

from editor.app.captioning import profile_of
from editor.captions.profiles import FIGURES, STYLES, profile, profile_file
from editor.model.edits import Edit, Splice, Track
from editor.model.segment import Flag
from editor.ui.desk import Desk
from editor.ui.dialogs.caption_profile import CaptionProfile
from editor.ui.features.captions import CaptionFeature
from editor.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def desk(desk_window: MainWindow, qtbot: QtBot) -> Desk:
    desk = desk_window.desk
    assert desk is not None
    lines = tuple(desk.session.episode.transcript)
    loose = tuple(replace(line, flags=Flag.END_INFERRED) for line in lines)
    desk.session.do(Edit("test", (Splice(Track.SEGMENTS, 0, lines, loose),)))
    desk_window.actions_.run("view.captions")
    qtbot.waitUntil(lambda: desk.feature(CaptionFeature).panel.model.rowCount() > 0)
    return desk


def widest(desk: Desk) -> int:
    cues = desk.feature(CaptionFeature).board.cues
    return max(len(line) for cue in cues for line in cue.lines)


def opened(desk: Desk) -> CaptionProfile:
    guide = next(
        box
        for box in desk.feature(CaptionFeature).panel.findChildren(QComboBox)
        if box.accessibleName() == "Style guide"
    )
    guide.activated.emit(guide.findData("own"))
    return desk.findChildren(CaptionProfile)[-1]


def spin(dialog: CaptionProfile, name: str) -> QDoubleSpinBox:
    return next(b for b in dialog.findChildren(QDoubleSpinBox) if b.accessibleName() == name)


def line(dialog: CaptionProfile, name: str) -> QLineEdit:
    return next(b for b in dialog.findChildren(QLineEdit) if b.accessibleName() == name)


def state(dialog: CaptionProfile) -> str:
    found = dialog.findChildren(QLabel)
    return next(b.text() for b in found if b.accessibleName() == "State of the profile")


def use(dialog: CaptionProfile) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if "project" in b.text())


def test_a_guide_of_ones_own_holds_and_is_undone(desk: Desk, qtbot: QtBot) -> None:
    dialog = opened(desk)
    spin(dialog, "Longest line").setValue(34)
    assert line(dialog, "Source of: Longest line").text() == "chosen for this project"
    assert "Netflix" in line(dialog, "Source of: Most lines").text()
    use(dialog).click()
    feature = desk.feature(CaptionFeature)
    qtbot.waitUntil(lambda: feature.board.profile.max_chars == 34)
    made = profile_of(desk.session.episode)
    assert (made.key, made.source("max_chars")) == ("own", "chosen for this project")
    qtbot.waitUntil(lambda: widest(desk) <= 34)
    desk.window_.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: feature.board.profile.key == "default")


def test_what_cannot_be_used_is_said_while_one_types(desk: Desk) -> None:
    dialog = opened(desk)
    assert state(dialog).startswith("✓")
    spin(dialog, "Shortest time of a caption").setValue(9_000)
    assert "longer than the longest" in state(dialog)
    assert not use(dialog).isEnabled()
    spin(dialog, "Shortest time of a caption").setValue(900)
    spin(dialog, "Reading speed to aim at").setValue(30)
    assert "break the limit" in state(dialog)
    assert use(dialog).isEnabled()
    dialog.reject()


def test_it_starts_from_a_shipped_one_and_goes_through_a_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(desk)
    base = next(box for box in dialog.findChildren(QComboBox) if box.findData("bbc") >= 0)
    base.setCurrentIndex(base.findData("bbc"))
    base.activated.emit(base.currentIndex())
    bbc = profile("bbc")
    for name in (*FIGURES, *STYLES):
        assert getattr(dialog.profile, name) == getattr(bbc, name)
        assert dialog.profile.source(name) == bbc.source(name)
    spin(dialog, "Longest line").setValue(40)
    path = tmp_path / "house.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    save, load = (
        next(b for b in dialog.findChildren(QPushButton) if b.text() == text)
        for text in ("&Save…", "L&oad…")
    )
    save.click()
    assert profile_file(path).max_chars == 40
    spin(dialog, "Longest line").setValue(12)
    load.click()
    assert dialog.profile.max_chars == 40
    dialog.reject()


def test_every_tab_stop_is_a_field_or_a_button(desk: Desk) -> None:
    dialog = opened(desk)
    stops = [
        area
        for area in dialog.findChildren(QScrollArea)
        if area.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert not stops
