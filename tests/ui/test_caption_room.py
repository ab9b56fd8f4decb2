"""The captions panel in a small window: the list and what is to be fixed keep their room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from editor.captions.checks.finding import Finding, Grade
from editor.captions.profiles import profile
from editor.ui.features.captions import CaptionFeature
from editor.ui.main_window import MainWindow
from editor.ui.panels.captions import CaptionPanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SPEED = {"speed": "25.8", "limit": "20", "unit": "cps", "spoken": "25.8"}
FOUND = (
    Finding("T5", 0, Grade.REPORT, SPEED),
    Finding("T6", 0, Grade.SAFE, {"ms": 0, "limit": 83}),
    Finding("T9", 0, Grade.REPORT, {"what": "guessed"}),
    Finding("L3", 0, Grade.PREVIEW, {"where": "cue", "words": "you're / going"}),
)


@pytest.mark.parametrize("high", [400, 500, 600, 800])
def test_nothing_is_cut_however_low_the_panel(
    desk_window: MainWindow, qtbot: QtBot, high: int
) -> None:
    desk = desk_window.desk
    assert desk is not None
    captions = desk.feature(CaptionFeature)
    panel = CaptionPanel(captions.board, captions.watch, desk_window.actions_, desk_window.theme)
    qtbot.addWidget(panel)
    panel.resize(336, high)
    panel.show()
    panel.findings.show_findings([(found, None) for found in FOUND], profile())
    QApplication.processEvents()
    assert panel.height() == high
    panel.list.measure()
    assert panel.list.height() >= panel.list.verticalHeader().defaultSectionSize()
    parts = [*panel.findings.findChildren(QLabel), *panel.findings.findChildren(QPushButton)]
    shown = [part for part in parts if part.isVisible()]
    assert len([part for part in shown if part.accessibleDescription()]) >= len(FOUND)
    for part in shown:
        needed = part.heightForWidth(part.width()) if isinstance(part, QLabel) else 0
        assert part.height() >= max(needed, part.minimumSizeHint().height()), part
    assert panel.findings.geometry().bottom() < high
