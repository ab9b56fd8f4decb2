"""Clean-up: the panel of findings; strike and stet by hand, walk the findings, look anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.app.as_cut import AsCut
from editor.app.auditioning import cuts_from, cuts_near, heard_span
from editor.app.heard import moment_of
from editor.app.reasons import account_of
from editor.app.review import Show, Sieve
from editor.ui.features.feature import Feature, Panel
from editor.ui.page.tips import MarkTips
from editor.ui.panels.review import ReviewPanel

if TYPE_CHECKING:
    from editor.model.edits import Edit
    from editor.model.marks import Mark
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk
    from editor.ui.dialogs.cleaning_profile import CleaningProfile


class CleanUp(Feature):
    """What the Clean-up menu does; ``review`` shows the findings."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        window = desk.window_
        self.review = ReviewPanel(
            desk.session, desk.tallies, window.actions_, window.theme, desk.runner
        )
        self._tips = MarkTips(desk.page)
        self._as_cut = AsCut(desk.playback)
        desk.sound.placed.connect(self._as_cut.pass_by)
        self.review.cut_asked.connect(self._listen_cut)
        self.review.shown.connect(self._show)
        self.review.failed.connect(desk.failed)
        self.review.listened.connect(self._listen)
        self.panels = (Panel("review", desk.tr("Review"), self.review),)

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of this menu with what they do."""
        review = self.review
        return {
            "clean.toggle": self._desk.page.editing.strike,
            "finding.next": self._next,
            "finding.previous": self._previous,
            "finding.strike": review.strike,
            "finding.stet": review.stet,
            "finding.listen": review.listen,
            "finding.listen-cut": review.listen_cut,
            "finding.hear": review.hear,
            "finding.alike": review.strike_alike,
            "finding.stet-alike": review.stet_alike,
            "finding.never": review.never,
            "finding.why": self._why,
            "finding.unheard": self._unheard,
            "play.as-cut": self._play_cut,
            "clean.run": self._run,
            "clean.profile": self._choose_profile,
        }

    def shut(self) -> None:
        self._as_cut.shut()
        self.review.close_watch()

    def _next(self) -> None:
        self._desk.frame.bring_up("review")
        if not self.review.show_from(self._desk.row, self._desk.offset):
            self._desk.say(self._desk.tr("No finding after this place waits for you."))

    def _previous(self) -> None:
        self._desk.frame.bring_up("review")
        if not self.review.show_before(self._desk.row, self._desk.offset):
            self._desk.say(self._desk.tr("No finding before this place waits for you."))

    def _why(self) -> None:
        """Say what the marks at the caret are and why they are there."""
        desk = self._desk
        line, at = desk.session.line(desk.row), desk.offset
        marks = [mark for mark in line.marks if mark.start <= at <= mark.end]
        said = [" ".join(account_of(desk.session.episode, line, mark)) for mark in marks]
        desk.say(" ".join(said) or desk.tr("Nothing is marked at the caret."))

    def _unheard(self) -> None:
        """Show what has to be listened to before the clean version counts as reviewed."""
        self.review.choose(Sieve(Show.UNHEARD))
        self._desk.frame.show_panel("review")
        if self.review.current is None:
            said = self._desk.tr("Nothing that is struck waits to be listened to.")
            self._desk.say(said)

    def _show(self, line: int, mark: Mark) -> None:
        desk = self._desk
        desk.show_finding(line, mark)
        segment = desk.session.episode.transcript.by_id(line)
        words = segment.text[mark.start : mark.end].strip(" ,")
        said = (words, *account_of(desk.session.episode, segment, mark))
        desk.page.announcer.tell(". ".join(filter(None, said)))

    def _listen(self, line: int, mark: Mark) -> None:
        segment = self._desk.session.episode.transcript.by_id(line)
        self._desk.playback.play_span(heard_span(segment, mark))

    def _listen_cut(self, line: int, mark: Mark) -> None:
        """Play the words around a finding without those it would strike."""
        episode = self._desk.session.episode
        around = heard_span(episode.transcript.by_id(line), mark)
        self._as_cut.play(cuts_near(episode, line, mark), around.start, around.end)

    def _play_cut(self) -> None:
        """Play from the caret on without what is struck, until something else is asked for."""
        desk = self._desk
        desk.session.commit(desk)
        episode = desk.session.episode
        if not len(episode.transcript):
            return
        at = moment_of(episode.transcript[desk.row], desk.offset)
        self._as_cut.play(cuts_from(episode, desk.row), at)

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
