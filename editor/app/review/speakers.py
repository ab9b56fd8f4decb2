"""Speakers: what the review asks of voices - who may speak a line, and where another begins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain

from editor.app.jobs import Step, Work
from editor.app.review.items import Item, let_stand
from editor.app.speaker_hints import Hint, Hints, Turn, heard_in
from editor.app.steps import split_between
from editor.model.edits import Edit, Splice
from editor.model.episode import Episode
from editor.model.time import Span
from editor.model.verbs.people import assign


class Voices:
    """Suggests; only a person's key gives a line to somebody."""

    name = "voice"

    def __init__(self, hints: Hints) -> None:
        self._hints = hints

    def look(self, episode: Episode) -> Work[list[Item]]:
        """Everything there is to ask."""
        hints, turns = self._hints.of(episode)
        name = _names(episode)
        found = [_hinted(episode, hint, name) for hint in hints]
        found += [_turned(episode, turn, name) for turn in turns]
        yield Step(len(found), len(found), "review")
        return found

    def accept(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Give the lines to whom they sound like, or each of their parts; one kind in one step."""
        asked = self._hints.about({item.line for item in items})
        hints, turns = asked.of(episode)
        if items and items[0].rule == "voice-changes":
            return _parted(episode, turns)
        rows: dict[int, list[int]] = defaultdict(list)
        for hint in hints:
            rows[hint.speaker].append(episode.transcript.index_of(hint.line))
        given = (assign(episode, found, speaker).splices for speaker, found in rows.items())
        return Edit("assign", tuple(chain.from_iterable(given)))

    def stet(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Let the lines be as they are."""
        return let_stand(episode, items)

    def never(self, episode: Episode, items: Sequence[Item]) -> Edit:
        """Let whatever is like them be."""
        return let_stand(episode, items, alike=True)


def _parted(episode: Episode, turns: Sequence[Turn]) -> Edit:
    """Part lines where the voice changes; each new line has a number that no other one has."""
    later, splices = episode.snapshot(), list[Splice]()
    for turn in turns:
        index = later.transcript.index_of(turn.line)
        edit = split_between(later, index, turn.offset, turn.speakers)
        later.apply(edit)
        splices += edit.splices
    return Edit("split-speaker", tuple(splices))


def _names(episode: Episode) -> Callable[[int], str]:
    known = {person.id: person.name for person in episode.speakers}
    return lambda speaker: known.get(speaker, "")


def _hinted(episode: Episode, hint: Hint, name: Callable[[int], str]) -> Item:
    line = episode.transcript.by_id(hint.line)
    suggestion = f"{name(hint.speaker)} (+{hint.margin:.2f})"
    span = Span(*heard_in(line))
    return Item(
        Voices.name, line.id, 0, len(line.text), line.text, 0.5, "speaker-hint", suggestion, span
    )


def _turned(episode: Episode, turn: Turn, name: Callable[[int], str]) -> Item:
    line = episode.transcript.by_id(turn.line)
    words, both = line.text[turn.offset :], " | ".join(map(name, turn.speakers))
    span = Span(*heard_in(line))
    return Item(
        Voices.name, line.id, turn.offset, len(line.text), words, 0.58, "voice-changes", both, span
    )
