"""Speaker commands: who says a line, new people, other names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from editor.app import steps
from editor.model.verbs import people
from editor.ui.dialogs.asking import ask_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.model.episode import Episode
    from editor.model.people import Speaker
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk

_DIGITS: Final = range(1, 10)


class SpeakerCommands:
    """What the Speakers menu does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def handlers(self) -> dict[str, Handler]:
        """Return the commands of this menu with what they do."""
        return {
            **{f"speaker.{digit}": partial(self._digit, digit) for digit in _DIGITS},
            "speaker.same": self._same,
            "speaker.unassigned": self._unassigned,
            "speaker.new": self._new,
            "speaker.rename": self._rename,
            "speaker.rename-here": self._rename_here,
        }

    def assign(self, speaker: int | None) -> None:
        """Give the line or selection to a speaker, and go on to the next line."""
        rows = self._settled()
        self._desk.do(people.assign(self._episode, rows, speaker))
        following = self._desk.page.beside(rows[-1], 1)
        if following >= 0:
            self._desk.go(following, 0)

    @property
    def _episode(self) -> Episode:
        return self._desk.session.episode

    def _settled(self) -> Sequence[int]:
        self._desk.session.commit(self._desk)
        return self._desk.rows

    def _digit(self, digit: int) -> None:
        known = self._episode.speakers
        if digit <= len(known):
            self.assign(known[digit - 1].id)
        else:
            self._new()

    def _same(self) -> None:
        rows = self._settled()
        self.assign(steps.recent_speaker(self._episode, rows[0]))

    def _unassigned(self) -> None:
        row = steps.next_unassigned(self._episode, self._desk.row)
        if row is None:
            self._desk.say(self._desk.tr("Every line has a speaker."))
        else:
            self._desk.go(row, 0)

    def _new(self) -> None:
        rows = self._settled()
        name = ask_text(
            self._desk, self._desk.tr("New speaker"), self._desk.tr("Name of the new speaker")
        )
        if name is None:
            return
        known = self._known(name)
        self._give(rows, name)
        if known is not None:
            said = self._desk.tr("{name} is in the list already, and speaks here now.")
            self._desk.say(said.format(name=known.name))

    def _rename(self) -> None:
        rows = self._settled()
        person = self._episode.speaker(self._episode.transcript[rows[0]].speaker)
        if person is None:
            self._new()
            return
        name = ask_text(
            self._desk,
            self._desk.tr("Rename the speaker"),
            self._desk.tr("Name, everywhere in this project"),
            person.name,
        )
        if name is None or name == person.name:
            return
        same = self._known(name)
        if same is not None and same is not person:
            if self._desk.do(people.merge(self._episode, person.id, same.id)):
                said = self._desk.tr("{gone} and {name} are one person now.")
                self._desk.say(said.format(gone=person.name, name=same.name))
        else:
            self._desk.do(people.rename(self._episode, person.id, name))

    def _rename_here(self) -> None:
        """A known name gives the line to that person, a new one makes a person of it."""
        rows = self._settled()
        name = ask_text(
            self._desk,
            self._desk.tr("Another speaker here"),
            self._desk.tr("Name of the speaker of this line or selection only, known or new"),
            known=[person.name for person in self._episode.speakers],
        )
        if name is not None:
            self._give(rows, name)

    def _known(self, name: str) -> Speaker | None:
        """The person of this name, however it is capitalised: nobody is to be there twice."""
        alike = (one for one in self._episode.speakers if one.name.casefold() == name.casefold())
        return next(alike, None)

    def _give(self, rows: Sequence[int], name: str) -> None:
        """Give lines to the person of this name; a new one makes a person of it."""
        known = self._known(name)
        if known is not None:
            self._desk.do(people.assign(self._episode, rows, known.id))
        else:
            self._desk.do(people.add_and_assign(self._episode, name, rows))
