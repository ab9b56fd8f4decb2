"""Drifting: is the transcript in time with the recording, and the one step that puts it right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from editor.app.drifting import drift, moved
from editor.ui.dialogs.two_points import TwoPoints, drift_words
from editor.ui.features.feature import Feature
from editor.ui.features.listening import Listening

if TYPE_CHECKING:
    from editor.model.verbs.straighten import Drift
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk


class Drifting(Feature):
    """What the Transcript menu does about a recording that begins or runs differently."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._listening = Listening(desk, "drift")

    def handlers(self) -> dict[str, Handler]:
        """Return the commands with what they do."""
        return {"drift.check": self._check, "drift.by-hand": self._by_hand}

    def _check(self) -> None:
        episode = self._desk.session.episode
        self._listening.start(lambda sound: drift(episode.snapshot(), sound), self._told)

    def shut(self) -> None:
        self._listening.shut()

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
