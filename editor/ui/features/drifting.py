"""Drifting: is the transcript in time with the recording, and the one step that puts it right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from editor.app.drifting import drift, moved
from editor.app.opening import find_recording
from editor.ui.dialogs.two_points import TwoPoints, drift_words
from editor.ui.features.feature import Feature
from editor.ui.features.relinking import Relinking

if TYPE_CHECKING:
    from editor.app.jobs import Job
    from editor.model.verbs.straighten import Drift
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk


class Drifting(Feature):
    """What the Transcript menu does about a recording that begins or runs differently."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._job: Job | None = None
        self._relinking = Relinking(desk, self._relinked)

    def handlers(self) -> dict[str, Handler]:
        """Return the commands with what they do."""
        return {"drift.check": self._check, "drift.by-hand": self._by_hand}

    def _check(self) -> None:
        desk = self._desk
        if self._job is not None:
            return
        desk.session.commit(desk)
        recording = find_recording(desk.path, desk.session.episode.info)
        work = drift(desk.session.episode.snapshot(), recording)
        self._job = desk.runner.start(
            "drift", work, done=self._told, failed=desk.failed, ended=self._over
        )

    def shut(self) -> None:
        self._relinking.close()

    def _relinked(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _over(self) -> None:
        self._job = None

    def _told(self, found: Drift | None) -> None:
        """Say what was found out, with the step that puts it right."""
        desk = self._desk
        note = desk.window_.message.note
        by_hand = (desk.tr("By two points…"), self._by_hand)
        if found is None:
            said = desk.tr("Too few lines were heard to compare the transcript with the recording.")
            note(said, [by_hand])
        elif not found:
            desk.say(desk.tr("The transcript is in time with the recording."))
        else:
            move = (desk.tr("Move the transcript"), partial(self._move, found))
            note(drift_words(found), [move, by_hand])

    def _by_hand(self) -> None:
        desk = self._desk
        desk.session.commit(desk)
        dialog = TwoPoints(desk.session.episode, desk.row, desk.playback.position, desk)
        dialog.accepted.connect(lambda: self._move(dialog.drift))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _move(self, by: Drift) -> None:
        """Move everything that has a time, in one step."""
        desk = self._desk
        desk.large.plan("straighten", moved(desk.session.episode.snapshot(), by))
