"""Speaker voices: who may speak the other lines after some are tagged, for the review to ask."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from editor.app.speaker_hints import KEPT, Hints, suggest
from editor.ui.features.feature import Feature
from editor.ui.features.listening import Listening
from editor.ui.text import counted

if TYPE_CHECKING:
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk


class SpeakerVoices(Feature):
    """``hints`` is what the voices have told; nothing is ever given to anybody by itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.hints = Hints.read(desk.opened.memory.get(KEPT, ""))
        self._listening = Listening(desk, "voices")

    def handlers(self) -> dict[str, Handler]:
        """Return the command with what it does."""
        return {"speakers.suggest": self._suggest}

    def _suggest(self) -> None:
        episode = self._desk.session.episode
        self._listening.start(lambda sound: suggest(episode.snapshot(), sound), self._told)

    def shut(self) -> None:
        self._listening.shut()

    def _told(self, hints: Hints) -> None:
        desk = self._desk
        self.hints = hints
        desk.session.remember(**{KEPT: hints.kept()})
        said = self._sentences(hints)
        if not said:
            desk.say(
                desk.tr(
                    "No other line sounds surely like one of the speakers you have tagged. "
                    "Tag more of their lines, the longer ones, and ask again."
                )
            )
            return
        ways = [(desk.tr("Review everything"), partial(desk.window_.actions_.run, "review.run"))]
        desk.window_.message.note(" ".join((*said, desk.tr("The review asks about each."))), ways)

    def _sentences(self, hints: Hints) -> list[str]:
        """What was found out, nothing of what was not."""
        desk, said = self._desk, []
        if hints.hints:
            lines = counted(len(hints.hints), desk.tr("{count} line"), desk.tr("{count} lines"))
            known = desk.tr("Of {lines} without a speaker the voice is known.")
            said.append(known.format(lines=lines))
        if hints.turns:
            lines = counted(len(hints.turns), desk.tr("{count} line"), desk.tr("{count} lines"))
            said.append(desk.tr("Within {lines} another voice goes on.").format(lines=lines))
        return said
