"""Speaker voices: who may speak the other lines after some are tagged, for the review to ask."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from editor.app.opening import find_recording
from editor.app.speaker_hints import KEPT, Hints, suggest
from editor.ui.features.feature import Feature
from editor.ui.features.relinking import Relinking
from editor.ui.text import counted

if TYPE_CHECKING:
    from editor.app.jobs import Job
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk


class SpeakerVoices(Feature):
    """``hints`` is what the voices have told; nothing is ever given to anybody by itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.hints = Hints.read(desk.opened.memory.get(KEPT, ""))
        self._job: Job | None = None
        self._relinking = Relinking(desk, self._relinked)

    def handlers(self) -> dict[str, Handler]:
        """Return the command with what it does."""
        return {"speakers.suggest": self._suggest}

    def _suggest(self) -> None:
        desk = self._desk
        if self._job is not None:
            return
        desk.session.commit(desk)
        recording = find_recording(desk.path, desk.session.episode.info)
        work = suggest(desk.session.episode.snapshot(), recording)
        self._job = desk.runner.start(
            "voices", work, done=self._told, failed=desk.failed, ended=self._over
        )

    def shut(self) -> None:
        self._relinking.close()

    def _relinked(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _over(self) -> None:
        self._job = None

    def _told(self, hints: Hints) -> None:
        desk = self._desk
        self.hints = hints
        desk.session.remember(**{KEPT: hints.kept()})
        lines = counted(len(hints.hints), desk.tr("{count} line"), desk.tr("{count} lines"))
        turns = counted(len(hints.turns), desk.tr("{count} line"), desk.tr("{count} lines"))
        said = desk.tr(
            "The voice of {lines} without a speaker is known; it changes within {turns}. "
            "The check-up asks about each."
        )
        ways = [(desk.tr("Review everything"), partial(desk.window_.actions_.run, "checkup.run"))]
        desk.window_.message.note(said.format(lines=lines, turns=turns), ways)
