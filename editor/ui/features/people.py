"""People: merge, swap, reassign, roles and order of the speakers; walk the turns of one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from editor.model.verbs import people
from editor.ui.dialogs.asking import ask_choice, ask_text
from editor.ui.features.feature import Feature
from editor.ui.page.folding import Folding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.model.episode import Episode
    from editor.model.people import Speaker
    from editor.ui.actions import Handler
    from editor.ui.desk import Desk


class People(Feature):
    """What the Speakers menu does with people, beside giving them lines."""

    def handlers(self) -> dict[str, Handler]:
        """Return the commands on people with what they do."""
        return {
            "speaker.manage": self._manage,
            "speaker.merge": self._merge,
            "speaker.swap": self._swap,
            "speaker.reassign": self._reassign,
            "speaker.roles": self._roles,
            "speaker.only": self._only,
            "speaker.next-line": partial(self._walk, 1),
            "speaker.previous-line": partial(self._walk, -1),
        }

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.folding = Folding(desk.page)
        self._said = ""
        self.folding.changed.connect(self._tick)
        self._unwatch = desk.session.episode.watch(self.folding)
        desk.page.caret_moved.connect(self._reveal)

    def shut(self) -> None:
        self._unwatch()
        self.folding.shut()
        self._tick()

    @property
    def _episode(self) -> Episode:
        return self._desk.session.episode

    def _manage(self) -> None:
        from editor.ui.dialogs.people import PeopleWindow

        PeopleWindow(self._desk).show()

    def _only(self) -> None:
        """Show the lines of the speaker at the caret alone, or all lines again."""
        if self.folding.speaker is not None:
            self.folding.show_only(None)
            return
        person = self._here()
        if person is not None:
            self.folding.show_only(person.id)
            said = self._desk.tr("Only the lines of {name} are on the page.")
            self._said = said.format(name=person.name)
            way = (self._desk.tr("Show all lines"), self._only)
            self._desk.window_.message.note(self._said, [way])

    def _reveal(self, row: int, _offset: int) -> None:
        if self.folding.reveal(row):
            self._desk.page.scroll_to(row, 0.3)

    def _tick(self) -> None:
        alone = self.folding.speaker is not None
        self._desk.window_.actions_.check("speaker.only", on=alone)
        if not alone:
            self._desk.window_.message.dismiss_if(self._said)

    def _here(self) -> Speaker | None:
        """Who speaks at the caret; says so where nobody was given the line.

        Behind a selection of whole lines, it is the last of them.
        """
        self._desk.session.commit(self._desk)
        lines, rows = self._episode.transcript, self._desk.rows
        row = self._desk.row if self._desk.row in rows else rows[-1]
        person = self._episode.speaker(lines[row].speaker) if lines else None
        if person is None:
            self._desk.say(self._desk.tr("Nobody was given this line yet."))
        return person

    def _other(self, person: Speaker, title: str, label: str) -> Speaker | None:
        others = [other for other in self._episode.speakers if other.id != person.id]
        if not others:
            self._desk.say(self._desk.tr("There is nobody else in this project."))
            return None
        names = [other.name for other in others]
        chosen = ask_choice(self._desk, title, label.format(name=person.name), names)
        return None if chosen is None else others[chosen]

    def _merge(self) -> None:
        desk, person = self._desk, self._here()
        if person is None:
            return
        kept = self._other(
            person, desk.tr("Merge two speakers"), desk.tr("{name} is the same person as:")
        )
        if kept is not None:
            desk.do(people.merge(self._episode, person.id, kept.id))

    def _swap(self) -> None:
        """Swap in the selection; with nothing selected, everywhere."""
        desk, person = self._desk, self._here()
        if person is None:
            return
        other = self._other(
            person,
            desk.tr("Swap two speakers"),
            desk.tr("The lines of {name} are given to this person, and theirs to {name}:"),
        )
        if other is not None:
            desk.do(people.swap(self._episode, self._scope(), person.id, other.id))

    def _reassign(self) -> None:
        """Of the selection, or of everything, the lines of one person go to another."""
        desk, person = self._desk, self._here()
        if person is None:
            return
        other = self._other(
            person, desk.tr("Reassign lines"), desk.tr("The lines of {name} go to:")
        )
        if other is not None:
            desk.do(people.reassign(self._episode, self._scope(), person.id, other.id))

    def _scope(self) -> Sequence[int]:
        """The selection where it is more than words of one line, else everything."""
        first, last = self._desk.page.selected()
        every = range(len(self._episode.transcript))
        return self._desk.rows if first.row != last.row else every

    def _roles(self) -> None:
        desk, person = self._desk, self._here()
        if person is None:
            return
        said = desk.tr("What {name} does here, with commas between: host, guest").format(
            name=person.name
        )
        text = ask_text(desk, desk.tr("Roles"), said, ", ".join(person.roles))
        if text is not None:
            desk.do(people.set_roles(self._episode, person.id, roles_of(text)))

    def _walk(self, by: int) -> None:
        """Go to the next line of the speaker at the caret that begins a turn."""
        desk, lines, person = self._desk, self._episode.transcript, self._here()
        if person is None:
            return
        stop = len(lines) if by > 0 else -1
        for row in range(desk.row + by, stop, by):
            if lines[row].speaker == person.id and lines.turn_start(row):
                desk.go(row, 0)
                return
        desk.say(desk.tr("{name} begins no other turn in this direction.").format(name=person.name))


def roles_of(text: str) -> tuple[str, ...]:
    """Return the roles in a text, which commas part."""
    roles = (" ".join(part.split()) for part in text.split(","))
    return tuple(dict.fromkeys(role for role in roles if role))
