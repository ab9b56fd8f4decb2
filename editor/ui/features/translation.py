"""Translation: the captions of a second language beside the first, taken in, edited, exported."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from editor.app.captioning import (
    import_translation,
    language_tag,
    languages_of,
    read_translation,
)
from editor.app.jobs import Step
from editor.app.texts import table
from editor.app.translating import beside, next_open, rewrite, still_fits
from editor.app.translation_repairs import mend, mend_safe
from editor.model.errors import UserError
from editor.model.time import Span
from editor.ui.dialogs.asking import ask_text
from editor.ui.features.caption_guide import choose_guide
from editor.ui.features.captions import CaptionFeature
from editor.ui.features.feature import Feature
from editor.ui.panels.translation import TranslationPanel
from editor.ui.side import Tab
from editor.ui.text import counted

if TYPE_CHECKING:
    from editor.app.exporting import Exported, ExportProfile
    from editor.app.jobs import Work
    from editor.app.translating import Beside, Pair
    from editor.model.episode import Episode
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk

_REST_MS: Final = 250
"""How long nothing may change before the languages are laid beside each other anew."""


class TranslationFeature(Feature):
    """Looks at nothing before the panel is on the screen; everything is made beside the window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._tab = Tab("translation", desk.tr("Translation"), self._make_panel)
        self.panels = (self._tab,)
        self.language = ""
        self._busy = False
        self._later = QTimer(desk, singleShot=True, interval=_REST_MS)
        self._later.timeout.connect(self._look)
        self._end = desk.session.listen(self._changed)

    @property
    def panel(self) -> TranslationPanel:
        """Both languages, row by row."""
        return self._tab.panel

    def _make_panel(self) -> TranslationPanel:
        panel = TranslationPanel(self._desk.window_.actions_, self._desk.window_.theme)
        panel.opened.connect(self._open)
        panel.spoken.connect(self._speak)
        panel.guided.connect(self._guide)
        panel.chosen.connect(self._go)
        panel.heard.connect(self._play)
        panel.model.rewritten.connect(self._rewrite)
        return panel

    def handlers(self) -> dict[str, Handler]:
        return {
            "translation.import": self._import,
            "translation.export": self._export,
            "translation.fits": self._fits,
            "translation.repair": self._repair,
            "translation.repair-all": self._repair_all,
            "translation.next": partial(self._walk, 1),
            "translation.previous": partial(self._walk, -1),
        }

    def shut(self) -> None:
        self._later.stop()
        self._end()

    # --- looking

    def _open(self) -> None:
        known = languages_of(self._desk.session.episode)
        if not self.language and known:
            self.language = known[0]
        self._look()

    def _changed(self) -> None:
        if self._tab.isVisible():
            self._later.start()

    def _look(self) -> None:
        """Lay the languages beside each other; later, where somebody is just typing."""
        episode = self._desk.session.episode
        if self._busy or self.panel.typing:
            self._later.start()
            return
        self.panel.show_languages(languages_of(episode), self.language)
        if not self.language:
            self.panel.show_nothing()
            return
        self._busy = True
        first = list(self._desk.feature(CaptionFeature).board.cues)
        before = list(self.panel.model.pairs)
        work = beside(episode.snapshot(), self.language, first, before)
        desk = self._desk
        desk.runner.start("captions", work, done=self._show, failed=desk.failed, ended=self._free)

    def _free(self) -> None:
        self._busy = False

    def _show(self, made: Beside) -> None:
        if made.language != self.language or self.panel.typing:
            self._later.start()
            return
        self.panel.show_beside(made)

    # --- choosing

    def _speak(self, tag: str) -> None:
        desk = self._desk
        asked = tag or ask_text(
            desk,
            desk.tr("Translation"),
            desk.tr("The code of the language to translate into, such as de, es or pt-BR"),
        )
        try:
            self.language = language_tag(asked) if asked else self.language
        except UserError as error:
            desk.failed(error)
        self._look()

    def _guide(self, key: str) -> None:
        if self.language:
            choose_guide(self._desk, key, self.language)
            self._look()

    # --- editing

    def _pair(self, row: int) -> Pair | None:
        pairs = self.panel.model.pairs
        return pairs[row] if 0 <= row < len(pairs) else None

    def _rewrite(self, row: int, text: str) -> None:
        pair = self._pair(row)
        if pair is not None:
            self._desk.session.commit(self._desk)
            self._desk.do(rewrite(self._desk.session.episode, self.language, pair, text))
            QTimer.singleShot(0, self.panel, self._look)

    def _fits(self) -> None:
        pair = self._pair(self.panel.row)
        if pair is None or not pair.stale:
            self._desk.say(self._desk.tr("The words of this line have not changed."))
            return
        self._desk.session.commit(self._desk)
        self._desk.do(still_fits(self._desk.session.episode, pair))
        self._look()

    def _repair(self) -> None:
        """Mend the first finding of the row in hand that a key can mend; the panel says how."""
        pair, desk = self._pair(self.panel.row), self._desk
        if pair is None or pair.mended is None:
            desk.say(desk.tr("Nothing here can be mended by a key."))
            return
        desk.session.commit(desk)
        desk.do(mend(desk.session.episode, self.language, pair.mended.edit))
        self._look()

    def _repair_all(self) -> None:
        desk = self._desk
        if self.language not in languages_of(desk.session.episode):
            desk.say(desk.tr("There is no translation yet."))
            return
        desk.session.commit(desk)
        work = mend_safe(desk.session.episode.snapshot(), self.language)
        desk.runner.start("repair", work, done=desk.do_large, failed=desk.failed)

    def _walk(self, by: int) -> None:
        row = next_open(self.panel.model.pairs, self.panel.row, by)
        if row is None:
            self._desk.say(self._desk.tr("Nothing to look at that way."))
            return
        self._desk.frame.show_panel("translation")
        self.panel.show_row(row)

    def _go(self, row: int) -> None:
        pair, lines = self._pair(row), self._desk.session.episode.transcript
        if pair is None:
            return
        if pair.line is not None and lines.has(pair.line):
            self._desk.go(lines.index_of(pair.line), 0)
        else:
            self._desk.go_to_time(pair.start)

    def _play(self, row: int) -> None:
        pair = self._pair(row)
        if pair is not None:
            self._desk.playback.play_span(Span(pair.start, max(pair.start, pair.end)))

    # --- files

    def _import(self) -> None:
        desk = self._desk
        kinds = f"{desk.tr('Captions')} (*.srt *.vtt *.ttml *.dfxp *.sbv *.ass *.ssa *.stl *.scc)"
        everything = f"{desk.tr('All files')} (*)"
        name, _ = QFileDialog.getOpenFileName(
            desk,
            desk.tr("Captions in another language"),
            str(desk.path.parent),
            f"{kinds};;{everything}",
        )
        if name:
            desk.runner.start(
                "import", read_translation(Path(name)), done=self._take, failed=desk.failed
            )

    def _take(self, read: tuple[str, Episode]) -> None:
        desk, (told, other) = self._desk, read
        asked = ask_text(
            desk,
            desk.tr("Translation"),
            desk.tr("The code of the language these captions are in, such as de, es or pt-BR"),
            told,
        )
        if asked is None:
            return
        try:
            language = language_tag(asked)
        except UserError as error:
            desk.failed(error)
            return
        desk.session.commit(desk)
        desk.do_large(import_translation(desk.session.episode, language, other))
        self.language = language
        desk.frame.bring_up("translation")
        said = counted(
            len(other.transcript),
            desk.tr("{count} caption was imported."),
            desk.tr("{count} captions were imported."),
        )
        desk.say(said)
        self._later.start()

    def _export(self) -> None:
        from editor.app.exporting import ExportProfile, Target, target_path
        from editor.model.render import View

        desk = self._desk
        if self.language not in languages_of(desk.session.episode):
            desk.say(desk.tr("There is no translation yet."))
            return
        titles = table("targets")
        forms = {f"{titles[target]} (*{target.suffix})": target for target in Target}
        name, kind = QFileDialog.getSaveFileName(
            desk,
            desk.tr("Export the translation"),
            str(target_path(desk.path, Target.SRT, self.language)),
            ";;".join(forms),
        )
        if not name:
            return
        path = Path(name)
        wanted = next((one for one in Target if one.suffix == path.suffix.lower()), None)
        target = wanted or forms.get(kind, Target.SRT)
        path = path if wanted else path.with_name(path.name + target.suffix)
        desk.session.commit(desk)
        profile = ExportProfile(target, View.VERBATIM, language=self.language)
        work = _save(desk.session.episode.snapshot(), profile, path)
        told = desk.tr("The translation is written to {path}.").format(path=path)
        desk.runner.start("export", work, done=lambda _: desk.say(told), failed=desk.failed)


def _save(episode: Episode, profile: ExportProfile, path: Path) -> Work[Exported]:
    from editor.app.exporting import save

    yield Step(0, note="export")
    return save(episode, profile, path)
