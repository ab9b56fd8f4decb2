"""Loudness: volume, channels and skipped silences by keys; the preferences have them, too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from editor.app.player import Change
from editor.app.settings import CHANNELS, SKIP_SILENCE, VOLUME
from editor.ui.features.feature import Feature

if TYPE_CHECKING:
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk

_STEP: Final = 10


class Loudness(Feature):
    """What the Play menu says of how the recording is heard."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        settings = desk.settings
        self._ends = [
            settings.watch(CHANNELS, self._tick),
            settings.watch(SKIP_SILENCE, self._tick),
            desk.playback.listen(self._hear),
        ]
        self._sided = True

    def handlers(self) -> dict[str, Handler]:
        sides: dict[str, Handler] = {
            f"play.channels-{side}": partial(self._choose, side) for side in CHANNELS.choices
        }
        return {
            "play.louder": partial(self._turn, _STEP),
            "play.softer": partial(self._turn, -_STEP),
            "play.skip-silence": self._skip,
            **sides,
        }

    def come_back(self) -> None:
        self._tick()

    def shut(self) -> None:
        for end in self._ends:
            end()

    def _hear(self, change: Change) -> None:
        """Offer channels only where they can be had, and say what became of a choice."""
        sided = self._desk.playback.sided
        if change is not Change.STATE or sided is self._sided:
            return
        self._sided = sided
        self._tick()
        if not sided and self._desk.settings[CHANNELS] != CHANNELS.default:
            tr = self._desk.tr
            self._desk.say(
                tr(
                    "The system's player plays this recording. It cannot let one channel be heard "
                    "alone: both are heard as recorded."
                )
            )

    def _turn(self, by: int) -> None:
        settings = self._desk.settings
        settings[VOLUME] = min(VOLUME.high, max(VOLUME.low, settings[VOLUME] + by))
        said = self._desk.tr("Volume {volume} %").format(volume=settings[VOLUME])
        self._desk.window_.status.showMessage(said, 2_000)

    def _choose(self, side: str) -> None:
        self._desk.settings[CHANNELS] = side

    def _skip(self) -> None:
        settings = self._desk.settings
        settings[SKIP_SILENCE] = not settings[SKIP_SILENCE]

    def _tick(self) -> None:
        actions, settings = self._desk.window_.actions_, self._desk.settings
        actions.check("play.skip-silence", on=settings[SKIP_SILENCE])
        for side in CHANNELS.choices:
            command, plain = f"play.channels-{side}", side == CHANNELS.default
            heard = settings[CHANNELS] if self._sided else CHANNELS.default
            actions.check(command, on=heard == side)
            actions.enable(command, on=self._sided or plain)
            title = actions.commands[command].title
            why = self._desk.tr("{title} – not with the system's player").format(title=title)
            actions.retitle(command, title if self._sided or plain else why)
