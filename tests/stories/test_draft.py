"""A recording without a transcript, written down in the real window by the built-in engine."""

from __future__ import annotations

import shutil
import wave
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.app.paths import Folders
from editor.ui.dialogs.draft import DraftDialog
from editor.ui.dialogs.import_preview import ImportPreview
from editor.ui.features.word_times import WordTimes
from editor.ui.start_up import make_window

pytestmark = pytest.mark.timeout(600)


def test_a_draft_comes_in_with_its_report_and_its_words_are_looked_for(
    sound: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    recording = tmp_path / "talk.wav"
    with wave.open(str(sound)) as whole, wave.open(str(recording), "wb") as out:
        out.setparams(whole.getparams())
        whole.setpos(16_500 * 16)
        out.writeframes(whole.readframes(5_000 * 16))
    window = make_window(qapp, Folders.under(tmp_path / "home"))
    window.show()
    qtbot.waitExposed(window)
    window.drafting.begin(recording)
    qtbot.waitUntil(
        lambda: isinstance(QApplication.activeModalWidget(), DraftDialog), timeout=200_000
    )
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, DraftDialog)
    dialog._engines.setCurrentIndex(dialog._engines.findData("whisper"))
    if not dialog._there["whisper"]:
        assert "stet-editor[whisper]" in dialog._about.text()
        assert not dialog._start.isEnabled()
    dialog._engines.setCurrentIndex(dialog._engines.findData("pocketsphinx"))
    assert not dialog._model.isEnabled()
    dialog._start.click()
    qtbot.waitUntil(
        lambda: isinstance(QApplication.activeModalWidget(), ImportPreview), timeout=200_000
    )
    preview = QApplication.activeModalWidget()
    assert isinstance(preview, ImportPreview)
    assert list(tmp_path.glob("*draft*")) == []
    assert list(tmp_path.glob("*.stet")) == [tmp_path / "talk.stet"]
    preview.accept()
    assert window.desk is not None
    transcript = window.desk.session.episode.transcript
    qtbot.waitUntil(lambda: len(transcript) > 0, timeout=200_000)
    words = window.desk.feature(WordTimes)
    # Idle it is before it begins as well.
    qtbot.waitUntil(
        lambda: words.idle and sum(line.words.measured for line in transcript) >= 5, timeout=200_000
    )
    window.close()
    window.deleteLater()
    shutil.rmtree(tmp_path / "home", ignore_errors=True)
