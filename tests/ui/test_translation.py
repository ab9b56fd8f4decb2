"""A second language beside the first: taken in, edited, checked, out of date, exported, undone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from editor.app.translating import Pair
from editor.model.verbs.lines import type_text
from editor.model.words import TextChange
from editor.ui.desk import Desk
from editor.ui.dialogs.asking import Question
from editor.ui.features.translation import TranslationFeature
from editor.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

GERMAN = """1
00:00:00,000 --> 00:00:04,500
Willkommen zurück im Nachtzug.

2
00:00:05,200 --> 00:00:06,000
Danke, es ist wirklich ausgesprochen schön, heute hier sein zu dürfen.
"""


@pytest.fixture
def desk(
    desk_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Desk:
    desk = desk_window.desk
    assert desk is not None
    path = tmp_path / "deutsch.srt"
    path.write_text(GERMAN, "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(Question, "answer", lambda _: "de")
    desk_window.actions_.run("translation.import")
    qtbot.waitUntil(lambda: sum(bool(pair.text) for pair in pairs(desk)) == 2, timeout=10_000)
    return desk


def pairs(desk: Desk) -> list[Pair]:
    return desk.feature(TranslationFeature).panel.model.pairs


def texts(desk: Desk) -> list[str]:
    return [text.text for text in desk.session.episode.translations]


def test_it_stands_beside_the_words_with_checks_of_its_own(desk: Desk) -> None:
    first, second, third = pairs(desk)[:3]
    assert "night train" in first.said
    assert first.text.startswith("Willkommen")
    assert second.found
    assert (third.text, third.open) == ("", True)


def test_it_is_written_in_the_list_and_undone(desk: Desk, qtbot: QtBot) -> None:
    panel = desk.feature(TranslationFeature).panel
    before = texts(desk)
    panel.show_row(2)
    desk.window_.actions_.run("panel.translation")
    panel.list.edit(panel.list.currentIndex())
    editor = panel.list.findChildren(QPlainTextEdit)[0]
    editor.setPlainText("Sag uns, wohin er fährt.")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: pairs(desk)[2].text == "Sag uns, wohin er fährt.", timeout=10_000)
    tied = desk.session.episode.translations[2]
    assert tied.segment == desk.session.episode.transcript[2].id
    desk.window_.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: pairs(desk)[2].text == "", timeout=10_000)
    assert texts(desk) == before


def test_a_changed_source_is_told_and_settled(desk: Desk, qtbot: QtBot) -> None:
    desk.do(type_text(desk.session.episode, 0, TextChange(0, 7, "Hello and welcome")))
    qtbot.waitUntil(lambda: pairs(desk)[0].stale, timeout=10_000)
    panel = desk.feature(TranslationFeature).panel
    assert "have changed" in str(panel.model.index(0).data())
    panel.show_row(0)
    desk.window_.actions_.run("translation.fits")
    qtbot.waitUntil(lambda: not pairs(desk)[0].stale, timeout=10_000)
    desk.window_.actions_.run("translation.next")
    assert panel.row == 1


def test_taking_it_in_is_one_step_that_is_undone(desk: Desk, qtbot: QtBot) -> None:
    assert len(texts(desk)) == 2
    desk.window_.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: texts(desk) == [], timeout=10_000)
    qtbot.waitUntil(lambda: not any(pair.text for pair in pairs(desk)), timeout=10_000)


def test_it_has_a_guide_and_a_file_of_its_own(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    desk.feature(TranslationFeature).panel.guided.emit("dcmp")
    assert desk.session.episode.info.setting("captions.de") == "dcmp"
    assert desk.session.episode.info.setting("captions") == ""
    path = tmp_path / "night.de.vtt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    desk.window_.actions_.run("translation.export")
    qtbot.waitUntil(path.exists, timeout=10_000)
    written = path.read_text("utf-8")
    assert "Willkommen" in written
    assert "Welcome" not in written


def test_without_a_file_a_language_is_begun_by_hand(
    desk_window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    desk = desk_window.desk
    assert desk is not None
    monkeypatch.setattr(Question, "answer", lambda _: "pt-BR")
    desk_window.actions_.run("panel.translation")
    panel = desk.feature(TranslationFeature).panel
    panel.spoken.emit("")
    qtbot.waitUntil(lambda: len(pairs(desk)) == 5, timeout=10_000)
    assert not any(pair.text for pair in pairs(desk))
    panel.model.rewritten.emit(4, "E quando?")
    qtbot.waitUntil(lambda: pairs(desk)[4].text == "E quando?", timeout=10_000)
    assert desk.session.episode.translations[0].language == "pt-BR"


def test_a_finding_is_mended_by_a_key_and_undone(desk: Desk, qtbot: QtBot) -> None:
    before, panel = texts(desk), desk.feature(TranslationFeature).panel
    times = [(text.start, text.end, text.breaks) for text in desk.session.episode.translations]
    panel.show_row(1)
    assert pairs(desk)[1].mended is not None
    *warned, mends = panel.model.told(pairs(desk)[1])
    assert mends.startswith("→ Fix: ")
    assert warned
    assert all(sign.startswith("▲ ") for sign in warned)
    desk.window_.actions_.run("translation.repair")
    after = [(text.start, text.end, text.breaks) for text in desk.session.episode.translations]
    assert after != times
    assert texts(desk) == before
    desk.window_.actions_.run("edit.undo")
    undone = [(text.start, text.end, text.breaks) for text in desk.session.episode.translations]
    assert undone == times
