"""Caption files: a shot list comes in, a report of the captions goes out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFileDialog

from editor.app.caption_checks import CaptionReport, verdict
from editor.app.caption_report import ReportForm, save_report
from editor.app.captioning import counts_frames, import_shots, read_shots
from editor.app.jobs import Step
from editor.model.errors import UserError
from editor.ui.dialogs.asking import ask_choice
from editor.ui.features.captions import CaptionFeature
from editor.ui.features.feature import Feature
from editor.ui.features.film import Film
from editor.ui.text import counted

if TYPE_CHECKING:
    from editor.app.jobs import Work
    from editor.model.time import Ms
    from editor.ui.actions import Handler

_RATES: Final = ("24", "23.976", "25", "29.97", "30", "50", "59.94", "60")
"""Frames a second of films and broadcasts, the most frequent in shot lists first."""


class CaptionFiles(Feature):
    """What the Captions menu reads and writes beside the captions themselves."""

    def handlers(self) -> dict[str, Handler]:
        return {"caption.shots": self._shots, "caption.report": self._report}

    def _shots(self) -> None:
        desk = self._desk
        kinds = f"{desk.tr('Shot lists')} (*.txt *.csv *.tsv);;{desk.tr('All files')} (*)"
        name, _ = QFileDialog.getOpenFileName(
            desk, desk.tr("Shot changes"), str(desk.path.parent), kinds
        )
        if not name:
            return
        rate = self._rate(Path(name))
        if rate is not None:
            work = _read(Path(name), rate)
            desk.runner.start("import", work, done=self._take, failed=desk.failed)

    def _rate(self, path: Path) -> float | None:
        """How many frames a second the list counts, asked only where it does; the film's first."""
        desk = self._desk
        if not counts_frames(path):
            return float(_RATES[0])
        asked = desk.tr("The list counts frames. How many a second?")
        film = desk.feature(Film).rate
        near = min(_RATES, key=lambda rate: abs(float(rate) - film)) if film else _RATES[0]
        chosen = ask_choice(desk, desk.tr("Shot changes"), asked, _RATES, near)
        return None if chosen is None else float(_RATES[chosen])

    def _take(self, moments: list[Ms]) -> None:
        desk = self._desk
        desk.session.commit(desk)
        if desk.do(import_shots(desk.session.episode, moments)):
            said = counted(
                len(moments),
                desk.tr("{count} shot change was taken."),
                desk.tr("{count} shot changes were taken."),
            )
            desk.say(said + " " + desk.tr("Undo brings the old list back."))

    def _report(self) -> None:
        captions = self._desk.feature(CaptionFeature)
        captions.settled(partial(self._save_report, captions))

    def _save_report(self, captions: CaptionFeature) -> None:
        desk, board = self._desk, captions.board
        report = CaptionReport(board.profile, list(board.cues), list(captions.watch.findings))
        titles = {
            ReportForm.HTML: desk.tr("Web page"),
            ReportForm.CSV: desk.tr("Table"),
            ReportForm.JSON: desk.tr("Data"),
        }
        forms = ";;".join(f"{title} (*.{form})" for form, title in titles.items())
        proposed = desk.path.with_name(f"{desk.path.stem}.captions.html")
        name, kind = QFileDialog.getSaveFileName(
            desk, desk.tr("Caption report"), str(proposed), forms
        )
        if not name:
            return
        form = next((form for form in ReportForm if f"*.{form})" in kind), ReportForm.HTML)
        path = Path(name)
        suffix = path.suffix.lower().removeprefix(".")
        if suffix in set(ReportForm):
            form = ReportForm(suffix)
        elif not suffix:
            path = path.with_suffix(f".{form}")
        try:
            save_report(report, desk.session.episode, path, form)
        except UserError as error:
            desk.failed(error)
            return
        desk.say(
            desk.tr("The report is written to {path}.").format(path=path) + f" {verdict(report)}"
        )


def _read(path: Path, rate: float) -> Work[list[Ms]]:
    yield Step(0, note="read")
    return read_shots(path, rate)
