"""Accounts: what is made of the clean-up - change ledger, statistics, cut list, a shorter copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from editor.model.errors import UserError
from editor.ui.features.feature import Feature

if TYPE_CHECKING:
    from editor.app.change_ledger import Ledger
    from editor.app.cut_copy import Copied
    from editor.app.cutting import Plan
    from editor.app.jobs import Job, Work
    from editor.app.statistics import Speech
    from editor.model.episode import Episode
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk
    from editor.ui.dialogs.cut_recording import CutDialog


class Accounts(Feature):
    """The last part of the Clean-up menu."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._planning: Job | None = None

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of this part with what they do."""
        return {
            "ledger.export": self._ledger,
            "cut.export": self._cut,
            "stats.open": self._statistics,
            "never.open": self._never,
        }

    # --- the change ledger

    def _ledger(self) -> None:
        from editor.app.change_ledger import ledger

        desk = self._desk
        desk.session.commit(desk)
        kinds = {"html": desk.tr("Web page"), "csv": desk.tr("Table"), "json": desk.tr("Data")}
        forms = ";;".join(f"{title} (*.{form})" for form, title in kinds.items())
        proposed = desk.path.with_name(f"{desk.path.stem}.ledger.html")
        name, _ = QFileDialog.getSaveFileName(desk, desk.tr("Change ledger"), str(proposed), forms)
        if name:
            episode = desk.session.episode.snapshot()
            desk.runner.start(
                "ledger",
                ledger(episode),
                done=lambda kept: self._save_ledger(kept, episode, Path(name)),
                failed=desk.failed,
            )

    def _save_ledger(self, kept: Ledger, episode: Episode, path: Path) -> None:
        from editor.app.ledger_export import save_ledger, verdict

        desk = self._desk
        try:
            save_ledger(kept, episode, path)
        except UserError as error:
            desk.failed(error)
            return
        said = desk.tr("The ledger is written to {path}.").format(path=path)
        listen = (desk.tr("Listen to them"), lambda: desk.window_.actions_.run("finding.unheard"))
        ways = [] if kept.reviewed else [listen]
        desk.window_.message.note(f"{said} {verdict(kept)}", ways)

    # --- statistics

    def _statistics(self) -> None:
        from editor.app.statistics import statistics

        desk = self._desk
        desk.session.commit(desk)
        desk.runner.start(
            "statistics",
            statistics(desk.session.episode.snapshot()),
            done=self._show_statistics,
            failed=desk.failed,
        )

    def _show_statistics(self, figures: list[Speech]) -> None:
        from editor.ui.dialogs.statistics import StatisticsDialog

        dialog = StatisticsDialog(figures, self._desk.window_.theme, self._desk)
        dialog.saving.connect(lambda: self._save_statistics(figures))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save_statistics(self, figures: list[Speech]) -> None:
        from editor.app.statistics import save_statistics

        desk = self._desk
        proposed = desk.path.with_name(f"{desk.path.stem}.speakers.csv")
        name, _ = QFileDialog.getSaveFileName(
            desk, desk.tr("Speaking statistics"), str(proposed), f"{desk.tr('Table')} (*.csv)"
        )
        if not name:
            return
        try:
            save_statistics(figures, Path(name))
        except UserError as error:
            desk.failed(error)
        else:
            desk.say(desk.tr("The statistics are written to {path}.").format(path=name))

    # --- what is never struck

    def _never(self) -> None:
        from editor.app.never import never_rules, set_never
        from editor.ui.dialogs.never_list import never_list

        desk = self._desk
        rules = never_rules(desk.session.episode.info)
        if not rules:
            desk.say(desk.tr("Nothing is kept from being struck in this project."))
            return
        dialog = never_list(rules, desk)
        dialog.accepted.connect(lambda: desk.do(set_never(desk.session.episode, dialog.wanted)))
        dialog.open()

    # --- cuts

    def _cut(self) -> None:
        from editor.app.opening import find_recording
        from editor.ui.dialogs.cut_recording import CutDialog

        desk = self._desk
        desk.session.commit(desk)
        info = desk.session.episode.info
        recording = find_recording(desk.path, info) if info.recording else None
        dialog = CutDialog(desk.path, recording, desk)
        dialog.planned.connect(lambda: self._count_cuts(dialog))
        dialog.accepted.connect(lambda: self._write_cuts(dialog, recording))
        dialog.finished.connect(self._stop_counting)
        dialog.finished.connect(dialog.deleteLater)
        self._count_cuts(dialog)
        dialog.open()

    def _count_cuts(self, dialog: CutDialog) -> None:
        """Say in the dialog what would be cut; edges are looked for only once it is written."""
        from editor.app.cut_export import account
        from editor.app.cutting import plan

        self._stop_counting()
        self._planning = self._desk.runner.start(
            "cuts",
            plan(self._desk.session.episode.snapshot(), estimated=dialog.estimated),
            done=lambda made: dialog.show_account(account(made)),
            failed=self._desk.failed,
        )

    def _stop_counting(self) -> None:
        if self._planning is not None:
            self._planning.cancel()

    def _write_cuts(self, dialog: CutDialog, recording: Path | None) -> None:
        from editor.app.cut_export import save_cuts
        from editor.app.cutting import plan

        desk = self._desk
        form, options, path = dialog.form, dialog.options, dialog.path
        episode = desk.session.episode.snapshot()
        cuts = plan(episode, recording, estimated=dialog.estimated)
        if form is None and recording is not None:
            desk.runner.start(
                "cut",
                _copying(episode, cuts, recording, path, dialog.fade),
                done=self._copied,
                failed=desk.failed,
            )
            return

        def done(made: Plan) -> None:
            try:
                save_cuts(made.cuts, episode, options, path)
            except UserError as error:
                desk.failed(error)
            else:
                desk.say(desk.tr("The cut list is written to {path}.").format(path=path))

        desk.runner.start("cuts", cuts, done=done, failed=desk.failed)

    def _copied(self, copied: Copied) -> None:
        from editor.model.time import clock

        desk = self._desk
        said = desk.tr("{path} is written ({length}), with a project and captions beside it.")
        way = (
            desk.tr("Open the project"),
            lambda: desk.window_.open_files([copied.project]),
        )
        words = said.format(path=copied.sound, length=clock(copied.duration))
        desk.window_.message.note(words, [way])


def _copying(
    episode: Episode, cuts: Work[Plan], recording: Path, path: Path, fade: int
) -> Work[Copied]:
    from editor.app.cut_copy import write_copy

    made = yield from cuts
    return (yield from write_copy(episode, made, recording, path, fade))
