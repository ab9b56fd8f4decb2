"""Caption repairs: what breaks the style guide mended by a key, all that is safe, or cut anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from editor.ui.features.captions import CaptionFeature
from editor.ui.features.feature import Feature
from editor.ui.text import counted

if TYPE_CHECKING:
    from editor.app.caption_repairs import Mended
    from editor.model.edits import Edit
    from editor.ui.actions import Handler
    from editor.ui.panels.captions import CaptionPanel


class CaptionRepairs(Feature):
    """The commands that put captions right; one finding at once, many in a job."""

    @property
    def _captions(self) -> CaptionFeature:
        return self._desk.feature(CaptionFeature)

    def come_back(self) -> None:
        self._captions.tab.once_made(self._meet)

    def _meet(self, panel: CaptionPanel) -> None:
        panel.findings.repaired.connect(self._repair)

    def handlers(self) -> dict[str, Handler]:
        return {
            "caption.repair": partial(self._repair, 0),
            "caption.repair-all": self._repair_all,
            "caption.refit": self._refit,
        }

    def _repair(self, number: int) -> None:
        """Mend one of the findings that the panel shows."""
        self._captions.at_row(partial(self._mend, number))

    def _mend(self, number: int, row: int) -> None:
        watch = self._captions.watch
        found = watch.of(row) if row >= 0 else []
        mended = watch.repair(found[number]) if number < len(found) else None
        if mended is None:
            self._desk.say(self._desk.tr("Nothing here can be mended by a key."))
            return
        self._desk.do(mended.edit)
        self._captions.refresh()

    def _repair_all(self) -> None:
        from editor.app.caption_repairs import mend_safe

        desk, board = self._desk, self._captions.board
        desk.session.commit(desk)
        work = mend_safe(desk.session.episode.snapshot(), board.profile, board.view)
        desk.runner.start("repair", work, done=self._mended, failed=desk.failed)

    def _mended(self, mended: Mended) -> None:
        """Carry the repairs out, and say how many there are, what of the safe is left and why."""
        from editor.app.caption_checks import left_words

        desk, said = self._desk, []
        if mended.edit:
            desk.do_large(mended.edit)
            one, many = (
                desk.tr("{count} line was repaired."),
                desk.tr("{count} lines were repaired."),
            )
            said.append(counted(len(mended.edit.splices), one, many))
        if mended.left:
            said.append(left_words(mended.left))
        nothing = desk.tr("No caption has anything that can be repaired unseen.")
        desk.say(" ".join(said) or nothing)

    def _refit(self) -> None:
        from editor.app.caption_repairs import refit_captions

        desk, board = self._desk, self._captions.board
        desk.session.commit(desk)
        work = refit_captions(desk.session.episode.snapshot(), board.profile, board.view)
        desk.runner.start("repair", work, done=self._refitted, failed=desk.failed)

    def _refitted(self, edit: Edit) -> None:
        if edit:
            self._desk.do_large(edit)
        else:
            self._desk.say(self._desk.tr("No caption of a file has to be cut anew."))
