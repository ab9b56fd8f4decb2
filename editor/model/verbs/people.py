"""Verbs on people: assign, add, rename everywhere or here, merge, remove, describe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.people import Speaker


def assign(episode: Episode, indices: Iterable[int], speaker: int | None) -> Edit:
    """Say who speaks these lines; ``None`` takes the speaker away."""
    return Edit("assign", _assigned(episode, indices, speaker))


def add(episode: Episode, name: str, roles: tuple[str, ...] = ()) -> Edit:
    """A new person at the end of the list."""
    return Edit("add-speaker", (_added(episode, name, roles),))


def add_and_assign(episode: Episode, name: str, indices: Iterable[int]) -> Edit:
    """A new person who speaks these lines, in one step."""
    splice = _added(episode, name, ())
    person = cast("Speaker", splice.after[0])
    return Edit("add-speaker", (splice, *_assigned(episode, indices, person.id)))


def rename(episode: Episode, speaker: int, name: str) -> Edit:
    """Another name for a person, everywhere."""
    return _redescribe(episode, "rename-speaker", speaker, name=name)


def set_roles(episode: Episode, speaker: int, roles: tuple[str, ...]) -> Edit:
    """What a person is in this episode: host, guest."""
    return _redescribe(episode, "set-roles", speaker, roles=roles)


def merge(episode: Episode, gone: int, kept: int) -> Edit:
    """Two people are one: the first one's lines and roles go to the second; the first is gone."""
    was, heir = _find(episode, gone)[1], _find(episode, kept)[1]
    roles = tuple(dict.fromkeys((*heir.roles, *was.roles)))
    given = _redescribe(episode, "merge-speakers", kept, roles=roles)
    described = given.splices if roles != heir.roles else ()
    return Edit("merge-speakers", (*described, *_without(episode, gone, kept)))


def remove(episode: Episode, speaker: int, heir: int | None = None) -> Edit:
    """A person leaves the list; lines of theirs are somebody else's then, or nobody's."""
    return Edit("remove-speaker", _without(episode, speaker, heir))


def reassign(episode: Episode, indices: Iterable[int], was: int | None, now: int | None) -> Edit:
    """Of these lines, those that one person speaks go to another; the rest stay as they are."""
    lines = episode.transcript
    given = (index for index in indices if lines[index].speaker == was)
    return Edit("reassign", _assigned(episode, given, now))


def swap(episode: Episode, indices: Iterable[int], one: int, other: int) -> Edit:
    """Two people were taken for each other in these lines: each gets the other's."""
    lines = episode.transcript
    instead = {one: other, other: one}
    splices: list[Splice] = []
    for index in indices:
        speaker = lines[index].speaker
        if speaker in instead:
            splices += _assigned(episode, [index], instead[speaker])
    return Edit("swap-speakers", tuple(splices))


def move(episode: Episode, speaker: int, to: int) -> Edit:
    """Give a person another place in the list, and with it another digit and colour."""
    index, person = _find(episode, speaker)
    to = min(max(0, to), len(episode.speakers) - 1)
    if to == index:
        return Edit("move-speaker", ())
    out = Splice(Track.SPEAKERS, index, (person,), ())
    return Edit("move-speaker", (out, Splice(Track.SPEAKERS, to, (), (person,))))


def _assigned(episode: Episode, indices: Iterable[int], speaker: int | None) -> tuple[Splice, ...]:
    splices = []
    for index in indices:
        before = episode.transcript[index]
        if before.speaker != speaker:
            after = replace(before, speaker=speaker)
            splices.append(Splice(Track.SEGMENTS, index, (before,), (after,)))
    return tuple(splices)


def _without(episode: Episode, gone: int, heir: int | None) -> tuple[Splice, ...]:
    lines = [i for i, line in enumerate(episode.transcript) if line.speaker == gone]
    index, person = _find(episode, gone)
    return (*_assigned(episode, lines, heir), Splice(Track.SPEAKERS, index, (person,), ()))


def _added(episode: Episode, name: str, roles: tuple[str, ...]) -> Splice:
    person = Speaker(episode.next_id(Track.SPEAKERS), name, roles)
    return Splice(Track.SPEAKERS, len(episode.speakers), (), (person,))


def _redescribe(
    episode: Episode,
    verb: str,
    speaker: int,
    name: str | None = None,
    roles: tuple[str, ...] | None = None,
) -> Edit:
    index, before = _find(episode, speaker)
    after = replace(
        before,
        name=before.name if name is None else name,
        roles=before.roles if roles is None else roles,
    )
    return Edit(verb, (Splice(Track.SPEAKERS, index, (before,), (after,)),))


def _find(episode: Episode, speaker: int) -> tuple[int, Speaker]:
    return next((i, s) for i, s in enumerate(episode.speakers) if s.id == speaker)
