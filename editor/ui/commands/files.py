"""File commands of an open project: its recording, exports, kept copies."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from editor.app.settings import EXPORT_FORMAT, EXPORT_STAMPS, EXPORT_TEXT
from editor.app.written import KEY, Written
from editor.ui.text import counted

if TYPE_CHECKING:
    from editor.app.caption_checks import CaptionReport
    from editor.app.exporting import Exported, ExportProfile
    from editor.app.jobs import Work
    from editor.model.episode import Episode
    from editor.model.info import Recording
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk
    from editor.ui.dialogs.export_preview import ExportPreview


class FileCommands:
    """What the File menu does with the open project."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: tuple[ExportProfile, Path] | None = None
        self._written = Written(desk.opened.memory)
        desk.loader.doubted.connect(self._doubt)

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of this menu with what they do."""
        return {
            "recording.choose": self.choose_recording,
            "export.open": self._export,
            "export.again": self._export_again,
            "project.snapshot": self._snapshot,
        }

    def choose_recording(self) -> None:
        """Ask which sound file belongs to this transcript, and take it."""
        from editor.app.importing import AUDIO_SUFFIXES, recording_of

        kinds = " ".join(f"*{suffix}" for suffix in AUDIO_SUFFIXES)
        title = self._desk.tr("Choose the recording")
        sounds = self._desk.tr("Recordings")
        folder = str(self._desk.path.parent)
        name, _ = QFileDialog.getOpenFileName(
            self._desk, title, folder, f"{sounds} ({kinds});;{self._desk.tr('All files')} (*)"
        )
        if not name:
            return
        chosen = Path(name)
        work = recording_of(chosen, self._desk.path.parent)
        self._desk.runner.start(
            "probe", work, done=lambda facts: self._link(chosen, facts), failed=self._desk.failed
        )

    def _link(self, chosen: Path, facts: Recording) -> None:
        from editor.app.opening import link_recording

        self._desk.session.commit(self._desk)
        link_recording(self._desk.session, self._desk.path, chosen, facts)
        self._desk.load_recording()

    def _doubt(self, said: str) -> None:
        other = (self._desk.tr("Choose the recording…"), self.choose_recording)
        self._desk.window_.message.warn(said, [other])

    def _export(self) -> None:
        from editor.ui.dialogs.export_preview import ExportPreview

        folder = self._last[1].parent if self._last else self._desk.path.parent
        profile = self._last[0] if self._last else self._profile()
        whole = self._desk.session.whole(self._desk)
        dialog = ExportPreview(
            whole,
            profile,
            folder,
            self._desk.runner,
            self._desk,
            stem=self._desk.path.stem,
            foreign=self._written.foreign,
        )
        dialog.accepted.connect(lambda: self._chosen(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, dialog: ExportPreview) -> None:
        from editor.formats.publication import Stamps

        profile, path = dialog.profile, dialog.path
        settings = self._desk.settings
        with contextlib.suppress(ValueError):  # a target of tomorrow is not in the setting yet
            settings[EXPORT_FORMAT] = str(profile.target)
            settings[EXPORT_TEXT] = str(profile.view)
            settings[EXPORT_STAMPS] = profile.stamps is not Stamps.NONE
        self._write(profile, path)

    def _export_again(self) -> None:
        if self._last is None or self._written.foreign(self._last[1]):
            self._export()  # which says what would be replaced
        else:
            self._write(*self._last)

    def _write(self, profile: ExportProfile, path: Path) -> None:
        from editor.app.past import remembered

        whole = self._desk.session.whole(self._desk)
        self._desk.session.history.fence()
        self._last = profile, path

        work = _saving(whole, profile, path)

        def done(made: tuple[Exported, CaptionReport | None]) -> None:
            self._written.note(path, made[0].data)
            self._desk.session.remember(**{KEY: self._written.kept})
            self._tell(path, *made)

        self._desk.runner.start(
            "export",
            remembered(work, self._desk.opened.project),
            done=done,
            failed=self._desk.failed,
        )

    def _tell(self, path: Path, exported: Exported, report: CaptionReport | None) -> None:
        """Say where the file is and, of captions, how many findings one may want to see."""
        from editor.app.caption_checks import verdict

        tr = self._desk.tr
        amount = (
            counted(exported.count, tr("{count} paragraph"), tr("{count} paragraphs"))
            if report is None
            else counted(exported.count, tr("{count} caption"), tr("{count} captions"))
        )
        said = tr("Exported to {path}: {amount}.").format(path=path, amount=amount)
        if report is None or not report.findings:
            self._desk.say(said)
            return
        guide = self._last[0].captions if self._last else ""
        way = tr("Choose this guide and look") if guide else tr("Look at them")
        look = (way, lambda: self._look(guide))
        more = tr("The panel may count more: it knows where times are guessed and shots change.")
        self._desk.window_.message.note(f"{said} {verdict(report)} {more}", [look])

    def _look(self, guide: str) -> None:
        """Show the first finding; ``guide`` is one that the project has to choose for that."""
        from editor.app.captioning import choose_profile

        desk = self._desk
        if guide:
            desk.do(choose_profile(desk.session.episode, guide))
        desk.frame.bring_up("captions")
        desk.window_.actions_.run("caption.next")

    def _profile(self) -> ExportProfile:
        from editor.app.captioning import words_of
        from editor.app.exporting import ExportProfile, Target
        from editor.formats.publication import Stamps
        from editor.model.render import View

        settings = self._desk.settings
        target = Target(settings[EXPORT_FORMAT])
        return ExportProfile(
            target,
            words_of(self._desk.session.episode) if target.writer else View(settings[EXPORT_TEXT]),
            Stamps.TURN if settings[EXPORT_STAMPS] else Stamps.NONE,
        )

    def _snapshot(self) -> None:
        self._desk.session.commit(self._desk)
        self._desk.session.history.fence()
        kept = self._desk.opened.project.snapshot(self._desk.tr("kept by hand"))

        def waiting() -> Work[Path]:
            from editor.app.jobs import Step

            yield Step(0, note="snapshot")
            return kept.result().path

        self._desk.runner.start(
            "snapshot",
            waiting(),
            done=lambda path: self._desk.say(
                self._desk.tr("A copy is kept as {path}.").format(path=path)
            ),
            failed=self._desk.failed,
        )


def _saving(
    episode: Episode, profile: ExportProfile, path: Path
) -> Work[tuple[Exported, CaptionReport | None]]:
    from editor.app.caption_checks import check_written
    from editor.app.exporting import save
    from editor.app.jobs import Step

    yield Step(0, note="export")
    exported = save(episode, profile, path)
    yield Step(0, note="check")
    rules = exported.rules
    return exported, check_written(exported.data, path.name, rules) if rules else None
