"""What follows a draft that has become a project: its words, and no other's, are looked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from editor.model.episode import Episode
from editor.model.info import Info, Recording
from editor.model.segment import Segment
from editor.store import Project

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from editor.ui.main_window import MainWindow

DRAFT = "talk draft.json"


@pytest.mark.parametrize(
    ("folder", "language", "asked"),
    [
        ("a", "en", ["words.find-again"]),
        ("a", "de", ["words.find"]),  # the recogniser's own times are the nearest there are
        ("b", "en", []),  # another recording, whose draft has the same name
    ],
)
def test_the_words_of_a_draft_are_looked_for_as_its_language_allows(
    folder: str,
    language: str,
    asked: list[str],
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    recording = Recording(f"{folder}/talk.wav")
    info = Info(title="Talk", language=language, source=DRAFT, recording=recording)
    path = tmp_path / "talk.stet"
    Project.create(path, Episode([Segment(1, 0, 900, "So it goes.")], info=info)).close()
    with monkeypatch.context() as patched:
        patched.setattr(window.entrance, "take", lambda _files: None)
        window.drafting._take(tmp_path / "a" / "talk.wav", tmp_path / "a" / DRAFT)
    said: list[str] = []
    monkeypatch.setattr(window.actions_, "run", said.append)
    with qtbot.waitSignal(window.opened, timeout=60_000):
        window.open_files([path])
    assert said == asked
