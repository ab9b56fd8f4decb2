"""Entrance: how files come in - opened, dropped, imported after a look at them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from editor.app.errors import for_people, sentence
from editor.app.jobs import Step
from editor.model.errors import UserError

if TYPE_CHECKING:
    from editor.app.doubts import Doubts
    from editor.app.importing import Plan
    from editor.app.jobs import Work
    from editor.app.opening import Opened
    from editor.app.paths import Folders
    from editor.app.tallies import Tallies
    from editor.ui.chosen_folders import ChosenFolder
    from editor.ui.dialogs.import_preview import ImportPreview
    from editor.ui.runner import ThreadRunner

    T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entered:
    """An open project, with what was counted and read of it before it is shown."""

    opened: Opened
    tallies: Tallies
    doubts: Doubts


class Entrance(QObject):
    """Turns files into an open project; ``opened`` carries its path and what has ``Entered``."""

    opened = Signal(Path, object)
    asking = Signal()
    """A person is about to choose a file."""
    failed = Signal(UserError)
    troubled = Signal(object)
    """What the open project could not write, ``None`` once it can; from the writer's thread."""

    def __init__(
        self, window: QWidget, runner: ThreadRunner, folders: Folders, folder: ChosenFolder
    ) -> None:
        super().__init__(window)
        self._window = window
        self._runner = runner
        self._folders = folders
        self.folder = folder
        self.shows: Callable[[Path], bool] = lambda _project: False

    def ask(self) -> None:
        """Let a person choose what to open."""
        self.asking.emit()
        names, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Open"), str(self.folder), self._kinds()
        )
        if names:
            self.folder.keep(Path(names[0]))
            self.take([Path(name) for name in names])

    def take(self, files: Sequence[Path]) -> None:
        """Open a project, or make one of a transcript, a recording, or both."""
        from editor.app.opening import is_project

        project = next((file for file in files if is_project(file)), None)
        if project is not None:
            self.open(project)
            return
        recording = next((file for file in files if _is_recording(file)), None)
        source = next((file for file in files if file != recording), None)
        if source is not None:
            self._read(source, recording, None, self._preview)
        elif recording is not None:
            self._take_recording(recording)

    def open(self, project: Path, *, read_only: bool = False) -> None:
        """Open a project; the one that is open already stays as it is."""
        if self.shows(project):
            return
        work = _opening(project, self.troubled.emit, read_only=read_only)
        self._run("open", work, lambda entered: self.opened.emit(project, entered))

    def sample(self) -> None:
        """Open the sample project, made anew where there is none."""
        from editor.app.sample import sample_project

        self._run("sample", sample_project(self._folders), self.open)

    def _read(
        self,
        source: Path,
        recording: Path | None,
        encoding: str | None,
        then: Callable[[Plan], None],
    ) -> None:
        from editor.app.importing import read

        self._run("import", read(source, recording, encoding), then)

    def _preview(self, plan: Plan) -> None:
        from editor.app.glossary.shows import Shows
        from editor.ui.dialogs.import_glossary import GlossaryChoice
        from editor.ui.dialogs.import_preview import ImportPreview

        glossary = GlossaryChoice(Shows(self._folders.glossaries), self._runner)
        glossary.failed.connect(self._failed)
        dialog = ImportPreview(plan, glossary, self._window)
        shown = [plan]

        def show(again: Plan) -> None:
            shown[0] = again
            dialog.show_plan(again)

        dialog.encoding_chosen.connect(
            lambda encoding: self._read(plan.source, plan.recording, encoding, show)
        )
        dialog.asked.connect(lambda: self._create(shown[0], dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _create(self, plan: Plan, dialog: ImportPreview) -> None:
        from editor.app.making import make
        from editor.ui.dialogs.import_preview import ImportPreview

        def made(project: Path) -> None:
            dialog.done(ImportPreview.DialogCode.Accepted)
            self.open(project)

        def refused(error: Exception) -> None:
            dialog.refuse(sentence(for_people(error)))

        work = make(plan, dialog.recording, dialog.project, dialog.glossary)
        job = self._runner.start("create", work, done=made, failed=refused)
        dialog.rejected.connect(job.cancel)

    def _take_recording(self, recording: Path) -> None:
        from editor.app.making import make_empty
        from editor.app.opening import project_path

        project = project_path(recording)
        if project.exists():
            self.open(project)
        else:
            self._run("create", make_empty(recording, project), self.open)

    def _run(self, name: str, work: Work[T], done: Callable[[T], None]) -> None:
        self._runner.start(name, work, done=done, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self.failed.emit(for_people(error))

    def _kinds(self) -> str:
        from editor.app.importing import AUDIO_SUFFIXES
        from editor.formats.registry import suffixes

        texts = " ".join(("*.stet", *(f"*{suffix}" for suffix in suffixes())))
        sounds = " ".join(f"*{suffix}" for suffix in AUDIO_SUFFIXES)
        everything = self.tr("Projects, transcripts and recordings")
        return f"{everything} ({texts} {sounds});;{self.tr('All files')} (*)"


def _opening(
    project: Path, trouble: Callable[[UserError | None], None], *, read_only: bool
) -> Work[Entered]:
    """Open a project on the job's thread, with all that would hold the window for long."""
    from importlib import import_module

    from editor.app.captioning import profile_of
    from editor.app.doubts import KEPT, Doubts
    from editor.app.opening import open_work
    from editor.app.tallies import Tallies
    from editor.captions.cues import manner_of

    yield Step(0, note="open")
    import_module("editor.ui.desk")
    # A pass of the cycle collector over a long project holds every thread for 0.2 s, and frees
    # nothing: lines have no cycles. What is loaded is kept out of its sight until it is closed.
    work = open_work(project, read_only=read_only, on_trouble=trouble)
    while True:
        try:
            step = next(work)
        except StopIteration as stop:
            opened: Opened = stop.value
            break
        gc.freeze()
        yield step
    episode = opened.session.episode
    entered = Entered(opened, Tallies(episode), Doubts.read(opened.memory.get(KEPT, "")))
    manner_of(episode, profile_of(episode))  # reads the files that captions are made by
    gc.freeze()
    return entered


def _is_recording(file: Path) -> bool:
    from editor.app.importing import AUDIO_SUFFIXES

    return file.suffix.lower() in AUDIO_SUFFIXES
