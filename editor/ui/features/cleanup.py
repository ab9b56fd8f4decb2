"""Clean-up: strike and stet by hand, look for what to clean, and say why something is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.app.reasons import account_of
from editor.ui.features.feature import Feature
from editor.ui.page.tips import MarkTips

if TYPE_CHECKING:
    from editor.model.edits import Edit
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk
    from editor.ui.dialogs.cleaning_profile import CleaningProfile


class CleanUp(Feature):
    """What the Clean-up menu does; the findings are in the review."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._tips = MarkTips(desk.page)

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of this menu with what they do."""
        return {
            "clean.toggle": self._desk.page.editing.strike,
            "finding.why": self._why,
            "clean.run": self._run,
            "clean.profile": self._choose_profile,
        }

    def _why(self) -> None:
        """Say what the marks at the caret are and why they are there."""
        desk = self._desk
        line, at = desk.session.line(desk.row), desk.offset
        marks = [mark for mark in line.marks if mark.start <= at <= mark.end]
        said = [" ".join(account_of(desk.session.episode, line, mark)) for mark in marks]
        desk.say(" ".join(said) or desk.tr("Nothing is marked at the caret."))

    def _run(self) -> None:
        from editor.app.cleaning import clean

        desk = self._desk
        desk.session.commit(desk)
        desk.runner.start(
            "clean", clean(desk.session.episode.snapshot()), done=self._lay, failed=desk.failed
        )

    def _choose_profile(self) -> None:
        from editor.app.cleaning_choice import profile_of
        from editor.ui.dialogs.cleaning_profile import CleaningProfile

        desk = self._desk
        desk.session.commit(desk)
        info = desk.session.episode.info
        dialog = CleaningProfile(profile_of(info), info.language, desk)
        dialog.accepted.connect(lambda: self._take_profile(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_profile(self, dialog: CleaningProfile) -> None:
        """Keep profile and language with the project, and look anew."""
        from editor.app.cleaning_choice import choose_language, choose_profile

        desk = self._desk
        if dialog.language != desk.session.episode.info.language:
            desk.do(choose_language(desk.session.episode, dialog.language))
        desk.do(choose_profile(desk.session.episode, dialog.profile))
        self._run()

    def _lay(self, edit: Edit) -> None:
        self._desk.do_large(edit)
