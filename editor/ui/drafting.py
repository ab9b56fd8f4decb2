"""Drafting: a recording is written down by machine, into its project that has no line yet."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from editor.app.errors import for_people, sentence
from editor.app.kept_draft import KeptDraft, Way
from editor.app.settings import DRAFT_MODEL
from editor.model.errors import StaleEdit, UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.app.importing import Plan
    from editor.app.jobs import Step, Work
    from editor.model.info import Recording
    from editor.ui.desk import Desk
    from editor.ui.dialogs.draft import DraftDialog
    from editor.ui.dialogs.import_preview import ImportPreview
    from editor.ui.main_window import MainWindow
    from editor.ui.runner import ThreadJob

    T = TypeVar("T")


class Drafting(QObject):
    """The command of the File menu. What is heard is kept as it comes, until it is taken in."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._next: tuple[Path, Callable[[Desk], None]] | None = None
        self._job: ThreadJob | None = None
        self._in_trouble = False
        window.opened.connect(self._opened)

    def ask(self) -> None:
        """Let a person choose recording, engine and model."""
        recording = self._open_recording() or self._chosen()
        if recording is not None:
            self.begin(recording)

    def begin(self, recording: Path) -> None:
        """Ask how a recording is to be written down, and do so."""
        from editor.app.drafting import begun

        if self._job is not None and self._job.running:
            self._window.message.note(self.tr("A draft is being written down already."))
            return
        recording = recording.resolve()
        work = begun(self._window.folders.drafts, recording)
        self._start("probe", work, lambda found: self._ask(recording, *found))

    def _ask(self, recording: Path, link: Recording, kept: KeptDraft | None) -> None:
        from editor.ui.dialogs.draft import DraftDialog

        window = self._window
        dialog = DraftDialog(recording, window.settings[DRAFT_MODEL], kept, window)
        dialog.accepted.connect(lambda: self._settle(recording, link, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _settle(self, recording: Path, link: Recording, dialog: DraftDialog) -> None:
        """Have the project open that the draft goes into, then listen."""
        from editor.app.making import home

        window, way = self._window, Way(dialog.engine, dialog.model, dialog.language)
        if dialog.model is not None:
            window.settings[DRAFT_MODEL] = str(dialog.model)
        kept = dialog.kept
        if kept is None:
            kept = KeptDraft.begin(window.folders.drafts, link.fingerprint, way)
        elif not kept.whole:
            kept.way = way
        if window.desk is not None and recording == self._open_recording():
            self._listen(recording, kept, window.desk)
            return
        then = partial(self._listen, recording, kept)
        self._start("create", home(recording, link), lambda project: self._go(project, then))

    def _go(self, project: Path, then: Callable[[Desk], None]) -> None:
        self._next = project, then
        if self._window.entrance.shows(project):
            self._opened()
        else:
            self._window.entrance.open(project)

    def _opened(self) -> None:
        following, self._next = self._next, None
        if following is not None and self._window.entrance.shows(following[0]):
            desk = self._window.desk
            if desk is not None:
                following[1](desk)

    def _listen(self, recording: Path, kept: KeptDraft, desk: Desk) -> None:
        """Write down the rest; the job ends with the project, what was heard stays."""
        from editor.app.drafting import draft
        from editor.ui.features.beginning import Beginning

        if desk.session.read_only:
            self._window.tell(UserError("project-read-only"))
            return
        self._in_trouble = False
        self._job = desk.runner.start(
            "draft",
            draft(recording, kept),
            done=partial(self._show, recording, kept, desk),
            failed=self._failed,
            stepped=partial(self._stepped, kept),
            ended=desk.feature(Beginning).look,
        )

    def _stepped(self, kept: KeptDraft, _step: Step) -> None:
        """Say once that what is heard cannot be kept, and again where it could meanwhile."""
        trouble, before = kept.trouble, self._in_trouble
        self._in_trouble = trouble is not None
        if trouble is not None and not before:
            self._window.tell(trouble)

    def _show(self, recording: Path, kept: KeptDraft, desk: Desk, plan: Plan) -> None:
        """Show the draft with its report, before it is in the project."""
        from editor.app.glossary.shows import Shows
        from editor.ui.dialogs.import_glossary import GlossaryChoice
        from editor.ui.dialogs.import_preview import ImportPreview
        from editor.ui.features.beginning import Beginning

        if len(desk.session.episode.transcript):
            said = self.tr(
                "The draft is ready. Lines were written here meanwhile, so it goes into another "
                "project of the recording; until then it is kept."
            )
            way = (self.tr("Take it in there…"), partial(self.begin, recording))
            self._window.message.note(said, [way])
            return
        glossary = GlossaryChoice(Shows(self._window.folders.glossaries), desk.runner)
        glossary.failed.connect(self._failed)
        dialog = ImportPreview(plan, glossary, self._window, into=desk.path)
        dialog.asked.connect(lambda: self._take_in(plan, kept, desk, dialog))
        dialog.rejected.connect(desk.feature(Beginning).look)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_in(self, plan: Plan, kept: KeptDraft, desk: Desk, dialog: ImportPreview) -> None:
        from editor.app.aligning import hears
        from editor.app.making import taking_in

        large = desk.large

        def over() -> None:
            large.ended.disconnect(taken)
            large.failed.disconnect(refused)
            dialog.rejected.disconnect(over)  # closed meanwhile: nothing is told to what is gone

        def taken() -> None:
            over()
            kept.drop()
            dialog.done(dialog.DialogCode.Accepted)
            desk.take_focus()
            # Those the recogniser timed itself are looked for again only where they can be heard.
            again = hears(desk.session.episode.info.language)
            self._window.actions_.run("words.find-again" if again else "words.find")

        def refused(error: Exception) -> None:
            over()
            stale = isinstance(error, StaleEdit)
            told = UserError("changed-meanwhile") if stale else error
            if isinstance(told, UserError):
                dialog.refuse(sentence(told))

        large.ended.connect(taken)
        large.failed.connect(refused)
        dialog.rejected.connect(over)
        work = taking_in(plan, desk.session.episode.snapshot(), dialog.glossary)
        if not large.plan("import", work):
            refused(UserError("session-busy"))

    def _start(self, name: str, work: Work[T], done: Callable[[T], None]) -> None:
        self._window.runner.start(name, work, done=done, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._window.tell(for_people(error))

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
