"""A draft that is kept goes into the project it was heard for, as one step, and no file is made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from editor.app.kept_draft import KeptDraft, Way
from editor.app.paths import Folders
from editor.audio.fingerprint import fingerprint
from editor.model.verbs.inserting import first_line
from editor.ui.dialogs.draft import DraftDialog
from editor.ui.dialogs.import_preview import ImportPreview
from editor.ui.features.beginning import Beginning
from tests.audio.sounds import encode, noise

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from editor.ui.desk import Desk
    from editor.ui.main_window import MainWindow

SAID = [
    {"start": 200, "end": 900, "text": "So it goes.", "words": []},
    {"start": 1_000, "end": 1_900, "text": "Then then bread.", "words": []},
]


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Return two seconds of sound in a folder of its own."""
    path = tmp_path / "talk" / "talk.wav"
    path.parent.mkdir()
    encode(path, noise(2.0, 16_000), 16_000, codec="pcm_s16le")
    return path


def _kept(folders: Folders, recording: Path, done: int, language: str = "en") -> KeptDraft:
    way = Way("pocketsphinx", None, language)
    kept = KeptDraft.begin(folders.drafts, fingerprint(recording), way)
    kept.add(done, 2_000, SAID[: 1 if done < 2_000 else 2])
    return kept


def _opened(window: MainWindow, recording: Path, qtbot: QtBot) -> Desk:
    with qtbot.waitSignal(window.opened, timeout=60_000):
        window.open_files([recording])
    assert window.desk is not None
    return window.desk


def _dialog(kind: type[QDialog], qtbot: QtBot) -> QDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind), timeout=60_000)
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def _taken_in(window: MainWindow, qtbot: QtBot) -> ImportPreview:
    """The report of a draft that is kept as a whole, up to where it is looked at."""
    window.actions_.run("project.draft")
    dialog = _dialog(DraftDialog, qtbot)
    assert isinstance(dialog, DraftDialog)
    assert dialog._go_on.isChecked()
    assert not dialog._engines.isEnabled()
    dialog._start.click()
    preview = _dialog(ImportPreview, qtbot)
    assert isinstance(preview, ImportPreview)
    return preview


@pytest.mark.parametrize(
    ("language", "asked"),
    [("en", "words.find-again"), ("de", "words.find")],  # its own times are the nearest of German
)
def test_a_kept_draft_is_taken_into_the_open_project_as_one_step(
    language: str,
    asked: str,
    window: MainWindow,
    folders: Folders,
    recording: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    _kept(folders, recording, 2_000, language)
    desk = _opened(window, recording, qtbot)
    card = desk.feature(Beginning).card
    assert card is not None
    first = card.findChildren(QPushButton)[0]
    qtbot.waitUntil(lambda: first.text() == "Go on with the draft…", timeout=60_000)
    assert "only has to be taken in" in card.accessibleDescription()
    preview = _taken_in(window, qtbot)
    assert str(desk.path) in [label.text() for label in preview.findChildren(type(preview._facts))]
    said: list[str] = []
    monkeypatch.setattr(window.actions_, "run", said.append)
    preview.accept()
    qtbot.waitUntil(lambda: said == [asked], timeout=60_000)
    episode = desk.session.episode
    assert [line.text for line in episode.transcript] == ["So it goes.", "Then then bread."]
    assert episode.info.language == language
    assert list(folders.drafts.iterdir()) == []
    assert list(recording.parent.glob("*draft*")) == []
    assert list(recording.parent.glob("*.stet")) == [desk.path]
    shown = [card.isVisible()]
    desk.session.undo()
    shown.append(card.isVisible())
    assert list(episode.transcript) == []
    assert shown == [False, True]


def test_half_a_draft_is_offered_and_a_report_that_is_closed_loses_nothing(
    window: MainWindow, folders: Folders, recording: Path, qtbot: QtBot
) -> None:
    kept = _kept(folders, recording, 1_000)
    desk = _opened(window, recording, qtbot)
    card = desk.feature(Beginning).card
    assert card is not None
    qtbot.waitUntil(lambda: "0:01 of 0:02" in card.accessibleDescription(), timeout=60_000)
    window.actions_.run("project.draft")
    dialog = _dialog(DraftDialog, qtbot)
    assert isinstance(dialog, DraftDialog)
    assert dialog._engines.isEnabled()
    going_on = [dialog.kept is not None]
    dialog._go_on.setChecked(False)
    assert [*going_on, dialog.kept is not None] == [True, False]
    dialog.reject()
    kept.add(2_000, 2_000, SAID[1:])
    _taken_in(window, qtbot).reject()
    qtbot.waitUntil(lambda: "only has to" in card.accessibleDescription(), timeout=60_000)
    assert KeptDraft.found(folders.drafts, fingerprint(recording)) is not None


def test_a_report_closed_while_it_is_taken_in_harms_nothing(
    window: MainWindow, folders: Folders, recording: Path, qtbot: QtBot
) -> None:
    _kept(folders, recording, 2_000)
    desk = _opened(window, recording, qtbot)
    preview = _taken_in(window, qtbot)
    preview.accept()
    preview.reject()
    transcript, large = desk.session.episode.transcript, desk.large
    qtbot.waitUntil(lambda: len(transcript) == 2 and not large.busy, timeout=60_000)
    desk.session.undo()
    assert list(desk.session.episode.transcript) == []


def test_lines_written_meanwhile_are_left_alone(
    window: MainWindow, folders: Folders, recording: Path, qtbot: QtBot
) -> None:
    desk = _opened(window, recording, qtbot)
    kept = _kept(folders, recording, 2_000)
    window.drafting._listen(recording, kept, desk)
    assert desk.do(first_line(desk.session.episode, 2_000))
    qtbot.waitUntil(lambda: "ready" in window.message._text.text(), timeout=60_000)
    assert [line.text for line in desk.session.episode.transcript] == [""]
    window.drafting.begin(recording)
    dialog = _dialog(DraftDialog, qtbot)
    assert isinstance(dialog, DraftDialog)
    with qtbot.waitSignal(window.opened, timeout=60_000):
        dialog._start.click()
    preview = _dialog(ImportPreview, qtbot)
    assert window.desk is not None
    assert window.desk.path == recording.with_name("talk 2.stet")
    preview.reject()


def test_a_recording_that_another_program_listens_to_is_left_to_it_and_that_is_said(
    window: MainWindow, folders: Folders, recording: Path, qtbot: QtBot
) -> None:
    desk = _opened(window, recording, qtbot)
    kept = _kept(folders, recording, 1_000)
    with kept.held():
        window.drafting._listen(recording, kept, desk)
        said = "being written down already"
        qtbot.waitUntil(lambda: said in window.message._text.text(), timeout=60_000)
    assert kept.done == 1_000
