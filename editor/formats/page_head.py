"""Head of an episode page: title, show notes, chapters and people, before the transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from editor.formats.page_lines import PageLine, Sort
from editor.model.people import Speaker

_PEOPLE: Final = re.compile(
    r"(?:creators?|hosts?|people|speakers|cast)(?:\s*(?:&|and|,)\s*(?:creators?|guests?|hosts?))+:?",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(r"what(?: is|['’]s) .+\?", re.IGNORECASE)
_RULE: Final = re.compile(r"[-=_*~—–]{3,}")
_ROLES: Final = frozenset(
    {
        *("host", "co-host", "cohost", "guest", "guest host", "creator", "producer", "editor"),
        *("executive producer", "writer", "author", "narrator", "composer", "director", "speaker"),
        *("researcher", "reporter", "interviewer", "moderator", "presenter", "voice actor"),
        *("sound designer", "audio engineer", "announcer", "contributor", "correspondent"),
    }
)
"""Roles podcast hosts name on their pages (the taxonomy of Podcasting 2.0, the spoken ones)."""
_LONGEST_TITLE: Final = 120
"""Characters of a line that may be a title; what is longer is show notes."""


@dataclass(slots=True)
class Head:
    """What stands before the first stamp."""

    titles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    chapters: list[PageLine] = field(default_factory=list)
    people: list[Speaker] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The show's name and the episode's, as far as they are there."""
        return " – ".join(self.titles)

    @property
    def show_notes(self) -> str:
        """Everything that is told about the episode, in paragraphs as they were."""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.notes)).strip()


@dataclass(slots=True)
class _Person:
    name: str
    roles: list[str]
    about: list[str]


def read_head(lines: Sequence[PageLine]) -> Head:
    """Sort the lines before the transcript into title, notes, chapters and people.

    No line is dropped but rulers, the heading over the people, and the names of their roles, which
    become roles.
    """
    head = Head()
    people: list[_Person] | None = None
    found: list[_Person] = []
    for line in lines:
        text = line.text.strip()
        if _PEOPLE.fullmatch(text):
            people = found
        elif _ABOUT.fullmatch(text):
            people = None
            head.notes += ["", text]
        elif people is not None and line.sort is Sort.TEXT:
            _take_person(people, text)
        elif line.sort in (Sort.LISTED, Sort.INLINE):
            head.chapters.append(line)
        elif _is_title(head, text):
            head.titles.append(text)
        elif not _RULE.fullmatch(text):
            head.notes.append(line.text.rstrip())
    head.people = list(_speakers(found))
    return head


def _is_title(head: Head, text: str) -> bool:
    """Whether a line is the show's name or, below it, the episode's: short, and no sentence."""
    if not text or any(head.notes) or head.chapters or len(text) > _LONGEST_TITLE:
        return False
    return not head.titles or (len(head.titles) == 1 and text[-1] not in ".:;,")


def _take_person(people: list[_Person], text: str) -> None:
    """One line of the part on people: a role, the name below it, or something about the person."""
    if not text or _RULE.fullmatch(text):
        return
    roles = [role.strip() for role in re.split(r"[,/&]", text.casefold().rstrip(":"))]
    if all(role in _ROLES for role in roles):
        people.append(_Person("", roles, []))
    elif not people:
        people.append(_Person(text, [], []))
    elif not people[-1].name:
        people[-1].name = text
    else:
        people[-1].about.append(text)


def _speakers(people: Sequence[_Person]) -> Iterator[Speaker]:
    """Each person once, with all roles and everything that is told."""
    merged: dict[str, _Person] = {}
    for person in people:
        name = person.name or person.roles[0].capitalize()
        known = merged.setdefault(name, _Person(name, [], []))
        known.roles += [role for role in person.roles if role not in known.roles]
        known.about += person.about
    for number, person in enumerate(merged.values(), 1):
        yield Speaker(number, person.name, tuple(person.roles), "\n".join(person.about))
