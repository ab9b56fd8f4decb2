"""Drafting: a recording is chosen, written down by machine, and comes in as any transcript does."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from editor.app.settings import DRAFT_MODEL
from editor.model.errors import UserError

if TYPE_CHECKING:
    from editor.ui.dialogs.draft import DraftDialog
    from editor.ui.main_window import MainWindow


class Drafting(QObject):
    """The command of the File menu; the words of a draft are looked for once it is a project."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._drafts: set[tuple[str, Path]] = set()  # name of the draft, and its recording
        window.opened.connect(self._time)

    def ask(self) -> None:
        """Let a person choose recording, engine and model."""
        recording = self._open_recording() or self._chosen()
        if recording is not None:
            self.begin(recording)

    def begin(self, recording: Path) -> None:
        """Ask how a recording is to be written down, and do so."""
        from editor.ui.dialogs.draft import DraftDialog

        window = self._window
        dialog = DraftDialog(recording, window.settings[DRAFT_MODEL], "", window)
        dialog.accepted.connect(lambda: self._write(recording, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write(self, recording: Path, dialog: DraftDialog) -> None:
        from editor.app.drafting import draft_beside

        window = self._window
        if dialog.model is not None:
            window.settings[DRAFT_MODEL] = str(dialog.model)
        work = draft_beside(recording, dialog.engine, dialog.model, dialog.language)
        done = partial(self._take, recording)
        window.runner.start("draft", work, done=done, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._window.tell(error)

    def _take(self, recording: Path, made: Path) -> None:
        """Show the draft as any file that comes in: with its report, before it is a project."""
        self._drafts.add((made.name, recording.resolve()))
        self._window.entrance.take([made, recording])

    def _time(self) -> None:
        """Look for the words of a draft that has just become a project.

        Those the recogniser timed itself are looked for again only where they can be heard.
        """
        from editor.app.aligning import hears
        from editor.app.opening import recording_path

        desk = self._window.desk
        if desk is None or not self._drafts:
            return
        info = desk.session.episode.info
        recording = recording_path(desk.path, info)
        draft = (info.source, recording.resolve()) if recording is not None else None
        if draft in self._drafts:
            self._drafts.discard(draft)
            again = hears(info.language)
            self._window.actions_.run("words.find-again" if again else "words.find")

    def _open_recording(self) -> Path | None:
        """The recording of the open project, where that has no line yet."""
        from editor.app.opening import recording_path

        desk = self._window.desk
        if desk is None or len(desk.session.episode.transcript):
            return None
        path = recording_path(desk.path, desk.session.episode.info)
        return path if path is not None and path.is_file() else None

    def _chosen(self) -> Path | None:
        from editor.app.importing import AUDIO_SUFFIXES

        sounds = " ".join(f"*{suffix}" for suffix in AUDIO_SUFFIXES)
        title, kinds = self.tr("Recording to write down"), self.tr("Recordings")
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", f"{kinds} ({sounds})")
        return Path(name) if name else None
