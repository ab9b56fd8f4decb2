"""Caption sounds: labels of what is heard and is no speech - put in, reworded, taken out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from editor.model.errors import UserError
from editor.model.time import exact_clock
from editor.model.verbs.captions import add_sound, edit_sound, remove_sound
from editor.ui.dialogs.asking import ask_text
from editor.ui.features.captions import CaptionFeature
from editor.ui.features.feature import Feature

if TYPE_CHECKING:
    from editor.model.sound import Sound
    from editor.ui.actions import Handler

_LASTS: Final = 2_000
"""How long (ms) a sound is named that somebody puts in at the playhead (product default)."""


class CaptionSounds(Feature):
    """The times of a sound are moved by the commands for the edges of captions, as any cue's."""

    def handlers(self) -> dict[str, Handler]:
        captions = self._desk.feature(CaptionFeature)
        return {
            "caption.sound": self._add,
            "caption.sound-edit": partial(captions.at_row, self._reword),
            "caption.sound-remove": partial(captions.at_row, self._remove),
        }

    def _ask(self, label: str = "") -> str | None:
        desk = self._desk
        asked = desk.tr("What is heard: music, a door, laughter")
        return ask_text(desk, desk.tr("Sound"), asked, label)

    def _add(self) -> None:
        label = self._ask()
        if label:
            at = self._desk.playback.position
            plan = partial(add_sound, self._desk.session.episode, at, at + _LASTS, label)
            captions = self._desk.feature(CaptionFeature)

            def name() -> None:
                captions.decide(plan)
                if not captions.shown:
                    said = self._desk.tr("“{label}” is named at {time}, in the Captions view.")
                    self._desk.say(said.format(label=label, time=exact_clock(at)))

            captions.settled(name)

    def _reword(self, row: int) -> None:
        captions = self._desk.feature(CaptionFeature)
        sound = self._named(row)
        label = self._ask(sound.label)
        if label:
            named = replace(sound, label=label)
            captions.decide(partial(edit_sound, self._desk.session.episode, named))

    def _remove(self, row: int) -> None:
        captions = self._desk.feature(CaptionFeature)
        captions.decide(partial(remove_sound, self._desk.session.episode, self._named(row).id))

    def _named(self, row: int) -> Sound:
        """What the caption in hand names if it names a sound, else the one at the playhead.

        That is where a sound is put in, wherever the caret stands.
        """
        board = self._desk.feature(CaptionFeature).board
        for at in (row, board.cue_heard(self._desk.playback.position)):
            sound = board.sound_of(at) if at is not None and at >= 0 else None
            if sound is not None:
                return sound
        raise UserError("cue-no-sound")
